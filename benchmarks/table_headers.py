"""Learn whether the first row of a table of two columns, or of several of words, is its header, and measure it on others.

Run: python benchmarks/table_headers.py FOLDER [--write]

FOLDER is a copy of WikiTableQuestions. Of each table of its training questions, two columns are taken with their header and
without it, and a row as fields with their values, alone and under a header; of each with several columns of words some of
these, with their header and without it. Half of the tables are learned from. What the rules of header.py say by themselves
stands beside it.
"""

import argparse
import csv
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import md5
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from sklearn.ensemble import GradientBoostingClassifier

from kotae.documents.tables import header, pairs, worded
from kotae.documents.tables.grid import Grid, lay_out
from kotae.documents.tables.raw import RawCell, RawTable

_SAID = """# Whether the first row of a table of {what} is its header: learned by benchmarks/table_headers.py, which says
# how well it is told.
"""
_ROWS = (4, 6, 9, 12)
_PAIRS = 2  # of columns, of one table
_WORDED_ROWS = (3, 4, 5, 7, 10)
_WORDED_COLUMNS = (3, 3, 4)


class Example(NamedTuple):
    """A table of two columns: of what kind, whether it has a header, whether it is learned from."""

    kind: str
    grid: Grid
    headed: bool
    learned: bool


def tables(folder: Path) -> Iterator[tuple[list[list[str]], bool]]:
    """Yield the tables of training questions, the header first, and whether they are learned from."""
    lines = (folder / "data" / "training.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for name in sorted({line.split("\t")[2] for line in lines if line}):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = [
                [" ".join(text.split()) for text in row] for row in csv.reader(file, escapechar="\\", doublequote=False)
            ]
        yield [row for row in rows if len(row) == len(rows[0])], md5(name.encode()).digest()[0] % 2 == 0


def grid_of(cells: list[list[str]]) -> Grid:
    """Return the grid of a table's texts."""
    placed = (RawCell(text, row, column) for row, texts in enumerate(cells) for column, text in enumerate(texts))
    return lay_out(RawTable(tuple(placed), 1, True))


def examples(folder: Path) -> Iterator[Example]:
    """Yield the tables of two columns that the tables of training questions make."""
    chance = random.Random(5)
    for rows, learned in tables(folder):
        for kind, cells, headed in _made(rows, chance):
            grid = grid_of(cells)
            if grid.width == pairs.PAIR and grid.height >= min(_ROWS):
                yield Example(kind, grid, headed, learned)


def worded_examples(folder: Path) -> Iterator[Example]:
    """Yield the tables of several columns of words that they make."""
    chance = random.Random(7)
    for rows, learned in tables(folder):
        whole = grid_of(rows)
        texts = [column for column, kind in enumerate(whole.kinds(1)) if kind == "text"]
        if len(rows) <= min(_WORDED_ROWS) or whole.width < len(rows[0]) or len(texts) < worded.FEWEST_COLUMNS:
            continue
        for _ in range(_PAIRS):
            chosen = sorted(chance.sample(texts, min(len(texts), chance.choice(_WORDED_COLUMNS))))
            count = min(len(rows) - 1, chance.choice(_WORDED_ROWS))
            start = chance.randrange(1, len(rows) - count + 1)
            body = [[row[column] for column in chosen] for row in rows[start : start + count]]
            first = [rows[0][column] for column in chosen]
            for kind, cells, headed in (
                ("columns of words", [first, *body[:-1]], True),
                ("columns of words without their header", body, False),
            ):
                grid = grid_of(cells)
                if all(cells[0]) and grid.width == len(chosen) and set(grid.kinds(1)) == {"text"}:
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


def learned(examples: list[Example], features: Callable[[Grid], list[float]], trees: int) -> GradientBoostingClassifier:
    """Return what was learned from some tables by so many trees."""
    model = GradientBoostingClassifier(max_depth=2, n_estimators=trees, learning_rate=0.2, random_state=0, init="zero")
    return model.fit([features(example.grid) for example in examples], [example.headed for example in examples])


def measure(examples: list[Example], likely: Callable[[Grid], bool], told: str) -> None:
    """Print how often what is told of tables is right, by the rules alone and with weights."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    with (
        patch.object(header, "has_no_header", lambda _: False),
        patch.object(header.worded, "has_no_header", lambda *_: False),
    ):
        for example in examples:
            ruled = header.header_height(example.grid, True) > 0
            row = counts[example.kind]
            row[0] += 1
            row[1] += ruled == example.headed
            row[2] += (ruled and likely(example.grid)) == example.headed
    for kind, (total, rules, both) in sorted(counts.items()):
        sys.stdout.write(
            f"{kind}: {total} tables, right by rules {rules / total:.3f}, with weights {both / total:.3f}{told}\n"
        )


def write(model: GradientBoostingClassifier, name: str, what: str) -> None:
    """Write what was learned to where it is read from."""
    trees = ",\n".join(f"  {tree(model, place)}" for place in range(len(model.estimators_)))
    path = Path(header.__file__).with_name(f"{name}_weights.toml")
    said = _SAID.format(what=what)
    path.write_text(f"{said}start = 0.0\ntrees = [\n{trees},\n]\n", encoding="utf-8")


def main() -> None:
    """Learn from half of the tables, print what comes of the others, and write what is learned from all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    kept, of_words = list(examples(arguments.folder)), list(worded_examples(arguments.folder))
    nameless = [example for example in kept if not pairs.is_named(example.grid)]
    model = learned([example for example in nameless if example.learned], pairs.features, 120)
    other = learned([example for example in of_words if example.learned], worded.features, 80)

    def likely(model: GradientBoostingClassifier, values: list[float], least: float) -> bool:
        return bool(model.predict_proba([values])[0, 1] >= least)

    measure(
        [example for example in kept if not example.learned],
        lambda grid: pairs.is_named(grid) or likely(model, pairs.features(grid), pairs.UNLIKELY),
        "",
    )
    for least, told in ((worded.UNTOLD, ""), (worded.ALIKE, " where they are set alike")):
        measure(
            [example for example in of_words if not example.learned],
            lambda grid, least=least: likely(other, worded.features(grid), least),
            told,
        )
    if arguments.write:
        write(learned(nameless, pairs.features, 120), "pair", "two columns")
        write(learned(of_words, worded.features, 80), "worded", "several columns of words")


if __name__ == "__main__":
    main()
