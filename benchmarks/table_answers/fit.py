"""Learn which formula a question means, from questions with answers, and measure it on questions that were not learned from.

Run: python benchmarks/table_answers/fit.py --wikitables FOLDER [--securities FOLDER] [--generated SEEDS] [--write]
     [--measure choose|once] [--limit N]

Both folders are copies of the repositories that wikitables.py and securities.py name. "choose" learns from the tables of
"train" and "look" and measures on "choose"; "once" learns from the whole training split and measures on its other half,
which is asked once. Securities reports are cross-validated by report in five folds. --write writes the weights, learned
from all of it but what "once" asks, with their card; fit_across.py then adds those of tables in the other language.
"""

import argparse
import itertools
import json
import pickle
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import get_args

import denotations
import generated_questions
import numpy as np
import prose
import prose_questions
import securities
import wikitables
from bare_questions import Headers, understood
from learning import SEED, Chosen, Data, Packed, calibration_error, choose, fit, fit_certainty, packed
from wikitables import Example

from kotae.answers.formulas.candidates import candidates
from kotae.answers.formulas.features import features
from kotae.answers.formulas.model import Formula, Operation
from kotae.answers.formulas.reading import Reading, reading
from kotae.answers.formulas.score import WEIGHTS, certainty, expanded, logit, result, signals
from kotae.answers.formulas.view import View, view
from kotae.documents.model import Table
from kotae.text.language import Language

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "src" / "kotae" / "answers" / "formulas" / WEIGHTS
CARD = TARGET.with_suffix(".card.json")
FOLDS = 5
_SMALLEST = 0.01  # weights that are kept
_PARTS = ("train", "look", "choose")
_FIRST_SEED = 101  # the tests ask seeds from 1
_STRANGERS = 1_500
_PROSE, _PROSE_TABLES = 500, 60
_SURE = (0.5, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Source:
    """Questions of one kind, how their tables are had, and when a formula is right."""

    examples: list[Example]
    table: Callable[[str], Table | None]
    right: Callable[[Example, Formula, View], bool]
    group: Callable[[Example], str]


def gather(source: Source, data: Data) -> None:
    """Run all formulas of all questions of a source, and add them to some data."""
    began = time.monotonic()
    count = 0
    for name, listed in itertools.groupby(source.examples, lambda example: example.table):
        examples, table = list(listed), source.table(name)
        if table is None:
            for example in examples:
                data.add((), source.group(example))
            continue
        _ask(source, examples, table, data)
        count += len(examples)
        if count % 1000 < len(examples):
            print(f"{count} questions in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def _ask(source: Source, examples: Sequence[Example], table: Table, data: Data) -> None:
    """Run all formulas of the questions over one table, and add them to some data."""
    seen, headers = view(table), Headers(table)
    for example, question in zip(examples, understood([example.question for example in examples]), strict=True):
        asked, formulas = candidates(question, seen)
        of = reading(asked, closeness=headers.closeness(question))
        judged = _judge(source, example, formulas, seen)
        data.add(
            [
                (names, right, hash(result(of, formula)), signals(0.5, 0.0, formula, of))
                for formula, names, right in zip(formulas, features(formulas, of), judged, strict=True)
            ],
            source.group(example),
        )


def _judge(source: Source, example: Example, formulas: Sequence[Formula], seen: View) -> list[bool]:
    """Tell which formulas are right; each result is looked at once."""
    known: dict[tuple[object, ...], bool] = {}
    judged = []
    for formula in formulas:
        key = (formula.values, formula.number, formula.cells[:1])
        if key not in known:
            known[key] = source.right(example, formula, seen)
        judged.append(known[key])
    return judged


def wikitables_source(folder: Path, split: str, parts: Iterable[str], limit: int | None) -> Source:
    """Return questions of WikiTableQuestions, of some parts of a split."""
    listed = [example for example in wikitables.examples(folder, split) if wikitables.part(example.table) in parts]
    if limit is not None:
        random.Random(3).shuffle(listed)
        listed = listed[:limit]
    return Source(
        sorted(listed, key=lambda example: example.table),
        lambda name: wikitables.table(folder, name),
        lambda example, formula, _: denotations.is_right(example.values, formula.values),
        lambda example: f"wikitables {example.table}",
    )


def _strangers(folder: Path, limit: int | None) -> Source:
    """Return questions of WikiTableQuestions asked of another table than theirs: they teach only how sure to be."""
    own = wikitables_source(folder, wikitables.TRAINING, ("train",), limit)
    chance = random.Random(13)
    names = sorted({example.table for example in own.examples})
    some = chance.sample(own.examples, min(len(own.examples) // 4, _STRANGERS))
    others = [replace(example, table=chance.choice(names)) for example in some]
    listed = sorted(others, key=lambda example: example.table)
    return replace(own, examples=listed, group=lambda example: f"stranger {example.table}")


def _prose(options: argparse.Namespace, language: Language) -> Source:
    """Return questions of running text asked of tables in their language: they teach only how sure to be."""
    chance = random.Random(17)
    if language == "ja":
        paragraphs, own = prose.japanese(options.jaquad), securities_source(options.securities, options.reports)
    else:
        paragraphs = prose.english(options.xquad)
        own = wikitables_source(options.wikitables, wikitables.TRAINING, ("train",), None)
    questions = [question for paragraph in paragraphs for question in paragraph.questions]
    names = chance.sample(sorted({example.table for example in own.examples}), _PROSE_TABLES)
    listed = [
        Example(str(number), question, chance.choice(names), ())
        for number, question in enumerate(chance.sample(sorted(questions), _PROSE))
    ]
    return replace(
        own,
        examples=sorted(listed, key=lambda example: example.table),
        right=lambda example, formula, seen: False,
        group=lambda example: f"prose {example.table}",
    )


def securities_source(folder: Path, limit: int | None) -> Source:
    """Return questions over securities reports: a limited number of whole reports."""
    listed = list(securities.examples(folder))
    if limit is not None:
        reports = sorted({securities.report(example.table) for example in listed})
        random.Random(5).shuffle(reports)
        kept = set(reports[:limit])
        listed = [example for example in listed if securities.report(example.table) in kept]
    return Source(
        sorted(listed, key=lambda example: example.table),
        lambda name: securities.table(folder, name),
        _is_value,
        lambda example: f"securities {securities.report(example.table)}",
    )


def _is_value(example: Example, formula: Formula, seen: View) -> bool:
    place = formula.cells[0] if formula.cells else None
    if formula.number is None and len(formula.cells) == 1 and place:
        cell = seen.cell(place)
        return securities.is_right(example.values[0], cell.text, cell.number, seen.unit(place))
    if len(formula.values) != 1:
        return False
    return securities.is_right(example.values[0], formula.values[0], formula.number, seen.unit(place) if place else "")


def generated(seeds: Iterable[int], seen_as: Callable[[Reading], Reading] | None = None) -> Data:
    """Ask the generated questions of some seeds, and return their formulas over all tables found.

    Args:
        seeds: of the generator.
        seen_as: changes what a question reads in a table, before the features of its formulas are told.
    """
    data = Data()
    for seed in seeds:
        for number, (tables, expected, operation) in enumerate(generated_questions.asked(seed)):
            seen = [(seen_as(of), formulas) for of, formulas in tables] if seen_as else tables
            right = partial(generated_questions.is_right, expected=expected)
            add_tables(data, seen, right, f"generated {seed}-{number} {operation}")
    return data


def _prose_found(options: argparse.Namespace) -> Data:
    """Ask questions of running text of a real index, and return their formulas over the tables found, none of them right."""
    data = Data()
    folders = (options.jaquad, options.xquad, options.wikitables, options.securities)
    for number, tables in enumerate(prose_questions.asked(*folders)):
        add_tables(data, tables, lambda formula, of: False, f"prose found {number}")
    return data


def add_tables(
    data: Data, tables: generated_questions.Tables, right: Callable[[Formula, Reading], bool], group: str
) -> None:
    """Add the formulas of one question over several tables; results of two tables are never the same."""
    rows = [
        (
            names,
            right(formula, of),
            hash(result(of, formula)),
            signals(0.5, 0.0, formula, of),
        )
        for of, formulas in tables
        for formula, names in zip(formulas, features(formulas, of), strict=True)
    ]
    data.add(rows, group)


def folds_of(data: Packed, seed: int) -> np.ndarray:
    """Return the fold of each question: those of one table or report are in one."""
    groups = sorted(set(data.groups.tolist()))
    random.Random(seed).shuffle(groups)
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    return np.array([fold[group] for group in data.groups])


def cross_validated(data: Packed) -> list[Chosen]:
    """Return what is chosen for each question by weights that were learned without its table or report."""
    folds = folds_of(data, seed=11)
    chosen: dict[int, Chosen] = {}
    for number in range(FOLDS):
        own, others = np.flatnonzero(folds == number), np.flatnonzero(folds != number)
        part = data.of(own)
        for question, choice in zip(own.tolist(), choose(part, fit(_known(data.of(others)))), strict=True):
            chosen[question] = replace(choice, formula=_place(data, part, question, own, choice.formula))
    return [chosen[question] for question in range(len(data.groups))]


def _known(data: Packed) -> Packed:
    """Return the questions that are asked of their own tables."""
    strange = np.char.startswith(data.groups, "stranger") | np.char.startswith(data.groups, "prose")
    return data.of(np.flatnonzero(~strange))


def _place(data: Packed, part: Packed, question: int, own: np.ndarray, formula: int) -> int:
    """Return the number in all the data of a formula of a part of it."""
    if formula < 0:
        return -1
    return int(data.bounds[question] + formula - part.bounds[np.searchsorted(own, question)])


def told(chosen: Sequence[Chosen], data: Data) -> list[dict[str, float]]:
    """Return the expanded signals of certainty of what is chosen; none where nothing is."""
    names = data.names_of([choice.formula for choice in chosen])
    found: list[dict[str, float]] = []
    for choice, own in zip(chosen, names, strict=True):
        if choice.formula < 0:
            found.append({})
            continue
        signals_of = data.signals(choice.formula) | {
            "chance": logit(choice.chance),
            "margin": choice.chance - choice.rival,
        }
        found.append(expanded(signals_of, next(name for name in get_args(Operation) if own & {name, f"{name}*"}), own))
    return found


def sure_of(found: dict[str, float], weights: dict[str, float]) -> float:
    """Return how likely a result is to be right; 0 where there is none."""
    return certainty(found, weights) if found else 0.0


def report(name: str, chosen: Sequence[Chosen], sure: Sequence[float]) -> dict[str, float]:
    """Print how much is right, of all and of what is answered at some certainties, and return the figures."""
    right = [choice.right for choice in chosen]
    figures = {
        "questions": len(chosen),
        "possible": float(np.mean([choice.possible for choice in chosen])),
        "exact": float(np.mean(right)),
        "calibration error": calibration_error(sure, right),
    }
    for least in _SURE:
        kept = [one for one, likely in zip(right, sure, strict=True) if likely >= least]
        figures[f"answered at {least}"] = len(kept) / len(chosen)
        figures[f"exact at {least}"] = float(np.mean(kept)) if kept else 0.0
    print(
        f"{name}: "
        + ", ".join(
            f"{key} {value:.3f}" if value != int(value) else f"{key} {value:.0f}" for key, value in figures.items()
        )
    )
    return {key: round(value, 3) for key, value in figures.items()}


def main() -> None:
    """Learn, measure, print, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wikitables", type=Path, required=True, help="a copy of ppasupat/WikiTableQuestions")
    parser.add_argument("--securities", type=Path, help="a copy of nlp-for-japanese-securities-reports/ufo-2024")
    parser.add_argument("--reports", type=int, metavar="N", help="of the securities reports, take N only")
    parser.add_argument("--jaquad", type=Path, help="a copy of SkelterLabsInc/JaQuAD; needs --securities")
    parser.add_argument("--xquad", type=Path, help="a copy of google-deepmind/xquad")
    parser.add_argument("--generated", type=int, default=0, metavar="N", help="so many seeds of generated questions")
    parser.add_argument("--limit", type=int, metavar="N", help="of the questions of WikiTableQuestions, take N only")
    parser.add_argument("--measure", choices=("choose", "once"), default="choose", help="what is measured on")
    parser.add_argument(
        "--keep", type=Path, help="a folder to keep formulas in, or to take them from where they are there"
    )
    parser.add_argument(
        "--certainty-only", action="store_true", help="leave the features' weights as the package has them"
    )
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS} and its card")
    options = parser.parse_args()
    learned, measured = _gathered(options)
    data = packed(learned)
    chosen = cross_validated(data)
    signals_of = told(chosen, learned)
    answered = [place for place, found in enumerate(signals_of) if found]
    weights_of_certainty = fit_certainty([signals_of[p] for p in answered], [chosen[p].right for p in answered])
    card: dict[str, dict[str, float]] = {}
    for source in ("wikitables", "securities", "generated", "stranger", "prose"):
        places = [place for place, group in enumerate(data.groups) if group.startswith(source)]
        if places:
            sure = [sure_of(signals_of[p], weights_of_certainty) for p in places]
            card[f"{source}, cross-validated"] = report(f"{source}, cross-validated", [chosen[p] for p in places], sure)
    weights = stored(data.names) if options.certainty_only else fit(_known(data))
    test = packed(measured, data.names)
    picked = choose(test, weights)
    sure = [sure_of(found, weights_of_certainty) for found in told(picked, measured)]
    card[f"wikitables, {options.measure}"] = report(f"wikitables, {options.measure}", picked, sure)
    if options.write:
        _write(data, weights, weights_of_certainty, card)


def stored(names: Sequence[str]) -> np.ndarray:
    """Return the weights of features that the package has, 0 for those that it does not know."""
    known = json.loads(TARGET.read_text(encoding="utf-8"))["features"]
    return np.array([known.get(name, 0.0) for name in names])


def _gathered(options: argparse.Namespace) -> tuple[Data, Data]:
    """Return what is learned from and what is measured on."""
    learned, measured = Data(), Data()
    once = options.measure == "once"
    folder, limit = options.wikitables, options.limit
    for part in ("train", "look", *(["choose"] if once else [])):
        source = partial(wikitables_source, folder, wikitables.TRAINING, [part], limit)
        learned.extend(kept(options.keep, f"wikitables-{part}-{limit}", source))
    if options.securities:
        source = partial(securities_source, options.securities, options.reports)
        learned.extend(kept(options.keep, f"securities-{options.reports}", source))
    for seed in range(_FIRST_SEED, _FIRST_SEED + options.generated):
        learned.extend(kept(options.keep, f"generated-{seed}", partial(generated, (seed,))))
    if options.jaquad:
        learned.extend(kept(options.keep, "prose-ja", partial(_prose, options, "ja")))
    if options.xquad:
        learned.extend(kept(options.keep, "prose-en", partial(_prose, options, "en")))
    if options.jaquad and options.xquad:
        learned.extend(kept(options.keep, "prose-found", partial(_prose_found, options)))
    source = partial(_strangers, folder, limit)
    learned.extend(kept(options.keep, f"strangers-{limit}", source))
    split = wikitables.ASKED_ONCE if once else wikitables.TRAINING
    parts = _PARTS if once else ["choose"]
    source = partial(wikitables_source, folder, split, parts, None if once else limit)
    measured.extend(kept(options.keep, f"wikitables-{options.measure}-{limit}", source))
    return learned, measured


def kept(folder: Path | None, name: str, source: Callable[[], Source | Data]) -> Data:
    """Return the formulas of a source, from a file if they were made before."""
    file = folder / f"{name}.pickle" if folder else None
    if file and file.exists():
        known: Data = pickle.loads(file.read_bytes())
        return known
    made = source()
    if isinstance(made, Source):
        data = Data()
        gather(made, data)
        made = data
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(made))
    return made


def _write(data: Packed, weights: np.ndarray, certainty: dict[str, float], card: dict[str, dict[str, float]]) -> None:
    """Write the weights, and beside them what they were made from and how good they are."""
    kept = {
        name: round(float(weight), 4)
        for name, weight in zip(data.names, weights, strict=True)
        if abs(weight) > _SMALLEST
    }
    stored = {"features": kept, "certainty": {name: round(weight, 4) for name, weight in certainty.items()}}
    TARGET.write_text(json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    about = {
        "made by": "python benchmarks/table_answers/fit.py "
        + " ".join("FOLDER" if Path(word).is_dir() else word for word in sys.argv[1:]),
        "seed": SEED,
        "from": {
            "WikiTableQuestions, training split": wikitables.LICENCE,
            "UFO-2024 Table QA, train": securities.LICENCE,
            "generated questions, dev": generated_questions.LICENCE,
            "JaQuAD, train: questions only, for certainty": prose.JAQUAD_LICENCE,
            "XQuAD, English, first 24 articles: questions only, for certainty": prose.XQUAD_LICENCE,
        },
        "figures": card,
    }
    CARD.write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
