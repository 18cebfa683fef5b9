"""Pages that only their picture can be read of are read by OCR, and pictures are documents."""

import gzip
import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
import scans
from PIL import Image
from workloads import itself

from kotae.bounded import Worker
from kotae.documents import pdf
from kotae.documents.model import Block, Document, Table
from kotae.documents.pdf.ocr import engine
from kotae.documents.pdf.ocr.japanese import as_japanese
from kotae.documents.pdf.ocr.picture_text import Character, PictureLine, PictureText
from kotae.documents.reading import ReadingLimits, read
from kotae.errors import DocumentError

SKEW = 1.1
LIMITS = ReadingLimits(60, 600, 1000)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def scanned(worker: Worker, kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the scan that lies aslant as it is read within the limits that are usual."""
    return read(worker, scans.scan(tmp_path_factory.mktemp("scan") / "scan.pdf", SKEW), LIMITS, itself, kept)


def text(document: Document) -> str:
    return "".join("".join(block.text.split()) for block in document.blocks())


def alike(found: str, wanted: str) -> bool:
    """Tell whether a text was read rightly but for a character that looks like another (リ, り)."""
    return len(found) == len(wanted) and sum(a != b for a, b in zip(found, wanted, strict=True)) <= 1


def test_a_scan_is_read_with_its_blocks_and_its_ruled_table(scanned: Document) -> None:
    elements = [element for element in scanned.elements if element.page == 1]
    assert [type(element) for element in elements] == [Block, Block, Block, Table]
    heading, first, second, table = elements
    assert isinstance(heading, Block)
    assert heading.kind == "heading"
    assert heading.text == scans.HEADING == scanned.title
    assert isinstance(first, Block)
    assert alike(first.text, scans.FIRST)
    assert isinstance(second, Block)
    assert second.text == scans.SECOND
    assert isinstance(table, Table)
    assert table.header == scans.ROWS[0]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == list(scans.ROWS[1:])


def test_only_the_page_that_needs_it_is_read_by_ocr(scanned: Document) -> None:
    assert scanned.ocr == ((1, 1),)
    assert scanned.shortfalls == ()
    assert (
        next(block.text for block in scanned.blocks() if block.page == 2) == "The last page is text as it always was."
    )


def test_boxes_lie_where_the_words_are_seen_though_the_page_lies_aslant(scanned: Document, tmp_path: Path) -> None:
    level = pdf.read(_saved(tmp_path / "level.pdf"))
    turn = pymupdf.Matrix(SKEW)
    middle = pymupdf.Point(297.5, 421)
    for wanted, found in zip(next(level.tables()).rows, next(scanned.tables()).rows, strict=True):
        for one, other in zip(wanted.cells, found.cells, strict=True):
            (a,), (b,) = one.boxes, other.boxes
            seen = (pymupdf.Point((a.x0 + a.x1) / 2, (a.y0 + a.y1) / 2) - middle) * turn + middle
            assert abs(seen.x - (b.x0 + b.x1) / 2) < 4
            assert abs(seen.y - (b.y0 + b.y1) / 2) < 4


def _saved(path: Path) -> Path:
    with scans.printed() as document:
        document.save(path)
    return path


def test_fonts_that_do_not_say_their_characters_are_read_from_the_picture(tmp_path: Path) -> None:
    document = pdf.read(scans.unmapped(tmp_path / "unmapped.pdf"))
    assert document.ocr == ((1, 1),)
    assert alike(text(document)[len(scans.HEADING) :][: len(scans.FIRST)], scans.FIRST)
    assert [row.cells[1].text for row in next(document.tables()).rows] == ["6,170", "7,525", "8,061"]


def test_what_was_read_is_kept_by_what_the_page_shows(
    worker: Worker, kept: Path, scanned: Document, tmp_path: Path
) -> None:
    (path,) = kept.glob("*.json.gz")
    changed = gzip.decompress(path.read_bytes()).replace(b'"1"', b'"9"')
    path.write_bytes(gzip.compress(changed))
    copied = scans.scan(tmp_path / "copied.pdf", SKEW)
    again = read(worker, copied, LIMITS, itself, kept)
    assert text(again) == text(scanned).replace("1", "9")
    path.write_bytes(b"damaged")
    assert read(worker, copied, LIMITS, itself, kept).elements == scanned.elements


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_a_picture_is_a_document(worker: Worker, kept: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"page{suffix}"
    pages = {"save_all": True, "append_images": [scans.picture()]} if suffix == ".tif" else {}
    scans.picture().save(path, dpi=(200, 200), **pages)
    document = read(worker, path, LIMITS, itself, kept)
    assert document.format == "image"
    assert len(document.pages) == (2 if suffix == ".tif" else 1)
    assert document.ocr == ((1, len(document.pages)),)
    assert abs(document.pages[0].width - 595) < 2
    assert alike(text(document)[len(scans.HEADING) :][: len(scans.FIRST)], scans.FIRST)
    assert [row.cells[2].text for row in next(document.tables()).rows] == ["48,300", "51,940", "60,215"]


def _huge_png() -> bytes:
    """Return a PNG that says that it has 50,000 x 50,000 pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(50_001 * 200))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _cut(format: str) -> bytes:
    stream = io.BytesIO()
    scans.picture().save(stream, format)
    return stream.getvalue()[: len(stream.getvalue()) // 2]


def _wide_tiff() -> bytes:
    stream = io.BytesIO()
    frames = [Image.new("1", (400, 400), 1), Image.new("1", (40_000, 4_000), 1)]
    frames[0].save(stream, "TIFF", compression="group4", save_all=True, append_images=frames[1:])
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("huge.png", _huge_png(), "more than 100 million pixels"),
        ("wide.tif", _wide_tiff(), "more than 100 million pixels"),
        ("cut.png", _cut("PNG"), "the picture is damaged"),
        ("cut.jpg", _cut("JPEG"), "the picture is damaged"),
        ("cut.tif", _cut("TIFF"), "the picture is damaged"),
        ("other.png", b"\xff\xd8\xff\xe0rest", "the file is a picture, not the PNG picture that its name says"),
        ("text.jpg", b"This is a text.", "not the JPEG picture that its name says"),
    ],
)
def test_a_picture_that_cannot_be_read_is_refused_in_one_line(
    worker: Worker, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError) as raised:
        read(worker, tmp_path / name, LIMITS, itself)
    assert str(raised.value).startswith(f"{name}: ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_page_that_was_laid_sideways_is_turned(tmp_path: Path) -> None:
    scans.picture(0.5).rotate(90, expand=True).save(tmp_path / "sideways.png", dpi=(200, 200))
    document = pdf.read(tmp_path / "sideways.png")
    assert document.pages[0].width > document.pages[0].height
    assert alike(text(document)[len(scans.HEADING) :][: len(scans.FIRST)], scans.FIRST)
    (table,) = document.tables()
    assert [row.cells[2].text for row in table.rows] == ["48,300", "51,940", "60,215"]
    first, last = (table.rows[place].cells[2].boxes[0] for place in (0, -1))
    assert last.x0 - first.x0 == pytest.approx(48, abs=4), "rows follow each other to the right as the page is shown"


def test_pages_that_show_nothing_to_read_are_said_to(worker: Worker, tmp_path: Path) -> None:
    Image.new("L", (400, 400), 200).save(tmp_path / "grey.png")
    with pytest.raises(DocumentError, match="no text can be read on its pages, by OCR neither"):
        read(worker, tmp_path / "grey.png", LIMITS, itself)


def test_without_the_engine_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "PACKAGE", "an-ocr-engine-that-is-not-installed")
    document = pdf.read(scans.scan(tmp_path / "scan.pdf"))
    assert [(shortfall.first, shortfall.what, shortfall.why) for shortfall in document.shortfalls] == [
        (1, "left_out", "no_ocr")
    ]
    assert document.ocr == ()
    scans.picture().save(tmp_path / "page.png")
    with pytest.raises(
        DocumentError, match=r"page.png: .* OCR is not installed; install it with: pip install rapidocr"
    ):
        pdf.read(tmp_path / "page.png")


def picture_of(*texts: str) -> PictureText:
    lines = tuple(
        PictureLine(
            tuple(Character(char, "", 10.0 * i, 10.0 * i + 9) for i, char in enumerate(text)), 0, 10, False, 0.9
        )
        for text in texts
    )
    return PictureText(200, 200, 0.0, lines)


def test_forms_of_characters_that_japanese_does_not_have_are_read_as_its_own() -> None:
    read = as_japanese(picture_of("贷借対照表", "现金預金と减価償却", "誤藥"))
    assert [line.text for line in read.lines] == ["貸借対照表", "現金預金と減価償却", "誤藥"]


def test_a_page_without_kana_may_be_chinese_and_stays_as_it_is_read() -> None:
    assert [line.text for line in as_japanese(picture_of("资产负债表")).lines] == ["资产负债表"]
