"""The files that are attached to a PDF, to all of it or to a place on a page."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from kotae.documents.pdf import layout_model
from kotae.documents.pdf.source import opened, silence

_LARGEST = 100_000_000  # bytes of one, unpacked, as the PDF tells them


def attached(content: bytes, name: str, most: int) -> list[tuple[str, bytes]]:
    """Return the names and bytes of the attached files.

    Args:
        content: the PDF.
        name: its name, for messages.
        most: how many are taken out, and one more that says that there are others.

    Raises:
        DocumentError: the PDF cannot be opened.
    """
    pymupdf = layout_model.without_model()
    silence(pymupdf)
    with closing(opened(pymupdf, Path(name), content)) as document:
        files: dict[str, bytes] = {}
        try:
            for label, file in _files(pymupdf, document):
                files.setdefault(label, file)
                if len(files) > most:
                    break
        except (RuntimeError, ValueError, TypeError, KeyError, pymupdf.mupdf.FzErrorBase):
            pass  # a damaged table of attachments: what came before it stays, and the pages are read all the same
        return list(files.items())


def _files(pymupdf: Any, document: Any) -> Iterator[tuple[str, bytes]]:
    for key in document.embfile_names():
        told = document.embfile_info(key)
        if int(told.get("size") or 0) <= _LARGEST:
            yield _label(told), document.embfile_get(key)
    for page in document:
        for annotation in page.annots(types=[pymupdf.PDF_ANNOT_FILE_ATTACHMENT]) or ():
            told = annotation.file_info
            if int(told.get("size") or 0) <= _LARGEST:
                yield _label(told), annotation.get_file()


def _label(told: Any) -> str:
    """Return the file's name without the folders that a program may have put before it."""
    name = str(told.get("ufilename") or told.get("filename") or told.get("name") or "")
    return name.replace("\\", "/").rsplit("/", 1)[-1]
