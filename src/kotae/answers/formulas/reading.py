"""What of a question over a table is the same for all its formulas."""

import unicodedata
from collections import Counter
from dataclasses import dataclass

from kotae.answers.formulas.matched import Matched
from kotae.answers.formulas.model import Condition, Operation
from kotae.documents import model as documents
from kotae.question.model import CueKind, Period
from kotae.text import tokens
from kotae.text.normalise import fold

# Which cues an operation takes up; a cue that no part of a formula takes up speaks against it.
TAKEN: dict[Operation, tuple[CueKind, ...]] = {
    "look_up": ("only", "each", "all", "and", "or", "rank"), "list": ("all", "each"), "first": ("first", "earliest"),
    "last": ("last", "latest"), "nth": ("nth", "greatest", "least", "earliest", "latest"),
    "next": ("next", "after", "nth", "greatest", "least"), "previous": ("previous", "before"),
    "greatest": ("greatest", "latest", "last", "more"), "least": ("least", "earliest", "first", "less"),
    "top": ("greatest", "least", "first", "last", "nth", "earliest", "latest"), "count": ("count", "sum", "all"),
    "distinct": ("count", "distinct", "sum", "all"), "sum": ("sum", "all", "count", "and", "each"), "mean": ("mean",),
    "difference": ("difference", "change", "more", "less", "compare", "and", "before", "after"),
    "years_between": ("difference", "and", "before", "after", "first", "last", "count"),
    "ratio": ("ratio", "and", "more", "less"),
    "trend": ("change", "difference", "and"), "share": ("share",), "change": ("change", "share", "difference", "and"),
    "compare": ("compare", "or", "more", "less", "greatest", "least", "earliest", "latest", "first", "last", "before", "after"),
    "most_frequent": ("most_frequent", "greatest", "more", "compare", "or", "count", "sum"),
    "least_frequent": ("least_frequent", "least", "less", "compare", "or", "count", "sum"),
    "same": ("same", "except"),
    "yes_no": ("and", "or", "more", "less", "all", "compare"),
    "which_column": ("greatest", "least"),
}  # fmt: skip
# Cues that "nth" and "next" take up only where rows are put in order by a column.
BY_A_COLUMN: frozenset[CueKind] = frozenset(("greatest", "least", "earliest", "latest"))
_HALF = 0.5  # of a header's words must be said for it to be named
_BY_FAR = (
    0.02  # between the two nearest headers; a quarter of the questions of WikiTableQuestions have more (train, n = 60)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a question is the same for all its formulas.

    `cue_terms` are the terms of each cue, `period_terms` those of each time that it names, `met_by` the columns whose own times
    meet that, `timed` all columns that have a time. Of the terms but those that stand for what is asked for, `asking` is how
    many there are, `open` those that are not said around the table, `names` and `amounts` which of them are proper or numbers;
    `named` are those that name a column for the most part, `best_named` the columns that are named as well as any, `close` how
    each column's header stands to the question in meaning, `single` the sorts that one column alone has. `across` tells that the
    table is in the other language and the question none for yes or no, which the questions that weights for this are learned
    from never are.
    """

    asked: Matched
    kinds: tuple[CueKind, ...]
    cue_terms: tuple[frozenset[int], ...]
    period_terms: tuple[frozenset[int], ...]
    met_by: tuple[frozenset[int], ...]
    timed: frozenset[int]
    head: frozenset[int]
    target: frozenset[int]
    best: float
    asking: int
    open: frozenset[int]
    names: frozenset[int]
    amounts: frozenset[int]
    named: frozenset[int]
    best_named: tuple[int, ...]
    close: tuple[str, ...]
    single: frozenset[str]
    text: str
    words: frozenset[str]
    about: frozenset[int]
    nearness: float
    closeness: tuple[float, ...] = ()
    across: bool = False


def reading(
    asked: Matched, about: frozenset[str] = frozenset(), nearness: float = 1.0, closeness: tuple[float, ...] = ()
) -> Reading:
    """Return what of a question is the same for all its formulas.

    Args:
        asked: the question over a table.
        about: the terms of what stands over the table, beside its own caption and notes.
        nearness: the score of the table's best hit, as a part of the best hit's of all.
        closeness: how near the meaning of each column's header is to the question, 0 where it is not known; empty where none is.
    """
    question, view = asked.question, asked.view
    target = asked.terms_between(question.target.start, question.target.end)
    asking = frozenset(range(len(asked.words))) - target
    around = _said_around(asked, about)
    timed = {column: when for column, when in enumerate(view.times) if when}
    sorts = Counter(column.sort for column in view.columns)
    return Reading(
        asked=asked,
        kinds=tuple(dict.fromkeys(cue.kind for cue in question.cues)),
        cue_terms=tuple(asked.terms_between(cue.start, cue.end) for cue in question.cues),
        period_terms=tuple(asked.terms_between(period.start, period.end) for period in question.periods),
        met_by=tuple(
            frozenset(column for column, when in timed.items() if meets(period, when)) for period in question.periods
        ),
        timed=frozenset(timed),
        head=asked.terms_between(question.target.head_start, question.target.head_end),
        target=target,
        best=max((heading.score for heading in asked.headings), default=0.0),
        asking=len(asking),
        open=asking - around,
        names=frozenset(place for place in asking if asked.terms[place].proper),
        amounts=frozenset(place for place in asking if asked.terms[place].kind == "number"),
        named=frozenset().union(*(heading.terms for heading in asked.headings if heading.whole >= _HALF)),
        best_named=asked.best_named,
        close=_close(closeness, len(view.columns)),
        single=frozenset(sort for sort, count in sorts.items() if count == 1),
        text=fold(question.text),
        words=frozenset(term.normal for term in question.terms),
        about=around,
        nearness=nearness,
        closeness=closeness,
        across=asked.in_other_language and question.target.sort != "yes_no",
    )


def _close(closeness: tuple[float, ...], columns: int) -> tuple[str, ...]:
    """Return how each column's header stands to the question in meaning, among the table's: first by far, first, ...."""
    known = sorted((value for value in closeness if value), reverse=True)
    if len(known) < 2:
        return ("-",) * columns
    by_far = known[0] - known[1] >= _BY_FAR
    places = ("first by far" if by_far else "first", "second")
    ranks = [known.index(value) if value else None for value in closeness]
    return tuple("-" if rank is None else places[rank] if rank < len(places) else "other" for rank in ranks)


def _said_around(asked: Matched, about: frozenset[str]) -> frozenset[int]:
    """Return the terms of the question that are said around the table: in its caption, notes, units, or over it."""
    table = asked.view.table
    around = about | frozenset(tokens.terms(" ".join([table.caption, *table.notes, table.source, table.unit])))
    found = {number for number, term in enumerate(asked.terms) if term.normal in around}
    for phrase in asked.question.phrases:
        for wording in phrase:
            if wording.terms <= around:
                found |= asked.terms_between(wording.start, wording.end)
    return frozenset(found)


def meets(period: Period, when: documents.Period) -> bool:
    return period.holds(when.first, when.last) or ends_in(period, when)


def ends_in(period: Period, told: documents.Period) -> bool:
    """Tell whether days end in the year that is named: a business year is called so."""
    return period.grain == "year" and period.last is not None and told.last.year == period.last.year


def level(score: float) -> str:
    """Return a score from 0 to 1 as one of five levels."""
    return "0" if score <= 0 else "low" if score < 0.4 else "half" if score < 0.75 else "high" if score < 1 else "1"


def goes_on(condition: Condition, of: Reading, taken: frozenset[int]) -> bool:
    """Tell whether the word that names a condition goes on, without a space, in one of the same script that nothing names."""
    asked, terms = of.asked, condition.terms
    for term, beside in ((min(terms), min(terms) - 1), (max(terms), max(terms) + 1)) if terms else ():
        if beside in taken or beside in of.about or not 0 <= beside < len(asked.terms):
            continue
        first, second = sorted((term, beside))
        place = asked.starts[second]
        text = asked.question.text
        if asked.ends[first] == place and _script(text[place - 1]) == _script(text[place]) != "":
            return True
    return False


def _script(character: str) -> str:
    """Return the script that a character is of, where words are written in one: han, katakana."""
    name = unicodedata.name(character, "")
    return "han" if name.startswith("CJK UNIFIED") else "katakana" if name.startswith("KATAKANA") else ""
