"""What reading a document may take."""

from dataclasses import dataclass

from kotae.bounded import Limits

_MB = 1_000_000  # bytes
_PAGE_MB = 4  # MB of memory that each page of a PDF may take once all are put together; 4,000 characters take 1 as read
_TEXT_MB = 100  # likewise each MB of another file: a table of short cells takes as much in HTML, more in Markdown
_ATTACHED_PAGES = 100  # of a PDF that is attached: how many it has is not known before


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading may take.

    `page_seconds` are of processor time, for a page of a PDF or a MB of another file, and for opening a file;
    `document_seconds` are for all of a document; `megabytes` are for the process that reads it, before it holds much.
    """

    page_seconds: float
    document_seconds: float
    megabytes: float

    @property
    def page(self) -> Limits:
        """What one page may take."""
        return Limits(self.page_seconds, self.megabytes)

    def pages(self, count: int) -> Limits:
        """What a PDF of so many pages may take once they are put together."""
        return self._of(count, _PAGE_MB)

    def text(self, size: int) -> Limits:
        """What a file of another kind may take that has so many bytes."""
        return self._of(size / _MB, _TEXT_MB)

    def attached(self, size: int) -> Limits:
        """What a file of so many bytes may take that is attached to another: as much as a text, or a PDF of some pages."""
        return self._of(max(size / _MB, _ATTACHED_PAGES), _TEXT_MB if size > _ATTACHED_PAGES * _MB else _PAGE_MB)

    def _of(self, parts: float, megabytes: int) -> Limits:
        seconds = min(self.document_seconds, self.page_seconds * max(1.0, parts))
        return Limits(seconds, self.megabytes + megabytes * parts)
