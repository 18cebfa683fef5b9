"""What was read in pictures of pages is kept, by what the picture shows: reading it takes seconds."""

import contextlib
import gzip
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kotae.documents.pdf.ocr import engine
from kotae.documents.pdf.ocr.picture_text import Character, PictureLine, PictureText
from kotae.staging import write_whole

_FORMAT = 2  # raised when pictures are read otherwise with the same engine


def read_picture(picture: engine.Picture, folder: Path | None) -> PictureText:
    """Read a picture, or return what was read in the same one before.

    Args:
        picture: height, width, and the colours red, green and blue.
        folder: where what is read is kept; None to keep nothing.
    """
    if folder is None:
        return engine.read_picture(picture)
    path = folder / f"{_key(picture)}.json.gz"
    # A cache that cannot be read or written costs time and nothing else.
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, EOFError):
        return _unpacked(json.loads(gzip.decompress(path.read_bytes())))
    read = engine.read_picture(picture)
    with contextlib.suppress(OSError):
        write_whole(path, gzip.compress(json.dumps(asdict(read), ensure_ascii=False).encode(), 6, mtime=0))
    return read


def _key(picture: engine.Picture) -> str:
    told = f"{_FORMAT} {engine.version()} {picture.shape}"
    return hashlib.sha256(told.encode() + picture.tobytes()).hexdigest()


def _unpacked(kept: dict[str, Any]) -> PictureText:
    lines = (
        PictureLine(**(line | {"characters": tuple(Character(**character) for character in line["characters"])}))
        for line in kept["lines"]
    )
    return PictureText(kept["width"], kept["height"], kept["skew"], tuple(lines))
