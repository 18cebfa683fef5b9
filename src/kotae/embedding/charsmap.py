"""Rebuild SentencePiece's compiled normalisation (`precompiled_charsmap`) from a map of single code points.

The compiled form is a double-array trie (Darts-clone units, 32 bits each) whose values point into a blob of
zero-ended UTF-8 strings. The `tokenizers` library looks a whole grapheme up when it is under six bytes and single
code points otherwise, so a key of six bytes or more is never read and is left out.
"""

import itertools
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_LONGEST_KEY = 5
_LEAF = 1 << 8
_VALUE = 1 << 31


@dataclass(slots=True)
class _Node:
    children: "dict[int, _Node]" = field(default_factory=dict)
    value: int | None = None


def compile_charsmap(normalisation: Mapping[str, str]) -> bytes:
    """Compile a normalisation map the way SentencePiece does.

    Arguments: normalisation, what each single code point becomes; sequences that compose are derived from it.
    Returns: the bytes of `precompiled_charsmap`: trie size in bytes, trie, replacement strings.
    """
    blob = bytearray()
    starts: dict[str, int] = {}
    root = _Node()
    for key, target in {**composed_sequences(normalisation), **normalisation}.items():
        if target not in starts:
            starts[target] = len(blob)
            blob += target.encode() + b"\0"
        _insert(root, key.encode(), starts[target])
    units = _double_array(root)
    return struct.pack(f"<I{len(units)}I", 4 * len(units), *units) + bytes(blob)


def composed_sequences(normalisation: Mapping[str, str]) -> dict[str, str]:
    """The sequences of at most five bytes that NFKC composes into one character, such as "e" + U+0301.

    Arguments: normalisation, what each single code point becomes; only its characters (and plain ones) may take
        part, which keeps the result the same under a newer Unicode than the map's.
    Returns: sequence → composed character; Unicode's stability policy fixes both.
    """
    spellings: dict[str, set[str]] = defaultdict(set)
    for source in normalisation:
        decomposed = unicodedata.normalize("NFKD", source)
        if len(decomposed) == 1:
            spellings[decomposed].add(source)
    sequences: dict[str, str] = {}
    for code in range(0xA0, 0x30000):
        decomposed = unicodedata.normalize("NFKD", chr(code))
        composed = unicodedata.normalize("NFKC", chr(code))
        if len(composed) == 1 and 2 <= len(decomposed) <= _LONGEST_KEY:
            for sequence in _spelled(decomposed, spellings):
                if sequence != composed:
                    sequences[sequence] = composed
    return sequences


def _spelled(decomposed: str, spellings: Mapping[str, set[str]]) -> Iterator[str]:
    choices = [sorted({part, *spellings.get(part, ())}) for part in decomposed]
    for parts in itertools.product(*choices):
        sequence = "".join(parts)
        if len(sequence.encode()) <= _LONGEST_KEY:
            yield sequence


def _insert(node: _Node, key: bytes, value: int) -> None:
    for byte in key:
        node = node.children.setdefault(byte, _Node())
    node.value = value


def _double_array(root: _Node) -> list[int]:
    """Lay the trie out: a child by byte b lies at base ^ b, a value at base; each base belongs to one node."""
    used, bases, units = {0}, set[int](), {0: 0}
    waiting = [(root, 0)]
    first_free = 1
    while waiting:
        node, place = waiting.pop()
        labels = ([0] if node.value is not None else []) + sorted(node.children)
        while first_free in used:
            first_free += 1
        candidates = (slot ^ labels[0] for slot in itertools.count(first_free) if slot not in used)
        base = next(
            base for base in candidates if base not in bases and used.isdisjoint(base ^ label for label in labels)
        )
        bases.add(base)
        used.update(base ^ label for label in labels)
        units[place] = units.get(place, 0) | (place ^ base) << 10
        if node.value is not None:
            units[place] |= _LEAF
            units[base] = _VALUE | node.value
        for label, child in node.children.items():
            units[base ^ label] = label
            waiting.append((child, base ^ label))
    length = (max(max(units), max(bases)) // 256 + 1) * 256
    return [units.get(place, 0) for place in range(length)]
