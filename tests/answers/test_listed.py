"""A question for several things is answered with the list that a sentence announces, in both languages."""

from pathlib import Path

import pytest
from support import indexed

from kotae import Kotae

GUIDE = """# Guide to the port of Lorne

## Entering

Masters should read this page before they enter. Papers are looked at on the quay.

Papers that a ship must show include:

- the list of the crew with the age of each
- the bill of health of the last port
- the receipt for harbour dues

Ships without papers are searched.

## Leaving

What a master must not forget is as follows:

- the pilot's fee
- the weather report
"""
RULES = """# 港の手引き

## 入港

入港の前に船長はこの頁を読む。書類は岸壁で検査される。

入港に必要な書類は次のとおりです。

- 年齢を記した乗組員名簿
- 前の港の健康証明書
- 港湾使用料の領収書

書類のない船は捜索される。
"""


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    """Return an opened index of the two guides."""
    return indexed({"guide.md": GUIDE, "rules.md": RULES}, tmp_path_factory.mktemp("lists"), cache)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Which papers must a ship show?", ("the list of the crew", "bill of health", "receipt for harbour dues")),
        ("入港に必要な書類は何ですか?", ("乗組員名簿", "健康証明書", "領収書")),
    ],
)
def test_the_whole_list_is_the_answer_and_every_item_is_marked(
    guides: Kotae, question: str, items: tuple[str, ...]
) -> None:
    result = guides.ask(question)
    assert result.answer is not None
    marked = [result.answer.text[start:end] for start, end in result.answer.marks]
    for item in items:
        assert any(item in mark for mark in marked), (item, result.answer.text)
    assert "searched" not in result.answer.text
    assert "捜索" not in result.answer.text


def test_one_thing_is_not_answered_with_a_list(guides: Kotae) -> None:
    answer = guides.ask("What happens to ships without papers?").answer
    assert answer is not None
    assert "searched" in answer.text
    assert "receipt" not in answer.text
