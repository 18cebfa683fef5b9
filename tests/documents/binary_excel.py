"""Excel workbooks in records, as XLS and as XLSB: every function gives the bytes of one, with these cells on its sheets."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence

# A cell: its row and column, what it holds, and which of the formats it has; a merged area: its rows and columns.
Cell = tuple[int, int, str | float | bool, int]
Area = tuple[int, int, int, int]
Sheet = tuple[str, bool, Sequence[Cell], Sequence[Area]]
# A cell whose format is of a number behind these is set in by as many steps more than the first of them.
STEPS = 2
FORMATS = ("General", "#,##0", "yyyy/m/d", "0.0%")


def xls(sheets: Sequence[Sheet], drawn: bytes = b"") -> bytes:
    """Return a workbook of Excel 97 to 2003 ([MS-XLS] within [MS-CFB]); a sheet is its name, if it is hidden, and cells.

    Args:
        sheets: its sheets.
        drawn: what is drawn over the last of them, as `xls_shape` gives it.
    """
    parts = [_xls_sheet(cells, merged) for _, _, cells, merged in sheets]
    parts[-1] = parts[-1].removesuffix(_record(0x0A)) + drawn + _record(0x0A)
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + 4 * _record(0x31, _font())
    head += b"".join(_record(0x41E, struct.pack("<H", 164 + n) + _short(text)) for n, text in enumerate(FORMATS))
    for n in range(16 + len(FORMATS) + STEPS):
        steps = max(0, n - 15 - len(FORMATS))
        number_format = 164 + max(0, n - 16) * (not steps)
        set_in = struct.pack("<BBB", 1 if steps else 0, 0, steps) + b"\x00" * 11
        head += _record(0xE0, struct.pack("<HHH", 0, number_format, 1 if n >= 16 else 0xFFF5) + set_in)
    sizes = [len(_bound(0, name, hidden)) for name, hidden, _, _ in sheets]
    start = len(head) + sum(sizes) + 4
    bounds = b""
    for (name, hidden, _, _), part in zip(sheets, parts, strict=True):
        bounds += _bound(start, name, hidden)
        start += len(part)
    return _compound(head + bounds + _record(0x0A) + b"".join(parts))


def xls_shape(row: int, text: str, kind: int = 6, number: int = 1) -> bytes:
    """Return the records of a shape with a text that begins in a row: where it lies, what kind it is, what it says.

    The text goes on from record to record, half in Latin-1 where that has its letters, and its runs behind it.
    """
    anchor = struct.pack("<9H", 0, 1, 0, row, 0, 3, 0, row + 2, 0)
    inside = struct.pack("<HHI", 0, 0xF010, len(anchor)) + anchor + struct.pack("<HHI", 0, 0xF011, 0)
    shape = _record(0xEC, struct.pack("<HHI", 0xF, 0xF004, len(inside)) + inside)
    told = _record(0x5D, struct.pack("<5H12xHH", 0x15, 18, kind, number, 0x4011, 0, 0))
    half = len(text) // 2
    runs = struct.pack("<HHIHHI", 0, 0, 0, len(text), 0, 0)
    said = _record(0x1B6, struct.pack("<HH6xHHI", 0x212, 0, len(text), len(runs), 0))
    said += b"".join(_record(0x3C, _letters(part)) for part in (text[:half], text[half:]) if part) + _record(0x3C, runs)
    return shape + told + _record(0xEC, struct.pack("<HHI", 0, 0xF00D, 0)) + said


def xls_comment(row: int, column: int, text: str) -> bytes:
    """Return the records of a comment on a cell."""
    note = struct.pack("<4H", row, column, 0, 9) + _short("A") + b"\x00"
    return xls_shape(row, text, 0x19, number=9) + _record(0x1C, note)


def xls_chart() -> bytes:
    """Return the records of a chart on a sheet, which begin and end as a sheet's own do."""
    beginning = _record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0))
    return beginning + xls_shape(1, "In a chart.") + _record(0x0A)


def xlsb(sheets: Sequence[Sheet], drawn: bytes = b"") -> bytes:
    """Return a binary workbook ([MS-XLSB]).

    Args:
        sheets: its sheets.
        drawn: the drawing over the first of them, as XML.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        listed = b"".join(
            _numbered(156, struct.pack("<II", hidden, n) + _wide(f"r{n}") + _wide(name))
            for n, (name, hidden, _, _) in enumerate(sheets)
        )
        archive.writestr("xl/workbook.bin", _numbered(153, bytes(4)) + listed)
        links = "".join(f'<R Id="r{n}" Target="worksheets/sheet{n}.bin"/>' for n in range(len(sheets)))
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Rs>{links}</Rs>")
        formats = b"".join(_numbered(44, struct.pack("<H", 164 + n) + _wide(text)) for n, text in enumerate(FORMATS))
        styles = b"".join(_numbered(47, struct.pack("<HH", 0, 164 + n) + bytes(12)) for n in range(len(FORMATS)))
        archive.writestr("xl/styles.bin", formats + _numbered(617, bytes(4)) + styles + _numbered(618, b""))
        for n, (_, _, cells, merged) in enumerate(sheets):
            archive.writestr(f"xl/worksheets/sheet{n}.bin", b"".join(_xlsb_sheet(cells, merged)))
        if drawn:
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
            links = f'<R Id="r1" Type="{kind}" Target="../drawings/drawing1.xml"/>'
            archive.writestr("xl/worksheets/_rels/sheet0.bin.rels", f"<Rs>{links}</Rs>")
            archive.writestr("xl/drawings/drawing1.xml", drawn)
    return made.getvalue()


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _short(text: str, size: str = "<H") -> bytes:
    return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")


def _letters(text: str) -> bytes:
    return b"\x00" + text.encode("latin-1") if text.isascii() else b"\x01" + text.encode("utf-16-le")


def _font() -> bytes:
    return struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial", "<B")


def _bound(start: int, name: str, hidden: bool) -> bytes:
    return _record(0x85, struct.pack("<IBB", start, hidden, 0) + _short(name, "<B"))


def _xls_sheet(cells: Iterable[Cell], merged: Sequence[Area]) -> bytes:
    made = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row, column, value, style in cells:
        place = struct.pack("<HHH", row, column, 16 + style)
        if isinstance(value, str):
            made += _record(0x204, place + _short(value))
        elif isinstance(value, bool):
            made += _record(0x205, place + bytes([value, 0]))
        else:
            made += _record(0x203, place + struct.pack("<d", value))
    made += _record(0xE5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *area) for area in merged))
    return made + _record(0x0A)


def _compound(stream: bytes) -> bytes:
    """Return a compound file with one stream, the workbook: header, table of sectors, folder, stream."""
    stream = stream.ljust(4096, b"\x00")  # shorter ones would lie elsewhere
    count = -(-len(stream) // 512)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + count), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<7I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE) + bytes(4)
    header += struct.pack("<I", 0) + b"\xff" * 432
    folder = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream)) + bytes(256)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    assert len(chain) <= 128
    return header + table + folder + stream.ljust(512 * count, b"\x00")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\x00") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return head + struct.pack("<3I", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) + struct.pack("<IQ", start, size)


def _numbered(kind: int, data: bytes) -> bytes:
    number = bytes([kind & 0x7F | 0x80, kind >> 7]) if kind > 0x7F else bytes([kind])
    size = bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) if len(data) > 0x7F else bytes([len(data)])
    return number + size + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb_sheet(cells: Iterable[Cell], merged: Sequence[Area]) -> Iterable[bytes]:
    last = -1
    for row, column, value, style in cells:
        if row != last:
            yield _numbered(0, struct.pack("<I", row) + bytes(13))
        last = row
        place = struct.pack("<II", column, style)
        if isinstance(value, str):
            yield _numbered(6, place + _wide(value))
        elif isinstance(value, bool):
            yield _numbered(4, place + bytes([value]))
        elif value == int(value):
            yield _numbered(2, place + struct.pack("<i", int(value) << 2 | 2))
        else:
            yield _numbered(5, place + struct.pack("<d", value))
    for area in merged:
        yield _numbered(176, struct.pack("<4I", *area))
