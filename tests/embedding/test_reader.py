"""Reading a pair: what the file says is what is computed, places are the passage's own, and what is too long is cut."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from kotae.embedding import Passage, Read
from kotae.embedding.bert import BundledModel, Layer, load_bundled
from kotae.embedding.reader import SCALE, Reader, load_reader
from kotae.embedding.source import bundled_folder
from kotae.errors import ModelError

QUESTION = "塔を設計したのは誰か。"
PASSAGE = Passage("古い塔", "この塔は 1914 年に建った。設計したのは辰野金吾である。")


@pytest.fixture(scope="module")
def encoder(cache: Path) -> BundledModel:
    return load_bundled(bundled_folder(cache), "float32")


def parts(layer: Layer, number: int) -> dict[str, torch.Tensor]:
    """The tensors of a layer as a reader's file has them, its matrices in 8 bits."""
    tensors = {}
    for name in ("attend", "project", "attended", "widen", "narrow", "widened"):
        part = getattr(layer, name)
        at = f"layer.{number}.{name}"
        tensors[f"{at}.bias"] = part.bias.half()
        if part.weight.dim() == 1:
            tensors[f"{at}.weight"] = part.weight.half()
        else:
            scale = part.weight.abs().amax(1) / 127
            tensors[f"{at}.weight"] = torch.round(part.weight / scale[:, None]).to(torch.int8)
            tensors[f"{at}.weight{SCALE}"] = scale.half()
    return tensors


@pytest.fixture(scope="module")
def weights(encoder: BundledModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader that differs from the encoder only by what 8 bits lose, with heads of its own."""
    heads = {
        f"{name}.weight": torch.randn(2, encoder.dimension, generator=torch.Generator().manual_seed(seed)).half()
        for seed, name in enumerate(("place", "judge"))
    }
    biases = {f"{name}.bias": torch.zeros(2).half() for name in ("place", "judge")}
    file = tmp_path_factory.mktemp("reader") / "reader.safetensors"
    save_file({**parts(encoder.layers[-1], len(encoder.layers) - 1), **heads, **biases}, file)
    return file


@pytest.fixture(scope="module")
def reader(encoder: BundledModel, weights: Path) -> Reader:
    return load_reader(encoder, weights)


def test_a_pair_is_read_as_one_text_of_two_parts(encoder: BundledModel, reader: Reader) -> None:
    (read,) = reader.read(QUESTION, [PASSAGE])
    pair = encoder.tokenizer.encode(QUESTION, f"{PASSAGE.title}\n{PASSAGE.text}")
    values = encoder.hidden(torch.tensor([pair.ids]))[0]
    begin = len(PASSAGE.title) + 1
    own = [
        place
        for place, (part, (start, end)) in enumerate(zip(pair.sequence_ids, pair.offsets, strict=True))
        if part == 1 and end > max(start, begin)
    ]
    expected = reader.place(values[own]).numpy()
    assert np.abs(expected[:, 0] - read.starts).max() < 0.05 * np.abs(expected).max()
    assert np.abs(expected[:, 1] - read.ends).max() < 0.05 * np.abs(expected).max()
    assert read.answers == pytest.approx(float(reader.judge(values[0])[0]), rel=0.1, abs=0.2)


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


def test_a_file_that_is_no_readers_is_named(encoder: BundledModel, tmp_path: Path) -> None:
    for content in (b"", b"not a weights file"):
        (tmp_path / "reader.safetensors").write_bytes(content)
        with pytest.raises(ModelError, match=r"reader\.safetensors"):
            load_reader(encoder, tmp_path / "reader.safetensors")
    with pytest.raises(ModelError, match=r"none\.safetensors"):
        load_reader(encoder, tmp_path / "none.safetensors")
    save_file({"layer.99.attend.weight": torch.zeros(2, 2)}, tmp_path / "reader.safetensors")
    with pytest.raises(ModelError, match=r"reader\.safetensors"):
        load_reader(encoder, tmp_path / "reader.safetensors")
