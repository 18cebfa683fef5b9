"""What is made of PDF pages one at a time, in a process of its own under limits, and kept: pictures, words.

The pages are those of a file, or of one that is attached to it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from kotae.bounded import Limits, Worker
from kotae.documents.attachments import attachment

Made = TypeVar("Made")


class KeptPages(Generic[Made]):
    """Makes something of pages and keeps the last ones; safe to share between threads."""

    def __init__(self, limits: Limits, make: Callable[[Path, int, bytes | None], Made], most: int) -> None:
        """Prepare; the process starts with the first page.

        Args:
            limits: what one page may take.
            make: makes it of a file, by its path, and the number of a page, from 1; its bytes are given where the path only
                names it.
            most: how many pages are kept.
        """
        self._limits = limits
        self._make = make
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, int, str], Made] = OrderedDict()
        self.worker = Worker()

    def of(self, path: Path, version: str, number: int, attached: str = "") -> Made:
        """Return what is made of a page.

        Args:
            path: the PDF.
            version: changes when the file does.
            number: the page, from 1.
            attached: the name of the file attached to this one whose page it is; none for its own.

        Raises:
            NotDoneError: it cannot be made within the limits.
            DocumentError: the file cannot be read, or has no such page.
        """
        key = (str(path), version, number, attached)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self.worker.run(self._limits, partial(_made, self._make), path, number, attached)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def close(self) -> None:
        """End the process."""
        self.worker.close()


def _made(make: Callable[[Path, int, bytes | None], Made], path: Path, number: int, attached: str) -> Made:
    """Make it in the worker; an attached file is taken out there, since that is where it may do no harm."""
    return make(Path(attached), number, attachment(path, attached)) if attached else make(path, number, None)
