"""How fast the bundled model's network is: in 8 bits, as torch computes it in 32 and 16, and its matrix products alone.

Run: python benchmarks/encoding.py

Times are the processor time of one core, the least of several runs; all are measured in one run, for each length in turn. A
processor without AVX-512 is imitated for torch with ONEDNN_MAX_CPU_ISA=AVX2 and MKL_ENABLE_INSTRUCTIONS=AVX2; ONNX Runtime
has no such setting.
"""

import time
from collections.abc import Callable, Sequence

import numpy as np
import onnxruntime
import torch
from machine import stamp
from transformers import BertModel

from kotae.embedding.bert import BundledModel, load_bundled
from kotae.embedding.layers import Matrix
from kotae.embedding.onnx_file import CONTRIBUTED, Node, model
from kotae.embedding.source import bundled_folder

LENGTHS = (20, 64, 128, 256, 400)
_RUNS = 12


def least(compute: Callable[[], object]) -> float:
    """Return the least processor time, in seconds, that a computation takes this thread."""
    compute()
    times = []
    for _ in range(_RUNS):
        started = time.thread_time()
        compute()
        times.append(time.thread_time() - started)
    return min(times)


def products(bundled: BundledModel) -> list[tuple[onnxruntime.InferenceSession, int]]:
    """Return what computes each matrix product of the network alone, with the number of its inputs."""
    matrices = [
        matrix
        for layer in bundled.network.layers
        for matrix in (layer.attend, layer.project, layer.widen, layer.narrow)
    ]
    return [(_alone(matrix), len(matrix.weight)) for matrix in matrices]


def _alone(matrix: Matrix) -> onnxruntime.InferenceSession:
    node = Node("DynamicQuantizeMatMul", CONTRIBUTED, ("values", "weight", "scale", "", "bias"), ("made",), {})
    constants = {"weight": matrix.weight, "scale": matrix.scale, "bias": matrix.bias}
    inputs, outputs = matrix.weight.shape
    content = model([node], constants, {"values": ("tokens", inputs)}, {"made": ("tokens", outputs)})
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def figures(length: int, bundled: BundledModel, others: Sequence[BertModel]) -> list[float]:
    """Return seconds for a text of a length: the network, its products alone, and other ways to compute the same."""
    chance = np.random.default_rng(length)
    ids = chance.integers(5, len(bundled.words), length).tolist()
    given = [(session, chance.normal(size=(length, width)).astype(np.float32)) for session, width in products(bundled)]
    tokens = torch.tensor([ids])
    with torch.inference_mode():
        return [
            least(lambda: bundled.hidden([ids])),
            least(lambda: [session.run(None, {"values": values}) for session, values in given]),
            *(least(lambda other=other: other(tokens)) for other in others),
        ]


def main() -> None:
    """Measure and print."""
    torch.set_num_threads(1)
    folder = bundled_folder()
    bundled = load_bundled(folder)
    kinds = (torch.float32, torch.bfloat16)
    others = [BertModel.from_pretrained(folder, dtype=kind).eval() for kind in kinds]
    print(f"{stamp()}\n\n| tokens | tokens a second | products alone | torch, float32 | torch, bfloat16 |")
    print("|---:|---:|---:|---:|---:|")
    for length in LENGTHS:
        ours, *rest = figures(length, bundled, others)
        print(f"| {length} | {length / ours:.0f} | {' | '.join(f'{one / ours:.2f}' for one in rest)} |", flush=True)
    print("\nThe last three are times as shares of the network's.")


if __name__ == "__main__":
    main()
