"""Reading a document within limits, in a process of its own: what cannot be read in them is left out and named.

A PDF is read page by page, so that a page costs no more than itself. What a page draws and what its layout is are two
pieces of work: where only the second cannot be done, the page is read by its lines.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from kotae.bounded import Limits, NotDoneError, Worker
from kotae.documents.attachments import DEEPEST, HOLDERS, MOST, MOST_MB, Held, attachments_of, joined, read_attached
from kotae.documents.file_kinds import check
from kotae.documents.limits import ReadingLimits as ReadingLimits
from kotae.documents.model import Document, Shortfall, ShortfallReason
from kotae.documents.open import finished, named_problems, open_document
from kotae.documents.pictures import SUFFIXES as PICTURES
from kotae.errors import DocumentError

if TYPE_CHECKING:
    from kotae.documents.pdf.layout import PageSource, Region
    from kotae.documents.pdf.reader import Assembly
    from kotae.documents.pdf.source import PdfFile

_T = TypeVar("_T")
_MB = 1_000_000  # bytes
_LOADING_SECONDS = 60  # of processor time for loading the libraries: they take one
# Of the memory that a process may take: models keep 0.45 GB at first, and more for the largest pages that they met.
_FULL = 0.7
_PAGED = (".pdf", *PICTURES)  # what is read page by page
_WAYS = {
    "time": "more than {seconds:,.0f} s of processor time (settings read_seconds, document_seconds)",
    "memory": "more than {megabytes:,.0f} MB of memory (setting read_mb)",
}


def read(
    worker: Worker, path: Path, limits: ReadingLimits, then: Callable[[Document], _T], kept: Path | None = None
) -> _T:
    """Read a document in a worker and do something with it there; only what comes of that leaves the worker.

    Args:
        worker: where to read.
        path: the file.
        limits: what reading, and what is done then, may take.
        then: a function that can be pickled.
        kept: the folder in which what OCR reads is kept; None to keep nothing.

    Raises:
        DocumentError: the file cannot be read, or not within the limits; the message names it and says what to do.
    """
    try:
        return _read(worker, path, limits, then, kept)
    except _DiedError:
        # A file that is at fault kills its process again; one whose process was killed, as where memory runs short, does not.
        return _read(worker, path, limits, then, kept)


def _read(worker: Worker, path: Path, limits: ReadingLimits, then: Callable[[Document], _T], kept: Path | None) -> _T:
    if path.suffix.lower() in HOLDERS and (held := _attached(worker, path, limits, kept)) is not None:
        then = partial(_then_joined, held, then)
    if path.suffix.lower() in _PAGED:
        return _read_pdf(worker, path, limits, then, kept)
    share = limits.text(_size(path))
    try:
        return worker.run(share, _read_whole, path, then)
    except NotDoneError as error:
        raise _refused(path, "reading it", error, share) from None


def _attached(worker: Worker, path: Path, limits: ReadingLimits, kept: Path | None) -> Held | None:
    """Read what is attached to a file, each within limits of its own; None where nothing is, or the file cannot be opened."""
    share = limits.text(_size(path))
    try:
        worker.run(Limits(_LOADING_SECONDS, limits.megabytes), _load)
        waiting = list(worker.run(share, attachments_of, path))
    except NotDoneError:
        return None  # as is said when the file itself is read
    if not waiting:
        return None
    held: list[tuple[str, bytes]] = []
    shortfalls: list[Shortfall] = []
    count = size = 0
    while waiting:
        attachment = waiting.pop(0)
        count, size = count + 1, size + len(attachment.content)
        if count > MOST or size > MOST_MB * _MB or attachment.depth > DEEPEST:
            shortfalls.append(Shortfall(0, 0, "left_out", "many", attachment.name))
            continue
        share = limits.attached(len(attachment.content))
        try:
            read_there = worker.run(share, read_attached, attachment, kept)
        except NotDoneError as error:
            shortfalls.append(Shortfall(0, 0, "left_out", error.reason, attachment.name))
            continue
        if isinstance(read_there, str):
            shortfalls.append(Shortfall(0, 0, "left_out", read_there, attachment.name))
        else:
            packed, inner = read_there
            held.append((attachment.name, packed))
            waiting[:0] = inner
    return Held(tuple(held), tuple(shortfalls))


def _then_joined(held: Held, then: Callable[[Document], _T], document: Document) -> _T:
    return then(joined(document, held))


def is_whole(worker: Worker, path: Path, limits: ReadingLimits) -> bool:
    """Open a document in a worker and tell whether its end is there; the pages of a PDF are not read.

    Raises:
        DocumentError: as for `read`.
    """
    share = limits.text(_size(path))
    try:
        if path.suffix.lower() in _PAGED:
            return not worker.run(share, _open_pdf, path).cut_short
        return worker.run(share, _read_whole, path, _is_read)
    except NotDoneError as error:
        raise _refused(path, "opening it", error, share) from None


def _is_read(document: Document) -> bool:
    return bool(document.elements)


def _size(path: Path) -> int:
    """Return a file's bytes; 0 for one that is not there, as is said when it is opened."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


class _DiedError(DocumentError):
    """The process in which a document was read died."""


def _refused(path: Path, what: str, error: NotDoneError, share: Limits) -> DocumentError:
    line = refusal(path.name, what, error, share)
    return _DiedError(line) if error.reason == "crash" else DocumentError(line)


def refusal(name: str, what: str, error: NotDoneError, share: Limits) -> str:
    """Return the line that says why a file is not read.

    Args:
        name: the file's name.
        what: what went over its share ("reading it").
        error: why.
        share: what it was given.
    """
    if error.reason == "crash":
        return f"{name}: {what} crashed; the file is damaged, so save it anew or convert it"
    way = _WAYS[error.reason].format(seconds=share.seconds, megabytes=share.megabytes)
    return f"{name}: {what} takes {way}; cut it into several files, or allow more"


def _read_whole(path: Path, then: Callable[[Document], _T]) -> _T:
    return then(open_document(path))


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is known of a PDF before its pages are read."""

    pages: int
    title: str
    cut_short: bool


def _read_pdf(
    worker: Worker, path: Path, limits: ReadingLimits, then: Callable[[Document], _T], kept_ocr: Path | None
) -> _T:
    share = limits.text(_size(path))
    try:
        opened = _opened(worker, path, limits, kept_ocr)
    except NotDoneError as error:
        raise _refused(path, "opening it", error, share) from None
    # The pages that are read wait here and not in the worker, which may die.
    with tempfile.TemporaryFile() as kept:
        places, shortfalls = _read_pages(worker, path, limits, opened, kept, kept_ocr)
        worker.relieve(_FULL * limits.megabytes)
        share = limits.pages(opened.pages)
        latest = worker.seconds + limits.document_seconds
        try:
            while (lost := _cut_pages(worker, path, limits, opened, kept, places)) is not None:
                if worker.seconds > latest:
                    raise NotDoneError("time")
                shortfalls = [*(known for known in shortfalls if known.first != lost.first), lost]
                del places[lost.first]
            found = _in_runs(sorted(shortfalls, key=lambda shortfall: shortfall.first))
            return worker.run(share, _put_together, path, found, opened.pages, then)
        except NotDoneError as error:
            raise _refused(path, "putting its pages together", error, share) from None


def _cut_pages(
    worker: Worker, path: Path, limits: ReadingLimits, opened: _Opened, kept: IO[bytes], places: dict[int, int]
) -> Shortfall | None:
    """Give the pages to the worker and have each cut into its parts; return the first with which that does not work."""
    share = limits.pages(opened.pages)
    worker.run(share, _begin)
    for place in places.values():
        kept.seek(place)
        worker.run(share, _add, *pickle.load(kept))
    worker.run(share, _gather, path, opened)
    for position, number in enumerate(places):
        try:
            cut = worker.run(Limits(limits.page_seconds, share.megabytes), _cut, position)
        except NotDoneError as error:
            return Shortfall(number, number, "left_out", error.reason)
        if not cut:
            return Shortfall(number, number, "left_out", "damage")
    return None


def _opened(worker: Worker, path: Path, limits: ReadingLimits, kept_ocr: Path | None) -> _Opened:
    worker.run(Limits(_LOADING_SECONDS, limits.megabytes), _load)
    return worker.run(limits.text(_size(path)), _open_pdf, path, kept_ocr)


def _read_pages(
    worker: Worker,
    path: Path,
    limits: ReadingLimits,
    opened: _Opened,
    kept: IO[bytes],
    kept_ocr: Path | None,
) -> tuple[dict[int, int], list[Shortfall]]:
    """Read all pages into a file, one after the other; return by their numbers where they are there, and what was not read."""
    places: dict[int, int] = {}
    shortfalls: list[Shortfall] = []
    latest = worker.seconds + limits.document_seconds
    is_open = True
    for number in range(1, opened.pages + 1):
        if worker.seconds > latest:
            shortfalls.append(Shortfall(number, opened.pages, "left_out", "time"))
            break
        page: bytes | None = None
        regions: tuple[Region, ...] | None = None
        reason: ShortfallReason = "damage"
        if worker.relieve(_FULL * limits.megabytes):
            is_open = False
        try:
            if not is_open:
                _opened(worker, path, limits, kept_ocr)
                is_open = True
            page, unread = worker.run(limits.page, _page, number)
            if unread:
                shortfalls.append(Shortfall(number, number, "left_out", unread))
            regions = worker.run(limits.page, _regions)
        except NotDoneError as error:
            reason, is_open = error.reason, False
        if page is None:
            shortfalls.append(Shortfall(number, number, "left_out", reason))
            continue
        if regions is None:
            shortfalls.append(Shortfall(number, number, "without_layout", reason))
        places[number] = kept.tell()
        pickle.dump((page, regions or ()), kept)
    return places, shortfalls


def _in_runs(shortfalls: Iterable[Shortfall]) -> list[Shortfall]:
    """Put neighbouring pages with the same shortfall together."""
    runs: list[Shortfall] = []
    for shortfall in shortfalls:
        before = runs[-1] if runs else None
        if before and (before.last + 1, before.what, before.why) == (shortfall.first, shortfall.what, shortfall.why):
            runs[-1] = replace(before, last=shortfall.last)
        else:
            runs.append(shortfall)
    return runs


# What follows runs in the worker, which keeps the file that it reads, and then the pages that are put together.
_file: "PdfFile | None" = None
_sources: "list[PageSource]" = []
_assembly: "Assembly | None" = None


def _load() -> None:
    """Load what takes time, so that it counts against no file."""
    from kotae.documents.pdf import layout_model

    layout_model.load()

    import kotae.documents.pdf.reader  # noqa: F401


def _open_pdf(path: Path, kept_ocr: Path | None = None) -> _Opened:
    global _file  # a process has no other place for what it keeps from one piece of work to the next
    check(path, path.name)
    from kotae.documents.pdf.source import PdfFile

    _begin()
    with named_problems(path.name):
        _file = PdfFile(path, kept_ocr)
    return _Opened(_file.pages, _file.title, _file.cut_short)


def _page(number: int) -> tuple[bytes | None, ShortfallReason | None]:
    """Read a page without its layout; return it packed, or None where it is damaged, and why nothing of it can be read."""
    from kotae.documents.pdf.source import PageError

    assert _file is not None
    try:
        source = _file.page(number)
    except PageError:
        return None, None
    return pickle.dumps(source), source.unread


def _regions() -> "tuple[Region, ...] | None":
    """Return the layout of the page that was read last, or None where that cannot be told."""
    from kotae.documents.pdf.source import PageError

    assert _file is not None
    try:
        return _file.regions()
    except PageError:
        return None


def _begin() -> None:
    """Forget what was kept."""
    global _file, _assembly
    if _file is not None:
        _file.close()
    _file = _assembly = None
    _sources.clear()


def _add(page: bytes, regions: "tuple[Region, ...]") -> None:
    _sources.append(replace(pickle.loads(page), regions=regions))


def _gather(path: Path, opened: _Opened) -> None:
    """Make the pages that were added ready to be cut."""
    from kotae.documents.pdf.reader import Assembly

    global _assembly
    with named_problems(path.name):
        _assembly = Assembly(path, opened.title, _sources, cut_short=opened.cut_short)
    _sources.clear()


def _cut(place: int) -> bool:
    """Cut a page into its parts; tell whether that could be done."""
    assert _assembly is not None
    try:
        _assembly.cut(place)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - one odd page is left out, the others stay
        return False
    return True


def _put_together(path: Path, shortfalls: list[Shortfall], pages: int, then: Callable[[Document], _T]) -> _T:
    assert _assembly is not None
    with named_problems(path.name):
        document = finished(_assembly.document(shortfalls, pages), path.name)
    _begin()
    return then(document)
