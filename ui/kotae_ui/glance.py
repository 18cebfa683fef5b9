"""A document at a glance: its outline, tables, figures, key sentences and the sources that it cites."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kotae import Kotae
from kotae.answers.gist import gist
from kotae.corpus.citations import resolve
from kotae.documents.lines.marks import is_caption
from kotae.documents.model import PICTURED
from kotae.index.records import DocumentRecord
from kotae.passages.sections import sections
from kotae.passages.units import Unit

_MOST = 60  # of each kind: more than that is no glance
_BEGINNING = 50  # characters by which a page is known again
_LONGEST = 200  # characters of a caption: where one is longer, the text below stuck to it


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, table, figure or key sentence: its text, the page or section that it stands on, how deep a heading is."""

    text: str
    page: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the list of references, and the document of the corpus that it is, if it is one."""

    text: str
    document: str | None


@dataclass(frozen=True, slots=True)
class Glance:
    """What a document has."""

    record: DocumentRecord
    outline: tuple[Part, ...]
    tables: tuple[Part, ...]
    figures: tuple[Part, ...]
    key_sentences: tuple[Part, ...]
    sources: tuple[Source, ...]


def glance(kotae: Kotae, document: str) -> Glance:
    """Look at a document.

    Raises:
        CorpusError: no document has this id.
    """
    record = kotae.document(document)
    units = kotae.units(document)
    pages = _pages(record.format, units)
    tables = {
        unit.table: number for number, unit in enumerate(units) if unit.kind == "table" and unit.table is not None
    }
    captions = {place: kotae.table(document, place).caption for place in tables}
    return Glance(
        record,
        outline=tuple(headings(record.format, units))[:_MOST],
        tables=tuple(
            Part(caption or _first_line(units[tables[place]].text), pages[tables[place]])
            for place, caption in captions.items()
        )[:_MOST],
        figures=tuple(_figures(units, pages, frozenset(captions.values())))[:_MOST],
        key_sentences=_key_sentences(kotae, record, pages),
        sources=tuple(_sources(kotae, record))[:_MOST],
    )


def headings(format: str, units: Sequence[Unit]) -> Iterator[Part]:
    """Yield every heading once where it comes, with the page or section that it begins on."""
    if format in PICTURED:
        headed = [(unit.headings, unit.page) for unit in units]
    else:
        headed = [(section.headings, page) for page, section in enumerate(sections(units), 1)]
    before: tuple[str, ...] = ()
    for path, parts in groupby(headed, key=lambda part: part[0]):
        same = next((depth for depth, pair in enumerate(zip(path, before, strict=False)) if pair[0] != pair[1]), None)
        shared = min(len(path), len(before)) if same is None else same
        page = next(parts)[1]
        for depth in range(shared, len(path)):
            yield Part(path[depth], page, depth)
        before = path


def outline(format: str, units: Sequence[Unit]) -> list[Part]:
    """Return what a document is gone through by: its headings, or where it has none how each page or section begins."""
    if headed := list(headings(format, units)):
        return headed
    begun: dict[int, Part] = {}
    for page, unit in zip(_pages(format, units), units, strict=True):
        if page not in begun and (text := unit.text.strip()):
            begun[page] = Part(_first_line(text)[:_BEGINNING], page)
    return [begun[page] for page in sorted(begun)]


def _pages(format: str, units: Sequence[Unit]) -> list[int]:
    """Return the page or section of each unit."""
    if format in PICTURED:
        return [unit.page for unit in units]
    found = [1] * len(units)
    for page, section in enumerate(sections(units), 1):
        for member in section.units:
            found[member] = page
    return found


def _figures(units: Sequence[Unit], pages: Sequence[int], of_tables: frozenset[str]) -> Iterator[Part]:
    """Yield the caption of every figure, and those that stand in the text without a picture that was found."""
    for unit, page in zip(units, pages, strict=True):
        text = unit.text.strip()
        if unit.kind == "figure":
            yield Part(_first_line(text), page)
        elif unit.kind == "passage" and len(text) <= _LONGEST and is_caption(text) and text not in of_tables:
            yield Part(text, page)


def _key_sentences(kotae: Kotae, record: DocumentRecord, pages: Sequence[int]) -> tuple[Part, ...]:
    answer, hits = gist([record], kotae.index)
    if answer is None:
        return ()
    first = kotae.index.records.unit_documents.index(kotae.index.records.documents.index(record))
    places = {hit.rank: pages[hit.number - first] for hit in hits}
    sentences = answer.text.split("\n")
    return tuple(Part(text, places[part.citation]) for text, part in zip(sentences, answer.evidence, strict=False))


def _sources(kotae: Kotae, record: DocumentRecord) -> Iterator[Source]:
    cited = kotae.index.manifest.cited
    here = {document.id for document in kotae.index.records.documents}
    for reference in record.references:
        key = resolve(reference.key, cited)
        document = cited[key] if key else None
        yield Source(reference.text, document if document in here else None)


def _first_line(text: str) -> str:
    return text.split("\n")[0].replace("\t", " · ")[:_LONGEST]
