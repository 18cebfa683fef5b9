"""BEIR folders: corpus.jsonl, queries.jsonl and qrels/*.tsv (Thakur et al. 2021)."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from kotae.errors import QuestionSetError
from kotae.evaluation.sets import sources
from kotae.evaluation.sets.paragraphs import markdown
from kotae.evaluation.sets.rows import Row
from kotae.evaluation.sets.sources import Source
from kotae.evaluation.sets.trec import Judgements, judged_rows, query_texts

_SPLITS = ("test.tsv", "dev.tsv")
_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")  # names that Windows keeps for devices
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


def looks_like(folder: Path) -> bool:
    """Tell whether a folder has the parts of a BEIR set."""
    parts = (folder / "corpus.jsonl").is_file() and (folder / "queries.jsonl").is_file()
    return parts and any((folder / "qrels").glob("*.tsv"))


def read(folder: Path) -> Source:
    """Read a set: its test split, or else dev, or else the first by name. Judgements of 0 are left out.

    Raises:
        QuestionSetError: a record lacks what it must have, an id is there twice, or a judgement names a query or a
            document that is not there.
    """
    corpus = folder / "corpus.jsonl"
    known: set[str] = set()
    for place, record in sources.objects(corpus):
        name = sources.field(record, "_id", place)
        if name in known:
            raise QuestionSetError(f"{place}: the id {name!r} is there twice; give each document its own")
        known.add(name)
    judged = _judgements(_split(folder / "qrels"), known)
    return Source("BEIR", _rows(judged, folder), _documents(corpus))


def file_name(document: str) -> str:
    """Return the name of a document's file: its id where that is safe everywhere, else words of it and a part of its hash.

    Upper case is not safe, because some file systems do not tell it from lower.
    """
    if _SAFE.fullmatch(document) and not _RESERVED.fullmatch(document):
        return f"{document}.md"
    words = _UNSAFE.sub("-", document).strip("-").lower()[:40] or "document"
    return f"{words}-{hashlib.sha256(document.encode('utf-8', 'replace')).hexdigest()[:16]}.md"


def _split(folder: Path) -> Path:
    found = sorted(path.name for path in folder.glob("*.tsv"))
    return folder / next((name for name in _SPLITS if name in found), found[0])


def _judgements(path: Path, known: set[str]) -> Judgements:
    judged = Judgements({})
    for number, (place, line) in enumerate(sources.lines(path)):
        values = [value.strip() for value in line.split("\t")]
        if number == 0 and values[-1] == "score":
            continue
        if len(values) != 3:
            raise QuestionSetError(f"{place}: has {len(values)} values, not 3 (query, document, score); mend the line")
        query, document, score = values
        if document not in known:
            raise QuestionSetError(f"{place}: the document {document!r} is not in corpus.jsonl; mend the line")
        judged.add(query, file_name(document), score, place)
    return judged


def _rows(judged: Judgements, folder: Path) -> Iterator[Row]:
    yield from judged_rows(judged, query_texts(folder / "queries.jsonl"), "queries.jsonl")


def _documents(corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield the files; a document without any text has its id as its title, because an empty file cannot be read."""
    for place, record in sources.objects(corpus):
        name = sources.field(record, "_id", place)
        title = sources.field(record, "title", place, optional=True)
        body = sources.field(record, "text", place, optional=True)
        text = markdown(title, body)
        yield file_name(name), text if text.strip() else markdown(name, "")
