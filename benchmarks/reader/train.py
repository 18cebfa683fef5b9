"""Train the reader on what pack.py made, and measure it on what is left out.

Run: python train.py FILE WEIGHTS [--layers N] [--epochs N] [--seconds N] [--rate R] [--groups N]

Needs torch, numpy and safetensors, and none of Kotae. An accelerator is used where there is one: two processors take half a
day for what one takes minutes for.
"""

import argparse
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from network import Network
from packed import Batch, Packed, batches, joined, unpacked
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional
from weights import in_8_bits

SEED = 20261126
_PAD = 1  # the number of the piece that fills up; pack.py keeps the special ones, which are the first
_HEAD_RATE, _DECAY, _WARM = 1e-3, 0.01, 200
_ANSWERS, _RELEVANCE = 1.0, 0.5
_LONGEST = 32  # tokens of an answer, as kotae.answers.reader.spans has it


def losses(places: Tensor, judged: Tensor, of: Batch) -> dict[str, Tensor]:
    """Return the means of what is to be learned: the span among all windows of its question, whether each answers, which is
    the most relevant.

    A span is normalised over all windows of a question, so that its score can be compared between passages (Clark and
    Gardner 2018, arXiv:1710.10723).
    """
    places = places.masked_fill(~of.inside[:, :, None], -torch.inf)
    answers = (of.start >= 0).float()
    there = of.compared >= 0
    first = of.compared[:, 0]
    gold = answers[first] > 0  # the answer of others was cut off
    rows = of.compared.clamp(min=0)
    of_rows = torch.logsumexp(places, 1)  # [rows, 2]
    totals = torch.logsumexp(of_rows[rows].masked_fill(~there[:, :, None], -torch.inf), 1)  # [groups, 2]
    tokens = torch.stack([of.start[first], of.end[first]], 1).clamp(min=0)
    said = torch.stack([places[first, tokens[:, side], side] for side in (0, 1)], 1)
    span = (totals - said)[gold].mean()
    relevance = torch.logsumexp(judged[:, 1][rows].masked_fill(~there, -torch.inf), 1) - judged[first, 1]
    return {
        "span": span,
        "answers": functional.binary_cross_entropy_with_logits(judged[:, 0], answers),
        "relevance": relevance[gold].mean(),
    }


@torch.inference_mode()
def measured(model: Network, packed: Packed, device: str) -> dict[str, float]:
    """Return exact match and F1 of tokens in the window that answers, how often the likeliest span of all windows of a
    question is in that one, and the area under the curve of "answers" over all windows and traps."""
    model.eval()
    exact, overlap, chosen, scores, truth = [], [], [], [], []
    for of in batches(packed, 64, 0, _PAD):
        of = of.to(device)
        with torch.autocast(device, torch.bfloat16):
            places, judged = model(of.ids)
        places = places.masked_fill(~of.inside[:, :, None], -torch.inf)
        best = places[:, :, 0, None] + places[:, None, :, 1]
        band = torch.ones(best.shape[1:], dtype=torch.bool, device=device).triu().tril(_LONGEST - 1)
        flat = best.masked_fill(~band, -torch.inf).flatten(1)
        top, at = flat.max(1)
        scores += judged[:, 0].tolist()
        truth += (of.start >= 0).tolist()
        for group in of.compared.tolist():
            rows = [row for row in group if row >= 0]
            if of.start[rows[0]] < 0:
                continue
            start, end = divmod(int(at[rows[0]]), best.shape[2])
            first, last = int(of.start[rows[0]]), int(of.end[rows[0]])
            exact.append((start, end) == (first, last))
            shared = max(0, min(end, last) - max(start, first) + 1)
            overlap.append(2 * shared / (end - start + 1 + last - first + 1))
            if len(rows) > 1:
                chosen.append(int(top[rows].argmax()) == 0)
    model.train()
    order = torch.tensor(scores).argsort()
    ranks = torch.empty(len(scores)).scatter_(0, order, torch.arange(1, len(scores) + 1).float())
    right = torch.tensor(truth)
    count = int(right.sum())
    area = (float(ranks[right].sum()) - count * (count + 1) / 2) / max(1, count * (len(scores) - count))
    means = {"exact": exact, "f1": overlap, "chosen": chosen}
    return {"questions": len(exact), **{name: _mean(values) for name, values in means.items()}, "auroc": round(area, 3)}


def _mean(values: list[float] | list[bool]) -> float:
    return round(sum(values) / max(1, len(values)), 3)


def rate(step: int, done: float) -> float:
    """Return the share of the full learning rate: rising, then falling along a straight line to the end."""
    return min((step + 1) / _WARM, max(0.0, 1 - done))


def endless(packed: Packed, size: int) -> Iterator[Batch]:
    """Give batches without end, each round of all groups in another order."""
    round_ = 0
    while True:
        yield from batches(packed, size, SEED + round_, _PAD)
        round_ += 1


def train(model: Network, packed: Packed, options: argparse.Namespace, device: str) -> int:
    """Train for the epochs or the time that are asked for, and return how many questions were read."""
    heads = [*model.place.parameters(), *model.judge.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": list(model.upper.parameters()), "base": options.rate}, {"params": heads, "base": _HEAD_RATE}],
        lr=options.rate, weight_decay=_DECAY, betas=(0.9, 0.98), fused=device == "cuda",
    )  # fmt: skip
    steps = math.ceil(len(packed.compared) * options.epochs / options.groups)
    given = endless(packed, options.groups)
    began = time.monotonic()
    sums: dict[str, Tensor] = {}
    for step in range(steps):
        done = max(step / steps, (time.monotonic() - began) / options.seconds)
        if done >= 1:
            return step * options.groups
        for values in optimiser.param_groups:
            values["lr"] = values["base"] * rate(step, done)
        of = next(given).to(device)
        with torch.autocast(device, torch.bfloat16):
            places, judged = model(of.ids)
        parts = losses(places, judged, of)
        (parts["span"] + _ANSWERS * parts["answers"] + _RELEVANCE * parts["relevance"]).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        sums = {name: value.detach() + sums.get(name, 0) for name, value in parts.items()}
        if (step + 1) % 200 == 0:
            said = ", ".join(f"{name} {float(value) / 200:.3f}" for name, value in sums.items())
            print(f"step {step + 1} of {steps}, {time.monotonic() - began:.0f} s: {said}", flush=True)
            sums = {}
    return steps * options.groups


def main() -> None:
    """Train, measure, and write what was learned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="what pack.py wrote")
    parser.add_argument("weights", type=Path, help="what is written, as the package carries it")
    parser.add_argument("--layers", type=int, default=6, help="how many upper layers learn")
    parser.add_argument("--epochs", type=float, default=1.0, help="how often all groups are read")
    parser.add_argument(
        "--seconds", type=float, default=math.inf, help="end earlier, the learning rate falling to then"
    )
    parser.add_argument("--rate", type=float, default=2e-4, help="the learning rate of the layers")
    parser.add_argument("--groups", type=int, default=48, help="questions of a step")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    sets, encoder = unpacked(options.file)
    model = Network(encoder, options.layers, _PAD).to(device)
    learned = joined([packed for name, packed in sets.items() if name.startswith("learned.")])
    read = train(model, learned, options, device)
    figures = {
        name.removeprefix("measured."): measured(model, packed, device)
        for name, packed in sets.items()
        if name.startswith("measured.")
    }
    trained = {
        "questions read": read, "groups": len(learned.compared), "layers": options.layers, "rate": options.rate,
        "questions of a step": options.groups, "torch": torch.__version__, "device": device, "figures of tokens": figures,
    }  # fmt: skip
    print(json.dumps(trained), flush=True)
    save_file(in_8_bits(model.tensors()), options.weights, {"trained": json.dumps(trained)})


if __name__ == "__main__":
    main()
