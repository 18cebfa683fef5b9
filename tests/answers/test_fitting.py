"""What answers how many and when: amounts in figures and in words, dates; labels and what the question gives are none."""

import pytest

from kotae.answers.fitting import fitting_spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("They ended the year six points above the harbour team.", ["six points"]),
        ("Twenty-five ships and two pilots were lost.", ["Twenty-five ships", "two pilots"]),
        ("港には12隻の船がいた。", ["12隻"]),
        ("One of the ships, as Table 3 shows, was old.", []),
    ],
)
def test_amounts_are_known_in_figures_and_in_words(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end in sorted(fitting_spans("amount", text))] == spans
