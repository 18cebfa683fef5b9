"""ONNX Runtime made to compute without holding processors while it waits."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any


@contextmanager
def patient_sessions(*, alone: bool = False) -> Iterator[None]:
    """Let sessions that are made meanwhile wait without spinning, whoever makes them.

    ONNX Runtime's threads spin while they wait for each other. Where several documents are read at once, or the machine
    does anything else, that takes most of the time of all: 1.45 s of processor time a page against 0.28 s without, on
    two busy cores. Libraries make their sessions with no way to give them options.

    Args:
        alone: let each compute in one thread and keep its memory for what it computes next, which of the layout model's
            processor time saves 30 %: a second thread gains little on networks that small, and taking memory from the
            system anew for each page costs more. What they keep, 150 MB at first, grows where pages differ in size.
    """
    runtime: Any = importlib.import_module("onnxruntime")
    if alone:
        _kept_as_asked(runtime)
    session = runtime.InferenceSession
    plain = session.__init__

    def patient(self: Any, model: Any, sess_options: Any = None, *args: Any, **kwargs: Any) -> None:
        options = runtime.SessionOptions() if sess_options is None else sess_options
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if alone:
            options.intra_op_num_threads = 1
            options.enable_cpu_mem_arena = True
            options.add_session_config_entry("session.use_env_allocators", "1")
        plain(self, model, options, *args, **kwargs)

    session.__init__ = patient
    try:
        yield
    finally:
        session.__init__ = plain


@cache
def _kept_as_asked(runtime: Any) -> None:
    """Have memory that sessions share grow by what is asked for: doubled, it came to 0.9 GB over 45 pages, and to 0.8 so."""
    memory = runtime.OrtMemoryInfo("Cpu", runtime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, runtime.OrtMemType.DEFAULT)
    runtime.create_and_register_allocator(memory, runtime.OrtArenaCfg({"arena_extend_strategy": 1}))
