"""A line around a table belongs to the same table in every format."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from kotae.documents import html, markdown, pdf, plain_text
from kotae.documents.model import Document, Table
from kotae.documents.tables.tying import Neighbour, tie

TEXT = "港の船は前の年より増え、南の港では減ったと報告されている。"
FIRST, SECOND, THIRD = ([["Port", name], ["North", "12"], ["South", "15"]] for name in ("Ships", "Boats", "Crews"))
CALLING = [["Port", "Ships"], ["North (1)", "12"], ["South", "15.5"]]

Part = str | list[list[str]]


def from_html(parts: list[Part], folder: Path) -> Document:
    def drawn(part: Part) -> str:
        if isinstance(part, str):
            return f"<p>{part}</p>"
        return (
            "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in part) + "</table>"
        )

    return html.read("".join(map(drawn, parts)).encode(), "a.html")


def from_markdown(parts: list[Part], folder: Path) -> Document:
    def drawn(part: Part) -> str:
        if isinstance(part, str):
            return part
        first, *rest = (f"| {' | '.join(row)} |" for row in part)
        return "\n".join([first, "|---|---|", *rest])

    return markdown.read("\n\n".join(map(drawn, parts)) + "\n", "a.md")


def from_text(parts: list[Part], folder: Path) -> Document:
    drawn = (part if isinstance(part, str) else "\n".join(map("\t".join, part)) for part in parts)
    return plain_text.read("\n\n".join(drawn) + "\n", "a.txt")


def from_pdf(parts: list[Part], folder: Path) -> Document:
    with pymupdf.open() as file:
        page, y = file.new_page(), 80.0
        for part in parts:
            if isinstance(part, str):
                page.insert_text((72, y), part, fontsize=10, fontname="japan")
                y += 26
                continue
            top, y = y - 6, y + 20 * len(part) + 16
            for row in range(len(part) + 1):
                page.draw_line((70, top + 20 * row), (370, top + 20 * row))
            for column in (0, 1, 2):
                page.draw_line((70 + 150 * column, top), (70 + 150 * column, top + 20 * len(part)))
            for row, texts in enumerate(part):
                for column, text in enumerate(texts):
                    page.insert_text((78 + 150 * column, top + 14 + 20 * row), text, fontsize=10, fontname="japan")
        file.save(folder / "a.pdf")
    return pdf.read(folder / "a.pdf")


FORMATS = (from_html, from_markdown, from_text, from_pdf)
Read = Callable[[list[Part], Path], Document]
every_format = pytest.mark.parametrize("read", FORMATS)


def about(table: Table) -> str:
    """Return a table's caption, unit, notes and source as one text."""
    return "|".join([table.caption, table.unit, *table.notes, table.source])


TIED: list[tuple[list[Part], list[str]]] = [
    (["表1 甲", "（単位：隻）", FIRST, "（注）速報値", "資料：港湾局"], ["表1 甲|隻|（注）速報値|資料：港湾局"]),
    ([FIRST, "表1 甲", "資料：港湾局"], ["表1 甲||資料：港湾局"]),
    (["表1 甲", FIRST, "表2 乙", SECOND], ["表1 甲||", "表2 乙||"]),
    ([FIRST, "表1 甲", SECOND, "表2 乙"], ["表1 甲||", "表2 乙||"]),
    (["表1 甲", FIRST, "（注）速報値", "（単位：円）", SECOND], ["表1 甲||（注）速報値|", "|円|"]),
    (["表1 甲", FIRST, "表2 乙", "（単位：円）", SECOND], ["表1 甲||", "表2 乙|円|"]),
    ([FIRST, "表1 甲", "（単位：円）", SECOND, "表2 乙"], ["表1 甲||", "表2 乙|円|"]),
    (["表1 甲", "表2 乙", FIRST], ["表2 乙||"]),
    (["資料：港湾局", FIRST], ["||"]),
    (["（注）速報値", FIRST], ["||"]),
    (["表1 甲", FIRST, "（単位：円）"], ["表1 甲|円|"]),
    ([FIRST, "（単位：円）"], ["|円|"]),
    (["表1 甲", "（注）速報値", FIRST], ["表1 甲||（注）速報値|"]),
    (["表1 甲", FIRST, "表2 乙", "（注）速報値", SECOND], ["表1 甲||", "表2 乙||（注）速報値|"]),
    (["表1 甲", "（速報値を含む）", FIRST], ["表1 甲||（速報値を含む）|"]),
    (["（速報値を含む）", FIRST], ["（速報値を含む）||"]),
    (["表1 甲", "2020年3月31日現在", FIRST], ["表1 甲||2020年3月31日現在|"]),
    (["②売上実績", FIRST], ["②売上実績||"]),
    ([CALLING, "(1) Since May.", "(2) First of all, moor."], ["||(1) Since May.|"]),
    ([CALLING, "15. Harbours"], ["||"]),
    # Most captions stand below, so that the first is of something else.
    (["図1 丙", FIRST, "表1 甲", SECOND, "表2 乙", TEXT, THIRD, "表3 丁"], ["表1 甲||", "表2 乙||", "表3 丁||"]),
]


@every_format
@pytest.mark.parametrize(("parts", "expected"), TIED)
def test_each_line_belongs_to_one_table(tmp_path: Path, read: Read, parts: list[Part], expected: list[str]) -> None:
    assert [about(table) for table in read([TEXT, *parts, TEXT], tmp_path).tables()] == expected


@every_format
def test_a_caption_that_is_of_no_table_stays_in_the_text(tmp_path: Path, read: Read) -> None:
    document = read([TEXT, "表1 甲", TEXT, "表2 乙", FIRST, TEXT], tmp_path)
    assert [table.caption for table in document.tables()] == ["表2 乙"]
    assert [block.text for block in document.blocks() if block.kind == "caption"] == ["表1 甲"]


@every_format
def test_a_unit_before_the_next_caption_is_not_of_the_table_above(tmp_path: Path, read: Read) -> None:
    tables = list(read([TEXT, "表1 甲", FIRST, "（単位：円）", "表2 乙", SECOND, TEXT], tmp_path).tables())
    assert [table.caption for table in tables] == ["表1 甲", "表2 乙"]
    assert tables[0].unit == ""


def test_a_caption_and_unit_beside_a_picture_are_not_the_tables(tmp_path: Path) -> None:
    picture = '<img src="a.png" alt="quay">'
    for parts in ([FIRST, "図1 甲", picture], [FIRST, "（単位：円）", picture], [picture, "図1 甲", FIRST]):
        (table,) = from_html([TEXT, *parts, TEXT], tmp_path).tables()
        assert about(table) == "||"


def test_a_caption_beside_a_drawing_in_a_text_is_not_the_tables(tmp_path: Path) -> None:
    drawing = "+------+     +------+\n| quay | --> | ship |\n+------+     +------+"
    (table,) = from_text([TEXT, drawing, "図1 甲", FIRST, TEXT], tmp_path).tables()
    assert table.caption == ""


def test_a_unit_that_is_an_html_caption_leaves_room_for_the_caption_below() -> None:
    rows = "<tr><th>Port</th><th>Ships</th></tr><tr><td>North</td><td>12</td></tr>"
    page = f"<p>{TEXT}</p><table><caption>（単位：隻）</caption>{rows}</table><p>表1 甲</p><p>{TEXT}</p>"
    (table,) = html.read(page.encode(), "a.html").tables()
    assert (table.caption, table.unit) == ("表1 甲", "隻")


def test_a_unit_at_the_other_end_of_a_captions_line_is_the_tables(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        page.insert_text((72, 88), "表1 甲", fontsize=10, fontname="japan")
        page.insert_text((310, 88), "（単位：隻）", fontsize=10, fontname="japan")
        for row in range(4):
            page.draw_line((70, 100 + 20 * row), (370, 100 + 20 * row))
        for column in (0, 1, 2):
            page.draw_line((70 + 150 * column, 100), (70 + 150 * column, 160))
        for row, texts in enumerate(FIRST):
            for column, text in enumerate(texts):
                page.insert_text((78 + 150 * column, 114 + 20 * row), text, fontsize=10)
        file.save(tmp_path / "a.pdf")
    (table,) = pdf.read(tmp_path / "a.pdf").tables()
    assert (table.caption, table.unit) == ("表1 甲", "隻")


def test_a_caption_at_the_top_of_a_page_is_of_the_table_below_it(tmp_path: Path) -> None:
    """So are the others of the document: where a page ends, the table before it is not beside the caption."""
    table = Neighbour("table", cells=["North", "12"])
    first = [Neighbour("caption", "表1 甲"), table, Neighbour("caption", "表2 乙"), table, Neighbour("other", TEXT)]
    second = [
        Neighbour("caption", "表3 丙"),
        table,
        Neighbour("caption", "表4 丁"),
        Neighbour("paragraph", "基準"),
        table,
    ]
    third = [Neighbour("caption", "表5 戊"), Neighbour("paragraph", "上昇"), table]
    lines = [replace(line, page=number) for number, page in enumerate((first, second, third)) for line in page]
    assert {place: [lines[line].text for line in over] for place, over in tie(lines).above.items()} == {
        1: ["表1 甲"], 3: ["表2 乙"], 6: ["表3 丙"], 9: [], 12: [],
    }  # fmt: skip
    pageless = [replace(line, page=0) for line in lines]
    assert tie(pageless).above[1] != ["表1 甲"]
