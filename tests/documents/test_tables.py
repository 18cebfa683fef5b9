"""What a reader of answers relies on in a table: the right label over, beside and above every value."""

from itertools import zip_longest

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kotae.documents.model import Box, Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable

Spans = dict[tuple[int, int], tuple[int, int]]


def table(
    rows: list[list[str | None]],
    spans: Spans | None = None,
    *,
    merges_known: bool = True,
    above: tuple[str, ...] = (),
    below: tuple[str, ...] = (),
    header_rows: int = 0,
) -> Table:
    """Build a table from rows of texts; None where a merged cell reaches over the place."""
    cells = tuple(
        RawCell(text, r, c, *(spans or {}).get((r, c), (1, 1)), header=r < header_rows, line=r + 1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text is not None
    )
    return build(RawTable(cells, 1, merges_known, above, below))


def texts(built: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in built.rows]


def test_rows_before_the_first_values_are_the_header() -> None:
    built = table([["国", "人口", "面積"], ["", "(万人)", "(km2)"], ["甲", "1,200", "30"], ["乙", "900", "△5"]])
    assert built.header == ("国", "人口 (万人)", "面積 (km2)")
    assert [cell.number for cell in built.rows[1].cells] == [None, 900, -5]


def test_a_cell_over_finer_ones_is_part_of_each_of_their_labels() -> None:
    rows: list[list[str | None]] = [
        ["港", "2024年", None],
        [None, "隻数", "重量 (トン)"],
        ["北港", "12", "3,400"],
        ["南港", "8", "910"],
    ]
    built = table(rows, {(0, 0): (2, 1), (0, 1): (1, 2)})
    assert built.header == ("港", "2024年 隻数", "2024年 重量 (トン)")


def test_an_upper_label_reaches_over_blanks_where_merges_are_not_known() -> None:
    rows: list[list[str | None]] = [
        ["", "2023", "", "2024", ""],
        ["Port", "Ships", "Tons", "Ships", "Tons"],
        ["North", "12", "340", "15", "360"],
    ]
    built = table(rows, merges_known=False)
    assert built.header == ("Port", "2023 Ships", "2023 Tons", "2024 Ships", "2024 Tons")


def test_years_over_amounts_are_labels() -> None:
    built = table([["", "2022", "2023"], ["売上", "5,100", "6,200"], ["人数", "1,990", "12"]])
    assert built.header == ("", "2022", "2023")
    assert len(built.rows) == 2


def test_years_down_the_first_column_are_rows() -> None:
    built = table([["年度", "売上"], ["2022", "100"], ["2023", "120"]])
    assert built.header == ("年度", "売上")
    assert texts(built) == [["2022", "100"], ["2023", "120"]]


def test_a_table_of_values_alone_has_no_header() -> None:
    built = table([["甲", "1", "2"], ["乙", "3", "4"]])
    assert built.header == ("", "", "")
    assert len(built.rows) == 2


def test_a_table_of_words_has_its_first_row_as_header() -> None:
    assert table([["道具", "用途"], ["槌", "打つ"], ["鋸", "切る"]]).header == ("道具", "用途")


def test_what_the_format_marks_as_header_is_header() -> None:
    built = table([["a", "b"], ["c", "d"], ["1", "2"]], header_rows=2)
    assert built.header == ("a c", "b d")


def test_a_full_width_row_is_the_group_of_the_rows_below() -> None:
    rows: list[list[str | None]] = [
        ["Port", "Ships"], ["North", None], ["Alpha", "12"], ["South", None], ["Beta", "8"]
    ]  # fmt: skip
    built = table(rows, {(1, 0): (1, 2), (3, 0): (1, 2)})
    assert [(row.cells[0].text, row.group) for row in built.rows] == [("Alpha", ("North",)), ("Beta", ("South",))]


def test_labels_without_values_lead_groups_only_where_every_other_row_is_full() -> None:
    full = table([["Item", "2023"], ["Assets", ""], ["Cash", "10"], ["Debts", ""], ["Loans", "3"]])
    assert [row.group for row in full.rows] == [("Assets",), ("Debts",)]
    unknown = table([["Item", "2023"], ["Cash", "10"], ["Gold", ""], ["Loans", "3"]])
    assert texts(unknown) == [["Cash", "10"], ["Gold", ""], ["Loans", "3"]]
    assert unknown.rows[1].cells[1].missing


def test_a_date_and_its_wide_description_are_the_group_of_the_rows_below() -> None:
    rows: list[list[str | None]] = [
        ["日付", "品目", "用途"],
        ["1月5日", "木材を対象に", "建築"],
        ["2月6日", "以下の石を対象に", None],
        ["", "白石", "庭"],
        ["", "黒石", "橋"],
    ]
    built = table(rows, {(2, 1): (1, 2)})
    assert [row.group for row in built.rows[1:]] == [("2月6日", "以下の石を対象に")] * 2
    assert texts(built)[2] == ["2月6日", "黒石", "橋"]
    assert built.rows[2].cells[0].inherited


def test_a_wide_description_that_nothing_continues_is_a_row() -> None:
    rows: list[list[str | None]] = [
        ["日付", "品目", "用途"],
        ["1月5日", "木材を対象に", "建築"],
        ["2月6日", "「石の決まり」を発表", None],
        [None, "(1)石の保護、(2)石の管理", None],
        ["3月7日", "砂を対象に", "道"],
    ]
    built = table(rows, {(2, 0): (2, 1), (2, 1): (1, 2), (3, 1): (1, 2)})
    assert [row.cells[1].text for row in built.rows if row.cells[0].text == "2月6日"] == [
        "「石の決まり」を発表",
        "(1)石の保護、(2)石の管理",
    ]


def test_a_lone_line_above_a_lower_label_belongs_to_that_label() -> None:
    rows: list[list[str | None]] = [
        ["日付", "品目", "用途"],
        ["1月5日", "木材を対象に", "建築"],
        ["", "「石の決まり」を発表", ""],
        ["2月6日", "(1)石の保護、(2)石の管理", ""],
        ["3月7日", "砂を対象に", "道"],
    ]
    built = table(rows, merges_known=False)
    assert texts(built)[1][:2] == ["2月6日", "「石の決まり」を発表"]


def test_a_merged_cell_gives_its_value_and_boxes_to_what_it_covers() -> None:
    box = Box(2, 0, 0, 10, 40)
    own = Box(3, 20, 20, 30, 40)
    cells = (
        RawCell("群", 0, 0), RawCell("名", 0, 1), RawCell("量", 0, 2),
        RawCell("甲", 1, 0, row_span=2, boxes=(box,)), RawCell("a", 1, 1), RawCell("5", 1, 2, row_span=2),
        RawCell("b", 2, 1, boxes=(own,)),
    )  # fmt: skip
    second = build(RawTable(cells, 1, True)).rows[1]
    assert [(cell.text, cell.inherited) for cell in second.cells] == [("甲", True), ("b", False), ("5", True)]
    assert second.cells[0].boxes == (box,)
    assert (second.boxes, second.page, second.group) == ((own,), 3, ("甲",))


def test_blank_numbers_are_missing_and_never_taken_from_above() -> None:
    built = table([["分野", "事業", "1年", "2年"], ["甲", "a", "5", "6"], ["", "b", "", "7"]], merges_known=False)
    assert texts(built)[1] == ["甲", "b", "", "7"]
    assert built.rows[1].cells[2].missing
    assert built.rows[1].cells[2].number is None


def test_a_subtotal_without_a_name_does_not_take_the_name_above() -> None:
    built = table([["Item", "2023"], ["Cash", "10"], ["Gold", "5"], ["", "15"]], merges_known=False)
    assert texts(built)[-1] == ["", "15"]


@pytest.mark.parametrize("part", ["うち 船", "(うち船)", "of which ships", "  ships", "内訳:船"])
def test_a_part_points_at_its_whole(part: str) -> None:
    built = table([["項目", "額"], ["港", "100"], [part, "60"], ["駅", "50"]])
    assert [row.parent for row in built.rows] == [None, 0, None]


def test_the_rest_behind_parts_is_a_part_as_well() -> None:
    built = table([["項目", "額"], ["港", "100"], ["(うち 船)", "60"], ["(その他)", "40"]])
    assert [row.parent for row in built.rows] == [None, 0, 0]


def test_a_label_that_begins_at_a_part_stands_in_the_middle_of_its_group() -> None:
    rows: list[list[str | None]] = [
        ["分野", "事業", "額"],
        ["甲", "a", "1"],
        ["", "b", "9"],
        ["乙", "(うち x)", "4"],
        ["", "c", "5"],
    ]
    built = table(rows, merges_known=False)
    assert [row.group for row in built.rows] == [(), ("乙",), ("乙",), ("乙",)]


def test_a_vertical_label_is_one_word() -> None:
    merged = table([["", "国", "量"], ["未\n開\n発", "甲", "1"], [None, "乙", "2"]], {(1, 0): (2, 1)})
    assert merged.rows[1].group == ("未開発",)
    rows: list[list[str | None]] = [
        ["", "国", "量"],
        ["", "甲", "1"],
        ["未", "乙", "2"],
        ["開", "丙", "3"],
        ["発", "丁", "4"],
    ]
    lines = table([*rows, ["", "戊", "5"]], merges_known=False)
    assert {row.group for row in lines.rows} == {("未開発",)}


def test_a_short_label_in_the_middle_of_a_text_table_reaches_where_only_one_division_fits() -> None:
    rows: list[list[str | None]] = [
        ["年", "月", "長", "内容"],
        ["2001年", "4月", "山", "始める"], ["", "5月", "山田", "続ける"],
        ["2002年", "3月", "", "広げる"], ["", "6月", "", "直す"],
        ["2003年", "1月", "川", "育てる"], ["", "2月", "", "分ける"],
        ["2004年", "3月", "森", "閉じる"],
    ]  # fmt: skip
    built = table(rows, merges_known=False)
    assert [row.cells[2].text for row in built.rows] == ["山", "山田", "川", "川", "川", "川", "森"]
    assert [row.cells[0].text for row in built.rows][::2] == ["2001年", "2002年", "2003年", "2004年"]


def test_lines_around_a_table_are_sorted() -> None:
    built = table(
        [["項目", "額"], ["港", "1"]],
        above=("図表3 港の額", "(億円)"),
        below=("(資料) 港湾局", "(注) 推計を含む。"),
    )
    assert (built.caption, built.unit) == ("図表3 港の額", "億円")
    assert (built.source, built.notes) == ("(資料) 港湾局", ("(注) 推計を含む。",))


def test_title_and_source_drawn_inside_the_table_are_not_rows() -> None:
    rows: list[list[str | None]] = [
        ["Table 2. Ports (USD million)", None],
        ["Port", "2023"],
        ["A", "5"],
        ["Source: office", None],
    ]
    built = table(rows, {(0, 0): (1, 2), (3, 0): (1, 2)})
    assert (built.caption, built.unit, built.source) == (
        "Table 2. Ports (USD million)",
        "USD million",
        "Source: office",
    )
    assert texts(built) == [["A", "5"]]


@pytest.mark.parametrize("garbled", ["1,058/3,045", "1,058 3,045", "-,110", "0000000000000", "5.5.55"])
def test_a_garbled_number_stays_text(garbled: str) -> None:
    cell = table([["項目", "額", "率"], ["港", "1", "2"], ["駅", garbled, "3"]]).rows[1].cells[1]
    assert (cell.text, cell.number, cell.missing) == (garbled, None, False)


def test_nothing_at_all_is_an_empty_table() -> None:
    built = build(RawTable((), 4, True))
    assert (built.header, built.rows, built.page) == ((), (), 4)


WORDS = st.sampled_from(
    ["", "", "-", "12", "1,000", "2020", "2024年", "4月", "甲", "うち 乙", "(その他)", "アジア:", "  x", "of which y",
     "(億円)", "未", "開", "発", "資料:丙", "表1 丁", "戊\n己", "長い文章の入った欄", "n.a.", "000000"]
)  # fmt: skip


@st.composite
def raw_tables(draw: st.DrawFn) -> RawTable:
    """Any cells anywhere: overlapping, far apart, merged beyond the table's edge."""
    cells = draw(
        st.lists(
            st.builds(
                RawCell,
                text=WORDS,
                row=st.integers(0, 7),
                column=st.one_of(st.integers(0, 4), st.integers(0, 10**6)),
                row_span=st.sampled_from([1, 1, 1, 2, 3, 65_534]),
                column_span=st.sampled_from([1, 1, 1, 2, 5, 1000]),
                header=st.booleans() if draw(st.booleans()) else st.just(False),
            ),
            max_size=40,
        )
    )
    return RawTable(tuple(cells), 1, draw(st.booleans()), draw(st.sampled_from([(), ("表9 題",)])), ())


@settings(max_examples=100, deadline=None)
@given(raw_tables())
def test_every_row_has_a_cell_for_every_column_and_a_parent_above(raw: RawTable) -> None:
    built = build(raw)
    for index, row in enumerate(built.rows):
        assert len(row.cells) == len(built.header)
        assert row.parent is None or 0 <= row.parent < index


# A row called as an outer group is no end of those that have just begun in it, or these would stand nowhere.
_CALLED_AS_ITS_GROUP = RawTable(
    (RawCell("12", 0, 2), RawCell("-", 1, 2), RawCell("-", 2, 2), RawCell("12", 3, 3)), 1, merges_known=False
)


@settings(max_examples=100, deadline=None)
@given(raw_tables())
@example(_CALLED_AS_ITS_GROUP)
def test_no_text_is_lost(raw: RawTable) -> None:
    built = build(raw)
    shown = [*built.header, built.caption, built.unit, *built.notes, built.source]
    for row in built.rows:
        shown += [*row.group, *(cell.text for cell in row.cells)]
    everything = "".join("".join(text.split()) for text in shown)
    for cell in raw.cells:
        # A unit is shown without its brackets.
        assert all(piece.strip("()") in everything for piece in cell.text.split())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), max_size=8), st.booleans())
@example([["-"], ["", "2020"], ["000000", "-"], ["000000"]], True)
@example([["-"], ["", "2020"], ["000000", "-"], ["000000"]], False)  # a label in the middle of its rows
def test_a_plain_grid_keeps_its_numbers_in_their_rows(rows: list[list[str]], merges_known: bool) -> None:
    built = table([list(row) for row in rows], merges_known=merges_known)
    own = [[cell.text for cell in row.cells if not cell.inherited] for row in built.rows]
    lines = [row.lines for row in built.rows]
    for line, row in zip_longest(lines, own):
        source = "".join("".join(text.split()) for text in rows[line[0] - 1]) if line else ""
        assert all("".join(text.split()) in source for text in row if text.isdigit())


def test_names_that_all_open_with_one_sign_have_no_header_above_them() -> None:
    built = table([["/ships", "all ships"], ["/ports", "all ports"], ["/tides", "hours of the tides"]])
    assert not any(built.header)
    assert len(built.rows) == 3


def test_a_unit_s_sign_over_amounts_with_it_is_a_label() -> None:
    built = table([["Port", "$ million"], ["North", "$12"], ["South", "$9"]])
    assert built.header == ("Port", "$ million")
    assert len(built.rows) == 2


def test_a_sign_is_not_carried_to_the_blank_cell_below_it() -> None:
    rows: list[list[str | None]] = [
        ["sum", "∑", "adds up"],
        ["product", "∏", "multiplies"],
        ["operator", "", "any other"],
        ["union", "∪", "joins"],
    ]
    built = build(
        RawTable(
            tuple(RawCell(str(text), r, c) for r, row in enumerate(rows) for c, text in enumerate(row)),
            1,
            merges_known=False,
            listed=True,
        )
    )
    assert [row.cells[1].text for row in built.rows] == ["∑", "∏", "", "∪"]


def test_cells_that_say_yes_and_no_are_no_labels() -> None:
    built = table(
        [["", "甲", "乙", "丙"], ["登録", "あり", "なし", "あり"], ["隻数", "12", "8", "9"], ["割合", "4%", "5%", "6%"]]
    )
    assert built.header == ("", "甲", "乙", "丙")
    assert [row.cells[0].text for row in built.rows] == ["登録", "隻数", "割合"]


def test_a_first_row_that_names_an_amount_as_the_others_do_is_no_header() -> None:
    rows: list[list[str | None]] = [
        ["３年以下の懲役", "無登録営業"],
        ["１年以下の懲役", "命令への違反"],
        ["50万円以下の罰金", "届出の怠り"],
        ["過料", "名簿の縦覧の拒否"],
    ]
    assert table(rows).header == ("", "")
    assert table([["罰則", "違反"], *rows]).header == ("罰則", "違反")


def test_a_name_for_fields_over_figures_of_several_sorts_is_a_header() -> None:
    rows: list[list[str | None]] = [
        ["Builder", "Gull Yard"],
        ["Length", "32.5 m"],
        ["Crew", "6"],
        ["Port", "North Quay"],
    ]
    assert table(rows).header == ("", "")
    assert table([["Item", "Nereid"], *rows]).header == ("Item", "Nereid")
    assert table([["Tug", "Specification"], *rows]).header == ("Tug", "Specification")


def test_one_label_that_reads_like_an_amount_makes_no_row_of_values() -> None:
    built = table([["", "商店街", "100円ショップ", "薬局"], ["回答", "12", "8", "9"], ["割合", "41.4", "27.6", "31.0"]])
    assert built.header == ("", "商店街", "100円ショップ", "薬局")


def test_a_code_over_words_is_said_of_what_stands_beside_it_and_a_year_is_a_header() -> None:
    rows: list[list[str | None]] = [["所在地", "霧浜町一丁目"], ["建物名", "港の会館"]]
    assert table([["自治体コード", "131016"], *rows]).header == ("", "")
    assert table([["施設", "2023"], *rows]).header == ("施設", "2023")


def test_the_first_of_two_columns_of_fields_and_values_is_no_header() -> None:
    rows: list[list[str | None]] = [
        ["Builder", "Gull Yard"],
        ["Length", "32.5 m"],
        ["Crew", "6"],
        ["Bollard pull", "65 t"],
        ["Home port", "North Quay"],
        ["Warranty", "36 months"],
    ]
    assert table(rows).header == ("", "")
    assert table([["Item", "Nereid"], *rows]).header == ("Item", "Nereid")
    ports: list[list[str | None]] = [["Port", "Country"], ["Rotterdam", "Netherlands"], ["Hamburg", "Germany"]]
    assert table([*ports, ["Antwerp", "Belgium"], ["Valencia", "Spain"]]).header == ("Port", "Country")
