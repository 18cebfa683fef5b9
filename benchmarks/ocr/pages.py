"""Twenty pages whose text is known: printed by Chromium from this repository's own texts, then made into pictures.

Japanese, English and both; level and vertical; one and two columns; ruled and open tables; sans serif and serif.
"""

import html
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from kotae.documents.model import Block, Table
from kotae.documents.open import open_document

ROOT = Path(__file__).resolve().parents[2]
DPI = 300
_JAPANESE = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"
_ENGLISH = (ROOT / "README.md", ROOT / "docs" / "documents.md", ROOT / "docs" / "how-it-works.md")
_SHORTEST = 60  # characters of a paragraph that is used
_SANS, _SERIF = "'Noto Sans CJK JP'", "'Noto Serif CJK JP'"
_LATIN_SERIF = "'Liberation Serif', 'DejaVu Serif', serif"
_SKEWS = (-1.2, -0.8, -0.4, 0.5, 0.9, 1.3)  # degrees, as sheets lie in a feeder

Picture = NDArray[np.uint8]
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a page is printed: its texts' languages, its columns, its font, points of type, whether it is vertical."""

    name: str
    languages: str
    font: str
    size: float
    columns: int = 1
    vertical: bool = False
    table: str = ""


KINDS = (
    Kind("ja sans 10.5", "ja", _SANS, 10.5),
    Kind("ja serif 10.5", "ja", _SERIF, 10.5),
    Kind("ja serif 9", "ja", _SERIF, 9),
    Kind("ja sans 12", "ja", _SANS, 12),
    Kind("en serif 11", "en", _LATIN_SERIF, 11),
    Kind("en sans 10", "en", "'DejaVu Sans'", 10),
    Kind("en serif 9", "en", _LATIN_SERIF, 9),
    Kind("en sans 10.5", "en", _SANS, 10.5),
    Kind("ja, en sans 10", "ja en", _SANS, 10),
    Kind("ja, en serif 10.5", "ja en", _SERIF, 10.5),
    Kind("ja, en serif 9", "ja en", _SERIF, 9),
    Kind("ja two columns", "ja", _SERIF, 9.5, columns=2),
    Kind("en two columns", "en", _LATIN_SERIF, 10, columns=2),
    Kind("ja, en two columns", "ja en", _SANS, 9, columns=2),
    Kind("ja vertical serif", "ja", _SERIF, 10.5, vertical=True),
    Kind("ja vertical sans", "ja", _SANS, 10.5, vertical=True),
    Kind("ja ruled table", "ja", _SANS, 9.5, table="ruled"),
    Kind("ja open table", "ja", _SERIF, 9.5, table="open"),
    Kind("en ruled table", "en", _LATIN_SERIF, 10, table="ruled"),
    Kind("ja, en ruled table", "ja en", _SANS, 9, table="ruled"),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One page: its kind, the PDF of it alone, and its lines of text, each with its box in points."""

    kind: Kind
    pdf: bytes
    lines: tuple[tuple[str, Rect], ...]
    width: float


def printed(browser: Any) -> list[Printed]:
    """Print the pages with a browser of playwright."""
    texts = {"ja": list(_paragraphs([_JAPANESE])), "en": list(_paragraphs(_ENGLISH))}
    tables = [element for element in open_document(_JAPANESE).elements if isinstance(element, Table)]
    places = dict.fromkeys(texts, 0)
    tab = browser.new_page()
    pages = []
    for number, kind in enumerate(KINDS):
        languages = kind.languages.split()
        chosen = []
        for turn in range(40):
            language = languages[turn % len(languages)]
            chosen.append(texts[language][places[language] % len(texts[language])])
            places[language] += 1
        places = {language: place - 20 for language, place in places.items()} if len(languages) == 1 else places
        tab.set_content(_page(kind, chosen, tables[number % len(tables)], number))
        pages.append(_first_page(kind, tab.pdf(width="210mm", height="297mm", prefer_css_page_size=True)))
    tab.close()
    return pages


def _paragraphs(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        for element in open_document(path).elements:
            if isinstance(element, Block) and element.kind == "paragraph" and len(element.text) >= _SHORTEST:
                yield element.text


def _page(kind: Kind, texts: Sequence[str], table: Table, number: int) -> str:
    shown = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    if kind.table:
        shown = f"<p>{html.escape(texts[0])}</p>{_table(kind, table, number)}<p>{html.escape(texts[1])}</p>"
    mode = "writing-mode: vertical-rl; height: 240mm; width: 168mm; overflow: hidden" if kind.vertical else ""
    rule = "0.6pt solid #222" if kind.table == "ruled" else "none"
    return f"""<!doctype html><meta charset="utf-8"><style>
      @page {{ size: 210mm 297mm; margin: 25mm 20mm }}
      body {{ margin: 0; font: {kind.size}pt/1.65 {kind.font}; column-count: {kind.columns}; column-gap: 9mm }}
      main {{ {mode} }}
      p {{ margin: 0 0 0.7em; text-align: justify; text-indent: 1em }}
      table {{ border-collapse: collapse; margin: 1em 0; width: 100% }}
      td, th {{ border: {rule}; padding: 0.25em 0.6em; font-weight: normal; text-align: left }}
      td:not(:first-child) {{ text-align: right }}
    </style><main>{shown}</main>"""


def _table(kind: Kind, table: Table, number: int) -> str:
    if "ja" not in kind.languages or kind.languages == "ja en":
        head = ("Mineral", "Unit", "2021", "2022", "2023")
        names = (
            "Lithium",
            "Cobalt",
            "Nickel",
            "Graphite",
            "Rare earths",
            "Gallium",
            "Germanium",
            "Antimony",
            "Tungsten",
        )
        units = ("kt", "kt", "Mt", "Mt", "kt", "t", "t", "kt", "kt")
        rows = [
            (name, unit, *(f"{(place * 7919 + year * 104729 + number * 31) % 9000 + 100:,}" for year in range(3)))
            for place, (name, unit) in enumerate(zip(names, units, strict=True))
        ]
    else:
        head = table.header
        rows = [tuple(cell.text for cell in row.cells) for row in table.rows[:12]]
    cells = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{html.escape(cell)}</th>' for cell in head)}</tr>{cells}</table>"


def _first_page(kind: Kind, content: bytes) -> Printed:
    document = pymupdf.open(stream=content, filetype="pdf")
    document.select([0])
    page = document[0]
    lines = []
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            text = "".join(c["c"] for span in line["spans"] for c in span["chars"])
            if text.strip():
                lines.append((text, tuple(line["bbox"])))
    return Printed(
        kind, document.tobytes(garbage=3), tuple(_columns(lines) if kind.vertical else lines), page.rect.width
    )


def _columns(drawn: list[tuple[str, Rect]]) -> list[tuple[str, Rect]]:
    """Put what a vertical page draws, a character or a word at a time, together to columns."""
    columns: list[tuple[str, Rect]] = []
    for text, (x0, y0, x1, y1) in drawn:
        if columns and abs((columns[-1][1][0] + columns[-1][1][2]) - (x0 + x1)) < x1 - x0:
            before, (left, top, right, bottom) = columns[-1]
            columns[-1] = (before + text, (min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)))
        else:
            columns.append((text, (x0, y0, x1, y1)))
    return columns


def clean(page: Printed) -> Picture:
    """Return a page as a picture of 300 dpi, in grey as RGB."""
    pixels = pymupdf.open(stream=page.pdf, filetype="pdf")[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csRGB, alpha=False)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)


def degraded(page: Printed, number: int) -> tuple[Picture, float]:
    """Return a page as a poor scan, and by how many degrees it lies aslant: 150 dpi, blurred, noisy, a JPEG of quality 45."""
    random = np.random.default_rng(number)
    skew = _SKEWS[number % len(_SKEWS)]
    whole = Image.fromarray(clean(page)).convert("L")
    turned = whole.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    small = turned.resize((whole.width // 2, whole.height // 2), Image.Resampling.BILINEAR)
    grey = np.asarray(small.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float32)
    grey = (
        20 + grey * (225 / 255) + random.normal(0, 10, grey.shape)
    )  # toner that is not black on paper that is not white
    stream = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=45)
    return np.asarray(Image.open(stream).convert("RGB")), skew
