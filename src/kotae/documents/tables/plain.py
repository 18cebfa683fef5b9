"""Tables in plain text: lines of tab-separated, pipe-separated or aligned cells."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kotae.documents.lines import contents
from kotae.documents.lines.headings import heading_level, numbering
from kotae.documents.lines.text import Line, width
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.continuations import join_rows, tidy_cell
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.documents.tables.values import kind_of

_RULE = re.compile(r"^[\s|:+=_-]*$")
_GAP = re.compile(r"\S(?: {2,}|[ \u3000]*\u3000{2,})\S")
_WIDE_GAP = re.compile(r" {2,}|[ \u3000]*\u3000{2,}")
_TRIES = 20  # lines at the head of a run that may be no part of the table below them
_PAIR = 2  # cells of a row that is a label and one thing beside it
_PAGE_AT_END = re.compile(r"[\t .]+(\d{1,4})$")


@dataclass(frozen=True, slots=True)
class Region:
    """Lines [start, end) of a text that are a table, with the cells of each; `lead` are label lines on top of it."""

    start: int
    end: int
    cells: tuple[tuple[int, tuple[str, ...]], ...]
    lead: tuple[Line, ...] = ()


def find_regions(lines: list[Line], drawn: frozenset[int] = frozenset()) -> list[Region]:
    """Find the tables among the lines of a text, from the top.

    Args:
        lines: the lines.
        drawn: the places of those that belong to drawings.
    """
    found: list[Region] = []
    kinds = ((_is_tabbed, _tab_region), (_is_piped, _pipe_region), (_is_aligned, _aligned_region))
    runs = tuple(_Run(belongs, made, drawn) for belongs, made in kinds)
    start = 0
    while start < len(lines):
        region = next((region for run in runs if (region := run.region(lines, start))), None)
        if region:
            found.append(region)
        start = region.end if region else start + 1
    return found


class _Run:
    """The run of lines, at the place that is looked at, which may be a table of one kind."""

    def __init__(
        self,
        belongs: Callable[[list[Line], int, bool], bool],
        made: Callable[[list[Line], int, int], Region | None],
        drawn: frozenset[int],
    ) -> None:
        """Say what its lines are (`belongs` is told whether a line is the first), and how a table is made of them."""
        self._may_belong, self._made, self._drawn = belongs, made, drawn
        self._end = self._tries = 0

    def _belongs(self, lines: list[Line], index: int, first: bool) -> bool:
        return index not in self._drawn and self._may_belong(lines, index, first)

    def region(self, lines: list[Line], start: int) -> Region | None:
        """Return the table that begins on a line, if one does; lines are asked about in their order."""
        if not self._belongs(lines, start, True):
            return None
        if start >= self._end:
            self._end, self._tries = start + 1, 0
            while self._end < len(lines) and self._belongs(lines, self._end, False):
                self._end += 1
        # A run that is no table from one line on is tried from the next, but in a long one not from all: that would take
        # the square of its length.
        self._tries += 1
        if self._tries > _TRIES and self._tries & (self._tries - 1):
            return None
        return self._made(lines, start, self._end)


def raw_table(region: Region, page: int, above: tuple[str, ...], below: tuple[str, ...]) -> RawTable:
    """Return a region's cells as a raw table, continued lines joined; which blanks are merged is not known."""
    columns = max(len(cells) for _, cells in region.cells)
    padded = [(number, (*map(tidy_cell, cells), *[""] * (columns - len(cells)))) for number, cells in region.cells]
    cells = []
    for index, row in enumerate(join_rows(padded)):
        for column, text in enumerate(row.cells):
            # The last cell, blank or not, stands for the last line that the row takes.
            line = row.last_line if column == columns - 1 else row.first_line
            cells.append(RawCell(text, index, column, line=line))
    return RawTable(tuple(cells), page, merges_known=False, above=above, below=below)


def is_contents(lines: list[Line]) -> bool:
    """Tell whether tabbed lines are a table of contents: most are numbered titles, page numbers that only grow."""
    filled = [line.text.rstrip() for line in lines if not line.blank]
    pages = [int(match[1]) for text in filled if (match := _PAGE_AT_END.search(text))]
    titles = sum(1 for text in filled if numbering(text.strip().replace("\t", " ")))
    return pages == sorted(pages) and 2 * len(pages) > len(filled) and 2 * titles > len(filled)


def _is_tabbed(lines: list[Line], index: int, first: bool) -> bool:
    text = lines[index].text
    if first:
        return "\t" in text.strip(" \t") or bool(re.search(r"\S\t", text))
    if lines[index].blank:
        return _same_tabs(lines, index)
    return "\t" in text or _is_cell_rest(lines, index)


def _tab_region(lines: list[Line], start: int, end: int) -> Region | None:
    tabbed = sum("\t" in line.text and not line.blank for line in lines[start:end])
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line in lines[start:end]:
        if "\t" in line.text or not rows:
            rows.append((line.number, tuple(line.text.split("\t"))))
        elif not line.blank:
            number, cells = rows[-1]
            last = max((c for c, text in enumerate(cells) if text.strip()), default=0)
            joined = (*cells[:last], f"{cells[last]}\n{line.text.strip()}", *cells[last + 1 :])
            rows[-1] = (number, joined)
    rows = [row for row in rows if any(text.strip() for text in row[1])]
    columns = {column for _, cells in rows for column, text in enumerate(cells) if text.strip()}
    if tabbed < 2 or len(rows) < 2 or len(columns) < 2:
        return None
    return _without_lead(lines, start, end, rows)


def _same_tabs(lines: list[Line], blank: int) -> bool:
    """Tell whether one blank line stands between two tabbed lines of as many cells, more than two or both with a value."""
    if not _is_between(lines, blank):
        return False
    above, below = (lines[at].text.split("\t") for at in (blank - 1, blank + 1))
    return len(above) == len(below) and (len(above) > _PAIR or _same_values(above, below))


def _is_between(lines: list[Line], blank: int) -> bool:
    """Tell whether a blank line stands between others of its page."""
    return blank > 0 and blank + 1 < len(lines) and lines[blank].page == lines[blank + 1].page


def _same_values(above: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether two rows hold values in the same columns behind their labels, and some."""
    kinds = [[kind_of(cell) in ("number", "date", "missing") for cell in cells[1:]] for cells in (above, below)]
    return kinds[0] == kinds[1] and any(kinds[0])


def _is_cell_rest(lines: list[Line], index: int) -> bool:
    """Tell whether a line without tabs between tabbed lines is the rest of the cell above."""
    inside = index and "\t" in lines[index - 1].text and index + 1 < len(lines) and "\t" in lines[index + 1].text
    return bool(inside) and line_kind(lines[index].text) is None and not heading_level(lines[index].text)


def _without_lead(lines: list[Line], start: int, end: int, rows: list[tuple[int, tuple[str, ...]]]) -> Region:
    """Take lines that have only their first cell off the top: they stand over the table, not in it."""
    lead = 0
    while lead < len(rows) - 2 and _filled(rows[lead][1]) == [0] and len(_filled(rows[lead + 1][1])) > 1 + (not lead):
        lead += 1
    numbers = {number for number, _ in rows[:lead]}
    over = tuple(line for line in lines[start:end] if line.number in numbers and not line.blank)
    return Region(start, end, tuple(rows[lead:]), over)


def _filled(cells: tuple[str, ...]) -> list[int]:
    return [column for column, text in enumerate(cells) if text.strip()]


def _is_piped(lines: list[Line], index: int, first: bool) -> bool:
    if not first and lines[index].blank:
        if not _is_between(lines, index):
            return False
        above, below = (_piped_cells(lines[at].text) for at in (index - 1, index + 1))
        return len(above) == len(below) > 1 and _same_values(above, below)
    return lines[index].text.count("|") >= 2 or (not first and _is_rule(lines[index]))


def _pipe_region(lines: list[Line], start: int, end: int) -> Region | None:
    rows = []
    for line in lines[start:end]:
        if not _RULE.match(line.text):
            rows.append((line.number, _piped_cells(line.text)))
    return Region(start, end, tuple(rows)) if len(rows) >= 2 else None


def _piped_cells(line: str) -> tuple[str, ...]:
    text = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in text.split("|"))


def _is_rule(line: Line) -> bool:
    return not line.blank and bool(_RULE.match(line.text))


def _is_aligned(lines: list[Line], index: int, first: bool) -> bool:
    line = lines[index]
    if line.blank and not first:
        return _is_between(lines, index) and _same_columns(lines[index - 1].text, lines[index + 1].text)
    if not _GAP.search(line.text) and (first or not _is_rule(line)):
        return False
    return not contents.is_contents(line.text) and line_kind(line.text) is None


def _same_columns(above: str, below: str) -> bool:
    """Tell whether two lines hold labels and values one below the other, in the same columns."""
    places = [_gap_cells(text) for text in (above, below)]
    if len(places[0]) != len(places[1]) or not _same_values(*([cell for cell, _, _ in cells] for cells in places)):
        return False
    return all(start < last and first < end for (_, start, end), (_, first, last) in zip(*places, strict=True))


def _gap_cells(text: str) -> list[tuple[str, int, int]]:
    """Return the cells of a line between wide gaps, each with the columns of a screen that it begins and ends in."""
    cells = []
    start = 0
    for gap in [*_WIDE_GAP.finditer(text.rstrip()), None]:
        end = gap.start() if gap else len(text.rstrip())
        if text[start:end].strip():
            cells.append((text[start:end], width(text[:start]), width(text[:end])))
        start = gap.end() if gap else end
    return cells


def _aligned_region(lines: list[Line], start: int, end: int) -> Region | None:
    """Read lines whose cells are aligned with spaces: columns are parted where all lines are blank."""
    body = [line for line in lines[start:end] if not _RULE.match(line.text)]
    if len(body) < 3:
        return None
    rows = _split_at_gaps(body) or _split_at_edges(body)
    valued = sum(1 for _, cells in rows if any(kind_of(cell) in ("number", "missing", "date") for cell in cells[1:]))
    if not rows or (2 * valued < len(rows) and len(rows[0][1]) < 3):
        return None
    return Region(start, end, tuple(rows))


def _split_at_gaps(body: list[Line]) -> list[tuple[int, tuple[str, ...]]]:
    """Split lines that all have the same number of wide gaps; nothing where they differ."""
    rows = []
    for line in body:
        text = line.text.rstrip()
        indent = text[: len(text) - len(text.lstrip())]
        first, *rest = _WIDE_GAP.split(text.strip())
        rows.append((line.number, (indent + first, *rest)))
    return rows if len({len(cells) for _, cells in rows}) == 1 else []


def _split_at_edges(body: list[Line]) -> list[tuple[int, tuple[str, ...]]]:
    """Split lines where columns of blanks run through all of them; nothing where cells still hold wide gaps."""
    edges = _column_edges(body)
    rows = [(line.number, _cut(line.text.rstrip(), edges)) for line in body]
    whole = not any(_WIDE_GAP.search(cell.strip()) for _, cells in rows for cell in cells)
    return rows if whole and len(edges) > 1 else []


def _column_edges(body: list[Line]) -> list[int]:
    """Return where columns begin, in screen columns: after two or more that are blank in every line."""
    taken = [False] * (max(width(line.text) for line in body) + 2)
    for line in body:
        position = 0
        for character in line.text:
            size = width(character)
            if not character.isspace():
                taken[position : position + size] = [True] * size
            position += size
    edges = [place for place in range(2, len(taken)) if taken[place] and not any(taken[place - 2 : place])]
    first = taken.index(True)
    return sorted({first, *edges})


def _cut(text: str, edges: list[int]) -> tuple[str, ...]:
    cells = [""] * len(edges)
    position = 0
    for character in text:
        column = max(0, bisect_right(edges, position) - 1)
        cells[column] += character
        position += width(character)
    return (cells[0].rstrip(), *(cell.strip() for cell in cells[1:]))
