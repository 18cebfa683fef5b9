"""Indexing beside the questions: told of as it goes on, one run at a time, and the old index stays where a run fails."""

import multiprocessing
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from support import until

from kotae import Kotae
from kotae.index.generation import current
from kotae.index.opened import open_index
from kotae.settings import Settings
from kotae_ui.indexing import Indexer, Progress

STAGES = ["waiting", "reading", "embedding", "indexing words", "building the lexicon"]


@pytest.fixture
def copy(small: Settings, tmp_path: Path) -> Settings:
    """Return a copy of the small corpus and its index, to be changed."""
    corpus = Path(shutil.copytree(small.corpus, tmp_path / "corpus"))
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    return small.model_copy(update={"corpus": corpus, "index": index})


@pytest.fixture
def made() -> list[Path | None]:
    """Return what is filled with the generation that is current after each run that ended well."""
    return []


@pytest.fixture
def indexer(copy: Settings, made: list[Path | None]) -> Iterator[Indexer]:
    indexer = Indexer(copy, lambda: made.append(current(copy.index)))
    yield indexer
    indexer.close()


def processes() -> list[str]:
    return [process.name for process in multiprocessing.active_children() if process.name == "kotae index"]


def documents(settings: Settings) -> list[str]:
    return [record.id for record in open_index(settings.index).records.documents]


def test_a_run_is_told_of_and_what_comes_in_meanwhile_is_done_in_the_next(
    indexer: Indexer, copy: Settings, made: list[Path | None]
) -> None:
    assert indexer.progress == Progress()
    assert list(indexer.follow()) == [Progress()], "nothing was asked for"
    (copy.corpus / "coffee.txt").write_text("Coffee grows in the shade.\n", encoding="utf-8")
    indexer.request()
    assert indexer.progress.running
    told: list[Progress] = []
    for now in indexer.follow():
        told.append(now)
        if now.stage == "reading" and not (copy.corpus / "cocoa.txt").exists():
            (copy.corpus / "cocoa.txt").write_text("Cocoa needs shade as well.\n", encoding="utf-8")
            indexer.request()
            indexer.request()
    first = list(made)
    assert len(first) == 1, "who asked for the first run does not wait for the next"
    seen = [stage for stage, _ in groupby(now.stage for now in told)]
    assert seen.pop() == "waiting", "the next run"
    assert seen == [stage for stage in STAGES if stage in seen], "a short stage may pass unseen"
    assert {"waiting", "reading", "building the lexicon"} <= set(seen)
    assert all(now.running and not now.error and now.done <= now.total for now in told)
    assert {now.total for now in told if now.stage == "reading"} == {1}, "only what is new is read"
    *_, last = indexer.follow()
    assert last == Progress()
    assert indexer.progress == last
    assert len(made) == 2, "two requests during a run are one run"
    assert len({current(copy.index), *made, *first}) == 2
    assert documents(copy) == ["cocoa.txt", "coffee.txt", "fuji.md", "lighthouse.html", "tea.txt"]
    assert len(processes()) == 1, "the one that waits for the next run"


def test_a_run_that_fails_says_why_and_leaves_the_index_as_it_was(
    indexer: Indexer, copy: Settings, made: list[Path | None]
) -> None:
    before = current(copy.index)
    for path in copy.corpus.iterdir():
        path.unlink()
    indexer.request()
    *_, last = indexer.follow()
    assert not last.running
    assert "no document in this folder" in last.error
    assert "\n" not in last.error
    assert indexer.progress == last
    assert made == []
    assert current(copy.index) == before
    (copy.corpus / "coffee.txt").write_text("Coffee grows in the shade.\n", encoding="utf-8")
    indexer.request(rebuild=True)
    assert indexer.progress.error == ""
    *_, last = indexer.follow()
    assert last == Progress()
    assert documents(copy) == ["coffee.txt"]
    assert made == [current(copy.index)]


def test_closing_ends_a_run_and_leaves_the_index_as_it_was(
    indexer: Indexer, copy: Settings, made: list[Path | None]
) -> None:
    before = current(copy.index)
    indexer.request(rebuild=True)
    stages = []
    for now in indexer.follow():
        stages.append(now.stage)
        if now.stage == "reading":
            indexer.close()
    assert stages == ["waiting", "reading"]
    until(lambda: not processes())
    indexer.close()
    assert made == []
    assert current(copy.index) == before
    assert documents(copy) == ["fuji.md", "lighthouse.html", "tea.txt"]


def test_a_run_that_is_cancelled_leaves_the_index_as_it_was_and_the_next_one_goes_on(
    indexer: Indexer, copy: Settings, made: list[Path | None]
) -> None:
    assert not indexer.cancel(), "nothing goes on"
    before = current(copy.index)
    (copy.corpus / "coffee.txt").write_text("Coffee grows in the shade.\n", encoding="utf-8")
    indexer.request()
    for now in indexer.follow():
        if now.stage == "reading" and not now.cancelled:
            assert indexer.cancel()
    assert (indexer.progress.cancelled, indexer.progress.running, indexer.progress.error) == (True, False, "")
    assert (made, current(copy.index)) == ([], before)
    assert len(processes()) <= 1, "the one that waits for the next run"
    assert list((copy.index / "generations").glob(".*")) == [], "nothing half-made is left"
    indexer.request()
    assert not list(indexer.follow())[-1].cancelled
    assert "coffee.txt" in documents(copy)


def test_the_process_that_did_a_small_run_does_the_next_one_and_another_one_where_it_was_killed(
    copy: Settings, kotae: Kotae
) -> None:
    """Loading what a run needs takes longer than a small run."""
    indexer = Indexer(copy, lambda: None, lambda: kotae.encoder)
    seen = []
    try:
        for name in ("coffee", "cocoa", "cola"):
            (copy.corpus / f"{name}.txt").write_text(f"{name} grows in the shade.\n", encoding="utf-8")
            indexer.request()
            assert list(indexer.follow())[-1] == Progress()
            (process,) = (one for one in multiprocessing.active_children() if one.name == "kotae index")
            seen.append(process.pid)
            if name == "cocoa":
                process.kill()
                process.join()
    finally:
        indexer.close()
    assert seen[0] == seen[1] != seen[2]
    assert "cola.txt" in documents(copy)
