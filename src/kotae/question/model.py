"""A question as it is understood, once: what it names, what it asks for, which amounts, times and operations it has.

Places are characters [start, end) of the question's text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kotae.text.language import Language
from kotae.text.tokens import TokenPart

WordingSource = Literal["itself", "translation", "synonym", "sound"]
TermKind = Literal["name", "number", "thing", "other"]
TermUse = Literal["names", "general", "asks"]
Comparison = Literal["=", ">", ">=", "<", "<="]
Grain = Literal["day", "month", "year", "decade", "range"]
Sort = Literal[
    "when", "amount", "who", "where", "why", "how", "like", "named", "which", "what", "yes_no", "head", "other"
]
CueKind = Literal[
    "count", "distinct", "sum", "mean", "difference", "ratio", "share", "change",
    "greatest", "least", "latest", "earliest", "nth", "rank", "first", "last", "next", "previous", "before", "after",
    "most_frequent", "least_frequent", "compare", "more", "less", "same", "not", "except", "only", "all", "each",
    "and", "or", "standard",
]  # fmt: skip
"""What a cue asks for or says.

`count` the number of things, `distinct` of different ones; `change` over time, in percent too; `greatest`, `least`,
`latest` and `earliest` the end of a scale, `nth` a place on it, `rank` the place that something has; `first`, `last`, `next`
and `previous` a place in the order of the table or of time, `before` and `after` all places on one side of something;
`compare` which of two, `more` and `less` a comparison of the two sides ("more than Lima"); `not` denies, `except` leaves out;
`standard` marks the side that the other is measured against ("than Lima", "the catch of Lima" in "how many times the catch").
"""

Manner = Literal["question", "greeting", "thanks", "abilities", "summary", "vague", "nonsense", "other_language"]
"""What kind of thing was typed. `abilities` asks what can be asked here, `summary` for the gist of a document; what is `vague`
leaves open what it is about ("Why?"), and `nonsense` has no word in it that can be read.
"""

# What no cell holds as it stands: it is computed over cells.
_COMPUTED: tuple[CueKind, ...] = (
    "share", "ratio", "difference", "change", "greatest", "least", "latest", "earliest", "nth", "sum", "mean",
    "most_frequent", "least_frequent",
)  # fmt: skip
# What is about many rows at once.
_OVER_ROWS: tuple[CueKind, ...] = (
    "count", "distinct", "sum", "mean", "difference", "ratio", "greatest", "least", "latest", "earliest", "nth", "rank",
    "next", "most_frequent", "least_frequent", "compare", "more", "less",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """What some characters of a question may be called in a document.

    `terms` are those of the word index that together express it, `text` is how it is written, `weight` how likely the
    lexicon holds it to be, from 0 to 1, and `trust` how far it means the same, from 0 to 1 (1 for the word itself).
    """

    start: int
    end: int
    terms: frozenset[str]
    text: str
    source: WordingSource
    weight: float
    trust: float


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question.

    `normal` is its form in the word index, `rarity` its inverse document frequency there. `kind` tells what it may name:
    a name, a number, a thing; of a proper noun `part` tells whether of a person or a place. `use` tells a word that names
    something from one so general that a text about the matter need not have it, and from one that only asks. `within` says
    that it is part of a longer term: the day of a date. `wordings` are what it may be called in a document, itself first.
    """

    start: int
    end: int
    normal: str
    kind: TermKind
    part: TokenPart
    use: TermUse
    rarity: float
    within: bool
    wordings: tuple[Wording, ...]

    @property
    def proper(self) -> bool:
        """Whether it is a proper noun."""
        return self.part in ("person", "place", "name")

    def met(self, terms: frozenset[str]) -> tuple[float, frozenset[str]]:
        """Return how surely a text with some terms expresses the word, from 0 to 1, and which of them do."""
        best, meeting = 0.0, frozenset[str]()
        for wording in self.wordings:
            if wording.trust > best and wording.terms <= terms:
                best, meeting = wording.trust, wording.terms
        return best, meeting


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that values are compared with, or that the question only names.

    `value` has its scale word multiplied out ("3億" is 3e8), `scaled` tells whether there was one; `unit` is as written, or
    empty. `comparison` is how a value must stand to it; `stated` tells whether the question says so ("over 500") or only
    names the number. A comparison that is denied ("not more than") is turned round. "at least one" is an amount as well.
    """

    start: int
    end: int
    value: float
    scaled: bool
    unit: str
    comparison: Comparison
    stated: bool


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a question names: the first and the last of them, None where that side is open.

    `stated` tells whether the question says before, since or between, `grain` how exactly it says the time ("range" where
    it names two). A day or month without any year has neither `first` nor `last`, but `month` and perhaps `day`.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    grain: Grain
    stated: bool
    month: int | None = None
    day: int | None = None

    @property
    def dated(self) -> bool:
        """Whether it names a year, so that it can be told which days are meant."""
        return self.first is not None or self.last is not None

    @property
    def years(self) -> range:
        """The years from the first to the last day; empty where a side is open."""
        return range(self.first.year, self.last.year + 1) if self.first and self.last else range(0)

    def holds(self, first: date, last: date) -> bool:
        """Tell whether other days, first and last, lie within."""
        inside = (self.first is None or first >= self.first) and (self.last is None or last <= self.last)
        return self.dated and inside


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of amount, as length or price: `headers` are what a column of it may be called, in both languages, `units` the
    words and signs that state it in a text."""

    name: str
    headers: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for.

    The characters [start, end) ask for it ("which country", "in what year", "いつ"). `sort` is the kind of answer: "which",
    "what" and "named" want a thing or a name, "head" and "other" stand where no word asks. `head` are the normal forms of the
    noun that the question word goes with, in order, at [head_start, head_end); `attached` tells that this noun follows the
    question word ("which country"), as against being the topic ("the capital is what"). `several` tells that more than one
    is wanted, `number` how many, 0 where that is not said. `measures` are the kinds of amount that are asked for
    ("how long"), `unit` the unit that is asked in ("何トン", "how many acres"); `uncounted` tells that no number of things can be
    the answer ("how much", "いくら", "何%", "how many GWh"). `left` and `right` are the normal forms of
    the words next to [start, end), grammar among them, nearest first.
    """

    start: int
    end: int
    sort: Sort
    head: tuple[str, ...]
    head_start: int
    head_end: int
    attached: bool
    several: bool
    number: int
    measures: tuple[Measure, ...]
    unit: str
    uncounted: bool
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that asks for an operation, or says how things are chosen.

    `number` is the one in it (third: 3, the five largest: 5), 0 where there is none; for `nth` it counts from the end that
    `direction` tells. `direction` is the way that a change, a comparison or an order goes: "up" or "down", or empty.
    `measures` are the scales that it may order by where its adjective says that ("longest": length or duration).
    """

    start: int
    end: int
    kind: CueKind
    number: int = 0
    direction: Literal["up", "down", ""] = ""
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One thing that is asked, understood.

    `text` can be understood alone, `said` is in the asker's own words. `terms` are all words that carry meaning, `phrases`
    what words and runs of words are called in the other language or otherwise in this one, each phrase's wordings together;
    `cues`, `amounts` and `periods` stand in the text's order. `of_document` tells that it is about a document rather than its
    subject: who wrote it, when, how they are reached; `only_names` that it only names a thing and wants to know of it.
    `documents` are the numbers of those that it names by what they are called, `rest` what it asks besides; None where it names
    none. `vector` is of the whole text, float32 [dimension], `token_vectors` of the model's tokens, float32 [tokens, width], each
    of length 1, `token_starts` the characters at which those tokens begin, int32 [tokens].
    """

    text: str
    said: str
    language: Language
    terms: tuple[Term, ...]
    phrases: tuple[tuple[Wording, ...], ...]
    amounts: tuple[Amount, ...]
    periods: tuple[Period, ...]
    target: Target
    cues: tuple[Cue, ...]
    of_document: bool
    only_names: bool
    vector: NDArray[np.float32]
    token_vectors: NDArray[np.float32]
    token_starts: NDArray[np.int32]
    documents: frozenset[int] = frozenset()
    rest: "Question | None" = None

    def cued(self, *kinds: CueKind) -> Cue | None:
        """Return the first cue of some kinds."""
        return next((cue for cue in self.cues if cue.kind in kinds), None)

    @property
    def computes(self) -> bool:
        """Whether it asks for something that is computed from cells."""
        return self.cued(*_COMPUTED) is not None

    @property
    def over_rows(self) -> bool:
        """Whether it is about many rows at once: the greatest, a sum, a count, a ranking, a comparison."""
        return self.cued(*_OVER_ROWS) is not None

    @property
    def distinct(self) -> tuple[Term, ...]:
        """Every term once, in order."""
        return tuple({term.normal: term for term in reversed(self.terms)}.values())[::-1]

    @property
    def named(self) -> Iterator[Term]:
        """The terms that name something, in order, each once; parts of longer ones are left out."""
        seen: set[str] = set()
        for term in self.terms:
            if term.use == "names" and not term.within and term.normal not in seen:
                seen.add(term.normal)
                yield term


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a user typed, on one line, and the things that it asks: one question, or several; `manner` tells whether it asks.

    `summarised` are the words of a wish for a summary that may be what a document is called ("the mining handbook").
    """

    text: str
    language: Language
    questions: tuple[Question, ...]
    manner: Manner = "question"
    summarised: str = ""
