"""A table as it is shown: what matters is seen at once, nothing that matters is left out, groups keep their rows."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from support import columns

from kotae.documents.model import Cell, Table, TableRow
from kotae_ui.tables import RowView, table_view


def table(*groups: str, **others: object) -> Table:
    """Return a table with a row for each group that is named ("" for a row without one): its number and a price."""
    rows = tuple(
        TableRow((Cell(f"row {number}"), Cell(f"{number}", float(number))), 1, (group,) if group else ())
        for number, group in enumerate(groups)
    )
    return Table(columns("Name", "Price"), rows, 1, **others)  # type: ignore[arg-type]


def numbers(rows: tuple[RowView, ...], shown: bool = True) -> list[int]:
    """Return which of the table's rows are shown, or are not."""
    return [int(row.cells[1].text) for row in rows if row.cells and row.shown == shown]


def test_matched_and_used_rows_are_shown_and_the_others_wait() -> None:
    view = table_view(table(*[""] * 10), matched=[7], used=[(2, 1), (7, 0)])
    assert numbers(view.rows) == [2, 7]
    assert numbers(view.rows, shown=False) == [0, 1, 3, 4, 5, 6, 8, 9]
    assert [row.matched for row in view.rows] == [number == 7 for number in range(10)]
    assert (view.count, view.hidden, view.cut) == (10, 8, 0)


def test_only_the_cells_that_the_answer_uses_are_marked() -> None:
    view = table_view(table(*[""] * 4), matched=[1], used=[(2, 1), (3, 0)])
    used = [(row, column) for row, one in enumerate(view.rows) for column, cell in enumerate(one.cells) if cell.used]
    assert used == [(2, 1), (3, 0)]
    assert [cell.numeric for cell in view.rows[0].cells] == [False, True]


def test_of_a_table_in_which_nothing_was_found_the_first_rows_are_shown() -> None:
    assert numbers(table_view(table(*[""] * 9), [], []).rows) == [0, 1, 2, 3]
    assert numbers(table_view(table("", ""), [], []).rows) == [0, 1]
    empty = table_view(table(), [], [])
    assert (empty.rows, empty.count, empty.hidden, empty.cut) == ((), 0, 0, 0)


def test_a_whole_table_has_all_its_rows_shown() -> None:
    view = table_view(table(*"AABBB"), matched=[4], used=[(1, 1)], whole=True)
    assert numbers(view.rows) == [0, 1, 2, 3, 4]
    assert all(row.shown for row in view.rows)
    assert view.hidden == 0
    assert [row.matched for row in view.rows if row.cells] == [False, False, False, False, True]


def test_a_long_table_is_cut_and_what_was_found_is_kept() -> None:
    view = table_view(table(*["A"] * 1000), matched=[700], used=[(999, 1)])
    assert numbers(view.rows) == [700, 999]
    assert numbers(view.rows, shown=False) == list(range(300))
    assert (view.count, view.cut) == (1000, 698)
    assert len(table_view(table(*[""] * 300), [], []).rows) == 300


def test_a_group_stands_once_over_its_rows_and_is_shown_with_them() -> None:
    view = table_view(table(*"AABBCC"), matched=[3], used=[])
    assert [(row.group, row.shown) for row in view.rows] == [
        ("A", False),
        ("", False),
        ("", False),
        ("B", True),
        ("", False),
        ("", True),
        ("C", False),
        ("", False),
        ("", False),
    ]


def test_a_group_that_comes_again_is_shown_only_where_its_rows_are() -> None:
    view = table_view(table(*"AABBAA"), matched=[5], used=[])
    assert [row.shown for row in view.rows if row.group] == [False, False, True]


@given(
    st.lists(st.sampled_from(["", "A", "B"]), max_size=12),
    st.lists(st.integers(0, 11), max_size=3),
    st.booleans(),
)
def test_a_group_is_shown_if_one_of_the_rows_under_it_is(groups: list[str], matched: list[int], whole: bool) -> None:
    view = table_view(table(*groups), [row for row in matched if row < len(groups)], [], whole=whole)
    assert len([row for row in view.rows if row.cells]) == len(groups)
    starts = [place for place, row in enumerate(view.rows) if row.group]
    for start, end in pairwise([*starts, len(view.rows)]):
        under = [row for row in view.rows[start + 1 : end] if groups[int(row.cells[1].text)] == view.rows[start].group]
        assert under
        assert view.rows[start].shown == any(row.shown for row in under)
    assert [view.rows[start].group for start in starts] == [
        group for before, group in pairwise(["", *groups]) if group and group != before
    ]


def test_a_group_that_is_one_of_the_cells_is_not_said_again() -> None:
    rows = (TableRow((Cell("Asia"), Cell("1", 1.0)), 1, ("World", "Asia")), TableRow((Cell("Asia"),), 1, ("Asia",)))
    view = table_view(Table(columns("Place", "Price"), rows, 1), [0, 1], [])
    assert [row.group for row in view.rows if row.group] == ["World"]


def test_caption_unit_notes_and_source_are_kept() -> None:
    view = table_view(table("", caption="Table 1", unit="krona", notes=("Early.", ""), source="Order book"), [], [])
    assert (view.caption, view.header) == ("Table 1 (krona)", (("Name", 1, False), ("Price", 1, True)))
    assert view.notes == ("Early.", "Order book")


def test_columns_that_share_a_label_stand_under_one() -> None:
    table = Table(columns("Project", "Project", "2021", "2022"), rows=(), page=1)
    assert table_view(table, [], []).header == (("Project", 2, False), ("2021", 1, False), ("2022", 1, False))


def test_a_cell_that_was_merged_over_columns_is_shown_once() -> None:
    rows = (
        TableRow((Cell("豪州"), Cell("豪州"), Cell("5", 5.0), Cell("5", 5.0)), 1),
        TableRow((Cell("中国"), Cell("北部"), Cell("7", 7.0), Cell("8", 8.0)), 1),
    )
    view = table_view(Table(columns("国・地域", "国・地域", "量", "量"), rows, 1), [0], [(0, 1)])
    assert [(cell.text, cell.columns, cell.used) for cell in view.rows[0].cells] == [
        ("豪州", 2, True),
        ("5", 1, False),
        ("5", 1, False),
    ]
    assert [cell.text for cell in view.rows[1].cells] == ["中国", "北部", "7", "8"]


def test_a_cell_that_was_merged_over_columns_of_different_labels_is_shown_once() -> None:
    over = (Cell("Arvonia"), Cell("Arvonia", inherited=True), Cell("5", 5.0), Cell("5", 5.0, inherited=True))
    twice = (Cell("Belmark"), Cell("Belmark"), Cell("5", 5.0), Cell("5", 5.0))
    rows = (TableRow(over, 1), TableRow(twice, 1))
    view = table_view(Table(columns("Country", "Region", "Copper", "Zinc"), rows, 1), [], [])
    assert [(cell.text, cell.columns) for cell in view.rows[0].cells] == [("Arvonia", 2), ("5", 2)]
    assert [cell.columns for cell in view.rows[1].cells] == [1, 1, 1, 1]


def test_a_label_over_columns_that_their_own_repeats_is_shown_once() -> None:
    assert table_view(Table(columns("年度 20年度"), (), 1), [], []).header == (("20年度", 1, False),)


def test_rows_are_set_in_below_those_that_they_are_parts_or_times_of_which_are_said_once() -> None:
    def row(name: str, *group: str, parent: int | None = None) -> TableRow:
        return TableRow((Cell(name), Cell("1", 1.0)), 1, group, parent)

    rows = (
        row("All"),
        row("Primary", "All"),
        row("Farming", "All", parent=1),
        row("Secondary", "All"),
        row("Coal", "Mines"),
        row("Primary", "Mines"),
    )
    view = table_view(Table(columns("Branch", "Staff"), rows, 1), matched=[], used=[], whole=True)
    assert [(one.group or one.cells[0].text, one.depth) for one in view.rows] == [
        ("All", 0),
        ("Primary", 1),
        ("Farming", 2),
        ("Secondary", 1),
        ("Mines", 0),
        ("Coal", 0),
        ("Primary", 0),
    ]
