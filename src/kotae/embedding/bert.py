"""Run the converted bundled model with torch alone.

The folder is an ordinary sentence-transformers model, and `SentenceTransformer` gives the same vectors; but
importing that library takes three times as long as all of this, and every cold question would wait for it.
Architecture: Devlin et al. 2019, "BERT", arXiv:1810.04805; mean pooling and L2 as in arXiv:2402.05672.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from kotae.embedding.counter import read_tokenizer
from kotae.embedding.encoded import Encoded
from kotae.embedding.prompts import E5_PROMPTS, Prompts
from kotae.embedding.source import ExactDtype
from kotae.errors import ModelError, reason

_BATCH_TOKENS = 1024  # larger batches leave the second-level cache and are slower, measured


@dataclass(frozen=True, slots=True)
class Linear:
    """An affine map."""

    weight: Tensor
    bias: Tensor

    def __call__(self, values: Tensor) -> Tensor:
        return functional.linear(values, self.weight, self.bias)


@dataclass(frozen=True, slots=True)
class Norm:
    """A layer normalisation."""

    weight: Tensor
    bias: Tensor
    epsilon: float

    def __call__(self, values: Tensor) -> Tensor:
        return functional.layer_norm(values, self.bias.shape, self.weight, self.bias, self.epsilon)


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer layer; `attend` gives query, key and value in one product."""

    attend: Linear
    project: Linear
    attended: Norm
    widen: Linear
    narrow: Linear
    widened: Norm
    heads: int

    def __call__(self, values: Tensor, mask: Tensor | None) -> Tensor:
        rows, tokens, hidden = values.shape
        parts = self.attend(values).view(rows, tokens, 3, self.heads, hidden // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = self.mix(query, key, value, mask)
        values = self.attended(values + self.project(mixed.transpose(1, 2).reshape(rows, tokens, hidden)))
        return self.widened(values + self.narrow(functional.gelu(self.widen(values))))

    def mix(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
        """Scaled dot-product attention of every head, [rows, heads, tokens, width]; `mask` is added to the logits."""
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)


@dataclass(frozen=True, slots=True)
class BundledModel:
    """The loaded model: word embeddings (float32, read from the mapped file), layers in `dtype`, tokenizer."""

    tokenizer: Tokenizer
    words: Tensor
    positions: Tensor
    embedded: Norm
    layers: tuple[Layer, ...]
    dtype: torch.dtype
    pad: int
    max_tokens: int
    prompts: Prompts = E5_PROMPTS
    batch_tokens: int = _BATCH_TOKENS

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.words.shape[1])

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, nothing cut."""
        return [len(encoding.ids) for encoding in self.tokenizer.encode_batch_fast(list(texts))]

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode one batch of texts that carry their prompt already, each cut to `max_tokens`."""
        encodings = self.tokenizer.encode_batch(list(texts))
        rows = [self._cut(encoding.ids) for encoding in encodings]
        longest = max(map(len, rows))
        padded = torch.tensor([row + [self.pad] * (longest - len(row)) for row in rows])
        vectors, tokens = self._forward(padded)
        results = []
        for vector, values, row, encoding in zip(vectors, tokens, rows, encodings, strict=True):
            inner = slice(1, len(row) - 1)  # between the special tokens <s> and </s>
            starts = np.array([start for start, _ in encoding.offsets[inner]], np.int32)
            results.append(Encoded(vector.numpy(), values[inner].numpy(), starts))
        return results

    def _cut(self, ids: list[int]) -> list[int]:
        return ids if len(ids) <= self.max_tokens else ids[: self.max_tokens - 1] + ids[-1:]

    @torch.inference_mode()
    def hidden(self, tokens: Tensor) -> Tensor:
        """Token ids, int64 [rows, tokens] → what the last layer makes of them, float32 [rows, tokens, dimension]."""
        real = tokens != self.pad
        mask = None
        if not bool(real.all()):
            mask = torch.zeros(real.shape, dtype=self.dtype).masked_fill_(~real, -torch.inf)[:, None, None]
        values = self.embedded(self.words[tokens] + self.positions[: tokens.shape[1]]).to(self.dtype)
        for layer in self.layers:
            values = layer(values, mask)
        return values.float()

    @torch.inference_mode()
    def _forward(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        """Token ids, int64 [rows, tokens] → unit vectors, float32 [rows, dimension] and [rows, tokens, dimension]."""
        real = tokens != self.pad
        exact = self.hidden(tokens)
        return functional.normalize((exact * real[:, :, None]).sum(1)), functional.normalize(exact, dim=-1)


def load_bundled(folder: Path, dtype: ExactDtype) -> BundledModel:
    """Load the converted model.

    Arguments: folder, as written by `convert`; dtype, of the layers' weights and activations.
    Raises: ModelError when a file of the folder cannot be read.
    """
    try:
        return _read(folder, getattr(torch, dtype))
    except (OSError, ValueError, LookupError, TypeError, RuntimeError, SafetensorError) as error:
        raise ModelError(
            f"{folder}: the converted model cannot be read ({reason(error)}). Remove this folder: it is made again."
        ) from error


def _read(folder: Path, dtype: torch.dtype) -> BundledModel:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    with safe_open(folder / "model.safetensors", framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a mapping)
    names = "embeddings.{}_embeddings.weight"
    epsilon = float(config["layer_norm_eps"])
    return BundledModel(
        tokenizer=read_tokenizer(folder / "tokenizer.json"),
        words=tensors[names.format("word")],
        positions=tensors[names.format("position")] + tensors[names.format("token_type")][0],
        embedded=_norm(tensors, "embeddings.LayerNorm", epsilon),
        layers=tuple(
            _layer(tensors, f"encoder.layer.{number}", config["num_attention_heads"], epsilon, dtype)
            for number in range(config["num_hidden_layers"])
        ),
        dtype=dtype,
        pad=config["pad_token_id"],
        max_tokens=config["max_position_embeddings"],
    )


def _layer(tensors: Mapping[str, Tensor], at: str, heads: int, epsilon: float, dtype: torch.dtype) -> Layer:
    own = {
        name.removeprefix(f"{at}."): tensor.to(dtype) for name, tensor in tensors.items() if name.startswith(f"{at}.")
    }
    parts = [f"attention.self.{part}" for part in ("query", "key", "value")]
    return Layer(
        attend=Linear(*(torch.cat([own[f"{part}.{kind}"] for part in parts]) for kind in ("weight", "bias"))),
        project=_linear(own, "attention.output.dense"),
        attended=_norm(own, "attention.output.LayerNorm", epsilon),
        widen=_linear(own, "intermediate.dense"),
        narrow=_linear(own, "output.dense"),
        widened=_norm(own, "output.LayerNorm", epsilon),
        heads=heads,
    )


def _linear(tensors: Mapping[str, Tensor], name: str) -> Linear:
    return Linear(tensors[f"{name}.weight"], tensors[f"{name}.bias"])


def _norm(tensors: Mapping[str, Tensor], name: str, epsilon: float) -> Norm:
    return Norm(tensors[f"{name}.weight"], tensors[f"{name}.bias"], epsilon)
