"""Table rows that are understood alone, whole tables, and what the running text says of them."""

from support import columns

from kotae.documents.model import Block, Box, Cell, Document, Page, Table, TableRow
from kotae.passages.mentions import label, mentions
from kotae.passages.split import split
from kotae.passages.units import Unit

BOX = [Box(1, x, 0, x + 10, 10) for x in range(0, 60, 10)]
TABLE = Table(
    columns=columns("国", "2021年", "2022年"),
    caption="図表7 鉱物の輸出",
    unit="億円",
    page=3,
    notes=("注:速報値。",),
    source="出所:統計局",
    rows=(
        TableRow((Cell("中国", boxes=(BOX[0],)), Cell("12", 12.0, boxes=(BOX[1],)), Cell("34", 34.0)), 3, ("アジア",)),
        TableRow((Cell("うち希土類"), Cell("5", 5.0), Cell("-", missing=True)), 3, ("アジア",), parent=0),
        TableRow((Cell("", missing=True), Cell("7", 7.0), Cell("", missing=True)), 4),
    ),
    boxes=(Box(3, 0, 0, 60, 60),),
)


def units_of(*elements: Block | Table) -> list[Unit]:
    document = Document("pdf", "t", (Page(1, 1, 1),), elements)
    return split(document, lambda texts: [len(text) for text in texts], 500)


def test_a_row_carries_caption_unit_group_and_headers() -> None:
    row = units_of(Block("heading", "輸出", 3, level=1), TABLE)[1]
    assert row.text == "図表7 鉱物の輸出 (億円)\nアジア\n国: 中国、2021年: 12、2022年: 34"
    assert (row.kind, row.page, row.table, row.row, row.headings) == ("row", 3, 0, 0, ("輸出",))


def test_a_sub_row_carries_the_row_that_it_belongs_to() -> None:
    row = units_of(TABLE)[2]
    assert "アジア > 中国\n" in row.text
    assert "うち希土類" in row.text
    assert row.text.endswith("2022年: -")


def test_an_empty_cell_is_shown_as_a_dash() -> None:
    assert units_of(TABLE)[3].text.endswith("国: -、2021年: 7、2022年: -")


def test_an_english_row_is_written_with_semicolons() -> None:
    table = Table(columns("Year", "Exports"), (TableRow((Cell("2021"), Cell("5", 5.0)), 1),), 1, caption="Table 1 Tea")
    assert units_of(table)[1].text == "Table 1 Tea\nYear: 2021; Exports: 5"


def test_each_cell_has_its_box_at_its_own_characters() -> None:
    row = units_of(TABLE)[1]
    assert [(row.text[span.start : span.end], span.box) for span in row.spans] == [("中国", BOX[0]), ("12", BOX[1])]


def test_a_merged_cell_is_not_said_twice() -> None:
    merged = Cell("計", boxes=(BOX[0],))
    table = Table(columns("項目", "項目", "額"), (TableRow((merged, merged, Cell("9", 9.0)), 1),), 1)
    assert units_of(table)[1].text == "項目: 計、額: 9"


def test_equal_values_in_neighbouring_columns_are_both_said() -> None:
    table = Table(columns("国", "2021", "2022"), (TableRow((Cell("日本"), Cell("5", 5.0), Cell("5", 5.0)), 1),), 1)
    assert units_of(table)[1].text == "国: 日本、2021: 5、2022: 5"


def test_equal_values_under_no_header_are_both_said() -> None:
    cells = (Cell("計"), Cell("△4.7", -4.7), Cell("△4.7", -4.7), Cell("茶"), Cell("茶", inherited=True))
    table = Table(columns("", "", "", "", ""), (TableRow(cells, 1),), 1)
    assert units_of(table)[1].text == "計、△4.7、△4.7、茶"


def test_a_whole_table_is_shown_with_notes_and_found_by_its_labels() -> None:
    table = units_of(TABLE)[0]
    assert table.kind == "table"
    assert table.text.splitlines()[0] == "図表7 鉱物の輸出 (億円)"
    assert table.text.splitlines()[-2:] == ["注:速報値。", "出所:統計局"]
    assert "うち希土類" in table.indexed
    assert "34" not in table.indexed
    assert table.boxes == TABLE.boxes


def test_what_the_text_says_of_a_table_helps_to_find_it() -> None:
    said = "図表7は、レアアースの輸出が伸びたことを示す。"
    elements = (Block("paragraph", f"背景を述べる。{said}", 1), TABLE)
    assert mentions(Document("pdf", "t", (Page(1, 1, 1),), elements)) == {"図表7": said}
    whole, row = units_of(*elements)[1:3]
    assert said in whole.indexed
    assert said in row.indexed
    assert said not in row.text


def test_a_table_of_another_number_is_not_meant() -> None:
    elements = (Block("paragraph", "図表70は別の話である。", 1), TABLE)
    assert all("別の話" not in unit.indexed for unit in units_of(*elements)[1:])


def test_the_label_of_a_caption() -> None:
    assert label("図表７ 鉱物の輸出") == "図表7"
    assert label("(Table 3) Tea") == "table3"
    assert label("【表2-1】") == "表2-1"
    assert label("鉱物の輸出") is None
