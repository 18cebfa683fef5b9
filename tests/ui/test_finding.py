"""A text is found wherever it stands, over the ends of lines, and its boxes are where its letters are."""

import pytest

from kotae.documents.model import Box
from kotae_ui.finding import places
from kotae_ui.page_words import Word, matches


@pytest.mark.parametrize(
    ("texts", "wanted", "found"),
    [
        (["Tea needs rain.", "Rain falls."], "rain", ["rain", "Rain"]),
        (["レアア", "ースの規制"], "レアアース", ["レアアース"]),
        (["ＩＥＡの報告"], "iea", ["ＩＥＡ"]),
        (["steady   rain"], "STEADY RAIN", ["steady   rain"]),
        (["aaaa"], "aa", ["aa", "aa"]),
        (["㌔は千"], "キロ", ["㌔"]),
        (["text"], "  ", []),
        ([], "text", []),
        (["text"], "texts", []),
    ],
)
def test_case_width_spaces_and_line_ends_make_no_difference(texts: list[str], wanted: str, found: list[str]) -> None:
    whole = []
    for letters in places(texts, wanted):
        (first, start), (last, end) = letters[0], letters[-1]
        whole.append(texts[first][start : end + 1] if first == last else texts[first][start:] + texts[last][: end + 1])
    assert whole == found


def test_a_place_has_a_box_for_each_line_as_wide_as_its_letters() -> None:
    words = (
        Word("rare", Box(3, 0, 0, 40, 10), 0),
        Word("earth", Box(3, 50, 0, 100, 10), 0),
        Word("export", Box(3, 0, 20, 60, 30), 1),
    )
    assert list(matches(words, "earth exp")) == [(Box(3, 50, 0, 100, 10), Box(3, 0, 20, 30, 30))]
    assert list(matches(words, "rare earth")) == [(Box(3, 0, 0, 100, 10),)]
    assert list(matches(words, "art")) == [(Box(3, 60, 0, 90, 10),)]
