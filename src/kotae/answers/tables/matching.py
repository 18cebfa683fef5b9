"""How well some words of a question say one name of a table."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kotae.answers.tables.names import Name, verbatim
from kotae.index.words import WordIndex
from kotae.question.model import Term

# A name counts as named when the question has this share of it, more where only in other words; less will do where the
# part tells it from all others.
_NAMED, _NAMED_OTHERWISE, _DISTINCTIVE = 0.5, 0.55, 0.2
# What a term that says which kind of thing a name is (県, 港) weighs.
_KIND_OF_THING = 0.3


@dataclass(frozen=True, slots=True)
class Link:
    """A name that the question has: which of its words say it, what share of the name they say, how good a match it is.

    `rows` are those of the name, or of all names that the words fit equally well.
    """

    name: Name
    concepts: frozenset[int]
    share: float
    score: float
    rows: frozenset[int]

    def start(self, concepts: Sequence[Term]) -> int:
        """Return the character of the question at which the link begins."""
        return min(concepts[place].start for place in self.concepts)

    def end(self, concepts: Sequence[Term]) -> int:
        """Return the character of the question behind which the link ends."""
        return max(concepts[place].end for place in self.concepts)


class Matcher:
    """Matches names against the words of one question."""

    def __init__(
        self,
        found: tuple[Term, ...],
        question: str,
        words: WordIndex,
        frequency: dict[tuple[int, str], int],
        rows: int,
        near: Mapping[int, float],
    ) -> None:
        self._concepts = found
        self._question = question
        self._words = words
        self._frequency = frequency
        self._rows = rows
        self._near = near

    def match(self, name: Name, allowed: frozenset[int]) -> Link | None:
        """Return how some of the question's words say a name, or None where they do not."""
        degrees: dict[int, float] = {}
        covered: dict[str, float] = {}
        for place, concept in enumerate(self._concepts):
            degree, terms = concept.met(name.terms) if place in allowed else (0.0, frozenset[str]())
            if degree:
                degrees[place] = degree
                for term in terms:
                    covered[term] = max(covered.get(term, 0.0), degree)
        at = self._verbatim(name)
        if at is not None:
            degrees = {
                place: 1.0
                for place, concept in enumerate(self._concepts)
                if at[0] <= concept.start and concept.end <= at[1] and place in allowed
            }
        if not degrees or (not at and name.kind != "header" and not self._says(degrees)):
            return None
        # fsum: sets have no order, and what a sum is rounded to must not depend on one.
        whole = math.fsum(self._weight(name, term) for term in name.terms)
        said = math.fsum(self._weight(name, term) * degree for term, degree in covered.items())
        share = 1.0 if at else said / (whole or 1)
        strength = sum(self._concepts[place].rarity * degree for place, degree in degrees.items())
        found = max((self._near.get(row, 0.0) for row in name.rows), default=0.0)
        own = at is not None or max(degrees.values()) == 1
        if name.kind != "header" and not self._enough(name, covered, share, own, found):
            return None
        if name.kind != "header" and share < _NAMED and not self._whole_words(frozenset(degrees)):
            return None
        return Link(name, frozenset(degrees), share, strength * (0.3 + 0.7 * share) * (1 + found), name.rows)

    def between(self, places: frozenset[int]) -> frozenset[int]:
        """Return some words with those that stand between them."""
        return frozenset(range(min(places), max(places) + 1)) if places else places

    def _verbatim(self, name: Name) -> tuple[int, int] | None:
        """Return where the question has a name as written, not as the end of a longer word."""
        at = verbatim(name.text, self._question)
        if at and any(concept.start < at[0] < concept.end for concept in self._concepts):
            return None
        return at

    def _says(self, degrees: Mapping[int, float]) -> bool:
        """Tell whether there is more than numbers in some words."""
        return any(not self._concepts[place].normal.isdigit() for place in degrees)

    def _weight(self, name: Name, term: str) -> float:
        """Return how much a term says of a name: it is rare in the corpus, and rare among the column's other names.

        What a Japanese name ends in says what kind of thing it is (県, 港) and is often left out.
        """
        rarity = self._words.rarity(term) + 0.1
        if len(term) == 1 and not term.isascii() and len(name.terms) > 1 and name.text.rstrip("）)」 ").endswith(term):
            rarity *= _KIND_OF_THING
        if name.kind == "header":
            return rarity
        spread = math.log(1 + self._rows / self._frequency[name.column, term]) / math.log(1 + self._rows)
        return rarity * spread

    def _enough(self, name: Name, covered: dict[str, float], share: float, own: bool, near: float) -> bool:
        """Tell whether so much of a name is said that it is meant: more where it is only said in other words."""
        if share >= (_NAMED if own or len(name.rows) > 1 else _NAMED_OTHERWISE):
            return True
        return (own or near == 1.0) and self._distinctive(name, covered, share)

    def _whole_words(self, places: frozenset[int]) -> bool:
        """Tell whether some words are no part of a longer Japanese compound: 研究 is not what 研究費 names."""
        concepts = self._concepts
        return not any(
            concepts[place].end == other.start or other.end == concepts[place].start
            for place in places
            for at, other in enumerate(concepts)
            if at not in places and other.noun and not concepts[place].normal.isascii()
        )

    def _distinctive(self, name: Name, covered: dict[str, float], share: float) -> bool:
        """Tell whether what the question has of a name belongs to few of its column's names."""
        few = any(self._frequency[name.column, term] <= max(1, self._rows // 4) for term in covered)
        return few and share >= _DISTINCTIVE
