"""Rows below the header that say the unit of the numbers, and cells of the header that reach down over several rows."""

from kotae.documents.model import Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable


def survey(unit: str, *, later: str = "") -> Table:
    """Build a table whose first header cell reaches over three rows, the last of which says one unit over all columns."""
    cells = [
        RawCell("Province", 0, 0, row_span=3),
        RawCell("Households that have", 0, 1, column_span=2),
        RawCell("an exit plan", 1, 1),
        RawCell("a contact plan", 1, 2),
        RawCell(unit, 2, 1, column_span=2),
        *(RawCell(text, 3, column) for column, text in enumerate(("Northmark", "63", "56"))),
        *(RawCell(text, 4, column) for column, text in enumerate(("Eastmark", "46", "51"))),
    ]
    if later:
        cells += [RawCell("", 5, 0), RawCell(later, 5, 1, column_span=2)]
        cells += [RawCell(text, 6, column) for column, text in enumerate(("Northmark", "810", "722"))]
    return build(RawTable(tuple(cells), 1, merges_known=True))


def test_a_word_for_a_unit_below_the_names_of_columns_is_the_unit_of_the_table() -> None:
    for unit in ("percent", "number of days", "thousands of dollars", "千人"):
        table = survey(unit)
        assert table.header == ("Province", "Households that have an exit plan", "Households that have a contact plan")
        assert [row.cells[0].text for row in table.rows] == ["Northmark", "Eastmark"]
        assert [row.parent for row in table.rows] == [None, None]
        assert {column.unit for column in table.columns[1:]} == {table.unit} != {""}


def test_a_header_cell_that_reaches_over_all_header_rows_keeps_the_last_of_them() -> None:
    table = survey("own answers")
    assert table.unit == ""
    assert [row.cells[0].text for row in table.rows] == ["Northmark", "Eastmark"]
    assert table.header[1] == "Households that have an exit plan own answers"


def test_units_between_rows_are_those_of_the_rows_below_them() -> None:
    table = survey("percent", later="days")
    assert [row.cells[1].text for row in table.rows] == ["63", "46", "810"]
    assert [row.group for row in table.rows] == [(), (), ("days",)]
    assert table.unit_of(2, 1) == "days"
