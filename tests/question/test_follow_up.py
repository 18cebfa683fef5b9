"""A question that follows on another one is asked in full; one that can be understood alone is left as it is."""

import json

import pytest
from support import ROOT

from kotae import Kotae
from kotae.question.follow_up import FollowUp
from kotae.question.words import LANGUAGES, words

QUESTIONS = [
    str(json.loads(line)["question"])
    for name in ("critical-minerals", "traps")
    for line in (ROOT / "tests" / "questions" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
RESERVES = "How large are the estimated rare earth reserves of Greenland?"
COST = "先端半導体の国内生産拠点の確保の2021年度の金額は?"
WHEN = "中国がレアアース7種の輸出を規制したのはいつか。"
PROFIT = "What was Hino Motors' operating profit?"
USED = "How many nights was Brightwater used in 2030?"

PRODUCED = "How much rare earth did Myanmar produce in 2024?"


@pytest.mark.parametrize(
    ("before", "typed", "full"),
    [
        ("中国の推定埋蔵量は?", "ブラジルは?", "ブラジルの推定埋蔵量は?"),
        (RESERVES, "What about Brazil?", "How large are the estimated rare earth reserves of Brazil?"),
        (COST, "では、2022年度は?", "先端半導体の国内生産拠点の確保の2022年度の金額は?"),
        (USED, "And in 2031?", "How many nights was Brightwater used in 2031?"),
        (USED, "And Sorley survey camera?", "How many nights was Sorley survey camera used in 2030?"),
        # A name ends where a word that is none begins: in English a space stands between them.
        (PRODUCED, "And Thailand?", "How much rare earth did Thailand produce in 2024?"),
        ("How high were Apple sales in 2020?", "And Nokia?", "How high were Nokia sales in 2020?"),
        ("When did Northvolt go under?", "Why?", "Why did Northvolt go under?"),
        (WHEN, "それはどうして?", "中国がレアアース7種の輸出を規制したのはどうしてか。"),
        ("Who hid the mirror?", "And in 2023?", "Who hid the mirror in 2023?"),
        # Another thing takes the place of the one that is like it, not that of the name.
        ("日野自動車の売上高は?", "営業利益は?", "日野自動車の営業利益は?"),
        ("日野自動車の売上高は?", "トヨタ自動車は?", "トヨタ自動車の売上高は?"),
        ("沖縄市の感染者は何人?", "那覇市は?", "那覇市の感染者は何人?"),
        ("塔の高さは?", "橋は?", "橋の高さは?"),
        (PROFIT, "And its net sales?", "What was Hino Motors' net sales?"),
        (PROFIT, "What about Toyota?", "What was Toyota's operating profit?"),
        ("What was the revenue of the yard in 2029?", "And the profit?", "What was the profit of the yard in 2029?"),
    ],
)
def test_what_is_left_out_is_carried_over(brief: Kotae, before: str, typed: str, full: str) -> None:
    found = brief.follow_up(typed, before)
    assert found is not None
    assert (found.question, found.missing) == (full, None)


@pytest.mark.parametrize(
    ("before", "typed", "missing"),
    [
        ("米国と中国の関税は?", "日本は?", "place"),
        ("生成AIのリスクは?", "利点は?", "place"),
        ("When did Northvolt go under?", "どうして?", "language"),
        ("What rose from 2020 to 2021 and from 2023 to 2024?", "And in 2025?", "place"),
        (None, "And in 2023?", "before"),
    ],
)
def test_where_it_cannot_be_told_what_is_meant_that_is_said(
    brief: Kotae, before: str | None, typed: str, missing: str
) -> None:
    found = brief.follow_up(typed, before)
    assert found == FollowUp("", missing=missing)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_beside_the_words_hold(brief: Kotae, language: str) -> None:
    data = words(language, "follow_up")  # type: ignore[arg-type]
    for typed in data["examples"]:
        assert brief.follow_up(typed, None) is not None, typed
    for typed in data["not_examples"]:
        assert brief.follow_up(typed, WHEN) is None, typed


def test_no_committed_question_is_taken_for_one_that_follows_on_another(brief: Kotae) -> None:
    assert [question for question in QUESTIONS if brief.follow_up(question, WHEN)] == []
