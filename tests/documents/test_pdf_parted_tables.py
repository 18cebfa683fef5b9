"""Tables whose frames do not hold all of them: parted into blocks, units above, labels beside, shades behind a few cells."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents.model import Table
from kotae.documents.open import open_document

PORTS = [("Lorne", 120, 45), ("Mirey", 231, 67), ("Tarn", 342, 89), ("Oster", 453, 12)]


def framed(page: pymupdf.Page, xs: list[float], ys: list[float]) -> None:
    for x in xs:
        page.draw_line((x, ys[0]), (x, ys[-1]))
    for y in ys:
        page.draw_line((xs[0], y), (xs[-1], y))


def put(page: pymupdf.Page, x: float, y: float, text: object) -> None:
    page.insert_text((x, y), str(text), fontsize=9)


def tables_of(file: pymupdf.Document, folder: Path) -> list[Table]:
    file.save(folder / "ports.pdf")
    return list(open_document(folder / "ports.pdf").tables())


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.fixture
def file() -> pymupdf.Document:
    file = pymupdf.open()
    page = file.new_page()
    put(
        page,
        72,
        60,
        "The harbour office counts what is landed in each port of the coast, year by year, and says here how much.",
    )
    return file


YS = [100.0 + 18 * row for row in range(6)]


def test_a_block_without_labels_goes_on_with_the_rows_on_its_left(file: pymupdf.Document, tmp_path: Path) -> None:
    framed(file[0], [72, 150, 240], YS)
    framed(file[0], [260, 350, 440], YS)
    for x, text in [(76, "Port"), (156, "Grain"), (266, "Ore"), (356, "Salt")]:
        put(file[0], x, YS[0] + 13, text)
    for y, (port, grain, ore) in zip(YS[1:], PORTS, strict=False):
        for x, text in [(76, port), (156, grain), (266, ore), (356, grain + ore)]:
            put(file[0], x, y + 13, text)
    (table,) = tables_of(file, tmp_path)
    assert [column.header for column in table.columns] == ["Port", "Grain", "Ore", "Salt"]
    assert texts(table) == [[port, str(grain), str(ore), str(grain + ore)] for port, grain, ore in PORTS]


def test_a_block_with_labels_of_its_own_is_another_table(file: pymupdf.Document, tmp_path: Path) -> None:
    for left, what in ((72, "Grain"), (260, "Ore")):
        framed(file[0], [left, left + 80, left + 160], YS)
        put(file[0], left + 4, YS[0] + 13, "Port")
        put(file[0], left + 86, YS[0] + 13, what)
        for y, (port, grain, _) in zip(YS[1:], PORTS, strict=False):
            put(file[0], left + 4, y + 13, port)
            put(file[0], left + 86, y + 13, grain)
    assert [len(table.columns) for table in tables_of(file, tmp_path)] == [2, 2]


def test_a_block_without_a_header_goes_on_below(file: pymupdf.Document, tmp_path: Path) -> None:
    lower = [YS[-1] + 12 + 18 * row for row in range(5)]
    xs = [72.0, 150, 240, 330]
    framed(file[0], xs, YS)
    framed(file[0], xs, lower)
    for x, text in [(76, "Port"), (156, "Grain"), (246, "Ore")]:
        put(file[0], x, YS[0] + 13, text)
    inland = [(f"New {port}", grain + 1, ore + 1) for port, grain, ore in PORTS]
    for y, row in zip([*YS[1:-1], *lower[:-1]], [*PORTS, *inland], strict=True):
        for x, text in zip((76, 156, 246), row, strict=True):
            put(file[0], x, y + 13, text)
    (table,) = tables_of(file, tmp_path)
    assert [column.header for column in table.columns] == ["Port", "Grain", "Ore"]
    assert [row[0] for row in texts(table)] == [port for port, _, _ in (*PORTS, *inland)]


def test_units_over_a_frame_are_those_of_the_columns_below_them(file: pymupdf.Document, tmp_path: Path) -> None:
    framed(file[0], [72, 150, 240, 330], YS)
    for x, text in [(76, "Port"), (156, "Ships"), (246, "Grain")]:
        put(file[0], x, YS[0] + 13, text)
    put(file[0], 190, YS[0] - 5, "(ships)")
    put(file[0], 280, YS[0] - 5, "(tonnes)")
    for y, row in zip(YS[1:], PORTS, strict=False):
        for x, text in zip((76, 156, 246), row, strict=True):
            put(file[0], x, y + 13, text)
    (table,) = tables_of(file, tmp_path)
    assert [column.unit for column in table.columns] == ["", "ships", "tonnes"]
    assert len(table.rows) == len(PORTS)


def test_a_number_and_its_share_below_have_one_label(file: pymupdf.Document, tmp_path: Path) -> None:
    xs = [72.0, 240, 330, 420]
    framed(file[0], xs, [100, 118, 262])
    for x, text in [(76, "How it is landed"), (246, "Lorne"), (336, "Mirey")]:
        put(file[0], x, 113, text)
    ways = [("By crane, from the", "side of the quay", 12, 34), ("By hand", "", 23, 45), ("By belt", "", 65, 21)]
    small = 21  # what is less than half a per cent has a sign in its place
    for number, (first, second, lorne, mirey) in enumerate(ways):
        y = 133 + 40 * number
        for x, above, below in [
            (76, first, second),
            (246, lorne, f"{lorne}%"),
            (336, mirey, "*" if mirey == small else f"{mirey}%"),
        ]:
            put(file[0], x, y, above)
            put(file[0], x, y + 12, below)
    (table,) = tables_of(file, tmp_path)
    rows = texts(table)
    assert ["By crane, from the side of the quay", "12", "34"] in rows
    assert ["By crane, from the side of the quay", "12%", "34%"] in rows
    assert ["By hand", "23%", "45%"] in rows
    assert ["By belt", "65%", "*"] in rows


def test_shades_behind_a_few_cells_draw_no_columns(file: pymupdf.Document, tmp_path: Path) -> None:
    page = file[0]
    for y in (YS[0], YS[1], *YS[3:]):
        page.draw_line((72, y), (460, y))
    page.draw_line((280, YS[0]), (280, YS[-1]))
    for left, top, right, bottom in [(230, 1, 280, 4), (400, 1, 460, 4)]:
        page.draw_rect((left, YS[top], right, YS[bottom]), color=(0.8, 0.8, 0.8), fill=(0.8, 0.8, 0.8))
    xs = (76, 150, 190, 240, 290, 350, 410)
    for x, text in zip(xs, ["Port", "Grain", "Ore", "Salt", "Coal", "Tin", "Zinc"], strict=True):
        put(page, x, YS[0] + 13, text)
    for number, (port, grain, ore) in enumerate(PORTS):
        for place, text in enumerate([port, grain, ore, grain + ore, grain + 1, ore + 1, ore + 2]):
            if number > 2 or place not in (3, 6):
                put(page, xs[place], YS[number + 1] + 13, text)
    (table,) = tables_of(file, tmp_path)
    assert [column.header for column in table.columns] == ["Port", "Grain", "Ore", "Salt", "Coal", "Tin", "Zinc"]
    assert texts(table)[0] == ["Lorne", "120", "45", "", "121", "46", ""]
    assert texts(table)[3] == ["Oster", "453", "12", "465", "454", "13", "14"]


@pytest.mark.parametrize("shaded", [(1, 3), (0, 2, 4)])
def test_white_rows_beyond_the_coloured_ones_are_rows(tmp_path: Path, shaded: tuple[int, ...]) -> None:
    rows = [("Port", "Ships", "Boats"), *((name, str(ships), str(boats)) for name, ships, boats in PORTS)]
    xs = [72.0, 200, 300, 400]
    with pymupdf.open() as file:
        page = file.new_page()
        put(page, 72, 60, "The ports of the coast were counted at the end of the year.")
        for number, row in enumerate(rows):
            top = 100 + 24 * number
            for column, text in enumerate(row):
                if number in shaded:
                    page.draw_rect((xs[column], top, xs[column + 1], top + 24), color=None, fill=(0.9, 0.93, 0.96))
                put(page, xs[column] + 8, top + 15, text)
        put(page, 72, 260, "The ports of the north are closed in winter, as the ice is too thick for ships.")
        (table,) = tables_of(file, tmp_path)
    assert [column.header for column in table.columns] == ["Port", "Ships", "Boats"]
    assert texts(table) == [list(row) for row in rows[1:]]
