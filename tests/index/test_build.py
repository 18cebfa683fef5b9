"""Bringing an index up to date: only what changed is read again, and what cannot be read stops nothing else."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from support import made_index

from kotae.errors import CorpusError
from kotae.index.build import build
from kotae.index.opened import checked, open_index
from kotae.index.segmented import SegmentedVectors
from kotae.index.tokens import coded
from kotae.settings import Settings


@pytest.fixture
def copy(small: Settings, tmp_path: Path) -> Settings:
    """Return a copy of the small corpus and its index, to be changed."""
    corpus = Path(shutil.copytree(small.corpus, tmp_path / "corpus"))
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    return small.model_copy(update={"corpus": corpus, "index": index})


def test_nothing_changed_is_nothing_done(copy: Settings) -> None:
    before = checked(copy.index)[0]
    report = made_index(copy)
    assert (report.changed, report.read, report.removed, report.documents) == (False, 0, 0, 3)
    assert checked(copy.index)[0] == before


def test_changed_documents_are_read_again_and_removed_ones_leave(copy: Settings) -> None:
    old = open_index(copy.index)
    (copy.corpus / "tea.txt").write_text("Coffee grows in the shade.\n", encoding="utf-8")
    (copy.corpus / "lighthouse.html").unlink()
    stages: list[tuple[str, int, int]] = []
    report = build(copy.recipe, copy.index, on_progress=lambda *stage: stages.append(stage))
    assert (report.changed, report.read, report.removed, report.documents) == (True, 1, 1, 2)
    assert ("reading", 1, 1) in stages
    assert max(total for stage, _, total in stages if stage == "embedding") == 1
    new = open_index(copy.index)
    assert [document.id for document in new.records.documents] == ["fuji.md", "tea.txt"]
    texts = [unit.text for unit in new.records.units()]
    assert "Coffee grows in the shade." in texts
    assert not any("lighthouse" in text or "Ueda" in text for text in texts)
    # What was carried over has its old vectors at its new number.
    known = {unit.indexed: old.vectors.stored(number) for number, unit in enumerate(old.records.units())}
    for number, unit in enumerate(new.records.units()):
        encoded = new.vectors.stored(number)
        if unit.indexed in known:
            assert np.array_equal(known[unit.indexed].vector, encoded.vector)
            assert np.array_equal(known[unit.indexed].tokens, encoded.tokens)
    assert len(old.records.units()) > 0, "an index that was open stays open"


def test_what_has_not_changed_is_not_written_again(copy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kotae.index.parts.SMALL", 1)
    before, manifest = checked(copy.index)
    (copy.corpus / "zoo.txt").write_text("Coffee grows in the shade.\n", encoding="utf-8")
    made_index(copy)
    after, grown = checked(copy.index)
    assert grown.segments[:-1] == manifest.segments
    kept = [path for path in (before / manifest.segments[0]).rglob("*") if path.is_file()]
    assert kept
    assert all(path.samefile(after / path.relative_to(before)) for path in kept)
    (copy.corpus / "zoo.txt").unlink()
    made_index(copy)
    assert checked(copy.index)[1].segments == manifest.segments, "a segment all of whose documents are gone goes"


def test_tokens_are_kept_by_the_codebook_once_the_index_has_become_very_large(
    copy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vectors(index: Path) -> SegmentedVectors:
        return open_index(index).vectors

    small = vectors(copy.index)
    monkeypatch.setattr("kotae.index.parts.EXACT", small.units)
    (copy.corpus / "zoo.txt").write_text("Coffee grows in the shade.\n", encoding="utf-8")
    made_index(copy)
    large = vectors(copy.index)
    assert [kept.stored(0).tokens.dtype for kept in (small, large)] == [np.int8, np.uint8]
    assert large.units == small.units + 1
    for number in range(small.units):
        before = small.stored(number)
        assert np.array_equal(large.stored(number).tokens, coded(before.tokens, before.vector))
    (copy.corpus / "zoo.txt").unlink()
    made_index(copy)
    again = vectors(copy.index)
    assert (again.stored(0).tokens.dtype, again.units) == (np.uint8, small.units), (
        "what is left out cannot be had again without embedding"
    )


def test_a_new_title_in_the_manifest_needs_no_reading(copy: Settings) -> None:
    text = '[[document]]\nid = "fuji.md"\ntitle = "新しい題"\nfile = "fuji.md"\ncitation = "山[2024]"\n'
    (copy.corpus / "sources.toml").write_text(text, encoding="utf-8")
    report = made_index(copy)
    assert (report.changed, report.read) == (True, 0)
    opened = open_index(copy.index)
    assert opened.records.documents[0].title == "新しい題"
    assert opened.manifest.cited == {"山[2024]": "fuji.md"}


def test_documents_without_text_get_a_line_and_the_others_are_indexed(copy: Settings) -> None:
    (copy.corpus / "rule.md").write_text("***\n", encoding="utf-8")
    (copy.corpus / "broken.pdf").write_bytes(b"%PDF-1.7\ngarbage")
    report = made_index(copy)
    assert {line.split(":")[0] for line in report.problems} == {"rule.md", "broken.pdf"}
    assert all("\n" not in line for line in report.problems)
    assert made_index(copy).problems == report.problems, "they are still said when nothing changed"
    open_index(copy.index)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("rule.md", b"***\n", r"none of its documents can be read.*rule\.md"),
        ("empty.md", b"", r"none of its documents can be read.*empty\.md"),
        ("note.numbers", b"x", r"no document in this folder.*note\.numbers"),
        (".hidden.md", b"x", "no document in this folder. Add"),
    ],
)
def test_a_corpus_without_anything_to_find_is_refused(
    small: Settings, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / name).write_bytes(content)
    settings = small.model_copy(update={"corpus": corpus, "index": tmp_path / "index"})
    with pytest.raises(CorpusError, match=reason):
        made_index(settings)
    assert not (settings.index / "CURRENT").exists()
