"""Rows that a question means by the label that stands over them: the name of a group of a few rows."""

from collections.abc import Iterator

from kotae.answers.formulas.matched import Matched
from kotae.answers.formulas.model import Condition
from kotae.answers.formulas.view import terms_of

_BETWEEN = 2  # words that may stand among those of a label
_SPREAD = 0.8  # the trust in a label whose words do not stand as they do in the table


def grouped(asked: Matched) -> Iterator[Condition]:
    """Yield the rows under each label all of whose words the question has near each other, or that it is a translation of."""
    view = asked.view
    if view.label >= len(view.columns):
        return
    rows_of: dict[str, set[int]] = {}
    for row in view.body:
        for label in view.table.rows[row].group:
            rows_of.setdefault(label, set()).add(row)
    for label, rows in rows_of.items():
        names = terms_of(label)
        if names and len(rows) < len(view.body):
            for terms, trust in _meanings(asked, names):
                yield Condition("cell", view.label, frozenset(rows), terms, trust, 1.0, asked.said(terms))


def _meanings(asked: Matched, names: tuple[str, ...]) -> Iterator[tuple[frozenset[int], float]]:
    """Yield the terms of the question that say all words of a label, with the trust in that."""
    first: dict[str, int] = {}
    for place, word in enumerate(asked.words):
        first.setdefault(word, place)
    if first.keys() >= set(names):
        places = [first[word] for word in names]
        if max(places) - min(places) < len(names) + _BETWEEN:
            in_order = places == list(range(places[0], places[0] + len(places)))
            yield frozenset(places), 1.0 if in_order else _SPREAD
    for phrase in asked.question.phrases:
        for wording in phrase:
            if wording.source != "itself" and wording.terms == set(names):
                terms = asked.terms_between(wording.start, wording.end)
                if terms:
                    yield terms, wording.trust
