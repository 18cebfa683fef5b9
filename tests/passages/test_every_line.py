"""Every line of text that a page shows is in some unit.

But for running heads, page numbers, contents lists, bullets and the raised marks that call notes.
"""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pymupdf
import pytest
from support import ROOT

from kotae.documents.lines.contents import is_contents, is_contents_title
from kotae.documents.lines.marks import bullet, is_page_number
from kotae.documents.open import open_document
from kotae.documents.pdf.glyphs import RADICALS
from kotae.passages.split import split
from kotae.text.normalise import clean, fold

SHARED = ROOT.parent / "shared" / "documents"
RAISED = 0.7  # of a line's font size: no larger are the marks that call notes, and ruby
MARGIN = 0.13  # of the page's height: running heads stand there
DOCUMENTS = [
    ROOT / "corpus" / "critical-minerals-brief.ja.pdf",
    *(
        SHARED / name
        for name in ("okinawa-covid-474.pdf", "vivliostyle-2019.pdf", "platexsheet.pdf", "clinics-okinawa.pdf")
    ),
]


def squeezed(text: str) -> str:
    return "".join(fold(clean(text).translate(RADICALS)).split())


def shown_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that a PDF shows, with their pages, without what runs on all pages."""
    lines: list[tuple[int, str, bool]] = []
    with pymupdf.open(path) as file:
        for page in file:
            for block in page.get_text("dict", flags=pymupdf.TEXT_MEDIABOX_CLIP)["blocks"]:
                for line in block.get("lines", ()):
                    y0, y1 = line["bbox"][1], line["bbox"][3]
                    edge = y1 < MARGIN * page.rect.height or y0 > (1 - MARGIN) * page.rect.height
                    size = max(span["size"] for span in line["spans"])
                    text = "".join(span["text"] for span in line["spans"] if span["size"] > RAISED * size)
                    lines.append((page.number + 1, text[bullet(text) :], edge))
    running = Counter(squeezed(text) for _, text, edge in lines if edge)
    return [
        (page, text)
        for page, text, edge in lines
        if squeezed(text)
        and not (edge and (running[squeezed(text)] > 1 or is_page_number(text.strip())))
        and not (is_contents(clean(text)) or is_contents_title(text))
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_line_is_in_a_unit(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path.name} is not here (../shared/documents)")
    units = split(open_document(path), lambda texts: [len(text) // 2 + 1 for text in texts], 512)
    said: defaultdict[int, str] = defaultdict(str)
    for unit in units:
        for page in {unit.page, *(box.page for box in unit.boxes)}:
            said[page] += "|" + squeezed(" > ".join(unit.headings)) + "|" + squeezed(unit.text)
    lines = shown_lines(path)
    lost = [(page, text) for page, text in lines if not _is_said(text, said[page] + said[page - 1])]
    assert len(lost) <= 0.005 * len(lines), lost


def _is_said(text: str, said: str) -> bool:
    """Tell whether a line's words are said; a table or a gap may part them, and a line end joins the halves of a word.

    Figures aside: a font may draw the marks that call notes as large as others, and no figure is lost otherwise
    (tests/documents/test_pdf_characters.py).
    """
    if squeezed(text) in said or all(squeezed(word).rstrip("-") in said for word in text.split()):
        return True
    plain, spoken = (re.sub(r"\d", "", part) for part in (squeezed(text), said))
    return plain in spoken
