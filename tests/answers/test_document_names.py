"""What a document may be called by a question: its title, its file, its publisher, its running heads, their initials."""

import pytest

from kotae.answers.document_names import naming_terms
from kotae.index.records import DocumentRecord


def record(imprint: str = "", publisher: str = "", name: str = "notes.pdf", title: str = "Notes") -> DocumentRecord:
    return DocumentRecord("1", name, title, "0", "1", "pdf", "en", 1, publisher=publisher, imprint=imprint)


@pytest.mark.parametrize(
    ("imprint", "term"),
    [
        ("U.S. Geological Survey, Mineral Commodity Summaries, January 2025", "usg"),  # the stem of "USGS"
        ("Ministry of Economy, Trade and Industry", "meti"),
        ("Prepared for the International Energy Agency", "iea"),
        ("東部水産試験場年報", "水産"),
    ],
)
def test_a_running_head_names_the_document_and_so_do_initials(imprint: str, term: str) -> None:
    assert term in naming_terms(record(imprint))
    assert term not in naming_terms(record())


def test_publisher_and_file_name_the_document() -> None:
    terms = naming_terms(record(publisher="Digital Agency", name="DS-442_parts.docx"))
    assert {"digit", "ds-442", "part"} <= terms


@pytest.mark.parametrize("imprint", ["Annual Report", "the north and the south", "A Bay"])
def test_initials_are_of_names_of_three_words_at_least(imprint: str) -> None:
    assert not {"ar", "nts", "ab"} & naming_terms(record(imprint))
