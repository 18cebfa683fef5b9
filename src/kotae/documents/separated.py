"""CSV and TSV to a Document: a sheet whose cells are all texts."""

import csv
import io
import itertools
from collections import Counter

from kotae.documents.model import Document
from kotae.documents.sheets.document import document
from kotae.documents.sheets.model import MOST_COLUMNS, MOST_ROWS, Sheet, SheetCell, set_in
from kotae.errors import DocumentError

_SEPARATORS = ",;\t|"
_LOOKED_AT = 200  # lines, for what separates
_LONGEST_FIELD = 10_000_000  # characters


def read(text: str, name: str, *, tabs: bool = False) -> Document:
    """Read separated values: tables and the lines around them.

    Args:
        text: the decoded text.
        name: the file's name, for messages and as the document's title.
        tabs: that tabs separate; else what separates is what most lines have as often.

    Raises:
        DocumentError: the text holds nothing, or a quotation mark is never closed.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    separator = "\t" if tabs else _separator(text)
    cells: list[SheetCell] = []
    number = rows = 0
    is_cut = False
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader):
            found = [
                SheetCell(value, number, column, indent=set_in(field))
                for column, field in enumerate(row[:MOST_COLUMNS])
                if (value := field.strip())
            ]
            if found and rows == MOST_ROWS:
                is_cut = True
                break
            rows += bool(found)
            cells.extend(found)
    except csv.Error as error:
        raise DocumentError(f"{name}: record {number + 2} cannot be read ({error}); save it anew") from error
    return document([Sheet("", tuple(cells), merges_known=False, cut=is_cut)], "csv", name)


def _separator(text: str) -> str:
    """Return the sign that parts most lines into as many fields each, the comma where none does."""
    lines = [line for line in itertools.islice(io.StringIO(text, newline=None), _LOOKED_AT) if line.strip()]
    scores = []
    for sign in _SEPARATORS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=sign))
        fields, often = max(counts.items(), key=lambda item: (item[0] > 1, item[1])) if counts else (1, 0)
        scores.append((often if fields > 1 else 0, -_SEPARATORS.index(sign), sign))
    return max(scores)[2]
