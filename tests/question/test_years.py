"""Years that are told by how they stand to a report, and the headers that they may have."""

import pytest

from kotae.question.words import LANGUAGES, words
from kotae.question.years import told_years
from kotae.text.language import Language
from kotae.text.tokens import terms

_ENTRIES = [(language, entry) for language in LANGUAGES for entry in words(language, "years")["year"]]


@pytest.mark.parametrize(
    ("language", "entry", "text", "wanted"),
    [
        (language, entry, text, wanted)
        for language, entry in _ENTRIES
        for texts, wanted in ((entry["examples"], True), (entry["not_examples"], False))
        for text in texts
    ],
)
def test_a_year_is_told_by_how_it_stands_to_the_report(
    language: Language, entry: dict[str, list[str]], text: str, wanted: bool
) -> None:
    called = {wording.text for year in told_years(text, language) for wording in year}
    assert (set(entry["called"]) <= called) == wanted


@pytest.mark.parametrize(
    ("text", "language", "header"),
    [
        ("Inventory at the end of the prior fiscal year?", "en", "前連結会計年度末"),
        ("Cash at the beginning of the year?", "en", "期首残高"),
        ("shares held at the end of the current business year", "en", "当事業年度 株式数"),
        ("前期の売上高は?", "ja", "Prior year"),
        ("前期の売上高は?", "ja", "前連結会計年度"),
        ("期末残高はいくら?", "ja", "Balance at end of period"),
    ],
)
def test_a_header_in_either_language_is_what_is_called(text: str, language: Language, header: str) -> None:
    known = set(terms(header))
    assert any(wording.terms <= known for year in told_years(text, language) for wording in year)
