"""What reads as a unit, by the examples beside the word lists, and how much of what it is."""

import pytest

from kotae.text.units import converted, folded, is_same, unit, unit_in, words

LISTS = ("symbols", "ja", "en")


@pytest.mark.parametrize("text", [text for name in LISTS for text in words(name)["test"]["examples"]])
def test_a_unit_is_known(text: str) -> None:
    assert unit_in(folded(text))


@pytest.mark.parametrize("text", [text for name in LISTS for text in words(name)["test"]["not_examples"]])
def test_what_only_stands_in_brackets_is_no_unit(text: str) -> None:
    assert not unit_in(folded(text))


@pytest.mark.parametrize(
    ("text", "base", "factor"),
    [
        ("億円", "JPY", 1e8), ("円", "JPY", 1), ("billion yen", "JPY", 1e9), ("万人", "people", 1e4), ("千トン", "g", 1e9),
        ("kg", "g", 1e3), ("t", "g", 1e6), ("mL", "L", 1e-3), ("km2", "m2", 1e6), ("km²", "m2", 1e6), ("ha", "m2", 1e4),
        ("US$ billion", "USD", 1e9), ("$ million", "USD", 1e6), ("€m", "EUR", 1e6), ("USD bn", "USD", 1e9), ("m", "m", 1),
        ("million euros", "EUR", 1e6), ("thousand", "", 1e3), ("時間", "s", 3600), ("匹", "匹", 1), ("stars", "stars", 1),
    ],
)  # fmt: skip
def test_a_unit_says_what_it_measures_in(text: str, base: str, factor: float) -> None:
    assert (unit(text).base, unit(text).factor) == (base, pytest.approx(factor))


@pytest.mark.parametrize(
    ("value", "written", "wanted", "result"),
    [
        (1.2, "億円", "万円", 12000), (9800, "万円", "億円", 0.98), (1.8, "L", "mL", 1800), (1.1, "kg", "g", 1100),
        (980, "$ million", "$ billion", 0.98), (90, "分", "時間", 1.5), (0.1, "トン", "kg", 100), (3, "kg", "人", None),
    ],
)  # fmt: skip
def test_an_amount_is_the_same_in_another_unit(value: float, written: str, wanted: str, result: float | None) -> None:
    assert converted(value, written, wanted) == result


def test_units_that_measure_the_same_are_told_from_others() -> None:
    assert is_same("円", "百万円")
    assert not is_same("円", "ドル")
