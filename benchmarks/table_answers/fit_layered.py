"""Learn what weighs otherwise in tables with headers over headers, or rows below rows, beside the weights of fit.py.

Run: python benchmarks/table_answers/fit_layered.py --hitab FOLDER [--keep FOLDER] [--write]

Tables of statistics are of that kind, and of those that fit.py learns from hardly one is. The weights of every table stay as
the package has them, so that other tables are asked as before. How sure to be is learned with questions asked of another table
than theirs, too. Figures are cross-validated by table, and of the development split, from which nothing is learned; --write
adds the weights and figures to the package's.
"""

import argparse
import random
from dataclasses import replace
from functools import partial
from itertools import compress
from pathlib import Path

import hitab
import numpy as np
from beside import add_to_package, certainties, cross_validated, given_certainty
from fit import Source, folds_of, kept, report, stored, sure_of, told
from learning import Chosen, Data, choose, fit, fit_certainty, packed

from kotae.answers.formulas.features import LAYERED
from kotae.answers.formulas.view import view

_SEED, _STRANGERS = 7, 400


def statistics(folder: Path, split: str) -> Source:
    """Return questions over tables with layers: those of some tables of the training split, or the development split."""
    listed = list(hitab.training(folder) if split == "training" else hitab.development(folder))
    if split == "training":
        learned = set(hitab.some_tables(sorted({example.table for example in listed})))
        listed = [example for example in listed if example.table in learned]
    layered = {name for name in {example.table for example in listed} if view(hitab.table(folder, name)).layered}
    return Source(
        sorted((example for example in listed if example.table in layered), key=lambda example: example.table),
        lambda name: hitab.table(folder, name),
        lambda example, formula, _: hitab.is_right(example.values, formula.values, formula.number),
        lambda example: f"hitab {example.table}",
    )


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
        "--keep", type=Path, help="a folder to keep formulas in, or to take them from where they are there"
    )
    parser.add_argument("--write", action="store_true", help="add to the package's weights and their card")
    options = parser.parse_args()
    learned = Data()
    learned.extend(kept(options.keep, "layered", partial(statistics, options.hitab, "training")))
    learned.extend(kept(options.keep, "layered-strangers", partial(strangers, options.hitab)))
    measured = kept(options.keep, "layered-development", partial(statistics, options.hitab, "development"))
    data = packed(learned)
    given = stored(data.names)
    without = np.where([name.startswith(LAYERED) for name in data.names], 0.0, given)
    own = np.array([group.startswith("hitab") for group in data.groups])
    after = cross_validated(data, without, folds_of(data, seed=1), LAYERED)
    signals = told(after, learned)
    sure = certainties(signals, after, folds_of(data, seed=1), LAYERED)
    answered = [place for place, found in enumerate(signals) if found]
    certainty = given_certainty(LAYERED) | fit_certainty(
        [signals[place] for place in answered],
        [after[place].right for place in answered],
        given_certainty(LAYERED),
        LAYERED,
    )
    weights = fit(data, given=without, beside=LAYERED)
    test = packed(measured, data.names)
    before_test, after_test = choose(test, without), choose(test, weights)
    figures = {}
    runs: tuple[tuple[str, list[Chosen], list[float]], ...] = (
        ("cross-validated", list(compress(after, own)), list(compress(sure, own))),
        ("asked of other tables", list(compress(after, ~own)), list(compress(sure, ~own))),
        (
            "development, without",
            before_test,
            [sure_of(f, given_certainty(LAYERED)) for f in told(before_test, measured)],
        ),
        ("development", after_test, [sure_of(f, certainty) for f in told(after_test, measured)]),
    )
    for when, chosen, how_sure in runs:
        figures[f"tables with layers, {when}"] = report(f"tables with layers, {when}", chosen, how_sure)
    if options.write:
        command = "python benchmarks/table_answers/fit_layered.py --hitab FOLDER --keep FOLDER --write"
        source = {"HiTab, training split: 700 of its tables, those with layers": hitab.LICENCE}
        add_to_package(data.names, weights, certainty, LAYERED, {"by": command, "from": source, "figures": figures})


if __name__ == "__main__":
    main()
