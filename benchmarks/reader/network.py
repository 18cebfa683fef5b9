"""The reader as torch trains it: the bundled encoder, its upper layers set free, and what they say of each token.

Nothing here needs Kotae: a machine that trains may hold no more than torch, numpy and safetensors.
"""

from collections.abc import Iterator, Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

_EPSILON = 1e-12  # of the encoder's own norms (its config.json)
_HEADS = 12
_DROPPED = 0.1  # of attention and of what each half of a layer adds, as BERT is fine-tuned (arXiv:1810.04805, A.2)


class Block(nn.Module):
    """One transformer layer; `attend` gives query, key and value in one product, as `kotae.embedding.bert.Layer` does."""

    def __init__(self, tensors: Mapping[str, Tensor], at: str) -> None:
        """Take the weights of the encoder's layer whose names begin with `at`."""
        super().__init__()
        own = {name.removeprefix(at): tensor.float() for name, tensor in tensors.items() if name.startswith(at)}
        parts = [f"attention.self.{part}" for part in ("query", "key", "value")]
        self.attend = _linear(*(torch.cat([own[f"{part}.{kind}"] for part in parts]) for kind in ("weight", "bias")))
        self.project = _linear(own["attention.output.dense.weight"], own["attention.output.dense.bias"])
        self.attended = _norm(own["attention.output.LayerNorm.weight"], own["attention.output.LayerNorm.bias"])
        self.widen = _linear(own["intermediate.dense.weight"], own["intermediate.dense.bias"])
        self.narrow = _linear(own["output.dense.weight"], own["output.dense.bias"])
        self.widened = _norm(own["output.LayerNorm.weight"], own["output.LayerNorm.bias"])

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        """Values, [rows, tokens, width], to the next layer's."""
        rows, tokens, width = values.shape
        parts = self.attend(values).view(rows, tokens, 3, _HEADS, width // _HEADS).permute(2, 0, 3, 1, 4)
        dropped = _DROPPED if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask, dropout_p=dropped)
        added = self.project(mixed.transpose(1, 2).reshape(rows, tokens, width))
        values = self.attended(values + functional.dropout(added, dropped))
        return self.widened(values + functional.dropout(self.narrow(functional.gelu(self.widen(values))), dropped))


class Network(nn.Module):
    """The encoder's layers with two heads: where the answer starts and ends; whether there is one and how relevant it is."""

    def __init__(self, tensors: Mapping[str, Tensor], learned: int, pad: int) -> None:
        """Put it together.

        Args:
            tensors: the encoder's, by the names of its file.
            learned: how many of the upper layers learn; those below are the encoder's own, and shared with it.
            pad: the number of the piece that fills up.
        """
        super().__init__()
        self.pad = pad
        names = "embeddings.{}_embeddings.weight"
        self.register_buffer("words", tensors[names.format("word")].float())
        self.register_buffer(
            "positions", (tensors[names.format("position")] + tensors[names.format("token_type")][0]).float()
        )
        self.embedded = _norm(
            tensors["embeddings.LayerNorm.weight"].float(), tensors["embeddings.LayerNorm.bias"].float()
        )
        count = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layer."))
        blocks = [Block(tensors, f"encoder.layer.{number}.") for number in range(count)]
        self.lower, self.upper = nn.ModuleList(blocks[: count - learned]), nn.ModuleList(blocks[count - learned :])
        for part in (self.embedded, self.lower):
            part.requires_grad_(False)
        width = self.words.shape[1]
        self.place, self.judge = nn.Linear(width, 2), nn.Linear(width, 2)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits of start and end, float32 [rows, tokens, 2], and of answering and relevance, [rows, 2]."""
        mask = (ids != self.pad)[:, None, None]
        with torch.no_grad():
            self.lower.eval()
            values = self.embedded(self.words[ids] + self.positions[: ids.shape[1]])
            for block in self.lower:
                values = block(values, mask)
        for block in self.upper:
            values = block(values, mask)
        values = functional.dropout(values.float(), _DROPPED if self.training else 0.0)
        with torch.autocast(ids.device.type, enabled=False):
            return self.place(values), self.judge(values[:, 0])

    def tensors(self) -> Iterator[tuple[str, Tensor]]:
        """Give what was learned by the names that `weights.py` packs: "layer.N.part.kind", and the heads'."""
        for number, block in enumerate(self.upper, len(self.lower)):
            for name, tensor in block.named_parameters():
                yield f"layer.{number}.{name}", tensor.detach()
        for name in ("place", "judge"):
            for kind, tensor in getattr(self, name).named_parameters():
                yield f"{name}.{kind}", tensor.detach()


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight, made.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())
    return made


def _norm(weight: Tensor, bias: Tensor) -> nn.LayerNorm:
    made = nn.LayerNorm(len(weight), eps=_EPSILON)
    made.weight, made.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())
    return made
