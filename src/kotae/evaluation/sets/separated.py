"""Question sets as CSV or TSV."""

import csv
import io
import itertools
from collections.abc import Iterator

from kotae.evaluation.sets import flat
from kotae.evaluation.sets.flat import Line
from kotae.evaluation.sets.rows import COLUMNS, Entry, column_name

_TOO_LONG = "field larger than field limit"  # as the library words it


def entries(text: str, name: str, separators: str) -> Iterator[Entry]:
    """Yield the rows of a text; rows whose first cell begins with "#" are comments.

    Args:
        text: the decoded file.
        name: what the file is called in places; a row's line is the one on which it begins.
        separators: characters that may part the values; the header decides which does (European Excel writes ";").
    """
    best = max(separators, key=lambda separator: _known_columns(text, separator))
    yield from flat.entries(_lines(text, name, best), _label)


def _label(index: int, column: str) -> str:
    return f"column {column or index + 1}"


def _known_columns(text: str, separator: str) -> int:
    header = next((line for line in _lines(text, "", separator) if isinstance(line, Line)), None)
    return sum(column_name(value) in COLUMNS for value in header.values) if header else 0


def _lines(text: str, name: str, separator: str) -> Iterator[Line | str]:
    """Yield what is not a comment and not blank; a quotation mark that is never closed ends the reading."""
    lines = io.StringIO(text, newline="")
    above = sum(1 for _ in itertools.takewhile(_is_comment, io.StringIO(text, newline="")))
    reader = csv.reader(itertools.islice(lines, above, None), delimiter=separator, strict=True)
    while True:
        place = f"{name}, line {above + reader.line_num + 1}"
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if _TOO_LONG in str(error):
                yield f"{place}: a value has more than {csv.field_size_limit():,} characters; shorten it"
                return
            yield f"{place}: the quotation marks of the row are wrong ({error}); write a mark inside quotes twice"
            return
        line = Line(place, values)
        if not line.blank and not values[0].lstrip().startswith("#"):
            yield line


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
