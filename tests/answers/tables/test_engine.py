"""Queries over a relation: conditions, sums that say what they lack, orders in which equals share a place."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from typed import typed

from kotae.answers.tables.engine import Condition, DateWithin, Engine, InRows, NumberIs

PORTS = typed("""
港 | 水揚(トン) | 隻数(隻) | 開港
アルド | 1,200 | 30 | 1998年5月3日
ブラス | - | 12 | 2004年
コルビ | 840 | 30 | 2011年4月
ダガン | △15 | - | -
エルム | 0 | 7 | 2011年4月20日
""")
LANDINGS, BOATS, OPENED = 1, 2, 3


@pytest.fixture
def engine() -> Engine:
    return Engine(PORTS)


@pytest.mark.parametrize(
    ("conditions", "rows"),
    [
        ([], [0, 1, 2, 3, 4]),
        ([InRows(frozenset({3, 1}))], [1, 3]),
        ([InRows(frozenset({3, 1}), excluded=True)], [0, 2, 4]),
        ([InRows(frozenset())], []),
        ([NumberIs(LANDINGS, ">", 840)], [0]),
        ([NumberIs(LANDINGS, ">=", 840)], [0, 2]),
        ([NumberIs(LANDINGS, "<", 0)], [3]),
        ([NumberIs(LANDINGS, "<=", 0)], [3, 4]),
        ([NumberIs(BOATS, "=", 30)], [0, 2]),
        ([NumberIs(LANDINGS, ">", 0), NumberIs(BOATS, "=", 30)], [0, 2]),
        ([DateWithin(OPENED, date(2011, 1, 1), None)], [2, 4]),
        ([DateWithin(OPENED, None, date(2004, 12, 31))], [0, 1]),
        ([DateWithin(OPENED, date(2011, 4, 1), date(2011, 4, 30))], [2, 4]),
        ([DateWithin(OPENED, date(2011, 4, 2), date(2011, 4, 30))], [4]),
        ([DateWithin(OPENED, None, date(2011, 4, 29))], [0, 1, 4]),
        ([InRows(frozenset({0, 4})), DateWithin(OPENED, date(2000, 1, 1), None)], [4]),
    ],
)
def test_rows_meet_all_conditions(engine: Engine, conditions: list[Condition], rows: list[int]) -> None:
    assert engine.rows(conditions) == rows


def test_a_sum_and_a_mean_say_how_many_cells_had_no_number(engine: Engine) -> None:
    found = engine.aggregate([0, 1, 2, 3], [LANDINGS])
    assert found.total == 2025.0
    assert found.mean == 675.0
    assert (found.present, found.missing) == (3, 1)


def test_a_dash_is_left_out_and_a_zero_is_counted(engine: Engine) -> None:
    dash, zero = engine.aggregate([0, 1], [LANDINGS]), engine.aggregate([0, 4], [LANDINGS])
    assert (dash.mean, zero.mean) == (1200.0, 600.0)
    assert (dash.missing, zero.missing) == (1, 0)


def test_nothing_adds_up_to_nothing_not_to_zero(engine: Engine) -> None:
    found = engine.aggregate([1], [LANDINGS])
    assert found.total is None
    assert found.mean is None
    assert (found.present, found.missing) == (0, 1)


def test_equals_share_a_place_and_the_next_place_is_left_out(engine: Engine) -> None:
    order = engine.ranked(range(5), [BOATS], "greatest")
    assert [(cell.row, cell.place) for cell in order] == [(0, 1), (2, 1), (1, 3), (4, 4)]
    assert [cell.value for cell in order] == [30, 30, 12, 7]


def test_the_least_come_first_and_cells_without_a_number_nowhere(engine: Engine) -> None:
    order = engine.ranked(range(5), [LANDINGS], "least")
    assert [cell.row for cell in order] == [3, 4, 2, 0]


def test_dates_are_put_in_order_by_their_first_day(engine: Engine) -> None:
    order = engine.ranked(range(5), [OPENED], "least", by_date=True)
    assert [cell.row for cell in order] == [0, 1, 2, 4]
    assert [cell.row for cell in engine.ranked(range(5), [OPENED], "greatest", by_date=True)] == [4, 2, 1, 0]


def test_columns_of_one_row_are_put_in_order() -> None:
    engine = Engine(typed("港 | 2021年 | 2022年 | 2023年\na | 5 | 9 | -\nb | 1 | 2 | 3"))
    assert [(cell.column, cell.value) for cell in engine.ranked([0], [1, 2, 3], "greatest")] == [(2, 9), (1, 5)]


def test_a_number_is_only_one_in_a_column_of_numbers(engine: Engine) -> None:
    assert engine.number(0, LANDINGS) == 1200.0
    assert engine.number(1, LANDINGS) is None
    mixed = Engine(typed("名 | 状態\na | 済\nb | 3\nc | 未\nd | 未"))
    assert mixed.number(1, 1) is None


def test_two_relations_in_one_thread_do_not_mix() -> None:
    first = Engine(typed("港 | 額\na | 1\nb | 2"))
    second = Engine(typed("港 | 額\na | 100\nb | 200\nc | 300"))
    assert first.aggregate([0, 1], [1]).total == 3
    assert second.aggregate([0, 1, 2], [1]).total == 600
    assert first.rows([]) == [0, 1]
    assert second.rows([]) == [0, 1, 2]


def test_relations_of_several_threads_do_not_mix() -> None:
    def total(value: int) -> float | None:
        engine = Engine(typed(f"港 | 額\na | {value}\nb | {value}\nc | {value}"))
        return engine.aggregate([0, 1, 2], [1]).total

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(total, range(40))) == [3.0 * value for value in range(40)]


def test_what_stands_in_cells_is_never_run() -> None:
    engine = Engine(typed("港 | 額\n'); DROP TABLE cells; -- | 5\n\" OR 1=1 | 7\n=1+1 | =1+1"))
    assert engine.rows([]) == [0, 1, 2]
    assert engine.aggregate([0, 1, 2], [1]).total == 12
    assert engine.aggregate([0, 1, 2], [1]).missing == 1
