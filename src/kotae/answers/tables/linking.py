"""What a question names in a table: every word of it says at most one column, row or group."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kotae.answers.tables.matching import Link, Matcher
from kotae.answers.tables.names import Name, column_frequency, folded, names_of, verbatim
from kotae.answers.tables.relation import Relation
from kotae.index.words import WordIndex
from kotae.question.model import Term, Wording
from kotae.text import tokens

_NAMED = 0.5
# A word belongs to the header of which it is a clearly greater share.
_LESSER, _ROUNDED = 0.15, 1e-9
# A name of which the question has this share takes the words between its own, too.
_SURE = 0.8
# Of two names that share words, one gives way when fewer of its words are left to it.
_LEFT = 0.6
_UNREAD = 5.0  # as rare as a word gets


@dataclass(frozen=True, slots=True)
class Links:
    """What a question names in a table: `headers` best first, `values` in the question's order, `about` the words that
    its caption or surroundings have."""

    concepts: tuple[Term, ...]
    headers: tuple[Link, ...]
    values: tuple[Link, ...]
    about: frozenset[int]

    @property
    def bound(self) -> frozenset[int]:
        """The words of the question that the table accounts for."""
        return self.about.union(*(link.concepts for link in (*self.headers, *self.values)))


def link(
    found: tuple[Term, ...],
    question: str,
    relation: Relation,
    about: str,
    words: WordIndex,
    near: Mapping[int, float],
) -> Links:
    """Find what a question names in a table.

    Args:
        found: the question's words.
        question: the question.
        relation: the table.
        about: the text around the table: its caption, headings, notes.
        words: what says how rare a word is.
        near: how near rows are to the question, from 0 to 1, as far as the search found them.
    """
    names = list(names_of(relation))
    found = (*found, *_unread(names, found, folded(question)))
    frequency = column_frequency(names)
    matcher = Matcher(found, folded(question), words, frequency, max(1, len(relation.table.rows)), near)
    everything = frozenset(range(len(found)))
    links = [matched for name in names if (matched := matcher.match(name, everything))]
    headers = _of_their_own([one for one in links if one.name.kind == "header"], matcher, relation.label)
    candidates = [one for one in links if one.name.kind != "header" and not _modifies(one, headers, found, question)]
    values = _exclusive(candidates, matcher, headers)
    headers = _without(headers, values, matcher)
    surroundings = frozenset(tokens.terms(about))
    return Links(
        found,
        tuple(sorted(headers, key=lambda one: (-one.score, one.name.column))),
        tuple(sorted(values, key=lambda one: (one.start(found), one.name.column))),
        frozenset(place for place, concept in enumerate(found) if concept.met(surroundings)[0] > 0),
    )


def _unread(names: Sequence[Name], found: Sequence[Term], question: str) -> Iterator[Term]:
    """Yield a word for every name that the question has as written but whose words were taken for grammar."""
    for text in dict.fromkeys(name.text for name in names):
        at = verbatim(text, question)
        if at and not any(at[0] <= concept.start and concept.end <= at[1] for concept in found):
            wording = Wording(*at, frozenset([text]), text, "itself", 1.0, 1.0)
            yield Term(*at, text, "thing", "other", "names", _UNREAD, within=False, wordings=(wording,))


def _of_their_own(headers: list[Link], matcher: Matcher, label: int) -> list[Link]:
    """Leave every word of the question to the headers that it is the greatest share of, and to the label's between equals."""
    best: dict[int, float] = {}
    for header in headers:
        for place in header.concepts:
            share = header.share + (_LESSER if header.name.column == label else 0.0)
            best[place] = max(best.get(place, 0.0), share)
    kept = []
    for header in headers:
        # The difference is rounded: without a margin a header can lose against itself.
        own = frozenset(place for place in header.concepts if header.share >= best[place] - _LESSER - _ROUNDED)
        again = matcher.match(header.name, own) if own else None
        if again:
            kept.append(again)
    return kept


def _modifies(value: Link, headers: list[Link], found: Sequence[Term], question: str) -> bool:
    """Tell whether an English word that would be a value in Japanese belongs to the header behind it ("water capacity")."""
    last = max(value.concepts)
    own = any(found[place].proper or found[place].met(value.name.terms)[0] == 1 for place in value.concepts)
    if (
        own
        or (value.share == 1 and len(value.concepts) > 1)
        or not question[found[last].start : found[last].end].isascii()
    ):
        return False
    following = [place for header in headers for place in header.concepts if 0 < place - last <= 2]
    return any(re.fullmatch(r" (?:[a-z]+ )?", question[found[last].end : found[place].start]) for place in following)


def _without(headers: list[Link], values: list[Link], matcher: Matcher) -> list[Link]:
    """Take from headers the words of longer values that the question has whole: "Works" is none in "Salt Works Museum"."""
    kept = []
    for header in headers:
        inside = frozenset[int]().union(
            *(
                value.concepts
                for value in values
                if value.share >= _SURE and len(value.concepts) > len(header.concepts & value.concepts) > 0
            )
        )
        left = header.concepts - inside
        again = header if left == header.concepts else matcher.match(header.name, left) if left else None
        if again:
            kept.append(again)
    return kept


def _exclusive(links: list[Link], matcher: Matcher, headers: list[Link]) -> list[Link]:
    """Choose among names so that every word of the question says one of them; equally good ones are kept together."""
    taken: dict[int, float] = {}
    for header in headers:
        whole = _SURE if header.share >= _SURE and len(header.concepts) > 1 else 0.0
        for place in header.concepts:
            taken[place] = max(taken.get(place, 0.0), header.share + whole)
    kept: list[Link] = []
    used: set[int] = set()
    for one in sorted(links, key=lambda one: -one.score):
        twin = next((k for k, other in enumerate(kept) if _twins(one, other)), None)
        if twin is not None:
            other = kept[twin]
            kept[twin] = replace(other, rows=other.rows | one.rows)
            continue
        left = frozenset(place for place in one.concepts if place not in used and taken.get(place, 0.0) <= one.share)
        again = one if left == one.concepts else matcher.match(one.name, left)
        if again and again.share >= _LEFT * one.share:
            if again.share >= _SURE:
                again = replace(again, concepts=matcher.between(again.concepts))
            kept.append(again)
            used |= again.concepts
    return kept


def _twins(one: Link, other: Link) -> bool:
    """Tell whether the same words of the question say two names of a column, neither of them better."""
    same = one.name.column == other.name.column and one.concepts == other.concepts
    weak = one.share < _NAMED and other.share < _NAMED
    return same and (weak or abs(one.score - other.score) < 1e-9)
