"""How table answers are measured and learned: when an answer counts as right, and what learning makes of right and wrong."""

import sys

import numpy as np
import pytest
from support import ROOT

sys.path.append(str(ROOT / "benchmarks" / "table_answers"))

import denotations
import learning
import securities
import wikitables


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        (["Málaga CF"], ["malaga cf"], True),
        (["Peru", "Ecuador"], ["Ecuador", "Peru"], True),
        (["Peru", "Ecuador"], ["Peru"], False),
        (["Peru"], ["Peru", "Chile"], False),
        (["12,467"], ["12467"], True),
        (["seven"], ["7"], True),
        (["Bangkok, Thailand"], ["Bangkok"], False),
        (["Comet"], ["“Comet” (film)[3]"], True),
        (["June 28, 2007"], ["28 June 2007"], True),
        (["June 28, 2007"], ["June 2007"], False),
        (["4"], ["4 years"], False),
        (["−3"], ["-3"], True),
    ],
)
def test_an_answer_is_right_when_all_its_values_are_the_wanted_ones(
    wanted: list[str], given: list[str], right: bool
) -> None:
    assert denotations.is_right(wanted, given) is right


@pytest.mark.parametrize(
    ("wanted", "text", "number", "unit", "right"),
    [
        ("3812000000", "3,812", 3812.0, "百万円", True),
        ("3812000000", "3,812", 3812.0, "", False),
        ("0.688", "68.8", 68.8, "%", True),
        ("-68000000", "△68", -68.0, "百万円", True),
        ("－", "―", None, "", True),
        ("－", "0", 0.0, "", False),
        ("代表取締役", "代表 取締役", None, "", True),
    ],
)
def test_an_amount_of_a_report_is_right_with_its_unit_applied(
    wanted: str, text: str, number: float | None, unit: str, right: bool
) -> None:
    assert securities.is_right(wanted, text, number, unit) is right


def test_the_sets_that_others_ask_are_not_read() -> None:
    with pytest.raises(ValueError, match="pristine"):
        list(wikitables.examples(ROOT, "pristine-unseen-tables"))


def test_a_table_is_always_of_the_same_part() -> None:
    parts = [wikitables.part(f"csv/200-csv/{number}.csv") for number in range(1000)]
    assert parts == [wikitables.part(f"csv/200-csv/{number}.csv") for number in range(1000)]
    assert 0.7 < parts.count("train") / len(parts) < 0.82


def questions(count: int) -> learning.Data:
    """Return questions whose right formula always has one feature, and whose wrong ones have another as often as not."""
    chance = np.random.default_rng(3)
    data = learning.Data()
    for number in range(count):
        formulas = []
        for place in range(6):
            names = ["meant"] if place == 2 else ["other"] if chance.random() < 0.5 else ["meant", "other"]
            formulas.append(([*names, f"noise {chance.integers(5)}"], place == 2, place, {"one": 1.0, "chance": 0.0}))
        data.add(formulas, f"table {number % 10}")
    return data


def test_what_right_formulas_have_gains_weight_and_chooses() -> None:
    data = learning.packed(questions(200))
    weights = dict(zip(data.names, learning.fit(data), strict=True))
    assert weights["meant"] > 0 > weights["other"]
    assert max(abs(weights[name]) for name in weights if name.startswith("noise")) < weights["meant"]
    fresh = learning.packed(questions(100), data.names)
    chosen = learning.choose(fresh, learning.fit(data))
    assert np.mean([choice.right for choice in chosen]) > 0.95
    assert all(choice.possible for choice in chosen)


def test_results_that_several_formulas_share_gain_by_all_of_them() -> None:
    data = learning.Data()
    data.add([(["a"], False, 1, {}), (["b"], True, 2, {}), (["c"], True, 2, {})], "table")
    packed = learning.packed(data, ["a", "b", "c"])
    chosen = learning.choose(packed, np.array([0.5, 0.1, 0.1]))
    assert chosen[0].right
    assert chosen[0].chance > chosen[0].rival


def test_data_added_together_is_the_same_as_data_made_together() -> None:
    whole, first = questions(30), questions(30)
    other = learning.Data()
    other.add([(["other", "new"], True, 0, {"one": 1.0, "chance": 0.5})], "table x")
    first.extend(other)
    whole.add([(["other", "new"], True, 0, {"one": 1.0, "chance": 0.5})], "table x")
    one, two = learning.packed(first), learning.packed(whole)
    assert one.names == two.names
    assert (one.matrix != two.matrix).nnz == 0
    assert (one.bounds == two.bounds).all()
    assert first.signals(180) == {"one": 1.0, "chance": 0.5}


def test_certainty_is_as_often_right_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "WRONG", 1.0)
    monkeypatch.setattr(learning, "DECAY", 0.1)
    chance = np.random.default_rng(5)
    scores = chance.normal(size=2000)
    right = chance.random(2000) < 1 / (1 + np.exp(-2 * scores))
    signals = [{"one": 1.0, "chance": float(score)} for score in scores]
    weights = learning.fit_certainty(signals, right.tolist())
    sure = [1 / (1 + np.exp(-(weights["one"] + weights["chance"] * found["chance"]))) for found in signals]
    assert weights["chance"] == pytest.approx(2, abs=0.3)
    assert learning.calibration_error(sure, right.tolist()) < 0.04
    assert learning.calibration_error([1.0] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.5)
