"""Every line of text that a page shows is in some unit.

But for running heads, page numbers, contents lists, ruby, bullets and the raised marks that call notes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from seen_part import seen_part
from selectolax.lexbor import LexborHTMLParser
from support import ROOT

from kotae.bounded import Worker
from kotae.documents.decoding import decode
from kotae.documents.lines.contents import is_contents, is_contents_title
from kotae.documents.lines.marks import bullet, is_page_number
from kotae.documents.lines.unit_lines import unit_of
from kotae.documents.model import Document
from kotae.documents.pdf.glyphs import RADICALS
from kotae.passages.split import split
from kotae.text.normalise import clean, fold

ReadOnce = Callable[[Worker, Path], Document]
SHARED = ROOT.parent / "shared" / "documents"
RAISED = 0.7  # of a line's font size: no larger are the marks that call notes, and ruby
MARGIN = 0.13  # of the page's height: running heads stand there
# A mark that calls a note and is set nearly as large as its line.
CALL = re.compile(r"(?<=\S)\s*[(（][^\d()（）]{0,2}\d{1,2}[)）]")
BRIEF = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"
PDFS = (
    "clinics-okinawa", "jlshort", "okinawa-covid-264", "okinawa-covid-474", "platexsheet", "vivliostyle-2019",
    "white-paper-science-ch2",
)  # fmt: skip
PAGES = ("hino-results", "matsuya-results")


def squeezed(text: str) -> str:
    return "".join(fold(clean(text).translate(RADICALS)).split())


def shown_lines(path: Path) -> list[tuple[int, str, str]]:
    """Return the lines that a PDF shows, with their pages, without what runs on all pages, contents lists and ruby.

    Each whole, and without what is set small in it.
    """
    lines: list[tuple[int, str, str, bool]] = []
    with pymupdf.open(path) as file:
        for page in file:
            shown = [
                line
                for block in page.get_text("dict", flags=pymupdf.TEXT_MEDIABOX_CLIP)["blocks"]
                for line in block.get("lines", ())
                if line["spans"]
            ]
            sizes = Counter[float]()
            for line in shown:
                sizes[_size(line)] += sum(len(span["text"]) for span in line["spans"])
            usual = sizes.most_common(1)[0][0] if sizes else 0.0
            for line in shown:
                y0, y1 = line["bbox"][1], line["bbox"][3]
                text = "".join(span["text"] for span in line["spans"])
                level = sorted(
                    (
                        other
                        for other in shown
                        if min(y1, other["bbox"][3]) - max(y0, other["bbox"][1]) > 0.5 * (y1 - y0)
                    ),
                    key=lambda other: other["bbox"][0],
                )
                row = clean(" ".join("".join(span["text"] for span in other["spans"]) for other in level))
                ruby = _size(line) < RAISED * usual and bool(re.fullmatch(r"[\s\u3040-\u30ff]+", text))
                if not (ruby or is_contents(row) or is_contents_title(text)):
                    edge = y1 < MARGIN * page.rect.height or y0 > (1 - MARGIN) * page.rect.height
                    large = [span["text"] for span in line["spans"] if span["size"] > RAISED * _size(line)]
                    lines.append((page.number + 1, text, "".join(large), edge))
    running = Counter(squeezed(text) for _, text, _, edge in lines if edge)
    return [
        (page, text, large)
        for page, text, large, edge in lines
        if squeezed(text) and not (edge and (running[squeezed(text)] > 1 or is_page_number(text.strip())))
    ]


def _size(line: dict[str, Any]) -> float:
    return max(span["size"] for span in line["spans"])


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def unit_texts(document: Document) -> dict[int, str]:
    """Return what the units of each page of a document say."""
    said: defaultdict[int, str] = defaultdict(str)
    for unit in split(document, lambda texts: [len(text) // 2 + 1 for text in texts], 512):
        for page in {unit.page, *(box.page for box in unit.boxes)}:
            said[page] += "|" + squeezed(" > ".join(unit.headings)) + "|" + squeezed(unit.text)
    return said


@pytest.mark.parametrize("path", [BRIEF, *(SHARED / f"{name}.pdf" for name in PDFS)], ids=lambda path: path.stem)
def test_every_line_of_a_pdf_is_in_a_unit(read_once: ReadOnce, worker: Worker, path: Path, tmp_path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path.name} is not here (../shared/documents)")
    path, _ = seen_part(path, tmp_path)
    said, lines = unit_texts(read_once(worker, path)), shown_lines(path)
    near = {page: said.get(page, "") + said.get(page - 1, "") for page, _, _ in lines}
    lost = [
        (page, text)
        for page, text, large in lines
        if not any(_is_said(way, near[page]) for way in (text, large, CALL.sub("", text)))
    ]
    assert len(lines) > 100
    assert len(lost) <= 0.005 * len(lines), lost


@pytest.mark.parametrize("name", PAGES)
def test_every_text_of_a_web_page_is_in_a_unit(read_once: ReadOnce, worker: Worker, name: str) -> None:
    path = SHARED / f"{name}.htm"
    if not path.exists():
        pytest.skip(f"{path.name} is not here (../shared/documents)")
    said = "".join(unit_texts(read_once(worker, path)).values())
    body = LexborHTMLParser(decode(path.read_bytes(), path.name)).body
    assert body is not None
    texts = [
        text for node in body.traverse(include_text=True) if node.tag == "-text" and (text := squeezed(node.text()))
    ]
    entry = re.compile(r".*[.…・]{4,}.*|p[.．]?\d+")  # of a contents list
    lost = [
        text
        for text in texts
        if (unit_of(text) or text) not in said and not (is_page_number(text) or entry.fullmatch(text))
    ]
    assert len(texts) > 300
    assert len(lost) <= 0.005 * len(texts), lost


def _is_said(text: str, said: str) -> bool:
    """Tell whether a line's words are said; a table or a gap may part them, and a line end joins the halves of a word.

    Figures aside: a font may draw the marks that call notes as large as others, and no figure is lost otherwise
    (tests/documents/test_pdf_characters.py).
    """
    plain = text[bullet(text) :]
    if squeezed(plain) in said or all(squeezed(word).rstrip("-") in said for word in plain.split()):
        return True
    shown, spoken = (re.sub(r"\d", "", part) for part in (squeezed(plain), said))
    return shown in spoken
