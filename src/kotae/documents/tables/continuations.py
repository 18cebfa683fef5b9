"""Lines of a tab-separated table that go on with the row above, and the noise that converters leave in cells."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from kotae.documents.lines.text import width
from kotae.documents.lines.words import wordings
from kotae.documents.tables.values import kind_of
from kotae.text.lists import either
from kotae.text.normalise import is_wide, join_label, join_prose

_LEADERS = re.compile(r"\s*([・.…‥_=~-])(?:\s?\1){4,}\s*$")
_TWICE = re.compile(r"^(?P<once>.{5,}?)\s+(?P=once)$")
_PROSE_CELL = 20  # a cell so long wraps, and a converter leaves a space where each of its lines ended
_WORD = re.compile(r"[^\W\d_]{2,}")
_FINISHED = re.compile(rf"(?:[。.!?;；：:]|{either(wordings('finished')['ends'])})$")


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of cells in the making: `lasts` is the last line of each cell, which tells whether the cell goes on."""

    cells: tuple[str, ...]
    first_line: int
    last_line: int
    lasts: tuple[str, ...]


def tidy_cell(text: str) -> str:
    """Drop leader dots at a cell's end and one of two copies side by side; join the wrapped lines of a long cell."""
    bare = _LEADERS.sub("", text)
    match = _TWICE.match(bare.strip())
    bare = match["once"] if match else bare
    return join_prose([bare]) if len(bare) >= _PROSE_CELL else bare


def join_rows(lines: list[tuple[int, tuple[str, ...]]]) -> list[TextRow]:
    """Join each line that only goes on with cells of the row above to that row.

    Args:
        lines: the line number and the cells of every line of the table, all of one length.
    """
    rows: list[TextRow] = []
    fills = _fill_widths([cells for _, cells in lines])
    wordy = [_is_wordy([cells[c] for _, cells in lines]) for c in range(len(lines[0][1]))] if lines else []
    for number, cells in lines:
        going_on = _continuing_cells(rows[-1], cells, fills, wordy) if len(rows) > 1 else None
        if going_on is None:
            rows.append(TextRow(cells, number, number, cells))
            continue
        above = rows[-1]
        joined = tuple(join_label([old, new]) if new else old for old, new in zip(above.cells, going_on, strict=True))
        lasts = tuple(new or last for last, new in zip(above.lasts, going_on, strict=True))
        rows[-1] = TextRow(joined, above.first_line, number, lasts)
    return rows


def _continuing_cells(
    above: TextRow, cells: tuple[str, ...], fills: dict[tuple[int, bool], int], wordy: list[bool]
) -> tuple[str, ...] | None:
    """Return the cells that the line adds to the row above, without noise, or None where it begins a row."""
    if len(cells) < 2 or (cells[0].strip() and not _is_garbled_copy(cells[0], above.cells[0])):
        return _continuing_label(above, cells)
    rest = ("", *("" if wordy[c] and _is_noise(cells[c]) else cells[c] for c in range(1, len(cells))))
    columns = [column for column, text in enumerate(rest) if text.strip()]
    if not columns or any(kind_of(rest[column]) in ("number", "missing", "date") for column in columns):
        return None
    shape = [column for column, text in enumerate(above.cells) if column and text.strip()]
    bracketed = any(_open_brackets(above.cells[column]) > 0 for column in columns)
    if not (bracketed or len(columns) < len(shape) or columns == shape == [1]):
        return None
    wide = shape == [1]
    for column in columns:
        last = above.lasts[column].strip()
        if not last:
            return None
        full = width(last) >= 0.85 * fills.get((column, wide), 0) and not _FINISHED.search(last)
        lower = rest[column].strip()[0].islower() and not _FINISHED.search(last)
        if not (full or lower or _open_brackets(above.cells[column]) > 0):
            return None
    return rest


def _continuing_label(above: TextRow, cells: tuple[str, ...]) -> tuple[str, ...] | None:
    """A lone first cell in small letters goes on with the label above it."""
    alone = not any(text.strip() for text in cells[1:])
    last = above.lasts[0].strip()
    goes_on = alone and cells[0].strip()[:1].islower() and last and not _FINISHED.search(last)
    return cells if goes_on and len(cells) > 1 else None


def _fill_widths(rows: list[tuple[str, ...]]) -> dict[tuple[int, bool], int]:
    """Return how wide the lines of each column get, apart for cells that have the rest of the row to themselves."""
    found: dict[tuple[int, bool], int] = {}
    for cells in rows[1:]:
        filled = [column for column, text in enumerate(cells) if column and text.strip()]
        for column in filled:
            key = (column, filled == [1])
            found[key] = max(found.get(key, 0), width(cells[column].strip()))
    return found


def _is_wordy(column: list[str]) -> bool:
    filled = [text for text in column[1:] if text.strip()]
    return bool(filled) and 2 * sum(1 for text in filled if _WORD.search(text) or any(map(is_wide, text))) > len(filled)


def _is_noise(text: str) -> bool:
    """Tell whether a cell of a column of words has no word and no value: a converter's misreading."""
    plain = text.strip()
    return bool(plain) and not _WORD.search(plain) and not any(map(is_wide, plain)) and kind_of(plain) == "text"


def _is_garbled_copy(text: str, label: str) -> bool:
    """Tell whether a first cell is the date above it, read a second time and wrongly."""
    if kind_of(label) != "date" or kind_of(text) == "date" or _WORD.search(text):
        return False
    read, right = (unicodedata.normalize("NFKC", side).strip() for side in (text, label))
    return SequenceMatcher(None, read, right).ratio() >= 0.6


def _open_brackets(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text)
    return plain.count("(") - plain.count(")")
