"""ONNX Runtime made to compute without holding processors while it waits."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def patient_sessions() -> Iterator[None]:
    """Let sessions that are made meanwhile wait without spinning, whoever makes them.

    ONNX Runtime's threads spin while they wait for each other. Where several documents are read at once, or the machine
    does anything else, that takes most of the time of all: 1.45 s of processor time a page against 0.28 s without, on
    two busy cores. Libraries make their sessions with no way to give them options.
    """
    runtime: Any = importlib.import_module("onnxruntime")
    plain = runtime.SessionOptions

    def patient() -> Any:
        options = plain()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return options

    runtime.SessionOptions = patient
    try:
        yield
    finally:
        runtime.SessionOptions = plain
