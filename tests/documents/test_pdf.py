"""What a user relies on when a PDF is read: whole sentences, whole tables, and boxes that lie on what they cite."""

import itertools
import pickle
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pymupdf
import pytest
from support import reading_worker

from kotae.bounded import Worker
from kotae.documents import pdf
from kotae.documents.model import Block, Box, Document, Table
from kotae.documents.tables.short_dates import is_time
from kotae.errors import DocumentError
from kotae.text.normalise import clean, is_wide

BRIEF = Path(__file__).parents[2] / "corpus" / "critical-minerals-brief.ja.pdf"
JAPANESE, LATIN = pymupdf.Font("cjk"), pymupdf.Font("helv")
PROSE = (
    "銅の需要は電化の進展により二〇三〇年まで増え続ける見通しである。供給面では南米の二つの国が世界の約四割を占めており、"
    "鉱石の品位の低下が続いている。新しい鉱山の開発には十年以上かかるため、当面は在庫の取り崩しが続くとみられる。"
)
ENGLISH = (
    "The demand for copper keeps growing because vehicles and power grids need more of it every year. "
    "On the supply side two countries hold about forty percent of the market, and the quality of ore is falling. "
)


def write(page: pymupdf.Page, x: float, y: float, text: str, size: float = 10) -> float:
    """Write one line, Japanese and Latin each in a font of its own, and return where it ends."""
    writer = pymupdf.TextWriter(page.rect)
    for character in text:
        font = JAPANESE if is_wide(character) else LATIN
        writer.append((x, y), character, font=font, fontsize=size)
        x += font.text_length(character, fontsize=size)
    writer.write_text(page)
    return x


def flow(page: pymupdf.Page, y: float, text: str, left: float = 70, width: int = 44, size: float = 10) -> str:
    """Write lines of `width` Japanese characters down to the page's foot and return what found no place."""
    while text and y < page.rect.height - 80:
        write(page, left, y, text[:width], size)
        text, y = text[width:], y + 1.6 * size
    return text


def grid(page: pymupdf.Page, xs: list[float], ys: list[float], without: tuple[tuple[float, ...], ...] = ()) -> None:
    """Rule a table, leaving out the stretches of lines that `without` names by their ends."""
    for y in ys:
        for x0, x1 in itertools.pairwise(xs):
            if (x0, y, x1, y) not in without:
                page.draw_line((x0, y), (x1, y), width=0.5)
    for x in xs:
        for y0, y1 in itertools.pairwise(ys):
            if (x, y0, x, y1) not in without:
                page.draw_line((x, y0), (x, y1), width=0.5)


def save(document: pymupdf.Document, folder: Path) -> Path:
    path = folder / "report.pdf"
    document.save(path)
    document.close()
    return path


def inked(text: str) -> str:
    return "".join(clean(text).split())


def texts(document: Document, kind: str) -> list[str]:
    return [block.text for block in document.blocks() if block.kind == kind]


def shown(path: Path, box: Box) -> str:
    """Return what stands in a box, read with other means than the reader's own."""
    _, page = _opened(path, box.page)
    return inked(page.get_text(clip=pymupdf.Rect(box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1)))


@lru_cache(maxsize=16)  # opening a page takes four times what reading in a box does
def _opened(path: Path, number: int) -> tuple[pymupdf.Document, pymupdf.Page]:
    file = pymupdf.open(path)
    page = file[number - 1]
    page.remove_rotation()
    return file, page


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Document]:
    """A report of three pages with headers, footers, a footnote, a table over a page's end and merged cells."""
    file = pymupdf.open()
    for _ in range(3):
        file.new_page()
    pages = list(file)
    for number, page in enumerate(pages, start=1):
        write(page, 70, 40, "銅の需給に関する報告書", 8)
        write(page, 440, 40, "架空経済研究所", 8)
        write(page, 290, 810, f"- {number} -", 8)
    write(pages[0], 70, 90, "1. はじめに", 15)
    rest = flow(pages[0], 130, "　" + PROSE * 18)
    pages[0].draw_line((70, 772), (200, 772), width=0.4)
    write(pages[0], 70, 778, "1", 5)
    write(pages[0], 74, 782, "この数字は架空の統計による推計である。", 8)
    flow(pages[1], 90, rest)
    write(pages[1], 70, 480, "2. 生産の動向", 15)
    write(pages[1], 180, 520, "（図表1）国別の生産量", 9)
    write(pages[1], 480, 520, "（千トン）", 8)
    xs = [70.0, 150.0, 300.0, 410.0, 520.0]
    ys = [530.0 + 20 * i for i in range(12)]
    grid(pages[1], xs, ys, without=tuple((70.0, y, 150.0, y) for y in ys[2:-1]))
    header = ["地域", "国", "2023年", "2024年"]
    for x, text in zip(xs, header, strict=False):
        write(pages[1], x + 5, 543, text)
    write(pages[1], 75, 600, "南米")
    for i in range(10):
        y = 563 + 20 * i
        write(pages[1], 155, y, f"第{i + 1}国")
        write(pages[1], 350, y, f"{270 + i},000")
        write(pages[1], 460, y, "-" if i == 3 else f"1,0{10 + i}.5")
    ys = [80.0 + 20 * i for i in range(5)]
    grid(pages[2], xs, ys)
    for x, text in zip(xs, header, strict=False):
        write(pages[2], x + 5, 93, text)
    for i in range(3):
        y = 113 + 20 * i
        for x, text in zip(xs, [f"地域{i}", f"続国{i}", "44,000,000", "△5.2"], strict=False):
            write(pages[2], x + 5, y, text)
    write(pages[2], 70, 172, "（注）推計を含む。", 8)
    write(pages[2], 70, 184, "（資料）架空統計局を基に作成", 8)
    flow(pages[2], 230, "　" + PROSE * 3)
    path = save(file, tmp_path_factory.mktemp("report"))
    return path, pdf.read(path)


def test_a_sentence_over_a_page_end_is_whole(report: tuple[Path, Document]) -> None:
    paragraphs = texts(report[1], "paragraph")
    assert paragraphs[0] == PROSE * 18
    first = next(block for block in report[1].blocks() if block.kind == "paragraph")
    assert {span.box.page for span in first.spans} == {1, 2}


def test_headers_footers_and_page_numbers_are_gone(report: tuple[Path, Document]) -> None:
    everything = " ".join(block.text for block in report[1].blocks())
    assert "架空経済研究所" not in everything
    assert "報告書" not in everything
    assert "- 2 -" not in everything


def test_a_footnote_stands_by_itself(report: tuple[Path, Document]) -> None:
    assert any("架空の統計による推計" in text for text in texts(report[1], "footnote"))


def test_headings_have_the_depth_of_their_numbers(report: tuple[Path, Document]) -> None:
    found = [(block.text, block.level) for block in report[1].blocks() if block.kind == "heading"]
    assert found == [("1. はじめに", 1), ("2. 生産の動向", 1)]


def test_a_table_over_a_page_end_is_one(report: tuple[Path, Document]) -> None:
    tables = list(report[1].tables())
    assert len(tables) == 1
    assert tables[0].header == ("地域", "国", "2023年", "2024年")
    assert len(tables[0].rows) == 13
    assert {row.page for row in tables[0].rows} == {2, 3}
    assert rows(tables[0])[-1] == ("地域2", "続国2", "44,000,000", "△5.2")


def test_a_table_has_its_caption_unit_notes_and_source(report: tuple[Path, Document]) -> None:
    table = next(report[1].tables())
    assert "国別の生産量" in table.caption
    assert "千トン" in table.unit
    assert any("推計を含む" in note for note in table.notes)
    assert "架空統計局" in table.source


def test_a_merged_cell_counts_for_all_its_rows(report: tuple[Path, Document]) -> None:
    table = next(report[1].tables())
    merged = [row.cells[0] for row in table.rows[:10]]
    assert {cell.text for cell in merged} == {"南米"}
    assert sum(not cell.inherited for cell in merged) == 1


def test_numbers_in_two_fonts_are_whole(report: tuple[Path, Document]) -> None:
    table = next(report[1].tables())
    assert table.rows[0].cells[2].number == 270_000
    assert table.rows[0].cells[3].number == 1010.5
    assert table.rows[3].cells[3].missing
    assert table.rows[12].cells[3].number == -5.2


def test_boxes_lie_on_the_cells(report: tuple[Path, Document]) -> None:
    path, document = report
    cells = [cell for table in document.tables() for row in table.rows for cell in row.cells]
    assert cells
    assert all(cell.boxes for cell in cells)
    assert [inked(cell.text) for cell in cells] == [shown(path, cell.boxes[0]) for cell in cells]


def test_spans_lie_on_the_lines(report: tuple[Path, Document]) -> None:
    path, document = report
    _check_spans(path, document)


def test_a_document_can_go_to_another_process(report: tuple[Path, Document]) -> None:
    assert pickle.loads(pickle.dumps(report[1])) == report[1]


def _check_spans(path: Path, document: Document) -> None:
    for block in document.blocks():
        assert block.spans
        assert "".join(inked(block.text[s.start : s.end]) for s in block.spans) == inked(block.text)
        for span in block.spans:
            said = inked(block.text[span.start : span.end])
            seen = shown(path, span.box)
            assert said in seen or _without_marks(said) in _without_marks(seen)


def _without_marks(text: str) -> str:
    """Drop what the reader leaves out on purpose: marks of footnotes and hyphens at line ends."""
    return "".join(c for c in text if c not in "0123456789-")


def test_a_table_beside_running_text(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    rest = "　" + PROSE * 6
    for i in range(24):
        width = 44 if i < 6 or i > 17 else 20
        write(page, 70, 90 + 16 * i, rest[:width])
        rest = rest[width:]
    write(page, 310, 190, "（図表2）価格の推移", 9)
    xs, ys = [300.0, 400.0, 520.0], [200.0, 220.0, 240.0, 260.0, 280.0]
    grid(page, xs, ys)
    for i, (year, price) in enumerate([("年", "価格"), ("2022", "8,800"), ("2023", "8,500"), ("2024", "9,150")]):
        write(page, 305, 213 + 20 * i, year)
        write(page, 405, 213 + 20 * i, price)
    write(page, 300, 292, "（出所）架空取引所", 8)
    document = pdf.read(save(file, tmp_path))
    table = next(document.tables())
    assert rows(table)[1:] == [("2023", "8,500"), ("2024", "9,150")]
    assert "価格の推移" in table.caption
    assert "架空取引所" in table.source
    paragraphs = "".join(texts(document, "paragraph"))
    assert PROSE * 4 in paragraphs
    assert "9,150" not in paragraphs


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    page.insert_htmlbox((70, 60, 530, 90), "<h1 style='text-align:center'>A study of copper</h1>")
    left = "<p style='text-align:justify'>" + ENGLISH * 9 + "</p>"
    right = "<p style='text-align:justify'>Meanwhile, recycling has become more important. " + ENGLISH * 8 + "</p>"
    page.insert_htmlbox((70, 110, 290, 760), left, css="* {font-size: 10px; font-family: serif}")
    page.insert_htmlbox((310, 110, 530, 760), right, css="* {font-size: 10px; font-family: serif}")
    path = save(file, tmp_path)
    document = pdf.read(path)
    text = " ".join(texts(document, "paragraph"))
    assert document.title == "A study of copper"
    assert (ENGLISH * 9).strip() in text
    assert text.index("Meanwhile") > text.index("the quality of ore is falling.")
    _check_spans(path, document)


def test_words_broken_at_a_line_end_are_mended(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    lines = [
        "The annual report describes how the international production of refined metal has deve-",
        "loped over the past decade, and why a well-known producer, which is state-of-the-",
        "art in its field, publishes at https://example.org/reports/the-role-of-",
        "minerals/summary without delay. Its well-known refined metal is traded everywhere.",
    ]
    for i, line in enumerate(lines):
        page.insert_text((70, 100 + 14 * i), line, fontsize=10)
    text = texts(pdf.read(save(file, tmp_path)), "paragraph")[0]
    assert "developed over" in text
    assert "state-of-the-art in" in text
    assert "https://example.org/reports/the-role-of-minerals/summary without" in text


def test_a_table_without_rules_between_its_rows(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    flow(page, 500, "　" + PROSE * 3)
    page.insert_text((150, 95), "Table 1: Output by country (tonnes)", fontsize=10)
    for y in (105, 122, 190):
        page.draw_line((120, y), (460, y), width=0.8)
    body = [("Country", "2023", "2024"), ("Chile", "5,250", "5,300"), ("Peru", "2,760", "2,600")]
    body += [("United States", "1,130", "1,100"), ("Other countries", "12,400", "12,900")]
    for i, (name, *values) in enumerate(body):
        page.insert_text((125, 117 + 17 * i), name, fontsize=10)
        for x, value in zip((330, 450), values, strict=True):
            page.insert_text((x - LATIN.text_length(value, 10), 117 + 17 * i), value, fontsize=10)
    page.insert_text((120, 202), "Source: Bureau of Imaginary Statistics", fontsize=8)
    table = next(pdf.read(save(file, tmp_path)).tables())
    assert table.header == ("Country", "2023", "2024")
    assert rows(table) == body[1:]
    assert "Bureau" in table.source


def test_numbers_on_several_lines_of_one_ruled_cell_are_rows(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    flow(page, 500, "　" + PROSE * 3)
    grid(page, [100.0, 250.0, 350.0, 450.0], [100.0, 120.0, 200.0])
    for x, text in zip((105, 255, 355), ("国", "生産量", "埋蔵量"), strict=True):
        write(page, x, 114, text)
    for i, (name, output) in enumerate(
        [("中国", "270,000"), ("ブラジル", "20"), ("インド", "2,900"), ("豪州", "13,000")]
    ):
        write(page, 105, 136 + 18 * i, name)
        write(page, 300, 136 + 18 * i, output)
        write(page, 400, 136 + 18 * i, "-" if i == 1 else "100")
    table = next(pdf.read(save(file, tmp_path)).tables())
    assert rows(table) == [
        ("中国", "270,000", "100"),
        ("ブラジル", "20", "-"),
        ("インド", "2,900", "100"),
        ("豪州", "13,000", "100"),
    ]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    write(page, 70, 90, "目次", 14)
    for i, title in enumerate(["1. はじめに", "2. 市場の動向", "3. 政策の動向", "4. おわりに"]):
        end = write(page, 70, 120 + 18 * i, title)
        write(page, end + 5, 120 + 18 * i, "." * int((500 - end) / 2.8) + f" {i + 2}")
    write(page, 70, 240, "1. はじめに", 14)
    flow(page, 270, "　" + PROSE * 4)
    document = pdf.read(save(file, tmp_path))
    assert texts(document, "heading") == ["1. はじめに"]
    assert "おわりに" not in " ".join(block.text for block in document.blocks())


def test_a_row_and_a_merged_cell_cut_by_a_page_end_are_whole(tmp_path: Path) -> None:
    file = pymupdf.open()
    for _ in range(2):
        file.new_page()
    first, second = list(file)
    flow(first, 90, "　" + PROSE * 9)
    xs = [70.0, 150.0, 250.0, 520.0]
    write(first, 180, 655, "表3　供給の取り組み", 9)
    grid(first, xs, [670.0, 690.0, 730.0, 770.0], without=((70.0, 730.0, 150.0, 730.0),))
    for x, text in zip(xs, ["地域", "国", "内容"], strict=False):
        write(first, x + 5, 684, text)
    write(first, 75, 734, "南米")
    write(first, 155, 714, "チリ")
    write(first, 255, 714, "鉱山を広げる。")
    write(first, 155, 754, "ペルー")
    write(first, 255, 754, "港と鉄道を整え、輸出にかかる日数を")
    write(second, 180, 70, "表3　供給の取り組み（続き）", 9)
    grid(second, xs, [80.0, 100.0, 140.0, 180.0], without=((70.0, 140.0, 150.0, 140.0),))
    for x, text in zip(xs, ["地域", "国", "内容"], strict=False):
        write(second, x + 5, 94, text)
    write(second, 155, 124, "ボリビア")
    write(second, 255, 124, "製錬所を建てる。")
    write(second, 155, 164, "ブラジル")
    write(second, 255, 164, "再生を進める。")
    flow(second, 230, "　" + PROSE * 3)
    document = pdf.read(save(file, tmp_path))
    tables = list(document.tables())
    assert len(tables) == 1
    assert [row.cells[1].text for row in tables[0].rows] == ["チリ", "ペルー", "ボリビア", "ブラジル"]
    assert {row.cells[0].text for row in tables[0].rows} == {"南米"}
    assert not any("続き" in block.text for block in document.blocks())


def test_readings_and_watermarks_are_left_out(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    flow(page, 90, "　" + PROSE * 3)
    write(page, 90, 80.5, "どう", 5)
    page.insert_text((150, 500), "CONFIDENTIAL", fontsize=60, morph=(pymupdf.Point(150, 500), pymupdf.Matrix(45)))
    document = pdf.read(save(file, tmp_path))
    assert [block.text for block in document.blocks()] == [PROSE * 3]


def test_a_page_full_of_lines_takes_no_longer(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    flow(page, 560, "　" + PROSE * 3)
    shape = page.new_shape()
    for i in range(400):
        shape.draw_line((70 + i, 60), (70 + i, 500))
        shape.draw_line((70, 60 + i), (500, 60 + i))
        shape.draw_line((70 + i, 60 + i % 9), (75 + i, 60 + i % 9))
    shape.finish(width=0.2)
    shape.commit()
    start = time.process_time()
    document = pdf.read(save(file, tmp_path))
    assert texts(document, "paragraph") == [PROSE * 3]
    assert time.process_time() - start < 60


def test_a_turned_page_has_boxes_as_it_is_shown(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page(width=842, height=595)
    flow(page, 90, "　" + PROSE * 5)
    straight = save(file, tmp_path)
    turned = tmp_path / "turned.pdf"
    with pymupdf.open() as copy, pymupdf.open(straight) as source:
        target = copy.new_page(width=595, height=842)
        target.show_pdf_page(target.rect, source, 0, rotate=90)
        target.set_rotation(90)
        copy.save(turned)
    document = pdf.read(turned)
    assert (document.pages[0].width, document.pages[0].height) == (842, 595)
    assert texts(document, "paragraph") == [PROSE * 5]
    _check_spans(turned, document)


def test_a_scan_is_refused_and_a_blank_page_is_not(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    page.draw_rect((100, 100, 300, 300), fill=(0.5, 0.5, 0.5))
    path = save(file, tmp_path)
    with pytest.raises(DocumentError, match=r"report\.pdf.*no text can be read on its pages"):
        pdf.read(path)
    file = pymupdf.open()
    file.new_page()
    flow(file.new_page(), 90, "　" + PROSE * 2)
    document = pdf.read(save(file, tmp_path))
    assert [page.number for page in document.pages] == [1, 2]
    assert all(block.page == 2 for block in document.blocks())


@pytest.fixture(scope="module")
def brief(read_once: Callable[[Worker, Path], Document]) -> Document:
    if not BRIEF.exists():
        pytest.skip("the brief is not in this copy of the corpus")
    return read_once(reading_worker(), BRIEF)


def test_the_brief_has_its_tables_whole(brief: Document) -> None:
    tables = {table.caption[:5]: table for table in brief.tables()}
    assert list(tables) == ["（図表1）", "（図表3）", "（図表4）", "（図表7）"]
    exports, reserves, acts, budgets = tables.values()
    assert {row.page for row in exports.rows} == {3, 4}
    assert [row.cells[1].text for row in exports.rows if "2025年2月4日" in row.group] == [
        "タングステン", "テルル", "ビスマス", "モリブデン", "インジウム",
    ]  # fmt: skip
    assert {row.cells[0].text: row.cells[-1].number for row in reserves.rows}["中国"] == 44_000_000
    assert [row.cells[1].text for row in reserves.rows if "未開発地" in row.group] == [
        "グリーンランド", "タンザニア", "南アフリカ", "カナダ",
    ]  # fmt: skip
    assert [row.cells[0].text for row in acts.rows[1:5]] == ["2020年4月", "2022年3月", "2022年6月", "2023年1月"]
    assert [row.cells[1].text for row in acts.rows] == ["トランプ"] * 2 + ["バイデン"] * 4 + ["トランプ"]
    assert budgets.unit == "億円"
    assert next(row for row in budgets.rows if "永久磁石" in row.cells[1].text).cells[-1].number == 41


def test_a_table_beside_text_stands_under_the_heading_of_that_text(brief: Document) -> None:
    heading = ""
    for element in brief.elements:
        if isinstance(element, Table) and element.caption.startswith("（図表3）"):
            assert heading.startswith("(1)")
            return
        if isinstance(element, Block) and element.kind == "heading":
            heading = element.text
    pytest.fail("exhibit 3 is missing")


def test_the_brief_has_boxes_on_its_text(brief: Document) -> None:
    _check_spans(BRIEF, brief)
    cells = [cell for table in brief.tables() for row in table.rows for cell in row.cells]
    printed = [(inked(cell.text), [shown(BRIEF, box) for box in cell.boxes]) for cell in cells if cell.boxes]
    # The month of a year that is printed a row further up stands in its box alone.
    assert all(text == inks[0] or (text.endswith("".join(inks)) and is_time(text)) for text, inks in printed)


def test_the_brief_has_no_paragraph_cut_by_a_page(brief: Document) -> None:
    body = [block for block in brief.blocks() if block.kind == "paragraph" and len(block.text) > 60]
    assert all(block.text.endswith(("。", "）")) for block in body)
    assert sum(len({span.box.page for span in block.spans}) > 1 for block in brief.blocks()) >= 2
    assert sum(isinstance(element, Block) and element.kind == "footnote" for element in brief.elements) == 2
