"""The network of the bundled model's layers, as ONNX Runtime computes it: its matrix products in 8 bits.

Matrices are in 8 bits, and what is multiplied with them is brought to 8 bits when it is computed (Q8BERT, Zafrir et al. 2019,
arXiv:1910.06188). The middle of a token's values is taken away before, they are divided by their range, and both are made good
afterwards: a few tokens have values a hundred times those of others, and would leave these a handful of steps. Each text is
computed alone, so that its vectors do not depend on what is computed with it.
Architecture: Devlin et al. 2019, "BERT", arXiv:1810.04805.
"""

import platform
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kotae.embedding.layers import Layer, Matrix, Norm
from kotae.embedding.onnx_file import CONTRIBUTED, Node, model
from kotae.processes import cores

Floats = NDArray[np.float32]

# Layers of a stage. What is read for the questions of the brief, three to five passages for most, keeps two processors 10 %
# shorter so than in one go (counted in tokens and layers), in stages of four layers 7 %, of one 10 %.
_STAGE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Layers as they are computed: in stages of some layers each, every one of which gives what the next is given."""

    embedded: Norm
    layers: tuple[Layer, ...]
    heads: int
    epsilon: float
    stages: tuple[onnxruntime.InferenceSession, ...]

    def exchanged(self, layers: Mapping[int, Layer]) -> "Network":
        """Return this network with other layers in place of some; stages without any of these are there once for both.

        Args:
            layers: by the numbers of those whose place they take.

        Raises:
            LookupError: there is no layer of a number.
        """
        listed = list(self.layers)
        for number, layer in layers.items():
            listed[number] = layer
        return network(self.embedded, listed, self.heads, self.epsilon, like=self)

    def compute(self, texts: Sequence[Floats]) -> list[Floats]:
        """Return what the last layer makes of each text, as it makes it of that alone.

        All processors compute, each a stage of one text; every text goes through one stage before any goes through the next:
        where they do not come out even, the processors wait for a stage and not for a text.

        Args:
            texts: the sums of the embeddings of their tokens, float32 [tokens, width] each.
        """
        if len(texts) == 1:
            (values,) = texts
            for stage in self.stages:
                values = _run(stage, values)
            return [values]
        waiting = [_threads().submit(_run, self.stages[0], values) for values in texts]
        for stage in self.stages[1:]:
            # What a thread waits for here was begun before: threads take what they do in the order in which it came.
            waiting = [_threads().submit(_run_behind, stage, before) for before in waiting]
        return [done.result() for done in waiting]


def network(
    embedded: Norm, layers: Sequence[Layer], heads: int, epsilon: float, *, like: Network | None = None
) -> Network:
    """Return a network.

    Args:
        embedded: what normalises the sum of the embeddings.
        layers: in their order.
        heads: of each layer's attention.
        epsilon: of all normalisations.
        like: a network whose stages are used where their layers are the same.
    """
    known = dict(zip(_in_stages(like.layers), like.stages, strict=True)) if like else {}
    stages = tuple(
        known.get(part) or _session(None if number else embedded, part, heads, epsilon)
        for number, part in enumerate(_in_stages(layers))
    )
    return Network(embedded, tuple(layers), heads, epsilon, stages)


def _in_stages(layers: Sequence[Layer]) -> list[tuple[Layer, ...]]:
    return [tuple(layers[first : first + _STAGE]) for first in range(0, len(layers), _STAGE)]


def _run(stage: onnxruntime.InferenceSession, values: Floats) -> Floats:
    made: Floats = stage.run(None, {"given": values[None]})[0][0]
    return made


def _run_behind(stage: onnxruntime.InferenceSession, before: Future[Floats]) -> Floats:
    return _run(stage, before.result())


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), "kotae-network")


def _session(
    embedded: Norm | None, layers: Sequence[Layer], heads: int, epsilon: float
) -> onnxruntime.InferenceSession:
    """Return what computes a stage: `given`, float32 [1, tokens, width], to `made`, of the same shape."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Texts are computed side by side; a text's own threads would wait for each other.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # a plan for every length would be kept
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    if overflows():
        options.add_session_config_entry("session.x64quantprecision", "1")
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    content = _content(embedded, layers, heads, epsilon)
    # Joined, addition and normalisation take five times as long.
    return onnxruntime.InferenceSession(
        content, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


@cache
def overflows() -> bool:
    """Tell whether this processor multiplies 8 bits by adding two products in 16, which cuts off what does not fit.

    x86-64 does without VNNI. There the products are computed another way, which takes a third longer; elsewhere that way
    would take twice as long.
    """
    if platform.machine() not in ("x86_64", "AMD64"):
        return False
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return True
    flags = next((line for line in lines if line.startswith("flags")), "").split()
    return "avx512_vnni" not in flags and "avx_vnni" not in flags


def _content(embedded: Norm | None, layers: Sequence[Layer], heads: int, epsilon: float) -> bytes:
    graph = _Graph(epsilon)
    values = graph.norm("given", embedded) if embedded else "given"
    for layer in layers:
        attend = graph.product(values, layer.attend, within_range=True)
        query, key, value = graph.add("Split", [attend], outputs=3, axis=-1, num_outputs=3)
        (mixed,) = graph.add(
            "MultiHeadAttention",
            [query, key, value, graph.constant(layer.attend.bias)],
            CONTRIBUTED,
            num_heads=heads,
        )
        values = graph.norm(graph.sum(graph.product(mixed, layer.project), values), layer.attended)
        wide = graph.product(values, layer.widen, within_range=True)
        (wide,) = graph.add("BiasGelu", [wide, graph.constant(layer.widen.bias)], CONTRIBUTED)
        narrow = graph.sum(graph.product(wide, layer.narrow, within_range=True), graph.constant(layer.narrow.bias))
        values = graph.norm(graph.sum(narrow, values), layer.widened)
    graph.add("Identity", [values], outputs=["made"])
    shape = (1, "tokens", len(layers[0].attended.weight))
    return model(graph.nodes, graph.constants, {"given": shape}, {"made": shape})


@dataclass(slots=True)
class _Graph:
    """Nodes and constants as they are put together; values are called by their number."""

    epsilon: float
    nodes: list[Node] = field(default_factory=list)
    constants: dict[str, NDArray[np.generic]] = field(default_factory=dict)
    named: int = 0

    def name(self) -> str:
        self.named += 1
        return str(self.named)

    def constant(self, values: NDArray[np.generic]) -> str:
        name = self.name()
        self.constants[name] = values
        return name

    def add(
        self,
        operator: str,
        inputs: Sequence[str],
        domain: str = "",
        outputs: int | Sequence[str] = 1,
        **attributes: int | float,
    ) -> tuple[str, ...]:
        made = tuple(self.name() for _ in range(outputs)) if isinstance(outputs, int) else tuple(outputs)
        self.nodes.append(Node(operator, domain, tuple(inputs), made, attributes))
        return made

    def sum(self, one: str, other: str) -> str:
        return self.add("Add", [one, other])[0]

    def norm(self, values: str, norm: Norm) -> str:
        parts = [self.constant(norm.weight), self.constant(norm.bias)]
        return self.add("LayerNormalization", [values, *parts], axis=-1, epsilon=self.epsilon)[0]

    def product(self, values: str, matrix: Matrix, *, within_range: bool = False) -> str:
        """A product in 8 bits; `within_range` each token's values fill the 8 bits, and the bias is left out."""
        weights = [self.constant(matrix.weight), self.constant(matrix.scale)]
        if not within_range:
            bias = self.constant(matrix.bias)
            return self.add("DynamicQuantizeMatMul", [values, *weights, "", bias], CONTRIBUTED)[0]
        last, half = self.constant(np.array([-1])), self.constant(np.array(0.5, np.float32))
        ends = [self.add(end, [values, last], keepdims=1)[0] for end in ("ReduceMax", "ReduceMin")]
        (span,) = self.add("Sub", ends)
        (middle,) = self.add("Mul", [self.sum(ends[0], ends[1]), half])
        (around,) = self.add("Sub", [values, middle])
        (even,) = self.add("Div", [around, span])
        (made,) = self.add("DynamicQuantizeMatMul", [even, *weights, ""], CONTRIBUTED)
        (made,) = self.add("Mul", [made, span])
        of_one = self.constant(matrix.weight.sum(axis=0, dtype=np.float32) * matrix.scale)
        return self.sum(made, self.add("Mul", [middle, of_one])[0])
