"""What is made of PDF pages one at a time, in a process of its own under limits, and kept: pictures, words."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from kotae.bounded import Limits, Worker

Made = TypeVar("Made")


class KeptPages(Generic[Made]):
    """Makes something of pages and keeps the last ones; safe to share between threads."""

    def __init__(self, limits: Limits, make: Callable[[Path, int], Made], most: int) -> None:
        """Prepare; the process starts with the first page.

        Args:
            limits: what one page may take.
            make: makes it of a file and the number of a page, from 1.
            most: how many pages are kept.
        """
        self._limits = limits
        self._make = make
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, int], Made] = OrderedDict()
        self.worker = Worker()

    def of(self, path: Path, version: str, number: int) -> Made:
        """Return what is made of a page.

        Args:
            path: the PDF.
            version: changes when the file does.
            number: the page, from 1.

        Raises:
            NotDoneError: it cannot be made within the limits.
        """
        key = (str(path), version, number)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self.worker.run(self._limits, self._make, path, number)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def close(self) -> None:
        """End the process."""
        self.worker.close()
