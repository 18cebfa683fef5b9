"""The columns at the left of a table that name its rows together: parts of a time, or labels that are set in by a column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kotae.documents.tables.grid import STEP, Grid, GridCell
from kotae.documents.tables.short_dates import in_full, is_time, plain_label

_MOSTLY = 0.6  # of the labels that parts make, which must be times for them to be joined
_FEWEST = 2  # rows with a label in each of two columns, and of those further left that have numbers
_MOST_ODD = 0.05  # of the rows, which have labels in two columns or one that reaches down: what is added at the foot


@dataclass(frozen=True, slots=True)
class _Stub:
    """What the first `wide` columns say together, a label and how far it is set in for each row of the body."""

    wide: int
    labels: tuple[str, ...]
    indents: tuple[int, ...] = ()


def with_one_stub(grid: Grid, body: int, end: int) -> Grid:
    """Return a grid with one column that names the rows where several do, and times in full.

    Args:
        grid: the table.
        body: the first row behind its header.
        end: the row behind the last of its body.
    """
    if not grid.width or body >= end:
        return grid
    stub = _times(grid, body, end) or _outline(grid, body, end)
    if stub is None:
        own = [grid.text(row, 0) if grid.begins(row, 0) else "" for row in range(body, end)]
        stub = _Stub(1, tuple(in_full(own)))
        if list(stub.labels) == own:
            return grid
    return _with_stub(grid, body, stub)


def _times(grid: Grid, body: int, end: int) -> _Stub | None:
    """Return the columns that one cell heads and whose parts make times: "令和3年", "1", "月"."""
    wide = min((grid.reach(row, 0) for row in range(body)), default=1)
    if not 1 < wide < grid.width:
        return None
    labels = in_full(_joined(grid, body, end, wide))
    return _Stub(wide, tuple(labels)) if sum(map(is_time, labels)) >= _MOSTLY * len(labels) else None


def _joined(grid: Grid, body: int, end: int, wide: int) -> list[str]:
    """Return what the first columns of each row say together, with what is said above where a row leaves it out."""
    carried = [""] * wide
    labels = []
    for row in range(body, end):
        own = [column for column in range(wide) if grid.text(row, column) and grid.begins(row, column)]
        if own and own[0] == 0:
            carried = [""] * wide
        for column in own:
            carried[column] = grid.text(row, column)
        labels.append(plain_label(" ".join(filter(None, carried))) if own else "")
    return labels


def _outline(grid: Grid, body: int, end: int) -> _Stub | None:
    """Return the columns of which each row has a label in one alone, set in by a column below what it is a part of.

    What it is a part of has numbers of its own: labels without any are those of groups, whatever column they stand in.
    """
    kinds = grid.part(body, end).kinds()
    wide = next((column for column, kind in enumerate(kinds) if kind not in ("text", "blank")), grid.width)
    if not 1 < wide < grid.width:
        return None
    places: list[int | None] = []
    odd = 0
    for row in range(body, end):
        own = [column for column in range(wide) if grid.text(row, column)]
        first = grid.cell(row, own[0]) if own else None
        odd += any(grid.cell(row, column) is not first for column in own) or (
            bool(own) and not grid.begins(row, own[0])
        )
        places.append(own[0] if own else None)
    if odd > _MOST_ODD * len(places):
        return None
    used = sorted({place for place in places if place is not None})
    further_left = [
        row
        for row, place in enumerate(places, body)
        if place in used[:-1] and any(grid.text(row, c) for c in range(wide, grid.width))
    ]
    if len(used) < 2 or len(further_left) < _FEWEST or places.count(used[-1]) < _FEWEST:
        return None
    labels = tuple(
        " ".join(dict.fromkeys(filter(None, (grid.text(row, column) for column in range(wide)))))
        for row in range(body, end)
    )
    return _Stub(wide, labels, tuple(STEP * (place or 0) for place in places))


def _with_stub(grid: Grid, body: int, stub: _Stub) -> Grid:
    """Return a grid with the labels of a stub in the rows from `body` on, in one column in place of its columns."""
    moved: dict[int, GridCell] = {}
    for cell in (cell for row in grid.rows for cell in row if cell is not None):
        moved.setdefault(id(cell), replace(cell, column=max(0, cell.column - stub.wide + 1)))
    rows = []
    for number, row in enumerate(grid.rows):
        place = number - body
        said = next((cell for cell in row[: stub.wide] if cell is not None and cell.text), row[0])
        first = moved[id(said)] if said is not None else None
        if 0 <= place < len(stub.labels) and stub.labels[place]:
            first = _labelled(row[: stub.wide], number, stub, place)
        rows.append((first, *(moved[id(cell)] if cell is not None else None for cell in row[stub.wide :])))
    return Grid(tuple(rows), grid.style)


def _labelled(cells: Sequence[GridCell | None], row: int, stub: _Stub, place: int) -> GridCell:
    """Return the cell of a row's label, where its parts stand."""
    parts = list({id(cell): cell for cell in cells if cell is not None and cell.row == row}.values())
    boxes = tuple(box for cell in parts for box in cell.boxes)
    indent = stub.indents[place] if stub.indents else next((cell.indent for cell in parts), 0)
    return GridCell(stub.labels[place], row, 0, boxes, line=next((cell.line for cell in parts), None), indent=indent)
