"""The bundled model's layers in 8 bits, as a file keeps them: a signed byte a weight, and a scale for each row."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[np.generic]]

SCALE = ".scale"
"""What the name of a matrix is followed by for the scales of its rows."""

_LARGEST = 127
_LEAST_SCALE = 1e-12  # of a row of zeros


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """An affine map: int8 [inputs, outputs], the scale of each output and what is added to it, float32 [outputs]."""

    weight: NDArray[np.int8]
    scale: Floats
    bias: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Norm:
    """A layer normalisation, float32 [width] each."""

    weight: Floats
    bias: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One transformer layer; `attend` gives query, key and value in one product."""

    attend: Matrix
    project: Matrix
    attended: Norm
    widen: Matrix
    narrow: Matrix
    widened: Norm


def quantised(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return a matrix, float32 [outputs, inputs], in 8 bits, with the scale of each of its rows."""
    scale = np.maximum(np.abs(weight).max(axis=1) / np.float32(_LARGEST), np.float32(_LEAST_SCALE))
    return np.rint(weight / scale[:, None]).astype(np.int8), scale


def layers_of(tensors: Arrays) -> dict[int, Layer]:
    """Return the layers that a file has, by their numbers.

    Args:
        tensors: by their names in the file: `layer.NUMBER.PART.weight`, `.weight.scale` and `.bias`; matrices are int8
            [outputs, inputs].

    Raises:
        LookupError: a part of a layer is missing.
        ValueError: a number is none, or a matrix is not in 8 bits.
    """
    numbers = sorted({int(name.split(".")[1]) for name in tensors if name.startswith("layer.")})
    return {number: _layer(tensors, f"layer.{number}") for number in numbers}


def _layer(tensors: Arrays, at: str) -> Layer:
    def floats(name: str) -> Floats:
        return np.asarray(tensors[f"{at}.{name}"], np.float32)

    def matrix(name: str) -> Matrix:
        weight = tensors[f"{at}.{name}.weight"]
        if weight.dtype != np.int8:
            raise ValueError(f"{at}.{name} is not in 8 bits")
        turned = np.ascontiguousarray(weight.T, np.int8)  # here, once for all networks that a layer is part of
        return Matrix(turned, floats(f"{name}.weight{SCALE}"), floats(f"{name}.bias"))

    def norm(name: str) -> Norm:
        return Norm(floats(f"{name}.weight"), floats(f"{name}.bias"))

    return Layer(
        attend=matrix("attend"),
        project=matrix("project"),
        attended=norm("attended"),
        widen=matrix("widen"),
        narrow=matrix("narrow"),
        widened=norm("widened"),
    )
