"""An index is whole or it is refused: what is damaged, mixed or half-written never answers."""

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kotae.embedding.convert import converted_folder
from kotae.errors import BrokenIndexError
from kotae.index import generation
from kotae.index.build import build, is_stale
from kotae.index.opened import checked, open_index
from kotae.settings import Settings


@pytest.fixture
def index(small: Settings, tmp_path: Path) -> Path:
    """Return a copy of the small index, to be damaged."""
    return Path(shutil.copytree(small.index, tmp_path / "index"))


def test_a_whole_index_opens(index: Path) -> None:
    opened = open_index(index)
    assert opened.vectors.units == len(opened.records.units()) == opened.manifest.units > 5


def test_a_missing_index_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(BrokenIndexError, match=r"no index here yet\. Run: kotae index"):
        open_index(tmp_path / "nothing")


PARTS = [
    "records.sqlite",
    "vectors/vectors.npy",
    "vectors/tokens.npy",
    "words/words/starts.npy",
    "documents",
    "lexicon",
]


def part_of(index: Path, name: str) -> Path:
    """Return where a part is: in the generation's folder, or in its segment's."""
    folder = checked(index)[0]
    return folder / name if (folder / name).exists() else next((folder / "segments").iterdir()) / name


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("damage", ["changed", "cut", "removed"])
def test_a_damaged_part_is_named(index: Path, part: str, damage: str) -> None:
    path = part_of(index, part)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(content if damage == "changed" else content[: len(content) // 2])
    with pytest.raises(BrokenIndexError, match=f"{part}: missing, damaged.*--rebuild"):
        open_index(index)


def test_a_large_file_is_read_where_it_was_written_since_and_whole_when_that_is_asked_for(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotae.index.files.READ_AT_OPENING", 0)
    path = part_of(index, "vectors/tokens.npy")
    sound, status = path.read_bytes(), path.stat()
    path.write_bytes(sound)
    open_index(index)
    path.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    with pytest.raises(BrokenIndexError, match=r"tokens\.npy: missing, damaged"):
        checked(index)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))  # as a failing disk leaves it
    with pytest.raises(BrokenIndexError, match=r"tokens\.npy: missing, damaged"):
        checked(index, whole=True)


def test_parts_of_two_indexes_do_not_mix(index: Path, small: Settings, tmp_path: Path) -> None:
    """Vectors of one corpus with the records of another would return wrong passages without any sign of it."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "other.md").write_text("# 川\n\n信濃川は日本で最も長い川である。\n", encoding="utf-8")
    other = small.model_copy(update={"corpus": corpus, "index": tmp_path / "other"})
    build(other.recipe, other.index)
    for part in ("vectors", "words"):
        target = part_of(index, part)
        kept = target.rename(tmp_path / "kept")
        shutil.copytree(part_of(other.index, part), target)
        with pytest.raises(BrokenIndexError, match="do not belong together"):
            open_index(index)
        shutil.rmtree(target)
        kept.rename(target)
    open_index(index)


def sealed(index: Path, content: bytes) -> Path:
    """Put a manifest in the place of the current one, with a seal in CURRENT that is right for it."""
    folder = checked(index)[0]
    (folder / "generation.json").write_bytes(content)
    (index / "CURRENT").write_text(f"{folder.name} {hashlib.sha256(content).hexdigest()}\n")
    return folder


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "damaged"),
        (b"\xff", "damaged"),
        (b"[]", "damaged"),
        (f'{{"format": {generation.FORMAT}}}'.encode(), "damaged"),
        (b'{"format": 99}', f"index format 99, this Kotae reads format {generation.FORMAT}"),
        (b"[" * 100_000, "damaged"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused(index: Path, content: bytes, reason: str) -> None:
    sealed(index, content)
    with pytest.raises(BrokenIndexError, match=f"{reason}.*--rebuild"):
        open_index(index)


def test_a_manifest_of_another_size_is_refused(index: Path) -> None:
    stored = json.loads((checked(index)[0] / "generation.json").read_text())
    sealed(index, json.dumps(stored | {"units": stored["units"] - 1}).encode())
    with pytest.raises(BrokenIndexError, match="do not belong together"):
        open_index(index)


def test_an_index_of_an_older_format_is_said_to_be_so(index: Path, small: Settings) -> None:
    """Format 1 had no seal: CURRENT held a name alone."""
    folder = checked(index)[0]
    stored = json.loads((folder / "generation.json").read_text())
    (folder / "generation.json").write_text(json.dumps(stored | {"format": 1}))
    (index / "CURRENT").write_text(f"{folder.name}\n")
    with pytest.raises(
        BrokenIndexError,
        match=rf"index format 1, this Kotae reads format {generation.FORMAT}\. Run: kotae index --rebuild",
    ):
        build(small.recipe, index)
    build(small.recipe, index, rebuild=True)
    open_index(index)


def refused(index: Path) -> str:
    """Return the one line that an index is refused with; "" where it opens as the one that it was."""
    before = (index / "generations").resolve()
    try:
        folder, _ = checked(index)
    except BrokenIndexError as error:
        line = str(error)
        assert "\n" not in line
        assert len(line) < 500
        assert str(index) in line
        assert "kotae index" in line, "it says what to do"
        return line
    assert folder.resolve().parent == before
    return ""


ODD = [None, [], {}, "", "x" * 5000, "../../etc/passwd", 0, -1, 10**400, 1.5, True, [[[[]]]], {"a": {"b": [None]}}]


def test_a_field_of_any_other_value_or_none_is_refused(index: Path) -> None:
    path = checked(index)[0] / "generation.json"
    stored = json.loads(path.read_text())
    for name in stored:
        for odd in (value for value in ODD if value != stored[name]):
            path.write_text(json.dumps(stored | {name: odd}))
            assert "damaged (generation.json)" in refused(index), (name, odd)
        path.write_text(json.dumps({key: value for key, value in stored.items() if key != name}))
        assert refused(index), name
    for part in stored["checksums"]:
        left = {name: value for name, value in stored["checksums"].items() if name != part}
        path.write_text(json.dumps(stored | {"checksums": left}))
        assert refused(index), part


def test_a_damage_anywhere_in_the_manifest_is_refused(index: Path) -> None:
    """A damage to one of its letters once changed the hits without a sign."""
    path = checked(index)[0] / "generation.json"
    content = path.read_bytes()
    for position in range(0, len(content), max(1, len(content) // 150)):
        path.write_bytes(content[:position])
        assert refused(index), f"cut at {position}"
        path.write_bytes(content[:position] + content[position + 1 :])
        assert refused(index), f"without {position}"
        for bit in (0, 5, 7):
            path.write_bytes(content[:position] + bytes([content[position] ^ 1 << bit]) + content[position + 1 :])
            assert refused(index), f"bit {bit} of {position}"
    for encoding in ("utf-16", "utf-32", "utf-8-sig"):
        path.write_bytes(content.decode().encode(encoding))
        assert refused(index), encoding
    path.write_bytes(b"[" * 5_000_000)
    assert refused(index)
    path.write_bytes(content)
    assert not refused(index)


def test_a_damage_anywhere_in_the_pointer_is_refused_or_changes_nothing(index: Path) -> None:
    path = index / "CURRENT"
    content = path.read_bytes()
    harmless = []
    for position in range(len(content)):
        for damaged in (
            content[:position],
            content[:position] + content[position + 1 :],
            *(content[:position] + bytes([content[position] ^ 1 << bit]) + content[position + 1 :] for bit in range(8)),
        ):
            path.write_bytes(damaged)
            if not refused(index):
                harmless.append(damaged.strip())
    assert set(harmless) == {content.strip()}, "nothing but the line's end may differ"


@pytest.mark.parametrize(
    "content",
    [
        b"null",
        b"[]",
        b"{}",
        b"5",
        b"\0" * 5000,
        b"x" * 5000,
        b"0" * 5_000_000,
        b"0123456789ab " + b"0" * 64,
        b"../../../../etc",
        b"..",
        b".",
        b"/etc",
        "\uff10".encode() * 12,
    ],
)
def test_a_pointer_that_is_none_is_refused(index: Path, content: bytes) -> None:
    (index / "CURRENT").write_bytes(content)
    assert "--rebuild" in refused(index)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_a_pointer_in_another_encoding_is_refused(index: Path, encoding: str) -> None:
    text = (index / "CURRENT").read_text()
    (index / "CURRENT").write_bytes(text.encode(encoding))
    assert "damaged, it names no generation" in refused(index)


@pytest.mark.parametrize("name", ["CURRENT", "generations/{}", "generations/{}/generation.json"])
@pytest.mark.parametrize("put", ["folder", "file", "link out", "link to nothing", "pipe"])
def test_what_is_put_in_a_file_s_place_is_refused_and_never_followed(index: Path, name: str, put: str) -> None:
    """A link leads to a whole generation, or to a pointer that is right, elsewhere; a pipe would never give its end."""
    path = index / name.format(checked(index)[0].name)
    elsewhere = Path(shutil.copytree(index, index.parent / "elsewhere")) / path.relative_to(index)
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    if put == "folder":
        path.mkdir()
    elif put == "file":
        path.write_text("mine")
    elif put == "link out":
        path.symlink_to(elsewhere)
    elif put == "link to nothing":
        path.symlink_to(index.parent / "nothing")
    else:
        os.mkfifo(path)
    line = refused(index)
    # The same manifest elsewhere is the same manifest; of generations and pointers only the index's own count.
    assert line or (put, path.name) == ("link out", "generation.json")


def test_a_folder_in_the_pointer_s_place_is_said_before_anything_is_written(index: Path, small: Settings) -> None:
    (index / "CURRENT").unlink()
    (index / "CURRENT").mkdir()
    with pytest.raises(BrokenIndexError, match=r"CURRENT: a folder, where a file is to be\. Remove it"):
        build(small.recipe, index, rebuild=True)
    (index / "CURRENT").rmdir()
    build(small.recipe, index, rebuild=True)
    open_index(index)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_no_file_is_refused(index: Path, name: str) -> None:
    path = part_of(index, name)
    path.unlink()
    path.mkdir()
    assert f"{name}: missing, damaged" in refused(index)
    path.rmdir()
    os.mkfifo(path)
    assert f"{name}: missing, damaged" in refused(index)


def test_a_file_that_does_not_belong_to_it_is_refused_and_a_file_manager_s_is_not(index: Path) -> None:
    vectors = part_of(index, "vectors")
    (vectors / ".DS_Store").write_text("x")
    assert not refused(index)
    (vectors / "near.faiss").write_text("x")
    assert "from another index" in refused(index)


@pytest.mark.parametrize("content", [b"", b"../..", b"gone", b"\xff\xfe\x00"])
def test_a_pointer_to_nothing_is_refused_and_a_rebuild_mends_it(index: Path, content: bytes) -> None:
    (index / "CURRENT").write_bytes(content)
    with pytest.raises(BrokenIndexError, match="kotae index --rebuild"):
        open_index(index)


def test_a_rebuild_mends_a_damaged_index(index: Path, small: Settings) -> None:
    (index / "CURRENT").write_bytes(b"\xff")
    with pytest.raises(BrokenIndexError, match="--rebuild"):
        build(small.recipe, index)
    assert build(small.recipe, index, rebuild=True).read == 3
    open_index(index)


def test_half_written_generations_are_not_seen_and_are_swept_away(index: Path) -> None:
    left = index / "generations" / "0123456789ab.partial"
    shutil.copytree(checked(index)[0], left)
    (index / "CURRENT.partial").write_text(left.name)
    before = checked(index)[0]
    with pytest.raises(RuntimeError, match="stopped"):
        write_half(index)
    assert [path.name for path in (index / "generations").iterdir()] == [before.name]
    assert not (index / "CURRENT.partial").exists()
    assert checked(index)[0] == before


def test_what_a_killed_run_left_is_swept_away_though_nothing_has_changed(index: Path, small: Settings) -> None:
    left = index / "generations" / "0123456789ab.partial"
    for _ in range(2):
        shutil.copytree(checked(index)[0], left)
        (index / "CURRENT.partial").write_text(left.name)
        with generation.writing(index) as folder:
            left.mkdir(exist_ok=True)
            generation.sweep(index)
            assert folder.is_dir(), "it is being written"
            assert left.is_dir(), "only the one who writes may tell what is left over"
        assert not build(small.recipe, index).changed
        assert [path.name for path in (index / "generations").iterdir()] == [checked(index)[0].name]
        assert sorted(path.name for path in index.iterdir()) == [".lock", "CURRENT", "generations"]


def test_what_a_killed_run_had_yet_to_drop_is_dropped_though_nothing_has_changed(index: Path, small: Settings) -> None:
    before, manifest = checked(index)
    with generation.writing(index) as partial:
        shutil.copytree(before, partial, dirs_exist_ok=True)
        current = generation.publish(index, partial, manifest)
    written = (current / "generation.json").stat().st_mtime_ns
    for name, seconds in (("000000000000", -3_600), ("111111111111", 1), ("222222222222", -3_600)):
        copied = Path(shutil.copytree(before, before.with_name(name)))
        os.utime(copied / "generation.json", ns=(written, written + seconds * 10**9))
    (before.with_name("222222222222") / "generation.json").unlink()  # it was being removed
    os.utime(before / "generation.json", ns=(written, written - 1))
    assert not build(small.recipe, index).changed
    assert sorted(path.name for path in before.parent.iterdir()) == sorted([before.name, current.name])
    assert checked(index)[0] == current


def test_a_reader_meets_only_whole_indexes_while_generations_change(index: Path) -> None:
    """The one that CURRENT named when a reader began is gone after two more: it takes the newest instead."""
    folder, manifest = checked(index)
    with ThreadPoolExecutor(1) as readers:
        going_on = True
        reading = readers.submit(
            lambda: [open_index(index).manifest == manifest for _ in iter(lambda: going_on, False)]
        )
        for _ in range(30):
            with generation.writing(index) as partial:
                shutil.copytree(folder, partial, dirs_exist_ok=True)
                folder = generation.publish(index, partial, manifest)
        going_on = False
    assert all(reading.result())
    assert reading.result()


def write_half(index: Path) -> None:
    with generation.writing(index) as folder:
        (folder / "records.sqlite").write_bytes(b"half")
        raise RuntimeError("stopped")


def test_only_the_generation_before_is_kept(index: Path) -> None:
    folder, manifest = checked(index)
    made = [folder.name]
    for _ in range(3):
        with generation.writing(index) as partial:
            shutil.copytree(folder, partial, dirs_exist_ok=True)
            folder = generation.publish(index, partial, manifest)
        made.append(folder.name)
        assert checked(index)[0] == folder
    assert sorted(path.name for path in (index / "generations").iterdir()) == sorted(made[-2:])


def test_two_writers_at_once_are_one_too_many(index: Path) -> None:
    with (
        generation.writing(index),
        pytest.raises(BrokenIndexError, match="another kotae index"),
        generation.writing(index),
    ):
        pass


def test_an_index_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(BrokenIndexError, match="file/index: cannot be written"),
        generation.writing(tmp_path / "file/index"),
    ):
        pass


def test_a_full_disk_is_said_in_one_line_and_the_index_still_answers(index: Path, small: Settings) -> None:
    before = checked(index)[0]
    code = (
        "import sys; from pathlib import Path; from kotae.settings import load; from kotae.index.build import build\n"
        "from kotae.errors import BrokenIndexError\n"
        "if __name__ == '__main__':\n"
        "    s = load(corpus=sys.argv[1], index=sys.argv[2], cache=sys.argv[3])\n"
        "    try: build(s.recipe, s.index, rebuild=True)\n"
        "    except BrokenIndexError as error: print(error)\n"
    )
    script = index.parent / "script.py"
    script.write_text(code)
    run = subprocess.run(
        [sys.executable, script, small.corpus, index, small.cache],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        capture_output=True,
        text=True,
    )
    assert f"{index}: cannot be written (" in run.stdout, run.stderr
    assert run.stdout.count("\n") == 1
    assert checked(index)[0] == before
    assert [path.name for path in (index / "generations").iterdir()] == [before.name]


def test_an_index_is_stale_when_its_documents_have_changed(small: Settings, tmp_path: Path) -> None:
    assert not is_stale(small.recipe, small.index)
    corpus = Path(shutil.copytree(small.corpus, tmp_path / "corpus"))
    changed = small.model_copy(update={"corpus": corpus})
    assert not is_stale(changed.recipe, small.index), "the same documents elsewhere are the same documents"
    (corpus / "tea.txt").write_text("Tea is green.")
    assert is_stale(changed.recipe, small.index)
    other = small.model_copy(update={"model": str(converted_folder(small.cache))})
    assert is_stale(other.recipe, small.index)
