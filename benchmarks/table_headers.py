"""Learn whether the first row of a table of two columns is its header, and measure it on tables that were not learned from.

Run: python benchmarks/table_headers.py FOLDER [--write]

FOLDER is a copy of WikiTableQuestions. Of each table of its training questions, two columns are taken with their header and
without it, and a row as fields with their values, alone and under a header; half of the tables are learned from. What the
rules of header.py say by themselves stands beside it.
"""

import argparse
import csv
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from sklearn.ensemble import GradientBoostingClassifier

from kotae.documents.tables import header, pairs
from kotae.documents.tables.grid import Grid, lay_out
from kotae.documents.tables.raw import RawCell, RawTable

WEIGHTS = Path(pairs.__file__).with_name("pair_weights.toml")
_SAID = """# Whether the first row of a table of two columns is its header: learned by benchmarks/table_headers.py, which says how
# well it is told, and read by pairs.py.
"""
_ROWS = (4, 6, 9, 12)
_PAIRS = 2  # of columns, of one table


class Example(NamedTuple):
    """A table of two columns: of what kind, whether it has a header, whether it is learned from."""

    kind: str
    grid: Grid
    headed: bool
    learned: bool


def examples(folder: Path) -> Iterator[Example]:
    """Yield the tables of two columns that the tables of training questions make."""
    lines = (folder / "data" / "training.tsv").read_text(encoding="utf-8").splitlines()[1:]
    chance = random.Random(5)
    for name in sorted({line.split("\t")[2] for line in lines if line}):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = [
                [" ".join(text.split()) for text in row] for row in csv.reader(file, escapechar="\\", doublequote=False)
            ]
        rows = [row for row in rows if len(row) == len(rows[0])]
        learned = md5(name.encode()).digest()[0] % 2 == 0
        for kind, cells, headed in _made(rows, chance):
            grid = lay_out(
                RawTable(tuple(RawCell(t, r, c) for r, row in enumerate(cells) for c, t in enumerate(row)), 1, True)
            )
            if grid.width == pairs.PAIR and grid.height >= min(_ROWS):
                yield Example(kind, grid, headed, learned)


def _made(rows: list[list[str]], chance: random.Random) -> Iterator[tuple[str, list[list[str]], bool]]:
    if len(rows) <= min(_ROWS):
        return
    columns = range(1, len(rows[0]))
    for column in chance.sample(columns, min(_PAIRS, len(columns))):
        count = chance.choice(_ROWS)
        yield "two columns", [[row[0], row[column]] for row in rows[:count]], True
        yield "two columns without their header", [[row[0], row[column]] for row in rows[1 : count + 1]], False
    chosen = rows[chance.randrange(1, len(rows))]
    fields = [[name, value] for name, value in zip(rows[0], chosen, strict=True) if name and value]
    chance.shuffle(fields)
    yield "fields and values", fields, False
    yield "fields and values under a header", [["Item", chosen[0]], *fields[1:]], True


def tree(model: GradientBoostingClassifier, place: int) -> list[float]:
    """Return one tree as the reader has it; a split that was not made compares a feature with more than it can be."""
    grown = model.estimators_[place, 0].tree_

    def split(node: int) -> tuple[int, float]:
        made = grown.children_left[node] >= 0
        return (int(grown.feature[node]), round(float(grown.threshold[node]), 4)) if made else (0, 9.0)

    def leaf(node: int, over: bool) -> float:
        made = grown.children_left[node] >= 0
        end = (grown.children_right[node] if over else grown.children_left[node]) if made else node
        return round(float(model.learning_rate * grown.value[end, 0, 0]), 4)

    low, high = (int(grown.children_left[0]), int(grown.children_right[0])) if grown.children_left[0] >= 0 else (0, 0)
    added = [leaf(node, over) for node in (low, high) for over in (False, True)]
    return [*split(0), *split(low), *split(high), *added]


def learned(kept: list[Example]) -> GradientBoostingClassifier:
    """Return what was learned from some tables, but for those whose header's names are known."""
    kept = [example for example in kept if not pairs.is_named(example.grid)]
    model = GradientBoostingClassifier(max_depth=2, n_estimators=120, learning_rate=0.2, random_state=0, init="zero")
    return model.fit([pairs.features(example.grid) for example in kept], [example.headed for example in kept])


def main() -> None:
    """Learn from half of the tables, print what comes of the others, and write what is learned from all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    kept = list(examples(arguments.folder))
    model = learned([example for example in kept if example.learned])
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    with patch.object(header, "has_no_header", lambda _: False):
        for example in (example for example in kept if not example.learned):
            ruled = header.header_height(example.grid, True) > 0
            likely = model.predict_proba([pairs.features(example.grid)])[0, 1] >= pairs.UNLIKELY or pairs.is_named(
                example.grid
            )
            row = counts[example.kind]
            row[0] += 1
            row[1] += ruled == example.headed
            row[2] += (ruled and likely) == example.headed
    for kind, (total, rules, both) in sorted(counts.items()):
        sys.stdout.write(
            f"{kind}: {total} tables, right by rules {rules / total:.3f}, with weights {both / total:.3f}\n"
        )
    if arguments.write:
        whole = learned(kept)
        trees = ",\n".join(f"  {tree(whole, place)}" for place in range(len(whole.estimators_)))
        WEIGHTS.write_text(f"{_SAID}start = 0.0\ntrees = [\n{trees},\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
