"""UFO-2024 Table QA, train (NTCIR-18 U4; reports of EDINET): questions over tables of Japanese securities reports.

The folder is a copy of github.com/nlp-for-japanese-securities-reports/ufo-2024. Only table_qa/train is read: valid and test
are kept for others to ask. A table is read with the few blocks above it, as Kotae reads a page.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode
from wikitables import Example

from kotae.documents.html import read
from kotae.documents.model import Table
from kotae.text import units

LICENCE = "EDINET's terms of use (public data licence 1.0); questions by the NTCIR-18 U4 organisers"
_TRAIN = Path("table_qa") / "train"
_ABOVE = 4  # elements above a table that are read with it
_NOTHING = frozenset("-－―—‐")


def examples(folder: Path) -> Iterator[Example]:
    """Yield the questions whose report is there; `table` is the table's id, which begins with the report's."""
    questions = json.loads((folder / _TRAIN / "questions.json").read_text(encoding="utf-8"))
    for number, asked in questions.items():
        if _file(folder, asked["table_id"]).exists():
            yield Example(number, asked["question"], asked["table_id"], (asked["value"],))


def report(table: str) -> str:
    """Return the report that a table is of."""
    return table.split("-")[0]


def table(folder: Path, name: str) -> Table | None:
    """Build one table of a report; None where it is read as none."""
    page = markup(folder, name)
    tables = list(read(f"<html><body>{page}</body></html>".encode(), name).tables()) if page else []
    return tables[-1] if tables else None


def markup(folder: Path, name: str) -> str:
    """Return a table's markup with the few blocks above it; empty where the report has none of this id."""
    node = _page(_file(folder, name)).css_first(f'table[table-id="{name}"]')
    return "".join([*reversed(list(_before(node))), node.html or ""]) if node is not None else ""


def is_right(wanted: str, text: str, number: float | None, unit: str) -> bool:
    """Tell whether an answer is the wanted value: the same amount with its unit applied, or the same text.

    Args:
        wanted: the value as the data gives it: "3812000000", "0.688", "1958-05-18", "－".
        text: the answer's text.
        number: its amount, None where it is a text.
        unit: the amount's unit.
    """
    plain = _plain(wanted)
    if plain in _NOTHING:
        return _plain(text) in _NOTHING
    if number is not None and re.fullmatch(r"-?\d+(?:\.\d+)?", plain):
        scaled = in_base_unit(number, unit)
        return abs(scaled - float(plain)) <= max(5e-5, 1e-9 * abs(scaled))
    return plain == _plain(text)


def in_base_unit(number: float, unit: str) -> float:
    """Return an amount as the data gives it: with its unit's magnitude applied, a percentage as a fraction."""
    return number / 100 if unit == "%" else number * units.unit(unit).factor


def _plain(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def _file(folder: Path, table: str) -> Path:
    report, page, _ = table.split("-")
    return folder / _TRAIN / "reports" / report / f"{page}.html"


@lru_cache(maxsize=4)
def _page(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_bytes())


def _before(node: LexborNode) -> Iterator[str]:
    """Yield the markup of the elements that stand before a table, nearest first, up to the table above."""
    count, place = 0, node
    while count < _ABOVE:
        above = place.prev
        while above is None:
            if place.parent is None or place.parent.tag in ("body", "html", "td", "th"):
                return
            place = place.parent
            above = place.prev
        place = above
        if place.tag == "table" or (place.tag != "-text" and place.css_first("table") is not None):
            return
        if (place.text() or "").strip():
            count += 1
            yield place.html or ""
