"""Verification, conversion into the cache, and what happens to a damaged cache."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kotae.embedding import Encoder
from kotae.embedding.bert import load_bundled
from kotae.embedding.bundled import WEIGHTS_SHA256, dequantise, parse_weights, read_weights
from kotae.embedding.convert import FILES, MARKER, convert, converted_folder, is_complete
from kotae.embedding.source import bundled_folder
from kotae.errors import ModelError


@pytest.fixture
def copied(cache: Path, tmp_path: Path) -> Path:
    """Another cache with the same files, the large ones linked; replace a file, never write into it."""
    target = converted_folder(tmp_path)
    shutil.copytree(converted_folder(cache), target, copy_function=link_or_copy)
    return target


def link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)


def replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def test_dequantise() -> None:
    nibbles = np.zeros((1, 16), np.uint8)
    nibbles[0, 0], nibbles[0, 15] = 0xF0, 0x09
    weights = dequantise(np.array([0.5], np.float16), nibbles)
    assert weights.dtype == np.float32
    assert weights[0] == -4.0
    assert weights[16] == 3.5
    assert weights[15] == 0.5
    assert weights[31] == -4.0


def test_header(weights_path: Path) -> None:
    weights = read_weights(weights_path)
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.heads) == (384, 12, 12)
    assert len(weights.vocabulary.pieces) == 250_002
    assert weights.tensor("emb.word").shape == (250_037 * 384,)
    with pytest.raises(ModelError, match="no tensor"):
        weights.tensor("nothing")


def test_wrong_hash_writes_nothing(weights_path: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.bin"
    content = bytearray(weights_path.read_bytes())
    content[-1] ^= 1
    changed.write_bytes(content)
    with pytest.raises(ModelError, match=f"changed.bin.*SHA-256.*expected {WEIGHTS_SHA256}.*pip install"):
        convert(changed, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_unreadable_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        convert(tmp_path / "absent.bin", tmp_path / "cache")
    with pytest.raises(ModelError, match="not an E5S1"):
        parse_weights(b"something else")


def test_unwritable_cache(weights_path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="cannot be written"):
        convert(weights_path, tmp_path / "file")


# The second is enough for the weights, the third for all but the tokenizer.
@pytest.mark.parametrize("room", [20_000_000, 475_000_000, pytest.param(500_000_000, marks=pytest.mark.slow)])
def test_full_disk_is_said_and_nothing_is_left_on_it(weights_path: Path, disk: Callable[..., Path], room: int) -> None:
    small = disk(room)
    with pytest.raises(ModelError) as raised:
        convert(weights_path, small / "cache")
    assert re.fullmatch(
        rf"{small}/cache/models/multilingual-e5-small-\S+: the converted model cannot be written \(.*No space left on "
        r"device.*\)\. Make room \(520 MB\), .*cache in kotae\.toml, or KOTAE_CACHE\.",
        str(raised.value),
    )
    assert list((small / "cache" / "models").iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("file", "Not a directory"), ("read only", "Read-only file system"), ("long", "File name too long")],
)
def test_cache_that_cannot_be_made_is_named(
    weights_path: Path, tmp_path: Path, disk: Callable[..., Path], kind: str, reason: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = {"file": tmp_path / "file" / "cache", "long": tmp_path / ("x" * 300)}.get(kind)
    if cache is None:
        cache = disk(1_000_000, readable_only=True)
    for _ in range(2):
        with pytest.raises(ModelError, match=rf"{cache}.*cannot be written \({reason}\).*KOTAE_CACHE") as raised:
            Encoder.load(cache=cache)
        assert "\n" not in str(raised.value)


def test_what_a_killed_conversion_left_is_gone_at_the_next_start(
    weights_path: Path, copied: Path, tmp_path: Path
) -> None:
    """Also where another process has finished one meanwhile, and nothing is to be converted any more."""
    code = "import sys, pathlib; from kotae.embedding.convert import convert; convert(*map(pathlib.Path, sys.argv[1:]))"
    kept = copied.rename(tmp_path / "kept")
    process = subprocess.Popen([sys.executable, "-c", code, str(weights_path), str(tmp_path)])
    while not list(copied.parent.glob(".*.partial/*/*")):
        assert process.poll() is None
    process.kill()
    process.wait()
    kept.rename(copied)
    assert len(list(copied.parent.iterdir())) == 2
    assert bundled_folder(tmp_path) == copied
    assert list(copied.parent.iterdir()) == [copied]


def test_whole_conversion_is_kept(cache: Path, weights_path: Path) -> None:
    before = (converted_folder(cache) / "model.safetensors").stat().st_mtime_ns
    assert is_complete(converted_folder(cache))
    assert convert(weights_path, cache) == converted_folder(cache)
    assert (converted_folder(cache) / "model.safetensors").stat().st_mtime_ns == before


def test_copied_cache_is_whole(copied: Path) -> None:
    path = copied / "tokenizer.json"
    replace(path, path.read_bytes())
    assert is_complete(copied)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "1_Pooling/config.json"])
def test_changed_byte_is_seen(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    replace(copied / name, bytes(content))
    assert not is_complete(copied)


@pytest.mark.parametrize("name", ["model.safetensors", "modules.json", MARKER])
def test_missing_file_is_seen(copied: Path, name: str) -> None:
    (copied / name).unlink()
    assert not is_complete(copied)


@pytest.mark.parametrize("marker", [b"", b"[]", b"{", b'{"source": 1}', b'{"files": []}', b"[" * 100_000])
def test_damaged_marker_is_seen(copied: Path, marker: bytes) -> None:
    replace(copied / MARKER, marker)
    assert not is_complete(copied)


@pytest.mark.parametrize("files", [{}, [], None, 5, {"config.json": None}, {"../../secret": {"size": 1}}])
def test_marker_that_vouches_for_other_files_is_seen(copied: Path, files: object) -> None:
    marker = json.loads((copied / MARKER).read_text())
    assert marker["files"].keys() == FILES
    replace(copied / MARKER, json.dumps(marker | {"files": files}).encode())
    assert not is_complete(copied)
    for left_out in FILES:
        fewer = {name: entry for name, entry in marker["files"].items() if name != left_out}
        replace(copied / MARKER, json.dumps(marker | {"files": fewer}).encode())
        assert not is_complete(copied)


def test_configuration_that_changed_within_its_time_is_seen(copied: Path) -> None:
    path = copied / "config.json"
    before = path.stat().st_mtime_ns
    replace(path, path.read_bytes().replace(b'"num_hidden_layers": 12', b'"num_hidden_layers": 11'))
    os.utime(path, ns=(before, before))
    assert not is_complete(copied)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", b"[]"),
        ("config.json", b"{}"),
        ("config.json", b"[" * 100_000),
        ("model.safetensors", b"\0" * 1000),
        ("model.safetensors", b""),
        ("layers.safetensors", b"\0" * 1000),
        ("pieces.safetensors", b""),
        ("tokenizer.bare.json", b"{}"),
    ],
)
def test_unreadable_conversion_is_one_line(copied: Path, name: str, content: bytes) -> None:
    replace(copied / name, content)
    with pytest.raises(ModelError, match="cannot be read") as raised:
        load_bundled(copied)
    assert "\n" not in str(raised.value)


@pytest.mark.slow
def test_half_written_cache_is_rebuilt(copied: Path, tmp_path: Path, cache: Path) -> None:
    replace(copied / "model.safetensors", b"\0" * 1000)
    encoder = Encoder.load(cache=tmp_path)
    assert is_complete(copied)
    whole = Encoder.load(cache=cache)
    assert np.array_equal(encoder.encode_query("富士山").vector, whole.encode_query("富士山").vector)
    assert [path.name for path in copied.parent.iterdir()] == [copied.name]


def test_two_processes_rebuild_a_half_written_cache_at_once(weights_path: Path, copied: Path, tmp_path: Path) -> None:
    replace(copied / "model.safetensors", b"\0" * 1000)
    code = "import sys, pathlib; from kotae.embedding.convert import convert; convert(*map(pathlib.Path, sys.argv[1:]))"
    command = [sys.executable, "-c", code, str(weights_path), str(tmp_path)]
    running = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    folder = converted_folder(tmp_path)
    assert folder == copied
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert is_complete(folder)
    for name, entry in json.loads((folder / MARKER).read_text())["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == entry["sha256"]
    shutil.rmtree(folder)
