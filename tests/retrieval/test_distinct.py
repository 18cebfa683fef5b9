"""Hits that only repeat a better one leave their places to others."""

from kotae.passages.units import Unit, UnitKind
from kotae.retrieval.distinct import distinct


def unit(text: str, kind: UnitKind = "passage", context: str = "", page: int = 1) -> Unit:
    return Unit(kind, page, (), text, context)


def test_a_page_head_is_found_once() -> None:
    heads = [
        unit("港湾の手引き（第２版）", page=1),
        unit("港湾の手引き (第2版)", page=2),
        unit("入港の申請は三日前までにする。"),
    ]
    assert distinct([(0, head) for head in heads], 5) == [0, 2]


def test_a_short_passage_within_a_better_one_adds_nothing_and_the_longer_one_does() -> None:
    short, whole = unit("入港の申請"), unit("入港の申請\n三日前までに港長へ出す。")
    assert distinct([(0, whole), (0, short)], 5) == [0]
    assert distinct([(0, short), (0, whole)], 5) == [0, 1]


def test_documents_may_say_the_same() -> None:
    assert distinct([(0, unit("会費は三千円です。")), (1, unit("会費は三千円です。"))], 5) == [0, 1]


def test_rows_are_told_apart_by_their_table_and_their_signs() -> None:
    rows = [
        unit("船: 3", "row", "受注"),
        unit("船: 3", "row", "売上"),
        unit("船: ○", "row", "受注"),
        unit("船: ×", "row", "受注"),
    ]
    assert distinct([(0, row) for row in rows], 5) == [0, 1, 2, 3]
    assert distinct([(0, rows[0]), (0, rows[0])], 5) == [0]


def test_no_more_are_returned_than_asked_for() -> None:
    assert distinct([(0, unit(f"第{number}号の船")) for number in range(9)], 3) == [0, 1, 2]
