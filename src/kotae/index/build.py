"""From a corpus folder to a new generation: read what changed, split, embed, index words, build the lexicon."""

import datetime
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from kotae.bounded import Limits, Worker
from kotae.corpus import citations, manifest
from kotae.corpus.scan import File, scan
from kotae.documents.file_kinds import SUFFIXES
from kotae.documents.model import Document, Page, Shortfall
from kotae.documents.open import PARSER_VERSION
from kotae.documents.reading import ReadingLimits
from kotae.embedding import Encoded, Encoder, TokenCounter, identity_of, make_ready
from kotae.errors import CorpusError
from kotae.index import counting, generation
from kotae.index import files as files_of
from kotae.index.opened import checked, open_records
from kotae.index.parts import Embed, Previous, Progress, write_parts
from kotae.index.reading import read_all
from kotae.index.recipe import Recipe
from kotae.index.records import AttachedRecord, Carried, DocumentRecord, DocumentUnits, Records
from kotae.passages.split import split
from kotae.text.language import detect
from kotae.text.tokens import tokenize

# Bump when units are made differently from the same document.
_UNITS_VERSION = 10
_LOADING_SECONDS = 60  # of processor time for loading the libraries: they take two


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an indexing run did; `changed` is False when the index was already up to date.

    `shortfalls` are what was not read of the documents that this run read, each with the document's name.
    """

    changed: bool
    documents: int
    read: int
    removed: int
    units: dict[str, int]
    problems: tuple[str, ...]
    shortfalls: tuple[tuple[str, Shortfall], ...] = ()


def build(
    recipe: Recipe,
    index: Path,
    *,
    rebuild: bool = False,
    on_progress: Progress | None = None,
    embed: Embed | None = None,
    ready: Worker | None = None,
) -> IndexReport:
    """Bring an index up to date with its corpus; only what is new or changed is read and embedded again.

    The previous generation answers until the new one is whole, and goes on answering if this run is stopped.

    Args:
        recipe: what to make the index of and with.
        index: the index folder, made if need be.
        rebuild: take nothing over from the previous generation.
        on_progress: told what is being done.
        embed: a model of the recipe's kind that is loaded already; where None, it is loaded if there is something to embed.
        ready: what `prepare` returned.

    Raises:
        CorpusError: the folder or its manifest cannot be used, or no document in it can be read.
        ModelError: the model or the dictionary cannot be loaded.
        BrokenIndexError: the index cannot be written, or the previous one is damaged and `rebuild` is not set.
    """
    progress = on_progress or (lambda stage, done, total: None)
    listed = manifest.read(recipe.corpus)
    files, problems = scan(recipe.corpus, listed, SUFFIXES)
    if not files:
        reason = f" ({problems[0]})" if problems else ""
        raise CorpusError(f"{recipe.corpus}: no document in this folder{reason}. Add {', '.join(SUFFIXES)} files.")
    identity = identity_of(recipe.model, dtype=recipe.dtype, cache=recipe.cache)
    sources = _fingerprint(files, listed, identity, problems, recipe.limits)
    previous = None if rebuild else _previous(index)
    if previous and previous.manifest.sources == sources:
        generation.sweep(index)
        return _report(previous.records, previous.manifest.problems, changed=False, read=0, removed=0)
    with generation.writing(index) as folder:
        carried = _carried_over(files, identity, recipe.limits, previous)
        new = [file for file in files if file.id not in carried]
        make_ready(recipe.model, recipe.cache)  # here, and not in each of the workers that count its tokens
        read = read_all(
            new,
            recipe.limits,
            partial(_units_of, identity=identity, recipe=recipe),
            progress,
            recipe.cache / "ocr",
            ready,
        )
        made = {name: what for name, what in read.items() if isinstance(what, DocumentUnits)}
        problems.extend(what for what in read.values() if isinstance(what, str))
        known = carried | made
        documents = [known[file.id] for file in files if file.id in known]
        problems.extend(
            f"{document.record.name}: there is no text in it." for document in documents if not document.units
        )
        if not any(document.units for document in documents):
            raise CorpusError(f"{recipe.corpus}: none of its documents can be read. {problems[0]}")
        same = previous if previous and previous.manifest.model_identity == identity else None
        with_model = embed or partial(embedded, recipe)
        written = write_parts(index, folder, documents, same, identity, with_model, recipe.cache, progress)
        with generation.writes_told(index):
            checksums = files_of.checksums(folder, same.manifest.sealed if same else None)
            stamps = files_of.stamps(folder)
        stored = generation.GenerationManifest(
            format=generation.FORMAT,
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            model=recipe.model,
            model_identity=identity,
            dimension=written.dimension,
            corpus=str(recipe.corpus.resolve()),
            sources=sources,
            words=counting.way(),
            units=written.units,
            problems=tuple(problems),
            cited={source.citation: source.id for source in listed.sources if source.citation},
            checksums=checksums,
            segments=written.segments,
            stamps=stamps,
        )
        final = generation.publish(index, folder, stored)
    kept = {document.record.id for document in documents}
    removed = sum(record.id not in kept for record in previous.records.documents) if previous else 0
    report = _report(open_records(final, stored), stored.problems, changed=True, read=len(made), removed=removed)
    told = [(units.record.name, shortfall) for units in made.values() for shortfall in units.record.shortfalls]
    return replace(report, shortfalls=tuple(told))


def prepare(recipe: Recipe) -> Worker:
    """Load in this process, and in a worker for reading, what takes longer to load than a small run takes to be done.

    Raises:
        ModelError: the model cannot be found.
        NotDoneError: the worker cannot load what it needs.
    """
    tokenize("答え")
    worker = Worker()
    worker.run(Limits(_LOADING_SECONDS, recipe.limits.megabytes), _load, recipe.model, recipe.cache)
    return worker


def _load(model: str, folder: Path) -> None:
    """Load in a worker what most documents need."""
    import kotae.documents.markdown
    import kotae.documents.plain_text  # noqa: F401

    _counter(model, folder)
    detect("答え")
    tokenize("答え")


def is_stale(recipe: Recipe, index: Path) -> bool:
    """Tell whether the corpus, the model or the way of reading differ from what the index was made of and with."""
    return differs(recipe, checked(index)[1])


def differs(recipe: Recipe, made: generation.GenerationManifest) -> bool:
    """Tell the same of a generation by its manifest."""
    listed = manifest.read(recipe.corpus)
    files, problems = scan(recipe.corpus, listed, SUFFIXES)
    identity = identity_of(recipe.model, dtype=recipe.dtype, cache=recipe.cache)
    return made.sources != _fingerprint(files, listed, identity, problems, recipe.limits)


def _fingerprint(
    files: list[File], listed: manifest.Manifest, identity: str, problems: list[str], limits: ReadingLimits
) -> str:
    """Hash all that decides what an index holds."""
    told = replace(listed, examples=())
    hashes = [(file.name, file.sha256) for file in files]
    decides = [_reader(identity), counting.way(), hashes, asdict(told), problems, asdict(limits)]
    return hashlib.sha256(json.dumps(decides, ensure_ascii=False).encode()).hexdigest()


def _reader(identity: str, limits: ReadingLimits | None = None) -> str:
    """Name the way from bytes to units; the model counts because passages are measured in its tokens.

    The limits are given where they decided what was read.
    """
    way = f"{PARSER_VERSION}/{_UNITS_VERSION}/{identity}"
    return f"{way}/{limits.page_seconds:g},{limits.document_seconds:g},{limits.megabytes:g}" if limits else way


def _previous(index: Path) -> Previous | None:
    if generation.current(index) is None:
        return None
    folder, stored = checked(index)
    return Previous(folder, stored, open_records(folder, stored))


def embedded(recipe: Recipe, texts: Sequence[str]) -> Iterator[tuple[int, Encoded]]:
    """Embed texts with the recipe's model, loaded now: it takes seconds, and often there is nothing to embed."""
    return Encoder.load(recipe.model, cache=recipe.cache, dtype=recipe.dtype).each_passage(texts)


def _carried_over(
    files: list[File], identity: str, limits: ReadingLimits, previous: Previous | None
) -> dict[str, Carried]:
    """Take over the units of files whose bytes and way of reading are the same."""
    if previous is None:
        return {}
    numbers = {record.id: number for number, record in enumerate(previous.records.documents)}
    carried = {}
    for file in files:
        number = numbers.get(file.id)
        if number is None:
            continue
        record = previous.records.documents[number]
        if record.sha256 == file.sha256 and record.reader in (_reader(identity), _reader(identity, limits)):
            carried[file.id] = previous.records.carried(number, _described(record, file))
    return carried


def _units_of(file: File, document: Document, *, identity: str, recipe: Recipe) -> DocumentUnits:
    """Make the units of a document that was read; runs where it was read, within the same limits."""
    counter = _counter(recipe.model, recipe.cache)
    units = split(document, counter.count_tokens, counter.max_tokens)
    limited = any(shortfall.why in ("time", "memory") for shortfall in document.shortfalls)
    record = DocumentRecord(
        id=file.id,
        name=file.name,
        title=document.title,
        sha256=file.sha256,
        reader=_reader(identity, recipe.limits if limited else None),
        format=document.format,
        language=detect("\n".join(unit.text for unit in units)),
        pages=len(document.pages),
        references=tuple(citations.references(document)),
        sizes=_sizes(document.pages),
        shortfalls=document.shortfalls,
        ocr=document.ocr,
        attached=tuple(
            AttachedRecord(file.name, file.format, len(file.pages), _sizes(file.pages), file.ocr)
            for file in document.attached
        ),
        imprint=document.imprint,
    )
    languages = tuple(detect(unit.text) for unit in units)
    return DocumentUnits(_described(record, file), tuple(units), languages, tuple(document.tables()))


def _sizes(pages: Sequence[Page]) -> tuple[tuple[float, float], ...]:
    return tuple((page.width, page.height) for page in pages if page.width)


@lru_cache(maxsize=1)
def _counter(model: str, folder: Path) -> TokenCounter:
    """Load the model's tokenizer once in each process; one that is used no more is let go."""
    return TokenCounter.load(model, cache=folder)


def _described(record: DocumentRecord, file: File) -> DocumentRecord:
    """Let the manifest's entry, where there is one, name the document."""
    if file.source is None:
        return record
    source = file.source
    return replace(
        record,
        title=source.title or record.title,
        url=source.url,
        publisher=source.publisher,
        date=source.date,
        licence=source.licence,
    )


def _report(stored: Records, problems: tuple[str, ...], *, changed: bool, read: int, removed: int) -> IndexReport:
    units = {kind: stored.unit_kinds.count(kind) for kind in ("passage", "row", "table", "figure")}
    return IndexReport(changed, len(stored.documents), read, removed, units, problems)
