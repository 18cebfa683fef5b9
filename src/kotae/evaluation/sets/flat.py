"""What CSV, TSV and Excel have in common: a header that names the columns, and a line of values for each row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kotae.evaluation.sets.rows import COLUMNS, Cell, Entry, Row, column_name
from kotae.text.normalise import fold

Label = Callable[[int, str], str]
"""Says which column an index and a name are: "column page", "column F (page)"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: where it stands, and its values, None or a blank text where there is none."""

    place: str
    values: Sequence[Any]

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return all(is_blank(value) for value in self.values)


def is_blank(value: object) -> bool:
    """Tell whether a cell has nothing in it."""
    return value is None or (isinstance(value, str) and not value.strip())


def entries(lines: Iterable[Line | str], label: Label) -> Iterator[Entry]:
    """Yield the rows of a table; texts among the lines are problems and passed on in their place.

    Args:
        lines: the header, then the rows; blank lines are passed over.
        label: says how a column is named in places.
    """
    header: Line | None = None
    names: list[str] = []
    for line in lines:
        if isinstance(line, str):
            yield line
        elif line.blank:
            continue
        elif header is None:
            header = line
            names = [column_name("" if value is None else str(value)) for value in line.values]
            problems = list(_header_problems(header, names, label))
            yield from problems
            if problems:
                return
        else:
            yield _row(line, names, label)


def _header_problems(header: Line, names: list[str], label: Label) -> Iterator[str]:
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if name and first.setdefault(fold(name), index) != index:
            yield f"{header.place}, {label(index, name)}: the column is there twice; keep one of them"
    for name in ("id", "question"):
        if name not in first:
            known = ", ".join(COLUMNS)
            yield f'{header.place}: there is no column "{name}"; the first line must name the columns ({known})'


def _row(line: Line, names: list[str], label: Label) -> Entry:
    cells: dict[str, Cell] = {}
    for index, value in enumerate(line.values):
        name = names[index] if index < len(names) else ""
        if is_blank(value):
            continue
        if not name:
            return (
                f"{line.place}, {label(index, '')}: a value stands under no header; name the column in the first line, "
                "or put quotes around a value that contains the separator"
            )
        cells[name] = Cell(value, f"{line.place}, {label(index, name)}")
    return Row(line.place, cells, flat=True)
