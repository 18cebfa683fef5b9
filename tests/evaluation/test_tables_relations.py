"""How tables are compared with the truth: relations counted by hand, blank cells looked across, merged cells once."""

import sys
from pathlib import Path

from support import ROOT

sys.path += [str(ROOT / "benchmarks" / "tables")]
from relations import Cell, Relation, Score, best, relations, score
from truth import documents, tables

#        | 2005        | 2010 |
# Region | m    | %    |      |
# North  | 1.5  |      | 3 m² |
DRAWN = [
    Cell("", 0, 0),
    Cell("2005", 0, 1, 1, 2),
    Cell("2010", 0, 3),
    Cell("Region", 1, 0),
    Cell("m", 1, 1),
    Cell("%", 1, 2),
    Cell("North", 2, 0),
    Cell("1.5", 2, 1),
    Cell("3 m²", 2, 3),
]
BY_HAND = {
    ("2005", "2010", "right"),
    ("REGION", "M", "right"),
    ("M", "_", "right"),
    ("NORTH", "1_5", "right"),
    ("1_5", "3M2", "right"),
    ("2005", "M", "below"),
    ("2005", "_", "below"),
    ("2010", "3M2", "below"),
    ("REGION", "NORTH", "below"),
    ("M", "1_5", "below"),
}


def test_each_cell_is_tied_to_its_nearest_neighbours_right_and_below() -> None:
    found = relations(7, DRAWN)
    assert {(one.text, one.neighbour, one.direction) for one in found} == BY_HAND
    assert len(found) == len(BY_HAND)
    assert {one.page for one in found} == {7}


def test_columns_merged_into_one_lose_what_stood_between_them() -> None:
    merged = [
        Cell("2005", 0, 1),
        Cell("2010", 0, 2),
        Cell("Region", 1, 0),
        Cell("m %", 1, 1),
        Cell("North", 2, 0),
        Cell("1.5", 2, 1),
        Cell("3 m²", 2, 2),
    ]
    # right: 2005→2010, North→1.5, 1.5→3 m²; below: Region→North, 2010→3 m². Wrong: Region→"m %" and both of its below.
    assert score(relations(1, merged), relations(1, DRAWN)) == Score(right=5, read=8, true=10)


def test_a_relation_counts_as_often_as_it_stands_there() -> None:
    one = Relation(1, "0", "0", "right")
    found = score([one, one, one], [one, one])
    assert found == Score(2, 3, 2)
    assert (found.precision, found.recall, found.f1) == (2 / 3, 1.0, 0.8)


def test_the_same_cells_on_another_page_are_not_right() -> None:
    assert score(relations(2, DRAWN), relations(1, DRAWN)).right == 0


def test_of_two_truths_the_one_that_fits_counts() -> None:
    read, other = relations(1, DRAWN), relations(1, DRAWN[:4])
    assert best(read, [other, read]).f1 == 1.0


def test_a_table_over_two_pages_is_compared_page_by_page(tmp_path: Path) -> None:
    cell = '<cell start-row="{}" start-col="0" {}><content>{}</content></cell>'
    first = cell.format(0, 'end-row="1" end-col="2"', "a &amp; b")
    (tmp_path / "x-str.xml").write_text(
        f'<document><table><region page="1">{first}</region><region page="2">{cell.format(4, "", "c")}</region></table>'
        "</document>",
        encoding="utf-8",
    )
    (tmp_path / "x.pdf").touch()
    assert list(tables(tmp_path / "x-str.xml")) == [(1, [Cell("a & b", 0, 0, 2, 3)]), (2, [Cell("c", 4, 0)])]
    assert [one.path.name for one in documents(tmp_path)] == ["x.pdf"]
