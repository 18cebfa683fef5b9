"""What speaks for a formula, in words that no language has a part in: kinds of cues, columns, conditions and results.

Every feature is a name; weights are learned for names. None holds a word of a question or of a table.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kotae.answers.formulas.column_features import measured_features, told_features
from kotae.answers.formulas.model import UNITS, Choice, Chosen, Condition, Formula, Operation
from kotae.answers.formulas.reading import BY_A_COLUMN, TAKEN, Reading, goes_on, level
from kotae.question.model import CueKind
from kotae.text import numbers, tokens, units
from kotae.text.normalise import fold

ACROSS = "across "
"""What the names of features begin with that count where a table is in the other language, beside those of every table."""
LAYERED = "layered "
"""And where headers stand over headers, or rows are set in below rows."""
_DIRECTED: dict[CueKind, str] = {"greatest": "up", "latest": "up", "last": "up", "more": "up", "least": "down",
                                 "earliest": "down", "first": "down", "less": "down"}  # fmt: skip
# What operations take up where they put rows in no order.
_BY_PLACE: dict[Operation, tuple[CueKind, ...]] = {
    operation: tuple(kind for kind in TAKEN[operation] if kind not in BY_A_COLUMN) for operation in ("nth", "next")
}


def features(formulas: Sequence[Formula], of: Reading) -> list[list[str]]:
    """Return for each formula the names of the features that it has; a name may come more than once.

    Args:
        formulas: over one table; what those over the same rows have in common is worked out once.
        of: the question over that table.
    """
    cued = "+".join(sorted(set(of.kinds) & _MAIN)) or "-"
    known: dict[tuple[int, ...], Chosen] = {}
    conditions: dict[tuple[Operation, tuple[int, ...]], list[str]] = {}
    listed = []
    for formula in formulas:
        which = tuple(map(id, formula.choices))  # the formulas keep them, and thousands have the same few hundred
        chosen = known.get(which)
        if chosen is None:
            chosen = known[which] = Chosen(formula.conditions, formula.terms)
        key = (formula.operation, which)
        if key not in conditions:
            conditions[key] = list(_conditions(formula, chosen, of))
        found = list(_operation(formula, chosen, of, cued))
        found += told_features(formula, chosen, of)
        found += measured_features(formula, chosen, of)
        found += conditions[key]
        found += _accounted(formula, chosen, of)
        found += _result(formula, of)
        found.append(f"table near {level(5 * of.nearness - 4)}")
        if of.asked.view.origins is not None:
            found.append("turned")
            found.append(f"turned {formula.operation}")
        beside = [prefix for prefix, holds in ((ACROSS, of.across), (LAYERED, of.asked.view.layered)) if holds]
        names = list(dict.fromkeys(found)) if beside else []
        for prefix in beside:
            found += [f"{prefix}{name}" for name in names]
        listed.append(found)
    return listed


def _operation(formula: Formula, chosen: Chosen, of: Reading, cued: str) -> Iterator[str]:
    name = formula.operation if formula.measured is None else f"{formula.operation}*"
    target = of.asked.question.target
    yield name
    yield f"{name} sort={target.sort}"
    yield f"{name} sort={target.sort} attached={target.attached} several={target.several}"
    for kind in of.kinds:
        yield f"{name} cue={kind}"
    if not of.kinds:
        yield f"{name} no cue"
    yield f"{name} cues={cued}"
    if formula.operation == "ratio":
        yield from _ratio_order(formula, of)
    elif formula.direction:
        yield from _directions(formula, of, name)
    if formula.told is None and formula.measured is None:
        yield f"{name} of {_head_column(of)} conditions={bool(chosen.terms)}"


def _ratio_order(formula: Formula, of: Reading) -> Iterator[str]:
    """Yield whether the divisor is the side that the question measures against, or the second of them where none is marked."""
    divisor = formula.choices[0 if formula.direction == "down" else -1]
    standard = _standard(formula, of)
    if standard is not None:
        yield f"ratio by the standard {standard == divisor} two={len(formula.choices)}"
    else:
        yield f"ratio turned={formula.direction == 'down'} two={len(formula.choices)}"


def _standard(formula: Formula, of: Reading) -> Choice | None:
    """Return the side that is marked as what the other is measured against.

    In English that is the first one behind its mark, in Japanese the last one before it.
    """
    question = of.asked.question
    marks = [cue for cue in question.cues if cue.kind == "standard"]
    sides = [choice for choice in formula.choices if choice.terms]
    for mark in marks if len(sides) > 1 else ():
        starts = {min(of.asked.starts[term] for term in choice.terms): choice for choice in sides}
        behind = [start for start in starts if start >= mark.end]
        before = [start for start in starts if start < mark.start]
        if question.language == "en" and behind:
            return starts[min(behind)]
        if question.language == "ja" and before:
            return starts[max(before)]
    return None


def _directions(formula: Formula, of: Reading, name: str) -> Iterator[str]:
    """Yield whether the order of rows goes the way that the question says."""
    sort = of.asked.view.columns[formula.measured].sort if formula.measured is not None else "-"
    for cue in of.asked.question.cues:
        if cue.kind in _DIRECTED:
            yield f"{name} {formula.direction} cue={cue.kind} by={sort}"
        elif cue.direction:
            yield f"{name} {formula.direction} {cue.kind}={cue.direction}"
        if wanted := _DIRECTED.get(cue.kind) or cue.direction:
            yield f"way {wanted == formula.direction}"
            yield f"way {wanted == formula.direction} by={sort}"


def _head_column(of: Reading) -> str:
    """Return which kind of column the things that are asked for are called after."""
    named = [c for c, heading in zip(of.asked.view.columns, of.asked.headings, strict=True) if heading.terms & of.head]
    if not named:
        return "none"
    return "the label" if any(c.place == of.asked.view.label for c in named) else named[0].sort


_MAIN = frozenset(
    ("count", "distinct", "sum", "mean", "difference", "ratio", "share", "change", "greatest", "least", "latest", "earliest",
     "nth", "first", "last", "next", "previous", "before", "after", "most_frequent", "compare", "more", "less", "same", "or")
)  # fmt: skip


def _conditions(formula: Formula, chosen: Chosen, of: Reading) -> Iterator[str]:
    """Yield what speaks for the rows that are chosen: of a formula, its operation and its choices alone."""
    conditions = chosen.conditions
    yield f"conditions {len(conditions)} {formula.operation}"
    for choice in formula.choices:
        if choice.joined:
            columns = [condition.column for condition in choice.conditions]
            yield f"joined {choice.joined} cued={choice.joined in of.kinds} one column={len(set(columns)) < len(columns)}"
    for condition in conditions:
        yield from _condition(condition, formula.operation, chosen, of)
    if formula.choices and formula.choices[0].rows:
        yield f"row is {of.asked.view.table.rows[formula.choices[0].rows[0]].role} {'sum' in of.kinds} {'mean' in of.kinds}"
    size = len(formula.choices[0].rows) if formula.choices else 0
    of_rows = "all" if size == len(of.asked.view.body) else str(size) if size < 2 else "some"
    yield f"rows {of_rows} {formula.operation}"
    if chosen.has_negated:
        yield f"negated cued not={'not' in of.kinds} except={'except' in of.kinds}"
    elif "not" in of.kinds or "except" in of.kinds:
        yield f"not negated {bool(conditions)}"


def _condition(condition: Condition, operation: Operation, chosen: Chosen, of: Reading) -> Iterator[str]:
    asked = of.asked
    sort = "-" if condition.column is None else asked.view.columns[condition.column].sort
    only_numbers = all(asked.words[term].replace(".", "").isdigit() for term in condition.terms)
    yield f"condition {condition.sort} {sort} number={only_numbers}"
    yield f"condition {condition.sort} {level(condition.filled)}"
    yield f"condition {condition.sort} words {min(len(condition.terms), 3)}"
    share = len(condition.rows) / max(1, len(asked.view.body))
    yield f"condition {condition.sort} rows {'one' if len(condition.rows) == 1 else level(share)}"
    if condition.trust < 1:
        yield f"condition trusted {level(condition.trust)}"
    if of.across and condition.sort == "found":
        yield f"condition found {level(condition.trust)} {operation}"
    if condition.column is not None:
        heading = asked.headings[condition.column]
        yield f"condition {condition.sort} column named {level(heading.score)} number={only_numbers}"
        if heading.terms and heading.terms <= condition.terms:
            yield "condition column named by its own words"
        if only_numbers or condition.sort == "amount":
            yield f"condition {condition.sort} named {_gap(condition.terms, heading.terms)} away of {_nearest(condition, of)}"
    if condition.terms & of.head:
        yield f"condition in the head {operation}"
    if goes_on(condition, of, chosen.terms):
        yield f"condition is a part of a name {condition.sort}"
    if condition.sort == "amount":
        yield f"amount {condition.said.split()[0]} {operation} {sort}"
    if any(condition.terms <= heading.terms for heading in asked.headings):
        yield f"condition is also a header {condition.sort}"


def _gap(terms: frozenset[int], others: frozenset[int]) -> str:
    """Return how many words lie between two sets of words: the fewest."""
    gaps = [abs(one - other) for one in terms for other in others - terms]
    return str(min(min(gaps), 4)) if gaps else "-"


def _nearest(condition: Condition, of: Reading) -> str:
    """Return how far from a condition the nearest words are that name any column."""
    return min(_gap(condition.terms, heading.terms) for heading in of.asked.headings)


def _accounted(formula: Formula, chosen: Chosen, of: Reading) -> Iterator[str]:
    """Yield how much of the question a formula accounts for."""
    asked = of.asked
    parts = (formula.told, formula.measured, *(condition.column for condition in chosen.conditions))
    used = {column for column in parts if column is not None}
    terms = chosen.terms.union(*(asked.headings[column].terms for column in used))
    columns = used.union(column for _, column in formula.cells) if of.period_terms else used
    for period, said, met_by in zip(asked.question.periods, of.period_terms, of.met_by, strict=True):
        if columns & met_by:
            terms |= said
        elif period.dated and not said & (terms | of.about):
            yield f"time open {period.grain} table has times={bool(of.timed) or _dates(of)}"
    taken = _BY_PLACE if formula.operation in ("nth", "next") and formula.measured is None else TAKEN
    for cue, places in zip(asked.question.cues, of.cue_terms, strict=True):
        if places & of.named:
            yield f"cue {cue.kind} is a word of a header {formula.operation}"
        if cue.kind in taken[formula.operation] or (cue.kind in ("not", "except") and chosen.has_negated):
            terms |= places
            yield f"cue taken {cue.kind}"
        elif not places or not places <= terms:
            yield f"cue ignored {cue.kind}"
            yield f"cue ignored {cue.kind} {formula.operation}"
    left = of.open - terms
    yield f"said around {min(len(of.about), 4)}"
    yield f"words met by conditions {min(len(chosen.terms), 5)}"
    yield f"unmatched names {min(len(left & of.names), 3)}"
    yield f"unmatched numbers {min(len(left & of.amounts), 2)}"
    yield f"unmatched words {min(len(left), 6)}"
    yield f"unmatched share {round(5 * len(left) / of.asking) if of.asking else 0}"
    head_open = bool(of.head) and not of.head <= terms
    yield f"head open {head_open} {formula.operation}"


def _dates(of: Reading) -> bool:
    return any(column.sort == "date" for column in of.asked.view.columns)


def _result(formula: Formula, of: Reading) -> Iterator[str]:
    """Yield how the result fits what is asked for."""
    target, values = of.asked.question.target, formula.values
    count = len(values)
    level = str(count) if count < 3 else "few" if count < 6 else "many"
    yield f"values {level} {formula.operation}"
    yield f"values {level} several={target.several} {formula.number is not None}"
    yield f"values {level} only={'only' in of.kinds}"
    if target.number:
        yield f"values as many as said {count == target.number}"
    if target.unit:
        yield from _unit(formula, of)
    if formula.number is None:
        repeated = any(fold(value) in of.text or _says_again(value, of) for value in values[:3])
        yield f"repeats the question {repeated} {formula.operation}"
        yield f"value {_sort(values[0])} for {target.sort} {target.attached}"
        if "or" in of.kinds:
            yield f"repeats the question {repeated} with or"
    elif formula.number == 0:
        yield f"zero {formula.operation}"
    elif formula.number in (1.0, 2.0):
        yield f"few {formula.operation} {formula.number:g}"
    if formula.number is not None and formula.number % 1:
        yield f"fraction {formula.operation}"
    if formula.missing and (formula.number is not None or formula.operation == "look_up"):
        yield f"missing {formula.operation}"
    if _named_is_missing(formula, of):
        yield "what is named states no value there"
        yield f"what is named states no value there {formula.operation}"
    if formula.tied:
        yield f"tied {formula.operation} several={target.several}"


def _says_again(value: str, of: Reading) -> bool:
    """Tell whether all words of a value are words of the question, with others between them or in another order."""
    words = frozenset(tokens.terms(value))
    return len(words) > 1 and words <= of.words


def _named_is_missing(formula: Formula, of: Reading) -> bool:
    """Tell whether a formula tells of a column though another is named better, whose cells in its rows state no value."""
    asked = of.asked
    used = {formula.told, formula.measured}
    rows = {row for row, _ in formula.cells[:2]}
    return any(asked.view.cell((row, column)).missing for column in of.best_named if column not in used for row in rows)


def _unit(formula: Formula, of: Reading) -> Iterator[str]:
    """Yield whether the result has the unit that the question asks in ("how many tonnes")."""
    target, unit = of.asked.question.target, UNITS.get(formula.operation)
    if unit is None:
        unit = of.asked.view.unit(formula.cells[0]) if formula.cells else ""
    met = "none" if not unit else "same" if units.is_same(unit, target.unit) else "other"
    yield f"unit asked {met} measure={bool(target.measures)}"
    yield f"unit asked {met} measure={bool(target.measures)} {formula.operation}"


@lru_cache(maxsize=8_192)
def _sort(value: str) -> str:
    """Return what a value looks like."""
    if any(character.isdigit() for character in value):
        if value.replace(",", "").replace(".", "").strip("$€£%+- ").isdigit():
            return "year" if len(value) == 4 and value[:2] in ("18", "19", "20") else "number"
        return "date" if numbers.dates(value) else "with digits"
    return "long" if len(value) > 60 else "words" if " " in value else "word"
