"""The reader as torch trains it: the bundled encoder, its upper layers set free, and what they say of each token."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from examples import Group, Reading, Source, stream
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from kotae.embedding.bert import BundledModel, Layer

# Layers that learn; those below are the encoder's own and can be shared with it. Six in 8 bits are 11 MB.
LEARNED = 6
_TOKENS = 320  # what is longer is cut at its end
_GROUPS, _MICRO = 16, 1_400  # questions of a step; tokens, padding included, that are read at a time
_RATE, _HEAD_RATE, _DECAY, _WARM, _LEAST = 3e-4, 1e-3, 0.01, 40, 0.05
_ANSWERS, _RELEVANCE = 1.0, 0.5
_KEPT_EVERY = 480.0  # seconds


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings as tokens: ids, int64 [rows, tokens]; `inside`, true where a token is the passage's; `start` and `end`, the
    answer's tokens, int64 [rows], −1 where there is none; `owner`, the group of each row, −1 for a trap; `encodings`."""

    ids: Tensor
    inside: Tensor
    start: Tensor
    end: Tensor
    owner: Tensor
    encodings: tuple[Encoding, ...]


@dataclass(frozen=True, slots=True)
class _Learning(Layer):
    """A layer whose attention is written out, which torch differentiates in a third of the time at our lengths."""

    def mix(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
        logits = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
        return torch.matmul(functional.softmax(logits if mask is None else logits + mask.to(logits.dtype), -1), value)


class Reader(nn.Module):
    """The encoder's layers with three heads: where the answer starts and ends, whether there is one, how relevant it is."""

    def __init__(self, exact: BundledModel, fast: BundledModel) -> None:
        """Put it together from the encoder in float32, whose upper layers learn, and in bfloat16, for those below."""
        super().__init__()
        self.encoder, self.lower = exact, fast
        self.place = nn.Linear(exact.dimension, 2)
        self.judge = nn.Linear(exact.dimension, 2)
        self.free = nn.ParameterDict()
        layers = list(exact.layers)
        for number in range(len(layers) - LEARNED, len(layers)):
            layers[number] = self._freed(number, layers[number])
        self.encoder = replace(exact, layers=tuple(layers))

    def _freed(self, number: int, layer: Layer) -> Layer:
        changed: dict[str, Any] = {}
        for part in ("attend", "project", "attended", "widen", "narrow", "widened"):
            linear = getattr(layer, part)
            weights = {}
            for kind in ("weight", "bias"):
                self.free[f"{number}-{part}-{kind}"] = nn.Parameter(getattr(linear, kind).clone())
                weights[kind] = self.free[f"{number}-{part}-{kind}"]
            changed[part] = replace(linear, **weights)
        return _Learning(heads=layer.heads, **changed)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits of start and end, float32 [rows, tokens, 2], and of answering and relevance, [rows, 2]."""
        real = ids != self.encoder.pad
        mask = torch.zeros(real.shape).masked_fill_(~real, -torch.inf)[:, None, None]
        below = len(self.encoder.layers) - LEARNED
        with torch.no_grad():
            words = self.encoder.words[ids] + self.encoder.positions[: ids.shape[1]]
            values = self.encoder.embedded(words).to(self.lower.dtype)
            for layer in self.lower.layers[:below]:
                values = layer(values, mask.to(self.lower.dtype))
        with torch.autocast("cpu", torch.bfloat16):
            values = values.float()
            for layer in self.encoder.layers[below:]:
                values = layer(values, mask)
        exact = values.float()
        return self.place(exact), self.judge(exact[:, 0])


def batch(tokenizer: Tokenizer, readings: Sequence[Reading], owners: Sequence[int], pad: int) -> Batch:
    """Lay readings out as tokens; an answer that is cut off counts as none."""
    told = [f"{one.title}\n{one.text}" if one.title else one.text for one in readings]
    encodings = tokenizer.encode_batch([(one.question, text) for one, text in zip(readings, told, strict=True)])
    for encoding in encodings:
        encoding.truncate(_TOKENS)
    longest = max(len(encoding.ids) for encoding in encodings)
    ids = torch.full((len(readings), longest), pad)
    inside = torch.zeros((len(readings), longest), dtype=torch.bool)
    starts, ends = [], []
    for row, (one, encoding) in enumerate(zip(readings, encodings, strict=True)):
        ids[row, : len(encoding.ids)] = torch.tensor(encoding.ids)
        begin = len(one.title) + 1 if one.title else 0
        places = passage_tokens(encoding, begin)
        inside[row, [token for token, _, _ in places]] = True
        within = [
            token for token, start, end in places if start < one.end + begin and one.start + begin < end and one.answers
        ]
        starts.append(within[0] if within else -1)
        ends.append(within[-1] if within else -1)
    return Batch(ids, inside, torch.tensor(starts), torch.tensor(ends), torch.tensor(owners), tuple(encodings))


def passage_tokens(encoding: Encoding, begin: int) -> list[tuple[int, int, int]]:
    """Return the tokens of the passage behind its title with the characters [start, end) that they stand for."""
    return [
        (token, start, end)
        for token, (part, (start, end)) in enumerate(zip(encoding.sequence_ids, encoding.offsets, strict=True))
        if part == 1 and end > max(start, begin)
    ]


def losses(model: Reader, one: Batch) -> dict[str, Tensor]:
    """Return the sums of what is to be learned: the span among all windows of its question, whether each answers, which
    is the most relevant.

    A span is normalised over all windows of a question, so that its score can be compared between passages (Clark and
    Gardner 2018, arXiv:1710.10723).
    """
    places, judged = model(one.ids)
    places = places.masked_fill(~one.inside[:, :, None], -torch.inf)
    answers = (one.start >= 0).float()
    found = {"answers": functional.binary_cross_entropy_with_logits(judged[:, 0], answers, reduction="sum")}
    span, relevance = [], []
    for group in one.owner.unique().tolist():
        rows = torch.nonzero(one.owner == group)[:, 0]
        gold = rows[one.start[rows] >= 0]
        if group < 0 or not len(gold):
            continue
        row = gold[0]
        for side, token in enumerate((one.start[row], one.end[row])):
            span.append(torch.logsumexp(places[rows, :, side].flatten(), 0) - places[row, token, side])
        relevance.append(torch.logsumexp(judged[rows, 1], 0) - judged[row, 1])
    found["span"] = torch.stack(span).sum() / 2 if span else judged.sum() * 0
    found["relevance"] = torch.stack(relevance).sum() if relevance else judged.sum() * 0
    return found


def parts(groups: Sequence[Group], tokenizer: Tokenizer) -> Iterator[tuple[list[Reading], list[int]]]:
    """Give the readings of some groups in parts that are read at a time, the longest first, a group never divided."""
    laid = [
        ([*group.readings, *group.traps], [number] * len(group.readings) + [-1] * len(group.traps))
        for number, group in enumerate(groups)
    ]
    sizes = [
        max(len(tokenizer.encode(one.question, one.title + one.text).ids) for one in readings) for readings, _ in laid
    ]
    rows: tuple[list[Reading], list[int]] = ([], [])
    longest = 0
    for number in sorted(range(len(laid)), key=lambda place: -sizes[place]):
        readings, owners = laid[number]
        if rows[0] and longest * (len(rows[0]) + len(readings)) > _MICRO:
            yield rows
            rows, longest = ([], []), 0
        longest = max(longest, min(sizes[number], _TOKENS))
        rows[0].extend(readings)
        rows[1].extend(owners)
    if rows[0]:
        yield rows


def rate(step: int, steps: int) -> float:
    """Return the share of the full learning rate: rising, then falling along a straight line."""
    if step < _WARM:
        return (step + 1) / _WARM
    return max(_LEAST, (steps - step) / max(1, steps - _WARM))


def train(model: Reader, sources: Sequence[Source], questions: int, seed: int, checkpoint: Path) -> int:
    """Train until so many questions were read, and return how many were; a checkpoint that is there is gone on from."""
    heads = [*model.place.parameters(), *model.judge.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": list(model.free.values()), "base": _RATE}, {"params": heads, "base": _HEAD_RATE}],
        lr=_RATE, weight_decay=_DECAY, betas=(0.9, 0.98),
    )  # fmt: skip
    step, steps = 0, math.ceil(questions / _GROUPS)
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        step = kept["step"]
        print(f"goes on from step {step}", flush=True)
    groups = stream(sources, seed, step * _GROUPS)
    began = saved = time.monotonic()
    sums: dict[str, float] = {}
    for number in range(step, steps):
        for values in optimiser.param_groups:
            values["lr"] = values["base"] * rate(number, steps)
        taken = [next(groups) for _ in range(_GROUPS)]
        for name, value in stepped(model, optimiser, taken).items():
            sums[name] = sums.get(name, 0.0) + value
        if (number + 1) % 10 == 0:
            said = ", ".join(f"{name} {value / 10:.3f}" for name, value in sums.items())
            print(f"step {number + 1} of {steps}, {time.monotonic() - began:.0f} s: {said}", flush=True)
            sums = {}
        if time.monotonic() - saved > _KEPT_EVERY or number + 1 == steps:
            saved = time.monotonic()
            keep(model, optimiser, number + 1, checkpoint)
    return max(step, steps) * _GROUPS


def stepped(model: Reader, optimiser: torch.optim.Optimizer, groups: Sequence[Group]) -> dict[str, float]:
    """Take one step; return the losses, each a mean."""
    sums = {"span": 0.0, "answers": 0.0, "relevance": 0.0}
    counts = {name: len(groups) for name in sums}
    counts["answers"] = sum(len(group.readings) + len(group.traps) for group in groups)
    for readings, owners in parts(groups, model.encoder.tokenizer):
        found = losses(model, batch(model.encoder.tokenizer, readings, owners, model.encoder.pad))
        means = {name: loss / counts[name] for name, loss in found.items()}
        total: Tensor = means["span"] + _ANSWERS * means["answers"] + _RELEVANCE * means["relevance"]
        total.backward()  # type: ignore[no-untyped-call]
        for name, loss in means.items():
            sums[name] += float(loss.detach())
    nn.utils.clip_grad_norm_([*model.parameters()], 1.0)
    optimiser.step()
    optimiser.zero_grad()
    return sums


def keep(model: Reader, optimiser: torch.optim.Optimizer, step: int, checkpoint: Path) -> None:
    """Write a checkpoint, whole or not at all."""
    staged = checkpoint.with_suffix(".part")
    torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, staged)
    staged.replace(checkpoint)
