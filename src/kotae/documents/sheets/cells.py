"""Cells of Excel workbooks as openpyxl reads them, and nothing else of them."""

import io
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorksheetReader

from kotae.documents.lines.raised import raised
from kotae.documents.sheets.formats import JAPANESE_FORMATS

# openpyxl knows the built-in formats of all countries only, and shows a day as a number where a file uses others.
BUILTIN_FORMATS.update(JAPANESE_FORMATS)


class _Styles(list[Any]):
    """The styles of a workbook's cells; a cell whose style is not there has none, as spreadsheet programs take it."""

    def __getitem__(self, place: Any) -> Any:
        """Return a style by its place."""
        return super().__getitem__(place) if isinstance(place, int) and 0 <= place < len(self) else StyleArray()


class _CellReader(ExcelReader):  # type: ignore[misc]
    """Reads the cells of sheets: openpyxl gives up on files whose charts, comments or pivot tables it does not understand."""

    def read_worksheets(self) -> None:
        """Read every sheet of cells."""
        self.wb._cell_styles = _Styles(self.wb._cell_styles)
        for sheet, relation in self.parser.find_sheets():
            if relation.target not in self.valid_files or "chartsheet" in relation.Type:
                continue
            if self.read_only:
                worksheet = ReadOnlyWorksheet(self.wb, sheet.name, relation.target, self.shared_strings)
                self.wb._sheets.append(worksheet)
            else:
                worksheet = self.wb.create_sheet(sheet.name)
                path = get_rels_path(relation.target)
                worksheet._rels = get_dependents(self.archive, path) if path in self.valid_files else RelationshipList()
                with self.archive.open(relation.target) as stream:
                    WorksheetReader(worksheet, stream, self.shared_strings, self.data_only, self.rich_text).bind_all()
            worksheet.sheet_state = sheet.state


def loaded(content: bytes, *, streamed: bool, values: bool) -> Any:
    """Return a workbook with its cells.

    Args:
        content: the file's bytes.
        streamed: whether sheets are read row by row, and not as a whole.
        values: whether a cell with a formula has the value that was saved with it, or the formula.

    Raises:
        KeyError: the file lacks parts of a workbook.
    """
    reader = _CellReader(io.BytesIO(content), read_only=streamed, data_only=values, keep_links=False, rich_text=values)
    reader.read()
    return reader.wb


def value_of(cell: Any) -> Any:
    """Return the value of a cell; a text in several fonts as one, without raised marks that call notes."""
    if not isinstance(cell.value, CellRichText):
        return cell.value
    text = ""
    for part in cell.value:
        is_raised = isinstance(part, TextBlock) and part.font.vertAlign == "superscript"
        text += raised(text, str(part)) if is_raised and str(part).strip() else str(part)
    return text
