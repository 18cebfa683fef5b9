"""Learn what weighs otherwise in tables with headers over headers, or rows below rows, beside the weights of fit.py.

Run: python benchmarks/table_answers/fit_layered.py --hitab FOLDER --securities FOLDER [--keep FOLDER] [--write]

Tables of statistics are of that kind, and a third of those in securities reports. The weights of every table stay as the
package has them, so that other tables are asked as before. Few of these questions ask for sums and the like: generated ones
are asked as if their tables had layers, so that operations weigh what they do elsewhere. How sure to be is learned with
questions asked of another table than theirs, too. Figures are cross-validated by table, and of the development split and a
seed of generated questions, from which nothing is learned; --write adds the weights and figures to the package's.
"""

import argparse
import random
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import compress
from pathlib import Path

import hitab
import numpy as np
from beside import add_to_package, certainties, cross_validated, given_certainty
from fit import Source, folds_of, generated, kept, report, securities_source, stored, sure_of, told
from learning import Chosen, Data, choose, fit, fit_certainty, packed

from kotae.answers.formulas.features import LAYERED
from kotae.answers.formulas.reading import Reading
from kotae.answers.formulas.view import view

_SEED, _STRANGERS, _REPORTS = 7, 400, 60
# Seeds of generated questions: fit.py learns from the first two as well, from the last one nothing does.
_LEARNED, _MEASURED = (101, 102), 120
_SOURCES = {
    "hitab": "HiTab, training split",
    "stranger": "HiTab, asked of other tables",
    "securities": "securities reports",
    "generated": "generated",
}


def statistics(folder: Path, split: str) -> Source:
    """Return questions over tables with layers: those of some tables of the training split, or the development split."""
    listed = list(hitab.training(folder) if split == "training" else hitab.development(folder))
    if split == "training":
        learned = set(hitab.some_tables(sorted({example.table for example in listed})))
        listed = [example for example in listed if example.table in learned]
    return with_layers(
        Source(
            sorted(listed, key=lambda example: example.table),
            lambda name: hitab.table(folder, name),
            lambda example, formula, _: hitab.is_right(example.values, formula.values, formula.number),
            lambda example: f"hitab {example.table}",
        )
    )


def with_layers(source: Source) -> Source:
    """Return those questions of a source whose tables have layers."""
    tables = {name: source.table(name) for name in {example.table for example in source.examples}}
    layered = {name for name, table in tables.items() if table is not None and view(table).layered}
    return replace(source, examples=[example for example in source.examples if example.table in layered])


def as_if_layered(of: Reading) -> Reading:
    """Return what a question reads in a table as if that had layers."""
    return replace(of, asked=replace(of.asked, view=replace(of.asked.view, layered=True)))


def strangers(folder: Path) -> Source:
    """Return some of the questions of the training split, each asked of another table than its own, which has no answer."""
    own = statistics(folder, "training")
    chance = random.Random(_SEED)
    names = sorted({example.table for example in own.examples})
    others = [replace(example, table=chance.choice(names)) for example in chance.sample(own.examples, _STRANGERS)]
    return replace(
        own,
        examples=sorted(others, key=lambda example: example.table),
        right=lambda example, formula, seen: False,
        group=lambda example: f"stranger {example.table}",
    )


def main() -> None:
    """Learn, measure, print, and add the weights to the package's where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hitab", type=Path, required=True, help="a copy of microsoft/HiTab at its commit 469b5c7")
    parser.add_argument(
        "--securities", type=Path, required=True, help="a copy of nlp-for-japanese-securities-reports/ufo-2024"
    )
    parser.add_argument(
        "--keep", type=Path, help="a folder to keep formulas in, or to take them from where they are there"
    )
    parser.add_argument("--write", action="store_true", help="add to the package's weights and their card")
    options = parser.parse_args()
    learned, measured = _gathered(options)
    data = packed(learned)
    given = np.where([name.startswith(LAYERED) for name in data.names], 0.0, stored(data.names))
    sure_given = given_certainty(LAYERED)
    before, folds = choose(data, given), folds_of(data, seed=1)
    after = cross_validated(data, given, folds, LAYERED)
    signals = told(after, learned)
    answered = [place for place, signal in enumerate(signals) if signal]
    certainty = sure_given | fit_certainty(
        [signals[place] for place in answered], [after[place].right for place in answered], sure_given, LAYERED
    )
    weights = fit(data, given=given, beside=LAYERED)
    figures: dict[str, dict[str, float]] = {}

    def measure(title: str, chosen: Iterable[Chosen], sure: Iterable[float]) -> None:
        figures[title] = report(title, list(chosen), list(sure))

    sure_before = [sure_of(signal, sure_given) for signal in told(before, learned)]
    sure_after = certainties(signals, after, folds, LAYERED)
    for source, name in _SOURCES.items():
        own = [group.startswith(source) for group in data.groups]
        measure(f"{name}, without", compress(before, own), compress(sure_before, own))
        measure(f"{name}, cross-validated", compress(after, own), compress(sure_after, own))
    for name, data_of in measured.items():
        test = packed(data_of, data.names)
        for when, by, how_sure in (("without", given, sure_given), ("with", weights, certainty)):
            chosen = choose(test, by)
            measure(f"{name}, {when}", chosen, [sure_of(signal, how_sure) for signal in told(chosen, data_of)])
    if options.write:
        command = (
            "python benchmarks/table_answers/fit_layered.py --hitab FOLDER --securities FOLDER --keep FOLDER --write"
        )
        sources = {"HiTab, training split: 700 of its tables, those with layers": hitab.LICENCE}
        add_to_package(data.names, weights, certainty, LAYERED, {"by": command, "from": sources, "figures": figures})


def _gathered(options: argparse.Namespace) -> tuple[Data, dict[str, Data]]:
    """Return what is learned from, and by their names what is measured on alone."""
    keep, learned = options.keep, Data()
    learned.extend(kept(keep, "layered", partial(statistics, options.hitab, "training")))
    learned.extend(kept(keep, "layered-strangers", partial(strangers, options.hitab)))
    learned.extend(
        kept(keep, "layered-securities", lambda: with_layers(securities_source(options.securities, _REPORTS)))
    )
    learned.extend(kept(keep, "layered-generated", partial(generated, _LEARNED, as_if_layered)))
    return learned, {
        "HiTab, development split": kept(
            keep, "layered-development", partial(statistics, options.hitab, "development")
        ),
        "generated, another seed": kept(keep, "layered-heldout", partial(generated, (_MEASURED,), as_if_layered)),
    }


if __name__ == "__main__":
    main()
