"""What a reader of results statements in HTML relies on: header rows of plain cells, units, levels, split signs."""

from datetime import date

import pytest

from kotae.documents.html import read
from kotae.documents.model import Period, Table

MORE = [[name, "67.0", "62.8"] for name in ("甲", "乙", "丙")]


def only_table(rows: list[list[str]]) -> Table:
    """Read a table of `td` cells; a cell's text may be led by attributes in braces: "{colspan=2}2024"."""
    markup = "".join(f"<tr>{''.join(_cell(text) for text in row)}</tr>" for row in rows)
    (table,) = read(f"<html><body><table>{markup}</table></body></html>".encode(), "page.html").tables()
    return table


def _cell(text: str) -> str:
    attributes, _, shown = text.removeprefix("{").partition("}") if text.startswith("{") else ("", "", text)
    return f"<td {attributes}>{shown or '&nbsp;'}</td>"


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("line", ["（単位：百万円）", "(単位：千円)", "(In thousands)", "(億円)"])
def test_a_row_that_only_says_the_unit_is_no_header(line: str) -> None:
    table = only_table(
        [["", "", line], ["", "前期末<br>(2023年3月31日)", "当期末<br>(2024年3月31日)"], ["現金", "5", "7"]]
    )
    assert table.unit
    assert table.header == ("", "前期末(2023年3月31日)", "当期末(2024年3月31日)")
    assert texts(table) == [["現金", "5", "7"]]


def test_a_unit_over_several_columns_is_the_table_s() -> None:
    table = only_table(
        [["", "", "{colspan=2}(単位：千円)"], ["", "{colspan=3}資本"], ["", "甲", "乙", "計"], ["期首", "1", "2", "3"]]
    )
    assert (table.unit, table.header) == ("千円", ("", "資本 甲", "資本 乙", "資本 計"))


def test_rows_of_words_over_the_numbers_below_a_blank_corner_are_header() -> None:
    table = only_table(
        [
            ["", "2023年", "2024年"],
            ["", "期末", "期末"],
            ["", "(%)", "(%)"],
            *([name, "67.0", "62.8"] for name in "甲乙丙"),
        ]
    )
    assert table.header == ("", "2023年 期末 (%)", "2024年 期末 (%)")
    named = only_table(
        [["", "2023", "2024"], ["Segment", "Sales", "Sales"], ["Tools", "67", "62"], ["Pumps", "7", "6"]]
    )
    assert named.header == ("Segment", "2023 Sales", "2024 Sales")


def test_a_row_without_numbers_below_a_named_column_is_no_header() -> None:
    table = only_table(
        [["Port", "2023", "2024"], ["North", "closed", "closed"], ["South", "12", "15"], ["West", "3", "9"]]
    )
    assert table.header == ("Port", "2023", "2024")


@pytest.mark.parametrize(
    ("line", "unit", "note"),
    [
        ("（単位：百万円、％表示は対前期増減率）", "百万円", "％表示は対前期増減率"),
        ("(In millions, except per share data)", "millions", "except per share data"),
    ],
)
def test_a_unit_line_that_says_more_keeps_what_it_says(line: str, unit: str, note: str) -> None:
    table = only_table([[f"{{colspan=3}}{line}"], ["", "売上高 百万円", "増減率 ％"], ["2024年３月期", "1,200", "5.0"]])
    assert (table.unit, [column.unit for column in table.columns[1:]]) == (unit, ["百万円", "％"])
    assert note in " ".join(table.notes)


def test_an_english_filing_with_signs_in_cells_of_their_own() -> None:
    table = only_table(
        [
            ["", "", "{colspan=7}Three months ended March 31,"],
            ["", "", "{colspan=3}2023", "", "{colspan=3}2022"],
            ["", "", "{colspan=7}(in millions)"],
            ["Revenue", "", "$", "1,200", "", "", "$", "980", ""],
            ["Operating loss", "", "", "(140", ")", "", "", "(35", ")"],
            ["Margin", "", "", "12", "%", "", "", "4", "%"],
        ]
    )
    assert [cell.number for row in table.rows for cell in row.cells[1:]] == [1200, 980, -140, -35, 12, 4]
    assert table.header[1:] == (
        "Three months ended March 31, 2023 (in millions)",
        "Three months ended March 31, 2022 (in millions)",
    )


def test_a_unit_in_cells_of_its_own_is_that_of_the_numbers_beside_it() -> None:
    table = only_table([["地域", "{colspan=2}金額"], ["北町", "500", "円"], ["南町", "1,000", "円"]])
    assert table.header == ("地域", "金額")
    assert [(row.cells[1].number, table.unit_of(i, 1)) for i, row in enumerate(table.rows)] == [
        (500, "円"),
        (1000, "円"),
    ]


def test_units_under_a_header_of_their_own_are_a_column() -> None:
    table = only_table([["品目", "数量", "単位"], ["鉄", "500", "kg"], ["銅", "1,000", "kg"]])
    assert [cell.text for cell in table.rows[0].cells] == ["鉄", "500", "kg"]


def test_a_dash_alone_is_no_minus() -> None:
    table = only_table([["", "{colspan=2}2023"], ["甲", "-", "5"], ["乙", "-", "6"]])
    assert [[cell.number for cell in row.cells[1:]] for row in table.rows] == [[None, 5], [None, 6]]


def row(label: str, pixels: float, *values: str) -> list[str]:
    """Return the cells of a row whose label is set in."""
    return [f'{{style="padding-left: {pixels}px"}}{label}', *values]


def test_styles_set_a_row_into_the_group_above() -> None:
    table = only_table(
        [
            ["", "2023", "2024"],
            row("資産の部", 10, "", ""),
            row("流動資産", 27.333333333333333333333, "", ""),
            row("現金", 44.6, "3", "4"),
            row("売掛金", 44.6, "5", "6"),
            row("流動資産合計", 44.6, "8", "10"),
            row("固定資産", 27.333333333333333333333, "", ""),
            row("建物", 44.6, "9", "9"),
            row("減価償却累計額", 62, "△2", "△3"),
            row("固定資産合計", 44.6, "7", "6"),
            row("資産合計", 27.333333333333333333333, "15", "16"),
            row("負債の部", 10, "", ""),
            row("借入金", 27.333333333333333333333, "4", "4"),
            row("負債合計", 27.333333333333333333333, "4", "4"),
            row("差引", 10, "11", "12"),
        ]
    )
    assets, current, fixed = "資産の部", "流動資産", "固定資産"
    assert [row.group for row in table.rows] == [
        (assets, current), (assets, current), (assets, current), (assets, fixed), (assets, fixed), (assets, fixed),
        (assets,), ("負債の部",), ("負債の部",), (),
    ]  # fmt: skip
    assert [row.parent for row in table.rows] == [None, None, None, None, 3, None, None, None, None, None]


def test_groups_numbered_alike_stand_side_by_side() -> None:
    rows = [["科目", "前期", "当期"]]
    for label, values in [
        ("Ⅰ 資産の部", ""), ("1. 流動資産", ""), ("現金", "1"), ("流動資産合計", "1"), ("2. 固定資産", ""), ("土地", "2"),
        ("固定資産合計", "2"), ("資産合計", "3"), ("Ⅱ 負債の部", ""), ("1. 流動負債", ""), ("借入", "1"), ("負債合計", "1"),
        ("Ⅲ 正味財産の部", ""), ("指定", "2"), ("負債及び正味財産合計", "3"),
    ]:  # fmt: skip
        rows.append([label, values, values])
    assert [(row.cells[0].text, row.group) for row in only_table(rows).rows] == [
        ("現金", ("Ⅰ 資産の部", "1. 流動資産")),
        ("流動資産合計", ("Ⅰ 資産の部", "1. 流動資産")),
        ("土地", ("Ⅰ 資産の部", "2. 固定資産")),
        ("固定資産合計", ("Ⅰ 資産の部", "2. 固定資産")),
        ("資産合計", ("Ⅰ 資産の部",)),
        ("借入", ("Ⅱ 負債の部", "1. 流動負債")),
        ("負債合計", ("Ⅱ 負債の部",)),
        ("指定", ("Ⅲ 正味財産の部",)),
        ("負債及び正味財産合計", ()),
    ]


def test_a_total_called_as_its_group_closes_it() -> None:
    table = only_table(
        [["", "2023", "2024"], ["営業活動", "", ""], ["受取", "5", "6"], ["営業活動", "5", "6"], ["投資活動", "", ""],
         ["取得", "△2", "△3"], ["投資活動", "△2", "△3"], ["期末残高", "3", "3"]]
    )  # fmt: skip
    assert [row.group for row in table.rows] == [("営業活動",)] * 2 + [("投資活動",)] * 2 + [()]


def test_captions_below_their_tables_stay_with_them() -> None:
    def part(name: str) -> str:
        return f"<table><tr><th>港<th>額</tr><tr><td>{name}<td>1</tr></table><p>表{name} 港{name}の額</p>"

    document = read(
        f"<html><body><p>前文。</p>{part('1')}{part('2')}{part('3')}<p>後文。</p></body></html>".encode(), "p.html"
    )
    assert [table.caption for table in document.tables()] == ["表1 港1の額", "表2 港2の額", "表3 港3の額"]


def test_captions_above_their_tables_stay_with_them() -> None:
    def part(name: str) -> str:
        return f"<p>表{name} 港{name}の額</p><table><tr><th>港<th>額</tr><tr><td>{name}<td>1</tr></table>"

    document = read(f"<html><body><p>前文。</p>{part('1')}{part('2')}{part('3')}</body></html>".encode(), "p.html")
    assert [table.caption for table in document.tables()] == ["表1 港1の額", "表2 港2の額", "表3 港3の額"]


def test_the_time_above_a_table_is_its_time() -> None:
    rows = "<tr><td></td><td>資本金</td></tr><tr><td>期首</td><td>6,655</td></tr>"
    page = (
        "<p>港は古い。</p><p>前連結会計年度（自　2020年４月１日　至　2021年３月31日）</p><p>（単位：千円）</p>"
        f"<table>{rows}</table><p>2021年３月31日現在（単位：円）</p><table>{rows}</table>"
    )
    document = read(page.encode(), "a.html")
    first, second = document.tables()
    assert first.period == Period(date(2020, 4, 1), date(2021, 3, 31))
    assert second.period == Period(date(2021, 3, 31), date(2021, 3, 31))
    assert (first.unit, second.unit) == ("千円", "円")
    assert [block.text for block in document.blocks()] == ["港は古い。"]


def test_a_sign_before_a_dash_is_no_column() -> None:
    table = only_table(
        [
            ["", "{colspan=2}2023", "{colspan=2}2022"],
            ["Redemption", "$", "—", "$", "510"],
            ["Payroll", "", "1,156", "", "173"],
            ["Total", "$", "1,156", "$", "683"],
        ]
    )
    assert table.header == ("", "2023", "2022")
    assert texts(table) == [["Redemption", "—", "$510"], ["Payroll", "1,156", "173"], ["Total", "$1,156", "$683"]]


def test_a_total_that_is_set_in_is_no_part_of_the_row_above() -> None:
    table = only_table(
        [
            ["", "2023", "2024"],
            row("Cash", 0, "3", "4"),
            row("of which abroad", 12, "1", "1"),
            row("Stores", 0, "5", "6"),
            row("Total stock", 24, "8", "10"),
        ]
    )
    assert [(row.parent, row.role) for row in table.rows] == [
        (None, "body"),
        (0, "part"),
        (None, "body"),
        (None, "total"),
    ]
