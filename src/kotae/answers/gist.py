"""The gist of documents in their own words: from each section the sentence that stands best for the whole document.

A sentence stands for the whole by how near the mean of its token vectors is to that of all passages (the centroid method of
Radev et al. 2004, "Centroid-based summarization of multiple documents", with the model's vectors in place of words).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from kotae.answers.model import Answer, Evidence
from kotae.index.opened import OpenIndex
from kotae.index.records import DocumentRecord
from kotae.passages.units import Unit
from kotae.retrieval.search import Hit, Signals

_MOST = 8
# What is shorter is seldom a sentence with something to say; what is longer is hard to take in. Characters of Japanese; of
# English three times as many.
_SHORTEST, _LONGEST, _WIDE = 20, 160, 3


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Characters [start, end) of a unit's text, by the unit's number in the index, and how well they stand for the whole."""

    number: int
    unit: Unit
    document: DocumentRecord
    start: int
    end: int
    score: float


def gist(documents: Sequence[DocumentRecord], index: OpenIndex) -> tuple[Answer | None, tuple[Hit, ...]]:
    """Return key sentences as an answer, each on a line, and the passages that they are from; none where there are none.

    Of one document it is the best sentence of each section, of several the best of each document; at most eight.
    """
    best: list[_Sentence] = []
    for document in documents:
        of_sections = _best_of_sections(document, index)
        if of_sections:
            best += of_sections if len(documents) == 1 else [max(of_sections, key=lambda sentence: sentence.score)]
    chosen = sorted(best, key=lambda sentence: -sentence.score)[:_MOST]
    chosen.sort(key=lambda sentence: (sentence.number, sentence.start))
    if not chosen:
        return None, ()
    hits = tuple(
        Hit(rank, each.number, each.unit, each.document, round(each.score, 3), Signals(0.0, 0.0, 0.0, 0.0, 0.0))
        for rank, each in enumerate(chosen, 1)
    )
    evidence = tuple(
        Evidence(rank, each.start, each.end, each.unit.boxes_of(each.start, each.end))
        for rank, each in enumerate(chosen, 1)
    )
    text = "\n".join(each.unit.text[each.start : each.end] for each in chosen)
    return Answer(text, tuple(hit.rank for hit in hits), (), evidence), hits


def _best_of_sections(document: DocumentRecord, index: OpenIndex) -> list[_Sentence]:
    """Return the sentence of each section that is nearest to the mean of all the document's passages."""
    place = index.records.documents.index(document)
    numbers = [
        number
        for number in np.flatnonzero(index.records.unit_documents.among({place})).tolist()
        if index.records.unit_kinds[number] == "passage" and index.records.unit(number).role == "body"
    ]
    if not numbers:
        return []
    centre = np.sum([index.vectors.tokens(number)[0].mean(axis=0) for number in numbers], axis=0)
    centre /= np.linalg.norm(centre)
    sections = groupby(numbers, key=lambda number: index.records.unit(number).headings[:2])
    found = []
    for _, members in sections:
        sentences = [one for number in members for one in _sentences(number, document, centre, index)]
        if sentences:
            found.append(max(sentences, key=lambda sentence: sentence.score))
    return found


def _sentences(
    number: int, document: DocumentRecord, centre: NDArray[np.float32], index: OpenIndex
) -> Iterator[_Sentence]:
    unit = index.records.unit(number)
    tokens, starts = index.vectors.tokens(number)
    before = len(unit.indexed) - len(unit.text)
    wide = _WIDE if document.language == "en" else 1
    for start, end in unit.sentences:
        within = (starts >= start + before) & (starts < end + before)
        if _SHORTEST * wide <= end - start <= _LONGEST * wide and within.any():
            mean = tokens[within].mean(axis=0)
            yield _Sentence(number, unit, document, start, end, float(mean @ centre / np.linalg.norm(mean)))
