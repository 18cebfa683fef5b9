"""What a user relies on in RTF files: texts in old encodings and Unicode, tables with merged cells, nothing that is hidden."""

from pathlib import Path

import pytest

from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.errors import DocumentError

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset128 MS Mincho;}"
    rb"{\f2\fnil\fcharset204 Arial;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 \'8c\'a9\'8fo;}}"
    rb"{\info{\title Harbours}{\author Nobody}}{\*\generator Made by hand;}"
)


def opened(folder: Path, body: bytes, *, head: bytes = HEAD) -> Document:
    path = folder / "a.rtf"
    path.write_bytes(head + body + b"}")
    return open_document(path)


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks()]


def test_texts_as_they_are_shown(tmp_path: Path) -> None:
    """Headings, items, Shift_JIS, Unicode with its fallbacks, fields, text boxes, footnotes; no hidden or deleted text."""
    read = opened(
        tmp_path,
        rb"{\header\pard Page \cell\row\par}\pard\s1 The harbour\par\pard\plain It {\v secret }opened{\deleted  late}"
        rb" in 1862{\footnote\pard\plain Or 1863.\par}.\line It is\~deep.{\*\unknown gone}\par"
        rb"\pard{\listtext\bullet\tab}A lamp\par"
        rb"\pard{\f1 \'8d\'60\'82\'cd\'83\'5c\'83\\\'83e}{\f2 \'cf\'ee\'f0\'f2}\par"
        rb"\pard\uc1\u28207?\u-10174?\u-8289?\uc2\u25144\'83\'83caf\'e9\par"
        rb"\pard{\field{\*\fldinst HYPERLINK http://127.0.0.1:9/x}{\fldrslt The plan}} is {\upr{bad}{\*\ud{good}}}."
        rb"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard In a box.\par}}{\shprslt\pard In a box.\par}}\par"
        rb"{\pict\pngblip 89504e47}{\object{\*\objdata 0105}{\result\pard Shown.\par}}{\pict\bin5 a{\b}}",
    )
    assert (read.format, read.title) == ("rtf", "Harbours")
    assert shown(read) == [
        ("heading", "The harbour"),
        ("paragraph", "It opened in 1862. It is deep."),
        ("list_item", "A lamp"),
        ("paragraph", "港はソソテПорт"),
        ("paragraph", "港𠮟戸café"),
        ("paragraph", "The plan is good."),
        ("paragraph", "In a box."),
        ("paragraph", "Shown."),
        ("footnote", "Or 1863."),
    ]


def test_a_table_with_merged_cells_is_a_table(tmp_path: Path) -> None:
    rows = (
        rb"\trowd\trhdr\clvmgf\cellx2000\cellx6000\pard\intbl{\f1 \'8d`}\cell Ships\cell\row"
        rb"\trowd\trhdr\clvmrg\cellx2000\cellx4010\cellx6000\pard\intbl\cell 2022\cell 2023\cell\row"
        rb"\trowd\cellx1990\cellx4000\cellx6000\pard\intbl North\cell 1\cell 2\cell\row"
        rb"\pard\intbl South\cell 3\cell 4{\v 5}\cell\row"
    )
    read = opened(tmp_path, rb"\pard Table 1 Ships by port\par" + rows + rb"\pard Source: the office\par\pard After.")
    (table,) = read.tables()
    assert (table.caption, table.source) == ("Table 1 Ships by port", "Source: the office")
    assert table.header == ("港", "Ships 2022", "Ships 2023")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["North", "1", "2"], ["South", "3", "4"]]
    assert table.rows[0].cells[1].number == 1
    assert table.rows[0].lines == (7, 9)
    assert shown(read) == [("paragraph", "After.")]


def test_a_table_within_a_frame_is_a_table(tmp_path: Path) -> None:
    nested = b"".join(
        rb"\pard\intbl\itap2 %s\nestcell %s\nestcell{\*\nesttableprops\trowd\cellx900\cellx1800\nestrow}"
        rb"{\nonesttables %s\par}" % (name, number, name)
        for name, number in ((b"Port", b"Ships"), (b"North", b"1"), (b"South", b"3"))
    )
    read = opened(tmp_path, rb"\trowd\cellx6000\pard\intbl Before.\par" + nested + rb"\pard\intbl\cell\row\pard After.")
    (table,) = read.tables()
    assert table.header == ("Port", "Ships")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["North", "1"], ["South", "3"]]
    assert shown(read) == [("paragraph", "Before."), ("paragraph", "After.")]


def test_files_without_fonts_and_with_raw_bytes(tmp_path: Path) -> None:
    read = opened(tmp_path, "\\pard 港の計画\\par".encode("cp932"), head=b"{\\rtf1\\ansi\\ansicpg932 ")
    assert shown(read) == [("paragraph", "港の計画")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{\\rtf1" + b"{" * 100_000, "nested"),
        (b"{\\rtf1 {\\v hidden}}", "holds no text"),
        (b"%PDF-1.7" + b"x" * 90, "not the RTF text"),
        (b"hello", "not the RTF text"),
    ],
)
def test_what_is_no_text_is_one_line(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=why) as told:
        open_document(path)
    assert str(told.value).startswith("a.rtf: ")
    assert "\n" not in str(told.value)


def test_another_name_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(HEAD + b"}")
    with pytest.raises(DocumentError, match=r"RTF file.*give it the suffix \.rtf"):
        open_document(path)


def test_a_mark_within_a_group_leaves_nothing_out(tmp_path: Path) -> None:
    """OpenOffice writes it before the style of characters, where it says nothing."""
    assert shown(opened(tmp_path, rb"\pard{\i0\*\cs7\cf0 The lamp burns oil.}{\*\cs7 gone}\par")) == [
        ("paragraph", "The lamp burns oil.")
    ]


def test_letters_of_one_point_are_not_shown_and_part_no_table(tmp_path: Path) -> None:
    row = rb"\trowd\cellx2000\cellx4000\pard\intbl\fs22 %s\cell %s\cell\row "
    rows = [row % cells for cells in ((b"Kind", b"Fee"), (rb"{\fs2 .0}Annual", b"30"), (b"Late", b"15"))]
    (table,) = opened(tmp_path, rows[0] + rows[1] + rb"\pard\fs2\par " + rows[2] + rb"\pard\fs22 End.\par").tables()
    assert [[cell.text for cell in line.cells] for line in table.rows] == [["Annual", "30"], ["Late", "15"]]


def test_a_thin_line_parts_tables_of_other_widths(tmp_path: Path) -> None:
    row = rb"\trowd\cellx%d\cellx4000\pard\intbl\fs22 %s\cell %s\cell\row "
    first = row % (2000, b"Kind", b"Fee") + row % (2000, b"Late", b"15")
    second = row % (1000, b"Town", b"Post") + row % (1000, b"Ash", b"12")
    tables = list(opened(tmp_path, first + rb"\pard\fs2\par " + second).tables())
    assert [table.header for table in tables] == [("Kind", "Fee"), ("Town", "Post")]
