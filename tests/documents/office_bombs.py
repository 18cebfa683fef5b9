"""Office files that ask for far more than their size says, or for other files; every function gives the bytes of one."""

import io
import zipfile
from functools import cache

import docx
import openpyxl
import pptx

BOMB = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
OUTSIDE = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
PARTS = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/worksheets/sheet1.xml"}


def small(suffix: str) -> bytes:
    """Return a small file of a kind."""
    stream = io.BytesIO()
    if suffix == ".docx":
        document = docx.Document()
        document.add_paragraph("The harbour was dredged in 1862.")
        document.save(stream)
    elif suffix == ".pptx":
        presentation = pptx.Presentation()
        presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Harbours"
        presentation.save(stream)
    else:
        workbook = openpyxl.Workbook()
        workbook.active.append(["Port", "Ships", "Year"])
        workbook.active.append(["Lorne", 12, 1862])
        workbook.save(stream)
    return stream.getvalue()


def replaced(content: bytes, part: str, put: bytes) -> bytes:
    """Return an archive with something put before the XML of a part (or as one of its own)."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for name in names:
            data = old.read(name)
            new.writestr(name, put + data.split(b"?>", 1)[-1] if name == part else data)
        if part not in names:
            new.writestr(part, put)
    return made.getvalue()


def unpacking_to(megabytes: int, suffix: str) -> bytes:
    """Return a file with a part that unpacks to so many MB of blanks."""
    made = io.BytesIO(_blanks(megabytes))
    with zipfile.ZipFile(io.BytesIO(small(suffix))) as old, zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return made.getvalue()


@cache  # packing takes seconds, and is the same whatever the file is
def _blanks(megabytes: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/blank.xml", b"<x>" + b" " * (megabytes * 1_000_000) + b"</x>")
    return made.getvalue()
