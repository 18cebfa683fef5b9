"""Binary Excel workbooks (XLSB) to a Document: their records ([MS-XLSB]) are read here; macros and links are left alone."""

import contextlib
import datetime
import posixpath
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from kotae.documents.archives import opened
from kotae.documents.drawingml import SHEET_DRAWING, sheet_boxes
from kotae.documents.model import Document
from kotae.documents.sheets.document import document
from kotae.documents.sheets.formats import JAPANESE_FORMATS, Value, is_date_format, language_of, shown
from kotae.documents.sheets.model import MOST_COLUMNS, MOST_ROWS, Sheet, SheetCell, set_in
from kotae.errors import DocumentError
from kotae.text.language import Language

Parts = Callable[[str], bytes]  # gives a part by its name

_WORKBOOK = "xl/workbook.bin"
# Records by their numbers (2.3.2 there); cells and formulas with the same kind of value are laid out alike.
_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR, _RICH_TEXT = 8, 9, 10, 11, 62
_SHARED_ITEM, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 19, 44, 47, 617, 618
_WORKBOOK_PROPERTIES, _SHEET, _MERGED = 153, 156, 176
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}


@dataclass(frozen=True, slots=True)
class _Workbook:
    """What cells refer to: shared texts, the number format of each style, from when days are counted, the language."""

    texts: Sequence[str]
    formats: Sequence[str]
    epoch: datetime.datetime
    language: Language


def read(content: bytes, name: str) -> Document:
    """Read a workbook: every sheet that is shown, its tables and the texts around them; formulas by their saved values.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the document's title.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds nothing.
    """
    archive = opened(content, name)
    parts = {part.lower(): part for part in archive.namelist()}  # some programs write "SharedStrings.bin"
    try:
        return document(list(_sheets(lambda part: archive.read(parts[part.lower()]))), "xlsb", name)
    except KeyError as error:
        raise DocumentError(f"{name}: the file lacks parts of a workbook ({error}); save it anew") from error
    except (struct.error, IndexError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise DocumentError(f"{name}: the file is damaged ({type(error).__name__}); save it anew") from error


def _sheets(part_of: Parts) -> Iterator[Sheet]:
    epoch = WINDOWS_EPOCH
    listed: list[tuple[bool, str, str]] = []
    for kind, data in _records(part_of(_WORKBOOK)):
        if kind == _WORKBOOK_PROPERTIES and data[0] & 1:
            epoch = MAC_EPOCH
        elif kind == _SHEET:
            relation, end = _wide(data, 8)
            listed.append((struct.unpack_from("<I", data)[0] != 0, relation, _wide(data, end)[0]))
    texts = _shared(part_of)
    workbook = _Workbook(texts, _formats(part_of), epoch, language_of(texts))
    targets = dict(_targets(part_of, _WORKBOOK))
    left = MOST_ROWS
    for hidden, relation, label in listed:
        part = targets.get(relation, "")
        if hidden or not part.startswith("xl/worksheets/"):
            yield Sheet(label, (), hidden=hidden)
            continue
        sheet, rows = _sheet(part_of(part), label, workbook, left)
        left -= rows
        yield replace(sheet, boxes=_boxes(part_of, part))


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part, each with its number; a number takes one or two bytes, a length up to four."""
    place = 0
    while place < len(content):
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[place] & 0x7F) << 7
            place += 1
        size = 0
        for shift in (0, 7, 14, 21):
            byte = content[place]
            place += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, content[place : place + size]
        place += size


def _wide(data: bytes, start: int) -> tuple[str, int]:
    """Return the text that begins at a place, and where it ends."""
    (length,) = struct.unpack_from("<I", data, start)
    if length == 0xFFFFFFFF:
        return "", start + 4
    end = start + 4 + 2 * length
    if end > len(data):
        raise IndexError(end)
    return data[start + 4 : end].decode("utf-16-le", "replace"), end


def _shared(part_of: Parts) -> list[str]:
    try:
        content = part_of("xl/sharedStrings.bin")
    except KeyError:
        return []
    return [_wide(data, 1)[0] for kind, data in _records(content) if kind == _SHARED_ITEM]


def _formats(part_of: Parts) -> list[str]:
    """Return the number format of each style that cells may have, in order."""
    try:
        content = part_of("xl/styles.bin")
    except KeyError:
        return []
    known: dict[int, str] = {**BUILTIN_FORMATS, **JAPANESE_FORMATS}
    styles: list[str] = []
    in_cells = False
    for kind, data in _records(content):
        if kind == _FORMAT:
            known[struct.unpack_from("<H", data)[0]] = _wide(data, 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            in_cells = kind == _STYLES_BEGIN
        elif kind == _STYLE and in_cells:
            styles.append(known.get(struct.unpack_from("<H", data, 2)[0], "General"))
    return styles


def _targets(part_of: Parts, part: str, kind: str = "") -> Iterator[tuple[str, str]]:
    """Yield the parts that a part names, by their relations, of a kind alone or of all; those outside of the file are none."""
    folder, name = posixpath.split(part)
    root = etree.fromstring(
        part_of(f"{folder}/_rels/{name}.rels"), etree.XMLParser(resolve_entities=False, no_network=True)
    )
    for relation in root:
        if relation.get("TargetMode") != "External" and (relation.get("Type") or "").endswith(kind):
            target = posixpath.join("/", folder, relation.get("Target") or "")
            yield relation.get("Id") or "", posixpath.normpath(target)[1:]


def _boxes(part_of: Parts, sheet: str) -> tuple[tuple[int, str], ...]:
    """Return the texts of the boxes that lie over a sheet, from above; nothing where a part of that is not there."""
    with contextlib.suppress(KeyError):
        drawings = [part_of(part) for _, part in _targets(part_of, sheet, SHEET_DRAWING)]
        return tuple(sorted((box for drawing in drawings for box in sheet_boxes(drawing)), key=lambda box: box[0]))
    return ()


def _sheet(content: bytes, label: str, workbook: _Workbook, most: int) -> tuple[Sheet, int]:
    """Return a sheet and how many rows of it were read."""
    cells: list[SheetCell] = []
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    row = last = -1
    rows, is_cut = 0, False
    for kind, data in _records(content):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", data)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            spans[top, left] = (min(bottom - top + 1, MOST_ROWS), min(right - left + 1, MOST_COLUMNS))
        elif _RK <= kind <= _FORMULA_ERROR or kind == _RICH_TEXT:
            column, style = struct.unpack_from("<II", data)
            text = _text(kind, data, style & 0xFFFFFF, workbook) if column < MOST_COLUMNS and not is_cut else ""
            if not text.strip():
                continue
            is_cut = row != last and rows == most
            if not is_cut:
                rows += row != last
                last = row
                cells.append(SheetCell(text.strip(), row, column, indent=set_in(text)))
    merged = tuple(
        replace(cell, row_span=down, column_span=across)
        for cell in cells
        for down, across in [spans.get((cell.row, cell.column), (1, 1))]
    )
    return Sheet(label, merged, cut=is_cut), rows


def _text(kind: int, data: bytes, style: int, workbook: _Workbook) -> str:
    """Return what a cell shows."""
    if kind in (_ERROR, _FORMULA_ERROR):
        return _ERRORS.get(data[8], "#N/A")
    number_format = workbook.formats[style] if style < len(workbook.formats) else "General"
    return shown(_value(kind, data, number_format, workbook), number_format, workbook.language)


def _value(kind: int, data: bytes, number_format: str, workbook: _Workbook) -> Value:
    if kind in (_TEXT, _FORMULA_TEXT):
        return _wide(data, 8)[0]
    if kind == _RICH_TEXT:
        return _wide(data, 9)[0]
    if kind == _SHARED:
        return workbook.texts[int.from_bytes(data[8:12], "little")]
    if kind in (_BOOL, _FORMULA_BOOL):
        return bool(data[8])
    number: float = _packed(data) if kind == _RK else struct.unpack_from("<d", data, 8)[0]
    if not is_date_format(number_format):
        return number
    try:
        moment: Value = from_excel(number, workbook.epoch)
    except (ValueError, OverflowError):
        return number
    return moment


def _packed(data: bytes) -> float:
    """Return a number of 30 bits: a whole one, or the upper half of another, perhaps in hundredths (RkNumber)."""
    (packed,) = struct.unpack_from("<i", data, 8)
    number: float = packed >> 2 if packed & 2 else struct.unpack("<d", struct.pack("<q", (packed & ~3) << 32))[0]
    return number / 100 if packed & 1 else number
