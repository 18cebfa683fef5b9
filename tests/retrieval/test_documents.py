"""A search of some documents only: nothing else is found, and scores are those of an index of these alone."""

from kotae import Kotae
from kotae.retrieval.search import search


def test_only_the_documents_asked_for_are_found(kotae: Kotae) -> None:
    query = kotae._query("How many cats kept the mice away?")
    everywhere = search(query, kotae.index, 20)
    others = [record.id for record in kotae.index.records.documents if record.id != everywhere[0].document.id]
    found = search(query, kotae.index, 20, others)
    assert found
    assert {hit.document.id for hit in found} <= set(others)
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))
    assert all(kotae.index.records.unit(hit.number) == hit.unit for hit in found)


def test_naming_every_document_changes_nothing(kotae: Kotae) -> None:
    query = kotae._query("富士山の高さは?")
    everything = [record.id for record in kotae.index.records.documents]
    assert search(query, kotae.index, 5, everything) == search(query, kotae.index, 5)


def test_no_document_has_no_hits(kotae: Kotae) -> None:
    assert search(kotae._query("富士山の高さは?"), kotae.index, 5, []) == []
