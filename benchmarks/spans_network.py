"""The network behind the marks, as torch fits it: what kotae.answers.spans.scorer runs with numpy alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from kotae.answers.spans.scorer import Scorer

if TYPE_CHECKING:
    from fit_spans import Example

HIDDEN, NARROW, PROJECTED = 64, 32, 24
EPOCHS, BATCH, RATE, DECAY = 6, 16, 2e-3, 0.05
# Candidates of one question that are looked at in a step: all that agree with an answer, and so many others.
_AGREES, _OTHERS = 0.3, 200
# Token vectors have components of about a twentieth; the layers behind them expect about a fifth.
_STRETCH = np.float32(4)
# What putting the probability into sentences that hold the answer counts for, beside putting it on the answer itself.
_SENTENCE = 0.5


class Network(nn.Module):
    """Features, projected vectors and their product through two hidden layers."""

    def __init__(self, features: int, width: int) -> None:
        super().__init__()
        self.question = nn.Linear(2 * width, PROJECTED)
        self.span = nn.Linear(width, PROJECTED)
        self.layers = nn.Sequential(
            nn.Linear(features + 2 * PROJECTED, HIDDEN), nn.GELU("tanh"), nn.Dropout(0.2),
            nn.Linear(HIDDEN, NARROW), nn.GELU("tanh"), nn.Dropout(0.1), nn.Linear(NARROW, 1),
        )  # fmt: skip

    def forward(self, features: Tensor, spans: Tensor, questions: Tensor, owner: Tensor) -> Tensor:
        """Return the score of every span; `owner` is the row of its question."""
        asked, said = self.question(questions)[owner], self.span(spans)
        scores: Tensor = self.layers(torch.cat([features, asked * said, said], 1))[:, 0]
        return scores


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted network with the mean and the spread of the features."""

    network: Network
    centre: np.ndarray
    scale: np.ndarray

    def arrays(self) -> dict[str, np.ndarray]:
        """Return the weights under the names that the scorer reads."""
        layers = [layer for layer in self.network.layers if isinstance(layer, nn.Linear)]
        linear = {f"layer{number}": layer for number, layer in enumerate(layers)}
        found = {"centre": self.centre, "scale": self.scale}
        for name, layer in {**linear, "question": self.network.question, "span": self.network.span}.items():
            stretch = _STRETCH if name in ("question", "span") else np.float32(1)
            found[f"{name}.matrix"] = layer.weight.detach().numpy().T * stretch
            found[f"{name}.bias"] = layer.bias.detach().numpy()
        return found

    def scorer(self) -> Scorer:
        """Return the same network as the package runs it."""
        a = self.arrays()
        layers = tuple((a[f"layer{number}.matrix"], a[f"layer{number}.bias"]) for number in range(3))
        question, span = ((a[f"{name}.matrix"], a[f"{name}.bias"]) for name in ("question", "span"))
        return Scorer(a["centre"], a["scale"], question, span, layers)

    def scores(self, one: "Example") -> np.ndarray:
        """Return the scores of one question's candidates."""
        return self.scorer().scores(one.features.astype(np.float32), one.means(), one.question)


def fit(known: "Sequence[Example]", seed: int, elsewhere: float) -> Fitted:
    """Fit the network to put its probability on spans that agree with an answer, and on sentences that hold one."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    useful = [one for one in known if len(one.agreement) and _worth(one, elsewhere).max() > _AGREES]
    sample = np.concatenate([one.features for one in useful[::10]]).astype(np.float32)
    centre, scale = sample.mean(0), 1 / np.maximum(sample.std(0), 0.05)
    network = Network(sample.shape[1], useful[0].vectors.shape[1])
    steps = EPOCHS * (len(useful) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    for _ in range(EPOCHS):
        order = chance.permutation(len(useful))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            loss = _loss(network, [useful[n] for n in order[start : start + BATCH]], centre, scale, elsewhere, chance)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    network.eval()
    return Fitted(network, centre, scale)


def _worth(one: "Example", elsewhere: float) -> np.ndarray:
    return np.where(one.own, one.agreement, one.agreement * np.float32(elsewhere))


def _loss(
    network: Network,
    batch: "Sequence[Example]",
    centre: np.ndarray,
    scale: np.ndarray,
    elsewhere: float,
    chance: np.random.Generator,
) -> Tensor:
    features, spans, worth, holds, owner = [], [], [], [], []
    for number, one in enumerate(batch):
        value = _worth(one, elsewhere)
        others = np.flatnonzero(value <= _AGREES)
        others = chance.permutation(others)[:_OTHERS]
        chosen = np.concatenate([np.flatnonzero(value > _AGREES), others])
        features.append((one.features[chosen].astype(np.float32) - centre) * scale)
        spans.append(one.means(chosen) * _STRETCH)
        worth.append(value[chosen] ** 2)
        holds.append(one.holds[chosen].astype(np.float32))
        owner.append(np.full(len(chosen), number))
    rows = torch.from_numpy(np.concatenate(owner))
    questions = torch.from_numpy(np.stack([one.question for one in batch]) * _STRETCH)
    scores = network(_tensor(features), _tensor(spans), questions, rows)
    answer, sentence = (_log_share(scores, _tensor(weights), rows, len(batch)) for weights in (worth, holds))
    return -(answer + _SENTENCE * sentence).mean()


def _tensor(parts: list[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.concatenate(parts))


def _log_share(scores: Tensor, weights: Tensor, rows: Tensor, count: int) -> Tensor:
    """Return for each question the logarithm of the probability that its candidates have, each counted by its weight."""
    most = torch.full((count,), -torch.inf).scatter_reduce(0, rows, scores.detach(), "amax")
    likely = torch.exp(scores - most[rows])
    zeros = torch.zeros(count)
    return torch.log(zeros.index_add(0, rows, likely * weights) + 1e-6) - torch.log(zeros.index_add(0, rows, likely))
