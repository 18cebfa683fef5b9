"""What nobody sees on a page is not read; what is recognised under a scan's picture is."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents import pdf
from kotae.documents.pdf import visible

SEEN = "The invoice total is 1,234 euros."
HIDDEN = "The discount on this invoice is 75 percent."


def text_of(file: pymupdf.Document, folder: Path) -> str:
    file.save(folder / "page.pdf")
    return " ".join(block.text for block in pdf.read(folder / "page.pdf").blocks())


@pytest.mark.parametrize(
    "drawn",
    [
        {"render_mode": 3},
        {"color": (1, 1, 1)},
        {"color": (0.97, 0.97, 0.97)},
        {"fill_opacity": 0.0, "stroke_opacity": 0.0},
    ],
)
@pytest.mark.parametrize("y", [140, 100.5])
def test_hidden_text_is_not_read(tmp_path: Path, drawn: dict[str, object], y: float) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        page.insert_text((60, 100), SEEN + " Payment is due within 30 days.", fontsize=10)
        page.insert_text((60, y), HIDDEN, fontsize=10, **drawn)
        text = text_of(file, tmp_path)
    assert SEEN in text
    assert "discount" not in text


def test_white_text_on_a_dark_ground_is_read(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        page.draw_rect(pymupdf.Rect(50, 120, 400, 160), color=(0.1, 0.2, 0.4), fill=(0.1, 0.2, 0.4))
        page.insert_text((60, 100), SEEN, fontsize=10)
        page.insert_text((60, 145), HIDDEN, fontsize=10, color=(1, 1, 1))
        text = text_of(file, tmp_path)
    assert HIDDEN in text


def test_text_recognised_in_a_scan_is_read(tmp_path: Path) -> None:
    with pymupdf.open() as printed, pymupdf.open() as file:
        page = printed.new_page()
        for row in range(12):
            page.insert_text((60, 100 + 20 * row), f"{row + 1} ships of the {HIDDEN.lower()}", fontsize=11)
        scan = file.new_page()
        scan.insert_image(scan.rect, pixmap=page.get_pixmap(dpi=110, colorspace=pymupdf.csGRAY))
        for row in range(12):
            line = f"{row + 1} ships of the {HIDDEN.lower()}"
            scan.insert_text((61, 101 + 20 * row), line, fontsize=11, render_mode=3)
        text = text_of(file, tmp_path)
    assert all(f"{row + 1} ships of the {HIDDEN.lower()}" in text for row in range(12))


def test_what_a_page_shows_outlives_the_drawing_of_it() -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        page.draw_rect(page.rect, color=(0.1, 0.2, 0.4), fill=(0.1, 0.2, 0.4))
        pixels, _ = visible._pixels(pymupdf, page)
        before = pixels.tobytes()
        others = [page.get_pixmap(dpi=dpi).samples for dpi in (30, 72, 110, 150)]  # memory that is free is used again
        assert pixels.tobytes() == before, len(others)
        assert pixels.base is None or not isinstance(pixels.base.base, memoryview)
