"""Tables that are a table of contents: in all formats they repeat the headings, and say nothing of their own."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from kotae.documents.lines.contents import are_contents
from kotae.documents.lines.marks import is_page_number
from kotae.documents.lines.words import wordings
from kotae.documents.tables.raw import RawCell
from kotae.text.normalise import fold
from kotae.text.numbers import is_missing

_LEAST = 4  # entries of a list that no heading announces
_MARK = 2  # characters of a sign for a missing value, at the most
_REPEATED = 0.6  # of its entries that the text has again, at the least: headings may be worded otherwise there


def is_contents_table(cells: Iterable[RawCell], said: Collection[str], *, headed: bool) -> bool:
    """Tell whether cells are a table of contents.

    It is one by leaders in most of its rows; by page numbers in its last column, below a heading that says so; or by page
    numbers that only grow, each behind what the document says once more.

    Args:
        cells: the cells of the table.
        said: what the blocks of the document say, each as `plain` gives it.
        headed: whether the heading of a table of contents stands above it.
    """
    rows: dict[int, list[str]] = {}
    cells = list(cells)
    if _number_last_column(cells, headed=headed):
        return True
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell.text)
    filled = [[text for text in row if text.strip()] for row in rows.values()]
    filled = [row for row in filled if row]
    if len(filled) > _LEAST and not is_page_number(filled[0][-1]):
        filled = filled[1:]  # a header
    if are_contents(["" if sum(map(_is_mark, row)) > 1 else " ".join(row) for row in filled]):
        return True
    return _numbers_pages(filled) and (headed or _repeats(filled, said))


def plain(text: str) -> str:
    """Return a heading as it is compared: without spaces, in one form."""
    return "".join(fold(text).split())


def _is_mark(text: str) -> bool:
    """Tell whether a cell holds a sign alone: several of them in a row stand for values that are missing, and lead nowhere."""
    return is_missing(text) and len(text.strip()) <= _MARK


def _numbers_pages(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the rows end in nothing but page numbers; one without may be the name of a part."""
    ends = [row[-1] for row in rows if len(row) > 1]
    return 2 * len(ends) > len(rows) and all(map(is_page_number, ends))


def _number_last_column(cells: Sequence[RawCell], *, headed: bool) -> bool:
    """Tell whether the last column holds page numbers that grow and nothing else, below a heading or header that says so.

    Entries below others may have none.
    """
    end = max((cell.column + cell.column_span for cell in cells), default=0)
    last = [cell.text.strip() for cell in sorted(cells, key=lambda cell: cell.row) if cell.column == end - 1]
    header, *shown = [text for text in last if text] or [""]
    if is_page_number(header):
        header, shown = "", [header, *shown]
    paged = plain(header) in wordings("contents")["page_headers"]
    digits = [int(found[0]) for text in shown if is_page_number(text) and (found := re.findall(r"\d+", text))]
    grow = all(page <= later for page, later in pairwise(digits))
    least = _LEAST - (headed and paged)
    return (headed or paged) and len(digits) >= least and len(digits) == len(shown) and grow


def _repeats(rows: Sequence[Sequence[str]], said: Collection[str]) -> bool:
    """Tell whether page numbers only grow behind entries that the document says once more."""
    entries = [row for row in rows if len(row) > 1]
    pages = [int(row[-1]) for row in entries if row[-1].strip().isdecimal()]
    grow = all(page <= later for page, later in pairwise(pages)) and pages[:1] < pages[-1:]
    if len(pages) < max(_LEAST, len(entries)) or not grow:
        return False
    return sum(plain("".join(row[:-1])) in said for row in entries) >= _REPEATED * len(entries)
