"""Question sets as YAML: a list of mappings.

Values are made from the parsed nodes here, not by PyYAML: only so are lines known, is "no" a word and 3.10 not 3.1, and
can aliases not multiply.
"""

import re
from collections.abc import Iterator
from typing import Any

from kotae.evaluation.sets.rows import COLUMNS, Cell, Entry, Row, column_name

_DEEPEST, _MOST_VALUES = 20, 10_000
_TEXT_TAG = "tag:yaml.org,2002:str"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?P<float>(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?)")
_LIST_FORM = 'write a list of questions: "- id: …" and below it "  question: …"'


class _TooMuchError(Exception):
    """A value nests too deep or, through its aliases, holds too much."""


def entries(text: str, name: str) -> Iterator[Entry]:
    """Yield the rows of a text, and a line for each element that is none.

    Args:
        text: the decoded file.
        name: what the file is called in places; a row's line is the one on which it begins, a cell's that of its name.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if (deep := _too_deep(yaml.parse(text, Loader=loader))) is not None:
            yield f"{name}, line {deep}: nested too deep; {_LIST_FORM}"
            return
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}, character {mark.column + 1}" if mark else ""
        yield f"{name}{where}: not valid YAML ({error.problem or error.context}); mend the line"
        return
    except yaml.YAMLError as error:
        yield f"{name}: not valid YAML ({str(error).splitlines()[0]}); mend the file"
        return
    if root is None or (root.id == "scalar" and not root.value.strip()):
        return
    if root.id != "sequence":
        yield f"{name}, line {root.start_mark.line + 1}: is not a list; {_LIST_FORM}"
        return
    for node in root.value:
        yield _row(node, f"{name}, line {node.start_mark.line + 1}", name)


def _too_deep(events: Iterator[Any]) -> int | None:
    """Return the line on which nesting gets too deep for it to be composed safely, if it does."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += kind in ("SequenceStartEvent", "MappingStartEvent")
        depth -= kind in ("SequenceEndEvent", "MappingEndEvent")
        if depth > _DEEPEST:
            return int(event.start_mark.line) + 1
    return None


def _row(node: Any, place: str, name: str) -> Entry:
    if node.id != "mapping":
        return f"{place}: is not a mapping; {_LIST_FORM}"
    cells: dict[str, Cell] = {}
    left = [_MOST_VALUES]
    for key, value in node.value:
        at = f"{name}, line {key.start_mark.line + 1}"
        column = column_name(key.value) if key.id == "scalar" else ""
        if not column or column == "<<":
            return f"{at}: is not the name of a column; write name: value"
        if column in cells:
            return f"{at}, column {column}: the column is given twice; keep one of them"
        try:
            cells[column] = Cell(_made(value, column in COLUMNS, left), f"{at}, column {column}")
        except _TooMuchError:
            return f"{at}, column {column}: holds too much, or itself; write the value out without aliases"
    return Row(place, cells, flat=False)


def _made(node: Any, as_text: bool, left: list[int], depth: int = 0) -> Any:
    """Return a node's value: texts as they are written where `as_text`, else numbers and true or false too.

    `left` counts down how many more values there may be.
    """
    left[0] -= 1
    if left[0] < 0 or depth > _DEEPEST:
        raise _TooMuchError
    if node.id == "sequence":
        return [_made(part, as_text, left, depth + 1) for part in node.value]
    if node.id == "mapping":
        return {
            str(_made(key, True, left, depth + 1)): _made(value, as_text, left, depth + 1) for key, value in node.value
        }
    return _scalar(node, as_text)


def _scalar(node: Any, as_text: bool) -> Any:
    text = str(node.value)
    if node.style or node.tag == _TEXT_TAG:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if as_text:
        return text
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return float(text) if number["float"] else int(text)
