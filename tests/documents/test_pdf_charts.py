"""Charts: the numbers along an axis, the names of bars and the legend are a figure's words, in no paragraph and no table."""

from contextlib import closing
from pathlib import Path

import pymupdf
import pytest
from test_pdf import PROSE, flow, grid, save, write

from kotae.documents import pdf
from kotae.documents.pdf.charts import charts
from kotae.documents.pdf.layout import PageSource
from kotae.documents.pdf.picture_labels import labels
from kotae.documents.pdf.reader import page_sources
from kotae.documents.pdf.scales import scales
from kotae.documents.pdf.source import PdfFile

PORTS = {"北埠頭": 41.1, "南埠頭": 34.4, "外国航路の定期船": 12.2}
LEGEND = ["とても満足している", "満足している", "不満である"]


def centred(page: pymupdf.Page, x: float, y: float, text: str, size: float = 8) -> None:
    width = pymupdf.Font("japan").text_length(text, size)
    write(page, x - width / 2, y, text, size)


def bars(page: pymupdf.Page, left: float, top: float) -> None:
    """Draw lying bars: the scale above them, a line at each of its numbers, names on the left and values at the right."""
    bottom = top + 20 + 24 * len(PORTS)
    for place, step in enumerate(range(0, 60, 10)):
        x = left + 50 * place
        centred(page, x, top, f"{step}%")
        page.draw_line((x, top + 6), (x, bottom))
    for row, (name, share) in enumerate(PORTS.items()):
        y = top + 18 + 24 * row
        width = pymupdf.Font("japan").text_length(name, 8)
        write(page, left - 6 - width, y + 8, name, 8)
        page.draw_rect((left, y, left + 5 * share, y + 10), fill=(0.2, 0.4, 0.7))
        write(page, left + 5 * share + 4, y + 8, str(share), 8)


def legend(page: pymupdf.Page, left: float, y: float) -> None:
    for place, name in enumerate(LEGEND):
        x = left + 110 * place
        page.draw_rect((x, y - 6, x + 5, y - 1), fill=(0.8, 0.2 * place, 0.3))
        write(page, x + 9, y, name, 8)


def source_of(document: pymupdf.Document, folder: Path) -> PageSource:
    with closing(PdfFile(save(document, folder))) as file:
        (source,), _ = page_sources(file)
    return source


def test_what_a_chart_shows_is_in_no_paragraph_and_no_table(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    write(page, 70, 90, "港の利用", 14)
    flow(page, 120, "　" + PROSE)
    grid(page, [70, 200, 280, 360], [230, 250, 270, 290])
    answers = (("", "北埠頭", "南埠頭"), ("回答者数", "3,956", "2,703"), ("有効回答", "3,900", "2,650"))
    for row, cells in enumerate(answers):
        for column, text in enumerate(cells):
            write(page, (74, 204, 284)[column], 244 + 20 * row, text, 9)
    bars(page, 180, 330)
    legend(page, 180, 440)
    flow(page, 500, "　" + PROSE)
    read = pdf.read(save(document, tmp_path))
    (figure,) = [block.text.split() for block in read.blocks() if block.kind == "figure"]
    assert {*PORTS, *map(str, PORTS.values()), "0%", "50%", *LEGEND} <= set(figure)
    assert [(table.header, len(table.rows)) for table in read.tables()] == [(("", "北埠頭", "南埠頭"), 2)]
    others = [block.text for block in read.blocks() if block.kind != "figure"]
    assert not any(word in text for text in others for word in ("10%", "41.1", *LEGEND, "定期船"))


def test_columns_over_their_names_are_found_by_the_scale_on_their_left(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for place, amount in enumerate((300, 200, 100, 0)):
        y = 100 + 40 * place
        write(page, 84 - pymupdf.Font("japan").text_length(str(amount), 8), y + 3, str(amount), 8)
        page.draw_line((90, y), (400, y))
    for place, year in enumerate(("2021年", "2022年", "2023年", "2024年")):
        page.draw_rect((110 + 75 * place, 120 + 20 * place, 140 + 75 * place, 220), fill=(0.2, 0.4, 0.7))
        centred(page, 125 + 75 * place, 236, year)
    write(page, 70, 88, "（億円）", 8)
    write(page, 70, 330, "港の費用は四年つづけて減った。", 10)
    (chart,) = charts((source := source_of(document, tmp_path)).runs, source.rules, ())
    said = {run.text for run in chart.labels}
    assert {"300", "0", "2021年", "2024年", "（億円）"} <= said
    assert not any("費用" in text for text in said)


@pytest.mark.parametrize("numbers", [range(10, 50, 10), range(2021, 2025)])
def test_numbers_in_equal_steps_between_the_rules_of_a_table_are_no_scale(tmp_path: Path, numbers: range) -> None:
    document = pymupdf.open()
    page = document.new_page()
    xs = [70, 150, 230, 310, 390]
    grid(page, xs, [100, 120, 140, 160])
    for row in range(3):
        for place, number in enumerate(numbers):
            centred(page, xs[place] + 40, 114 + 20 * row, str(number if row == 0 else number * 7 + row))
    source = source_of(document, tmp_path)
    assert scales(source.runs, source.rules) == []


def test_lines_at_years_are_no_scale(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for place in range(4):
        centred(page, 100 + 60 * place, 100, str(2021 + place))
        page.draw_line((100 + 60 * place, 106), (100 + 60 * place, 200))
    source = source_of(document, tmp_path)
    assert scales(source.runs, source.rules) == []


def test_a_label_of_several_lines_is_one_and_neighbours_stay_apart(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    centred(page, 120, 100, "自営業・個人", 9)
    centred(page, 120, 110, "事業主, 243", 9)
    centred(page, 260, 104, "学生, 455", 9)
    centred(page, 200, 150, "410", 9)
    found = [label.text for label in labels(source_of(document, tmp_path).runs)]
    assert sorted(found) == sorted(["自営業・個人事業主, 243", "学生, 455", "410"])


def test_entries_of_a_legend_are_found_by_their_signs_where_the_text_below_has_none(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    bars(page, 180, 100)
    legend(page, 180, 206)
    write(page, 180, 226, "北埠頭が最も多い", 8)
    (chart,) = charts((source := source_of(document, tmp_path)).runs, source.rules, ())
    assert [run.text for run in chart.legend] == LEGEND
    assert "北埠頭が最も多い" not in {run.text for run in chart.labels}
