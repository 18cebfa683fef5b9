"""What speaks for the columns of a formula: the one that is told, and the one that rows are ordered or computed by."""

from collections.abc import Iterator
from functools import lru_cache

from kotae.answers.formulas.matched import Heading
from kotae.answers.formulas.model import Formula
from kotae.answers.formulas.reading import TAKEN, Reading, ends_in, level, meets
from kotae.question.model import Cue, Measure
from kotae.text.tokens import stem

_NEAR = 3  # words between a cue and what it orders by


def told_features(formula: Formula, of: Reading) -> Iterator[str]:
    """Yield what speaks for the column that is told."""
    if formula.told is None:
        return
    asked = of.asked
    column, heading, target = asked.view.columns[formula.told], asked.headings[formula.told], asked.question.target
    yield f"told {column.sort} for {target.sort}"
    yield f"told {formula.operation} {column.sort}"
    named = level(heading.score)
    yield f"told named {named}"
    yield f"told named {named} {formula.operation}"
    yield f"told named best {heading.score == of.best} {of.best > 0}"
    close = of.close(column.place)
    yield f"told close {close}"
    yield f"told close {close} named={named}"
    yield f"told close {close} {formula.operation} {target.sort}"
    if heading.terms & of.head:
        yield f"told is the head {column.sort} {level(heading.whole)}"
    elif of.head and any(other.terms & of.head for other in asked.headings):
        yield f"another is the head attached={target.attached}"
    if heading.terms and heading.terms <= formula.terms:
        yield "told named by words of conditions only"
    yield from _time_of(formula, of)
    if column.place == asked.view.label:
        yield f"told the label for {target.sort} {named == '0'}"
    if target.measures:
        yield f"told meets measure {any(_measures(m, column.header) for m in target.measures)}"
    texts = [c.place for c in asked.view.columns if c.sort == "text"]
    if texts and column.place == texts[0]:
        yield f"told the first text for {target.sort} {of.best > 0}"
    given = [c for c in formula.conditions if c.column == formula.told]
    for condition in given:
        yield f"told has condition {condition.sort} {formula.operation}"
    if formula.told == formula.measured:
        yield f"told is measured {formula.operation} {target.sort}"
        yield f"told is measured {column.sort} label={column.place == asked.view.label} {formula.operation}"


def _time_of(formula: Formula, of: Reading) -> Iterator[str]:
    """Yield whether a column is of the time that the question names."""
    times = of.asked.view.times
    for period in of.asked.question.periods if any(times) else ():
        terms = of.asked.terms_between(period.start, period.end)
        told = times[formula.told or 0]
        within = told is not None and period.dated and (period.holds(told.first, told.last) or ends_in(period, told))
        yield f"told time {'none' if told is None else within} grain={period.grain} met={bool(terms & formula.terms)}"


def _measures(measure: Measure, header: tuple[str, ...]) -> bool:
    return bool(_stems(measure.headers) & set(header))


@lru_cache(maxsize=512)
def _stems(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in headers) | frozenset(headers)


def measured_features(formula: Formula, of: Reading) -> Iterator[str]:
    """Yield what speaks for the column that rows are ordered by, or whose amounts are computed with."""
    if formula.measured is None:
        return
    asked, operation = of.asked, formula.operation
    column, heading = asked.view.columns[formula.measured], asked.headings[formula.measured]
    yield f"by {column.sort} {operation}"
    yield f"by named {level(heading.score)}"
    yield f"by named {level(heading.score)} {operation}"
    if heading.score < of.best:
        yield "by is not the best named"
    close = of.close(column.place)
    yield f"by close {close} named={level(heading.score)}"
    yield f"by close {close} {operation}"
    if heading.terms and heading.terms <= formula.terms:
        yield "by named by words of conditions only"
    if sum(other.sort == "number" for other in asked.view.columns) == 1 and column.sort == "number":
        yield "by the only amounts"
    if sum(other.sort == "date" for other in asked.view.columns) == 1 and column.sort == "date":
        yield "by the only days"
    if heading.terms & of.head:
        yield f"by is the head {operation}"
    yield from _times(formula, of)
    for cue, terms in zip(asked.question.cues, of.cue_terms, strict=True):
        if cue.kind in TAKEN[operation]:
            yield from _by_cue(cue, terms, formula, of, heading)
    if asked.question.target.measures:
        fits = any(_measures(measure, column.header) for measure in asked.question.target.measures)
        yield f"by meets measure {fits} {operation}"


def _times(formula: Formula, of: Reading) -> Iterator[str]:
    """Yield whether the columns that are computed with are of the times that the question names."""
    columns = {column for _, column in formula.cells} | {formula.measured or 0}
    times = [of.asked.view.times[column] for column in columns]
    periods = [period for period in of.asked.question.periods if period.dated]
    if not periods or not any(times):
        return
    spans = [period for period in periods if period.grain == "range" and period.first and period.last]
    begun = sorted(when.first.year for when in times if when)
    for period in spans if begun else ():
        ends = (begun[0], begun[-1]) == (period.years[0], period.years[-1])
        yield f"by time from end to end {ends} {formula.operation}"
    met = [any(when and meets(period, when) for when in times) for period in periods]
    if formula.operation == "which_column":
        yield f"by time that the question gives {any(met)}"
        return
    other = any(when and not any(meets(period, when) for period in periods) for when in times)
    yield f"by time {'all' if all(met) else 'some' if any(met) else 'none'} other={other} periods={min(len(met), 2)}"


def _by_cue(cue: Cue, terms: frozenset[int], formula: Formula, of: Reading, heading: Heading) -> Iterator[str]:
    column = of.asked.view.columns[formula.measured or 0]
    if any(measure.headers for measure in cue.measures):
        yield f"by cue's measure {any(_measures(measure, column.header) for measure in cue.measures)}"
    yield f"by {column.sort} cue={cue.kind}"
    following = {n for n, start in enumerate(of.asked.starts) if start >= cue.end}
    near = set(sorted(following)[:_NEAR])
    if heading.terms & near:
        yield f"by named behind cue {min(heading.terms & near) == min(near)}"
    elif heading.terms - terms:
        yield "by named elsewhere"
