"""Tables without a full set of rules as a person sees them: beside each other, with wrapped labels, with loose headers."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents.model import Block, Document, Table
from kotae.documents.open import open_document

Drawn = list[tuple[float, str]]

LEFT = [("Berth", "Boats", "Fee"), ("North", "14", "230"), ("Quay", "31", "180"), ("Slip", "8", "95")]
RIGHT = [("Month", "Visits"), ("May", "120"), ("June", "341"), ("July", "502"), ("August", "618")]


def put(page: pymupdf.Page, y: float, texts: Drawn, font: str = "helv") -> None:
    """Write texts at their left edges, or where x is negative at their right one."""
    for x, text in texts:
        left = x if x > 0 else -x - pymupdf.get_text_length(text, font, 10)
        page.insert_text((left, y), text, fontsize=10, fontname=font)


def new_page() -> tuple[pymupdf.Document, pymupdf.Page]:
    """Return a page with a line of text at its top."""
    file = pymupdf.open()
    page = file.new_page()
    put(page, 60, [(72, "The harbour office counts what comes and goes, and writes it down here year by year.")])
    return file, page


def read(file: pymupdf.Document, folder: Path) -> Document:
    file.save(folder / "harbour.pdf")
    return open_document(folder / "harbour.pdf")


def shown(table: Table) -> list[list[str]]:
    """Return the table's header and rows as texts."""
    return [[c.header for c in table.columns], *([c.text for c in row.cells] for row in table.rows)]


@pytest.mark.parametrize("titled", [True, False])
def test_tables_far_apart_are_two_each_with_its_title(tmp_path: Path, titled: bool) -> None:
    file, page = new_page()
    if titled:
        put(page, 100, [(72, "Berths"), (280, "Visitors")], "hebo")
    for number, row in enumerate(LEFT):
        put(page, 120 + 15 * number, list(zip((72, 115, 155), row, strict=True)), "helv" if number else "hebo")
    for number, other in enumerate(RIGHT):
        put(page, 120 + 15 * number, list(zip((280, 330), other, strict=True)), "helv" if number else "hebo")
    document = read(file, tmp_path)
    left, right = document.tables()
    assert shown(left) == [list(row) for row in LEFT]
    assert shown(right) == [list(row) for row in RIGHT]
    if titled:
        assert (left.caption, right.caption) == ("Berths", "Visitors")
        assert not any("Berths" in e.text for e in document.elements if isinstance(e, Block))


def test_a_column_set_a_little_further_off_belongs_to_its_table(tmp_path: Path) -> None:
    file, page = new_page()
    rows = [(*row, *other) for row, other in zip(LEFT, RIGHT[:4], strict=True)]
    for number, row in enumerate(rows):
        put(page, 120 + 15 * number, list(zip((72, 115, 155, 205, 250), row, strict=True)))
    (table,) = read(file, tmp_path).tables()
    assert shown(table) == [list(row) for row in rows]


WRAPPED = [
    (["Ferries that call only in", "summer"], "14"),
    (["Tugs"], "31"),
    (["Boats laid up over the", "winter"], "8"),
]


@pytest.mark.parametrize("beside", [0.0, 0.5, 1.0])
def test_a_label_of_several_lines_is_one_whichever_of_them_its_values_stand_beside(
    tmp_path: Path, beside: float
) -> None:
    file, page = new_page()
    put(page, 110, [(72, "Vessel"), (-260, "Count"), (-320, "Share")], "hebo")
    y = 130.0
    for lines, count in WRAPPED:
        for number, line in enumerate(lines):
            put(page, y + 13 * number, [(72, line)])
        put(page, y + 13 * beside * (len(lines) - 1), [(-260, count), (-320, "5.0")])
        y += 13 * len(lines) + 7
    page.draw_line((72, 115), (330, 115))
    (table,) = read(file, tmp_path).tables()
    assert [row[0] for row in shown(table)[1:]] == [" ".join(lines) for lines, _ in WRAPPED]
    assert [row[1] for row in shown(table)[1:]] == [count for _, count in WRAPPED]


def test_rows_in_blocks_stay_rows(tmp_path: Path) -> None:
    file, page = new_page()
    put(page, 110, [(72, "Vessel"), (-260, "Count"), (-320, "Share")], "hebo")
    for number, name in enumerate(["Tugs", "Ferries", "Yachts", "Barges", "Dredgers", "Pilots"]):
        put(page, 130 + 13 * number + 8 * (number // 2), [(72, name), (-260, str(11 + number)), (-320, "5.0")])
    (table,) = read(file, tmp_path).tables()
    assert [row[0] for row in shown(table)] == ["Vessel", "Tugs", "Ferries", "Yachts", "Barges", "Dredgers", "Pilots"]


def test_names_a_space_apart_head_the_columns_of_typewritten_lines(tmp_path: Path) -> None:
    file, page = new_page()
    lines = ["BUOY DEPTH DRIFT SWELL", "A1    12.4   0.3   1.1", "B7     8.0   1.2   0.9", "C3    21.5   0.7   1.4"]
    for number, line in enumerate(lines):
        page.insert_text((72, 110 + 13 * number), line, fontsize=10, fontname="cour")
    page.insert_text((72, 180), "Depths are in metres.", fontsize=10, fontname="cour")
    document = read(file, tmp_path)
    (table,) = document.tables()
    assert shown(table) == [line.split() for line in lines]
    assert any(e.text == "Depths are in metres." for e in document.elements if isinstance(e, Block))


def test_lines_of_dashes_rule_a_typewritten_table(tmp_path: Path) -> None:
    file, page = new_page()
    lines = [
        "Vessel        Trips    Tons",
        "---------------------------",
        "Tug .........    12     340",
        "Barge .......     8   1,250",
        "Pilot .......    31      60",
        "---------------------------",
        "Total            51   1,650",
    ]
    for number, line in enumerate(lines):
        page.insert_text((72, 110 + 13 * number), line, fontsize=10, fontname="cour")
    (table,) = read(file, tmp_path).tables()
    assert [c.header for c in table.columns] == ["Vessel", "Trips", "Tons"]
    assert [row[0] for row in shown(table)[1:]] == ["Tug", "Barge", "Pilot", "Total"]


def test_a_group_s_label_right_below_the_header_is_none_of_it(tmp_path: Path) -> None:
    file, page = new_page()
    put(page, 110, [(-260, "2023"), (-320, "2022")])
    for x in (230, 290):
        page.draw_line((x, 114), (x + 30, 114))
    rows = [("Afloat", None), ("Tugs", 14), ("Barges", 31), ("Ashore", None), ("Cranes", 8), ("Total", 53)]
    for number, (name, count) in enumerate(rows):
        put(page, 130 + 14 * number, [(84 if name in ("Tugs", "Barges", "Cranes") else 72, name)])
        if count:
            put(page, 130 + 14 * number, [(-260, f"{count}"), (-320, f"{count + 2}")])
    (table,) = read(file, tmp_path).tables()
    assert [c.header for c in table.columns] == ["", "2023", "2022"]
    assert [row.group for row in table.rows][:3] == [("Afloat",), ("Afloat",), ("Ashore",)]


@pytest.mark.parametrize("labels", [("Vessel", "Trips", "Weight carried (tons)"), ("Vessel", "2022", "2023")])
def test_labels_at_the_left_of_columns_are_those_of_the_values_at_their_right(
    tmp_path: Path, labels: tuple[str, ...]
) -> None:
    file, page = new_page()
    put(page, 110, list(zip((72, 160, 280), labels, strict=True)), "hebo")
    page.draw_line((70, 115), (450, 115))
    rows = [("Tug", "12", "340"), ("Barge", "8", "1,250"), ("Pilot", "31", "60")]
    for number, row in enumerate(rows):
        put(page, 130 + 15 * number, list(zip((72, -270, -450), row, strict=True)))
    page.draw_line((70, 170), (450, 170))
    (table,) = read(file, tmp_path).tables()
    assert shown(table) == [list(labels), *map(list, rows)]


@pytest.mark.parametrize("names", [["東　京", "横　浜", "合　計"], ["東港", "横浜港", "平　均"]])
def test_two_letters_set_apart_are_one_word(tmp_path: Path, names: list[str]) -> None:
    file, page = new_page()
    rows = [["港　名", "隻数", "トン数"], *([name, str(12 + i), str(340 + i)] for i, name in enumerate(names))]
    for number, row in enumerate(rows):
        for x, text in zip((72, 180, 260), row, strict=True):
            left = x - 5 * len(text) if text.isdigit() else x - 10 * len(text) * (x > 72)
            page.insert_text((left, 110 + 15 * number), text, fontsize=10, fontname="japan")
    (table,) = read(file, tmp_path).tables()
    assert ["".join(row[0].split()) for row in shown(table)] == ["港名", *("".join(name.split()) for name in names)]
    assert len(table.columns) == 3


@pytest.mark.parametrize(
    ("heads", "header"),
    [
        ("Level (m) Flow", ["Level (m)", "Flow"]),
        ("Level (m) by gauge", ["Level (m) by gauge", "Level (m) by gauge"]),
    ],
)
def test_a_unit_in_brackets_ends_the_name_of_its_column(tmp_path: Path, heads: str, header: list[str]) -> None:
    file, page = new_page()
    put(page, 100, [(72, "Time"), (150, heads), (300, "Note")])
    rows = [("06:00", "1.24", "35.1", "clear"), ("09:00", "1.31", "40.6", "clear"), ("12:00", "1.52", "58.2", "brown")]
    for number, row in enumerate(rows):
        put(page, 118 + 18 * number, list(zip((72, -186, -222, 300), row, strict=True)))
    (table,) = read(file, tmp_path).tables()
    assert shown(table) == [["Time", *header, "Note"], *map(list, rows)]
