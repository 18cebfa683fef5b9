"""A question over a table: which of its words name columns, and which conditions on rows it may state."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kotae.answers.formulas.model import Condition
from kotae.answers.formulas.view import ColumnView, View
from kotae.question.model import Question, Term

SHORTEST = 2  # characters of a text that is looked for in the question as it is written
SPREAD = 0.8  # the trust in a name whose words do not stand as they do in the table
_BETWEEN = 2  # words that may stand among those of a name


@dataclass(frozen=True, slots=True)
class Heading:
    """How well a question names a column: its terms that do, and from 0 to 1 how much of the header they are.

    `whole` counts all words of the header, `trust` how surely those that are met mean it.
    """

    terms: frozenset[int] = frozenset()
    whole: float = 0.0
    trust: float = 0.0

    @property
    def score(self) -> float:
        """How well the column is named, from 0 to 1."""
        return self.whole * self.trust


@dataclass(frozen=True, slots=True)
class Matched:
    """A question over a table: what its words may be there.

    `terms` are the question's terms in order, the parts of a word where it has parts; `words` their normal forms.
    """

    question: Question
    view: View
    terms: tuple[Term, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    headings: tuple[Heading, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def in_other_language(self) -> bool:
        """Whether the table is in another language than the question."""
        return self.question.language != self.view.language

    @property
    def best_named(self) -> tuple[int, ...]:
        """The columns that the question names as well as any; none where it names none."""
        best = max((heading.score for heading in self.headings), default=0.0)
        return tuple(column for column, heading in enumerate(self.headings) if heading.score == best > 0)

    @property
    def first_places(self) -> dict[str, int]:
        """The first term of each word."""
        return {word: place for place, word in reversed([*enumerate(self.words)])}

    def terms_between(self, start: int, end: int) -> frozenset[int]:
        """Return the terms that begin within some characters of the question."""
        return frozenset(number for number, place in enumerate(self.starts) if start <= place < end)

    def said(self, terms: frozenset[int]) -> str:
        """Return the characters of the question from the first to the last of some terms."""
        return self.question.text[self.starts[min(terms)] : self.ends[max(terms)]]


def heading_of(asked: Matched, column: ColumnView) -> Heading:
    """Return how well the question names a column."""
    header = column.header
    if not header:
        return Heading()
    places = {term: frozenset(n for n, word in enumerate(asked.words) if word == term) for term in header}
    met = {term for term in header if places[term]}
    best = Heading(frozenset().union(*places.values()), len(met) / len(set(header)), 1.0) if met else Heading()
    for phrase in asked.question.phrases:
        for wording in phrase:
            other = wording.terms & set(header)
            if wording.source == "itself" or not other or other != wording.terms:
                continue
            terms = asked.terms_between(wording.start, wording.end)
            candidate = Heading(terms, len(other) / len(set(header)), wording.trust)
            best = max(best, candidate, key=lambda heading: heading.score)
    return best


def near(names: Collection[str], first: Mapping[str, int]) -> list[int]:
    """Return where the question has some words, in their order; nothing where one is not there or they stand far apart.

    Args:
        names: the words.
        first: the first term of each word of the question.
    """
    places = [first[name] for name in names] if all(name in first for name in names) else []
    return places if places and max(places) - min(places) < len(names) + _BETWEEN else []


def cuts_a_word(text: str, start: int, end: int) -> bool:
    """Tell whether characters of a text begin or end inside a word or number of Latin letters."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return any(
        outside.isalnum() and outside.isascii() and inside.isalnum() and inside.isascii()
        for outside, inside in ((before, text[start : start + 1]), (after, text[end - 1 : end]))
    )
