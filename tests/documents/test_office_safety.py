"""Office files that are made to do harm, are locked or broken: one right line each, and nothing is run or fetched."""

import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from office_bombs import BOMB, OUTSIDE, PARTS, replaced, small, unpacking_to
from workloads import text_of

from kotae.bounded import Worker
from kotae.documents import separated, xlsx
from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.documents.reading import ReadingLimits, read
from kotae.documents.sheets.model import MOST_ROWS
from kotae.errors import DocumentError

LIMITS = ReadingLimits(60, 3600, 1000)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def refused(worker: Worker, path: Path, *words: str) -> None:
    with pytest.raises(DocumentError) as told:
        read(worker, path, LIMITS, text_of)
    line = str(told.value)
    assert line.startswith(f"{path.name}: ")
    assert "\n" not in line
    for word in words:
        assert word in line


@pytest.mark.parametrize("suffix", PARTS)
@pytest.mark.parametrize("put", [BOMB, OUTSIDE, BOMB.decode().encode("utf-16")])
def test_entities_are_refused(worker: Worker, tmp_path: Path, suffix: str, put: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(replaced(small(suffix), PARTS[suffix], put))
    refused(worker, path, "declares entities")
    path.write_bytes(replaced(small(suffix), "_rels/.rels", put))
    refused(worker, path, "declares entities")


@pytest.mark.parametrize("suffix", PARTS)
def test_what_unpacks_without_measure_is_refused(worker: Worker, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(unpacking_to(600, suffix))
    assert path.stat().st_size < 1_000_000
    refused(worker, path, "unpacks to more than 500 MB")


@pytest.mark.parametrize("suffix", [*PARTS, ".xlsm"])
def test_an_encrypted_file_is_said_to_be(worker: Worker, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900 + "EncryptedPackage".encode("utf-16-le"))
    refused(worker, path, "encrypted", "without a password")


@pytest.mark.parametrize("suffix", [*PARTS, ".xls", ".csv"])
def test_another_kind_of_file_is_said_to_be(worker: Worker, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 90)
    refused(worker, path, "not the")
    path.write_bytes(b"\x00\x01\x02" * 90)
    refused(worker, path, "not the")


@pytest.mark.parametrize("suffix", PARTS)
def test_broken_files_give_one_line_or_a_document(tmp_path: Path, suffix: str) -> None:
    """Files cut short, with bytes overwritten, and with parts exchanged, 30 of each kind."""
    draw = random.Random(7)
    good = small(suffix)
    for number in range(30):
        broken = bytearray(good)
        if number % 3 == 0:
            broken = broken[: draw.randrange(4, len(broken))]
        for _ in range(number % 5):
            broken[draw.randrange(4, len(broken))] = draw.randrange(256)
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(bytes(broken))
        line = ""
        try:
            open_document(path)
        except DocumentError as error:
            line = str(error)
        assert not line or line.startswith(f"{path.name}: ")
        assert "\n" not in line


def test_a_part_that_links_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    """A template, a picture and a workbook of other machines: reading goes on without them."""
    document = docx.Document()
    document.add_paragraph("The harbour was dredged in 1862.")
    relations = document.part.rels
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    relations.get_or_add_ext_rel(kind, "http://127.0.0.1:9/template.dotm")
    relations.get_or_add_ext_rel(kind.replace("attachedTemplate", "footnotes"), "file:///etc/passwd")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert text_of(open_document(path)) == "The harbour was dredged in 1862."


def test_macros_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    path.write_bytes(replaced(small(".xlsx"), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen"))
    assert "Lorne" in text_of(open_document(path))


def rows_read(document: Document) -> tuple[int, list[tuple[str, str, str]]]:
    told = [(shortfall.what, shortfall.why, shortfall.name) for shortfall in document.shortfalls]
    return sum(len(table.rows) for table in document.tables()), told


@pytest.mark.parametrize("most", [200, pytest.param(MOST_ROWS, marks=pytest.mark.slow)])
def test_far_too_many_rows_are_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, most: int) -> None:
    for reader in (xlsx, separated):
        monkeypatch.setattr(reader, "MOST_ROWS", most)
    numbers = range(most + most // 4)
    rows_of = "".join(
        f"<row><c><v>{number}</v></c><c><v>{2 * number}</v></c><c><v>7</v></c></row>" for number in numbers
    )
    head = '<row><c t="str"><v>Ship</v></c><c t="str"><v>Tonnes</v></c><c t="str"><v>Crew</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{head}{rows_of}</sheetData></worksheet>'
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(io.BytesIO(small(".xlsx"))) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    assert rows_read(open_document(path)) == (most - 1, [("in_part", "limit", "Sheet")])
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["ship,tonnes,year", *(f"s{number},{number},2000" for number in numbers)]))
    assert rows_read(open_document(path)) == (most - 1, [("in_part", "limit", "")])


def test_a_merged_cell_over_a_whole_sheet_costs_nothing(worker: Worker, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "All"
    workbook.active.append(["Port", "Ships", "Year"])
    workbook.active.append(["Lorne", 12, 1862])
    stream = io.BytesIO()
    workbook.save(stream)
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A5:XFD1048576"/></mergeCells>'
    content = io.BytesIO(stream.getvalue())
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"</sheetData>", merged) if name.endswith("sheet1.xml") else data)
    assert "Lorne" in read(worker, path, LIMITS, text_of)
