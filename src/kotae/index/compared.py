"""Which units of a local index a question is compared with: all that are searched, or the likely ones among very many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.index.engine import Among, Compared, Mask, Scores, UnitRecords
from kotae.index.segmented import SegmentedVectors
from kotae.index.words import WordIndex
from kotae.question.model import Question, Wording

# Among very many units: how many of the nearest, and of those whose words say most in each language, are compared with the
# question, how many of the farthest, and how many at even distances. Measured: benchmarks/scale.
LIKELY, SAID, FAR, EVEN = 512, 2_048, 64, 1_024
# There a term that more than one text in so many has is common: what it says is looked up, for so many alone that stand first
# without it. Where another one might be among so many best ones for what common terms say, these are gone through as well.
_COMMON, _FIRST, _BEST = 8, 4_096, 64
_STEP = 64  # of so many scores one is looked at to guess how great the greatest are
# A synonym that the dictionary infers is weaker evidence than the question's own word.
SYNONYM = 0.7
_ALL = slice(None)
Numbers = NDArray[np.int64]


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
    searched = len(other) if chosen is None else int(np.count_nonzero(chosen))
    near = vectors.nearest(question.vector, LIKELY, chosen, searched)
    if near is None:
        numbers = np.arange(len(other)) if chosen is None else np.flatnonzero(chosen)
        own, pairs, translated = _lexical(question, words, other)
        dense = vectors.scores(question.vector, numbers)
        return Compared(numbers, _ALL, dense, own[numbers], pairs[numbers], translated[numbers])
    far = vectors.nearest(-question.vector, FAR, chosen, searched)
    assert far is not None
    even = even_numbers(searched, chosen)
    return _likely(question, vectors, words, np.concatenate([near, far, even]), even, other, chosen)


def _likely(
    question: Question,
    vectors: SegmentedVectors,
    words: WordIndex,
    taken: Numbers,
    even: Numbers,
    other: Mask,
    chosen: Mask | None,
) -> Compared:
    """Compare the likely ones among very many units.

    Args:
        question: the question.
        vectors: the units' vectors.
        words: the units' words.
        taken: the numbers of units that are compared whatever words say.
        even: those of them that stand for all.
        other: which units are not in the question's language, bool [units].
        chosen: which units are searched, bool [units]; None for all.
    """
    groups = _groups(other, chosen)
    weighed = _weighed(question, words, taken, other, groups, len(other) // _COMMON)
    if not weighed.sure:
        weighed = _weighed(question, words, taken, other, groups, len(other))
    said = weighed.words + weighed.pairs + weighed.translated
    likely = np.isin(weighed.numbers, taken)
    for group in weighed.first:
        places = np.searchsorted(weighed.numbers, np.sort(group))
        likely[places[best_places(said[places], SAID)]] = True
    numbers = weighed.numbers[likely]
    lexical = (scores[likely] for scores in (weighed.words, weighed.pairs, weighed.translated))
    return Compared(numbers, np.searchsorted(numbers, even), vectors.scores(question.vector, numbers), *lexical)


@dataclass(frozen=True, slots=True, eq=False)
class _Weighed:
    """Units of which all that words say is known.

    `numbers` are theirs, ascending, int64 [units]; `words`, `pairs` and `translated` as in `Compared`; `first` the numbers of
    those of each language that stand first without common terms, and `sure` whether none of the others can be among the best.
    """

    numbers: Numbers
    words: Scores
    pairs: Scores
    translated: Scores
    first: list[Numbers]
    sure: bool


def _weighed(
    question: Question, words: WordIndex, taken: Numbers, other: Mask, groups: Sequence[Mask | None], common: int
) -> _Weighed:
    """Say of some units, and of those that stand first without common terms, all that words say.

    Args:
        question: the question.
        words: the units' words.
        taken: the numbers of some units.
        other: which units are not in the question's language, bool [units].
        groups: the units of each language, those in the question's last; bool [units], None for all.
        common: a term is common that more than so many units have.
    """
    terms = [term.normal for term in question.terms]
    lexical = _lexical(question, words, other, most=common)
    said = lexical[0] + lexical[1] + lexical[2]
    first = [_first(said, group, _FIRST) for group in groups]
    numbers = np.unique(np.concatenate([taken, *first]))
    own, pairs, translated = (scores[numbers] for scores in lexical)
    own += words.common_scores(terms, numbers, common)
    pairs += np.where(other[numbers], 0, words.common_pair_scores(question.text, numbers, common))
    # In the other language common words of the question are numbers at most: what it is called there is known whole.
    mine = first[-1]
    whole = (own + pairs + translated)[np.searchsorted(numbers, mine)]
    best = np.partition(whole, -_BEST)[-_BEST] if len(whole) >= _BEST else np.float32(0)
    least = said[mine[-1]] if len(mine) == _FIRST else np.float32(0)
    sure = bool(least + words.common_most(terms, question.text, common) <= best)
    return _Weighed(numbers, own, pairs, translated, first, sure)


def _groups(other: Mask, chosen: Mask | None) -> list[Mask | None]:
    """Return for each language that is searched which units these are, bool [units]; None for all."""
    if not other.any():
        return [chosen]
    return [other, ~other] if chosen is None else [other & chosen, chosen & ~other]


def _first(said: Scores, group: Mask | None, count: int) -> Numbers:
    """Return the numbers of units of a group of which words say most, no more than `count`; those say something.

    Args:
        said: what words say of each unit, float32 [units].
        group: which units are looked at, bool [units]; None for all.
        count: how many are wanted.
    """
    some = said[::_STEP] if group is None else np.where(group[::_STEP], said[::_STEP], np.float32(0))
    place = max(len(some) - 2 * count // _STEP - 1, 0)
    for least in (np.partition(some, place)[place], np.float32(0)):
        there = said > least if group is None else (said > least) & group
        numbers = np.flatnonzero(there)
        if len(numbers) >= count:
            break
    return numbers[best_places(said[numbers], count)]


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


def _lexical(
    question: Question, words: WordIndex, other: Mask, most: int | None = None
) -> tuple[Scores, Scores, Scores]:
    """Return what the question's words, its character pairs and its translations say of every unit; each float32 [units].

    Args:
        question: the question.
        words: the units' words.
        other: which units are not in the question's language, bool [units].
        most: leave out of words and pairs what more than so many units have; None for all.
    """
    pairs = words.pair_scores(question.text, most)
    translations, synonyms = called_otherwise(question)
    translated = _translated_scores(synonyms, words)
    translated *= np.float32(SYNONYM)
    if other.any():
        pairs[other] = 0
        translated[other] = _translated_scores(translations, words)[other]
    return words.scores((term.normal for term in question.terms), most), pairs, translated


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
