"""What the label of a row says of its place: a part of the row above, a total of its group, a total of the table."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

_SUB_ROW = re.compile(
    r"^[(（\[［・\-–]?\s*(?:うち(?![ぁ-ん])|内訳|内、|(?:of|in) which\b|o/w\b|thereof\b|including\s*:)", re.IGNORECASE
)
_OTHERS = re.compile(r"^(?:[(（\[［]\s*(?:その他|others?(?!\w)).*[)）\]］]|うちその他.*)$", re.IGNORECASE)
# Not 小計 or "subtotal": by their names they are those of a group.
_TOTAL_JA = re.compile(
    r"(?:総合計|合計|総計|計|総数|総額|全体|全国|[都道府県市町村区国州社]計|全国計|(?:総|全体)?平均値?)(?:[(:].*)?"
)
_TOTAL_EN = re.compile(
    r"(?:(?:grand |overall |world |national )?totals?|sum|(?:overall )?(?:average|mean|median))"
    r"(?:$|\s*[,(:].*|(?: (?:for|of|over|in))? (?:all|the)\b.*)|all(?: \w+)?"
)
_DECORATION = re.compile(r"^[\s*\[(【〔]+|[\s*\])】〕:]+$")


def is_sub_row(text: str) -> bool:
    """Tell whether a row label says that the row is a part of one above ("うち …", "of which …")."""
    return bool(_SUB_ROW.match(text))


def is_others(text: str) -> bool:
    """Tell whether a row label, behind parts, is the rest of them ("(その他)")."""
    return bool(_OTHERS.match(text))


def closing_totals(rows: Sequence[tuple[str, str]]) -> int:
    """Return the index of the first total, at the end of all rows, of all the groups; the number of rows where none is.

    A total that closes the last group as one of the same name closes every other is that group's; so is one that names
    the group, and one in a table that is a single group.

    Args:
        rows: each row's group ("" for none) and its label ("" for a row without one).
    """
    names = [_plain(label) for _, label in rows]
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
        elif _is_total(names[row]) and _plain(rows[row][0]) not in names[row]:
            return row
    return len(rows)


def _names_of_group_totals(groups: list[list[str]]) -> frozenset[str]:
    """Return the names of the totals that close every one of the groups; one of a single row needs none."""
    groups = [group for group in groups if sum(bool(name) for name in group) > 1] or groups
    closes = [frozenset(filter(_is_total, group[len(group) - _length_of_close(group) :])) for group in groups]
    return frozenset.intersection(*closes) if closes else frozenset()


def _length_of_close(names: list[str]) -> int:
    """Return how many of the last rows are totals and their parts."""
    ordinary = (back for back, name in enumerate(reversed(names)) if not (_is_total(name) or is_sub_row(name)))
    return next(ordinary, len(names))


def _is_total(name: str) -> bool:
    return bool(_TOTAL_JA.fullmatch(re.sub(r"\s", "", name)) or _TOTAL_EN.fullmatch(name))


def _plain(label: str) -> str:
    return re.sub(r"\s+", " ", _DECORATION.sub("", unicodedata.normalize("NFKC", label))).casefold()
