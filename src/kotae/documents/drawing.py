"""Pictures of PDF pages, drawn in a process of its own under limits: a page that kills MuPDF takes nothing else with it."""

import contextlib
import threading
from pathlib import Path

from kotae.bounded import Limits, NotDoneError
from kotae.documents.attachments import attachment
from kotae.documents.kept_pages import KeptPages
from kotae.documents.pdf import layout_model
from kotae.documents.pdf.render import page_png
from kotae.errors import DocumentError

_KEPT = 64  # pages, some 0.3 MB each
_WHY = {
    "time": "takes too much processor time to draw (setting read_seconds)",
    "memory": "takes too much memory to draw (setting read_mb)",
    "crash": "cannot be drawn: drawing it crashed, the file is damaged",
}


class PageDrawer:
    """Draws pages and keeps the last ones; safe to share between threads."""

    def __init__(self, limits: Limits) -> None:
        """Start the process.

        Args:
            limits: what drawing one page may take.
        """
        self._limits = limits
        self._pages = KeptPages(limits, page_png, _KEPT)
        threading.Thread(target=self._warm, name="drawer", daemon=True).start()

    def draw(self, path: Path, version: str, number: int, attached: str = "") -> bytes:
        """Return a page as PNG.

        Args:
            path: the PDF.
            version: changes when the file does.
            number: the page, from 1.
            attached: the name of the file attached to this one whose page it is; none for its own.

        Raises:
            DocumentError: the page cannot be drawn, or not within the limits.
        """
        try:
            return self._pages.of(path, version, number, attached)
        except NotDoneError as error:
            raise DocumentError(f"{attached or path.name}: page {number} {_WHY[error.reason]}") from error

    def attached(self, path: Path, name: str) -> bytes:
        """Return a file that is attached to another, as it is.

        Args:
            path: what it is attached to.
            name: its name.

        Raises:
            DocumentError: there is none of this name, or it cannot be taken out within the limits.
        """
        try:
            return self._pages.worker.run(self._limits, attachment, path, name)
        except NotDoneError as error:
            raise DocumentError(f"{name}: cannot be taken out of {path.name} within the limits") from error

    def close(self) -> None:
        """End the process."""
        self._pages.close()

    def _warm(self) -> None:
        """Let the process load what takes time before the first page is wanted."""
        with contextlib.suppress(NotDoneError):
            self._pages.worker.run(self._limits, _load)


def _load() -> None:
    layout_model.without_model()  # its import is what takes time
