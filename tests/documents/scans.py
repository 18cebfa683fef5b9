"""Scans that tests make: pages whose text is known, printed, made pictures, and laid a little aslant."""

import io
from pathlib import Path

import pymupdf
from PIL import Image

HEADING = "港の倉庫の調査"
FIRST = (
    "港の倉庫は明治12年に建てられ、北の海から運ばれた魚を蓄えていた。当時の建物は三棟が残り、"
    "うち一棟は資料館として使われている。"
)
SECOND = "The stone warehouse by the harbour was repaired in 1987, and its roof was covered with slate from the north."
ROWS = (
    ("Year", "Ships", "Cargo (t)"),
    ("2021", "6,170", "48,300"),
    ("2022", "7,525", "51,940"),
    ("2023", "8,061", "60,215"),
)
_DPI = 200


def printed() -> pymupdf.Document:
    """Return a page with a heading, two paragraphs and a ruled table."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    page.insert_htmlbox(
        (60, 60, 535, 420),
        f"<h1 style='font-size:20px'>{HEADING}</h1><p>{FIRST}</p><p>{SECOND}</p>",
        css="* {font-family: sans-serif; font-size: 11px; line-height: 1.6}",
    )
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            cell = pymupdf.Rect(80 + 130 * column, 460 + 24 * row, 210 + 130 * column, 484 + 24 * row)
            page.draw_rect(cell, width=0.8)
            page.insert_text((cell.x0 + 8, cell.y1 - 8), text, fontsize=10)
    return document


def picture(skew: float = 0.0) -> Image.Image:
    """Return the page as a picture that lies aslant by so many degrees, its lines falling to the right."""
    with printed() as document:
        pixels = document[0].get_pixmap(dpi=_DPI)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples).convert("L")
    return image.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=255)


def scan(path: Path, skew: float = 0.0) -> Path:
    """Write a PDF that holds the page as a picture, and behind it a page with text."""
    stream = io.BytesIO()
    picture(skew).save(stream, "PNG")
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_image(page.rect, stream=stream.getvalue())
        document.new_page(width=595, height=842).insert_text((60, 80), "The last page is text as it always was.")
        document.save(path)
    return path


def unmapped(path: Path) -> Path:
    """Write a PDF whose fonts do not say which characters they draw."""
    with printed() as document:
        for page in document:
            for number, *_ in page.get_fonts(full=True):
                document.xref_set_key(number, "ToUnicode", "null")
        document.save(path)
    return path
