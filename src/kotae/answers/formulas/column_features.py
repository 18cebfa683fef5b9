"""What speaks for the columns of a formula: the one that is told, and the one that rows are ordered or computed by."""

from collections.abc import Iterator
from functools import lru_cache

from kotae.answers.formulas.matched import Heading
from kotae.answers.formulas.model import Chosen, Formula
from kotae.answers.formulas.reading import TAKEN, Reading, level
from kotae.question.model import Cue, Measure
from kotae.text.tokens import stem

_NEAR = 3  # words between a cue and what it orders by


def told_features(formula: Formula, chosen: Chosen, of: Reading) -> Iterator[str]:
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
    close = of.close[column.place]
    yield f"told close {close}"
    yield f"told close {close} named={named}"
    yield f"told close {close} {formula.operation} {target.sort}"
    if heading.terms & of.head:
        yield f"told is the head {column.sort} {level(heading.whole)}"
    elif of.head and any(other.terms & of.head for other in asked.headings):
        yield f"another is the head attached={target.attached}"
    if heading.terms and heading.terms <= chosen.terms:
        yield "told named by words of conditions only"
    yield from _time_of(formula, chosen, of)
    if column.place == asked.view.label:
        yield f"told the label for {target.sort} {named == '0'}"
    if target.measures:
        yield f"told meets measure {any(_measures(m, column.header) for m in target.measures)}"
    texts = [c.place for c in asked.view.columns if c.sort == "text"]
    if texts and column.place == texts[0]:
        yield f"told the first text for {target.sort} {of.best > 0}"
    given = [c for c in chosen.conditions if c.column == formula.told]
    for condition in given:
        yield f"told has condition {condition.sort} {formula.operation}"
    if formula.told == formula.measured:
        yield f"told is measured {formula.operation} {target.sort}"
        yield f"told is measured {column.sort} label={column.place == asked.view.label} {formula.operation}"


def _time_of(formula: Formula, chosen: Chosen, of: Reading) -> Iterator[str]:
    """Yield whether a column is of the time that the question names."""
    told = formula.told or 0
    periods = zip(of.asked.question.periods, of.period_terms, of.met_by, strict=True)
    for period, terms, met_by in periods if of.timed else ():
        within = period.dated and told in met_by if told in of.timed else "none"
        yield f"told time {within} grain={period.grain} met={bool(terms & chosen.terms)}"


def _measures(measure: Measure, header: tuple[str, ...]) -> bool:
    return bool(_stems(measure.headers) & set(header))


@lru_cache(maxsize=512)
def _stems(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in headers) | frozenset(headers)


def measured_features(formula: Formula, chosen: Chosen, of: Reading) -> Iterator[str]:
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
    close = of.close[column.place]
    yield f"by close {close} named={level(heading.score)}"
    yield f"by close {close} {operation}"
    if heading.terms and heading.terms <= chosen.terms:
        yield "by named by words of conditions only"
    if column.sort == "number" and column.sort in of.single:
        yield "by the only amounts"
    if column.sort == "date" and column.sort in of.single:
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
    timed = columns & of.timed
    periods = [
        (period, met_by) for period, met_by in zip(of.asked.question.periods, of.met_by, strict=True) if period.dated
    ]
    if not periods or not timed:
        return
    spans = [period for period, _ in periods if period.grain == "range" and period.first and period.last]
    if spans:
        begun = sorted(when.first.year for column in timed if (when := of.asked.view.times[column]))
        for period in spans:
            ends = (begun[0], begun[-1]) == (period.years[0], period.years[-1])
            yield f"by time from end to end {ends} {formula.operation}"
    met = [not timed.isdisjoint(met_by) for _, met_by in periods]
    if formula.operation == "which_column":
        yield f"by time that the question gives {any(met)}"
        return
    other = not timed <= frozenset().union(*(met_by for _, met_by in periods))
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
