"""What a user relies on in Excel workbooks that are no XML (XLS, XLSB): tables as they are shown, hidden sheets named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from binary_excel import Sheet, xls, xlsb

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
