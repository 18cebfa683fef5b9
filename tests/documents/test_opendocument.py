"""What a user relies on in OpenDocument files: texts and sheets as they are shown, hidden sheets named, locks and bombs said."""

import zipfile
from pathlib import Path

import pytest

from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.errors import DocumentError

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "presentation": "presentation",
        "svg": "svg-compatible",
        "chart": "chart",
    }.items()
)
HIDDEN = (
    '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="u"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
)
KINDS = {".odt": "text", ".ods": "spreadsheet", ".odp": "presentation"}


def opened(
    folder: Path, suffix: str, body: str, *, before: str = "", manifest: str = "<manifest/>", chart: str = ""
) -> Document:
    kind = KINDS[suffix]
    content = (
        f"<?xml version='1.0'?>{before}<office:document-content {NAMES}><office:automatic-styles>{HIDDEN}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    path = folder / f"a{suffix}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
        if chart:
            archive.writestr(
                "Object 1/content.xml", f"<office:document-content {NAMES}>{chart}</office:document-content>"
            )
    return open_document(path)


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


COVERED = "<table:covered-table-cell/>"


def test_a_text_with_headings_items_a_table_and_a_note(tmp_path: Path) -> None:
    note = "<text:note><text:note-body><text:p>Or 1863.</text:p></text:note-body></text:note>"
    table = (
        "<table:table>"
        + row(cell("Port", 'table:number-rows-spanned="2"'), cell("Ships", 'table:number-columns-spanned="2"'), COVERED)
        + row(COVERED, cell("2022"), cell("2023"))
        + row(cell("North"), cell("1"), cell("2"))
        + row(cell("South"), cell("3"), cell("4"))
        + "</table:table>"
    )
    read = opened(
        tmp_path,
        ".odt",
        '<text:h text:outline-level="2">The harbour</text:h>'
        f'<text:p>Dredged in<text:s text:c="1"/><text:span>1862{note}</text:span>.</text:p>'
        "<text:list><text:list-item><text:p>A lamp</text:p></text:list-item></text:list>"
        "<text:tracked-changes><text:changed-region><text:p>gone</text:p></text:changed-region></text:tracked-changes>"
        + table,
    )
    assert [(block.kind, block.text, block.level) for block in read.blocks()] == [
        ("heading", "The harbour", 2),
        ("paragraph", "Dredged in 1862.", 0),
        ("list_item", "A lamp", 0),
        ("footnote", "Or 1863.", 0),
    ]
    (found,) = read.tables()
    assert found.header == ("Port", "Ships 2022", "Ships 2023")
    assert [[text.text for text in line.cells] for line in found.rows] == [["North", "1", "2"], ["South", "3", "4"]]


def test_sheets_with_repeated_blank_cells_and_a_hidden_one(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    sheet = (
        '<table:table table:name="港">'
        + row(cell("港別の貨物"), blank)
        + row(cell("港"), cell("2022"), cell("2023"))
        + row(cell("北"), cell("1,234"), cell("45.7%"))
        + row(cell("南"), cell("9"), cell("1.0%"))
        + row(blank, more='table:number-rows-repeated="1048572"')
        + "</table:table>"
        + f'<table:table table:name="秘密" table:style-name="h">{row(cell("unseen"))}</table:table>'
    )
    read = opened(tmp_path, ".ods", sheet)
    (table,) = read.tables()
    assert (table.caption, table.header) == ("港別の貨物", ("港", "2022", "2023"))
    assert [[text.text for text in line.cells] for line in table.rows] == [
        ["北", "1,234", "45.7%"],
        ["南", "9", "1.0%"],
    ]
    assert table.rows[0].lines == (3, 3)
    assert [(fall.what, fall.why, fall.name) for fall in read.shortfalls] == [("left_out", "hidden", "秘密")]
    assert "unseen" not in str(read)


def test_texts_over_a_sheet_are_its_own_lines_and_no_cell_has_them(tmp_path: Path) -> None:
    """Those of a shape that is tied to a cell, of a frame, of a group and of a shape that is tied to the sheet."""
    remark = "<office:annotation><text:p>A remark.</text:p></office:annotation>"
    shape = "<draw:custom-shape><text:p>入港は<text:line-break/>予約制</text:p><text:p/></draw:custom-shape>"
    frame = "<draw:frame><draw:text-box><text:p>In a frame.</text:p></draw:text-box></draw:frame>"
    drawn = f"<table:table-cell><text:p>12</text:p>{remark}{shape}<draw:g>{frame}</draw:g></table:table-cell>"
    sheet = (
        '<table:table table:name="a"><table:shapes><draw:rect><text:p>Over all.</text:p></draw:rect></table:shapes>'
        + row(cell("Port"), cell("Ships"))
        + row(cell("Lorne"), drawn)
        + row(cell("Quay"), cell("9"))
        + "</table:table>"
    )
    read = opened(tmp_path, ".ods", sheet)
    (table,) = read.tables()
    assert [[text.text for text in line.cells] for line in table.rows] == [["Lorne", "12"], ["Quay", "9"]]
    found = [(block.text, block.lines) for block in read.blocks() if block.kind == "paragraph"]
    assert found == [("Over all.", (1, 1)), ("入港は予約制", (2, 2)), ("In a frame.", (2, 2))]


def test_the_text_of_a_shape_is_a_paragraph_of_its_own_and_a_note_is_none_of_its_cell(tmp_path: Path) -> None:
    inner = "<draw:text-box><text:p>Within.</text:p></draw:text-box>"
    shape = f"<draw:custom-shape><text:p>In a shape.<draw:frame>{inner}</draw:frame></text:p></draw:custom-shape>"
    note = "<text:note><text:note-body><text:p>Or 1863.</text:p></text:note-body></text:note>"
    table = row(cell("Port"), cell("Year")) + row(cell("Lorne"), cell(f"1862{note}")) + row(cell("Quay"), cell("1901"))
    read = opened(tmp_path, ".odt", f"<text:p>Beside it.{shape}</text:p><table:table>{table}</table:table>")
    assert [block.text for block in read.blocks()] == ["Beside it.", "In a shape.", "Within.", "Or 1863."]
    assert [line.cells[1].text for found in read.tables() for line in found.rows] == ["1862", "1901"]


PICTURE = (
    '<draw:frame svg:y="9cm"><draw:image/><svg:title>Ships</svg:title><svg:desc>lie at the quay</svg:desc></draw:frame>'
)


@pytest.mark.parametrize("suffix", [".odt", ".odp"])
def test_a_picture_with_a_caption_is_a_figure_and_what_is_said_of_one_is_in_no_sentence(
    tmp_path: Path, suffix: str
) -> None:
    """In LibreOffice's own frame around a picture and its caption, in a cell, and beside a text."""
    framed = (
        f'<draw:frame svg:y="2cm"><draw:text-box><text:p>{PICTURE}Figure 1: The quay in 1862.</text:p></draw:text-box>'
        "</draw:frame>"
    )
    if suffix == ".odp":
        body = f"<draw:page>{framed}{PICTURE}</draw:page>"
        expected = ["Figure 1: The quay in 1862.", "Ships lie at the quay"]
    else:
        table = row(cell("Port"), cell("View")) + row(cell("Lorne"), cell(PICTURE)) + row(cell("Quay"), cell("open"))
        body = f"<text:p>{framed}</text:p><text:p>Beside it.{PICTURE}</text:p><table:table>{table}</table:table>"
        expected = ["Figure 1: The quay in 1862.", "Ships lie at the quay", "Beside it."]
    read = opened(tmp_path, suffix, body)
    assert [block.text for block in read.blocks()] == expected
    (figure,) = read.figures
    assert [read.elements[place] for place in figure.blocks] == list(read.blocks())[:2]
    assert [line.cells[1].text for found in read.tables() for line in found.rows] in ([], ["", "open"])


def test_a_table_of_nothing_but_pictures_is_none(tmp_path: Path) -> None:
    read = opened(tmp_path, ".odt", f"<text:p>Before.</text:p><table:table>{row(cell(PICTURE))}</table:table>")
    assert [block.text for block in read.blocks()] == ["Before."]
    assert not list(read.tables())


def test_slides_with_texts_tables_charts_and_notes(tmp_path: Path) -> None:
    def frame(y: str, inside: str, more: str = "") -> str:
        return f'<draw:frame svg:y="{y}" {more}>{inside}</draw:frame>'

    def box(text: str) -> str:
        return f"<draw:text-box><text:p>{text}</text:p></draw:text-box>"

    ports = "".join(row(*map(cell, line)) for line in (("港", "2022", "2023"), ("北", "12", "13"), ("南", "9", "8")))
    table = f'<table:table table:use-first-row-styles="true">{ports}</table:table>'
    values = "".join(row(*map(cell, line)) for line in (("", "輸出"), ("2022", "1.5"), ("2023", "2.5")))
    chart = f"<chart:chart><chart:title><text:p>貿易</text:p></chart:title><table:table>{values}</table:table></chart:chart>"
    link = '<draw:object xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"/>'
    outside = link.replace("./Object 1", "http://127.0.0.1:9/x")
    item = "<text:list><text:list-item><text:p>冬も開く</text:p></text:list-item></text:list>"
    notes = frame("1cm", box("予算は未定。"), 'presentation:class="notes"')
    first = (
        frame("100mm", f"<draw:text-box>{item}</draw:text-box>")
        + f"<draw:g>{frame('1in', box('above'))}</draw:g>"
        + frame("5in", box("港の計画"), 'presentation:class="title"')
        + frame("1cm", box("Click here"), 'presentation:placeholder="true"')
        + f"<presentation:notes>{notes}</presentation:notes>"
    )
    read = opened(
        tmp_path,
        ".odp",
        f"<draw:page>{first}</draw:page><draw:page>{frame('1cm', table)}{frame('9cm', link)}{frame('9cm', outside)}</draw:page>"
        f'<draw:page draw:style-name="u">{frame("1cm", box("秘密"))}</draw:page>',
        chart=chart,
    )
    assert (read.format, read.title, len(read.pages)) == ("odp", "港の計画", 3)
    assert [(block.kind, block.text, block.page) for block in read.blocks()] == [
        ("heading", "港の計画", 1),
        ("paragraph", "above", 1),
        ("list_item", "冬も開く", 1),
        ("note", "予算は未定。", 1),
    ]
    shown, drawn = read.tables()
    assert (shown.page, shown.header) == (2, ("港", "2022", "2023"))
    assert (drawn.caption, [[text.text for text in line.cells] for line in drawn.rows]) == (
        "貿易",
        [["2022", "1.5"], ["2023", "2.5"]],
    )
    assert [(fall.first, fall.what, fall.why) for fall in read.shortfalls] == [(3, "left_out", "hidden")]


@pytest.mark.parametrize("suffix", KINDS)
def test_what_does_harm_is_refused(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(DocumentError, match="declares entities"):
        opened(tmp_path, suffix, "&a;", before="<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>")
    with pytest.raises(DocumentError, match="encrypted"):
        opened(tmp_path, suffix, "", manifest="<manifest><encryption-data/></manifest>")
    with pytest.raises(DocumentError, match="damaged"):
        opened(tmp_path, suffix, "<text:p>")
    with pytest.raises(DocumentError, match="holds"):
        opened(tmp_path, suffix, "")


def test_rows_beyond_the_limit_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kotae.documents.opendocument.sheets.MOST_ROWS", 500)
    numbers = row(cell("1"), cell("2"), cell("3"), more='table:number-rows-repeated="1000000"')
    read = opened(
        tmp_path, ".ods", f'<table:table table:name="a">{row(cell("x"), cell("y"), cell("z"))}{numbers}</table:table>'
    )
    assert [(fall.what, fall.why) for fall in read.shortfalls] == [("in_part", "limit")]
    assert sum(len(table.rows) for table in read.tables()) == 499


def test_the_other_kind_of_file_under_its_name_is_said(tmp_path: Path) -> None:
    opened(tmp_path, ".odt", "<text:p>The harbour was dredged.</text:p>")
    (tmp_path / "a.odt").rename(tmp_path / "b.ods")
    with pytest.raises(DocumentError, match="right suffix"):
        open_document(tmp_path / "b.ods")


def test_a_type_that_is_declared_does_no_harm(tmp_path: Path) -> None:
    """Files with macros, and manifests of older programs, declare one."""
    manifest = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest/>'
    read = opened(tmp_path, ".odt", "<text:p>The lamp burns oil.</text:p>", manifest=manifest)
    assert [block.text for block in read.blocks()] == ["The lamp burns oil."]


def test_a_table_within_a_cell_follows_with_the_label_of_its_row(tmp_path: Path) -> None:
    grades = [row(cell(grade), cell(litres)) for grade, litres in (("Grade", "Litres"), ("A", "120"), ("B", "80"))]
    within = f"<text:p>by grade</text:p><table:table>{''.join(grades)}</table:table>"
    filled = row(cell("Fuel"), f"<table:table-cell>{within}</table:table-cell>")
    body = f"<table:table>{row(cell('Item'), cell('Details'))}{row(cell('Pump'), cell('spare'))}{filled}</table:table>"
    outer, inner = opened(tmp_path, ".odt", body).tables()
    assert [[c.text for c in line.cells] for line in outer.rows] == [["Pump", "spare"], ["Fuel", "by grade"]]
    assert (inner.caption, inner.header, [line.cells[1].number for line in inner.rows]) == (
        "Fuel",
        ("Grade", "Litres"),
        [120, 80],
    )
