"""A folder that is watched: changes are told once they are done."""

import shutil
import threading
from pathlib import Path

import pytest

from kotae.corpus import watching
from kotae.corpus.watching import Watch


def test_a_file_is_told_of_when_it_is_whole_and_a_folder_that_is_away_has_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_EVERY", 0.05)
    monkeypatch.setattr(watching, "_REST", 0.5)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.md").write_text("first")
    watch = Watch(folder)
    changes = iter(watch)
    next(changes)  # it is at rest
    growing = folder / "sub" / "b.md"
    growing.parent.mkdir()
    growing.write_text("")

    look, left = watching._look, 12

    def written_on(folder: Path) -> dict[str, tuple[int, int]] | None:
        """Look at the folder after one more word was written: twelve looks take longer than the time of rest."""
        nonlocal left
        if left:
            left -= 1
            with growing.open("a") as stream:
                stream.write("more ")
        return look(folder)

    monkeypatch.setattr(watching, "_look", written_on)
    next(changes)
    assert growing.read_text() == "more " * 12
    (folder / ".hidden").write_text("not looked at")
    shutil.move(folder, tmp_path / "away")
    told = threading.Event()
    watching_on = threading.Thread(target=lambda: (next(changes, None), told.set()))
    watching_on.start()
    shutil.move(tmp_path / "away", folder)
    assert not told.wait(1.5), "the same files are back"
    growing.unlink()
    assert told.wait(600)
    watching_on.join()
    watch.again()
    next(changes)
    watch.close()
    assert list(changes) == []


def test_a_watch_that_is_interrupted_ends_before_its_next_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_EVERY", 0.05)
    monkeypatch.setattr(watching, "_REST", 0.1)
    watch = Watch(tmp_path)
    changes = iter(watch)
    next(changes)  # it is at rest
    watch.interrupt()
    (tmp_path / "a.md").write_text("never told of")
    assert list(changes) == []
