"""Write a network in ONNX's format, which ONNX Runtime reads: a few of its messages, in protobuf's wire format.

The package `onnx` would do this too; it is 18 MB, and importing it takes longer than all that is written here. Field numbers:
onnx.proto of ONNX 1.18, https://github.com/onnx/onnx (Apache-2.0).
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CONTRIBUTED = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""

_IR_VERSION, _OPERATORS, _CONTRIBUTED_OPERATORS = 10, 21, 1
_VARINT, _BYTES, _FLOAT = 0, 2, 5
_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int64": 7}


class Node(NamedTuple):
    """One operation: its operator, that one's domain, what it takes and gives by name, its attributes."""

    operator: str
    domain: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, int | float]


def model(
    nodes: Iterable[Node],
    constants: Mapping[str, NDArray[np.generic]],
    inputs: Mapping[str, Sequence[str | int]],
    outputs: Mapping[str, Sequence[str | int]],
) -> bytes:
    """Return a network as a file's content.

    Args:
        nodes: in an order in which each finds its inputs made.
        constants: by the names that the nodes call them.
        inputs: float32, with their shapes; a name in a shape stands for any number.
        outputs: likewise.
    """
    graph = [
        *(_message(1, _node(node)) for node in nodes),
        _text(2, "network"),
        *(_message(5, _constant(name, values)) for name, values in constants.items()),
        *(_message(11, _value(name, shape)) for name, shape in inputs.items()),
        *(_message(12, _value(name, shape)) for name, shape in outputs.items()),
    ]
    operators = (("", _OPERATORS), (CONTRIBUTED, _CONTRIBUTED_OPERATORS))
    sets = [_message(8, [_text(1, domain), _number(2, version)]) for domain, version in operators]
    return b"".join(_Part.of([_number(1, _IR_VERSION), *sets, _message(7, graph)]).pieces)


class _Part(NamedTuple):
    """A part of the file in pieces, which are put together once, at the end: most of it are weights; and its bytes."""

    pieces: list[bytes | memoryview]
    size: int

    @classmethod
    def of(cls, parts: Sequence["_Part"]) -> "_Part":
        return cls([piece for part in parts for piece in part.pieces], sum(part.size for part in parts))


def _node(node: Node) -> list[_Part]:
    return [
        *(_text(1, name) for name in node.inputs),
        *(_text(2, name) for name in node.outputs),
        _text(4, node.operator),
        *(_message(5, _attribute(name, value)) for name, value in node.attributes.items()),
        _text(7, node.domain),
    ]


def _attribute(name: str, value: int | float) -> list[_Part]:
    if isinstance(value, float):
        return [_text(1, name), _raw(_varint(2 << 3 | _FLOAT) + struct.pack("<f", value)), _number(20, 1)]
    return [_text(1, name), _number(3, value), _number(20, 2)]


def _constant(name: str, values: NDArray[np.generic]) -> list[_Part]:
    content = np.ascontiguousarray(values).reshape(-1).view(np.uint8).data
    sizes = [_number(1, size) for size in values.shape]
    return [*sizes, _number(2, _TYPES[values.dtype.name]), _text(8, name), _field(9, _Part([content], content.nbytes))]


def _value(name: str, shape: Sequence[str | int]) -> list[_Part]:
    sizes = [_message(1, [_number(1, size) if isinstance(size, int) else _text(2, size)]) for size in shape]
    tensor = [_number(1, _TYPES["float32"]), _message(2, sizes)]
    return [_text(1, name), _message(2, [_message(1, tensor)])]


def _message(field: int, parts: Sequence[_Part]) -> _Part:
    return _field(field, _Part.of(parts))


def _text(field: int, text: str) -> _Part:
    return _field(field, _raw(text.encode()))


def _field(field: int, content: _Part) -> _Part:
    return _Part.of([_raw(_varint(field << 3 | _BYTES) + _varint(content.size)), content])


def _number(field: int, number: int) -> _Part:
    return _raw(_varint(field << 3 | _VARINT) + _varint(number & 0xFFFF_FFFF_FFFF_FFFF))


def _raw(content: bytes) -> _Part:
    return _Part([content], len(content))


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)
