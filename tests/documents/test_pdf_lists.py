"""Lists in PDF that only words set flush show, what ends them, and what is none."""

from pathlib import Path

import pymupdf
import pytest
from bombs import pdf, stream

from kotae.documents.model import Box, Table
from kotae.documents.pdf.aligned import aligned
from kotae.documents.pdf.glyphs import drawn
from kotae.documents.pdf.hanging import set_on_line
from kotae.documents.pdf.layout import in_lines
from kotae.documents.pdf.reader import Assembly
from kotae.documents.pdf.source import PdfFile
from kotae.documents.pdf.words import signs_apart, words

NAMES = [
    ("\\begin{list}", "a list of entries with marks"),
    ("\\item[mark]", "one entry"),
    ("\\end{list}", "closes the list again"),
    ("\\par", "begins another paragraph"),
]


def written(page: pymupdf.Page, rows: list[list[tuple[float, str, str]]], y: float = 100) -> None:
    """Write rows of texts, each at its place and in its font."""
    for i, row in enumerate(rows):
        for x, text, font in row:
            page.insert_text((x, y + 13 * i), text, fontsize=10, fontname=font)


def saved(file: pymupdf.Document, folder: Path) -> Path:
    path = folder / "page.pdf"
    file.save(path)
    return path


def found(path: Path, frames: tuple[Box, ...] = ()) -> list[list[str]]:
    """Return the cells of each table or list that the text of the first page shows, line by line."""
    runs = PdfFile(path).page(1).runs
    return [[cell.text for cell in in_lines(inside)] for _, inside in aligned(runs, (), frames)]


def tables(path: Path) -> list[Table]:
    """Return the tables of a file, read without the layout model."""
    file = PdfFile(path)
    assembly = Assembly(path, "", [file.page(1)], cut_short=False)
    assembly.cut(0)
    return list(assembly.document([], 1).tables())


@pytest.mark.parametrize("leader", ["……", "‥‥", "・・", ". . "])
def test_what_dots_lead_to_stands_in_a_column_of_its_own(tmp_path: Path, leader: str) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for i, (name, price) in enumerate(
        [("かけそば", "650円"), ("天ぷらそば", "1,100円"), ("子供", "無料"), ("鴨", "980円")]
    ):
        page.insert_text((72, 100 + 16 * i), f"{name}{leader * 6}{price}", fontsize=11, fontname="japan")
    (table,) = tables(saved(file, tmp_path))
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        ("かけそば", "650円"), ("天ぷらそば", "1,100円"), ("子供", "無料"), ("鴨", "980円"),
    ]  # fmt: skip


def test_names_with_what_is_said_of_each_are_a_list_without_a_header(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    written(page, [[(72, name, "cour"), (152, text, "helv")] for name, text in NAMES])
    (table,) = tables(saved(file, tmp_path))
    assert not any(table.header)
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == NAMES


def test_a_first_row_set_bold_is_the_header_of_a_list(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    rows = [[(72, name, "helv"), (172, text, "tiro")] for name, text in NAMES]
    written(page, [[(72, "Command", "hebo"), (172, "Meaning", "tibo")], *rows])
    (table,) = tables(saved(file, tmp_path))
    assert table.header == ("Command", "Meaning")
    assert len(table.rows) == len(NAMES)


def test_a_column_that_touches_the_one_before_is_found_by_other_rows(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    rows = [
        [
            (72, "par", "helv"),
            (120, "改段落（空行と同じ）", "japan"),
            (221, "noindent", "helv"),
            (290, "字下げなし", "japan"),
        ],
        [(72, "line", "helv"), (120, "行分割を促進", "japan"), (221, "page", "helv"), (290, "頁分割を促進", "japan")],
        [(72, "new", "helv"), (120, "改頁", "japan"), (221, "clear", "helv"), (290, "全図を出力", "japan")],
    ]
    written(page, rows)
    (table,) = tables(saved(file, tmp_path))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [[text for _, text, _ in row] for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [[(72, f"{i}.", "helv"), (100, text, "helv")] for i, (_, text) in enumerate(NAMES, 1)], id="entries"
        ),
        pytest.param(
            [[(72, mark, "helv"), (100, text, "helv")] for mark, (_, text) in zip("abcd", NAMES, strict=True)],
            id="notes",
        ),
        pytest.param(
            [
                [(72, name, "helv"), (200, value, "helv")]
                for name, value in [
                    ("Applicant:", "R. Sample"),
                    ("Course:", "Welding"),
                    ("Meals:", "3"),
                    ("Start:", "May"),
                ]
            ],
            id="fields",
        ),
        pytest.param(
            [
                [(72, f"{i}.{i}", "helv"), (100, f"{text} . . . . . . . {i}", "helv")]
                for i, (_, text) in enumerate(NAMES, 1)
            ],
            id="contents",
        ),
        pytest.param(
            [
                [(72, line, "cour")]
                for line in ("if (a == 0) {", "x_{1} & x_{2} & c", "y_{1} & y_{2} & d", "z_{1} & z_{2} & e")
            ],
            id="code",
        ),
        pytest.param(
            [
                [(72, left, "helv"), (260, right, "helv")]
                for left, right in (
                    ("The harbour was widened in the year", "and of stone, as the old walls of the"),
                    ("after the great storm, when the ships", "town had been, so that no wave could"),
                    ("lay in it for a month; its moles were", "ever reach the boats behind them now"),
                )
            ],
            id="two columns of prose",
        ),
    ],
)
def test_what_is_no_list(rows: list[list[tuple[float, str, str]]], tmp_path: Path) -> None:
    file = pymupdf.open()
    written(file.new_page(), rows)
    assert found(saved(file, tmp_path)) == []


def test_a_frame_ends_a_table(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    rows = [
        [
            (72, f"a {i}", "cour"),
            (150, f"b {i}", "cour"),
            (300, f"c {i}", "helv"),
            (380, f"d {i}", "helv"),
            (450, f"e {i}", "helv"),
        ]
        for i in range(4)
    ]
    written(page, rows)
    path = saved(file, tmp_path)
    assert len(found(path)) == 1
    inside = found(path, (Box(1, 280, 80, 500, 150),))
    assert sorted(inside, key=lambda lines: lines[0]) == [
        [f"a {i} b {i}" for i in range(4)],
        [f"c {i} d {i} e {i}" for i in range(4)],
    ]


def test_equations_below_each_other_are_no_table(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    left, right = ("f(x)", "g(x)", "h(x)", "k(x)"), ("x + 1", "2x", "x - 3", "4x")
    written(
        page,
        [
            [(72, a, "tiro"), (120, "=", "tiro"), (150, b, "tiro"), (300, f"({i})", "tiro")]
            for i, (a, b) in enumerate(zip(left, right, strict=True), 1)
        ],
    )
    assert found(saved(file, tmp_path)) == []


def test_signs_part_from_the_names_behind_them_and_figures_keep_theirs(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    page.insert_text((72, 100), "△1,234", fontname="japan")
    page.insert_text((72, 120), "→\\to", fontname="japan")
    lines = PdfFile(saved(file, tmp_path)).page(1).runs
    assert [[part.text for part in signs_apart(words(line))] for line in lines] == [["△1,234"], ["→", "\\to"]]


def test_what_stands_beside_a_tall_text_is_read_line_by_line(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    page.insert_text((72, 100), "first", fontsize=10)
    page.insert_text((72, 113), "second", fontsize=10)
    page.insert_text((200, 109), "large", fontsize=28)
    runs = PdfFile(saved(file, tmp_path)).page(1).runs
    assert not any("first" in line.text and "second" in line.text for line in in_lines(runs))


def test_signs_on_the_baseline_stay_where_they_are(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    page.insert_text((72, 100), "a → b, c = d", fontname="japan")
    page = pymupdf.open(saved(file, tmp_path))[0]
    before = [c["origin"] for line in drawn(pymupdf, page) for _, c in line.characters]
    blocks = page.get_text("rawdict")["blocks"]
    set_on_line(pymupdf, page, blocks, middle=0.34)
    assert [
        c["origin"] for block in blocks for line in block["lines"] for s in line["spans"] for c in s["chars"]
    ] == before


GLYPH = b"1000 0 0 -1000 1000 -50 d1 0 -1000 1000 950 re f"  # all of its ink below the baseline
MEANS = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
    b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <2211> endbfchar endcmap end end"
)
HANGING = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
    5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    6: b"<</Type/Font/Subtype/Type3/FontBBox[0 -1000 1000 0]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a 7 0 R>>"
    b"/Encoding<</Type/Encoding/Differences[65/a]>>/FirstChar 65/LastChar 65/Widths[1000]/ToUnicode 8 0 R>>",
    7: stream(GLYPH),
    8: stream(MEANS),
}


def hanging(rows: list[tuple[float, float, bytes]], folder: Path) -> list[str]:
    """Return the lines of a page with signs drawn from a height downwards, and names that stand on lines beside them."""
    drawn_rows = (b"BT /F2 10 Tf 72 %.1f Td (A) Tj ET BT /F1 10 Tf 100 %.1f Td (%s) Tj ET" % row for row in rows)
    path = folder / "hanging.pdf"
    path.write_bytes(pdf(HANGING | {4: stream(b" ".join(drawn_rows))}))
    return [line.text for line in in_lines(PdfFile(path).page(1).runs)]


def test_signs_that_hang_from_their_line_are_read_in_it(tmp_path: Path) -> None:
    assert hanging([(705, 697, b"sum"), (685, 677, b"total")], tmp_path) == ["∑ sum", "∑ total"]


def test_pieces_of_a_tall_sign_stand_on_one_line(tmp_path: Path) -> None:
    lines = hanging([(705, 692.5, b"group"), (695, 692.5, b""), (665, 652.5, b"next")], tmp_path)
    assert [line.replace(" ", "") for line in lines] == ["∑group", "∑next"]


@pytest.mark.parametrize("mark", ["{}) ", "- "])
def test_two_lists_side_by_side_are_no_table(tmp_path: Path, mark: str) -> None:
    file = pymupdf.open()
    page = file.new_page()
    names = ["guards removed", "warnings ignored", "tools left behind", "speed too high", "gear worn out"]
    written(
        page,
        [
            [(x, mark.format(row + 1), "helv") if part == 0 else (x + 20, names[(row + side) % 5], "helv")
             for side, x in enumerate((70, 300)) for part in (0, 1)]
            for row in range(5)
        ],
    )  # fmt: skip
    assert found(saved(file, tmp_path)) == []


def test_fields_with_a_typed_space_behind_their_names_are_lines_and_no_table(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    fields = ["期間　五月から九月まで", "時間　木曜日　十四時", "場所　文書館　閲覧室", "講師　元館長　宇野貞夫"]
    writer = pymupdf.TextWriter(page.rect)
    for row, text in enumerate(fields):
        writer.append((70, 120 + 24 * row), text, font=pymupdf.Font("cjk"), fontsize=11)
    writer.write_text(page)
    path = saved(file, tmp_path)
    assert found(path) == []
    assert tables(path) == []


def test_two_short_columns_of_one_text_are_no_table(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    columns = [
        (
            72,
            [
                "Copper glazes turn red only if the kiln is",
                "short of air. We fired 36 bowls at three",
                "temperatures. At 1,240 degrees nine bowls",
                "were red, at 1,280 degrees eleven, and at",
                "1,320 degrees two.",
            ],
        ),
        (
            310,
            [
                "The bowls near the door stayed green.",
                "Their glaze had taken up air through a",
                "crack. After the crack was closed with clay,",
                "all bowls of the next firing were red. The",
                "firing lasted 14 hours.",
            ],
        ),
    ]
    for x, lines in columns:
        for row, text in enumerate(lines):
            page.insert_text((x, 112 + 16.25 * row), text, fontsize=11)
    assert tables(saved(file, tmp_path)) == []
