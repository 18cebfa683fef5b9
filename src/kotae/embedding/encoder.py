"""Text to vectors: the one thing that the rest of Kotae needs from an embedding model."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from threadpoolctl import threadpool_limits

from kotae.embedding.counter import Kind
from kotae.embedding.encoded import Encoded
from kotae.embedding.prompts import Prompts
from kotae.embedding.reading import PassageReader
from kotae.embedding.source import BUNDLED, Dtype, bundled_folder, exact_dtype, resolve


class Model(Protocol):
    """A loaded model: encodes and counts texts that carry their prompt already."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens beyond which a text is cut."""

    @property
    def batch_tokens(self) -> int:
        """Tokens, padding included, that make a batch of a good size."""

    @property
    def prompts(self) -> Prompts:
        """What goes before a question and before a passage."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, nothing cut."""

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode one batch; `starts` count from the beginning of the prompt."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded embedding model; `identity` changes when its vectors would."""

    identity: str
    model: Model

    @classmethod
    def load(cls, model: str = BUNDLED, *, cache: Path | None = None, dtype: Dtype = "auto") -> "Encoder":
        """Load a model.

        Arguments: model, "bundled", a sentence-transformers folder or a hub name; cache, where the bundled model is
            converted to on first use (None: the user's cache folder); dtype, of any other model ("auto": float32), for
            the bundled one computes in 8 bits.
        Raises: ModelError when the model cannot be found, verified or loaded.
        """
        # OpenMP's threads spin while they wait, which makes two processes on the same cores six times slower each.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        # So do those of BLAS: beside one other busy process, an answer takes 270 ms with two of them and 25 ms with one.
        threadpool_limits(1, user_api="blas")
        source = resolve(model, cache)
        exact = exact_dtype(dtype)
        if source.bundled:
            from kotae.embedding.bert import load_bundled

            return cls(source.identity(dtype), load_bundled(bundled_folder(cache)))
        from kotae.embedding.sentence import load_sentence_model

        loaded = load_sentence_model(source, exact)
        return cls(resolve(model, cache).identity(dtype), loaded)

    def reader(self) -> PassageReader | None:
        """Load what reads passages with a question; None where the model has none, as all but the bundled one.

        Raises: ModelError when its file cannot be read.
        """
        from kotae.embedding.bert import BundledModel

        if not isinstance(self.model, BundledModel):
            return None
        from kotae.embedding.reader import load_reader

        return load_reader(self.model)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.model.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens, prompt and special tokens included, beyond which a text is cut."""
        return self.model.max_tokens

    def encode_query(self, text: str) -> Encoded:
        """Encode a question, given without prompt."""
        return self.encode_queries([text])[0]

    def encode_queries(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode questions, given without prompt, in batches of a like length; one result for each, in the order given."""
        return _in_order(self._encode(self.model.prompts.query, texts))

    def encode_passages(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode passages, longest first, in batches of a like length.

        Arguments: texts, without prompt.
        Returns: one result for each text, in the order given.
        """
        return _in_order(self.each_passage(texts))

    def each_passage(self, texts: Sequence[str]) -> Iterator[tuple[int, Encoded]]:
        """Encode passages likewise, and give each with its place in the order given, as soon as its batch is done.

        Arguments: texts, without prompt.
        """
        return self._encode(self.model.prompts.passage, texts)

    def count_tokens(self, texts: Sequence[str], kind: Kind = "passage") -> list[int]:
        """Tokens of each text, prompt and special tokens included, nothing cut: comparable with `max_tokens`."""
        prompt = self.model.prompts.query if kind == "query" else self.model.prompts.passage
        return self.model.count([prompt + text for text in texts])

    def _encode(self, prompt: str, texts: Sequence[str]) -> Iterator[tuple[int, Encoded]]:
        prompted = [prompt + text for text in texts]
        counted = [0] if len(prompted) == 1 else self.model.count(prompted)  # one is a batch, however long it is
        lengths = [min(length, self.max_tokens) for length in counted]
        for batch in batches_by_length(lengths, self.model.batch_tokens):
            encoded = self.model.encode([prompted[place] for place in batch])
            for place, one in zip(batch, encoded, strict=True):
                yield place, _without_prompt(one, len(prompt), len(prompted[place]))


def _in_order(encoded: Iterable[tuple[int, Encoded]]) -> list[Encoded]:
    placed = dict(encoded)
    return [placed[place] for place in range(len(placed))]


def _without_prompt(encoded: Encoded, characters: int, length: int) -> Encoded:
    """Drop the tokens of a prompt of so many characters from a text of a length, and count from the text's own beginning.

    The first word's token begins with the prompt's last space: what ends behind the prompt is the text's own.
    """
    ends = np.append(encoded.starts[1:], length)
    own = (encoded.starts >= characters) | (ends > characters)
    starts = np.maximum(encoded.starts[own] - np.int32(characters), 0).astype(np.int32)
    return Encoded(encoded.vector, encoded.tokens[own], starts)


def batches_by_length(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Group texts of a like length.

    Arguments: lengths, tokens of each text; budget, the most tokens in a batch once its texts are padded to the
        longest (a longer text is a batch of its own).
    Returns: the places of each batch's texts, longest first; every place once.
    """
    order = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    start = 0
    while start < len(order):
        size = max(1, budget // max(1, lengths[order[start]]))
        yield order[start : start + size]
        start += size
