"""Run the converted bundled model: the network in 8 bits with ONNX Runtime, on each processor a text.

The folder is an ordinary sentence-transformers model too, but torch alone takes longer to import than a question to answer.
Mean pooling and L2 as in Wang et al. 2024, arXiv:2402.05672.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, InvalidGraph, InvalidProtobuf
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file

from kotae.embedding.convert import LAYERS, WEIGHTS
from kotae.embedding.encoded import Encoded
from kotae.embedding.layers import Norm, layers_of
from kotae.embedding.network import Network, network
from kotae.embedding.pieces import Splitter, read_splitter
from kotae.embedding.prompts import E5_PROMPTS, Prompts
from kotae.errors import ModelError, reason

Floats = NDArray[np.float32]

UNREADABLE = (
    OSError, ValueError, LookupError, TypeError, RuntimeError, SafetensorError,
    Fail, InvalidArgument, InvalidGraph, InvalidProtobuf,
)  # fmt: skip
"""What reading a model's files and making a network of them raises where they are none."""

_BATCH_TOKENS = 4096  # of texts that are computed side by side
_LEAST_LENGTH = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class BundledModel:
    """The loaded model: word embeddings, float32 [words, dimension], read from the mapped file; the network; what splits."""

    splitter: Splitter
    words: Floats
    positions: Floats
    network: Network
    max_tokens: int
    prompts: Prompts = E5_PROMPTS
    batch_tokens: int = _BATCH_TOKENS

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.words.shape[1])

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, nothing cut."""
        return [len(tokens.ids) for tokens in self.splitter.split(texts)]

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode one batch of texts that carry their prompt already, each cut to `max_tokens`."""
        split = self.splitter.split(texts)
        rows = [self._cut(tokens.ids) for tokens in split]
        results = []
        for values, row, tokens in zip(self.hidden(rows), rows, split, strict=True):
            inner = slice(1, len(row) - 1)  # between the special tokens <s> and </s>
            starts = np.array([start for start, _ in tokens.offsets[inner]], np.int32)
            results.append(Encoded(_unit(values.sum(axis=0)), _unit(values[inner]), starts))
        return results

    def _cut(self, ids: list[int]) -> list[int]:
        return ids if len(ids) <= self.max_tokens else ids[: self.max_tokens - 1] + ids[-1:]

    def hidden(self, texts: Sequence[Sequence[int]], network: Network | None = None) -> list[Floats]:
        """Return what the last layer makes of the tokens of some texts, float32 [tokens, dimension] each.

        Args:
            texts: as the ids of their tokens.
            network: another than the model's own.
        """
        return (network or self.network).compute(
            [self.words[np.asarray(ids, np.int64)] + self.positions[: len(ids)] for ids in texts]
        )


def _unit(vectors: Floats) -> Floats:
    """Scale vectors, [..., dimension], to length 1."""
    lengths = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))[..., None]
    return np.asarray(vectors / np.maximum(lengths, _LEAST_LENGTH), np.float32)


def load_bundled(folder: Path) -> BundledModel:
    """Load the converted model.

    Arguments: folder, as written by `convert`.
    Raises: ModelError when a file of the folder cannot be read.
    """
    try:
        return _read(folder)
    except UNREADABLE as error:
        raise ModelError(
            f"{folder}: the converted model cannot be read ({reason(error)}). Remove this folder: it is made again."
        ) from error


def _read(folder: Path) -> BundledModel:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    names = "embeddings.{}_embeddings.weight"
    with safe_open(folder / WEIGHTS, framework="np") as file:
        positions = file.get_tensor(names.format("position")) + file.get_tensor(names.format("token_type"))[0]
        embedded = Norm(*(file.get_tensor(f"embeddings.LayerNorm.{kind}") for kind in ("weight", "bias")))
    layers = list(layers_of(load_file(folder / LAYERS)).values())
    return BundledModel(
        splitter=read_splitter(folder),
        words=_mapped(folder / WEIGHTS, names.format("word")),
        positions=positions,
        network=network(embedded, layers, int(config["num_attention_heads"]), float(config["layer_norm_eps"])),
        max_tokens=config["max_position_embeddings"],
    )


def _mapped(path: Path, name: str) -> Floats:
    """Return a tensor of a safetensors file, float32 [rows, columns], mapped from the disk: of words few rows are used."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        entry = json.loads(file.read(length))[name]
    mapped: Floats = np.memmap(path, np.float32, "r", 8 + length + entry["data_offsets"][0], tuple(entry["shape"]))
    return mapped
