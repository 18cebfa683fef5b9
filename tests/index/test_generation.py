"""An index is whole or it is refused: what is damaged, mixed or half-written never answers."""

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("part", ["records.sqlite", "vectors/flat.faiss", "vectors/tokens.npy", "lexicon"])
@pytest.mark.parametrize("damage", ["changed", "cut", "removed"])
def test_a_damaged_part_is_named(index: Path, part: str, damage: str) -> None:
    path = checked(index)[0] / part
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(content if damage == "changed" else content[: len(content) // 2])
    with pytest.raises(BrokenIndexError, match=f"{part}: missing, damaged.*--rebuild"):
        open_index(index)


def test_parts_of_two_indexes_do_not_mix(index: Path, small: Settings, tmp_path: Path) -> None:
    """Vectors of one corpus with the records of another would return wrong passages without any sign of it."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "other.md").write_text("# 川\n\n信濃川は日本で最も長い川である。\n", encoding="utf-8")
    other = small.model_copy(update={"corpus": corpus, "index": tmp_path / "other"})
    build(other.recipe, other.index)
    for part in ("vectors", "words"):
        target = checked(index)[0] / part
        kept = target.rename(tmp_path / "kept")
        shutil.copytree(checked(other.index)[0] / part, target)
        with pytest.raises(BrokenIndexError, match="do not belong together"):
            open_index(index)
        shutil.rmtree(target)
        kept.rename(target)
    open_index(index)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "damaged"),
        (b"\xff", "damaged"),
        (b"[]", "damaged"),
        (b'{"format": 1}', "damaged"),
        (b'{"format": 99}', "index format 99, this Kotae reads format 1"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused(index: Path, content: bytes, reason: str) -> None:
    (checked(index)[0] / "generation.json").write_bytes(content)
    with pytest.raises(BrokenIndexError, match=f"{reason}.*--rebuild"):
        open_index(index)


def test_a_manifest_of_another_size_is_refused(index: Path) -> None:
    path = checked(index)[0] / "generation.json"
    stored = json.loads(path.read_text())
    path.write_text(json.dumps(stored | {"units": stored["units"] - 1}))
    with pytest.raises(BrokenIndexError, match="do not belong together"):
        open_index(index)


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
    assert checked(index)[0] == before


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
    other = small.model_copy(
        update={"dtype": "float32" if "bfloat16" in checked(small.index)[1].model_identity else "bfloat16"}
    )
    assert is_stale(other.recipe, small.index)
