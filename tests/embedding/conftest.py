"""Texts to try the model on, made up and real."""

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"

VARIED = [
    "富士山の高さは何メートルですか。",
    "How high is Mount Fuji?",
    "ＡＢＣ１２３　全角の文字",
    "ﾊﾝｶｸｶﾀｶﾅ ｶﾞｷﾞｸﾞ",
    "が か\u3099 パ ハ\u309a é e\u0301 ế e\u0302\u0301",
    "😀👨\u200d👩\u200d👧🇯🇵 絵文字",
    "一行目\n二行目\r\n三行目\t四",
    "spaces    many   　　 here  ",
    "https://example.com/パス?q=1&r=2#節",
    "2025年3月31日 1,234,567.89円 ①② ㈱ ℃ ㎡ ½",
    "<s> in the text </s> <mask> <unk>",
    "",
    "   ",
    "\u200b\ufeff\u00ad",
    "長い文章です。" * 400,
]


@pytest.fixture(scope="session")
def varied() -> list[str]:
    return VARIED


@pytest.fixture(scope="session")
def jsquad() -> list[str]:
    path = SHARED / "eval" / "jsquad-valid-v1.3.json"
    if not path.is_file():
        pytest.skip("no ../shared/eval/jsquad-valid-v1.3.json")
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    contexts = [paragraph["context"].replace(" [SEP] ", "\n") for paragraph in paragraphs]
    return contexts + [asked["question"] for paragraph in paragraphs for asked in paragraph["qas"]]


@pytest.fixture(scope="session")
def reports() -> list[str]:
    paths = sorted((SHARED / "report").glob("*.txt"))
    if not paths:
        pytest.skip("no ../shared/report/*.txt")
    return [path.read_text(encoding="utf-8") for path in paths]
