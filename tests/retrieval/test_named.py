"""A question that names a document is answered from the place in it that has what is asked besides the name."""

from pathlib import Path

import pytest
from support import indexed

from kotae import Kotae
from kotae.retrieval.named import asked_of
from kotae.retrieval.search import Among

# As in most PDFs, no heading repeats what the document is called; a letter to its readers does.
_TEXTS = {
    "saltness-harbour-handbook.md": """Letter to all who moor at Saltness Harbour: the Saltness Harbour board wrote the
handbook of Saltness Harbour. When Saltness Harbour is full, ask the Saltness Harbour office what Saltness Harbour will do.

## Gates

Two hours after high water they shut, and open again at the next tide.

## Dues

A boat of up to nine metres pays 42 crowns a night.
""",
    "orchard-guide.md": """Visitors to the orchard come in by the north gates, which shut at dusk.

Pickers are paid by the crate.
""",
    "高瀬市図書館利用規則.md": """高瀬市図書館を利用する皆様へ。高瀬市図書館の規則は高瀬市図書館が定める。
高瀬市図書館の利用には高瀬市図書館の利用者として、高瀬市図書館の規則を読むこと。

## 貸出

雑誌を除き、同時に8冊まで。
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    return indexed(_TEXTS, tmp_path_factory.mktemp("named"), cache)


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("According to the Saltness Harbour Handbook, when do the gates shut?", "Two hours after high water"),
        ("サルトネス港（Saltness Harbour）の門はいつ閉まりますか。", "Two hours after high water"),
        ("How much does Saltness Harbour charge a boat a night?", "42 crowns"),
        ("Saltness Harbourでは、船は一晩いくらですか。", "42 crowns"),
        ("高瀬市図書館の規則では、何冊まで持ち帰れますか。", "8冊"),
        ("How many books does the 高瀬市図書館 lend at once?", "8冊"),
    ],
)
def test_within_a_document_that_is_named_the_rest_of_the_question_decides(
    library: Kotae, question: str, evidence: str
) -> None:
    assert evidence in library.search(question, 1)[0].unit.text


def test_the_rest_is_asked_of_the_document_that_is_named_and_the_whole_of_others(library: Kotae) -> None:
    (question,) = library.understand("According to the Saltness Harbour Handbook, when do the gates shut?").questions
    named, other = (
        library.search(question.text, 1, among=Among(frozenset([name])))[0].number for name in _ids(library)
    )
    assert "Saltness" not in asked_of(question, named, library.index).text
    assert asked_of(question, other, library.index) is question


def test_what_is_asked_of_is_shown_whole(library: Kotae) -> None:
    question = "According to the Saltness Harbour Handbook, when do the gates shut?"
    result = library.ask(question)
    assert result.question == question
    assert result.answer is not None
    assert "Two hours after high water" in result.answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Saltness Harbour Handbook",
        "Who pays the pickers?",
        "42 crowns in 2029?",
        "高瀬市図書館利用規則とは",
        "When does the orchard open its gates?",
    ],
)
def test_a_name_that_is_all_or_none_of_a_question_leaves_it_whole(library: Kotae, question: str) -> None:
    assert library.understand(question).questions[0].rest is None


def test_where_there_is_one_document_its_title_is_a_subject(tmp_path: Path, cache: Path) -> None:
    alone = indexed({"saltness-harbour-handbook.md": _TEXTS["saltness-harbour-handbook.md"]}, tmp_path, cache)
    question = "According to the Saltness Harbour Handbook, when do the gates shut?"
    assert alone.understand(question).questions[0].documents == frozenset()


def _ids(library: Kotae) -> list[str]:
    by_name = {document.name: document.id for document in library.index.records.documents}
    return [by_name["saltness-harbour-handbook.md"], by_name["orchard-guide.md"]]
