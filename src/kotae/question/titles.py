"""Which documents a question names by what they are called, and what it asks besides.

Who names a document ("according to the travel rules, …") says where to look. Its passages seldom repeat the name, and those
that do (mastheads, letters to its readers) seldom hold the answer: within it, the rest of the question finds the place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from kotae.question.model import Question, Term
from kotae.text import tokens

# A name that is nearly all that a question says is its subject.
_MOST = 0.8

Spans = frozenset[tuple[int, int]]


class Titles:
    """What the documents of an index are called, word by word."""

    def __init__(self, called: Iterable[str]) -> None:
        """Take in what each document is called, in the order of their numbers."""
        holding: dict[str, set[int]] = defaultdict(set)
        self._documents = 0
        for number, title in enumerate(called):
            self._documents = number + 1
            for term in tokens.terms(title):
                holding[term].add(number)
        self._holding = {term: frozenset(documents) for term, documents in holding.items()}

    def named(self, question: Question) -> tuple[frozenset[int], Spans]:
        """Return the numbers of the documents that a question names best, and the characters that do.

        Only nouns name: no numbers (a year is asked for more often than it tells documents apart), nothing that asks for an
        operation. A title is no name where there is no other document, or where nothing else is named: "the total price"; one
        common word of it is none.
        """
        spans: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for start, end, documents in self._places(question):
            for document in documents:
                spans[document].add((start, end))
        groups: dict[Spans, set[int]] = defaultdict(set)
        for document, places in spans.items():
            groups[frozenset(places)].add(document)
        if not groups or self._documents < 2:
            return frozenset(), frozenset()
        best = max(groups, key=lambda places: (_weight(question.terms, places), -min(groups[places])))
        whole = sum(term.rarity for term in question.distinct)
        besides = any(not _touches(term, best) for term in _naming(question))
        named = besides and _is_name(question, best) and _weight(question.terms, best) <= _MOST * whole
        return (frozenset(groups[best]), best) if named else (frozenset(), frozenset())

    def _places(self, question: Question) -> Iterable[tuple[int, int, Collection[int]]]:
        """Yield the characters of nouns, and of what they are called otherwise, with the documents called so."""
        nouns = [term for term in _naming(question) if term.kind in ("name", "thing")]
        for term in nouns:
            yield term.start, term.end, self._holding.get(term.normal, ())
        for wording in (wording for phrase in question.phrases for wording in phrase):
            documents = [self._holding.get(term, frozenset()) for term in wording.terms]
            within = any(wording.start <= term.start and term.end <= wording.end for term in nouns)
            if documents and within and not any(map(str.isdigit, wording.text)):
                yield wording.start, wording.end, frozenset.intersection(*documents)


def _is_name(question: Question, spans: Spans) -> bool:
    """Tell whether words of a title are a name: several, or a proper one; one common word is what the document is about."""
    within = [term for term in _naming(question) if _touches(term, spans) and not term.within]
    return len({term.normal for term in within}) > 1 or any(term.kind == "name" for term in within)


def _naming(question: Question) -> list[Term]:
    """Return the words that may name something: none that ask, or ask for an operation."""
    asks = [(cue.start, cue.end) for cue in question.cues] + [(question.target.start, question.target.end)]
    return [term for term in question.terms if term.use == "names" and not _touches(term, asks)]


def _touches(term: Term, spans: Collection[tuple[int, int]]) -> bool:
    return any(start < term.end and term.start < end for start, end in spans)


def without(text: str, spans: Spans) -> str:
    """Return a text without some of its characters, each [start, end)."""
    cut = {place for start, end in spans for place in range(start, end)}
    return " ".join("".join(" " if place in cut else character for place, character in enumerate(text)).split())


def _weight(terms: Sequence[Term], spans: Spans) -> float:
    """Return the rarities of the words that stand in some characters, together."""
    within = {
        term.normal: term.rarity
        for term in terms
        if any(start <= term.start and term.end <= end for start, end in spans)
    }
    return sum(within.values())
