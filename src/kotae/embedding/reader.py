"""Read a question and a passage together: which words answer, whether any do, how relevant the passage is.

The layers below are those of the bundled encoder, the ones above and the heads were trained by benchmarks/reader/fit.py
(reader.card.json says on what). Reading comprehension with a pair encoder: Devlin et al. 2019, arXiv:1810.04805, 4.2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from torch import Tensor

from kotae.embedding.bert import BundledModel, Layer, Linear, Norm
from kotae.embedding.encoder import batches_by_length
from kotae.embedding.reading import Passage, Read
from kotae.errors import ModelError, reason

WEIGHTS = Path(__file__).with_name("reader.safetensors")
SCALE = ".scale"
"""What the name of a matrix in 8 bits is followed by for the scales of its rows."""

_QUESTION_TOKENS, _TOKENS = 96, 384
_LEAST_PASSAGE = 64


@dataclass(frozen=True, slots=True)
class Reader:
    """The encoder with its upper layers exchanged, and the heads: of each token, and of a whole pair."""

    encoder: BundledModel
    place: Linear
    judge: Linear

    def read(self, question: str, passages: Sequence[Passage]) -> list[Read]:
        """Read some passages for one question; what is too long for a passage is cut off at its end."""
        if not passages:
            return []
        rows = [self._row(self._asked(passage.question or question), passage) for passage in passages]
        done: dict[int, Read] = {}
        for places in batches_by_length([len(row.ids) for row in rows], self.encoder.batch_tokens):
            taken = [rows[place] for place in places]
            done.update(zip(places, self._read(taken), strict=True))
        return [done[place] for place in range(len(rows))]

    def _asked(self, question: str) -> list[int]:
        ids: list[int] = self.encoder.tokenizer.encode(question, add_special_tokens=False).ids
        return ids[:_QUESTION_TOKENS]

    def _row(self, question: list[int], passage: Passage) -> "_Row":
        bos, eos = self._marks
        told = f"{passage.title}\n{passage.text}" if passage.title else passage.text
        encoding = self.encoder.tokenizer.encode(told, add_special_tokens=False)
        before = [bos, *question, eos, eos]
        kept = max(_LEAST_PASSAGE, _TOKENS - len(before) - 1)
        begin = len(told) - len(passage.text)
        offsets = np.array(encoding.offsets[:kept], np.int32).reshape(-1, 2)
        filled = offsets[:, 1] > offsets[:, 0]
        own = np.flatnonzero((offsets[:, 1] > begin) & filled)
        title = np.flatnonzero((offsets[:, 1] <= len(passage.title)) & filled)
        return _Row(
            [*before, *encoding.ids[:kept], eos],
            own + len(before),
            np.maximum(offsets[own] - begin, 0),
            title + len(before),
            offsets[title],
        )

    @property
    def _marks(self) -> tuple[int, int]:
        bos, eos = self.encoder.tokenizer.encode("").ids
        return bos, eos

    @torch.inference_mode()
    def _read(self, rows: Sequence["_Row"]) -> list[Read]:
        longest = max(len(row.ids) for row in rows)
        values = self.encoder.hidden(
            torch.tensor([row.ids + [self.encoder.pad] * (longest - len(row.ids)) for row in rows])
        )
        logits, judged = self.place(values).numpy(), self.judge(values[:, 0]).numpy()
        return [
            Read(
                row.places,
                logit[row.own, 0],
                logit[row.own, 1],
                float(whole[0]),
                float(whole[1]),
                row.title_places,
                logit[row.title, 0],
                logit[row.title, 1],
            )
            for row, logit, whole in zip(rows, logits, judged, strict=True)
        ]


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """A pair as tokens: all ids; which of them are the text's, int64 [own]; the characters of these, int32 [own, 2]; the same
    of the title."""

    ids: list[int]
    own: NDArray[np.int64]
    places: NDArray[np.int32]
    title: NDArray[np.int64]
    title_places: NDArray[np.int32]


def load_reader(encoder: BundledModel, path: Path = WEIGHTS) -> Reader:
    """Load the reader on top of the encoder, whose lower layers and tokenizer it shares.

    Arguments: encoder, the bundled model; path, the weights file.
    Raises: ModelError when the file cannot be read or is none of a reader on this encoder.
    """
    try:
        with safe_open(path, framework="pt") as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a mapping)
        free = sorted({int(name.split(".")[1]) for name in tensors if name.startswith("layer.")})
        layers = list(encoder.layers)
        for number in free:
            layers[number] = _layer(layers[number], f"layer.{number}", tensors, encoder.dtype)
        heads = (
            Linear(tensors[f"{name}.weight"].float(), tensors[f"{name}.bias"].float()) for name in ("place", "judge")
        )
        return Reader(replace(encoder, layers=tuple(layers)), *heads)
    except (OSError, ValueError, LookupError, TypeError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"{path}: the reader cannot be loaded ({reason(error)}). Install Kotae again.") from error


def _layer(layer: Layer, at: str, tensors: Mapping[str, Tensor], dtype: torch.dtype) -> Layer:
    def tensor(name: str) -> Tensor:
        stored = tensors[f"{at}.{name}"].float()
        scale = tensors.get(f"{at}.{name}{SCALE}")
        return (stored if scale is None else stored * scale.float()[:, None]).to(dtype)

    def linear(name: str) -> Linear:
        return Linear(tensor(f"{name}.weight"), tensor(f"{name}.bias"))

    def norm(name: str, epsilon: float) -> Norm:
        return Norm(tensor(f"{name}.weight"), tensor(f"{name}.bias"), epsilon)

    return Layer(
        attend=linear("attend"),
        project=linear("project"),
        attended=norm("attended", layer.attended.epsilon),
        widen=linear("widen"),
        narrow=linear("narrow"),
        widened=norm("widened", layer.widened.epsilon),
        heads=layer.heads,
    )
