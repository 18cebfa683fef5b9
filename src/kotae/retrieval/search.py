"""A question to fused hits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.documents.lines.headings import heading_text
from kotae.documents.lines.starts import line_start
from kotae.index.compared import best_places
from kotae.index.engine import Among as Among
from kotae.index.engine import Mask, OpenIndex, Scores
from kotae.index.records import DocumentRecord
from kotae.passages.units import Unit
from kotae.question.model import Question
from kotae.retrieval.distinct import distinct
from kotae.retrieval.named import late_scores, within_named
from kotae.retrieval.of_time import of_other_times
from kotae.stages import stage
from kotae.text.normalise import fold

# Shares of the first score, and what the closer look at the candidates adds. Measured: benchmarks/README.md.
_DENSE, _WORDS, _LATE = 0.4, 0.6, 0.8
_CANDIDATES = 64
# A row that is headed by the very thing that a question only names tells what it is, however often others name it.
_DEFINED = 0.5
_SPARE = 2  # times as many are looked through as are returned: some say what a better one said
_EVERYTHING = Among()
# A whole table is the answer where the question is about all of its rows, and stands behind its rows otherwise.
_TABLE_WANTED, _TABLE_UNWANTED = 0.3, 0.05
# An entry of a reference list shares its words with everything that cites it, and seldom answers anything.
_REFERENCE = 0.3
# A figure shows what is so and gives no reasons, however well its labels meet a question for them; as much as above.
_FIGURE_WHY = 0.3
# A cover, masthead, disclaimer or colophon speaks of its document, and answers nothing else; as much as above.
_OF_DOCUMENT = 0.3
# What a row keeps of its score where the same table of another time is asked for: too little to answer beside that.
_OTHER_TIME = 0.5


@dataclass(frozen=True, slots=True)
class Signals:
    """Where a hit's score comes from.

    `dense` is the cosine with the question, `words` and `pairs` the BM25 scores of the question's own words and character
    pairs, `translated` that of its translations or synonyms, `late` how well each of its tokens is met.
    """

    dense: float
    words: float
    pairs: float
    translated: float
    late: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that a question found; `score` is between 0 and 1, comparable within one question only.

    `defines` says that the question only names a thing, and the unit stands under its name.
    """

    rank: int
    number: int
    unit: Unit
    document: DocumentRecord
    score: float
    signals: Signals
    defines: bool = False


def search(question: Question, index: OpenIndex, count: int, scope: Among = _EVERYTHING) -> list[Hit]:
    """Return the best hits of a question, best first; of those in one document that say the same, the best alone.

    Scores are fused by value: cosine and lexical evidence are each scaled to [0, 1] over what is searched and added in
    fixed shares (convex combination, Bruch, Gai & Ingber 2023); the best of these are then compared with the question
    token by token, and that score is scaled and added likewise. Within a document that the question names, what it asks
    besides decides.

    Args:
        question: the question.
        index: what is searched.
        count: how many hits are returned at most.
        scope: which units are searched.
    """
    with stage("search"):
        return _searched(question, index, count, scope)


def _searched(question: Question, index: OpenIndex, count: int, scope: Among) -> list[Hit]:
    compared = index.compared(question, scope)
    if compared is None:
        return []
    records = index.records
    between = language_gap(compared.dense, _foreign(question, index, compared.numbers), compared.even)
    told = within_named(question, index, scope, compared)
    compared = told.compared  # by the rest where a document is named; `even` is of the units before
    numbers, dense = compared.numbers, compared.dense
    other = _foreign(question, index, numbers)
    gap = between * other.astype(np.float32)
    lexical = compared.lexical + told.moved_words
    fused = _DENSE * scaled(dense + told.moved_dense + gap) + _WORDS * scaled_by_language(lexical, other)
    fused += _kind_scores(question, index, numbers)
    candidates = best_places(fused, max(_CANDIDATES, count))
    late, moved = late_scores(question, index, numbers[candidates], told.named[candidates])
    final = fused[candidates] + _LATE * scaled(late + moved + gap[candidates])
    defining = np.zeros(len(candidates), dtype=np.bool_)
    if question.only_names:
        defining = _defining(question, records.some(numbers[candidates].tolist()))
        final = final + _DEFINED * defining
    others = of_other_times(question, numbers[candidates].tolist(), records)
    final = np.where(others, _OTHER_TIME * final, final)
    best = np.argsort(-final, kind="stable")[: _SPARE * count]
    top = _DENSE + _WORDS + _LATE
    units = records.some(numbers[candidates[best]].tolist())
    homes = (int(records.unit_documents[number]) for number in numbers[candidates[best]])
    kept = distinct(zip(homes, units, strict=True), count)
    best, units = best[kept], [units[place] for place in kept]
    return [
        Hit(
            rank=rank,
            number=(number := int(numbers[(found := candidates[place])])),
            unit=unit,
            document=records.documents[records.unit_documents[number]],
            score=round(float(np.clip(final[place] / top, 0, 1)), 4),
            signals=Signals(
                dense=round(float(dense[found]), 4),
                words=round(float(compared.words[found]), 4),
                pairs=round(float(compared.pairs[found]), 4),
                translated=round(float(compared.translated[found]), 4),
                late=round(float(late[place]), 4),
            ),
            defines=bool(defining[place]),
        )
        for rank, (place, unit) in enumerate(zip(best, units, strict=True), 1)
    ]


def _foreign(question: Question, index: OpenIndex, numbers: NDArray[np.int64]) -> Mask:
    return ~index.records.unit_languages[numbers].among({question.language})


def _defining(question: Question, units: Sequence[Unit]) -> NDArray[np.bool_]:
    """Tell which of some units are headed by the thing that a question names: "IaaS (Infrastructure as …): …".

    A row is headed by its first cell, a passage by what it stands under (the entries of a glossary).
    """
    asked = fold(question.text)
    words = [fold(term.wordings[0].text) for term in question.terms if term.wordings]

    def is_it(name: str) -> bool:
        return bool(name) and name in asked and all(word in name for word in words)

    def names(unit: Unit) -> tuple[str, ...]:
        if unit.kind == "row":
            return row_names(unit.text)
        return _names(_unmarked(unit.headings[-1])) if unit.kind == "passage" and unit.headings else ()

    return np.array([bool(words) and any(map(is_it, names(unit))) for unit in units])


def row_names(text: str) -> tuple[str, ...]:
    """Return what the first cell of a row calls it, folded: before a bracket and in it, where it has one."""
    return _names(text.rsplit("\n", 1)[-1].split("、", 1)[0].rpartition(": ")[2])


def _unmarked(heading: str) -> str:
    """Return a heading without its bullet, its number or the brackets that it stands in."""
    start = line_start(heading)
    return heading_text(heading) if start is None else heading[start.length :] or heading_text(heading)


def _names(head: str) -> tuple[str, str]:
    outside, _, inside = fold(head).partition("(")
    return outside.strip(), inside.rstrip(") ")


def scaled(scores: Scores, floor: float | None = None) -> Scores:
    """Scale scores linearly to [0, 1]; with a `floor`, that value becomes 0 (a lexical score of zero is no evidence)."""
    low = float(scores.min()) if floor is None else floor
    high = float(scores.max())
    if high <= low:
        return np.zeros_like(scores, dtype=np.float32)
    return ((scores - low) / (high - low)).astype(np.float32)


def scaled_by_language(scores: Scores, other: Mask) -> Scores:
    """Scale lexical scores to [0, 1], half over all units and half over the units of each language alone.

    Words reach a unit of the other language only through the lexicon, which finds fewer of them: its scores are lower for
    the same evidence.
    """
    alone = np.zeros_like(scores, dtype=np.float32)
    for group in (other, ~other):
        if group.any():
            alone[group] = scaled(scores[group], floor=0.0)
    return (scaled(scores, floor=0.0) + alone) / np.float32(2)


def language_gap(dense: Scores, other: Mask, even: NDArray[np.int64] | slice = slice(None)) -> np.float32:
    """Return what units of the other language lack in closeness for their language alone.

    The model puts texts of one language closer together; the difference of the mean cosines of an index measures by how
    much.

    Args:
        dense: the units' cosines.
        other: which of them are not in the question's language.
        even: the places of those that the means are taken of.
    """
    known, foreign = dense[even], other[even]
    if not foreign.any() or foreign.all():
        return np.float32(0)
    return np.float32(known[~foreign].mean() - known[foreign].mean())


def _kind_scores(question: Question, index: OpenIndex, numbers: NDArray[np.int64]) -> Scores:
    """Return what the kinds and roles of some units add to their scores; float32 [units]."""
    table = np.float32(_TABLE_WANTED - _TABLE_UNWANTED if question.over_rows else -_TABLE_UNWANTED)
    records = index.records
    kinds = records.unit_kinds[numbers].among({"table"})
    references = records.unit_references[numbers].among({True})
    added: Scores = np.where(kinds, table, np.float32(0)) - np.float32(_REFERENCE) * references
    if question.target.sort == "why":
        added -= np.float32(_FIGURE_WHY) * records.unit_kinds[numbers].among({"figure"})
    if not question.of_document:
        added -= np.float32(_OF_DOCUMENT) * ~records.unit_roles[numbers].among({"body", "references"})
    return added
