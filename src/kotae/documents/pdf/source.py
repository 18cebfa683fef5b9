"""Opening a PDF and taking from each page what it draws: the module that knows PyMuPDF's pages."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kotae.documents.model import Box
from kotae.documents.pdf import layout_model
from kotae.documents.pdf.layout import Glyph, Line, PageSource, Region, line_of
from kotae.documents.pdf.rules import drawn_rules
from kotae.documents.pdf.words import without_ruby
from kotae.errors import DocumentError
from kotae.text.normalise import clean, is_wide

_TORN = 1.2  # a gap of so many ems tears a line into runs
_AUTOMATIC = 0.28  # ems of space that typesetting itself puts between Japanese and Latin: a quarter, and rounding
_CUT_SHORT = "the PDF is cut short: its end is missing; download or save it anew"
_NO_MEMORY = re.compile(r"malloc|calloc|realloc|memory", re.IGNORECASE)  # as MuPDF words it
_ASCENT, _DESCENT = 0.88, 0.2  # of an em: fonts disagree wildly about their own height


class PdfFile:
    """A PDF that is open to be read, page by page."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            DocumentError: the file is damaged, cut short, locked with a password, or has no page.
        """
        pymupdf = layout_model.load()
        silence(pymupdf)
        self._pymupdf = pymupdf
        self._document = opened(pymupdf, path)
        self._page: Any = None
        self._has_text = False
        self.pages: int = self._document.page_count
        self.title = clean(str((self._document.metadata or {}).get("title") or "")).strip()
        self.cut_short: bool = self._document.is_repaired and is_cut_short(path.read_bytes())

    def page(self, number: int) -> PageSource:
        """Return what a page shows, from 1, its layout not analysed.

        Raises:
            MemoryError: the page takes more memory than there is.
            PageError: the page is damaged.
        """
        self._page = None
        try:
            with _all_of_it(self._pymupdf):
                page = self._document[number - 1]
                source = _source(self._pymupdf, page)
        except MemoryError:
            raise
        except Exception as error:  # PyMuPDF raises anything at all on damaged pages
            raise PageError(number) from error
        self._page, self._has_text = page, bool(source.runs)
        return source

    def regions(self) -> tuple[Region, ...]:
        """Return the regions that layout analysis sees on the page that was read last; none on one without text.

        Raises:
            MemoryError: the analysis takes more memory than there is.
            PageError: the layout model cannot take the page.
        """
        page = self._page
        if not self._has_text:
            return ()
        try:
            with _all_of_it(self._pymupdf):
                page.get_layout(return_raw=True)
        except MemoryError:
            raise
        except Exception as error:  # the layout model fails in many ways on odd pages
            raise PageError(page.number + 1) from error
        return tuple(_region(seen, page.number + 1) for seen in page.layout_information or [])

    def close(self) -> None:
        """Close the file."""
        self._page = None
        self._document.close()


class PageError(Exception):
    """A page, or its layout, cannot be read; the others still can."""


@contextmanager
def _all_of_it(pymupdf: Any) -> Iterator[None]:
    """Raise MemoryError where MuPDF only warned that it left something out for want of memory."""
    pymupdf.TOOLS.reset_mupdf_warnings()
    yield
    if _NO_MEMORY.search(pymupdf.TOOLS.mupdf_warnings()):
        raise MemoryError


def checked(sources: list[PageSource], name: str, *, cut_short: bool) -> list[PageSource]:
    """Return the pages of a PDF with their small figures marked.

    Args:
        sources: what was read of its pages.
        name: the file's name, for messages.
        cut_short: whether the file's end is missing.

    Raises:
        DocumentError: there are none, they show no text, or it cannot be told which.
    """
    if not sources:
        raise DocumentError(f"{name}: none of its pages can be read; save the PDF anew or repair it")
    if not any(page.runs for page in sources):
        if cut_short:
            raise DocumentError(f"{name}: {_CUT_SHORT}")
        raise DocumentError(f"{name}: the PDF has no text layer (a scan?); run OCR on it first")
    if _is_unreadable(sources):
        raise DocumentError(f"{name}: the PDF's fonts do not say which characters they draw; run OCR on it first")
    return _with_small_figures(sources)


def silence(pymupdf: Any) -> None:
    """Keep MuPDF (the module is given: it is imported late) from printing what it thinks of a file."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


def _with_small_figures(sources: list[PageSource]) -> list[PageSource]:
    """Mark as raised the figures that a font itself draws small: only their width tells them from others."""
    widths: dict[tuple[str, str], float] = {}
    figures = [g for page in sources for run in page.runs for g in run.glyphs if g.text in "0123456789*"]
    for g in figures:
        widths[g.font, g.text] = max(widths.get((g.font, g.text), 0.0), (g.x1 - g.x0) / g.size)

    def marked(run: Line) -> Line:
        small = [g.text in "0123456789*" and (g.x1 - g.x0) / g.size < 0.8 * widths[g.font, g.text] for g in run.glyphs]
        if not (run.upright and any(small)):
            return run
        glyphs = (replace(g, raised=True) if s else g for g, s in zip(run.glyphs, small, strict=True))
        return replace(run, glyphs=tuple(glyphs))

    return [replace(page, runs=tuple(marked(run) for run in page.runs)) for page in sources]


def _is_unreadable(sources: list[PageSource]) -> bool:
    """Tell whether most characters are unknown or of private meaning, as with fonts that carry no Unicode."""
    found = [g.text for page in sources for run in page.runs for g in run.glyphs]
    unknown = sum(text == "\ufffd" or "\ue000" <= text <= "\uf8ff" for text in found)
    return 2 * unknown > len(found)


def opened(pymupdf: Any, path: Path) -> Any:
    """Open a PDF, to be closed by the caller.

    Raises:
        DocumentError: the file is damaged, cut short, locked with a password, or has no page.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path.name}: cannot be opened ({error.strerror}); check the path and its rights"
        ) from error
    problem = _CUT_SHORT if is_cut_short(content) else "the PDF is damaged; download or save it anew, or repair it"
    try:
        document = pymupdf.open(stream=content, filetype="pdf")
        pages = document.page_count
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
        raise DocumentError(f"{path.name}: {problem}") from error
    if document.needs_pass:
        document.close()
        raise DocumentError(f"{path.name}: the PDF is locked with a password; save a copy without one")
    if pages == 0:
        if not document.is_repaired:
            problem = "the PDF has no pages; download or save it anew"
        document.close()
        raise DocumentError(f"{path.name}: {problem}")
    return document


def is_cut_short(content: bytes) -> bool:
    """Tell whether a PDF's end is missing: the mark of its end stands behind the last of its objects."""
    return content.rfind(b"%%EOF") < content.rfind(b" obj")


def _source(pymupdf: Any, page: Any) -> PageSource:
    if page.rotation and page.cropbox != page.mediabox:  # PyMuPDF loses the crop when it takes the rotation out
        crop, whole = page.cropbox, page.mediabox
        page.set_mediabox(pymupdf.Rect(crop.x0, whole.y1 - crop.y1, crop.x1, whole.y1 - crop.y0))
    page.remove_rotation()  # from here on coordinates are those of the page as it is shown
    number = page.number + 1
    runs = tuple(without_ruby(list(_runs(pymupdf, page, number))))
    return PageSource(number, page.rect.width, page.rect.height, runs, tuple(drawn_rules(page)), ())


def _region(found: dict[str, Any], page: int) -> Region:
    x0, y0, x1, y1 = (float(edge) for edge in found["group_bbox"])
    grid = found.get("table_grid")
    columns = tuple(x0 + float(x) for x in grid.v_lines) if grid is not None else ()
    rows = tuple(y0 + float(y) for y in grid.h_lines) if grid is not None else ()
    return Region(found["class_name"], Box(page, x0, y0, x1, y1), columns=columns, rows=rows)


def _runs(pymupdf: Any, page: Any, number: int) -> Iterator[Line]:
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
    seen: set[tuple[str, int, int]] = set()
    for block in page.get_text("rawdict", flags=flags)["blocks"]:
        for line in block.get("lines", ()):
            across, down = (abs(float(part)) for part in line["dir"])
            if min(across, down) > 0.1:
                continue  # aslant: a watermark
            level = down <= 0.1 and line["wmode"] == 0
            glyphs = [g for g in _glyphs(line, level) if not _drawn_before(g, seen)]
            yield from _torn(glyphs, number, level)


def _drawn_before(glyph: Glyph, seen: set[tuple[str, int, int]]) -> bool:
    """Tell whether the character was drawn there before: a second, shifted print stands in for bold."""
    x, y = round(glyph.x0), round(glyph.y0)
    if any((glyph.text, x + i, y + j) in seen for i in (-1, 0, 1) for j in (0, -1, 1)):
        return True
    seen.add((glyph.text, x, y))
    return False


def _glyphs(line: dict[str, Any], level: bool) -> Iterator[Glyph]:
    """Yield a line's visible characters, each with the space before it.

    Spaces that were only inferred from the thin gap that Japanese typesetting leaves around Latin words go.
    """
    characters = [(span, character) for span in line["spans"] for character in span["chars"]]
    inked = [(span, c) for span, c in characters if not c["c"].isspace()]
    if not inked:
        return
    size = max(span["size"] for span, _ in inked)
    floor = max(c["origin"][1] for span, c in inked if span["size"] > 0.9 * size)
    lead, inferred = "", False
    before: tuple[Any, Any] | None = None
    for span, c in characters:
        text = clean(c["c"])
        if "\u2f00" <= text <= "\u2fdf":
            text = unicodedata.normalize("NFKC", text)  # some fonts name a character after the radical it looks like
        if not text or text.isspace():
            lead, inferred = (
                (lead or ("\u3000" if text == "\u3000" else " " if text else "")),
                bool(c.get("synthetic")),
            )
            continue
        if before and lead and inferred and (is_wide(text) or is_wide(before[1]["c"])):
            gap = c["bbox"][0] - before[1]["bbox"][2]
            lead = lead if gap > _AUTOMATIC * span["size"] else ""
        raised = level and span["size"] < 0.8 * size and c["origin"][1] < floor - 0.15 * size
        yield _glyph(span, c, text, lead if before else "", level, raised)
        lead, before = "", (span, c)


def _glyph(span: dict[str, Any], c: dict[str, Any], text: str, lead: str, level: bool, raised: bool) -> Glyph:
    x0, y0, x1, y1 = c["bbox"]
    if level:
        y0, y1 = c["origin"][1] - _ASCENT * span["size"], c["origin"][1] + _DESCENT * span["size"]
    bold = bool(span["flags"] & 16) or bool(re.search(r"bold|heavy|black|demi", span["font"], re.IGNORECASE))
    return Glyph(text, lead, x0, y0, x1, y1, span["size"], span["font"], bold, raised)


def _torn(glyphs: list[Glyph], page: int, level: bool) -> Iterator[Line]:
    start = 0
    for i in range(1, len(glyphs)):
        size = max(glyphs[i - 1].size, glyphs[i].size)
        if level and not -_TORN * size < glyphs[i].x0 - glyphs[i - 1].x1 < _TORN * size:
            yield line_of(glyphs[start:i], page, level)
            start = i
    if glyphs:
        yield line_of(glyphs[start:], page, level)
