"""Which language a question is in, so that its answer is labelled in that language."""

import pytest

from kotae.text.language import detect


@pytest.mark.parametrize(
    "text",
    [
        "富士山の高さは?",
        "IEA[2024]は何を予測していますか。",
        "重要鉱物",
        "レアアース",
        "USMCAとは何ですか",
        "GAFAM and BATH はどこの会社ですか",
        "ﾚｱｱｰｽ",
    ],
)
def test_japanese(text: str) -> None:
    assert detect(text) == "ja"


@pytest.mark.parametrize(
    "text",
    [
        "How high is Mount Fuji?",
        "What does 野木森 argue?",
        "Who said 「はい」 to the offer of the other side then?",
        "",
        "2025",
        "Où est Paris ?",
    ],
)
def test_english_and_all_else(text: str) -> None:
    assert detect(text) == "en"
