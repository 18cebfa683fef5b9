"""Cards without frames: each is read for itself, and what only looks like them stays a table."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents.model import Document
from kotae.documents.pdf.reader import Assembly
from kotae.documents.pdf.source import PdfFile

LEFT = (72.0, 230.0, 390.0)

Row = tuple[float, str, tuple[str, ...]]  # size, font, texts


def read(folder: Path, *bands: list[Row]) -> Document:
    """Read a page of rows of texts, bands of them with white between, without the layout model."""
    file = pymupdf.open()
    page, y = file.new_page(), 100.0
    for band in bands:
        for size, font, texts in band:
            y += 1.4 * size
            for x, text in zip(LEFT, texts, strict=False):
                page.insert_text((x, y), text, fontsize=size, fontname=font)
        y += 16
    path = folder / "page.pdf"
    file.save(path)
    source = PdfFile(path)
    assembly = Assembly(path, "", [source.page(1)], cut_short=False)
    assembly.cut(0)
    return assembly.document([], 1)


def test_figures_in_large_type_stand_with_what_they_count(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        [(24, "helv", ("1,204", "38%", "9.2 m")), (10, "helv", ("ships", "under sail", "deepest draught"))],
        [(24, "helv", ("417", "62")), (10, "helv", ("berths", "apprentices"))],
    )
    said = [block.text for block in document.blocks()]
    assert said == ["1,204 ships", "38% under sail", "9.2 m deepest draught", "417 berths", "62 apprentices"]
    assert not list(document.tables())


def test_what_a_figure_counts_may_stand_above_it(tmp_path: Path) -> None:
    document = read(
        tmp_path, [(9, "japan", ("従業員", "拠点", "売上")), (24, "japan", ("3,204名", "18か所", "412億円"))]
    )
    assert [block.text for block in document.blocks()] == ["従業員　3,204名", "拠点　18か所", "売上　412億円"]


NAMES: list[list[Row]] = [
    [(10, "hebo", ("Seeds", "Tools", "Scores")), (10, "helv", ("Take a packet and", "Drills and saws.", "Parts for choirs of"))],
    [(10, "hebo", ("Toys", "Skis", "Maps")), (10, "helv", ("Washed and counted.", "With boots.", "All of the county."))],
]  # fmt: skip


def test_names_with_a_text_each_are_read_one_by_one(tmp_path: Path) -> None:
    first = [*NAMES[0], (10, "helv", ("bring one back.", "", "sixty voices."))]
    said = [block.text for block in read(tmp_path, first, NAMES[1]).blocks()]
    assert said[:3] == [
        "Seeds Take a packet and bring one back.",
        "Tools Drills and saws.",
        "Scores Parts for choirs of sixty voices.",
    ]
    assert len(said) == 6


@pytest.mark.parametrize("below", ["Toys", "12"])
def test_a_header_or_a_total_in_bold_makes_no_cards(tmp_path: Path, below: str) -> None:
    rows: list[Row] = [(10, "helv", (below, "14", "210")), (10, "helv", ("Skis", "3", "18"))]
    total: list[Row] = [(10, "hebo", ("All", "17", "228"))]
    document = read(tmp_path, [NAMES[0][0], *rows], [*total, *rows])
    assert list(document.tables())
