"""What is known of a document is changed in the manifest, and nothing else of that is."""

import datetime
from pathlib import Path

import pytest

from kotae.corpus.editing import describe
from kotae.corpus.manifest import MANIFEST, read
from kotae.errors import CorpusError
from kotae.messages import recognised

BEFORE = """# Kept by hand.
[corpus]
ignore = ["notes.txt"]  # ours

[[document]]
id = "harbour" # the report
title = "Old"
publisher = "Harbour office"
date = 2025-01-02   # of the print
file = "harbour.pdf"
url = "https://harbour.example/"

[[document]]
id = "cited"
title = "Elsewhere"
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / MANIFEST).write_text(BEFORE, encoding="utf-8")
    return tmp_path


def test_only_what_changed_is_another_line(corpus: Path) -> None:
    describe(corpus, "harbour", "harbour.pdf", title="  The   harbour 港 ", date="2025-01-02", publisher="")
    after = (corpus / MANIFEST).read_text(encoding="utf-8")
    expected = BEFORE.replace('title = "Old"', 'title = "The harbour 港"').replace('publisher = "Harbour office"\n', "")
    assert after == expected
    describe(corpus, "harbour", "harbour.pdf", title="The harbour 港", date="2025-06", publisher="")
    assert read(corpus).sources[0].date == "2025-06"


def test_a_document_without_an_entry_gets_one_and_so_does_a_corpus_without_a_manifest(tmp_path: Path) -> None:
    describe(tmp_path, "tea.txt", "tea.txt", title='Tea "leaves"\\', date="2026-11-26", publisher="Hills")
    (source,) = read(tmp_path).sources
    assert (source.id, source.file, source.title) == ("tea.txt", "tea.txt", 'Tea "leaves"\\')
    assert (source.date, source.publisher) == (datetime.date(2026, 11, 26).isoformat(), "Hills")
    describe(tmp_path, "tea.txt", "tea.txt", title="Tea", date="", publisher="Hills")
    assert [(source.title, source.date) for source in read(tmp_path).sources] == [("Tea", "")]


@pytest.mark.parametrize(
    ("title", "date"),
    [("", ""), (" \n", "2025"), ("x", "2025-13"), ("x", "2025-02-30"), ("x", "yesterday"), ("x", "25")],
)
def test_what_cannot_be_is_refused_in_both_languages_and_changes_nothing(corpus: Path, title: str, date: str) -> None:
    with pytest.raises(CorpusError) as told:
        describe(corpus, "harbour", "harbour.pdf", title=title, date=date, publisher="")
    assert recognised(str(told.value)) is not None
    assert (corpus / MANIFEST).read_text(encoding="utf-8") == BEFORE
