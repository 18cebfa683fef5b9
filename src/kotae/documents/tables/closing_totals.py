"""Which totals close a table: behind the last group, and not that group's own."""

from collections.abc import Sequence
from itertools import groupby

from kotae.documents.tables.row_roles import is_part, plain_label, role_of


def closing_totals(rows: Sequence[tuple[str, str]]) -> int:
    """Return the index of the first total, at the end of all rows, of all the groups; the number of rows where none is.

    A total that closes the last group as one of the same name closes every other is that group's; so is one that names
    the group, and one in a table that is a single group.

    Args:
        rows: each row's group ("" for none) and its label ("" for a row without one).
    """
    names = [plain_label(label) for _, label in rows]
    groups = [[row for row, _ in run] for _, run in groupby(enumerate(rows), key=lambda item: item[1][0])]
    if not groups or not rows[-1][0]:
        return len(rows)
    before = [group for group in groups[:-1] if any(names[row] and not _is_total(names[row]) for row in group)]
    if not before:
        return len(rows)
    own = _names_of_group_totals([[names[row] for row in group] for group in before if rows[group[0]][0]])
    mine = [names[row] for row in groups[-1]]
    for row in groups[-1][len(mine) - _length_of_close(mine) :]:
        if names[row] in own:
            own = own - {names[row]}
        elif _is_total(names[row]) and plain_label(rows[row][0]) not in names[row]:
            return row
    return len(rows)


def _names_of_group_totals(groups: list[list[str]]) -> frozenset[str]:
    """Return the names of the totals that close every one of the groups; one of a single row needs none."""
    groups = [group for group in groups if sum(bool(name) for name in group) > 1] or groups
    closes = [frozenset(filter(_is_total, group[len(group) - _length_of_close(group) :])) for group in groups]
    return frozenset.intersection(*closes) if closes else frozenset()


def _length_of_close(names: list[str]) -> int:
    """Return how many of the last rows are totals and their parts."""
    ordinary = (back for back, name in enumerate(reversed(names)) if not (_is_total(name) or is_part(name)))
    return next(ordinary, len(names))


def _is_total(name: str) -> bool:
    """Tell whether a name is that of a total or average, but not by its name a group's."""
    role = role_of(name)
    return role is not None and not role.of_group
