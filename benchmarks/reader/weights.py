"""A trained reader to the file that the package carries: matrices in 8 bits with a scale for each row."""

from collections.abc import Iterable

import torch
from torch import Tensor

_SCALE = ".scale"  # as kotae.embedding.layers.SCALE, which a machine that trains need not have


def in_8_bits(tensors: Iterable[tuple[str, Tensor]]) -> dict[str, Tensor]:
    """Return the tensors of a trained reader by the names that the package reads."""
    stored: dict[str, Tensor] = {}
    for name, value in tensors:
        if name.startswith("layer.") and value.dim() == 2:
            scale = value.abs().amax(1) / 127
            stored[name] = torch.round(value / scale[:, None]).to(torch.int8).cpu()
            stored[f"{name}{_SCALE}"] = scale.half().cpu()
        else:
            stored[name] = value.half().cpu()
    return {name: value.contiguous() for name, value in stored.items()}
