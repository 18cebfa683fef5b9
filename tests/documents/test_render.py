"""A page as a picture: as it is shown, of a size that can be kept, with the reader's boxes on its ink."""

from pathlib import Path

import numpy as np
import pymupdf
import pytest
from support import ROOT

from kotae.documents import pdf
from kotae.documents.pdf.render import SCALE, page_png
from kotae.errors import DocumentError

BRIEF = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"
SENTENCE = "The lighthouse at Cape Lorne was built of granite in 1862."


# Where to begin to write on a page that will be rotated, so that it is upright then.
STARTS = {0: (60, 120), 90: (120, 480), 180: (340, 400), 270: (280, 100)}


def one_page(folder: Path, rotation: int = 0, kind: str = "whole") -> Path:
    """Write a page with one upright sentence on it, nearer to one corner than to the others."""
    path = folder / "page.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=600)
        page.insert_text(STARTS[rotation], SENTENCE, fontsize=10, rotate=rotation)
        if kind == "cropped":
            page.set_cropbox(pymupdf.Rect(40, 80, 380, 500))
        if kind == "shifted":
            page.set_mediabox(pymupdf.Rect(-30, -50, 400, 600))
        page.set_rotation(rotation)
        document.save(path)
    return path


def picture(png: bytes) -> pymupdf.Pixmap:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return pymupdf.Pixmap(png)


def inked(pixels: pymupdf.Pixmap) -> tuple[float, float, float, float]:
    """Return the rectangle of all dark pixels, in points."""
    dark = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3).min(axis=2) < 128
    ys, xs = np.nonzero(dark)
    return xs.min() / SCALE, ys.min() / SCALE, (xs.max() + 1) / SCALE, (ys.max() + 1) / SCALE


@pytest.mark.parametrize("number", [1, 9, 10])
def test_a_page_is_drawn_as_large_as_the_reader_says_it_is(number: int) -> None:
    pixels = picture(page_png(BRIEF, number))
    with pymupdf.open(BRIEF) as document:
        rect = document[number - 1].rect
    assert (pixels.width, pixels.height) == pytest.approx((SCALE * rect.width, SCALE * rect.height), abs=1)
    assert pixels.alpha == 0, "white is white on a dark page too"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", ["whole", "cropped", "shifted"])
def test_the_reader_s_boxes_lie_on_the_ink_of_the_picture(tmp_path: Path, rotation: int, kind: str) -> None:
    path = one_page(tmp_path, rotation, kind)
    read = pdf.read(path)
    pixels = picture(page_png(path, 1))
    size = (pixels.width / SCALE, pixels.height / SCALE)
    assert size == pytest.approx((read.pages[0].width, read.pages[0].height), abs=1)
    (block,) = read.blocks()
    assert block.text == SENTENCE
    x0, y0, x1, y1 = inked(pixels)
    boxes = [span.box for span in block.spans]
    assert min(box.x0 for box in boxes) == pytest.approx(x0, abs=4)
    assert max(box.x1 for box in boxes) == pytest.approx(x1, abs=4)
    assert min(box.y0 for box in boxes) == pytest.approx(y0, abs=4)
    assert max(box.y1 for box in boxes) == pytest.approx(y1, abs=4)


@pytest.mark.parametrize(("width", "height"), [(14400, 14400), (14400, 2000), (3000, 9000)])
def test_a_huge_page_has_fewer_pixels_and_the_same_shape(tmp_path: Path, width: int, height: int) -> None:
    with pymupdf.open() as document:
        document.new_page(width=width, height=height)
        document.save(tmp_path / "poster.pdf")
    pixels = picture(page_png(tmp_path / "poster.pdf", 1))
    assert 15_000_000 < pixels.width * pixels.height < 16_100_000
    assert pixels.width / pixels.height == pytest.approx(width / height, rel=0.01)


@pytest.mark.parametrize("number", [0, -1, 11, 10**12])
def test_a_page_that_does_not_exist_is_said_not_to(number: int) -> None:
    with pytest.raises(DocumentError, match=rf"{BRIEF.name}: there is no page {number}; it has 10"):
        page_png(BRIEF, number)


def test_a_file_that_is_no_pdf_or_is_gone_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\ngarbage")
    for name, reason in (("broken.pdf", "the PDF is damaged"), ("gone.pdf", "cannot be opened")):
        with pytest.raises(DocumentError, match=f"^{name}: .*{reason}") as raised:
            page_png(tmp_path / name, 1)
        assert "\n" not in str(raised.value)


def test_a_locked_pdf_is_said_to_be_so(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        document.new_page()
        document.save(tmp_path / "locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret")
    with pytest.raises(DocumentError, match="locked with a password"):
        page_png(tmp_path / "locked.pdf", 1)


def test_a_page_whose_content_is_damaged_is_drawn_as_far_as_it_goes_or_refused(tmp_path: Path) -> None:
    """MuPDF forgives much; what it does not forgive is one line."""
    content = one_page(tmp_path).read_bytes()
    for cut in range(200, len(content), 150):
        (tmp_path / "cut.pdf").write_bytes(content[:cut] + b"\xff" * 40 + content[cut + 40 :])
        try:
            drawn = page_png(tmp_path / "cut.pdf", 1)
        except DocumentError as error:
            assert str(error).startswith("cut.pdf: ")  # noqa: PT017 (either may happen)
        else:
            assert picture(drawn).width > 0
