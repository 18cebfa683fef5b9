"""Pictures as documents: one or several of them in a file become pages of a PDF."""

import io
import struct
from pathlib import Path
from typing import Any

from kotae.errors import DocumentError

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""The suffixes of pictures that are documents."""

_MOST_PIXELS = 100_000_000  # A3 at 600 dpi has 70 million
_MOST_PAGES = 2_000
_TOO_LARGE = f"the picture has more than {_MOST_PIXELS // 1_000_000} million pixels; save it smaller, or in parts"
_DAMAGED = "the picture is damaged; save or scan it anew"


def is_picture(path: Path) -> bool:
    """Tell whether a file is a picture, by its name."""
    return path.suffix.lower() in SUFFIXES


def as_pdf(pymupdf: Any, content: bytes, name: str) -> bytes:
    """Return a PDF that has a picture on each page.

    Args:
        pymupdf: the module (it is imported late).
        content: the file; a TIFF may hold several pictures.
        name: its name, for messages.

    Raises:
        DocumentError: it is damaged, or larger than can be read.
    """
    _check(content, name)
    try:
        with pymupdf.open(stream=content) as pictures:
            made: bytes = pictures.convert_to_pdf()
    except (RuntimeError, ValueError, TypeError, pymupdf.mupdf.FzErrorBase) as error:
        raise DocumentError(f"{name}: {_DAMAGED}") from error
    return made


def _check(content: bytes, name: str) -> None:
    """Refuse what is too large before any of it is unpacked, then what cannot be unpacked whole."""
    from PIL import Image, ImageSequence

    try:
        with Image.open(io.BytesIO(content)) as pictures:
            for number, picture in enumerate(ImageSequence.Iterator(pictures), 1):
                if number > _MOST_PAGES:
                    raise DocumentError(f"{name}: more than {_MOST_PAGES:,} pictures in one file; cut it into several")
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    raise DocumentError(f"{name}: {_TOO_LARGE}")
                picture.load()
    except Image.DecompressionBombError as error:
        raise DocumentError(f"{name}: {_TOO_LARGE}") from error
    except (OSError, ValueError, TypeError, SyntaxError, KeyError, IndexError, EOFError, struct.error) as error:
        raise DocumentError(f"{name}: {_DAMAGED}") from error  # Pillow raises all of these on damaged files
