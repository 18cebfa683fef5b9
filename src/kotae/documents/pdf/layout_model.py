"""PyMuPDF with its layout model, loaded so that it computes without holding processors while it waits, or without it."""

import importlib
import sys
import threading
from typing import Any

from kotae.documents.pdf.patience import patient_sessions

_MODEL = "pymupdf.layout"
_loading = threading.Lock()


def load() -> Any:
    """Return the module pymupdf with the layout model made known to it; its sessions are made with its first import."""
    with _loading, patient_sessions(alone=True):
        importlib.import_module(_MODEL)
    return importlib.import_module("pymupdf")


def without_model() -> Any:
    """Return the module pymupdf, without the layout model where nothing has loaded it; `load` still can afterwards.

    PyMuPDF imports the model wherever it is installed, which takes three quarters of its import's time, 0.8 s, and half of
    its memory, 55 MB: for nothing where pages are only drawn, or searched.
    """
    with _loading:  # None in the place of a module lets its import fail
        if "pymupdf" not in sys.modules:
            sys.modules[_MODEL] = None  # type: ignore[assignment]
            try:
                importlib.import_module("pymupdf")
            finally:
                del sys.modules[_MODEL]
        return importlib.import_module("pymupdf")
