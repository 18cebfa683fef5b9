"""HiTab (Cheng et al. 2022, arXiv 2108.06712; C-UDA 1.0) from a folder: questions over tables of statistical reports.

The folder is a copy of github.com/microsoft/HiTab as it was at its commit 469b5c7, the last that keeps each table in a file.
Its questions were made from sentences that analysts wrote about tables of Statistics Canada and the National Science
Foundation, and of Wikipedia; nearly all tables have headers over headers, and rows under rows. The test questions are kept
for others to ask.
"""

import html
import json
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import denotations
from wikitables import Example

from kotae.documents.model import Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable

LICENCE = "C-UDA 1.0"
_TRAIN = Path("data") / "processed_input" / "no_split"
_DEV = Path("data") / "dev_samples.jsonl"
_TABLES = Path("data") / "tables" / "raw"
_CLOSE = 5e-3  # how far a computed value may be from what its authors rounded, as a share of it
_LEARNED = 700  # tables: more of them would outweigh the others that formulas are learned from
_STEP = 2  # columns of type that a row is set in for each row above it in the tree


def training(folder: Path) -> Iterator[Example]:
    """Yield the questions of the training split."""
    for file in sorted((folder / _TRAIN).glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            yield _example(asked, asked["context"])


def development(folder: Path) -> Iterator[Example]:
    """Yield the questions of the development split."""
    for line in (folder / _DEV).read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        yield _example(asked, asked["table_id"])


def some_tables(names: Sequence[str]) -> list[str]:
    """Return the tables, of those of the training split in the order of their names, that weights are learned from."""
    return random.Random(7).sample(names, _LEARNED)


def is_right(wanted: Sequence[str], given: Sequence[str], number: float | None) -> bool:
    """Tell whether an answer is the wanted one: the same values, or an amount as near as its authors round.

    A fall may be told with its sign or in words, a share as a fraction or as a percentage.

    Args:
        wanted: the values as the data gives them.
        given: the values of the answer.
        number: its amount, None where it is texts.
    """
    if denotations.is_right(wanted, given):
        return True
    amounts = [denotations.meaning(value).number for value in (*wanted, *given)]
    if len(wanted) != 1 or len(given) != 1 or amounts[0] is None:
        return False
    told = number if number is not None else amounts[1]
    if told is None:
        return False
    sought = abs(amounts[0])
    return any(abs(abs(told) * scale - sought) <= _CLOSE * sought for scale in (1, 0.01, 100))


@cache
def table(folder: Path, name: str) -> Table:
    """Build one table with its title, its merged cells, and its rows set in as the tree of its rows says."""
    title, cells = _drawn(folder, name)
    return build(RawTable(cells, 1, merges_known=True, above=(title,)))


def markup(folder: Path, name: str) -> str:
    """Return a page with one table, its title as the page's."""
    title, cells = _drawn(folder, name)
    rows: dict[int, list[str]] = {}
    for cell in cells:
        space = "&nbsp;" * (cell.indent or 0)
        spans = f'rowspan="{cell.row_span}" colspan="{cell.column_span}"'
        rows.setdefault(cell.row, []).append(f"<td {spans}>{space}{html.escape(cell.text)}</td>")
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows.values())
    said = html.escape(title)
    return (
        f"<html><head><title>{said}</title></head><body><table><caption>{said}</caption>\n{body}</table></body></html>"
    )


def _drawn(folder: Path, name: str) -> tuple[str, tuple[RawCell, ...]]:
    kept = json.loads((folder / _TABLES / f"{name}.json").read_text(encoding="utf-8"))
    spans = {(m["first_row"], m["first_column"]): m for m in kept["merged_regions"]}
    covered = {
        (row, column)
        for place, m in spans.items()
        for row in range(m["first_row"], m["last_row"] + 1)
        for column in range(m["first_column"], m["last_column"] + 1)
        if (row, column) != place
    }
    depths = dict(_depths(kept["left_root"], -1))
    cells = tuple(
        RawCell(
            text,
            row,
            column,
            row_span=spans[row, column]["last_row"] - row + 1 if (row, column) in spans else 1,
            column_span=spans[row, column]["last_column"] - column + 1 if (row, column) in spans else 1,
            indent=_STEP * depths.get((row, column), 0),
        )
        for row, texts in enumerate(kept["texts"])
        for column, text in enumerate(texts)
        if (row, column) not in covered
    )
    return kept["title"], cells


def _example(asked: dict[str, Any], table_name: str) -> Example:
    return Example(asked["id"], asked["question"], table_name, tuple(_said(value) for value in asked["answer"]))


def _said(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value).removesuffix(".0")


def _depths(node: dict[str, Any], depth: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the place of each row's name with how deep it stands in the tree of rows."""
    yield (node["row_index"], node["column_index"]), max(0, depth)
    for child in node["children"]:
        yield from _depths(child, depth + 1)
