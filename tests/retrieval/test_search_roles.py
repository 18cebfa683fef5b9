"""What a document says of itself answers questions about the document, and stands behind the subject in all others."""

from pathlib import Path

import pytest
from support import indexed

from kotae import Kotae

NEWS = """港湾だより　第12号

2024年5月2日

# 東の港の埠頭

東の港の埠頭は、古い桟橋を壊して造られた。工事には六年かかり、石は対岸の山から運ばれた。

## 船の損害

嵐の夜に三隻が岸に打ち上げられ、船主は積荷のほとんどを失った。港は次の春に防波堤を延ばした。

## 検査

検査官は毎朝、港に入る船の喫水を測り、帳面に書き入れる。書き方は百年のあいだ変わっていない。

## 引用文献

1. 海の都の港務所, 東の港の埠頭に石を運んだ山の記録, 2019年, https://example.org/quay

## この冊子について

本資料は東の港の情報の提供を目的とし、船の喫水や埠頭の長さの正確性を保証するものではありません。本資料の利用によって船に生じた損害について、東の港の港務所は一切の責任を負いません。

発行　東の港の港務所

電話：03-0000-0000
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    return indexed({"news.md": NEWS}, tmp_path_factory.mktemp("news"), cache)


def test_units_have_the_role_of_their_lines(news: Kotae) -> None:
    units = news.index.records.units()
    assert tuple(unit.role for unit in units) == tuple(news.index.records.unit_roles)
    assert {unit.role for unit in units if "情報の提供" in unit.text} == {"disclaimer"}
    assert {unit.role for unit in units if "03-0000" in unit.text} == {"colophon"}
    assert {unit.role for unit in units if "第12号" in unit.text} == {"masthead"}
    assert {unit.role for unit in units if "example.org" in unit.text} == {"references"}
    assert {unit.role for unit in units if "喫水を測り" in unit.text} == {"body"}


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("東の港で船に生じた損害はどのようなものでしたか", "三隻"),
        ("What damage came to ships at the eastern harbour?", "三隻"),
        ("東の港の船の喫水はだれが測りますか", "検査官"),
        ("東の港の埠頭に石はどこから運ばれましたか", "対岸の山"),
    ],
)
def test_a_question_about_the_subject_is_answered_from_the_text(news: Kotae, question: str, evidence: str) -> None:
    assert evidence in news.search(question, 1)[0].unit.text


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("この冊子の発行者に電話するには何番ですか", "03-0000-0000"),
        ("港務所が責任を負わないのは何についてですか", "一切の責任"),
        ("Which number of the news is this, and when was it published?", "第12号"),
    ],
)
def test_a_question_about_the_document_is_answered_from_what_it_says_of_itself(
    news: Kotae, question: str, evidence: str
) -> None:
    assert evidence in news.search(question, 1)[0].unit.text


def test_the_title_of_a_work_is_no_answer_about_the_subject(news: Kotae) -> None:
    answer = news.ask("東の港の埠頭に石を運んだ山はどこですか").answer
    assert answer is None or "記録" not in answer.text
