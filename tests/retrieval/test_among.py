"""A search of some units only: nothing else is found, and scores are those of an index of these alone."""

from kotae import Kotae
from kotae.retrieval.search import Among, search


def test_only_the_documents_asked_for_are_found(kotae: Kotae) -> None:
    question = kotae.understand("How many cats kept the mice away?").questions[0]
    everywhere = search(question, kotae.index, 20)
    others = [record.id for record in kotae.index.records.documents if record.id != everywhere[0].document.id]
    found = search(question, kotae.index, 20, Among(frozenset(others)))
    assert found
    assert {hit.document.id for hit in found} <= set(others)
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))
    assert all(kotae.index.records.unit(hit.number) == hit.unit for hit in found)


def test_naming_every_document_changes_nothing(kotae: Kotae) -> None:
    question = kotae.understand("富士山の高さは?").questions[0]
    everything = [record.id for record in kotae.index.records.documents]
    assert search(question, kotae.index, 5, Among(frozenset(everything))) == search(question, kotae.index, 5)


def test_no_document_has_no_hits(kotae: Kotae) -> None:
    assert search(kotae.understand("富士山の高さは?").questions[0], kotae.index, 5, Among(frozenset())) == []


def test_only_the_language_and_the_kinds_asked_for_are_found(kotae: Kotae) -> None:
    question = kotae.understand("富士山の高さは?").questions[0]
    japanese = search(question, kotae.index, 50, Among(language="ja"))
    assert {kotae.index.records.unit_languages[hit.number] for hit in japanese} == {"ja"}
    rows = search(question, kotae.index, 50, Among(kinds=frozenset({"row"})))
    assert {hit.unit.kind for hit in rows} == {"row"}
    assert len(rows) == kotae.index.records.unit_kinds.count("row")
    assert search(question, kotae.index, 50, Among(language="en", kinds=frozenset({"row"}))) == []
