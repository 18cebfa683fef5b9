"""Where a block of a PDF's text begins, and what stands beside columns of prose or around tables."""

from dataclasses import replace
from pathlib import Path

import pymupdf
from test_pdf import ENGLISH, PROSE, write
from test_pdf_lists import saved

from kotae.documents import pdf
from kotae.documents.model import Box
from kotae.documents.pdf.flow import without_contents
from kotae.documents.pdf.layout import Line, PageSource, Region, hull, in_lines
from kotae.documents.pdf.part import Part
from kotae.documents.pdf.parts import parts
from kotae.documents.pdf.source import PdfFile
from kotae.documents.pdf.text_blocks import TextBlock, text_blocks


def lines_of(texts: list[tuple[float, str]], folder: Path, size: float = 10, font: str = "helv") -> tuple[Line, ...]:
    """Return lines written below each other, each at its left edge."""
    file = pymupdf.open()
    page = file.new_page()
    for i, (x, text) in enumerate(texts):
        page.insert_text((x, 100 + 13 * i), text, fontsize=size, fontname=font)
    return tuple(in_lines(PdfFile(saved(file, folder)).page(1).runs))


def blocks(kind: str, lines: tuple[Line, ...], body: float = 10) -> list[tuple[str, str]]:
    """Return the kind and the text of each block of a part."""
    part = Part(kind, hull(line.box for line in lines), lines)
    return [(block.kind, block.text) for block in text_blocks(part, [part], body, frozenset())]


def test_a_sentence_wrapped_before_the_name_of_a_table_goes_on(tmp_path: Path) -> None:
    texts = [
        "The harbours of the whole coast are listed with their depth in",
        "Table 2. The depth of the northern ones was measured again in a",
        "later year, as the old chart of the bay was no longer to be had.",
    ]
    assert len(blocks("text", lines_of([(72, text) for text in texts], tmp_path))) == 1


def test_a_sentence_wrapped_before_a_name_with_a_star_goes_on(tmp_path: Path) -> None:
    texts = [
        "A user who is to save the whole library needs the authority of",
        "*ALLOBJ and *SAVSYS, which the officer for security gives to no",
        "one but to those who look after the machine at night and alone.",
    ]
    assert len(blocks("text", lines_of([(72, text) for text in texts], tmp_path))) == 1


def test_a_caption_below_a_whole_sentence_stands_alone(tmp_path: Path) -> None:
    texts = [
        "The depth of the northern harbours was measured again by boats.",
        "Table 2. Depth of the northern harbours at low water in the bay",
    ]
    assert [kind for kind, _ in blocks("text", lines_of([(72, text) for text in texts], tmp_path))] == [
        "paragraph",
        "caption",
    ]


def test_numbers_apart_from_their_text_open_notes(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, (number, text) in enumerate(
        [("1", "Harbour office, report on depths"), ("2", "The same, page 12"), ("3", "Map")]
    ):
        page.insert_text((72, 700 + 10 * i), number, fontsize=7)
        page.insert_text((95, 700 + 10 * i), text, fontsize=7)
    lines = tuple(in_lines(PdfFile(saved(file, tmp_path)).page(1).runs))
    assert len(blocks("footnote", lines)) == 3


def test_an_entry_set_larger_than_those_below_it_is_no_heading(tmp_path: Path) -> None:
    assert blocks("list-item", lines_of([(72, "Part 1 Harbours")], tmp_path, size=13))[0][0] == "list_item"
    assert blocks("text", lines_of([(72, "Part 1 Harbours")], tmp_path, size=13))[0][0] == "heading"


def source(path: Path, *regions: tuple[str, float, float, float, float]) -> PageSource:
    """Return what a page shows, with the regions that a layout might see."""
    page = PdfFile(path).page(1)
    return replace(page, regions=tuple(Region(kind, Box(1, *box)) for kind, *box in regions))


def test_the_last_of_the_notes_is_one_though_the_layout_calls_it_an_entry(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, text in enumerate(["1 Harbour office, report", "2 The same, page 12", "3 Ethical and other issues"]):
        page.insert_text((72, 700 + 9 * i), text, fontsize=7)
    read = source(saved(file, tmp_path), ("footnote", 70, 692, 300, 711), ("list-item", 70, 712, 300, 721))
    assert [part.kind for part in parts(read, frozenset())] == ["footnote", "footnote"]


def test_a_sentence_in_the_last_line_of_a_table_stands_below_it(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, row in enumerate([("Port", "Depth", "Year"), ("Moss", "12.5", "1962"), ("Tern", "9.0", "1975")]):
        for x, text in zip((72, 200, 300), row, strict=True):
            page.insert_text((x, 100 + 14 * i), text, fontsize=10)
    page.insert_text((72, 142), "All depths are those of the lowest tide of the year.", fontsize=10)
    found = parts(source(saved(file, tmp_path), ("table", 70, 88, 330, 146)), frozenset())
    (table,) = [part.table for part in found if part.table]
    assert table.rows == 3
    assert [line.text for part in found for line in part.lines] == [
        "All depths are those of the lowest tide of the year."
    ]


def test_labels_that_open_with_one_sign_are_rows_that_no_edge_parts(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, (name, text) in enumerate(
        [("/ships", "all ships"), ("/ports", "all ports"), ("/tides", "hours of the tides")]
    ):
        page.insert_text((72, 100 + 14 * i), name, fontsize=10)
        page.insert_text((150, 100 + 14 * i), text, fontsize=10)
    found = parts(source(saved(file, tmp_path), ("table", 70, 88, 330, 132)), frozenset())
    (table,) = [part.table for part in found if part.table]
    assert [cell.text for cell in table.cells if cell.column == 0] == ["/ships", "/ports", "/tides"]


def test_captions_side_by_side_below_columns_are_two_though_there_is_no_layout(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for x, text in ((60, PROSE * 2), (310, PROSE[40:] * 2)):
        for i in range(6):
            write(page, x, 100 + 17 * i, text[22 * i : 22 * i + 22])
        write(page, x, 260, "図1 港の眺め" if x < 100 else "図2 船の写真")
    found = parts(PdfFile(saved(file, tmp_path)).page(1), frozenset())
    assert {line.text for part in found for line in part.lines} >= {"図1 港の眺め", "図2 船の写真"}


def test_english_prose_stays_one_paragraph(tmp_path: Path) -> None:
    cut = [ENGLISH[i : i + 60] for i in range(0, 240, 60)]
    assert len(blocks("text", lines_of([(72, text) for text in cut], tmp_path))) == 1


def test_numbers_that_count_on_apart_from_their_text_open_entries(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, (number, text) in enumerate(
        [("5", "1年単位の変形労働時間制を採る場合の規定"), ("", "を次に示す。"), ("6", "2交替の制度を採る場合の規定")]
    ):
        page.insert_text((72, 100 + 13 * i), number, fontname="japan", fontsize=10)
        page.insert_text((92, 100 + 13 * i), text, fontname="japan", fontsize=10)
    lines = tuple(in_lines(PdfFile(saved(file, tmp_path)).page(1).runs))
    entries = [text for _, text in blocks("text", lines)]
    assert [entry[0] for entry in entries] == ["5", "6"]
    assert "51年" not in entries[0]


def test_a_year_apart_from_its_text_opens_no_entry(tmp_path: Path) -> None:
    lines = lines_of([(72, "1998   was dry, and in the port"), (72, "1999   was wet, and in the port")], tmp_path)
    assert len(blocks("text", lines)) == 1


def test_an_exponent_stays_though_a_note_has_its_mark(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    page.insert_text((72, 100), "for all x", fontsize=10)
    page.insert_text((72 + pymupdf.get_text_length("for all x", fontsize=10), 96), "2", fontsize=6)
    page.insert_text((140, 100), "of the harbour", fontsize=10)
    page.insert_text((140 + pymupdf.get_text_length("of the harbour", fontsize=10), 96), "2", fontsize=6)
    lines = tuple(in_lines(PdfFile(saved(file, tmp_path)).page(1).runs))
    part = Part("text", hull(line.box for line in lines), lines)
    (block,) = text_blocks(part, [part], 10, frozenset({"2"}))
    assert block.text.split() == ["for", "all", "x2", "of", "the", "harbour"]


def test_a_heading_about_contents_that_lists_no_pages_stays(tmp_path: Path) -> None:
    below = {
        "entries": "Harbours . . . . . . . . . 3",
        "text": "Contents lists are made by one command, which reads the headings.",
    }
    for name, text in below.items():
        (tmp_path / name).mkdir()
        lines = lines_of([(72, "Contents"), (72, text)], tmp_path / name)
        heads, text_below = (
            TextBlock(kind, (line,), 72, 400) for kind, line in zip(("heading", "paragraph"), lines, strict=True)
        )
        assert without_contents([heads, text_below]) == ([] if name == "entries" else [heads, text_below])


def test_a_heading_wrapped_in_the_middle_of_its_box_is_one(tmp_path: Path) -> None:
    lines = lines_of([(72, "Harbours of the north"), (92, "and the islands")], tmp_path, 14)
    assert blocks("section-header", lines) == [("heading", "Harbours of the north and the islands")]


def test_lines_that_the_layout_tells_apart_are_not_one_though_the_second_is_shorter(tmp_path: Path) -> None:
    lines = [
        "日時　令和7年3月14日（金）15時から",
        "場所　港湾会館の第2会議室",
        "持ち物　筆記用具と名札",
    ]
    with pymupdf.open() as file:
        writer = pymupdf.TextWriter((page := file.new_page()).rect)
        writer.append((70, 80), "第3回 港湾審議会のお知らせ", font=pymupdf.Font("cjk"), fontsize=18)
        for row, line in enumerate(lines):
            writer.append((70, 130 + 36 * row), line, font=pymupdf.Font("cjk"), fontsize=11)
        writer.write_text(page)
        file.save(tmp_path / "notice.pdf")
    assert [block.text for block in pdf.read(tmp_path / "notice.pdf").blocks()][1:] == lines


def test_a_rule_s_number_alone_stands_apart_from_its_text_and_from_a_sentence_that_names_it(tmp_path: Path) -> None:
    texts = [
        "Rule 1",
        "Members may fish from the north bank from sunrise to an hour after",
        "sunset, and with one rod each, as it is said in the notice and in",
        "Rule 2 of this book, which every member has been given.",
        "Rule 2",
        "Guests pay four pounds a day and are signed in by a member.",
    ]
    found = [text for _, text in blocks("text", lines_of([(72, text) for text in texts], tmp_path))]
    assert [text for text in found if len(text) < 10] == ["Rule 1", "Rule 2"]
    assert len(found) == 4


def test_whole_lines_of_a_region_that_the_layout_sees_apart_as_well_keep_their_place(tmp_path: Path) -> None:
    lines = lines_of([(72, "The fee is paid in May."), (150, "Rule 3"), (72, "Boats keep to the right.")], tmp_path)
    regions = tuple(Region("text", line.box) for line in lines[1:2])
    source = PageSource(1, 595, 842, lines, (), (Region("text", hull(line.box for line in lines)), *regions))
    assert [[line.text for line in part.lines] for part in parts(source, frozenset())] == [
        [line.text for line in lines]
    ]


def test_lines_of_an_address_stay_apart_where_the_column_has_room_for_more(tmp_path: Path) -> None:
    letter = [
        "Your mooring at berth 17 has been renewed until the last day of March, and",
        "the fee of 212 pounds is due within thirty days of this letter, or of the day",
        "on which the boat lies there first.",
    ]
    address = ["Harbour Office", "14 Quay Street", "Port Ellis PE4 2LD"]
    lines = lines_of([(72, text) for text in (*address, *letter)], tmp_path)
    found = [Part("text", hull(line.box for line in some), some) for some in (lines[:3], lines[3:])]
    assert [block.text for block in text_blocks(found[0], found, 10, frozenset())] == address
    assert len(list(text_blocks(found[1], found, 10, frozenset()))) == 1
