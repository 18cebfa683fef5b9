"""The manifest's sources brought into the corpus: what comes takes its place only where it is a document, and a better one."""

import datetime
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from kotae.bounded import NotDoneError, Worker
from kotae.corpus import lock
from kotae.corpus.fetching.download import Received, Site
from kotae.corpus.fetching.kinds import is_said_otherwise, suffix_named, suffix_of
from kotae.corpus.fetching.limits import FetchLimits
from kotae.corpus.fetching.outcome import Outcome, State
from kotae.corpus.fetching.pages import Page, look_at
from kotae.corpus.manifest import Source
from kotae.corpus.uploads import inside, kept_name, safe_name
from kotae.documents.reading import ReadingLimits, is_whole, refusal
from kotae.errors import CorpusError, DocumentError, reason
from kotae.staging import staging

FETCHED, ASIDE = "fetched", ".aside"
_RUNNING = ".fetching.lock"
_HTML = (".html", ".htm")

Progress = Callable[[str, int, int], None]
"""Told of the source that is fetched, its bytes that have come, and all of them."""


@dataclass(frozen=True, slots=True)
class FetchRecipe:
    """Where sources are fetched to and within which limits; `shorter` takes a file though it is shorter than what is here."""

    corpus: Path
    limits: FetchLimits
    reading: ReadingLimits
    shorter: bool = False


@dataclass(frozen=True, slots=True)
class _Came:
    """A file that came and waits in the staging folder: what is wrong with it ("" for nothing), and what page it is."""

    path: Path
    received: Received
    problem: str
    page: Page


class _KeptAsideError(Exception):
    """What came is no better than what is here; the message says why and where it lies."""


def wanted(sources: tuple[Source, ...], ids: list[str], corpus: Path) -> list[Source]:
    """Return the sources to fetch: those of the ids, or else all with an address whose file is not here.

    Raises:
        CorpusError: an id is not in the manifest, or its source has no address.
    """
    if not ids:
        return [source for source in sources if source.url and not (source.file and (corpus / source.file).is_file())]
    known = {source.id: source for source in sources}
    for name in ids:
        if name not in known:
            raise CorpusError(f"{name}: no source of the manifest has this id; see: kotae cite")
        if not known[name].url:
            raise CorpusError(f"{name}: the manifest gives no address for it; add url = … to its entry")
    return [known[name] for name in dict.fromkeys(ids)]


def fetch(sources: list[Source], recipe: FetchRecipe, on_progress: Progress) -> Iterator[Outcome]:
    """Fetch sources one after the other and tell what came of each.

    Raises:
        CorpusError: another fetch is running here, or the corpus folder cannot be written.
    """
    try:
        with FileLock(recipe.corpus / _RUNNING, timeout=0), closing(Worker()) as worker:
            for source in sources:
                yield _fetched(source, recipe, worker, on_progress)
    except Timeout:
        raise CorpusError(f"{recipe.corpus}: another kotae fetch is running here. Wait until it has ended.") from None
    except OSError as error:
        raise CorpusError(
            f"{recipe.corpus}: what is fetched cannot be written ({reason(error)}). Make room, or check its rights."
        ) from error


def _fetched(source: Source, recipe: FetchRecipe, worker: Worker, on_progress: Progress) -> Outcome:
    with closing(Site(recipe.limits)) as site:
        try:
            return _followed(source, recipe, worker, site, on_progress)
        except _KeptAsideError as error:
            return Outcome(source.id, "kept_aside", str(error))
        except CorpusError as error:
            return Outcome(source.id, "refused", str(error))


def _followed(source: Source, recipe: FetchRecipe, worker: Worker, site: Site, on_progress: Progress) -> Outcome:
    """Fetch what is at a source's address and, where the manifest says so, the report that it leads to."""
    locked = lock.read(recipe.corpus).get(source.id, lock.Locked())
    with staging(recipe.corpus / FETCHED) as staged:
        came = _came(source, source.url, staged, recipe, worker, site, on_progress)
        if not source.follow or came.path.suffix not in _HTML:
            state, file = _placed(source, source.file, came, recipe, locked)
            hint = (
                f"; it names {came.page.report} as the whole report: follow = true fetches that"
                if came.page.report
                else ""
            )
            return Outcome(source.id, state, f"{file}{hint}")
        page = source.file and str(Path(source.file).with_suffix(".page.html"))
        _, page_file = _placed(
            source, page or f"{FETCHED}/{_stem(source.id)}.page.html", came, recipe, locked, is_page=True
        )
        if not came.page.report:
            raise CorpusError(
                f"{page_file} is here, but names no PDF as the whole report; give the PDF's own address as url"
            )
        locked = lock.read(recipe.corpus)[source.id]
        came = _came(source, came.page.report, staged, recipe, worker, site, on_progress)
        state, file = _placed(source, source.file, came, recipe, locked)
        return Outcome(source.id, state, f"{file}, from the page {page_file}")


def _came(
    source: Source, address: str, staged: Path, recipe: FetchRecipe, worker: Worker, site: Site, on_progress: Progress
) -> _Came:
    """Download what is at an address and judge it by itself."""
    path = staged / "download"
    with path.open("w+b") as target:
        received = site.download(address, target, lambda done, total: on_progress(source.id, done, total))
        target.seek(0)
        suffix = suffix_of(target.read(4096), received.media_type, received.address)
    if not suffix:
        path.unlink()
        raise CorpusError(f"{address}: a file of a kind that Kotae does not read ({received.media_type or 'not said'})")
    named = path.rename(staged / f"{_stem(source.id)}{suffix}")
    problem, page = _judged(named, received, recipe.reading, worker)
    if not problem and is_said_otherwise(suffix, received.media_type):
        problem = f"the site calls it {received.media_type}, but it is {_kind(suffix)}"
    if not problem and suffix != ".pdf" and suffix_named(address) == ".pdf":
        problem = f"{_kind(suffix)} came from an address of a PDF"
    return _Came(named, received, problem, page)


def _judged(path: Path, received: Received, limits: ReadingLimits, worker: Worker) -> tuple[str, Page]:
    """Say what is wrong with a file as a document, and what page it is; it is opened in a process of its own."""
    share = limits.text(received.size)
    page = Page("", "")
    try:
        if path.suffix in _HTML:
            page = worker.run(share, _looked_at, path, received.address)
        if not page.problem and not is_whole(worker, path, limits):
            return "its end is missing", page
    except NotDoneError as error:
        return refusal(path.name, "reading it", error, share), page
    except DocumentError as error:
        return str(error), page
    return page.problem, page


def _looked_at(path: Path, address: str) -> Page:
    return look_at(path.read_bytes(), address, path.name)


def _placed(
    source: Source, file: str, came: _Came, recipe: FetchRecipe, locked: lock.Locked, *, is_page: bool = False
) -> tuple[State, str]:
    """Put a file that came into its place and write that down; one that is no better than what is there is kept aside.

    Args:
        source: what it was fetched for.
        file: its place in the corpus; where "", one of its id.
        came: the file.
        recipe: where to.
        locked: what was fetched for the source before.
        is_page: that it is the page which leads to the document.
    """
    file = file or f"{FETCHED}/{came.path.name}"
    target = inside(recipe.corpus, file)
    is_here = target.is_file()
    problem = came.problem
    if not problem and came.path.suffix != _usual(target.suffix):
        problem = f"{_kind(came.path.suffix)}, not {_kind(_usual(target.suffix))} as {file}"
    if not problem and is_here and came.received.size < target.stat().st_size and not recipe.shorter:
        here = target.stat().st_size
        problem = (
            f"shorter ({came.received.size:,} bytes) than {file} ({here:,} bytes); --shorter takes it all the same"
        )
    if problem:
        raise _KeptAsideError(_kept_aside(came, recipe.corpus, problem, file if is_here else ""))
    is_same = is_here and came.path.read_bytes() == target.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(came.path, target)
    fetched = lock.Fetched(
        file=file,
        address=source.url,
        answered=came.received.address,
        date=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        media_type=came.received.media_type,
        size=came.received.size,
        sha256=came.received.sha256,
    )
    changed = replace(locked, page=fetched) if is_page else replace(locked, document=fetched)
    lock.write(recipe.corpus, lock.read(recipe.corpus) | {source.id: changed})
    return "unchanged" if is_same else "fetched", file


def _kept_aside(came: _Came, corpus: Path, problem: str, here: str) -> str:
    aside = inside(corpus, f"{ASIDE}/{kept_name(came.path.name, came.received.sha256)}")
    aside.parent.mkdir(exist_ok=True)
    os.replace(came.path, aside)
    stays = f"; {here} stays as it was" if here else ""
    return f"{came.received.address}: {problem}{stays}. Look at {ASIDE}/{aside.name}."


def _stem(name: str) -> str:
    """Return a file name for a source's id, its own where that is safe as it stands."""
    safe = safe_name(f"{name}.x").removesuffix(".x")
    return safe if safe == name else Path(kept_name(f"{name}.x", hashlib.sha256(name.encode()).hexdigest())).stem


def _usual(suffix: str) -> str:
    return {".htm": ".html", ".markdown": ".md"}.get(suffix.lower(), suffix.lower())


def _kind(suffix: str) -> str:
    return {".pdf": "a PDF", ".html": "an HTML page", ".md": "Markdown text", ".txt": "plain text"}.get(
        suffix, f"a {suffix} file"
    )
