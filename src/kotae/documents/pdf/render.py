"""A PDF's page as a picture, as it is shown."""

from pathlib import Path

from kotae.documents.pdf import layout_model
from kotae.documents.pdf.source import opened, silence
from kotae.errors import DocumentError

SCALE = 2.0
"""Pixels per PDF point, where the page is not so large that this would take too much memory."""

_MOST_PIXELS = 16_000_000


def page_png(path: Path, number: int, content: bytes | None = None) -> bytes:
    """Draw one page as a PNG of `SCALE` pixels per point; a huge page has fewer.

    Args:
        path: the PDF.
        number: the page, from 1.
        content: the PDF's bytes, where the path only names it.

    Raises:
        DocumentError: the file cannot be read, or has no such page.
    """
    pymupdf = layout_model.without_model()
    silence(pymupdf)
    document = opened(pymupdf, path, content)
    try:
        if not 1 <= number <= document.page_count:
            raise DocumentError(f"{path.name}: there is no page {number}; it has {document.page_count}")
        page = document[number - 1]
        area = max(1.0, page.rect.width * page.rect.height)
        scale = min(SCALE, (_MOST_PIXELS / area) ** 0.5)
        matrix = pymupdf.Matrix(scale, scale)
        pixels = page.get_pixmap(matrix=matrix, alpha=False)
        return bytes(pixels.tobytes("png"))
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
        raise DocumentError(f"{path.name}: page {number} cannot be drawn; save the PDF anew or repair it") from error
    finally:
        document.close()
