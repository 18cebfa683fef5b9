"""A table to its units: every row with its header, so that it can be found and understood alone, and the whole."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from kotae.documents.model import Span, Table, TableRow
from kotae.passages.units import Unit
from kotae.text.language import detect

# How much of a long table the unit for the whole table shows to the search: captions, headers and labels come first.
_LABELS = 60


def table_units(table: Table, number: int, headings: tuple[str, ...], about: str) -> Iterator[Unit]:
    """Yield the units of one table: the whole table first, then each of its rows.

    Args:
        table: the table.
        number: its index among the tables of its document.
        headings: the heading path that it stands under.
        about: what the running text says of it, to help find it.
    """
    path = " > ".join(headings)
    context = "\n".join(part for part in (path, about) if part)
    yield _whole(table, number, headings, about)
    for index, row in enumerate(table.rows):
        yield _row(table, number, row, index, headings, context)


def title(table: Table) -> str:
    """Return the table's caption with its unit: "図表7 … (億円)"."""
    if not table.unit or table.unit in table.caption:
        return table.caption
    return f"{table.caption} ({table.unit})".strip()


def _row(table: Table, number: int, row: TableRow, index: int, headings: tuple[str, ...], context: str) -> Unit:
    text, places = rendered(table, row)
    return Unit(
        kind="row",
        page=row.page,
        headings=headings,
        text=text,
        context=context,
        sentences=((0, len(text)),),
        spans=tuple(
            Span(*place, box) for cell, place in zip(row.cells, places, strict=True) if place for box in cell.boxes
        ),
        table=number,
        row=index,
        lines=row.lines,
    )


def rendered(
    table: Table, row: TableRow, columns: Collection[int] | None = None
) -> tuple[str, list[tuple[int, int] | None]]:
    """Render a row of a table as it is found and read: "caption (unit)", the group path, then every cell behind its header.

    Args:
        table: the table.
        row: one of its rows.
        columns: the columns whose cells are rendered; None for all.

    Returns:
        The text, and the characters [start, end) of each cell in it, None for one that is left out or only repeats the one
        before.
    """
    text = title(table)
    text += "\n" if text else ""
    labels = list(row.group)
    if row.parent is not None:
        labels.append(_label(table.rows[row.parent], row.group))
    shown = {cell.text for cell in row.cells}
    if labels := [label for label in dict.fromkeys(labels) if label and label not in shown]:
        text += " > ".join(labels) + "\n"
    places: list[tuple[int, int] | None] = []
    comma = "、" if detect("".join(table.header) + "".join(cell.text for cell in row.cells)) == "ja" else "; "
    before = len(text)
    for place, (header, cell, repeats) in enumerate(zip(table.header, row.cells, _repeats(table, row), strict=True)):
        if repeats if columns is None else place not in columns:
            places.append(None)
            continue
        text += comma if len(text) > before else ""
        text += f"{header}: " if header else ""
        start = len(text)
        text += cell.text.replace("\n", " ") or "-"
        places.append((start, len(text)))
    return text, places


def _repeats(table: Table, row: TableRow) -> list[bool]:
    """Tell which cells only repeat the one before: a cell that spans columns fills every one of them.

    Equal texts alone are two cells that say the same.
    """
    pairs = list(zip(table.header, row.cells, strict=True))
    return [False] + [
        bool(cell.boxes or (cell.text and cell.inherited))
        and (cell.text, cell.boxes) == (last.text, last.boxes)
        and header == over
        for (over, last), (header, cell) in pairwise(pairs)
    ]


def _label(row: TableRow, group: tuple[str, ...]) -> str:
    """Return the words that name a row: its first text cell that is not its group."""
    texts = [cell.text for cell in row.cells if cell.text and cell.number is None and cell.text not in group]
    return texts[0] if texts else ""


def _whole(table: Table, number: int, headings: tuple[str, ...], about: str) -> Unit:
    """Render the table as lines of cells, with caption, notes and source; the search sees captions and labels first."""
    lines = [title(table), "\t".join(table.header)]
    lines.extend("\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in table.rows)
    lines.extend([*table.notes, table.source])
    text = "\n".join(line for line in lines if line.strip())
    labels = [label for row in table.rows for label in (*row.group, _label(row, row.group)) if label]
    summary = [*headings, about, title(table), *table.header, *dict.fromkeys(labels[:_LABELS])]
    return Unit(
        kind="table",
        page=table.page,
        headings=headings,
        text=text,
        context=" ".join(part for part in summary if part),
        sentences=((0, len(text)),),
        spans=tuple(Span(0, len(text), box) for box in table.boxes),
        table=number,
        lines=table.lines,
    )
