"""Reading within limits: a bomb ends with one right line or costs its page, and nothing of the rest is lost."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import bombs
import pymupdf
import pytest
from support import ROOT
from workloads import itself, killed, killed_once, text_of

from kotae.bounded import Worker
from kotae.documents.model import Shortfall
from kotae.documents.open import open_document
from kotae.documents.reading import ReadingLimits, read
from kotae.errors import DocumentError

BRIEF = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"
SHARED = ROOT.parent / "shared"
FIRST, LAST = "The first page says that copper", "The last page says that lithium"
ENOUGH = ReadingLimits(30, 300, 1000)
LITTLE = ReadingLimits(6, 120, 700)
UNHURRIED = ReadingLimits(30, 300, 700)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """Return one worker for all tests: it reads on after every bomb that ends its process."""
    worker = Worker()
    yield worker
    worker.close()


def refusal(worker: Worker, path: Path, limits: ReadingLimits) -> str:
    with pytest.raises(DocumentError) as raised:
        read(worker, path, limits, itself)
    message = str(raised.value)
    assert message.startswith(f"{path.name}: ")
    assert "\n" not in message
    return message


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_within_limits_a_document_is_what_it_is_without_them(worker: Worker, tmp_path: Path) -> None:
    brief = tmp_path / "brief.pdf"
    with pymupdf.open(BRIEF) as file:
        file.select([0, 8])
        file.save(brief)
    assert read(worker, brief, ENOUGH, itself) == open_document(brief)
    page = written(tmp_path / "page.html", b"<h1>Copper</h1><p>Copper is a metal.</p>")
    assert read(worker, page, ENOUGH, itself) == open_document(page)


def test_what_pages_leave_behind_does_not_cost_the_next_ones(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "metals.pdf"
    with pymupdf.open() as file:
        for metal in ("copper", "lithium", "nickel", "cobalt"):
            file.new_page().insert_text((72, 72), f"This page says what {metal} is used for.")
        file.save(path)
    tight = ReadingLimits(
        30, 300, 650
    )  # MB: seven tenths of it are held once the models are loaded and have seen a page
    assert read(worker, path, tight, itself) == open_document(path)
    assert not read(worker, path, tight, itself).shortfalls


@pytest.mark.parametrize("name", ["page.html", "page.pdf"])
def test_a_document_whose_reader_is_killed_from_outside_is_read_again(
    worker: Worker, tmp_path: Path, name: str
) -> None:
    path = written(tmp_path / "page.html", b"<p>Copper is a metal.</p>")
    if name.endswith(".pdf"):
        path = tmp_path / name
        with pymupdf.open() as file:
            file.new_page().insert_text((72, 72), "Copper is a metal.")
            file.save(path)
    assert "Copper" in read(worker, path, ENOUGH, partial(killed_once, tmp_path / "killed"))


def test_a_document_that_kills_its_reader_again_is_refused(worker: Worker, tmp_path: Path) -> None:
    path = written(tmp_path / "page.html", b"<p>Copper is a metal.</p>")
    with pytest.raises(DocumentError, match="crashed"):
        read(worker, path, ENOUGH, killed)


def test_what_is_wrong_with_a_file_is_said_as_without_limits(worker: Worker, tmp_path: Path) -> None:
    for name, content, said in (
        ("empty.pdf", b"", "empty"),
        ("page.pdf", b"<html>", "not the PDF"),
        ("broken.pdf", b"%PDF-1.7\ngarbage", "damaged"),
        ("core.txt", b"ELF\x00\x01" * 9, "binary"),
    ):
        assert said in refusal(worker, written(tmp_path / name, content), ENOUGH)
    assert "no such file" in refusal(worker, tmp_path / "gone.pdf", ENOUGH)
    assert "no such file" in refusal(worker, tmp_path / "gone.txt", ENOUGH)


@pytest.mark.parametrize(
    ("bomb", "reasons"),
    [
        (bombs.calling_forms, ["time"]),
        pytest.param(bombs.inflating_page, ["time"], marks=pytest.mark.slow),
        (bombs.inflating_font, ["memory"]),
        pytest.param(bombs.overlapping_strings, ["time", "memory"], marks=pytest.mark.slow),
    ],
)
def test_a_page_that_is_over_its_share_is_left_out_and_named(
    worker: Worker, tmp_path: Path, bomb: "type[bytes]", reasons: list[str]
) -> None:
    document = read(worker, written(tmp_path / "bomb.pdf", bomb()), LITTLE, itself)
    (shortfall,) = document.shortfalls
    assert (shortfall.first, shortfall.last, shortfall.what) == (2, 2, "left_out")
    assert shortfall.why in reasons
    assert len(document.pages) == 3
    assert FIRST in text_of(document)
    assert LAST in text_of(document)
    assert {block.page for block in document.blocks()} == {1, 3}


@pytest.mark.parametrize("bomb", [bombs.inflating_image, bombs.crossing_rules])
def test_a_page_whose_text_can_be_read_is_read(worker: Worker, tmp_path: Path, bomb: "type[bytes]") -> None:
    document = read(worker, written(tmp_path / "bomb.pdf", bomb()), UNHURRIED, itself)
    assert all(shortfall.what == "without_layout" for shortfall in document.shortfalls)
    assert {block.page for block in document.blocks()} == {1, 2, 3}


def test_pages_beyond_the_time_of_a_document_are_left_out(worker: Worker, tmp_path: Path) -> None:
    path = written(tmp_path / "many.pdf", bombs.many_pages(3_000))
    document = read(worker, path, ReadingLimits(30, 4, 1000), itself)
    (shortfall,) = document.shortfalls
    assert 1 < shortfall.first < 3_000
    assert (shortfall.last, shortfall.what, shortfall.why) == (3_000, "left_out", "time")
    assert len(document.pages) == 3_000


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("divs.html", bombs.nested_divs(20_000), ("nested too deeply", "processor time")),
        ("spans.html", bombs.nested_spans(), ("nested too deeply",)),
        ("tables.html", bombs.nested_tables(), ("nested too deeply",)),
        ("line.txt", bombs.long_line(1_200_000), ("1,200,000 characters",)),
        ("line.md", bombs.long_line(1_200_000), ("1,200,000 characters",)),
        ("line.html", bombs.html_line(1_200_000), ("1,200,000 characters",)),
        ("word.txt", bombs.one_word(1_200_000), ("1,200,000 characters",)),
        ("objects.pdf", bombs.inflating_page().replace(b"/Count 3", b"/Count 0"), ("no pages", "damaged")),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    worker: Worker, tmp_path: Path, name: str, content: bytes, said: tuple[str, ...]
) -> None:
    message = refusal(worker, written(tmp_path / name, content), ENOUGH)
    assert any(words in message for words in said), message


def test_a_file_that_is_over_its_share_as_a_whole_is_refused_with_the_setting(worker: Worker, tmp_path: Path) -> None:
    table = written(tmp_path / "table.md", bombs.markdown_table(10_000))
    assert "more than 1 s of processor time (settings read_seconds" in refusal(worker, table, ReadingLimits(1, 1, 900))
    assert "of memory (setting read_mb)" in refusal(worker, table, ReadingLimits(100, 300, 50))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cells.html", bombs.covering_cells(3_000)),
        ("title.md", bombs.blank_title(1_000_000)),
        ("quotes.md", bombs.nested_quotes()),
        ("items.md", bombs.nested_items(500)),
        ("marks.md", bombs.open_marks(20_000)),
        ("gaps.txt", bombs.broken_lines(5_000)),
        ("columns.txt", b"A text\n\n" + b"a  b\n" * 5_000),
        ("bars.txt", b"A text\n\n" + b"||\n" * 20_000),
        ("letters.txt", b"A text\n\n" + b"a\n\n" * 20_000),
        ("dots.txt", b"A text\n\n" + b". " * 200_000 + b"\n"),
        ("ellipsis.txt", b"A text\n\n" + "…".encode() * 200_000),
        ("addresses.txt", b"A text\n\n" + b"www." * 200_000 + b"\nand more\n"),
        ("at.txt", b"A text\n\n" + b"a@" * 200_000 + b"\nand more\n"),
    ],
)
def test_what_once_took_the_square_of_its_length_is_read(
    worker: Worker, tmp_path: Path, name: str, content: bytes
) -> None:
    """Each of these took minutes: within these limits it would have been refused."""
    document = read(worker, written(tmp_path / name, content), ENOUGH, itself)
    assert document.elements


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_a_pdf_that_is_cut_short_is_said_to_be(worker: Worker, tmp_path: Path, share: float) -> None:
    content = BRIEF.read_bytes()
    message = refusal(worker, written(tmp_path / "cut.pdf", content[: int(share * len(content))]), ENOUGH)
    assert "cut short" in message
    assert "scan" not in message


def test_what_is_left_of_a_pdf_that_is_cut_short_is_read_and_so_named(worker: Worker, tmp_path: Path) -> None:
    whole = bombs.between(bombs.said("The second page says that nickel is magnetic."))
    content = whole[: whole.index(b"The last page")]
    document = read(worker, written(tmp_path / "cut.pdf", content), ENOUGH, itself)
    assert document.shortfalls == (Shortfall(0, 0, "cut_short", "damage"),)
    assert FIRST in text_of(document)
    assert open_document(tmp_path / "cut.pdf").shortfalls == document.shortfalls


def test_bytes_behind_the_end_are_no_cut(worker: Worker, tmp_path: Path) -> None:
    content = bombs.between(bombs.said("Nickel is magnetic.")) + b"\n<!-- served in 12 ms -->" * 200
    assert read(worker, written(tmp_path / "more.pdf", content), ENOUGH, itself).shortfalls == ()


def test_a_page_as_large_as_a_hall_is_read(worker: Worker, tmp_path: Path) -> None:
    document = read(worker, written(tmp_path / "huge.pdf", bombs.huge_page()), ENOUGH, itself)
    assert "The main pump is rated at 37 kW" in text_of(document)
    assert all(shortfall.what == "without_layout" for shortfall in document.shortfalls)


@pytest.mark.skipif(not (SHARED / "documents").is_dir(), reason="needs the documents beside the repository")
def test_a_page_on_which_layout_analysis_crashes_is_read_without_it(worker: Worker, tmp_path: Path) -> None:
    path = Path(shutil.copy(SHARED / "documents" / "white-paper-science-ch2.pdf", tmp_path))
    with pymupdf.open(path) as whole:  # type: ignore[no-untyped-call]
        whole.select([6, 7, 8])
        whole.save(tmp_path / "three.pdf")
    document = read(worker, tmp_path / "three.pdf", ENOUGH, itself)
    assert document.shortfalls == (Shortfall(2, 2, "without_layout", "crash"),)
    assert {block.page for block in document.blocks()} == {1, 2, 3}
