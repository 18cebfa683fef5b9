"""What is typed and is no question gets a reply of its own, and never a quote as its answer."""

import pytest

from kotae import Kotae


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("こんにちは", "質問してください"),
        ("ありがとうございました", "どういたしまして"),
        ("何ができますか?", "ページ"),
        ("なぜ?", "名前を入れて"),
        ("？？？", "cannot be read"),
        ("あああああ", "読めません"),
        ("Hello!", "Ask something"),
        ("thanks", "welcome"),
        ("What can you do?", "page"),
        ("Why?", "not clear"),
        ("Какова доля Китая?", "does not read this language"),
    ],
)
def test_the_reply_says_what_can_be_asked(typed: str, said: str, kotae: Kotae) -> None:
    result = kotae.ask(typed)
    assert (result.status, result.answer, result.hits) == ("no_question", None, ())
    assert said in result.reply


def test_a_reply_names_the_documents(kotae: Kotae) -> None:
    assert kotae.index.records.documents[0].title in kotae.ask("What can you do?").reply


@pytest.mark.parametrize("typed", ["この資料を要約してください", "Give me a summary of the report"])
def test_a_summary_is_made_of_the_documents_sentences_with_their_places(typed: str, kotae: Kotae) -> None:
    result = kotae.ask(typed)
    assert result.status == "answered"
    assert result.answer is not None
    assert result.reply
    lines = result.answer.text.split("\n")
    assert len(lines) == len(result.answer.evidence)
    for line, evidence in zip(lines, result.answer.evidence, strict=True):
        unit = result.hits[evidence.citation - 1].unit
        assert unit.text[evidence.start : evidence.end] == line
        assert unit.role == "body"


def test_a_summary_of_one_document_is_of_that_one(kotae: Kotae) -> None:
    from kotae.retrieval.search import Among

    document = kotae.index.records.documents[-1].id
    result = kotae.ask("Summarise this", among=Among(frozenset([document])))
    assert {hit.document.id for hit in result.hits} == {document}


def test_a_summary_may_name_its_document(kotae: Kotae) -> None:
    named = kotae.index.records.documents[-1]
    result = kotae.ask(f"Summarise {named.title}")
    assert {hit.document.id for hit in result.hits} == {named.id}
    assert result.reply


def test_a_summary_of_what_no_document_is_called_is_a_question(kotae: Kotae) -> None:
    assert kotae.ask("Summarise the harvest of unicorns").reply == ""


def test_a_question_has_no_reply(kotae: Kotae) -> None:
    assert kotae.ask("What is gallium used for?").reply == ""
