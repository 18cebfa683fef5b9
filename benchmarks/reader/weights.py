"""A trained reader to the file that the package carries: matrices in 8 bits with a scale for each row."""

from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from kotae.embedding.reader import SCALE


def packed(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors of a trained reader by the names that the package reads."""
    tensors: dict[str, Tensor] = {}
    for name, value in state.items():
        if name.startswith("free."):
            number, part, kind = name.removeprefix("free.").split("-")
            stored = f"layer.{number}.{part}.{kind}"
            if value.dim() == 2:
                scale = value.abs().amax(1) / 127
                tensors[stored] = torch.round(value / scale[:, None]).to(torch.int8)
                tensors[f"{stored}{SCALE}"] = scale.to(torch.float16)
            else:
                tensors[stored] = value.to(torch.float16)
        else:
            tensors[name] = value.to(torch.float16)
    return tensors


def write(state: dict[str, Tensor], file: Path) -> None:
    """Write the tensors of a trained reader into a file."""
    save_file({name: value.contiguous() for name, value in packed(state).items()}, file)
