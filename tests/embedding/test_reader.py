"""Reading a pair: what the file says is what is computed, places are the passage's own, and what is too long is cut."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from kotae.embedding import Passage, Read
from kotae.embedding.bert import BundledModel, load_bundled
from kotae.embedding.convert import LAYERS
from kotae.embedding.reader import Reader, load_reader
from kotae.embedding.source import bundled_folder
from kotae.embedding.tokenizer import read_tokenizer
from kotae.errors import ModelError

QUESTION = "塔を設計したのは誰か。"
PASSAGE = Passage("古い塔", "この塔は 1914 年に建った。設計したのは辰野金吾である。")


@pytest.fixture(scope="module")
def encoder(cache: Path) -> BundledModel:
    return load_bundled(bundled_folder(cache))


@pytest.fixture(scope="module")
def weights(encoder: BundledModel, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader with the encoder's own last layer, and heads of its own."""
    last = f"layer.{len(encoder.network.layers) - 1}."
    layers = load_file(bundled_folder(cache) / LAYERS)
    chance = np.random.default_rng(1)
    heads = {
        f"{name}.{kind}": chance.normal(size=shape).astype(np.float16)
        for name in ("place", "judge")
        for kind, shape in (("weight", (2, encoder.dimension)), ("bias", (2,)))
    }
    file = tmp_path_factory.mktemp("reader") / "reader.safetensors"
    save_file({**{name: part for name, part in layers.items() if name.startswith(last)}, **heads}, file)
    return file


@pytest.fixture(scope="module")
def reader(encoder: BundledModel, weights: Path) -> Reader:
    return load_reader(encoder, weights)


def test_a_pair_is_read_as_one_text_of_two_parts(encoder: BundledModel, reader: Reader, cache: Path) -> None:
    """With layers that are the encoder's, what is read is what the encoder makes of the pair."""
    (read,) = reader.read(QUESTION, [PASSAGE])
    tokenizer = read_tokenizer(bundled_folder(cache) / "tokenizer.json")
    pair = tokenizer.encode(QUESTION, f"{PASSAGE.title}\n{PASSAGE.text}")
    (values,) = encoder.hidden([pair.ids])
    begin = len(PASSAGE.title) + 1
    own = [
        place
        for place, (part, (start, end)) in enumerate(zip(pair.sequence_ids, pair.offsets, strict=True))
        if part == 1 and end > max(start, begin)
    ]
    expected = reader.place(values[own])
    assert np.allclose(expected[:, 0], read.starts)
    assert np.allclose(expected[:, 1], read.ends)
    assert read.answers == pytest.approx(float(reader.judge(values[0])[0]), rel=1e-4)


def test_what_the_file_has_takes_the_place_of_the_encoders_layers(
    encoder: BundledModel, weights: Path, tmp_path: Path
) -> None:
    tensors = load_file(weights)
    name = f"layer.{len(encoder.network.layers) - 1}.narrow.weight.scale"
    save_file({**tensors, name: tensors[name] * 2}, tmp_path / "other.safetensors")
    ids = [0, 10, 200, 3000, 2]
    files = (weights, tmp_path / "other.safetensors")
    (own,) = encoder.hidden([ids])
    ((one,), (other,)) = (load_reader(encoder, file).hidden([ids]) for file in files)
    assert np.abs(one - own).max() < 1e-5
    assert np.abs(other - own).max() > 0.01


def test_places_are_characters_of_the_text_without_its_title(reader: Reader) -> None:
    (read,) = reader.read(QUESTION, [PASSAGE])
    said = "".join(PASSAGE.text[start:end] for start, end in read.places)
    assert said.replace(" ", "") == PASSAGE.text.replace(" ", "")


def same(one: Read, other: Read) -> bool:
    return np.allclose(one.starts, other.starts, atol=1e-3) and np.allclose(one.ends, other.ends, atol=1e-3)


def test_passages_read_together_are_read_as_each_alone(reader: Reader) -> None:
    passages = [PASSAGE, Passage("", "短い。"), Passage("", "A tower stands in the old town. " * 12)]
    together = reader.read(QUESTION, passages)
    alone = [reader.read(QUESTION, [passage])[0] for passage in passages]
    assert all(same(one, other) for one, other in zip(together, alone, strict=True))


def test_a_text_that_is_too_long_is_cut_and_a_long_question_leaves_room_for_it(reader: Reader) -> None:
    (read,) = reader.read(QUESTION, [Passage("", "長い文が続く。" * 500)])
    assert 0 < len(read.starts) < 500
    (read,) = reader.read("誰が" * 900, [PASSAGE])
    assert read.places[-1, 1] == len(PASSAGE.text)


def test_nothing_to_read_gives_nothing(reader: Reader) -> None:
    assert reader.read(QUESTION, []) == []
    (read,) = reader.read(QUESTION, [Passage("", "")])
    assert len(read.starts) == 0


def test_a_file_that_is_no_readers_is_named(encoder: BundledModel, weights: Path, tmp_path: Path) -> None:
    for content in (b"", b"not a weights file"):
        (tmp_path / "reader.safetensors").write_bytes(content)
        with pytest.raises(ModelError, match=r"reader\.safetensors"):
            load_reader(encoder, tmp_path / "reader.safetensors")
    with pytest.raises(ModelError, match=r"none\.safetensors"):
        load_reader(encoder, tmp_path / "none.safetensors")
    tensors = load_file(weights)
    last = f"layer.{len(encoder.network.layers) - 1}."
    for damaged in (
        {"layer.99.attend.weight": np.zeros((2, 2), np.int8)},
        {name: part for name, part in tensors.items() if not name.startswith("judge")},
        tensors | {f"{last}project.weight": np.zeros((2, 2), np.int8)},
        tensors | {f"{last}project.weight": np.zeros((384, 384), np.float32)},
        {name.replace(last, "layer.99."): part for name, part in tensors.items()},
    ):
        save_file(damaged, tmp_path / "reader.safetensors")
        with pytest.raises(ModelError, match=r"reader\.safetensors"):
            load_reader(encoder, tmp_path / "reader.safetensors")
