"""The documents of the ICDAR 2013 table competition with what their tables hold."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from relations import Cell, Relation, relations


class Document(NamedTuple):
    """A PDF and its true relations; two sets of them where its tables may be seen in two ways (files "…a" and "…b")."""

    path: Path
    truths: tuple[list[Relation], ...]


def documents(folder: Path) -> list[Document]:
    """Return the documents of the competition's folder, by name.

    Raises:
        FileNotFoundError: the folder has no document with its truth beside it.
    """
    kept = [Document(path, truths) for path in sorted(folder.glob("*.pdf")) if (truths := tuple(_truths(path)))]
    if not kept:
        raise FileNotFoundError(f"{folder}: no PDF with a file NAME-str.xml beside it; name the competition's folder")
    return kept


def part(number: int) -> str:
    """Return which part of the set the document at this place in the list is of: every third one is to be looked at."""
    return "seen" if number % 3 == 0 else "unseen"


def _truths(path: Path) -> Iterator[list[Relation]]:
    for name in dict.fromkeys((path.stem, re.sub("a$", "b", path.stem))):
        file = path.with_name(f"{name}-str.xml")
        if file.is_file():
            yield [found for page, cells in tables(file) for found in relations(page, cells)]


def tables(file: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Yield page and cells of each table's part on one page: a table that runs over pages is compared page by page."""
    for region in ElementTree.parse(file).getroot().iter("region"):
        yield int(region.attrib["page"]), [_cell(cell) for cell in region.iter("cell")]


def _cell(cell: ElementTree.Element) -> Cell:
    row, column = int(cell.attrib["start-row"]), int(cell.attrib["start-col"])
    last_row, last_column = (int(cell.get("end-row", row)), int(cell.get("end-col", column)))
    return Cell(cell.findtext("content") or "", row, column, last_row - row + 1, last_column - column + 1)
