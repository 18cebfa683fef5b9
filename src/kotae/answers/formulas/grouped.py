"""Rows that a question means by the label that stands over them, as by a name of their own.

`stated` knows a group as a condition beside others; here its label is what the rows are called.
"""

from collections.abc import Iterator, Mapping

from kotae.answers.formulas.matched import SPREAD, Matched, near
from kotae.answers.formulas.model import Condition
from kotae.answers.formulas.view import terms_of


def grouped(asked: Matched) -> Iterator[Condition]:
    """Yield the rows under each label all of whose words the question has near each other, or that it is a translation of."""
    view = asked.view
    if view.label >= len(view.columns):
        return
    rows_of: dict[str, set[int]] = {}
    for row in view.body:
        for label in view.table.rows[row].group:
            rows_of.setdefault(label, set()).add(row)
    first = asked.first_places
    for label, rows in rows_of.items():
        names = terms_of(label)
        if names and len(rows) < len(view.body):
            for terms, trust in _meanings(asked, names, first):
                yield Condition("cell", view.label, frozenset(rows), terms, trust, 1.0, asked.said(terms))


def _meanings(
    asked: Matched, names: tuple[str, ...], first: Mapping[str, int]
) -> Iterator[tuple[frozenset[int], float]]:
    """Yield the terms of the question that say all words of a label, itself or in another language, with the trust in that."""
    if run := near(names, first):
        yield frozenset(run), 1.0 if run == list(range(run[0], run[0] + len(run))) else SPREAD
    met: set[str] = set()
    places: frozenset[int] = frozenset()
    trust = 1.0
    for phrase in asked.question.phrases:
        said = [wording for wording in phrase if wording.source != "itself" and set(wording.terms) <= set(names) - met]
        if said and (best := max(said, key=lambda wording: (len(wording.terms), wording.trust))).terms:
            met |= set(best.terms)
            places |= asked.terms_between(best.start, best.end)
            trust = min(trust, best.trust)
    if places and met == set(names):
        yield places, trust
