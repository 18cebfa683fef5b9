"""Question sets as Excel workbooks (.xlsx): the first sheet, its first row the header."""

import datetime
import io
import warnings
from collections.abc import Iterator
from typing import Any

from kotae.evaluation.sets import flat
from kotae.evaluation.sets.flat import Line
from kotae.evaluation.sets.rows import COLUMNS, Entry, column_name


def entries(content: bytes, name: str) -> Iterator[Entry]:
    """Yield the rows of the first sheet; a formula counts as the value that Excel last computed for it.

    Numbers, percentages and true or false in columns that Kotae knows become texts, as they show in Excel.

    Args:
        content: the file's bytes.
        name: what the file is called in places.
    """
    try:
        lines = _lines(content, name)
    except Exception as error:  # noqa: BLE001 - openpyxl raises anything at all for a file that is not a workbook
        kind = type(error).__name__
        yield f"{name}: cannot be read as an Excel workbook ({kind}); save it in Excel as .xlsx, without a password"
        return
    yield from flat.entries(lines, _label)


def _label(index: int, column: str) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(index + 1)
    return f"column {letter} ({column})" if column else f"column {letter}"


def _lines(content: bytes, name: str) -> list[Line | str]:
    """Return the rows as lines; for a row with broken formulas what is wrong with them."""
    formulas = {
        (number, index)
        for number, cells in _sheet_rows(content, computed=False)
        for index, cell in enumerate(cells)
        if cell.data_type == "f"
    }
    names: list[str] = []
    lines: list[Line | str] = []
    for number, cells in _sheet_rows(content, computed=True):
        names = names or [column_name(str(cell.value or "")) for cell in cells[: _width(cells)]]
        columns = [names[index] if index < len(names) else "" for index in range(len(cells))]
        wrong = [
            f"{name}, row {number}, {_label(index, columns[index])}: {problem}"
            for index, cell in enumerate(cells)
            if (problem := _problem(cell, (number, index) in formulas))
        ]
        values = [_value(cell, columns[index] in COLUMNS) for index, cell in enumerate(cells[: _width(cells)])]
        lines += wrong or [Line(f"{name}, row {number}", values)]
    return lines


def _problem(cell: Any, formula: bool) -> str:
    if cell.data_type == "e":
        return f"{cell.value} is an error of Excel; mend the formula"
    if formula and cell.value is None:  # never saved by a program that computes it
        return "the formula has no computed value; open the file in Excel and save it"
    return ""


def _sheet_rows(content: bytes, computed: bool) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of the first sheet that have a cell, with their numbers."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and checks that play no part here
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=computed)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write wrong ones
            for number, cells in enumerate(sheet.iter_rows(), 1):
                if cells:
                    yield number, cells
        finally:
            book.close()


def _width(cells: tuple[Any, ...]) -> int:
    return max((index + 1 for index, cell in enumerate(cells) if not flat.is_blank(cell.value)), default=0)


def _value(cell: Any, known: bool) -> Any:
    """Return a cell's value; for columns that Kotae knows numbers are texts, and dates stay what they are."""
    value = cell.value
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return value if known else str(value)
    if not known or value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if "%" in str(cell.number_format):
        return f"{100 * value:.12g}%"
    return f"{value:.15g}"  # Excel's own precision
