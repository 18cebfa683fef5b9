"""Opening a PDF and taking from each page what it draws: the module that knows PyMuPDF's pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kotae.documents.model import Box, ShortfallReason
from kotae.documents.pdf import layout_model
from kotae.documents.pdf.bullets import drawn_bullets
from kotae.documents.pdf.frames import framed, prevailing
from kotae.documents.pdf.glyphs import drawn, with_small_figures
from kotae.documents.pdf.layout import PageSource, Region
from kotae.documents.pdf.ocr import engine, needed
from kotae.documents.pdf.ocr.page import layout_page, read_page
from kotae.documents.pdf.rules import drawn_rules
from kotae.documents.pdf.turning import turned_box
from kotae.documents.pdf.vertical import with_columns
from kotae.documents.pdf.visible import visible
from kotae.documents.pictures import as_pdf, is_picture
from kotae.errors import DocumentError
from kotae.text.normalise import clean

_CUT_SHORT = "the PDF is cut short: its end is missing; download or save it anew"
_INSTALL = "install it with: pip install rapidocr"
_NO_MEMORY = re.compile(r"malloc|calloc|realloc|memory", re.IGNORECASE)  # as MuPDF words it


class PdfFile:
    """A PDF that is open to be read, page by page."""

    def __init__(self, path: Path, kept: Path | None = None, content: bytes | None = None) -> None:
        """Open it.

        Args:
            path: the PDF, or a picture.
            kept: the folder in which what OCR reads is kept; None to keep nothing.
            content: its bytes, where the path only names it.

        Raises:
            DocumentError: the file is damaged, cut short, locked with a password, or has no page.
        """
        pymupdf = layout_model.load()
        silence(pymupdf)
        self._pymupdf = pymupdf
        self._kept = kept
        content = _content(path) if content is None else content
        self._document = opened(pymupdf, path, content)
        self._page: Any = None
        self._source: PageSource | None = None
        self.pages: int = self._document.page_count
        self.title = clean(str((self._document.metadata or {}).get("title") or "")).strip()
        repaired = self._document.is_repaired and not is_picture(path)
        self.cut_short: bool = repaired and is_cut_short(content)

    def page(self, number: int) -> PageSource:
        """Return what a page shows, from 1, its layout not analysed.

        Raises:
            MemoryError: the page takes more memory than there is.
            PageError: the page is damaged.
        """
        self._page = None
        try:
            with _all_of_it(self._pymupdf):
                page, source = _source(self._pymupdf, self._document[number - 1], self._kept)
        except MemoryError:
            raise
        except Exception as error:  # PyMuPDF raises anything at all on damaged pages
            raise PageError(number) from error
        self._page, self._source = page, source
        return source

    def regions(self) -> tuple[Region, ...]:
        """Return the regions that layout analysis sees on the page that was read last; none on one without text.

        Raises:
            MemoryError: the analysis takes more memory than there is.
            PageError: the layout model cannot take the page.
        """
        page, source = self._page, self._source
        if source is None or not source.runs:
            return ()
        if source.regions:
            return source.regions
        try:
            with _all_of_it(self._pymupdf):
                if source.turn and not source.ocr:  # the layout model knows level text only
                    page.set_rotation(360 - 90 * source.turn)
                    page.remove_rotation()
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
        if any(page.unread == "no_ocr" for page in sources):
            raise DocumentError(f"{name}: its pages are pictures without text, and OCR is not installed; {_INSTALL}")
        raise DocumentError(f"{name}: no text can be read on its pages, by OCR neither; scan it anew, sharp and large")
    if _is_unreadable(sources):
        remedy = "export it anew" if engine.version() else _INSTALL
        raise DocumentError(f"{name}: the PDF's fonts do not say which characters they draw; {remedy}")
    return with_small_figures(sources)


def silence(pymupdf: Any) -> None:
    """Keep MuPDF (the module is given: it is imported late) from printing what it thinks of a file."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


def _is_unreadable(sources: list[PageSource]) -> bool:
    """Tell whether most characters are unknown or of private meaning, as with fonts that carry no Unicode."""
    found = [g.text for page in sources for run in page.runs for g in run.glyphs]
    unknown = sum(text == "\ufffd" or "\ue000" <= text <= "\uf8ff" for text in found)
    return 2 * unknown > len(found)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path.name}: cannot be opened ({error.strerror}); check the path and its rights"
        ) from error


def opened(pymupdf: Any, path: Path, content: bytes | None = None) -> Any:
    """Open a PDF, or a picture as one, to be closed by the caller; `content` is given where the path only names it.

    Raises:
        DocumentError: the file is damaged, cut short, locked with a password, or has no page.
    """
    content = _content(path) if content is None else content
    if is_picture(path):
        content = as_pdf(pymupdf, content, path.name)
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


def _source(pymupdf: Any, page: Any, kept: Path | None) -> tuple[Any, PageSource]:
    """Return what a page shows, and the page that shows it to the layout model."""
    if page.rotation and page.cropbox != page.mediabox:  # PyMuPDF loses the crop when it takes the rotation out
        crop, whole = page.cropbox, page.mediabox
        page.set_mediabox(pymupdf.Rect(crop.x0, whole.y1 - crop.y1, crop.x1, whole.y1 - crop.y0))
    page.remove_rotation()  # from here on coordinates are those of the page as it is shown
    number = page.number + 1
    size = (page.rect.width, page.rect.height)
    seen = visible(pymupdf, page, drawn(pymupdf, page))
    paths = page.get_cdrawings(extended=True)
    drawn_here = list(drawn_rules(paths, *size))
    why = needed.suspicion(page, seen)
    unread: ShortfallReason | None = "no_ocr" if why and not engine.version() else None
    if why and engine.version():
        read = read_page(pymupdf, page, kept)
        if not needed.is_legible(read.confidence):
            unread = "illegible" if read.lines else None
        elif needed.is_better(why, page, seen, read.lines):
            rules = [*drawn_here, *read.rules] if why == "scan" else drawn_here
            source = framed(read.lines, number, size, prevailing(read.lines), rules)
            return layout_page(pymupdf, read, *size), replace(source, ocr=True, skew=read.skew)
    lines = with_columns(seen)
    source = framed(lines, number, size, prevailing(lines), drawn_here)
    bullets = tuple(turned_box(shape, source.turn, *size) for shape in drawn_bullets(paths, number))
    pictures = tuple(Box(number, *map(float, placed["bbox"])) for placed in page.get_image_info())
    return page, replace(source, pictures=pictures, bullets=bullets, unread=None if source.runs else unread)


def _region(found: dict[str, Any], page: int) -> Region:
    x0, y0, x1, y1 = (float(edge) for edge in found["group_bbox"])
    grid = found.get("table_grid")
    columns = tuple(x0 + float(x) for x in grid.v_lines) if grid is not None else ()
    rows = tuple(y0 + float(y) for y in grid.h_lines) if grid is not None else ()
    return Region(found["class_name"], Box(page, x0, y0, x1, y1), columns=columns, rows=rows)
