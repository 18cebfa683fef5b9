"""How much of what a question asks about is in a text: its terms, or what the lexicon says they are called there."""

from collections.abc import Iterable
from dataclasses import dataclass

from kotae.index.words import WordIndex
from kotae.retrieval.query import Query
from kotae.text import tokens


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that a question names: how rare it is, and the sets of terms any of which expresses it."""

    weight: float
    alternatives: tuple[frozenset[str], ...]

    def within(self, terms: frozenset[str]) -> bool:
        """Tell whether a text with these terms expresses it."""
        return any(alternative <= terms for alternative in self.alternatives)


def aspects(query: Query, words: WordIndex) -> tuple[Aspect, ...]:
    """Return what a question names: each of its terms, with the translations that cover the term's characters."""
    found: dict[str, Aspect] = {}
    for token in query.tokens:
        alternatives = [frozenset([token.term])]
        for translation in (*query.translations, *query.synonyms):
            if translation.start <= token.start and token.end <= translation.end:
                alternatives.extend(frozenset(target.terms) for target in translation.targets)
        found.setdefault(token.term, Aspect(words.rarity(token.term), tuple(alternatives)))
    return tuple(found.values())


def coverage(wanted: Iterable[Aspect], text: str) -> float:
    """Return the share of the aspects, by weight, that a text expresses, from 0 to 1."""
    terms = frozenset(tokens.terms(text))
    wanted = tuple(wanted)
    total = sum(aspect.weight for aspect in wanted)
    return sum(aspect.weight for aspect in wanted if aspect.within(terms)) / total if total else 0.0
