"""What a reader of grouped tables relies on: each row in its group, totals in none but their own."""

import pytest

from kotae.documents.lines.numberings import numberings
from kotae.documents.lines.words import words as line_words
from kotae.documents.markdown import read
from kotae.documents.model import Table
from kotae.documents.tables.groups import numbering
from kotae.documents.tables.row_roles import group_name
from kotae.text.lists import read_lists

NORTH = ["| **North** | | |", "| Alder | 1 | 2 |", "| Birch | 2 | 3 |"]
SOUTH = ["| **South** | | |", "| Cedar | 4 | 5 |", "| Dogwood | 4 | 1 |"]


def table(*lines: str, header: str = "| Port | Ships | Tons |") -> Table:
    text = "\n".join([header, "|" + "---|" * (header.count("|") - 1), *lines])
    return next(read(f"# Title\n\n{text}\n", "t.md").tables())


def groups(built: Table) -> dict[str, tuple[str, ...]]:
    return {row.cells[0].text: row.group for row in built.rows}


def test_a_blank_value_leaves_the_groups_as_they_are() -> None:
    for row in ("| Elm | 7 | |", "| Total | 19 | |"):
        built = table(*NORTH, *SOUTH, row)
        assert [row.group for row in built.rows[:4]] == [("North",)] * 2 + [("South",)] * 2
    assert groups(table(*NORTH[:2], "| Birch | | 3 |", *SOUTH))["Birch"] == ("North",)


def test_labels_without_values_are_rows_where_many_values_are_blank() -> None:
    built = table("| North | | |", "| Alder | | 2 |", "| Birch | 2 | |", "| South | | |", "| Cedar | 4 | |")
    assert [row.cells[0].text for row in built.rows] == ["North", "Alder", "Birch", "South", "Cedar"]


@pytest.mark.parametrize("label", ["Total", "Grand total", "Total, all ports", "合計", "計", "総　計", "平均"])
def test_a_total_under_the_whole_table_has_no_group(label: str) -> None:
    built = table(*NORTH, *SOUTH, f"| {label} | 11 | 11 |", "| of which ferries | 2 | 3 |")
    assert [row.group for row in built.rows[3:]] == [("South",), (), ()]
    assert built.rows[5].parent == 4


@pytest.mark.parametrize("label", ["計", "Total", "小計", "Subtotal"])
def test_a_total_of_every_group_stays_in_it(label: str) -> None:
    own = f"| {label} | 3 | 5 |"
    built = table(*NORTH, own, *SOUTH, own, "| 合計 | 11 | 11 |")
    assert [row.group for row in built.rows] == [("North",)] * 3 + [("South",)] * 3 + [()]
    assert [row.group for row in table(*NORTH, own, *SOUTH, own).rows][-1] == ("South",)


def test_a_total_that_names_its_group_or_has_no_other_stays() -> None:
    assert groups(table(*NORTH, *SOUTH, "| Total (South) | 8 | 6 |"))["Total (South)"] == ("South",)
    assert groups(table(*NORTH, "| Total | 3 | 5 |"))["Total"] == ("North",)
    assert groups(table(*NORTH, "| **South** | | |", "| Total | 8 | 6 |", "| Cedar | 4 | 5 |"))["Total"] == ("South",)


def test_a_total_below_blank_first_cells_is_not_in_the_last_group() -> None:
    rows = ["| 北 | 甲 | 2 |", "| | 乙 | 3 |", "| 南 | 丙 | 4 |", "| | 丁 | 5 |"]
    header = "| 地区 | 港 | 量 |"
    assert [row.group for row in table(*rows, "| | 合計 | 14 |", header=header).rows] == [("北",)] * 2 + [
        ("南",)
    ] * 2 + [()]
    built = table(*rows[:2], "| | 計 | 5 |", *rows[2:], "| | 計 | 9 |", header=header)
    assert [row.group for row in built.rows] == [("北",)] * 3 + [("南",)] * 3


def test_the_rest_in_brackets_behind_a_part_is_a_part() -> None:
    built = table(
        "| A | 9 | 8 |", "| of which B | 4 | 3 |", "| (Others) | 5 | 5 |", "| （その他） | 1 | 1 |", "| C | 9 | 9 |"
    )
    assert [row.parent for row in built.rows] == [None, 0, 0, 0, None]


@pytest.mark.parametrize(
    ("above", "result", "behind"),
    [("営業外費用", "経常利益", "法人税等"), ("Other income and expense:", "Income before tax", "Tax")],
)
def test_a_result_closes_the_accounts_above_it(above: str, result: str, behind: str) -> None:
    rows = [f"| **{above}** | | |", "| A | 4 | 5 |", f"| {result} | 9 | 9 |", f"| {behind} | 2 | 2 |"]
    assert list(groups(table(*NORTH, *rows)).values())[2:] == [(above,), (), ()]


def test_a_result_stays_in_the_group_of_a_company_and_where_it_leads() -> None:
    rows = ["| **連結** | | |", "| 売上高 | 4 | 5 |", "| 経常利益 | 1 | 1 |", "| **単体** | | |", "| 売上高 | 3 | 4 |"]
    assert groups(table(*rows))["経常利益"] == ("連結",)
    flows = ["| **Operating activities** | | |", "| Net income | 4 | 5 |", "| Depreciation | 1 | 1 |"]
    assert groups(table(*flows))["Net income"] == ("Operating activities",)


def test_what_is_included_is_a_part_where_it_is_no_more_than_the_whole() -> None:
    built = table("| Loans | 9 | 8 |", "| including bonds | 4 | 8 |", "| Leases | 3 | 3 |", "| including tax | 4 | 2 |")
    assert [row.parent for row in built.rows] == [None, 0, None, None]


LEVELS = read_lists("kotae.documents.tables", "numbering.toml")


@pytest.mark.parametrize(
    ("label", "level"), [(label, level) for level, labels in enumerate(LEVELS["examples"]) for label in labels]
)
def test_the_number_of_a_label_tells_its_level(label: str, level: int) -> None:
    assert numbering(label) == level


@pytest.mark.parametrize("label", LEVELS["not_examples"])
def test_a_label_without_a_number_has_no_level(label: str) -> None:
    assert numbering(label) == -1


def test_every_style_of_a_level_is_one_of_the_grammar() -> None:
    known = {way.style for where in ("numbers", "label_numbers") for way in numberings(where)}
    known |= {*line_words("ja")["ordinals"], *line_words("en")["ordinals"]}
    assert {style for styles in LEVELS["levels"] for style in styles} <= known


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Ⅱ 負債の部", "負債"),
        ("Ⅱ負債の部", "負債"),
        ("(1) 流動資産", "流動資産"),
        ("①船", "船"),
        ("第1部 資産", "資産"),
        ("5大学", "5大学"),
    ],
)
def test_a_group_is_called_by_what_stands_behind_its_number(label: str, name: str) -> None:
    assert group_name(label) == name
