"""Forms: labels in bold with what is said of each beside them, one pair or several to a row; each pair is a row of its own."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.pdf.divided import Place

PAIR = 2
"""Columns: a label, and what is said of it."""
_FEWEST_ROWS = 2


def are_pairs(places: Sequence[Place], columns: int) -> bool:
    """Tell whether the cells of a table are pairs: in every row bold labels, and beside each what is not.

    The last of a row may reach over several columns.

    Args:
        places: the cells of a table.
        columns: how many columns it has.
    """
    filled = [place for place in places if place.lines]
    rows = {place.slot.row for place in filled}
    led = {place.slot.row for place in filled if place.slot.column == 0}
    if columns % PAIR or len(rows) < _FEWEST_ROWS or led != rows:
        return False
    labels, beside = _labels(filled), _beside(filled)
    return all(_is_of_pair(place, columns) for place in filled) and beside <= labels and 2 * len(beside) >= len(labels)


def _is_of_pair(place: Place, columns: int) -> bool:
    slot = place.slot
    label = slot.column % PAIR == 0
    last = not label and slot.column + slot.column_span == columns
    single = slot.row_span == 1 and (slot.column_span == 1 or last)
    return single and all(line.bold == label for line in place.lines)


def _labels(places: Sequence[Place]) -> set[tuple[int, int]]:
    return {_label_of(place) for place in places if place.slot.column % PAIR == 0}


def _beside(places: Sequence[Place]) -> set[tuple[int, int]]:
    """Return where the labels of what is said must stand."""
    return {_label_of(place) for place in places if place.slot.column % PAIR}


def paired(places: Sequence[Place]) -> tuple[list[Place], int]:
    """Return the cells of a form with a row for each pair, and how many rows they make.

    Args:
        places: the cells, pairs of them.
    """
    filled = [place for place in places if place.lines]
    rows = {label: row for row, label in enumerate(sorted({_label_of(place) for place in filled}))}
    found = [
        replace(
            place, slot=replace(place.slot, row=rows[_label_of(place)], column=place.slot.column % PAIR, column_span=1)
        )
        for place in filled
    ]
    return sorted(found, key=lambda place: (place.slot.row, place.slot.column)), len(rows)


def _label_of(place: Place) -> tuple[int, int]:
    """Return the row and column of the label of a cell's pair: its own where it is one."""
    return place.slot.row, place.slot.column - place.slot.column % PAIR
