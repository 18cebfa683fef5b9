"""The texts of the shapes that lie over the sheets of an old Excel workbook, from its records ([MS-XLS], [MS-ODRAW])."""

import struct
from collections.abc import Iterator

from kotae.text.normalise import join_label

# Records by their numbers (MS-XLS 2.3.2).
_EOF, _CONTINUE, _OBJECT, _SHEET, _DRAWING, _TEXT = 0x0A, 0x3C, 0x5D, 0x85, 0xEC, 0x1B6
_BEGINNINGS = frozenset([0x09, 0x209, 0x409, 0x809])
_WORKSHEET = 0  # a sheet's kind
_SHAPE = 0x15  # what an object begins with
# Kinds of objects that are drawn: rectangle, oval, text box, polygon, any other shape. Others are controls and comments.
_DRAWN = frozenset([0x02, 0x03, 0x06, 0x09, 0x1E])
_CONTAINER, _ANCHOR = 0xF, 0xF010  # of the drawing's own records: that it holds others; where a shape lies
_MOST = 2_000  # shapes with text on a sheet


def sheet_boxes(stream: bytes) -> list[tuple[tuple[int, str], ...]]:
    """Return the texts of each worksheet's shapes, in the order of the sheets.

    Each paragraph has the row, from 0, that its shape begins in. Comments, buttons and other controls are left out.

    Args:
        stream: the workbook's records, as Excel 97 and later write them.
    """
    starts = []
    for kind, data in _records(stream, 0):
        if kind == _EOF:
            break
        if kind == _SHEET and len(data) >= 6 and data[5] == _WORKSHEET:
            starts.append(struct.unpack_from("<I", data)[0])
    return [tuple(sorted(_boxes(stream, start), key=lambda box: box[0])) for start in starts]


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        place += 4
        yield kind, stream[place : place + size]
        place += size


def _boxes(stream: bytes, start: int) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a sheet's shapes: of each comes where it lies, then what it is, then its text."""
    depth = row = found = 0
    is_drawn = False
    records = _records(stream, start)
    for kind, data in records:
        if kind in _BEGINNINGS or kind == _EOF:  # charts on a sheet begin and end within it
            depth += 1 if kind in _BEGINNINGS else -1
            if depth <= 0:
                return
        elif kind in (_DRAWING, _CONTINUE):  # what a large drawing goes on with
            row = _row(data, row)
        elif kind == _OBJECT:
            is_drawn = len(data) >= 6 and data[0] == _SHAPE and data[4] in _DRAWN
        elif kind == _TEXT and is_drawn and depth == 1 and found < _MOST:
            found += 1
            is_drawn = False
            for line in _text(data, records).replace("\r", "\n").split("\n"):
                if said := join_label([line]).strip():
                    yield row, said


def _row(drawing: bytes, before: int) -> int:
    """Return the row that the last shape of a drawing's records begins in."""
    place, row = 0, before
    while place + 8 <= len(drawing):
        version, kind, size = struct.unpack_from("<HHI", drawing, place)
        place += 8
        if kind == _ANCHOR and place + 10 <= len(drawing):
            row = struct.unpack_from("<H", drawing, place + 6)[0]
        if version & 0xF != _CONTAINER:
            place += size
    return row


def _text(data: bytes, records: Iterator[tuple[int, bytes]]) -> str:
    """Return a shape's text, which stands in the records that go on behind the one that tells its length."""
    length = struct.unpack_from("<H", data, 10)[0] if len(data) >= 12 else 0
    text = ""
    while len(text) < length:
        kind, more = next(records, (_EOF, b""))
        if kind != _CONTINUE or len(more) < 2:
            break
        text += more[1:].decode("utf-16-le" if more[0] & 1 else "latin-1", "replace")
    return text[:length]
