"""Tables with layers, asked with weights of their own beside those of every table."""

import pytest
from asking import asked, table, understood
from support import built_table

from kotae.answers.formulas.candidates import candidates
from kotae.answers.formulas.features import LAYERED, features
from kotae.answers.formulas.reading import reading
from kotae.answers.formulas.score import Weights, scored
from kotae.answers.formulas.view import turned, view
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable

SEXES = table(
    "Region | women smoking | women driving | men smoking | men driving\nNorth | 12 | 30 | 15 | 41\nSouth | 9 | 28 | 11 | 36"
)
PORTS = table("Port | Boats | Landings\nAldra | 45 | 1,200\nBrask | 18 | 900")


def test_columns_below_shared_headers_are_layers_and_columns_of_their_own_are_none() -> None:
    assert view(SEXES).layered
    assert not view(PORTS).layered
    assert not view(table("Port | boats in 2019 | boats in 2020\nAldra | 45 | 50\nBrask | 18 | 21")).layered


@pytest.mark.parametrize("fresh", ["40", "35"])
def test_rows_set_in_below_another_are_layers_whether_or_not_that_is_their_total(fresh: str) -> None:
    names = (("Cod", 0), ("Canned", 2), ("Fresh", 2))
    cells = [RawCell("Fish", 0, 0), RawCell("Tonnes", 0, 1)]
    cells += [RawCell(name, row, 0, indent=indent) for row, (name, indent) in enumerate(names, 1)]
    cells += [RawCell(text, row, 1) for row, text in enumerate(("70", "30", fresh), 1)]
    assert view(build(RawTable(tuple(cells), 1, merges_known=True))).layered


def test_weights_of_layers_count_for_tables_that_have_some_and_for_no_others() -> None:
    weights = Weights({f"{LAYERED}look_up": 8.0, "count": 4.0}, {})
    for question, of, operation in (
        ("How many women smoking in the North?", SEXES, "look_up"),
        ("How many boats in Aldra?", PORTS, "count"),
    ):
        matched, formulas, _ = asked(question, of)
        names = features(formulas, reading(matched))
        assert any(name.startswith(LAYERED) for found in names for name in found) is view(of).layered
        assert scored([(reading(matched), formulas)], weights, 3)[0].formula.operation == operation


def test_a_table_and_the_same_turned_give_one_result() -> None:
    months = built_table(
        "Month | Oil | Wood",
        "January 2021 | 101.5 | 120.1",
        "February 2021 | 102.5 | 130.2",
        "March 2021 | 99.1 | 140.3",
    )
    other = turned(months)
    assert other is not None
    assert other.source is view(months).source
    question = understood(["What was wood in February 2021?"])[0]
    tables = []
    for seen in (view(months), other):
        matched, formulas = candidates(question, seen)
        assert any(formula.values == ("130.2",) for formula in formulas)
        tables.append((reading(matched), formulas))
    results = scored(tables, Weights({}, {}), 10_000)
    assert len([result for result in results if result.formula.values == ("130.2",)]) == 1
