"""Cells of tables in PDF as a person sees them: columns that no rule parts, labels over several, wrapped rows."""

import itertools
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pymupdf

from kotae.documents import pdf
from kotae.documents.model import Box
from kotae.documents.pdf.cells import Filled, fill
from kotae.documents.pdf.layout import PageSource, Region, hull
from kotae.documents.pdf.neighbours import separate
from kotae.documents.pdf.phrases import is_value
from kotae.documents.pdf.reader import Assembly, page_sources
from kotae.documents.pdf.ruled import ruled
from kotae.documents.pdf.source import PdfFile
from kotae.documents.pdf.unruled import unruled

Drawn = list[tuple[float, str]]


def put(page: pymupdf.Page, y: float, texts: Drawn, font: str = "helv") -> None:
    """Write texts at their left edges, or where x is negative at their right one."""
    for x, text in texts:
        left = x if x > 0 else -x - pymupdf.get_text_length(text, font, 10)
        page.insert_text((left, y), text, fontsize=10, fontname=font)


def only_page(path: Path) -> PageSource:
    """Return what the page of a file shows."""
    with closing(PdfFile(path)) as file:
        (source,), _ = page_sources(file)
    return source


def without_rules(file: pymupdf.Document, folder: Path, rows: tuple[float, ...] = ()) -> Filled:
    """Read the whole page as one table without rules, with what the layout may have seen of its rows."""
    file.save(folder / "table.pdf")
    source = only_page(folder / "table.pdf")
    box = hull(run.box for run in source.runs)
    laid = unruled(Region("table", box, rows=rows), list(source.runs), source.rules)
    assert laid
    return fill(laid, source.runs, frozenset(), ruled=False)


def drawn(file: pymupdf.Document, folder: Path) -> Filled:
    """Read the one table whose rules the page shows."""
    file.save(folder / "table.pdf")
    source = only_page(folder / "table.pdf")
    (grid,) = ruled(source.rules, 1)
    return fill(grid, source.runs, frozenset(), ruled=True)


def shown(table: Filled) -> list[list[str]]:
    """Return the table's texts row by row, a cell over several columns with their number behind it."""
    return [
        [f"{c.text}→{c.column_span}" if c.column_span > 1 else c.text for c in table.cells if c.row == row]
        for row in range(table.rows)
    ]


def test_values_that_stand_close_are_columns_of_their_own(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    rows = [
        ("New York", "39,385", "181.2", "(179.4-183.0)"),
        ("Ohio", "820", "54.0", "(9.8-11.0)"),
        ("Utah", "5", "7.3", "(-)"),
    ]
    for i, (name, count, rate, span) in enumerate(rows):
        put(page, 100 + 14 * i, [(72, name), (-170, count), (-197, rate), (200, span)])
    assert shown(without_rules(file, tmp_path, (104, 118))) == [list(row) for row in rows]


def test_columns_one_space_apart_are_told_by_their_numbers(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    lines = ["Part    1.0 1.1 1.2", "0.99 .... 8  80 960", "0.5 ..... 4 160 192"]
    for i, line in enumerate(lines):
        put(page, 100 + 14 * i, [(72, line)], "cour")
    assert shown(without_rules(file, tmp_path, (104, 118))) == [
        ["Part", "1.0", "1.1", "1.2"],
        ["0.99", "8", "80", "960"],
        ["0.5", "4", "160", "192"],
    ]


def test_a_rule_drawn_cell_by_cell_parts_columns_and_spans_none(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    edges = [70, 150, 185, 225]
    for y in (88, 118, 146):
        for x0, x1 in itertools.pairwise(edges):
            page.draw_line((x0, y), (x1, y), width=0.5)
    put(page, 100, [(152, "Body"), (188, "Share")])
    put(page, 112, [(72, "Dose"), (152, "weight"), (186, "of all")])
    put(page, 128, [(72, "0"), (-175, "5.8"), (-215, "13")])
    put(page, 142, [(72, "250"), (-175, "5.9"), (-215, "102")])
    assert shown(without_rules(file, tmp_path, (104, 116, 132))) == [
        ["Dose", "Body weight", "Share of all"],
        ["0", "5.8", "13"],
        ["250", "5.9", "102"],
    ]


def test_a_label_in_the_middle_of_its_columns_covers_them(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    put(page, 100, [(169, "2010"), (289, "2011")])
    put(page, 114, [(72, "Loan"), (-180, "Amount"), (-215, "%"), (-300, "Amount"), (-335, "%")])
    for i, name in enumerate(("Houses", "Farms")):
        put(page, 130 + 14 * i, [(72, name), (-180, "4,151"), (-215, "25.0"), (-300, "3,925"), (-335, "24.9")])
    table = shown(without_rules(file, tmp_path, (104, 119, 134)))
    assert table[0] == ["", "2010→2", "2011→2"]
    assert table[1:3] == [["Loan", "Amount", "%", "Amount", "%"], ["Houses", "4,151", "25.0", "3,925", "24.9"]]


def test_a_wrapped_label_is_one_row(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    put(page, 100, [(72, "Education receipts from state"), (260, "Between -2.4% and 2.3%")])
    put(page, 112, [(72, "sources per head"), (260, "at a rate of 1.3%")])
    put(page, 128, [(72, "Inflation rate"), (260, "Between 1.0% and 2.0%")])
    assert shown(without_rules(file, tmp_path, (103, 117))) == [
        ["Education receipts from state sources per head", "Between -2.4% and 2.3% at a rate of 1.3%"],
        ["Inflation rate", "Between 1.0% and 2.0%"],
    ]


def test_rows_on_white_between_coloured_ones_have_their_columns(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for y in (80, 120):
        for x0, x1 in itertools.pairwise((70, 150, 200, 250)):
            page.draw_rect((x0, y, x1, y + 20), fill=(0.8, 0.85, 0.9), color=None)
    for i, row in enumerate((("Cases", "2010", "2011"), ("Charged", "29", "25"), ("Closed", "16", "8"))):
        put(page, 94 + 20 * i, [(74, row[0]), (-190, row[1]), (-240, row[2])])
    assert shown(drawn(file, tmp_path)) == [["Cases", "2010", "2011"], ["Charged", "29", "25"], ["Closed", "16", "8"]]


def test_patches_of_the_ground_s_own_colour_draw_no_grid_and_white_lines_on_colour_do(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    blue, white = (0.1, 0.2, 0.4), (1, 1, 1)
    page.draw_rect((70, 80, 250, 140), fill=blue, color=None)
    for x in (150, 200):
        page.draw_line((x, 80), (x, 140), color=white)
    page.draw_line((70, 110), (250, 110), color=white)
    page.draw_rect((74, 84, 146, 96), fill=blue, color=None)  # a paragraph's own ground
    page.draw_rect((60, 60, 300, 70), fill=white, color=None)
    put(page, 94, [(76, "Applications"), (-190, "237"), (-240, "1,079")])
    put(page, 106, [(76, "of the public")])
    put(page, 124, [(76, "Downloads"), (-190, "6"), (-240, "21")])
    assert shown(drawn(file, tmp_path)) == [["Applications of the public", "237", "1,079"], ["Downloads", "6", "21"]]


def test_what_is_clipped_away_draws_no_grid(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for row, texts in enumerate((["Port", "Ships"], ["Arno", "12"], ["Bress", "34"])):
        for column, text in enumerate(texts):
            x, y = 72 + 100 * column, 100 + 20 * row
            page.draw_rect((x, y, x + 100, y + 20))
            put(page, y + 14, [(x + 5, text)])
    whole = f"q 70 {page.rect.height - 162:.0f} 204 64 re W n 1 0 0 RG 68 100 300 {page.rect.height - 200:.0f} re S Q"
    pymupdf.TOOLS._insert_contents(page, whole.encode(), True)
    assert shown(drawn(file, tmp_path)) == [["Port", "Ships"], ["Arno", "12"], ["Bress", "34"]]


def test_a_band_with_values_below_each_other_is_rows(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for y in (80, 100, 160):
        page.draw_line((70, y), (250, y))
    for x in (150, 200):
        page.draw_line((x, 80), (x, 160))
    rows = [("Area", "2010", "2011"), ("North", "1", ""), ("South", "2", "5"), ("West", "3", "6")]
    for i, (name, *values) in enumerate(rows):
        put(page, 94 + 20 * i, [(74, name), *((-190 - 50 * k, value) for k, value in enumerate(values) if value)])
    assert shown(drawn(file, tmp_path)) == [list(row) for row in rows]


def statement(page: pymupdf.Page, names: list[str]) -> None:
    """Draw a table whose first column no rule parts, but the columns of values one above their total, with names in it."""
    for y in (80, 100, 260):
        page.draw_line((70, y), (300, y))
    page.draw_line((170, 180), (300, 180))
    for x in (70, 170, 235, 300):
        page.draw_line((x, 80), (x, 260))
    put(page, 94, [(74, "Item"), (-230, "2023"), (-295, "2024")])
    for i, value in enumerate((310, 45, 120, 475, 90, 60, 30)):
        put(page, 114 + 20 * i + 5 * (i > 3), [(-230, str(value)), (-295, str(value + 1))])
    for i, name in enumerate(names):
        put(page, 114 + 20 * i + 5 * (i > 3), [(74, name)])


def test_names_in_a_cell_over_rows_that_rules_part_only_beside_it_are_those_of_the_rows(tmp_path: Path) -> None:
    file = pymupdf.open()
    names = ["Members", "Students", "Events", "Income", "Rent", "Staff", "Travel"]
    statement(file.new_page(), names)
    table = shown(drawn(file, tmp_path))
    assert [row[0] for row in table] == ["Item", *names]
    assert table[4] == ["Income", "475", "476"]


def test_a_label_over_rows_that_has_fewer_lines_than_they_stays_over_them(tmp_path: Path) -> None:
    file = pymupdf.open()
    statement(file.new_page(), ["", "", "Ordinary", "accounts"])
    table = shown(drawn(file, tmp_path))
    assert [len(row) for row in table] == [3, 3, *[2] * 6]
    assert table[1][0] == "Ordinary accounts"


def test_a_table_whose_first_column_is_blank_is_read(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for y in (80, 100, 120):
        page.draw_line((70, y), (300, y))
    for x in (70, 170, 235, 300):
        page.draw_line((x, 80), (x, 120))
    for y, values in ((94, ("2023", "2024")), (114, ("5", "7"))):
        put(page, y, list(zip((180, 245), values, strict=True)))
    assert [[text for text in row if text] for row in shown(drawn(file, tmp_path))] == [["2023", "2024"], ["5", "7"]]


def test_tables_side_by_side_and_below_each_other_are_tables_of_their_own(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    left = [("Age", "Men", "Women"), ("Over 80", "51", "131"), ("Over 70", "17", "21"), ("Younger", "9", "10")]
    below = [("In hospital", "175"), ("In a hotel", "56"), ("At home", "17")]
    right = [("Naha", "2512", "31%"), ("Ginowan", "397", "5%"), ("Ishigaki", "236", "3%"), ("Urasoe", "787", "9%")]
    for i in range(5):
        for x0, x1 in ((72, 180), (190, 300)):
            page.draw_line((x0, 90 + 14 * i), (x1, 90 + 14 * i), width=0.5)
    for i, (row, other) in enumerate(zip(left, right, strict=True)):
        put(page, 100 + 14 * i, [(74, row[0]), (-140, row[1]), (-178, row[2])])
        put(page, 100 + 14 * i, [(192, other[0]), (-260, other[1]), (-298, other[2])])
    for i, (name, value) in enumerate(below):
        put(page, 184 + 14 * i, [(74, name), (-178, value)])
        page.draw_line((72, 174 + 14 * i), (180, 174 + 14 * i), width=0.5)
    file.save(tmp_path / "table.pdf")
    source = only_page(tmp_path / "table.pdf")
    region = Region("table", hull(run.box for run in source.runs), rows=tuple(104 + 14 * i for i in range(8)))
    parts = list(separate(region, source.runs, source.rules))
    tables = [
        fill(laid, runs, frozenset(), ruled=False)
        for part, runs in parts
        if (laid := unruled(part, runs, source.rules))
    ]
    assert [shown(table) for table in tables] == [[list(row) for row in rows] for rows in (left, below, right)]


def test_a_gutter_with_nothing_left_of_it_parts_no_tables(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, (name, value) in enumerate([("Naha", "2512"), ("Ginowan", "397"), ("Ishigaki", "236"), ("Urasoe", "787")]):
        put(page, 100 + 14 * i, [(192, name), (-298, value)])
    for i in range(5):
        for x0, x1 in ((72, 180), (190, 300)):
            page.draw_line((x0, 90 + 14 * i), (x1, 90 + 14 * i), width=0.5)
    file.save(tmp_path / "table.pdf")
    source = only_page(tmp_path / "table.pdf")
    region = Region("table", Box(1, 70, 85, 302, 150))
    ((_, runs),) = separate(region, source.runs, source.rules)
    assert len(runs) == len(source.runs)


class _Unforeseen(tuple[float, ...]):
    """Edges that nobody can go through."""

    def __iter__(self) -> Iterator[float]:
        raise ValueError("an edge that nobody foresaw")


def test_a_page_whose_layout_cannot_be_used_is_read_without_it(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, (name, value) in enumerate([("Naha", "2512"), ("Ginowan", "397"), ("Urasoe", "787")]):
        put(page, 100 + 14 * i, [(72, name), (200, value)])
    file.save(tmp_path / "table.pdf")
    source = only_page(tmp_path / "table.pdf")
    odd = Region("table", Box(1, 60, 80, 300, 140), columns=_Unforeseen((1.0,)), rows=_Unforeseen((1.0,)))
    assembly = Assembly(tmp_path / "table.pdf", "", [replace(source, regions=(odd,))], cut_short=False)
    assembly.cut(0)
    document = assembly.document([], 1)
    assert [(shortfall.first, shortfall.what) for shortfall in document.shortfalls] == [(1, "without_layout")]
    text = str(document.elements)
    assert all(word in text for word in ("Naha", "2512", "Urasoe", "787"))


def test_what_is_a_value() -> None:
    for text in ("39,385", "(179.4–183.0)", "5.3**", "12%", "—", "n.a.", "$4.5", "△140", "2005", "１２"):
        assert is_value(text), text
    for text in ("21,", "FY2010", "m²", "3月", "表1", "Total", "a)", ""):
        assert not is_value(text), text


def test_captions_below_tables_are_given_to_the_table_above_them(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, name in enumerate(("Ore", "Metal")):
        top = 100 + 100 * i  # so near that a caption stands as close to the next table
        for y in (top, top + 20, top + 40, top + 60):
            page.draw_line((100, y), (400, y))
        for x in (100, 250, 400):
            page.draw_line((x, top), (x, top + 60))
        for k, row in enumerate((("Year", name), ("2020", "1,200"), ("2021", "1,300"))):
            put(page, top + 14 + 20 * k, [(104, row[0]), (254, row[1])])
        put(page, top + 78, [(100, f"Table {i + 1}: {name} mined in the year (tonnes)")])
    put(page, 500, [(100, "The tables above show what was mined and what was made of it in two years of the plan.")])
    file.save(tmp_path / "report.pdf")
    tables = list(pdf.read(tmp_path / "report.pdf").tables())
    assert [(t.header[1], t.caption.split(":")[0]) for t in tables] == [("Ore", "Table 1"), ("Metal", "Table 2")]


def test_a_table_on_the_next_page_with_another_header_is_another_table(tmp_path: Path) -> None:
    file = pymupdf.open()
    for name in ("Ore", "Metal"):
        page = file.new_page()
        for y in range(100, 200, 20):
            page.draw_line((100, y), (400, y))
        for x in (100, 200, 300, 400):
            page.draw_line((x, 100), (x, 180))
        rows = (
            ("Country", name, f"{name} (%)"),
            ("Peru", "1,200", "40"),
            ("Chile", "1,300", "43"),
            ("Zambia", "500", "17"),
        )
        for k, row in enumerate(rows):
            put(page, 114 + 20 * k, [(104 + 100 * c, text) for c, text in enumerate(row)])
    file.save(tmp_path / "report.pdf")
    assert [t.header[1] for t in pdf.read(tmp_path / "report.pdf").tables()] == ["Ore", "Metal"]


def test_a_cell_in_the_middle_beside_two_lines_makes_no_rows_of_them(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for x in (40, 120, 200, 280, 360):
        page.draw_line((x, 40), (x, 100))
    for y in (40, 75, 100):
        page.draw_line((40, y), (360, y))
    put(page, 60, [(45, "勤続期間"), (130, "6か月")], "japan")
    put(page, 53, [(215, "1年"), (295, "2年")], "japan")
    put(page, 67, [(210, "6か月"), (290, "6か月")], "japan")
    put(page, 92, [(45, "付与日数"), (130, "10日"), (210, "11日"), (290, "12日")], "japan")
    assert shown(drawn(file, tmp_path)) == [
        ["勤続期間", "6か月", "1年6か月", "2年6か月"],
        ["付与日数", "10日", "11日", "12日"],
    ]


def test_a_word_spread_over_columns_stays_one(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for y in (40, 60, 80, 100):
        page.draw_line((40, y), (340, y))
    for x in (40, 340):
        page.draw_line((x, 40), (x, 100))
    for x in (100, 180, 260):
        page.draw_line((x, 60), (x, 100))
    page.draw_line((100, 40), (100, 60))
    put(page, 54, [(45, "区分"), (130, "勤"), (180, "続"), (230, "期"), (280, "間")], "japan")
    put(page, 74, [(45, "日数"), (120, "6か月"), (200, "1年"), (280, "2年")], "japan")
    put(page, 94, [(45, "4日"), (120, "7日"), (200, "8日"), (280, "9日")], "japan")
    first = shown(drawn(file, tmp_path))[0]
    assert [text.replace("\u3000", "").replace(" ", "") for text in first] == ["区分", "勤続期間→3"]


def test_family_and_given_names_are_one_cell(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    names = [("山本", "隆司", "51"), ("林", "徹", "48"), ("渡辺", "星奈", "39"), ("土肥", "一史", "62")]
    for row, (family, given, age) in enumerate(names):
        put(page, 60 + 16 * row, [(40, family), (72, given), (160, age)], "japan")
    assert [row[0].replace("\u3000", " ") for row in shown(without_rules(file, tmp_path))] == [
        "山本 隆司",
        "林 徹",
        "渡辺 星奈",
        "土肥 一史",
    ]


def test_two_columns_of_words_are_no_names(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for row, texts in enumerate(
        [("東京", "晴れ", "18"), ("大阪", "曇り", "20"), ("福岡", "雨", "21"), ("札幌", "雪", "3")]
    ):
        put(page, 60 + 16 * row, [(40, texts[0]), (72, texts[1]), (160, texts[2])], "japan")
    assert [row[:2] for row in shown(without_rules(file, tmp_path))] == [
        ["東京", "晴れ"],
        ["大阪", "曇り"],
        ["福岡", "雨"],
        ["札幌", "雪"],
    ]


def test_lines_of_a_cell_that_end_early_are_told_apart(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for x in (40, 100, 240):
        page.draw_line((x, 40), (x, 120))
    for y in (40, 80, 120):
        page.draw_line((40, y), (240, y))
    put(page, 55, [(45, "設計"), (105, "データの設計")], "japan")
    put(page, 70, [(105, "移行の計画を作成")], "japan")
    put(page, 95, [(45, "運用"), (105, "障害に応じて設定を変更す")], "japan")
    put(page, 110, [(105, "る")], "japan")
    assert shown(drawn(file, tmp_path)) == [
        ["設計", "データの設計 移行の計画を作成"],
        ["運用", "障害に応じて設定を変更する"],
    ]


def test_marks_that_call_notes_are_no_part_of_numbers_labels_and_headers(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for y in (80, 100, 120, 140):
        page.draw_line((70, y), (320, y))
    for x in (70, 190, 320):
        page.draw_line((x, 80), (x, 140))
    put(page, 94, [(74, "Country"), (200, "Mined")])
    put(page, 114, [(74, "Australia"), (-290, "16,000")])
    put(page, 134, [(74, "Vietnam"), (-290, "270")])
    wide = pymupdf.get_text_length("16,000", "helv", 10)
    for x, y, mark in ((290 - wide - 8, 110, "12"), (200 + 29, 90, "e"), (74 + 38, 130, "3, 4")):
        page.insert_text((x, y), mark, fontsize=6)
    assert shown(drawn(file, tmp_path)) == [["Country", "Mined"], ["Australia", "16,000"], ["Vietnam", "270"]]


def test_a_label_in_the_white_between_two_columns_is_over_both(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    put(page, 80, [(195, "FY 2024"), (375, "FY 2025")])
    put(page, 94, [(74, "Material"), (150, "bought"), (260, "sold"), (330, "bought"), (440, "sold")])
    for i, (name, *values) in enumerate([("Cerium", "550", "12", "600", "7"), ("Yttrium", "25", "4", "30", "1")]):
        put(page, 114 + 14 * i, [(74, name), *((-x, v) for x, v in zip((180, 280, 360, 460), values, strict=True))])
    header = ["Material", "FY 2024 bought", "FY 2024 sold", "FY 2025 bought", "FY 2025 sold"]
    file.save(tmp_path / "levels.pdf")
    (table,) = pdf.read(tmp_path / "levels.pdf").tables()
    assert table.header == tuple(header)


def test_bold_lines_that_a_word_s_underline_parts_are_one_header(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    put(page, 80, [(74, "Tariff item"), (200, "Number"), (300, "Normal relations")], "hebo")
    put(page, 91, [(312, "12-31-24")], "hebo")
    page.draw_line((74, 82), (100, 82))
    for i, row in enumerate([("Metals", "2805.30.00", "5% of value"), ("Oxides", "2846.90.20", "free")]):
        put(page, 104 + 13 * i, list(zip((74, 200, 300), row, strict=True)))
    assert shown(without_rules(file, tmp_path))[0] == ["Tariff item", "Number", "Normal relations 12-31-24"]


def test_labels_that_are_set_in_stand_below_those_that_are_not(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    put(page, 80, [(74, "Statistics"), (-330, "2023"), (-400, "2024")], "hebo")
    rows = [(0, "Imports:"), (1, "Compounds", 51, 52), (1, "Metals:"), (2, "Alloys", 27, 22), (2, "Other", 36, 90)]
    rows += [
        (0, "Consumption", 649, 660),
        (0, "Exports:"),
        (1, "Ores", 40, 43),
        (1, "Compounds", 62, 11),
        (0, "Staff", 18, 57),
    ]
    for i, (level, label, *values) in enumerate(rows):
        texts = [(74 + 9 * level, label), *((-330 - 70 * k, str(value)) for k, value in enumerate(values))]
        put(page, 94 + 13 * i, texts)
    file.save(tmp_path / "levels.pdf")
    (table,) = pdf.read(tmp_path / "levels.pdf").tables()
    assert [(row.group, row.cells[0].text) for row in table.rows] == [
        (("Imports:",), "Compounds"),
        (("Imports:", "Metals:"), "Alloys"),
        (("Imports:", "Metals:"), "Other"),
        ((), "Consumption"),
        (("Exports:",), "Ores"),
        (("Exports:",), "Compounds"),
        ((), "Staff"),
    ]
