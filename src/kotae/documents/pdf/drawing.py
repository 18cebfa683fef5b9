"""Pictures of PDF pages, drawn in a process of its own: a file that kills MuPDF takes nothing else with it."""

import multiprocessing
import threading
from collections import OrderedDict
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from kotae.documents.pdf.render import page_png
from kotae.errors import DocumentError
from kotae.processes import end_with_parent

_KEPT = 64  # pages, some 0.3 MB each


class PageDrawer:
    """Draws pages and keeps the last ones; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()
        self._pool = self._new_pool()
        self._pool.submit(_warm)

    def draw(self, path: Path, version: str, number: int) -> bytes:
        """Return a page as PNG.

        Args:
            path: the PDF.
            version: changes when the file does.
            number: the page, from 1.

        Raises:
            DocumentError: the page cannot be drawn.
        """
        key = (str(path), version, number)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            pool = self._pool
        try:
            drawing: Future[bytes | str] = pool.submit(_draw, path, number)
            drawn = drawing.result()
        except BrokenProcessPool as error:
            with self._lock:
                if self._pool is pool:
                    self._pool = self._new_pool()
            raise DocumentError(f"{path.name}: drawing page {number} failed; the file is damaged") from error
        if isinstance(drawn, str):
            raise DocumentError(drawn)
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return drawn

    def close(self) -> None:
        """End the process, after the page that it draws."""
        self._pool.shutdown(cancel_futures=True)

    @staticmethod
    def _new_pool() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=end_with_parent)


def _warm() -> None:
    import pymupdf  # noqa: F401 (its import is what takes time)


def _draw(path: Path, number: int) -> bytes | str:
    """Draw in the process; a problem travels back as a line."""
    try:
        return page_png(path, number)
    except DocumentError as error:
        return str(error)
