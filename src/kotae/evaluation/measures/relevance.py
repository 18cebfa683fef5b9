"""Which hits of a question are right: by the text that a right hit holds, or by document and page."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from kotae.evaluation.model import Found, Question

_EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Judged:
    """The hits of a question as the measures of retrieval see them.

    `ranking` names what was found, best first, without repeats; `relevant` says how relevant what is looked for is, from 1,
    by the same names; `right` are the names in the ranking that count for precision.
    """

    ranking: tuple[str, ...]
    relevant: Mapping[str, int]
    right: frozenset[str]


def plain(text: str) -> str:
    """Fold a text for comparing: NFKC, no white space, one case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def judged(question: Question, hits: Sequence[Found]) -> Judged | None:
    """Judge the hits of a question; None where the question does not say what a right hit is.

    By evidence text one piece of evidence is looked for, and a second hit that holds it again finds nothing new: for
    success, recall, reciprocal rank and nDCG the hits that hold it count once, at the first; for precision every right
    hit counts. A document or page that the question names as well must be the hit's own.

    By documents the measures are the plain ones: the hits are ranked as documents (or as pages of documents, where the
    question names a page), each at the place of its best hit.
    """
    if question.evidence:
        return _by_evidence(question, hits)
    return _by_document(question, hits) if question.documents else None


def named(question: Question, document: str, file: str) -> str | None:
    """Return the name by which a question names a document as right: its id, its file's name, with or without suffix."""
    own = names(document, file)
    return next((name for name in question.documents if composed(name) in own), None)


@lru_cache(maxsize=1 << 16)
def names(document: str, file: str) -> frozenset[str]:
    """Return all names by which a set may mean a document, composed: its id, its file's name, with or without suffix."""
    path = PurePath(composed(file))
    return frozenset((composed(document), str(path), path.name, path.stem))


def composed(name: str) -> str:
    """Return a file's name in one form (NFC): some systems keep accents and voicing marks apart from their letters."""
    return unicodedata.normalize("NFC", name)


def alternatives(question: Question) -> list[list[str]]:
    """Return the evidence of a question, folded; what is only white space is no evidence."""
    folded = ([plain(part) for part in parts] for parts in question.evidence)
    return [kept for kept in ([part for part in parts if part] for parts in folded) if kept]


def _by_evidence(question: Question, hits: Sequence[Found]) -> Judged:
    wanted = alternatives(question)
    right = [place for place, hit in enumerate(hits) if _in_place(question, hit) and _holds(hit, wanted)]
    keys = [str(place) for place in range(len(hits))]
    if right:
        keys[right[0]] = _EVIDENCE
    return Judged(tuple(keys), {_EVIDENCE: 1}, frozenset(keys[place] for place in right))


def _by_document(question: Question, hits: Sequence[Found]) -> Judged:
    relevant = {_key(question, name, question.page): grade for name, grade in question.documents.items()}
    keys = [_key(question, named(question, hit.document, hit.file) or hit.document, hit.page) for hit in hits]
    ranking = tuple(dict.fromkeys(keys))
    return Judged(ranking, relevant, frozenset(key for key in ranking if relevant.get(key, 0) > 0))


def _key(question: Question, document: str, page: int | None) -> str:
    return document if question.page is None else f"{document} {page}"


def _holds(hit: Found, wanted: Sequence[Sequence[str]]) -> bool:
    text = plain(hit.text)
    return any(all(part in text for part in parts) for parts in wanted)


def _in_place(question: Question, hit: Found) -> bool:
    if question.page is not None and hit.page != question.page:
        return False
    return not question.documents or named(question, hit.document, hit.file) is not None
