"""Tables in plain text: lines of tab-separated, pipe-separated or aligned cells."""

import re
from dataclasses import dataclass

from kotae.documents.plain.continuations import join_rows, tidy_cell
from kotae.documents.plain.headings import heading_mark, is_contents_entry, numbering
from kotae.documents.plain.lines import Line, width
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.grid import kind_of
from kotae.documents.tables.raw import RawCell, RawTable

_RULE = re.compile(r"^[\s|:+=_-]*$")
_GAP = re.compile(r"\S(?: {2,}|[ \u3000]*\u3000{2,})\S")
_WIDE_GAP = re.compile(r" {2,}|[ \u3000]*\u3000{2,}")
_PAGE_AT_END = re.compile(r"[\t .]+(\d{1,4})$")


@dataclass(frozen=True, slots=True)
class Region:
    """Lines [start, end) of a text that are a table, with the cells of each; `lead` are label lines on top of it."""

    start: int
    end: int
    cells: tuple[tuple[int, tuple[str, ...]], ...]
    lead: tuple[Line, ...] = ()


def find_regions(lines: list[Line]) -> list[Region]:
    """Find the tables among the lines of a text, from the top."""
    found: list[Region] = []
    start = 0
    while start < len(lines):
        region = _tab_region(lines, start) or _pipe_region(lines, start) or _aligned_region(lines, start)
        if region:
            found.append(region)
        start = region.end if region else start + 1
    return found


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


def _tab_region(lines: list[Line], start: int) -> Region | None:
    if "\t" not in lines[start].text.strip(" \t") and not re.search(r"\S\t", lines[start].text):
        return None
    end, tabbed = start, 0
    while end < len(lines):
        if lines[end].blank:
            if not _same_tabs(lines, end):
                break
        elif "\t" in lines[end].text:
            tabbed += 1
        elif not _is_cell_rest(lines, end):
            break
        end += 1
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
    """Tell whether one blank line stands between two tabbed lines of as many cells."""
    if blank == 0 or blank + 1 >= len(lines) or lines[blank].page != lines[blank + 1].page:
        return False
    tabs = lines[blank - 1].text.count("\t")
    return tabs > 1 and lines[blank + 1].text.count("\t") == tabs


def _is_cell_rest(lines: list[Line], index: int) -> bool:
    """Tell whether a line without tabs between tabbed lines is the rest of the cell above."""
    inside = index and "\t" in lines[index - 1].text and index + 1 < len(lines) and "\t" in lines[index + 1].text
    return bool(inside) and line_kind(lines[index].text) is None and not heading_mark(lines[index].text)


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


def _pipe_region(lines: list[Line], start: int) -> Region | None:
    end = start
    while end < len(lines) and (lines[end].text.count("|") >= 2 or (end > start and _is_rule(lines[end]))):
        end += 1
    rows = []
    for line in lines[start:end]:
        if not _RULE.match(line.text):
            text = line.text.strip()
            text = text[1:] if text.startswith("|") else text
            text = text[:-1] if text.endswith("|") else text
            rows.append((line.number, tuple(cell.strip() for cell in text.split("|"))))
    return Region(start, end, tuple(rows)) if len(rows) >= 2 else None


def _is_rule(line: Line) -> bool:
    return not line.blank and bool(_RULE.match(line.text))


def _aligned_region(lines: list[Line], start: int) -> Region | None:
    """Read lines whose cells are aligned with spaces: columns are parted where all lines are blank."""
    end = start
    while end < len(lines) and (_GAP.search(lines[end].text) or (end > start and _is_rule(lines[end]))):
        if is_contents_entry(lines[end].text) or line_kind(lines[end].text):
            break
        end += 1
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
        column = max((index for index, edge in enumerate(edges) if edge <= position), default=0)
        cells[column] += character
        position += width(character)
    return (cells[0].rstrip(), *(cell.strip() for cell in cells[1:]))
