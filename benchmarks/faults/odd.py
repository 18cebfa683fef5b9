"""Odd values: what a JSON file or a pointer may hold after an editor, another program or a bad disk was at it."""

import json
import random
from collections.abc import Iterator

LONG = "x" * 5_000
_DEEP = "[" * 5_000 + "]" * 5_000
_WAYS = 7  # of the odd values, so many for each field: a process has to be started for each
# Written as JSON text, because some of it no program would write: numbers without end, depth without end.
ODD = (
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "9" * 400,
    "0.5",
    '""',
    '"../../guarded"',
    f'"{LONG}"',
    '"\\ud800"',
    "[]",
    "[[]]",
    "{}",
    '{"": null}',
    '{"../../guarded/letter.md": "0"}',
    _DEEP,
    "NaN",
)
WHOLE = (
    *(value.encode() for value in ODD),
    b"\xff\xfe\x00",
    b"\x00" * 4_096,
    b"\xef\xbb\xbf{}",
    b"{",
    b'{"format": 1}',
)


def fields(content: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Yield a JSON object with each of its fields in turn made odd in several ways, or removed."""
    stored = json.loads(content)
    for name, value in stored.items():
        others = {key: json.dumps(other, ensure_ascii=False) for key, other in stored.items() if key != name}
        for odd in chance.sample(ODD, _WAYS):
            yield f"{name} is {odd[:40]}", _written({**others, name: odd}).encode(errors="surrogatepass")
        yield f"{name} is missing", _written(others).encode()
        if isinstance(value, dict) and value:
            first = next(iter(value))
            for odd in chance.sample(ODD, _WAYS):
                inner = _written({first: odd})
                yield f"{name}.{first} is {odd[:40]}", _written({**others, name: inner}).encode()
            less = {key: other for key, other in value.items() if key != first}
            yield f"{name} lacks {first}", _written({**others, name: json.dumps(less)}).encode()


def pointers(name: str, other: str) -> Iterator[tuple[str, bytes]]:
    """Yield what `CURRENT` may hold instead of a generation's name.

    Args:
        name: the line that it holds.
        other: that of another generation, or a name of the same form.
    """
    texts = [
        "",
        "\n",
        ".",
        "..",
        "../generations",
        "../../guarded",
        "/etc",
        "gone",
        f"{name}\n{name}",
        f" {name} ",
        LONG,
    ]
    texts += [
        name.upper(),
        name[:-1],
        f"{name}/",
        f"{name}/.",
        f"./{name}",
        f"{name}\x00",
        f"{other}.partial",
        '{"a": 1}',
    ]
    for text in texts:
        yield f"names {text[:40]!r}", text.encode()
    for odd in ("utf-16", "utf-8-sig", "utf-32"):
        yield f"is in {odd}", name.encode(odd)
    yield "is no text", b"\xff" * 300


def damaged_bytes(content: bytes, chance: random.Random, flips: int) -> Iterator[tuple[str, bytes]]:
    """Yield a file's content cut at several lengths, emptied, lengthened, and with bytes changed at random places."""
    size = len(content)
    for length in sorted({0, 1, size // 4, size // 2, size - size // 10, size - 1} - {size}):
        yield f"cut to {length} of {size} bytes", content[:length]
    yield "lengthened", content + content[:64] + b"\x00"
    for _ in range(flips if size else 0):
        place = chance.randrange(size)
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        yield f"bit changed at {place}", bytes(changed)
    if size > 64:
        place, length = chance.randrange(size - 32), chance.randrange(2, 32)
        yield f"{length} bytes dropped at {place}", content[:place] + content[place + length :]


def _written(values: dict[str, str]) -> str:
    return "{" + ", ".join(f"{json.dumps(name)}: {value}" for name, value in values.items()) + "}"
