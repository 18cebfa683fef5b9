"""Group rows: which labels stand over a body row."""

from dataclasses import dataclass

from kotae.documents.lines.labels import label_number
from kotae.documents.tables.closing_totals import closing_totals
from kotae.documents.tables.grid import Grid, GridCell
from kotae.documents.tables.results import is_result, names_accounts
from kotae.documents.tables.row_roles import group_name, role_of, words
from kotae.documents.tables.values import Kind
from kotae.text.lists import read_lists

_COLONS = (":", "：")
_FULL = 2 / 3  # of the cells beside labels: where more are blank, a row may be blank by chance


@dataclass(frozen=True, slots=True)
class _Section:
    """The label of a group, how far it is set in where that made it one, and how it is numbered (-1: not at all).

    `level` is how far it is set in whatever made it one; None where that is not known, or it reaches over all columns.
    """

    label: str
    indent: int | None
    numbering: int = -1
    level: int | None = None

    def may_hold(self, level: int, *, has_held: bool) -> bool:
        """Tell whether a label that is set in so far may stand in the group, which `has_held` another one or not."""
        if self.level is None:
            return True
        return self.level < level or (self.level == level and has_held and self.indent is None)


def group_rows(grid: Grid, kinds: list[Kind]) -> list[tuple[int, tuple[str, ...]]]:
    """Return the body rows that state something, each with the labels of the groups that it is in, outermost first.

    A row that is only the label of the rows below it is left out; one with no row below to belong to it stays. A total
    that names a group is the last row of it.
    """
    sections = _section_rows(grid, kinds)
    open_groups = _OpenGroups()
    wide: GridCell | None = None
    wide_scope: GridCell | None = None
    found: list[tuple[int, tuple[str, ...]]] = []
    closing = _closing_row(grid, sections)
    for row in range(grid.height):
        if row in sections:
            open_groups.head(sections[row])
            wide = None
            continue
        if _is_span_label(grid, row):
            continue
        if _is_wide_head(grid, row):
            wide_column = grid.beginning(row)[-1]
            wide, wide_scope = grid.cell(row, wide_column), grid.cell(row, 0)
            continue
        if wide is not None and grid.cell(row, 0) is not wide_scope:
            wide = None
        groups = open_groups.of(_name(grid, row), _indent(grid, row), row >= closing)
        labels = [*groups, *_span_labels(grid, row, kinds), *([wide.text] if wide else [])]
        found.append((row, tuple(labels)))
    return found


class _OpenGroups:
    """The groups that a row stands in, while rows are read from the top."""

    def __init__(self) -> None:
        self._stack: list[_Section] = []
        self._heads: list[_Section] = []  # the section rows right above: as many levels as they are, they replace
        self._closed = False

    def head(self, section: _Section) -> None:
        """Take in a row that is the label of those below."""
        self._heads.append(section)

    def of(self, name: str, indent: int | None, closes_all: bool) -> list[str]:
        """Return the labels of the groups of a row, and close those that it is the total of."""
        leads = bool(self._heads)
        self._open()
        if indent is not None:
            self._stack = [section for section in self._stack if section.indent is None or indent > section.indent]
        level = self._named(name)
        if level is not None and leads and level + 1 < len(self._stack):
            level = None  # what has just begun within a group is not closed before it holds anything
        if level is None:
            if closes_all:
                self._stack = []
            elif is_result(name) and not leads:  # one right below the label is what the group begins with: "Net income"
                self._close_accounts()
            return [section.label for section in self._stack]
        labels = [section.label for section in self._stack[: level + 1]]
        self._stack, self._closed = self._stack[:level], True
        return labels

    def _close_accounts(self) -> None:
        """Close the innermost groups of what comes in or goes out, as a result behind them does."""
        while self._stack and names_accounts(self._stack[-1].label):
            self._stack, self._closed = self._stack[:-1], True

    def _open(self) -> None:
        if not self._heads:
            return
        first, levels = self._heads[0], len(self._heads)
        kept = len(self._stack) if self._closed else max(0, len(self._stack) - levels)
        alike = [level for level, section in enumerate(self._stack) if section.numbering == first.numbering]
        around = self._around(first.level)
        if first.indent is not None:
            kept = around
        elif first.numbering >= 0:
            finer = [level for level, section in enumerate(self._stack) if section.numbering > first.numbering]
            kept = alike[0] if alike else finer[0] if finer else len(self._stack)
        elif alike and len(alike) < len(self._stack):
            kept = min(kept, alike[-1], around)
        else:
            set_in = sum(section.indent is not None for section in self._stack[:around])
            kept = max(min(kept, around), set_in if first.level is not None else 0)
        self._stack, self._heads, self._closed = [*self._stack[:kept], *self._heads], [], False

    def _around(self, level: int | None) -> int:
        """Return how many of the groups, from the outermost, may hold a label that is set in so far."""
        last = len(self._stack) - (not self._closed)  # what was closed was a group within the last one
        for place, section in enumerate(self._stack):
            if level is not None and not section.may_hold(level, has_held=place < last):
                return place
        return len(self._stack)

    def _named(self, name: str) -> int | None:
        """Return the level of the open group that a row of this name is the total of."""
        for level in range(len(self._stack) - 1, -1, -1):
            group = self._stack[level].label
            role = role_of(name, group)
            if name == group or (role and role.of and group_name(role.of) == group_name(group)):
                return level
        return None


def numbering(label: str) -> int:
    """Return the level of the number that a label begins with, 0 outermost; -1 where it is no group by its number."""
    levels = read_lists("kotae.documents.tables", "numbering.toml")["levels"]
    style = label_number(label)[0]
    named = len(levels) if label.rstrip().endswith(tuple(words("ja")["group"]["behind"])) else -1
    return next((place for place, styles in enumerate(levels) if style in styles), named)


def _name(grid: Grid, row: int) -> str:
    own = grid.beginning(row)
    return grid.text(row, own[0]) if own else ""


def _section_rows(grid: Grid, kinds: list[Kind]) -> dict[int, _Section]:
    """Find the rows that are a label over the rows below.

    One cell over all columns, or over all but a blank first one; or a lone label that leads.
    """
    lone = {row for row in range(grid.height) if _is_lone_label(grid, row)}
    full = {row for row in range(grid.height) if grid.is_full(row)}
    bands = {row for row in range(grid.height) if _is_band(grid, row)}
    last = max((row for row in range(grid.height) if row not in lone | full | bands), default=-1)
    leading = _lone_labels_lead(grid, lone, kinds)
    fields = _are_fields(grid, lone | full)
    found: dict[int, _Section] = {}
    for row in sorted(lone | full | bands):
        if row > last:
            break
        if row in bands:
            found[row] = _Section(grid.text(row, 1), None)
            continue
        text, indent, below = grid.text(row, 0), _indent(grid, row), _indent(grid, row + 1)
        if row in lone and indent is not None and below is not None and below > indent:
            found[row] = _Section(text, indent, numbering(text), indent)
        elif (row in full and grid.begins(row, 0)) or leading or (text.endswith(_COLONS) and not fields):
            found[row] = _Section(text, None, numbering(text), indent if row in lone else None)
    return found


def _are_fields(grid: Grid, labels: set[int]) -> bool:
    """Tell whether a colon stands behind the names of most rows that say something, and so makes no group."""
    names = [grid.text(row, 0) for row in range(grid.height) if row not in labels and grid.text(row, 0)]
    return 2 * sum(name.endswith(_COLONS) for name in names) > len(names)


def _closing_row(grid: Grid, sections: dict[int, _Section]) -> int:
    """Return the first row of the totals of the whole table (behind the last row where it has none)."""
    group = ""
    labelled: list[tuple[str, str]] = []
    for row in range(grid.height):
        group = sections[row].label if row in sections else group
        own = grid.beginning(row)
        labelled.append((group, grid.text(row, own[0]) if own and row not in sections else ""))
    return closing_totals(labelled)


def _lone_labels_lead(grid: Grid, lone: set[int], kinds: list[Kind]) -> bool:
    """Tell whether lone labels are headings: they come first, and few other cells lack a value.

    Without both signs a lone label may as well be a row whose values are missing.
    """
    numeric = [column for column, kind in enumerate(kinds) if kind == "number"]
    rest = [row for row in range(grid.height) if row not in lone]
    if 0 not in lone or not numeric or not rest:
        return False
    filled = [bool(grid.text(row, column)) for row in rest for column in range(1, len(kinds))]
    return all(grid.text(r, c) for r in rest for c in numeric) or sum(filled) >= _FULL * len(filled)


def _is_lone_label(grid: Grid, row: int) -> bool:
    return (
        grid.width > 1
        and grid.beginning(row) == [0]
        and not any(grid.text(row, column) for column in range(1, grid.width))
        and (row + 1 == grid.height or not grid.covered(row + 1, 0))
    )


def _is_band(grid: Grid, row: int) -> bool:
    """Tell whether a row is one cell over all columns but the first, which is blank: "percent" over the rows below it."""
    cell = grid.cell(row, 1) if grid.width > 2 and grid.begins(row, 1) else None
    return cell is not None and bool(cell.text) and not grid.text(row, 0) and grid.reach(row, 1) == grid.width


def _is_span_label(grid: Grid, row: int) -> bool:
    """Tell whether a row is only the label of a cell that goes on in the rows below."""
    return (
        row + 1 < grid.height
        and grid.beginning(row) == [0]
        and grid.cell(row + 1, 0) is grid.cell(row, 0)
        and not any(grid.text(row, column) for column in range(1, grid.width))
    )


def is_wide(grid: Grid, row: int) -> bool:
    """Tell whether a row's one content cell takes the place of all its columns but the leading one."""
    own = grid.beginning(row)
    width = grid.width
    if width < 3 or own not in ([1], [0, 1]) or grid.reach(row, 0) > 1:
        return False
    end = grid.reach(row, 1)
    return end == width or not any(grid.text(row, column) for column in range(end, width))


def _is_wide_head(grid: Grid, row: int) -> bool:
    """Tell whether a wide row is the label of rows below it that have a cell of their own in every column."""
    if row + 1 == grid.height or not is_wide(grid, row) or not grid.covered(row + 1, 0):
        return False
    following = 0
    for below in range(row + 1, grid.height):
        if grid.cell(below, 0) is not grid.cell(row, 0) or is_wide(grid, below):
            break
        if any(not grid.text(below, column) for column in range(1, grid.width)):
            return False
        following += 1
    return following > 0


def _span_labels(grid: Grid, row: int, kinds: list[Kind]) -> list[str]:
    """Return the labels of the leading cells that cover several rows, this one among them."""
    labels: list[str] = []
    # A cell covers neighbouring rows, so one of the two next to this one shows whether it covers several.
    beside = [grid.rows[other] for other in (row - 1, row + 1) if 0 <= other < grid.height]
    for column in range(grid.width - 1):
        cell = grid.cell(row, column)
        if cell is None or not cell.text or kinds[column] == "number":
            break
        if column and cell is grid.cell(row, column - 1):
            continue
        if not any(other[column] is cell for other in beside):
            break
        labels.append(cell.text)
    return labels


def _indent(grid: Grid, row: int) -> int | None:
    own = grid.beginning(row) if row < grid.height else []
    cell = grid.cell(row, own[0]) if own else None
    return cell.indent if cell else 0
