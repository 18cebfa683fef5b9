"""The fitted scorer of candidate answers: a small network over their features and the model's token vectors."""

import base64
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WEIGHTS = "spans.json"


@dataclass(frozen=True, slots=True)
class Scorer:
    """A perceptron with two hidden layers (GELU), fitted by benchmarks/fit_spans.py on JSQuAD.

    Beside the features it sees the span's mean token vector and the question's vectors, both projected to a few
    dimensions, and the projections multiplied. All matrices are float32, [inputs, outputs].
    """

    centre: Floats
    scale: Floats
    question: tuple[Floats, Floats]
    span: tuple[Floats, Floats]
    layers: tuple[tuple[Floats, Floats], ...]

    def scores(self, features: Floats, spans: Floats, question: Floats) -> Floats:
        """Return the score of every span, comparable within one question; float32 [spans].

        Args:
            features: what speaks for each span, float32 [spans, features].
            spans: the spans' mean token vectors, float32 [spans, width].
            question: the vectors of what the question asks for and of the whole question, float32 [2 × width].
        """
        asked = question @ self.question[0] + self.question[1]
        said = spans @ self.span[0] + self.span[1]
        values = np.concatenate([(features - self.centre) * self.scale, asked * said, said], axis=1)
        for number, (matrix, bias) in enumerate(self.layers):
            values = values @ matrix + bias
            if number + 1 < len(self.layers):
                values = _gelu(values)
        scores: Floats = values[:, 0]
        return scores


def _gelu(values: Floats) -> Floats:
    """Return x Φ(x) by its tanh approximation (Hendrycks & Gimpel 2016)."""
    inner = np.float32(0.7978845608) * (values + np.float32(0.044715) * values * values * values)
    result: Floats = np.float32(0.5) * values * (1 + np.tanh(inner))
    return result


def packed(values: Floats) -> dict[str, object]:
    """Return an array as JSON can hold it: its shape and its numbers as base64 of little-endian float16."""
    return {"shape": list(values.shape), "float16": base64.b64encode(values.astype("<f2").tobytes()).decode()}


def _unpacked(stored: dict[str, object]) -> Floats:
    numbers = np.frombuffer(base64.b64decode(str(stored["float16"])), "<f2").astype(np.float32)
    shape = stored["shape"]
    return numbers.reshape(shape if isinstance(shape, list) else -1)


@cache
def fitted() -> Scorer:
    """Return the scorer with the weights of the package."""
    text = (resources.files("kotae.answers.spans") / WEIGHTS).read_text(encoding="utf-8")
    stored = {name: _unpacked(value) for name, value in json.loads(text)["weights"].items()}
    depth = sum(name.startswith("layer") and name.endswith("matrix") for name in stored)
    return Scorer(
        stored["centre"],
        stored["scale"],
        (stored["question.matrix"], stored["question.bias"]),
        (stored["span.matrix"], stored["span.bias"]),
        tuple((stored[f"layer{number}.matrix"], stored[f"layer{number}.bias"]) for number in range(depth)),
    )
