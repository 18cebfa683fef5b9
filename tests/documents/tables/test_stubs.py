"""Several columns at the left that name the rows together: parts of a time, and labels set in by a column."""

from kotae.documents.model import Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable


def table(*cells: tuple[str, int, int, int]) -> Table:
    """Return the table of cells: text, row, column, how many columns it covers."""
    raw = tuple(RawCell(text, row, column, 1, across) for text, row, column, across in cells)
    return build(RawTable(raw, 1, merges_known=True))


def test_parts_of_a_time_are_one_label() -> None:
    read = table(
        ("年次・月", 0, 0, 3), ("来客数", 0, 3, 1), ("売上", 0, 4, 1),
        ("令和 元 年平均", 1, 0, 3), ("810", 1, 3, 1), ("44", 1, 4, 1),
        ("2", 2, 0, 3), ("790", 2, 3, 1), ("41", 2, 4, 1),
        ("令和 3年", 3, 0, 1), ("1", 3, 1, 1), ("月", 3, 2, 1), ("640", 3, 3, 1), ("33", 3, 4, 1),
        ("2", 4, 1, 1), ("655", 4, 3, 1), ("35", 4, 4, 1),
        ("3", 5, 1, 1), ("702", 5, 3, 1), ("37", 5, 4, 1),
    )  # fmt: skip
    assert [column.header for column in read.columns] == ["年次・月", "来客数", "売上"]
    assert [row.cells[0].text for row in read.rows][1:] == ["令和2年平均", "令和3年1月", "令和3年2月", "令和3年3月"]
    february = read.rows[3].cells[0].period
    assert february is not None
    assert (february.first.isoformat(), february.last.isoformat()) == ("2021-02-01", "2021-02-28")
    assert read.rows[3].cells[1].number == 655


def test_labels_that_are_set_in_by_a_column_are_parts_of_the_one_above() -> None:
    read = table(
        ("Item", 0, 0, 2), ("2023", 0, 2, 1), ("2024", 0, 3, 1),
        ("Fish", 1, 0, 1), ("90", 1, 2, 1), ("95", 1, 3, 1),
        ("Herring", 2, 1, 1), ("60", 2, 2, 1), ("62", 2, 3, 1),
        ("Cod", 3, 1, 1), ("30", 3, 2, 1), ("33", 3, 3, 1),
        ("Shellfish", 4, 0, 1), ("12", 4, 2, 1), ("14", 4, 3, 1),
        ("Mussels", 5, 1, 1), ("9", 5, 2, 1), ("8", 5, 3, 1),
    )  # fmt: skip
    assert [row.cells[0].text for row in read.rows] == ["Fish", "Herring", "Cod", "Shellfish", "Mussels"]
    assert [row.parent for row in read.rows] == [None, 0, 0, None, 3]
    assert [cell.number for cell in read.rows[2].cells[1:]] == [30, 33]


def test_two_keys_of_each_row_stay_two_columns() -> None:
    read = table(
        ("Harbour", 0, 0, 1), ("Ship", 0, 1, 1), ("Tons", 0, 2, 1),
        ("Lund", 1, 0, 1), ("Ida", 1, 1, 1), ("12", 1, 2, 1),
        ("Lund", 2, 0, 1), ("Ruth", 2, 1, 1), ("14", 2, 2, 1),
        ("Visby", 3, 0, 1), ("Ida", 3, 1, 1), ("9", 3, 2, 1),
    )  # fmt: skip
    assert [column.header for column in read.columns] == ["Harbour", "Ship", "Tons"]


def test_labels_of_groups_without_numbers_stay_labels_of_groups() -> None:
    read = table(
        ("Area", 0, 0, 1), ("Town", 0, 1, 1), ("People", 0, 2, 1),
        ("North", 1, 0, 1),
        ("Kiruna", 2, 1, 1), ("20", 2, 2, 1),
        ("Boden", 3, 1, 1), ("28", 3, 2, 1),
        ("South", 4, 0, 1),
        ("Ystad", 5, 1, 1), ("19", 5, 2, 1),
        ("Lund", 6, 1, 1), ("94", 6, 2, 1),
    )  # fmt: skip
    towns = {row.cells[1].text: row for row in read.rows if row.role == "body"}
    assert towns["Boden"].cells[0].text == "North" or "North" in towns["Boden"].group
