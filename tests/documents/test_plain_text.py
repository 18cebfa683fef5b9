"""What a user relies on in plain text: whole paragraphs, headings with their level, tables with caption and unit."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kotae.documents.model import Block, Document, Table
from kotae.documents.plain_text import read
from kotae.errors import DocumentError

REPORT = Path(__file__).parents[3] / "shared" / "report" / "jri-research-focus-2025-006.txt"


def blocks(text: str, kind: str) -> list[str]:
    return [block.text for block in read(text, "note.txt").blocks() if block.kind == kind]


def only_table(text: str) -> Table:
    (table,) = read(text, "note.txt").tables()
    return table


def test_wrapped_lines_are_one_paragraph_in_either_language() -> None:
    text = "The harbour was built long ago and has\nbeen widened twice. Most of its ships\nare small.\n\n"
    text += "港はとても古く、二度\nも広げられた。"
    assert blocks(text, "paragraph") == [
        "The harbour was built long ago and has been widened twice. Most of its ships are small.",
        "港はとても古く、二度も広げられた。",
    ]


def test_one_paragraph_a_line_stays_so() -> None:
    text = "一つ目の段落です。風が強い日でした。\n二つ目の段落です。雨も降りました。\n三つ目です。"
    assert len(blocks(text, "paragraph")) == 3


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\n\f\n", "\n\n(図表5) 船の推移\n\n(資料) 港湾局\n\n"])
def test_a_sentence_goes_on_across_gaps_pages_and_figures(gap: str) -> None:
    text = f"港の工事は長く続いており、町の人々は早く終わることを期待す{gap}るようになっている。"
    assert "港の工事は長く続いており、町の人々は早く終わることを期待するようになっている。" in blocks(text, "paragraph")


def test_titles_and_addresses_do_not_run_into_what_follows() -> None:
    text = "港湾研究\n\nhttps://example.org\n\n2024年5月2日 第3号\n\n港を巡る問題について考える\n\n港は古い。船も古い。"
    document = read(text, "note.txt")
    assert [block.text for block in document.blocks()][1] == "https://example.org"
    assert [block.text for block in document.blocks()][-1] == "港は古い。船も古い。"


def test_headings_have_levels() -> None:
    text = (
        "1. はじめに\n\n港は古い。\n\n(1)港の歴史\n\n昔のことである。\n\n1.1 Ships\n\nThey are small.\n\n第2章 船\n\n"
        "船も古い。\n\nFUTURE PLANS\n\nWe shall see what comes.\n\n参考文献\n\n- 山田[2020]「港」\n"
    )
    headings = [(b.text, b.level) for b in read(text, "note.txt").blocks() if b.kind == "heading"]
    assert headings == [
        ("1. はじめに", 1), ("(1)港の歴史", 2), ("1.1 Ships", 2), ("第2章 船", 1), ("FUTURE PLANS", 1), ("参考文献", 1)
    ]  # fmt: skip


def test_steps_are_a_list_and_not_headings() -> None:
    text = "Do this:\n\n1. Measure the depth\n2. Write it down\n3. Repeat\n"
    assert blocks(text, "list_item") == ["1. Measure the depth", "2. Write it down", "3. Repeat"]


def test_a_contents_entry_is_no_heading() -> None:
    text = "目次\n\n1.\tはじめに\t. 4\n2.\t港の歴史\t. 6\n\t(1)古い港\t7\n\n1. はじめに\n\n港は古い。\n"
    assert blocks(text, "heading") == ["目次", "1. はじめに"]
    dotted = "Contents\n\n1. Introduction ........ 4\n2. Ships ........ 9\n\n1. Introduction\n\nThe harbour is old.\n"
    assert blocks(dotted, "heading") == ["Contents", "1. Introduction"]


def test_the_title_is_the_line_that_names_the_text() -> None:
    text = "Harbour Focus\n\n<港シリーズ No.3>\n\n2024年5月2日\n\n港を巡る問題\n\n"
    text += "~古い港の行方~ 山田太郎\n\n1. はじめに\n\n港は古い。船も古いものである。"
    assert read(text, "a/note.txt").title == "港を巡る問題"
    assert read("ただの文です。", "a/note.txt").title == "note"


def test_items_are_joined_with_their_wrapped_lines_and_addresses() -> None:
    text = (
        "- Smith [2020], The Harbour\n - https://example.org/harbour\n- 山田[2021]、「港の歴史について」港湾短\n\n\n"
        "信、2021年4月5日\n- See https://example.org/a/long/\npath.html\n"
    )
    assert blocks(text, "list_item") == [
        "Smith [2020], The Harbour https://example.org/harbour",
        "山田[2021]、「港の歴史について」港湾短信、2021年4月5日",
        "See https://example.org/a/long/path.html",
    ]


def test_tags_and_vertical_letters_of_a_converter() -> None:
    document = read("「<u>港の便り</u>」を読む。\n\n港\n\nの\n\n図\n\nこれは別の文である。", "note.txt")
    assert [block.text for block in document.blocks()] == ["「港の便り」を読む。", "港の図", "これは別の文である。"]


def test_a_table_has_caption_unit_note_and_source() -> None:
    table = only_table(
        "前の文である。\n\n(図表3) 港の額\n\n(億円)\n\n港\t20年度\t21年度\n北港\t1,200\t-\n"
        "南港\t\t30\n\n(資料) 港湾局\n\n(注) 推計。\n\n後の文である。"
    )
    assert (table.caption, table.unit, table.source, table.notes) == (
        "(図表3) 港の額", "億円", "(資料) 港湾局", ("(注) 推計。",)
    )  # fmt: skip
    assert table.header == ("港", "20年度", "21年度")
    assert [[cell.number for cell in row.cells] for row in table.rows] == [[None, 1200, None], [None, None, 30]]
    assert (table.lines, table.rows[1].lines) == ((7, 9), (9, 9))


def test_a_caption_below_is_used_where_none_is_above() -> None:
    assert only_table("港\t船\n北\t3\n南\t4\n\nTable 2. Ships\n\nSource: office\n").caption == "Table 2. Ships"


def test_a_caption_between_two_tables_belongs_to_the_second() -> None:
    text = "表1 甲\n\n港\t船\n北\t3\n\n表2 乙\n\n駅\t車\n東\t5\n"
    assert [table.caption for table in read(text, "note.txt").tables()] == ["表1 甲", "表2 乙"]


def test_a_caption_some_paragraphs_above_is_used_where_only_one_can_be_meant() -> None:
    assert only_table("表1 甲\n\nこの表は船の数を示す。\n\n港\t船\n北\t3\n").caption == "表1 甲"
    assert only_table("図1 甲\n\nこの図は船の数を示す。\n\n港\t船\n北\t3\n").caption == ""


def test_cells_that_go_on_in_the_next_line_are_joined() -> None:
    table = only_table(
        "時期\t対象\t用途\n1月5日\t木材や石材などの建築に関わる品を輸\t家の建築など\n"
        "\t出許可の対象に\t1 1 1 1 1\n2月6日\t砂\t庭\n"
        "3月7日\t石\t橋や道(主に古いもの、\n\tX1-9=9\t新しいもの)など\n"
    )
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["1月5日", "木材や石材などの建築に関わる品を輸出許可の対象に", "家の建築など"],
        ["2月6日", "砂", "庭"],
        ["3月7日", "石", "橋や道(主に古いもの、新しいもの)など"],
    ]
    assert table.rows[0].lines == (2, 3)


def test_columns_aligned_with_spaces_or_pipes_are_tables() -> None:
    aligned = only_table("Table 1. Ships\n\nPort      2022    2023\nNorth    1,200   1,300\nSouth      800    n.a.\n")
    assert aligned.header == ("Port", "2022", "2023")
    assert [cell.number for cell in aligned.rows[1].cells] == [None, 800, None]
    piped = only_table("| 港 | 船 |\n|---|---|\n| 北 | 3 |\n")
    assert (piped.header, piped.rows[0].cells[1].number) == (("港", "船"), 3)


def test_form_feeds_are_pages_and_running_lines_go() -> None:
    text = "\f".join(f"港湾研究 第3号\n\n{n}枚目の文である。\n\n- {n} -\n" for n in (1, 2, 3, 4))
    document = read(text, "note.txt")
    assert [(block.page, block.text) for block in document.blocks()] == [
        (n, f"{n}枚目の文である。") for n in (1, 2, 3, 4)
    ]
    assert len(document.pages) == 4


def test_empty_text_is_refused_by_name() -> None:
    with pytest.raises(DocumentError, match=r"note\.txt"):
        read(" \n\f\n", "note.txt")


LINES = st.sampled_from(
    ["", "", "\f", "港は古い。", "港はとても古く、", "1. はじめに", "(1) 港", "- 項目",
     "a\tb", "\tc\t1,000", "甲\t乙\t", "表1 題",
     "(億円)", "(資料) 局", "(注) 注", "x  1  2", "| a | b |", "----",
     "=====", "目次", "1. 港 ..... 3", "港", "の", "図", "ABOUT"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25))
def test_no_line_is_lost_and_lines_point_at_their_text(lines: list[str]) -> None:
    assume(lines.count("\f") < 2)  # what stands on three pages is a running title, and left out
    text = "\n".join(["始まりの文である。", *lines])
    document = read(text, "note.txt")
    shown = "".join("".join(_texts(element)) for element in document.elements)
    for piece in ["はじめに", "港はとても古く", "項目", "題", "億円", "局", "注", "乙", "ABOUT"]:
        assert (piece in text) <= (piece in "".join(shown.split()))
    for element in document.elements:
        assert element.lines is not None
        assert 1 <= element.lines[0] <= element.lines[1] <= text.count("\n") + 1


def _texts(element: Block | Table) -> list[str]:
    if isinstance(element, Block):
        return [element.text]
    cells = [cell.text for row in element.rows for cell in row.cells]
    groups = [label for row in element.rows for label in row.group]
    return [*element.header, *cells, *groups, element.caption, element.unit, *element.notes, element.source]


@pytest.fixture(scope="module")
def report() -> Document:
    if not REPORT.exists():
        pytest.skip(f"the report is not at {REPORT}")
    return read(REPORT.read_text(encoding="utf-8"), REPORT.name)


def report_table(report: Document, start: str) -> Table:
    return next(table for table in report.tables() if table.caption.startswith(start))


def test_report_dates_carry_to_their_minerals(report: Document) -> None:
    rows = report_table(report, "(図表1)").rows
    (samarium,) = [row for row in rows if row.cells[1].text == "サマリウム"]
    assert samarium.group[0] == samarium.cells[0].text == "2025年4月4日"
    assert len([row for row in rows if row.group[:1] == ("2025年2月4日",)]) == 5
    (event,) = [row for row in rows if "管理条例" in row.cells[1].text]
    assert event.cells[0].text == "2024年10月1日"


def test_report_reserves_without_production(report: Document) -> None:
    (row,) = [row for row in report_table(report, "(図表3)").rows if row.cells[0].text == "グリーンランド"]
    assert (row.cells[1].missing, row.cells[2].number) == (True, 1_500_000)


def test_report_years_and_administrations_reach_down(report: Document) -> None:
    rows = report_table(report, "(図表4)").rows
    found = [tuple(cell.text for cell in row.cells[:3]) for row in rows]
    assert found[1][:2] == ("2020年", "4月")
    assert found[2:6] == [("2022年", "3月", "バイデン"), ("2022年", "6月", "バイデン"),
                          ("2023年", "1月", "バイデン"), ("2023年", "11月", "バイデン")]  # fmt: skip


def test_report_budget_has_groups_parts_and_unit(report: Document) -> None:
    table = report_table(report, "(図表7)")
    assert (table.unit, table.header[2:]) == ("億円", ("20年度", "21年度", "22年度", "23年度", "24年度"))
    parts = [row for row in table.rows if "うち" in row.cells[1].text]
    assert {table.rows[row.parent].cells[4].number for row in parts if row.parent is not None} == {9582}
    assert {row.group for row in parts} == {("重要物資関連",)}
    assert table.rows[-1].cells[6].number == 1460


def test_report_headings_and_references(report: Document) -> None:
    headings = [(block.level, block.text) for block in report.blocks() if block.kind == "heading"]
    assert [text for level, text in headings if level == 1 and text[:1].isdigit()][-1].endswith("おわりに")
    assert headings[-1] == (1, "参考文献")
    lists = list(report.blocks())
    references = lists[lists.index(next(b for b in lists if b.text == "参考文献")) + 1 :]
    assert [block.kind for block in references] == ["list_item"] * 8


@pytest.mark.parametrize(
    "text",
    [
        "Harbour      Ships    Tons\nLund            12     340\nVisby           14     410\n\n"
        "Kiel            20     800\nBonn            18     770\n",
        "Harbour\tShips\nLund\t12\nVisby\t14\n\nKiel\t20\nBonn\t18\n",
        "| Harbour | Ships |\n|---|---|\n| Lund | 12 |\n| Visby | 14 |\n\n| Kiel | 20 |\n| Bonn | 18 |\n",
    ],
    ids=["aligned", "tabs", "pipes"],
)
def test_a_blank_line_within_a_table_does_not_end_it(text: str) -> None:
    (table,) = read(f"{text}\nThis is all.\n", "a.txt").tables()
    assert [row.cells[0].text for row in table.rows] == ["Lund", "Visby", "Kiel", "Bonn"]


def test_a_table_with_a_header_of_its_own_behind_a_blank_line_is_another() -> None:
    text = (
        "Harbour      Ships    Tons\nLund            12     340\nVisby           14     410\n\n"
        "Town        People    Cars\nKiel            20     800\nBonn            18     770\n"
    )
    first, second = read(text, "a.txt").tables()
    assert (first.header, second.header) == (("Harbour", "Ships", "Tons"), ("Town", "People", "Cars"))
