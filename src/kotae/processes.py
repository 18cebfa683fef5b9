"""Processes of our own: how they start, that none is left behind, and how many processors they have."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_memory_of_threads() -> None:
    """Let the threads of this process take memory from two common places instead of eight for each processor.

    What the many threads of a server free stays with the place that it came from, unused by the others. Only glibc has such
    places; elsewhere, and where the environment says how many there are to be, nothing is changed.
    """
    if sys.platform == "linux" and "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 2)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while workers start: half-started ones would complain.

    The workers inherit the mask and so leave Ctrl-C to the parent, which ends them; the parent needs a handler as well,
    because a library's threads may take the signal.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    pending: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, frame: pending.append(number))
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        signal.signal(signal.SIGINT, handler)
        if pending:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def pool(workers: int, initializer: Callable[..., None], *given: object) -> Iterator[ProcessPoolExecutor]:
    """Start processes for as long as they are needed; where that ends with an error, Ctrl-C included, they end at once.

    Args:
        workers: how many.
        initializer: what each does first; it calls `end_with_parent`.
        given: what the initializer is given.
    """
    context = multiprocessing.get_context("spawn")
    before = multiprocessing.active_children()
    own: list[BaseProcess] = []
    with ProcessPoolExecutor(workers, mp_context=context, initializer=initializer, initargs=given) as executor:
        try:
            with interrupts_held():
                for _ in range(workers):
                    executor.submit(os.getpid)  # a process is started for each piece of work while there are too few
                own = [process for process in multiprocessing.active_children() if process not in before]
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            for process in own:
                process.terminate()
            raise


def end_with_parent() -> None:
    """Let this process end when its parent ends, however that happens, and not before: Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
