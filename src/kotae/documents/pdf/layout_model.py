"""PyMuPDF with its layout model, loaded so that it computes without holding processors while it waits."""

import importlib
from typing import Any


def load() -> Any:
    """Return the module pymupdf with the layout model made known to it.

    ONNX Runtime's threads spin while they wait for each other. Where several documents are read at once, or the machine
    does anything else, that takes most of the time of all: 1.45 s of processor time a page against 0.28 s without, on
    two busy cores. The model's sessions are made when pymupdf.layout is imported, with no way to give them options.
    """
    runtime: Any = importlib.import_module("onnxruntime")
    plain = runtime.SessionOptions

    def patient() -> Any:
        options = plain()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return options

    runtime.SessionOptions = patient
    try:
        importlib.import_module("pymupdf.layout")
    finally:
        runtime.SessionOptions = plain
    return importlib.import_module("pymupdf")
