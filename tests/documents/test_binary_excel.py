"""What a user relies on in Excel workbooks that are no XML (XLS, XLSB): tables as they are shown, hidden sheets named."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from binary_excel import Sheet, xls, xls_chart, xls_comment, xls_shape, xlsb

from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.errors import DocumentError

WRITERS = {".xls": xls, ".xlsb": xlsb}
PORTS: Sheet = (
    "港",
    False,
    [
        (0, 0, "港別の貨物", 0), (2, 0, "港", 0), (2, 1, "貨物", 0), (3, 1, "重さ", 0), (3, 2, "割合", 0), (2, 3, "開港", 0),
        (4, 0, "北", 0), (4, 1, 1234.0, 1), (4, 2, 0.25, 3), (4, 3, 45356.0, 2),
        (5, 0, "南", 0), (5, 1, 9.5, 0), (5, 2, True, 0), (5, 3, 45357.0, 2),
    ],
    [(2, 3, 0, 0), (2, 2, 1, 2), (2, 3, 3, 3)],
)  # fmt: skip
HIDDEN: Sheet = ("秘密", True, [(0, 0, "unseen", 0)], [])


def opened(folder: Path, suffix: str, content: bytes) -> Document:
    path = folder / f"a{suffix}"
    path.write_bytes(content)
    return open_document(path)


@pytest.mark.parametrize("suffix", WRITERS)
def test_tables_as_they_are_shown(tmp_path: Path, suffix: str) -> None:
    read = opened(tmp_path, suffix, WRITERS[suffix]([PORTS, HIDDEN]))
    assert (read.format, len(read.pages)) == (suffix[1:], 2)
    (table,) = read.tables()
    assert (table.caption, table.header) == ("港別の貨物", ("港", "貨物 重さ", "貨物 割合", "開港"))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["北", "1,234", "25.0%", "2024/3/5"],
        ["南", "9.5", "TRUE", "2024/3/6"],
    ]
    assert [row.lines for row in table.rows] == [(5, 5), (6, 6)]
    assert [(fall.what, fall.why, fall.name) for fall in read.shortfalls] == [("left_out", "hidden", "秘密")]
    assert "unseen" not in str(read)


@pytest.mark.parametrize(("number", "shown"), [(31, "2024年3月5日"), (57, "R6.3.5"), (56, "3月5日"), (70, "45356")])
def test_days_in_formats_that_excel_has_in_one_country_only(tmp_path: Path, number: int, shown: str) -> None:
    """Those of Japan are shown as there; of others the file tells no more than that they are numbers."""
    style = b"\xe0\x00\x14\x00\x00\x00" + struct.pack("<H", 164 + 2)
    content = xls([PORTS]).replace(style, style[:-2] + struct.pack("<H", number))
    (table,) = opened(tmp_path, ".xls", content).tables()
    assert table.rows[0].cells[-1].text.startswith(shown)


def boxes(read: Document) -> list[tuple[int, str, tuple[int, int] | None]]:
    return [(block.page, block.text, block.lines) for block in read.blocks() if block.kind == "paragraph"]


def test_texts_of_shapes_over_an_old_sheet_are_read_with_their_rows(tmp_path: Path) -> None:
    """Of text boxes and other shapes; not those of comments, buttons and charts, nor an empty one."""
    drawn = (
        xls_shape(9, "Below."),
        xls_comment(4, 0, "A remark."),
        xls_shape(4, "入港は予約制\n24 hours before"),
        xls_chart(),
        xls_shape(3, "Press", 0x07),
        xls_shape(5, ""),
        xls_shape(6, "In a shape.", 0x1E),
    )
    read = opened(tmp_path, ".xls", xls([HIDDEN, PORTS], b"".join(drawn)))
    assert boxes(read) == [
        (2, "入港は予約制", (5, 5)),
        (2, "24 hours before", (5, 5)),
        (2, "In a shape.", (7, 7)),
        (2, "Below.", (10, 10)),
    ]
    assert len(list(read.tables())) == 1


def test_an_old_sheet_with_nothing_but_shapes_is_read(tmp_path: Path) -> None:
    read = opened(tmp_path, ".xls", xls([("a", False, [], [])], xls_shape(2, "Alone.")))
    assert boxes(read) == [(1, "Alone.", (3, 3))]


def test_shapes_whose_records_are_cut_or_lie_end_the_text_and_nothing_else(tmp_path: Path) -> None:
    """Every byte of a shape's records made another, one by one: the cells stay, or the file is said to be broken."""
    shape = xls_shape(4, "入港は予約制")
    lines: list[str] = []
    for place in range(len(shape)):
        broken = shape[:place] + bytes([shape[place] ^ 0xFF]) + shape[place + 1 :]
        try:
            read = opened(tmp_path, ".xls", xls([PORTS], broken))
            assert len(list(read.tables())) == 1
        except DocumentError as error:
            lines.append(str(error))
    assert all(line.startswith("a.xls: ") for line in lines)
    assert len(lines) < len(shape) // 2


def test_texts_of_boxes_over_a_binary_sheet_are_read_with_their_rows(tmp_path: Path) -> None:
    names = (
        'xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    said = "<x:txBody><a:p><a:r><a:t>入港は予約制</a:t></a:r></a:p></x:txBody>"
    anchor = f"<x:oneCellAnchor><x:from><x:row>4</x:row></x:from><x:sp>{said}</x:sp></x:oneCellAnchor>"
    read = opened(tmp_path, ".xlsb", xlsb([PORTS, HIDDEN], f"<x:wsDr {names}>{anchor}</x:wsDr>".encode()))
    assert boxes(read) == [(1, "入港は予約制", (5, 5))]


def test_rows_beyond_the_limit_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kotae.documents.xlsb.MOST_ROWS", 500)  # test_office_safety.py reads as many as are really read
    rows = [(row, column, float(row), 0) for row in range(1, 505) for column in range(2)]
    read = opened(tmp_path, ".xlsb", xlsb([("a", False, [(0, 0, "x", 0), (0, 1, "y", 0), *rows], [])]))
    assert [(fall.what, fall.why) for fall in read.shortfalls] == [("in_part", "limit")]
    assert sum(len(table.rows) for table in read.tables()) == 499


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_is_broken_is_one_line_or_a_document(tmp_path: Path, suffix: str) -> None:
    """Every file cut at 40 places, and with 40 of its bytes overwritten."""
    content = WRITERS[suffix]([PORTS, HIDDEN])
    broken: list[Callable[[int], bytes]] = [
        lambda place: content[:place],
        lambda place: content[:place] + b"\xff\xff" + content[place + 2 :],
    ]
    for place in range(8, len(content), len(content) // 40):
        for damage in broken:
            line = ""
            try:
                opened(tmp_path, suffix, damage(place))
            except DocumentError as error:
                line = str(error)
            assert not line or line.startswith(f"a{suffix}: ")
            assert "\n" not in line
