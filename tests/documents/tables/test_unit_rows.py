"""Rows below the header that say the unit of the numbers, and cells of the header that reach down over several rows."""

from kotae.documents.model import Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.text import units


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


def columns(*rows: list[str]) -> Table:
    """Build a table of texts."""
    cells = (RawCell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts) if text)
    return build(RawTable(tuple(cells), 1, merges_known=True))


def test_scales_in_figures_below_names_are_the_units_of_their_columns() -> None:
    read = columns(
        ["Town", "Area", "Crop", "Value", "People"], ["", "100ha", "1000t", "10億円", "千人"],
        ["Lund", "12", "34", "5", "60"], ["Visby", "8", "21", "3", "22"],
    )  # fmt: skip
    assert [column.unit for column in read.columns] == ["", "100ha", "1000t", "10億円", "千人"]
    assert [row.cells[0].text for row in read.rows] == ["Lund", "Visby"]
    assert units.converted(12, read.columns[1].unit, "ha") == 1200


def test_one_unit_below_the_names_is_that_of_the_column_of_bare_numbers() -> None:
    read = columns(["Town", "Area", "Crop"], ["", "", "1000t"], ["Lund", "12", "34"], ["Visby", "8", "21"])
    assert [column.unit for column in read.columns] == ["", "", "1000t"]
    assert len(read.rows) == 2


def test_sizes_below_a_name_for_all_of_them_are_names_of_columns() -> None:
    read = columns(
        ["Town", "Packs of", "", ""],
        ["", "10kg", "100kg", "300kg"],
        ["Lund", "12", "34", "3"],
        ["Visby", "8", "21", "4"],
    )
    assert not {"10kg", "100kg"} & {column.unit for column in read.columns}


def test_an_amount_in_a_row_without_a_name_is_no_unit_where_others_have_one() -> None:
    read = columns(["Town", "Most", "Least"], ["", "100kg", "10kg"], ["Lund", "12kg", "3kg"], ["Visby", "8kg", "2kg"])
    assert len(read.rows) == 3
