"""Fit how sure an answer from a table is where the corpus may hold no answer, and print how well that tells right from wrong.

Asked are generated questions (seeds that the weights of formulas are not learned from), questions of WikiTableQuestions, each
of its own table alone, of the tables that weights are only chosen by, likewise of HiTab's tables that no weights are learned
from, and questions over tables of securities reports, asked
of a hundred of them together; and traps: the same questions with the name of a row, or a number, exchanged for one that their
documents do not have, of securities reports with the name of another company, and questions of running text; with --documents
also the questions about documents of others (strangers), and these asked without the document that they are about. What is
learned is whether the likeliest answer is right. Printed are figures cross-validated by table, report, document and question,
and the weights.

Run: python benchmarks/table_answers/in_corpus.py --wikitables FOLDER --hitab FOLDER --securities FOLDER --jaquad FOLDER
     --xquad FOLDER [--indexes FOLDER] [--documents FOLDER …]
"""

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import denotations
import hitab
import numpy as np
import prose
import securities
import wikitables
from generated_questions import generate, indexed, judge
from prose_questions import markdown

from kotae import Kotae
from kotae.answers.answer import JUDGED
from kotae.answers.formulas.answering import Reasoned, reason
from kotae.answers.model import Result
from kotae.answers.table_certainty import TableSignals, table_signals, table_supports, table_years
from kotae.documents.model import Table
from kotae.retrieval.search import Among, search
from kotae.text.language import detect

sys.path += [str(Path(__file__).resolve().parents[1] / folder) for folder in (".", "strangers")]

from logistic import balanced, fit, logistic
from machine import stamp
from stranger_questions import StrangerQuestion, stranger_questions

_NAMES = [field.name for field in fields(TableSignals)]
_SEED, _FOLDS, _PENALTY = 5, 5, 5.0
_GENERATED, _STRANGERS = (121, 122), 131
_TABLES, _REPORTS, _OF_EACH, _PROSE = 100, 20, 5, 100
_NUMBER = re.compile(r"[\d,.年月 ]+")
_LONGEST = 30  # characters of a row's name that is put in place of another
_THRESHOLDS = (0.3, 0.4, 0.5, 0.8)

Right = Callable[[Reasoned], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the signals of its likeliest answer; a trap has no answer; `alone` is its certainty before."""

    source: str
    fold: str
    trap: bool
    right: bool
    alone: float
    values: tuple[float, ...]


class Asking:
    """Asks questions and keeps what came of them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.everything: list[Asked] = []
        self._chance = random.Random(_SEED)

    def ask(
        self,
        kotae: Kotae,
        question: str,
        place: tuple[str, str],
        right: Right | None,
        documents: list[str] | None = None,
    ) -> Reasoned | None:
        """Ask a question of a source and a fold, which `right` judges or which has no answer; return a right answer."""
        (understood,) = kotae.understand(question, split=False).questions
        hits = search(understood, kotae.index, JUDGED, Among(frozenset(documents) if documents else None))
        listed = reason(understood, hits, kotae.index, kotae.reader) if hits and not understood.only_names else []
        if not listed:
            return None
        borne = table_supports(understood, listed[0].hit, hits, kotae.index)
        years = table_years(understood, listed[0].hit, kotae.index)
        signals = astuple(table_signals(understood, listed[0], borne, years))
        is_right = right is not None and right(listed[0])
        self.everything.append(Asked(*place, right is None, is_right, listed[0].certainty, signals))
        return listed[0] if is_right else None

    def traps(self, question: str, answer: Reasoned, there: str, names: Sequence[str]) -> Iterator[str]:
        """Yield a question with the name of a row that it means, and with a number that is there, exchanged for another that
        is not."""
        if named := self._exchanged(question, answer, there, names):
            yield named
        known = [match for match in re.finditer(r"\d+", question) if match.group() in there]
        for match in known[:1]:
            other = str(int(match.group()) + self._chance.choice((-9, -7, 7, 9, 11)))
            if other not in there and int(other) > 0:
                yield question[: match.start()] + other + question[match.end() :]

    def _exchanged(self, question: str, answer: Reasoned, there: str, names: Sequence[str]) -> str:
        for meant in answer.meant:
            name = meant.split(": ", 1)[-1]
            if len(name) < 2 or name not in question or _NUMBER.fullmatch(name):
                continue
            others = [o for o in names if detect(o) == detect(name) and o not in there and o not in question]
            if others:
                return question.replace(name, self._chance.choice(others))
        return ""

    def sample(self, of: Sequence[str], count: int) -> list[str]:
        """Return some of a list."""
        return self._chance.sample(of, min(count, len(of)))


def ask_generated(asking: Asking, folder: Path) -> None:
    """Ask generated questions of all their documents."""
    strangers = written(generate(_STRANGERS, "dev")[0], folder / "strangers")
    names = [name for table in tables(strangers) for name in row_names(table)]
    for seed in _GENERATED:
        documents, questions = generate(seed, "dev")
        kotae = written(documents, folder / f"generated {seed}")
        there = " ".join(document.text for document in documents)
        for number, question in enumerate(questions):
            place = ("generated", f"{seed} {number % _FOLDS}")

            def right(answer: Reasoned, expected: object = question.expected) -> bool:
                return judge(cast(Result, SimpleNamespace(answer=answer.answer)), expected) == "exact"  # type: ignore[arg-type]

            answer = asking.ask(kotae, question.question, place, right)
            for trap in asking.traps(question.question, answer, there, names) if answer else ():
                asking.ask(kotae, trap, place, None)


def written(documents: Sequence[object], folder: Path) -> Kotae:
    """Write generated documents, index them, and open the index."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for document in documents:
        (corpus / document.name).write_text(document.text, encoding="utf-8")  # type: ignore[attr-defined]
    return indexed(corpus, folder / "index")


def tables(kotae: Kotae) -> Iterator[Table]:
    """Yield the tables of an index."""
    records = kotae.index.records
    places = {
        (document, unit.table)
        for number, document in enumerate(records.unit_documents)
        if (unit := records.unit(number)).table is not None
    }
    for document, table in sorted(places):
        yield records.table(document, cast(int, table))


def row_names(table: Table) -> list[str]:
    """Return the names of a table's rows, without those that have figures in them."""
    texts = [row.cells[0].text for row in table.rows if row.cells]
    return [text for text in texts if 1 < len(text) < _LONGEST and not re.search(r"\d", text)]


def ask_wikitables(asking: Asking, folder: Path, data: Path) -> None:
    """Ask questions of WikiTableQuestions, each of its own table."""
    examples = list(wikitables.examples(data, wikitables.TRAINING))
    by_part = {
        part: sorted({e.table for e in examples if wikitables.part(e.table) == part}) for part in ("train", "choose")
    }
    names = [
        name for t in asking.sample(by_part["train"], 3 * _TABLES) for name in row_names(wikitables.table(data, t))
    ]
    chosen = {table: f"table{number}.md" for number, table in enumerate(asking.sample(by_part["choose"], _TABLES))}
    corpus = folder / "wikitables" / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for table, name in chosen.items():
        (corpus / name).write_text(markdown(wikitables.table(data, table)), encoding="utf-8")
    kotae = indexed(corpus, folder / "wikitables" / "index")
    ids = {document.name: document.id for document in kotae.index.records.documents}
    for example in examples:
        if chosen.get(example.table) not in ids:
            continue
        where = [ids[chosen[example.table]]]
        place = ("wikitables", example.table)

        def right(answer: Reasoned, values: tuple[str, ...] = example.values) -> bool:
            return any(denotations.is_right(values, given) for given in given_values(answer))

        answer = asking.ask(kotae, example.question, place, right, where)
        there = markdown(wikitables.table(data, example.table))
        for trap in asking.traps(example.question, answer, there, names) if answer else ():
            asking.ask(kotae, trap, place, None, where)


def ask_statistics(asking: Asking, folder: Path, data: Path) -> None:
    """Ask questions of HiTab, each of its own table."""
    by_table: dict[str, list[wikitables.Example]] = {}
    for example in hitab.training(data):
        by_table.setdefault(example.table, []).append(example)
    learned = set(hitab.some_tables(sorted(by_table)))
    chosen = asking.sample(sorted(by_table.keys() - learned), 2 * _TABLES)
    names = [name for table in chosen[_TABLES:] for name in row_names(hitab.table(data, table))]
    corpus = folder / "statistics" / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for table in chosen[:_TABLES]:
        (corpus / f"{table}.html").write_text(hitab.markup(data, table), encoding="utf-8")
    kotae = indexed(corpus, folder / "statistics" / "index")
    ids = {document.name: document.id for document in kotae.index.records.documents}
    for table in chosen[:_TABLES]:
        where, there = [ids[f"{table}.html"]], hitab.markup(data, table)
        for example in by_table[table]:
            place = ("statistics", table)

            def right(answer: Reasoned, values: tuple[str, ...] = example.values) -> bool:
                numbers = answer.answer.computed.numbers if answer.answer.computed else ()
                number = numbers[0] if len(numbers) == 1 else None
                return any(hitab.is_right(values, given, number) for given in given_values(answer))

            answer = asking.ask(kotae, example.question, place, right, where)
            for trap in asking.traps(example.question, answer, there, names) if answer else ():
                asking.ask(kotae, trap, place, None, where)


def given_values(answer: Reasoned) -> Iterator[list[str]]:
    """Yield the ways in which an answer gives values: texts of cells, numbers, names of rows."""
    computed = answer.answer.computed
    assert computed is not None
    yield list(computed.text_values)
    yield [str(number) for number in computed.numbers]
    yield list(computed.labels)


def ask_securities(asking: Asking, folder: Path, data: Path) -> None:
    """Ask questions over tables of securities reports, of many tables together, and with the names of other companies."""
    by_report: dict[str, dict[str, list[wikitables.Example]]] = {}
    for example in securities.examples(data):
        by_report.setdefault(securities.report(example.table), {}).setdefault(example.table, []).append(example)
    reports = asking.sample(sorted(by_report), 2 * _REPORTS)
    chosen = {
        table: by_report[report][table]
        for report in reports[:_REPORTS]
        for table in asking.sample(sorted(by_report[report]), _OF_EACH)
    }
    others = sorted(
        {company(e.question) for report in reports[_REPORTS:] for listed in by_report[report].values() for e in listed}
    )
    corpus = folder / "securities" / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for table, examples in chosen.items():
        title = f"{company(examples[0].question)} 有価証券報告書"
        page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{securities.markup(data, table)}</body></html>"
        (corpus / f"{table}.html").write_text(page, encoding="utf-8")
    kotae = indexed(corpus, folder / "securities" / "index")
    for number, example in enumerate(example for examples in chosen.values() for example in examples):
        place = ("securities", securities.report(example.table))

        def right(answer: Reasoned, wanted: str = example.values[0]) -> bool:
            computed = answer.answer.computed
            assert computed is not None
            if len(computed.numbers) == 1:
                return securities.is_right(wanted, answer.answer.text, computed.numbers[0], computed.unit)
            return any(securities.is_right(wanted, text, None, "") for text in computed.text_values)

        asking.ask(kotae, example.question, place, right)
        if number % 2:
            (other,) = asking.sample(others, 1)
            asking.ask(kotae, example.question.replace(company(example.question), other), place, None)


def company(question: str) -> str:
    """Return the company that a question over a securities report names first."""
    return re.split(r"の\d{4}年", question)[0]


def ask_prose(asking: Asking, folder: Path, jaquad: Path, xquad: Path) -> None:
    """Ask questions of running text of generated documents, which do not answer them."""
    kotae = written(generate(_GENERATED[0], "dev")[0], folder / f"generated {_GENERATED[0]}")
    for paragraphs in (prose.japanese(jaquad), prose.english(xquad)):
        listed = sorted(paragraphs, key=lambda paragraph: paragraph.text)
        questions = [paragraph.questions[0] for paragraph in listed]
        for number, question in enumerate(asking.sample(questions, _PROSE)):
            asking.ask(kotae, question, ("prose", f"prose {number % _FOLDS}"), None)


def ask_strangers(asking: Asking, folder: Path, documents: Path) -> None:
    """Ask questions about documents of others of all of these, and of all but the question's own."""
    kotae = indexed(documents, folder)
    ids = {document.name: document.id for document in kotae.index.records.documents}
    for question in stranger_questions(documents):
        place = ("strangers", question.document or question.id)

        def right(answer: Reasoned, of: StrangerQuestion = question) -> bool:
            return answer.hit.document.name == of.document and of.is_right(answer.answer.text)

        asking.ask(kotae, question.text, place, right if question.accept else None)
        if question.accept:
            others = [identity for name, identity in ids.items() if name != question.document]
            asking.ask(kotae, question.text, place, None, others)


def cross_validated(everything: Sequence[Asked]) -> np.ndarray:
    """Return how sure each answer is by weights fitted without its fold; float [rows]."""
    folds = sorted({asked.fold for asked in everything})
    number = {fold: place % _FOLDS for place, fold in enumerate(folds)}
    sure = np.zeros(len(everything))
    for left_out in range(_FOLDS):
        bias, weights = fitted([asked for asked in everything if number[asked.fold] != left_out])
        for place, asked in enumerate(everything):
            if number[asked.fold] == left_out:
                sure[place] = logistic(bias + weights @ np.array(asked.values))
    return sure


def fitted(everything: Sequence[Asked]) -> tuple[float, np.ndarray]:
    """Fit the weights; every source counts the same, and so do its questions with and those without an answer."""
    values = np.array([asked.values for asked in everything])
    right = np.array([asked.right for asked in everything], dtype=float)
    return fit(values, right, balanced([(asked.source, asked.trap) for asked in everything]), _PENALTY)


def print_shown(name: str, everything: Sequence[Asked], sure: np.ndarray) -> None:
    """Print for each source how many right answers, and answers to traps, are shown from some certainties on."""
    right = np.array([asked.right for asked in everything])
    trap = np.array([asked.trap for asked in everything])
    print(
        f"\n| {name} | from | right answers shown | of shown right | traps answered |\n| --- | --- | --- | --- | --- |"
    )
    for source in dict.fromkeys(asked.source for asked in everything):
        own = np.array([asked.source == source for asked in everything])
        for least in _THRESHOLDS:
            kept, shown = own & ~trap & right, own & ~trap & (sure >= least)
            figures = (sure[kept] >= least, right[shown], sure[own & trap] >= least)
            print(f"| {source} | {least} | " + " | ".join(f"{f.mean():.3f}" if len(f) else "-" for f in figures) + " |")


def main() -> None:
    """Ask, cross-validate, fit on everything, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("wikitables", "hitab", "securities", "jaquad", "xquad"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="a folder, as fit.py takes it")
    parser.add_argument("--indexes", type=Path, help="keep the indexes here")
    parser.add_argument(
        "--documents",
        type=Path,
        nargs="+",
        default=[],
        help="the documents of others, as benchmarks/strangers has them, those of each set in a folder",
    )
    options = parser.parse_args()
    asking = Asking()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.indexes or Path(temporary)
        ask_generated(asking, folder)
        ask_wikitables(asking, folder, options.wikitables)
        ask_statistics(asking, folder, options.hitab)
        ask_securities(asking, folder, options.securities)
        ask_prose(asking, folder, options.jaquad, options.xquad)
        for number, documents in enumerate(options.documents):
            ask_strangers(asking, folder / f"documents {number}", documents)
    everything = asking.everything
    print(stamp())
    print_shown("alone", everything, np.array([asked.alone for asked in everything]))
    print_shown("in the corpus, cross-validated", everything, cross_validated(everything))
    bias, weights = fitted(everything)
    print(f"\n_BIAS = {bias:.3f}\n_WEIGHTS = {{")
    for name, weight in zip(_NAMES, weights, strict=True):
        print(f'    "{name}": {weight:.3f},')
    print("}")


if __name__ == "__main__":
    main()
