"""Question sets as JSON Lines: one object a line."""

import json
import re
from collections.abc import Iterator
from typing import Any

from kotae.evaluation.sets.rows import Cell, Entry, Row, column_name, shown

_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_FORM = 'write each question on a line of its own: {"id": …, "question": …}'


def entries(text: str, name: str) -> Iterator[Entry]:
    """Yield the rows of a text, and a line for each line of it that is none; lines that begin with "#" are comments.

    Args:
        text: the decoded file.
        name: what the file is called in places.
    """
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line.strip() in ("{", "[") or line.lstrip().startswith("[{"):
            yield f"{name}, line {number}: begins JSON that goes over several questions or lines; {_LINE_FORM}"
            return
        place = f"{name}, line {number}"
        parsed = parse(line, place)
        yield parsed if isinstance(parsed, str) else row(parsed, place)


def parse(line: str, place: str) -> dict[str, Any] | str:
    """Return the object on a line, or what is wrong with it.

    Args:
        line: the line.
        place: where it stands, for the message.
    """
    try:
        value = json.loads(line, object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return f"{place}, character {error.pos + 1}: not valid JSON ({error.msg}); mend the line"
    except RecursionError:
        return f"{place}: not valid JSON (nested too deep); mend the line"
    except ValueError as error:  # a number of thousands of digits, a name given twice
        return f"{place}: not valid JSON ({str(error).split(';')[0]}); mend the line"
    return value if isinstance(value, dict) else f"{place}: {shown(value)} is not an object; {_LINE_FORM}"


def row(parsed: dict[str, Any], place: str) -> Entry:
    """Make a row of an object, or say which of its names are one column."""
    cells: dict[str, Cell] = {}
    for key, value in parsed.items():
        column = column_name(key)
        if column in cells:
            return f"{place}, column {column}: the column is given twice; keep one of them"
        cells[column] = Cell(value, f"{place}, column {column}")
    return Row(place, cells, flat=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{shown(next(name for name in names if names.count(name) > 1))} is given twice")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON number")
