"""Amounts and dates are said as a reader of the other language writes them; what reads the same is left alone."""

import pytest

from kotae.text.language import Language
from kotae.text.readable import amount, said


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("合計で21,706 億円", "en", [("21,706 億円", "¥2.17 trillion")]),
        ("1兆670億円と12万人", "en", [("1兆670億円", "¥1.07 trillion"), ("12万人", "120,000 people")]),
        (
            "4億7,000万米ドル、△1,234百万円",
            "en",
            [("4億7,000万米ドル", "US$470 million"), ("△1,234百万円", "-¥1.23 billion")],
        ),
        ("150 万 t、約2割、3か月", "en", [("150 万", "1.5 million"), ("2割", "20%"), ("3か月", "3 months")]),
        ("9,999.6億円と1人", "en", [("9,999.6億円", "¥1 trillion"), ("1人", "1 person")]),
        ("令和2年度と平成30年3月12日", "en", [("令和2年度", "FY2020"), ("平成30年3月12日", "12 March 2018")]),
        ("2024年1-3月期の額", "en", [("2024年1-3月", "January–March 2024")]),
        ("in January–March 2024", "ja", [("January–March 2024", "2024年1～3月")]),
        ("H30年度の3月12日に破産した", "en", [("H30年度", "FY2018"), ("3月12日", "12 March")]),
        (
            "It cost $3.2 billion on 12 March 2024.",
            "ja",
            [("$3.2 billion", "32億ドル"), ("12 March 2024", "2024年3月12日")],
        ),
        ("US$ 3.2 billion, USD 500,000", "ja", [("US$ 3.2 billion", "32億ドル"), ("USD 500,000", "50万ドル")]),
        ("€12.5m and ¥450bn", "ja", [("€12.5m", "1,250万ユーロ"), ("¥450bn", "4,500億円")]),
        ("2.5 million tonnes of ore in FY2021", "ja", [("2.5 million tonnes", "250万トン"), ("FY2021", "2021年度")]),
        ("2,900 thousand florins", "ja", [("2,900 thousand", "290万")]),
        ("21,706 and 12, three times 5", "ja", []),
        ("第3章、1回", "en", []),
    ],
)
def test_amounts_and_dates_are_said_in_the_reader_s_way(
    text: str, language: Language, told: list[tuple[str, str]]
) -> None:
    assert [(text[one.start : one.end], one.text) for one in said(text, language)] == told


@pytest.mark.parametrize(
    ("value", "unit", "language", "told"),
    [
        (21706.0, "億円", "en", "¥2.17 trillion"),
        (1500.0, "千人", "en", "1.5 million people"),
        (7.0, "万t", "en", "70,000 t"),
        (12_345_678.0, "人", "en", "12.3 million people"),
        (3200.0, "US$ million", "ja", "32億ドル"),
        (1200.0, "USD bn", "ja", "1.2兆ドル"),
        (12.0, "'000 households", "ja", "1.2万世帯"),
        (120.0, "thousand", "ja", "12万"),
        (21706.0, "億円", "ja", ""),  # it is the reader's own
        (5.0, "人", "en", ""),  # it reads the same
        (14.0, "円/kg", "en", ""),
    ],
)
def test_the_amounts_of_cells_are_said_by_their_units(value: float, unit: str, language: Language, told: str) -> None:
    assert amount(value, unit, language) == told
