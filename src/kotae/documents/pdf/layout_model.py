"""PyMuPDF with its layout model, loaded so that it computes without holding processors while it waits."""

import importlib
from typing import Any

from kotae.documents.pdf.patience import patient_sessions


def load() -> Any:
    """Return the module pymupdf with the layout model made known to it; its sessions are made with its first import."""
    with patient_sessions(alone=True):
        importlib.import_module("pymupdf.layout")
    return importlib.import_module("pymupdf")
