"""The engines that are compared: each reads a picture and returns its characters with their middles, in pixels."""

import csv
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from scoring import Read

from kotae.documents.pdf.ocr import engine

LEVELLING = "RapidOCR, PP-OCRv6"
"""The engine that says where characters lie once the page is made level."""

Engine = Callable[["engine.Picture", bool], list[Read]]


def kotae(picture: "engine.Picture", vertical: bool) -> list[Read]:
    """RapidOCR with PP-OCRv6 as Kotae calls it; whether the page is vertical it finds out by itself.

    Its lines lie as they do on a page that is level; the others' are turned by whoever measures.
    """
    found = []
    for line in engine.read_picture(picture).lines:
        across = (line.top + line.bottom) / 2
        for c in line.characters:
            along = (c.start + c.end) / 2
            found.append(Read(c.text, c.lead, *((across, along) if line.vertical else (along, across))))
    return found


def rapidocr_v4(picture: "engine.Picture", vertical: bool) -> list[Read]:
    """rapidocr-onnxruntime with PP-OCRv4, as it comes."""
    found, _ = _v4()(picture[:, :, ::-1], use_cls=False)
    return [read for box, text, _ in found or () for read in _spread(text, np.asarray(box, dtype=float))]


@cache
def _v4() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def _spread(text: str, box: Any) -> Iterator[Read]:
    """Yield the characters of a line, spread evenly over its box."""
    (x0, y0), (x1, y1) = box.min(axis=0), box.max(axis=0)
    for place, c in enumerate(text):
        if not c.isspace():
            along = (place + 0.5) / len(text)
            lead = " " if place and text[place - 1].isspace() else ""
            standing = y1 - y0 > 1.5 * (x1 - x0)
            x, y = ((x0 + x1) / 2, y0 + along * (y1 - y0)) if standing else (x0 + along * (x1 - x0), (y0 + y1) / 2)
            yield Read(c, lead, float(x), float(y))


def tesseract(picture: "engine.Picture", vertical: bool) -> list[Read]:
    """Tesseract 5 with Debian's Japanese and English data; it is told which pages are vertical."""
    way = ("-l", "jpn_vert", "--psm", "5") if vertical else ("-l", "jpn+eng", "--psm", "3")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.png")
        Image.fromarray(picture).save(path)
        command = ("tesseract", str(path), "-", *way, "--dpi", "300", "tsv")
        alone = {
            **os.environ,
            "OMP_THREAD_LIMIT": "1",
        }  # its threads spin: on a busy machine they take fifteen times as long
        made = subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout
    found: list[Read] = []
    for row in csv.DictReader(io.StringIO(made), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            x, y, w, h = (float(row[name]) for name in ("left", "top", "width", "height"))
            word = list(_spread(row["text"], np.array([[x, y], [x + w, y + h]])))
            found.extend([word[0]._replace(lead=" "), *word[1:]])
    return found


def available() -> dict[str, tuple[Engine, str]]:
    """Return the engines that are installed, by name, each with its version."""
    engines: dict[str, tuple[Engine, str]] = {}
    if engine.version():
        engines[LEVELLING] = (kotae, f"rapidocr {engine.version()}")
    if find_spec("rapidocr_onnxruntime"):
        engines["RapidOCR, PP-OCRv4"] = (rapidocr_v4, f"rapidocr-onnxruntime {version('rapidocr-onnxruntime')}")
    if shutil.which("tesseract"):
        told = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout
        engines["Tesseract"] = (tesseract, told.splitlines()[0])
    return engines
