"""Which units of a local index a question is compared with: all that are searched, or the likely ones among very many."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kotae.index.engine import Among, Compared, Mask, Scores, UnitRecords
from kotae.index.segmented import SegmentedVectors
from kotae.index.words import WordIndex
from kotae.question.model import Question, Wording

# Among very many units: how many of the nearest, and of those whose words say most in each language, are compared with the
# question, how many of the farthest, and how many at even distances. Measured: benchmarks/scale.
LIKELY, FAR, EVEN = 512, 64, 1_024
# A synonym that the dictionary infers is weaker evidence than the question's own word.
SYNONYM = 0.7
_ALL = slice(None)


def compared(
    question: Question, records: UnitRecords, vectors: SegmentedVectors, words: WordIndex, among: Among
) -> Compared | None:
    """Choose the units that are compared with a question.

    Where very many are searched that is the nearest, those whose words say most in either language, the farthest, which tell
    what the least closeness is, and some at even distances, which tell the mean one.

    Args:
        question: the question.
        records: the units' records.
        vectors: the units' vectors.
        words: the units' words.
        among: which units are searched.
    """
    chosen = chosen_units(among, records)
    if chosen is not None and not chosen.any():
        return None
    other = ~records.unit_languages.among({question.language})
    own, pairs, translated = _lexical(question, words, other)
    numbers, even = _numbers(question.vector, vectors, own + pairs + translated, other, chosen)
    dense = vectors.scores(question.vector, numbers)
    return Compared(numbers, even, dense, own[numbers], pairs[numbers], translated[numbers])


def _numbers(
    query: Scores, vectors: SegmentedVectors, said: Scores, other: Mask, chosen: Mask | None
) -> tuple[NDArray[np.int64], NDArray[np.int64] | slice]:
    """Return the numbers of the units that are compared, ascending, and the places of those that stand for all.

    Args:
        query: the question's vector, float32 [dimension].
        vectors: the units' vectors.
        said: what words say of each unit, float32 [units].
        other: which units are not in the question's language, bool [units].
        chosen: which units are searched, bool [units]; None for all.
    """
    searched = len(other) if chosen is None else int(np.count_nonzero(chosen))
    near = vectors.nearest(query, LIKELY, chosen, searched)
    if near is None:
        return np.arange(len(other)) if chosen is None else np.flatnonzero(chosen), _ALL
    far = vectors.nearest(-query, FAR, chosen, searched)
    assert far is not None
    groups = (other, ~other) if chosen is None else (other & chosen, chosen & ~other)
    best = [best_places(np.where(group, said, np.float32(-1)), min(LIKELY, int(group.sum()))) for group in groups]
    even = even_numbers(searched, chosen)
    numbers = np.unique(np.concatenate([near, far, *best, even]))
    return numbers, np.searchsorted(numbers, even)


def even_numbers(searched: int, chosen: Mask | None) -> NDArray[np.int64]:
    """Return the numbers of units at even distances among those that are searched; int64 [`EVEN` at most].

    Args:
        searched: how many are searched.
        chosen: which these are, bool [units]; None for all.
    """
    steps = np.unique(np.linspace(0, searched - 1, EVEN).astype(np.int64))
    return steps if chosen is None else np.flatnonzero(chosen)[steps]


def best_places(scores: Scores, count: int) -> NDArray[np.int64]:
    """Return the places of the greatest scores, the greatest first, equal ones in their order; int64 [count at most]."""
    if not count:
        return np.empty(0, np.int64)
    if count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")[:count]]


def chosen_units(among: Among, records: UnitRecords) -> Mask | None:
    """Tell of each unit whether it is searched, bool [units]; None where all are."""
    masks = []
    if among.documents is not None:
        wanted = {number for number, document in enumerate(records.documents) if document.id in among.documents}
        masks.append(records.unit_documents.among(wanted))
    if among.language is not None:
        masks.append(records.unit_languages.among({among.language}))
    if among.kinds is not None:
        masks.append(records.unit_kinds.among(among.kinds))
    return np.logical_and.reduce(masks) if masks else None


def _lexical(question: Question, words: WordIndex, other: Mask) -> tuple[Scores, Scores, Scores]:
    """Return what the question's words, its character pairs and its translations say of every unit; each float32 [units].

    Args:
        question: the question.
        words: the units' words.
        other: which units are not in the question's language, bool [units].
    """
    pairs = words.pair_scores(question.text)
    pairs[other] = 0
    translations, synonyms = called_otherwise(question)
    translated = np.float32(SYNONYM) * _translated_scores(synonyms, words)
    translated[other] = _translated_scores(translations, words)[other]
    return words.scores(term.normal for term in question.terms), pairs, translated


def called_otherwise(question: Question) -> tuple[list[tuple[Wording, ...]], list[tuple[Wording, ...]]]:
    """Return what phrases of a question are called in the other language, and what they are called besides in its own."""
    translations = [phrase for phrase in question.phrases if phrase[0].source != "synonym"]
    synonyms = [phrase for phrase in question.phrases if phrase[0].source == "synonym"]
    return translations, synonyms


def _translated_scores(phrases: Iterable[Sequence[Wording]], words: WordIndex) -> Scores:
    """Return the BM25 score of every unit for what phrases are called otherwise, float32 [units].

    The wordings of a phrase are alternatives: of them a unit is given the best, not the sum.
    """
    total = words.scores([])
    best = words.scores([])
    for phrase in phrases:
        texts = []
        for wording in phrase:
            matches = words.matches(sorted(wording.terms))
            best[matches.texts] = np.maximum(best[matches.texts], np.float32(wording.weight) * matches.scores)
            texts.append(matches.texts)
        for some in texts:
            total[some] += best[some]
            best[some] = 0  # those that a later wording has too are added once
    return total
