"""What pack.py wrote, read again: groups of rows, put together to batches of about the same length."""

import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load
from torch import Tensor

_POOL = 4_096  # groups that are sorted by length together: enough that batches hold little padding, few enough to stay mixed


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Groups of rows: `ids`, the tokens of all; `begins`, where each row begins in them, [rows + 1]; `places`, of each row
    the passage's first token and its end, the answer's first and last or −1, [rows, 4]; `groups`, where each group begins
    among the rows, [groups + 1]; `compared`, how many rows of each are read for its question, those behind are traps."""

    ids: NDArray[np.uint16]
    begins: NDArray[np.int64]
    places: NDArray[np.int32]
    groups: NDArray[np.int64]
    compared: NDArray[np.int32]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The tokens of each group's longest row."""
        return np.maximum.reduceat(np.diff(self.begins), self.groups[:-1])


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of some groups: ids, int64 [rows, tokens]; `inside`, true where a token is the passage's; `start` and `end`, the
    answer's tokens, int64 [rows], −1 where there is none; `compared`, the rows of each group that are read for its question,
    int64 [groups, most], −1 where there are fewer, the one that answers first."""

    ids: Tensor
    inside: Tensor
    start: Tensor
    end: Tensor
    compared: Tensor

    def to(self, device: str) -> "Batch":
        """Return it on a device."""
        parts = (self.ids, self.inside, self.start, self.end, self.compared)
        return Batch(*(part.to(device, non_blocking=True) for part in parts))


def unpacked(file: Path) -> tuple[dict[str, Packed], dict[str, Tensor]]:
    """Return the sets of a file by name, and the encoder's tensors."""
    arrays = load(lzma.decompress(file.read_bytes()))
    names = [name.removesuffix(".groups") for name in arrays if name.endswith(".groups")]
    encoder = {
        name.removeprefix("encoder."): torch.from_numpy(array)
        for name, array in arrays.items()
        if name.startswith("encoder.")
    }
    return {name: _set(*(arrays[f"{name}.{key}"] for key in ("ids", "places", "groups"))) for name in names}, encoder


def joined(parts: Sequence[Packed]) -> Packed:
    """Return several sets as one."""
    ids = np.concatenate([part.ids for part in parts])
    begins = _begins(np.concatenate([np.diff(part.begins) for part in parts]))
    groups = _begins(np.concatenate([np.diff(part.groups) for part in parts]))
    places = np.concatenate([part.places for part in parts])
    return Packed(ids, begins, places, groups, np.concatenate([part.compared for part in parts]))


def batches(packed: Packed, size: int, seed: int, pad: int) -> Iterator[Batch]:
    """Give all groups once, in a drawn order: so many at a time, those of nearly the same length together."""
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(packed.compared))
    lengths = packed.lengths
    for first in range(0, len(order), _POOL):
        pool = order[first : first + _POOL]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        parts = [pool[at : at + size] for at in range(0, len(pool), size)]
        for number in chance.permutation(len(parts)):
            yield batch(packed, parts[number], pad)


def batch(packed: Packed, chosen: NDArray[np.int64], pad: int) -> Batch:
    """Lay out the rows of some groups."""
    spans = [range(packed.groups[group], packed.groups[group + 1]) for group in chosen]
    rows = np.array([row for span in spans for row in span])
    lengths = packed.begins[rows + 1] - packed.begins[rows]
    ids = np.full((len(rows), int(lengths.max())), pad, np.int64)
    for place, row in enumerate(rows):
        ids[place, : lengths[place]] = packed.ids[packed.begins[row] : packed.begins[row + 1]]
    places = packed.places[rows]
    tokens = np.arange(ids.shape[1])
    inside = (tokens >= places[:, :1]) & (tokens < places[:, 1:2])
    compared = np.full((len(chosen), int(packed.compared[chosen].max())), -1)
    at = 0
    for number, (group, span) in enumerate(zip(chosen, spans, strict=True)):
        count = packed.compared[group]
        compared[number, :count] = np.arange(at, at + count)
        at += len(span)
    arrays = (ids, inside, places[:, 2].astype(np.int64), places[:, 3].astype(np.int64), compared)
    return Batch(*(torch.from_numpy(array) for array in arrays))


def _set(ids: NDArray[np.uint16], places: NDArray[np.int32], groups: NDArray[np.int32]) -> Packed:
    return Packed(ids, _begins(places[:, 0]), places[:, 1:], _begins(groups[:, 0]), groups[:, 1])


def _begins(lengths: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
