"""Page pictures: drawn in a process of their own, kept, and drawn again after that process was killed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bombs
import pymupdf
import pytest
from support import ROOT, children, is_running, until

from kotae.bounded import Limits
from kotae.documents.drawing import PageDrawer
from kotae.documents.pdf.render import SCALE, page_png
from kotae.errors import DocumentError

LIMITS = Limits(30, 1000)
BRIEF = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"


@pytest.fixture(scope="module")
def drawer() -> Iterator[PageDrawer]:
    drawer = PageDrawer(LIMITS)
    yield drawer
    drawer.close()


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return Path(shutil.copy(BRIEF, tmp_path / "brief.pdf"))


def size(png: bytes) -> tuple[int, int]:
    """Return a PNG's width and height, as its header says."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_a_page_is_drawn_as_large_as_it_is(drawer: PageDrawer, pdf: Path) -> None:
    drawn = drawer.draw(pdf, "1", 3)
    with pymupdf.open(pdf) as document:
        rect = document[2].rect
    assert size(drawn) == pytest.approx((SCALE * rect.width, SCALE * rect.height), abs=1)
    assert drawn == page_png(pdf, 3)
    assert drawn != drawer.draw(pdf, "1", 4)


def test_a_page_that_was_drawn_is_kept_until_the_file_is_another(drawer: PageDrawer, pdf: Path) -> None:
    drawn = drawer.draw(pdf, "1", 1)
    pdf.unlink()
    assert drawer.draw(pdf, "1", 1) == drawn
    with pytest.raises(DocumentError):
        drawer.draw(pdf, "2", 1)


@pytest.mark.parametrize("number", [0, -1, 11, 10**9])
def test_a_page_that_does_not_exist_is_said_not_to(drawer: PageDrawer, pdf: Path, number: int) -> None:
    with pytest.raises(DocumentError, match=rf"brief.pdf: there is no page {number}; it has 10"):
        drawer.draw(pdf, "1", number)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\ngarbage", b"\x00" * 5000, BRIEF.read_bytes()[:3000]])
def test_a_broken_pdf_is_said_to_be_so_and_stops_nothing(drawer: PageDrawer, pdf: Path, content: bytes) -> None:
    broken = pdf.with_name("broken.pdf")
    broken.write_bytes(content)
    with pytest.raises(DocumentError, match=r"^broken\.pdf: ") as raised:
        drawer.draw(broken, "1", 1)
    assert "\n" not in str(raised.value)
    assert drawer.draw(pdf, "1", 2).startswith(b"\x89PNG")


def test_many_threads_get_their_own_pages(drawer: PageDrawer, pdf: Path) -> None:
    numbers = [1, 2, 3, 4, 5] * 2
    with ThreadPoolExecutor(10) as threads:
        drawn = list(threads.map(lambda number: drawer.draw(pdf, "threads", number), numbers))
    assert drawn == [page_png(pdf, number) for number in numbers]


@pytest.mark.parametrize("bomb", [bombs.calling_forms, pytest.param(bombs.inflating_page, marks=pytest.mark.slow)])
def test_a_page_that_takes_for_ever_to_draw_is_said_to_and_others_are_drawn(
    pdf: Path, bomb: Callable[[], bytes]
) -> None:
    (path := pdf.with_name("bomb.pdf")).write_bytes(bomb())
    drawer = PageDrawer(Limits(6, 1000))  # a slow processor takes 2 s to start the process alone
    try:
        with pytest.raises(DocumentError, match=r"^bomb\.pdf: page 2 takes too much (processor time|memory) to draw"):
            drawer.draw(path, "1", 2)
        assert drawer.draw(path, "1", 1).startswith(b"\x89PNG")
        assert drawer.draw(path, "1", 3).startswith(b"\x89PNG")
    finally:
        drawer.close()


def drawn_at_last(drawer: PageDrawer, pdf: Path, version: str) -> bytes:
    """Draw a page, a second time where the first fails."""
    try:
        return drawer.draw(pdf, version, 1)
    except DocumentError:
        return drawer.draw(pdf, version, 1)


def test_after_its_process_was_killed_pages_are_drawn_again(pdf: Path) -> None:
    """As a file does that kills MuPDF: at most one page is not drawn."""
    before = children(os.getpid())
    drawer = PageDrawer(LIMITS)
    try:
        first = drawer.draw(pdf, "0", 1)
        for version in ("1", "2"):
            (drawing,) = children(os.getpid()) - before
            os.kill(drawing, signal.SIGKILL)
            until(lambda drawing=drawing: not is_running(drawing))
            assert drawer.draw(pdf, "0", 1) == first, "what is kept needs no process"
            assert drawn_at_last(drawer, pdf, version) == first
    finally:
        drawer.close()
    until(lambda: not children(os.getpid()) - before)


SERVER = """
import sys, time
from pathlib import Path
from kotae.bounded import Limits
from kotae.documents.drawing import PageDrawer

if __name__ == "__main__":
    drawer = PageDrawer(Limits(30, 1000))
    drawer.draw(Path(sys.argv[1]), "1", 1)
    print(flush=True)
    time.sleep(600)
"""


def test_the_process_ends_with_a_server_that_is_killed(pdf: Path) -> None:
    (script := pdf.with_name("server.py")).write_text(SERVER, encoding="utf-8")
    command = [sys.executable, script, pdf]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        (pid,) = children(server.pid)
        server.kill()
    try:
        until(lambda: not is_running(pid))
    finally:
        if is_running(pid):
            os.kill(pid, signal.SIGKILL)
