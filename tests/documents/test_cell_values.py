"""What a reader of cells relies on: numbers however they are written, bands, yes and no, by the examples beside the lists."""

import math
from datetime import date

import pytest

from kotae.documents.model import Band
from kotae.documents.tables.bands import read_band, words
from kotae.documents.tables.durations import read_duration
from kotae.documents.tables.numerals import Style, is_only_amount, read_amount, style_of
from kotae.documents.tables.values import period_in, stated

DURATIONS = words("symbols")["durations"]


@pytest.mark.parametrize(("text", "said"), DURATIONS["examples"].items())
def test_a_duration_in_several_units_is_an_amount_of_the_smallest(text: str, said: tuple[float, str]) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert (amount.number, amount.unit) == tuple(said)


@pytest.mark.parametrize("text", DURATIONS["not_examples"])
def test_what_is_no_duration_in_several_units_is_read_otherwise(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1,234", 1234, ""), ("１，２３４", 1234, ""), ("(140)", -140, ""), ("△3,584", -3584, ""),
        ("▲1.2ポイント", -1.2, "ポイント"),
        ("($310)", -310, "$"), ("$(6.15)", -6.15, "$"),
        ("-$5", -5, "$"), ("(12.5)%", -12.5, "%"), ("1.2億円", 1.2, "億円"), ("9,800万円", 9800, "万円"),
        ("1兆2,345億円", 12345, "億円"), ("3億5,000万円", 35000, "万円"), ("$1.2 billion", 1.2, "$ billion"),
        ("500mL", 500, "mL"), ("10 km/h", 10, "km/h"), ("3年", 3, "年"), ("5匹", 5, "匹"), ("1,234*", 1234, ""),
        ("12,345²", 12345, ""), ("2023", 2023, ""), ("12,210(注1)", 12210, ""), ("12,210 注)", 12210, ""),
        ("※1 5,265", 5265, ""), ("※４ , ※６ 64,308", 64308, ""),
        ("* △120", -120, ""), ("~90%", 90, "%"), ("約3割", 3, "割"), ("c. 300", 300, ""), ("~90%+", 90, "%"), (">95", 95, ""),
        ("［ 8,100 ］", 8100, ""), ("[ 200 ]", 200, ""),
        ("7,92,756", 792_756, ""), ("₹17,81,841 crore", 1_781_841, "₹ crore"),
        ("5.39E-05", 5.39e-05, ""), ("2.5e+3 t", 2500, "t"), ("1.2 × 10^6", 1_200_000, ""), ("1.2×10−3 A", 0.0012, "A"),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_its_unit(text: str, number: float, unit: str) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert (amount.number, amount.unit) == (number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "※65,265個の",
        "△",
        "2023年",
        "1株当たり純資産額",
        "12:30",
        "1-2",
        "(45",
        "No. 5",
        "1,23",
        "0000",
        "5.5.55",
        "1,058 3,045",
        "2階建て",
        "約束",
        "～100",
        "[1]",
        "~",
        "around the 5 ports",
    ],
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["1,234.5", "12", "3.25"], "point"), (["1 234 567", "98 400", "7 310"], "space"),
        (["1.234,50", "89,90", "612,00"], "comma"), (["1 234,50", "89,90", "7,5"], "space_comma"),
        (["1'234.50", "12'000"], "apostrophe"), (["1.5", "2.5", "12 345"], "point"), (["1.234", "5.678"], "point"), ([], "point"),
    ],
)  # fmt: skip
def test_a_table_s_numbers_are_read_as_most_of_them_are_written(texts: list[str], style: Style) -> None:
    assert style_of(texts) == style


def test_a_number_is_read_in_the_style_of_its_table() -> None:
    assert [read_amount(text, style) for text, style in (("89,90", "point"), ("12 345", "point"))] == [None, None]  # type: ignore[arg-type]
    read = read_amount("1.234,50", "comma"), read_amount("1 300 250", "space")
    assert [amount.number for amount in read if amount] == [1234.5, 1300250]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_bands_are_read(language: str) -> None:
    for text, (low, high) in words(language)["bands"]["examples"].items():
        read = read_band(text)
        assert read is not None, text
        sides = (-math.inf if read[0].low is None else read[0].low, math.inf if read[0].high is None else read[0].high)
        assert sides == (float(low), float(high)), text
    assert [text for text in words(language)["bands"]["not_examples"] if read_band(text)] == []


def test_a_band_says_whether_its_limits_are_in_it_and_its_unit() -> None:
    assert read_band("3kg以上5kg未満") == (Band(3, 5, True, False), "kg")
    assert read_band("over 65") == (Band(65, None, False, True), "")
    assert read_band("900g以上1.2kg以下") == (Band(0.9, 1.2), "kg")


@pytest.mark.parametrize(
    ("text", "value"),
    [("○", "yes"), ("◎", "yes"), ("あり", "yes"), ("Yes", "yes"), ("✓", "yes"), ("×", "no"), ("なし", "no"), ("✗", "no"),
     ("No", "no"),
     ("△", "partly"), ("Partial", "partly"), ("5", None), ("不明", None)],
)  # fmt: skip
def test_yes_and_no_are_read_in_marks_and_words(text: str, value: str | None) -> None:
    assert stated(text, "point").yes_no == value


def test_a_time_lasts_from_its_first_to_its_last_day() -> None:
    period = period_in("当第３四半期連結累計期間(自 2021年４月１日 至 2021年12月31日)")
    assert period is not None
    assert (period.first, period.last) == (date(2021, 4, 1), date(2021, 12, 31))
    year = period_in("FY2021")
    assert year is not None
    assert (year.first, year.last) == (date(2021, 1, 1), date(2021, 12, 31))
    assert period_in("売上高") is None


@pytest.mark.parametrize("line", ["¥12.5 billion", "~70%", "2,32,822", "`7,92,756 crore", "約3割", "1,000人"])
def test_a_line_that_is_an_amount_is_only_that(line: str) -> None:
    assert is_only_amount(line)


@pytest.mark.parametrize(
    "line", ["12", "2023", "1.2", "第3章", "Top 10", "5つの提言", "10年後", "3D", "100周年", "FY2022"]
)
def test_a_line_with_a_number_may_name_something(line: str) -> None:
    assert not is_only_amount(line)
