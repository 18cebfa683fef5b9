"""The words of a question, each with what it may be called in a document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kotae.index.words import WordIndex
from kotae.retrieval.query import Query
from kotae.text.tokens import Token

_TRANSLATED, _SYNONYM = 0.6, 0.5
# Words that ask, that name a part of something, or that say how much of a scale: no row or column is called by them.
_ASKING = frozenset(
    (
        "何 幾ら 幾つ どの どれ つ 教える いう 言う どう うち 内 中 限る 求める 挙げる 上げる 下さる 答える 示す 知る 列 表"
        " whi tell give much mani big larg high low long short old tall heavi wide deep fast figur valu amount number name"
        " show find pleas"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Concept:
    """One word of the question: its characters [start, end), how rare it is, whether it may name something and whether
    it is a proper name, and the sets of terms that express it, each with how surely it does (1 for the word itself)."""

    term: str
    start: int
    end: int
    weight: float
    noun: bool
    proper: bool
    alternatives: tuple[tuple[frozenset[str], float], ...]

    def met(self, terms: frozenset[str]) -> tuple[float, frozenset[str]]:
        """Return how surely some terms express the word, and which of them do."""
        best, found = 0.0, frozenset[str]()
        for alternative, degree in self.alternatives:
            if degree > best and alternative <= terms:
                best, found = degree, alternative
        return best, found


def concepts(
    query: Query, words: WordIndex, spoken_for: Sequence[tuple[int, int]], asking: Sequence[tuple[int, int]]
) -> tuple[Concept, ...]:
    """Return the words of a question with what they may be called in a document.

    Args:
        query: the question.
        words: what says how rare a word is.
        spoken_for: characters [start, end) of the question that say something else, as a time does.
        asking: characters that ask for an operation; a name may have such words as they are, but not translated.
    """
    found = []
    for token in query.tokens:
        if any(start <= token.start and token.end <= end for start, end in spoken_for) or _asks(token.term):
            continue
        alternatives = [(frozenset([token.term]), 1.0)]
        operation = meets(token.start, token.end, asking)
        for translations, base in () if operation else ((query.translations, _TRANSLATED), (query.synonyms, _SYNONYM)):
            for translation in translations:
                if translation.start <= token.start and token.end <= translation.end:
                    alternatives.extend(
                        (frozenset(target.terms), base + (1 - base) * target.weight)
                        for target in translation.targets
                        if base != _SYNONYM or len(target.text) > 1
                    )
        found.append(
            Concept(
                token.term,
                token.start,
                token.end,
                words.rarity(token.term),
                _is_noun(token),
                _is_proper(token),
                tuple(alternatives),
            )
        )
    return tuple(found)


def meets(start: int, end: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Tell whether some characters [start, end) share any with one of some ranges."""
    return any(first < end and start < last for first, last in ranges)


def _is_noun(token: Token) -> bool:
    """Tell whether a word may name something: in English any word may, in Japanese nouns and names."""
    return token.kind != "ja" or token.part != "other"


def _is_proper(token: Token) -> bool:
    return token.part in ("person", "place", "name")


def _asks(term: str) -> bool:
    """Tell whether a term only asks: it names nothing in a table."""
    return term in _ASKING
