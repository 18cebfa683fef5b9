"""Read a question and a passage together: which words answer, whether any do, how relevant the passage is.

The layers below are those of the bundled encoder, the ones above and the heads were trained by benchmarks/reader
(reader.card.json says on what). Reading comprehension with a pair encoder: Devlin et al. 2019, arXiv:1810.04805, 4.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from kotae.embedding.bert import UNREADABLE, BundledModel
from kotae.embedding.layers import layers_of
from kotae.embedding.network import Network
from kotae.embedding.pieces import Tokens
from kotae.embedding.reading import Passage, Read
from kotae.errors import ModelError, reason
from kotae.stages import stage

WEIGHTS = Path(__file__).with_name("reader.safetensors")
_QUESTION_TOKENS, _TOKENS = 96, 384
_LEAST_PASSAGE = 64


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What makes two logits of a token's values: float32 [2, width] and [2]."""

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __call__(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the logits, float32 [..., 2]."""
        logits: NDArray[np.float32] = values @ self.weight.T + self.bias
        return logits


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """The encoder, its network with the upper layers exchanged, and the heads: of each token, and of a whole pair."""

    encoder: BundledModel
    network: Network
    place: Head
    judge: Head

    def read(self, question: str, passages: Sequence[Passage]) -> list[Read]:
        """Read some passages for one question; what is too long for a passage is cut off at its end."""
        if not passages:
            return []
        with stage("read"):
            return self._read_all(question, passages)

    def _read_all(self, question: str, passages: Sequence[Passage]) -> list[Read]:
        asked = [passage.question or question for passage in passages]
        told = [f"{passage.title}\n{passage.text}" if passage.title else passage.text for passage in passages]
        split = self.encoder.splitter.split([*asked, *told], marks=False)
        bos, eos = self.encoder.splitter.ends
        rows = [
            _row([bos, *of_question.ids[:_QUESTION_TOKENS], eos, eos], of_passage, passage)
            for of_question, of_passage, passage in zip(split[: len(asked)], split[len(asked) :], passages, strict=True)
        ]
        values = self.hidden([row.ids for row in rows])
        return [self._read(row, of_row) for row, of_row in zip(rows, values, strict=True)]

    def hidden(self, pairs: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        """Return what the last layer makes of the tokens of some pairs, float32 [tokens, dimension] each."""
        return self.encoder.hidden(pairs, self.network)

    def _read(self, row: "_Row", values: NDArray[np.float32]) -> Read:
        logits, (answers, relevance) = self.place(values), self.judge(values[0])
        return Read(
            row.places,
            logits[row.own, 0],
            logits[row.own, 1],
            float(answers),
            float(relevance),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """A pair as tokens: all ids; which of them are the text's, int64 [own]; the characters of these, int32 [own, 2]."""

    ids: list[int]
    own: NDArray[np.int64]
    places: NDArray[np.int32]


def _row(before: list[int], tokens: Tokens, passage: Passage) -> _Row:
    """Lay a pair out: what comes before the passage's tokens, and these."""
    told = len(passage.title) + 1 + len(passage.text) if passage.title else len(passage.text)
    kept = max(_LEAST_PASSAGE, _TOKENS - len(before) - 1)
    begin = told - len(passage.text)
    offsets = np.array(tokens.offsets[:kept], np.int32).reshape(-1, 2)
    filled = offsets[:, 1] > offsets[:, 0]
    own = np.flatnonzero((offsets[:, 1] > begin) & filled)
    return _Row(
        [*before, *tokens.ids[:kept], before[-1]],
        own + len(before),
        np.maximum(offsets[own] - begin, 0),
    )


def load_reader(encoder: BundledModel, path: Path = WEIGHTS) -> Reader:
    """Load the reader on top of the encoder, whose lower layers and tokenizer it shares.

    Arguments: encoder, the bundled model; path, the weights file.
    Raises: ModelError when the file cannot be read or is none of a reader on this encoder.
    """
    try:
        tensors = load_file(path)
        network = encoder.network.exchanged(layers_of(tensors))
        heads = (
            Head(*(tensors[f"{name}.{kind}"].astype(np.float32) for kind in ("weight", "bias")))
            for name in ("place", "judge")
        )
        return Reader(encoder, network, *heads)
    except UNREADABLE as error:
        raise ModelError(f"{path}: the reader cannot be loaded ({reason(error)}). Install Kotae again.") from error
