"""Mutated documents: real ones with bits changed, parts lost, repeated, exchanged or put into each other."""

import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from seeds import Seeds, seeds

SUFFIXES = (
    ".pdf", ".html", ".md", ".txt", ".docx", ".pptx", ".xlsx", ".xls", ".xlsb", ".odt", ".ods", ".odp", ".epub", ".eml",
    ".rtf", ".csv", ".png", ".jpg", ".tif",
)  # fmt: skip
_LEAST = 8  # bytes: less cannot be mutated in all ways
_LARGEST = 1_000_000  # bytes; what is larger is a matter of the bombs
# What each format gives a meaning to, where no writer would put it.
_TOKENS: Mapping[str, Sequence[bytes]] = {
    ".pdf": (b"endobj", b"stream\n", b" 99999999999 ", b" -1 ", b"<<", b">>", b"[", b"/Kids [1 0 R]", b"1 0 R", b"/Length 0"),
    ".html": (b"<table>", b"</table>", b"<td colspan=99999>", b"<td rowspan=0>", b"<![CDATA[", b"<!--", b"&#0;", b"<h1>",
              b"&#x110000;", b"<script>", b"</body>", b"<svg><title>", b"<template>", b"<base href=//x>"),
    ".md": (b"|", b"\n---\n", b"```", b"> " * 100, b"\n| a | b |\n|---|\n", b"[](", b"![", b"<!--", b"\n#", b"\t\t- ", b"\\"),
    ".txt": ("表1 ".encode(), b"\t", b"\x00", b"\f", b"\r", b"\xef\xbb\xbf", b"\xff\xfe", b"References\n", b" " * 500,
             "\u2028".encode(), "\u202e".encode(), "𠮟".encode()),
    ".rtf": (b"{", b"}", b"\\bin99999999 ", b"\\cell", b"\\row", b"\\trowd", b"\\cellx-9", b"\\u-1", b"\\uc9", b"\\'", b"\\*",
             b"{\\footnote ", b"{\\*\\shpinst{\\shptxt ", b"\\itap9", b"\\nestcell", b"\\clvmrg", b"\\clmrg"),
    ".eml": (b"\nContent-Type: multipart/mixed; boundary=a\n\n--a\n", b"=?utf-8?b?", b"\n\n", b"Content-Type: message/rfc822\n",
             b"Content-Transfer-Encoding: base64\n", b"charset=none", b"\x00", b"--", b"Content-Type: message/external-body\n"),
    ".csv": (b'"', b",", b";", b"\t", b"\r", b"\x00", b"\n" * 50, b"," * 600),
}  # fmt: skip
_XML = (
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<!DOCTYPE x>",
    b"<!ENTITY a 'b'>",
    b"<x>",
    b"-1",
    b"99999999999",
    b"r1",
    b"\x00",
    b"../../x",
)


def mutated(chance: random.Random, count: int) -> dict[str, bytes]:
    """Return so many mutated documents by their file names, as many of each format."""
    known = seeds()
    files = {}
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        content = chance.choice(known[suffix])
        mutations = chance.sample(_MUTATIONS, chance.choice((1, 1, 2, 3)))
        in_parts = content.startswith(b"PK") and chance.random() < 0.75
        for mutation in mutations:
            mutate = partial(mutation, suffix=suffix, seeds=known, chance=chance)
            if len(content) < _LEAST:
                break
            content = _within(content, mutate, chance) if in_parts else mutate(content)[:_LARGEST]
        files[f"mutated-{number:03}{suffix}"] = content
    return files


def _within(content: bytes, mutate: Callable[[bytes], bytes], chance: random.Random) -> bytes:
    """Mutate one part of an archive, so that what reads the parts meets it, and not only what unpacks them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        parts = [name for name in old.namelist() if old.getinfo(name).file_size >= _LEAST]
        if not parts:
            return content
        chosen = chance.choice(parts)
        for name in old.namelist():
            new.writestr(name, mutate(old.read(name))[:_LARGEST] if name == chosen else old.read(name))
    return made.getvalue()


def _bits(content: bytes, suffix: str, seeds: Seeds, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 10, 50))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, suffix: str, seeds: Seeds, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _hole(content: bytes, suffix: str, seeds: Seeds, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 1 + len(content) // 4) :] or content


def _spliced(content: bytes, suffix: str, seeds: Seeds, chance: random.Random) -> bytes:
    """Go on from some place with another document, one time in four with one of another format."""
    other = chance.choice(seeds[suffix if chance.random() < 0.75 else chance.choice(SUFFIXES)])
    return content[: chance.randrange(1, len(content))] + other[chance.randrange(len(other)) :]


def _repeated(content: bytes, suffix: str, seeds: Seeds, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.choice((1, 20, 300, 3_000))]
    return content[:start] + piece * chance.choice((2, 10, 100)) + content[start:]


def _tokens(content: bytes, suffix: str, seeds: Seeds, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 5, 20))):
        place = chance.randrange(len(content))
        content = (
            content[:place] + chance.choice(_TOKENS.get(suffix, _XML)) * chance.choice((1, 1, 30)) + content[place:]
        )
    return content


def _numbers(content: bytes, suffix: str, seeds: Seeds, chance: random.Random) -> bytes:
    """Change digits: lengths, counts, references to objects and places in a PDF, spans of cells in a page."""
    places = [place for place, byte in enumerate(content) if 48 <= byte <= 57]
    changed = bytearray(content)
    for place in chance.sample(places, min(len(places), chance.choice((1, 5, 50)))):
        changed[place] = 48 + chance.randrange(10)
    return bytes(changed)


def _noise(content: bytes, suffix: str, seeds: Seeds, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + chance.randbytes(chance.choice((1, 30, 2_000))) + content[place:]


_MUTATIONS: Sequence[Callable[[bytes, str, Seeds, random.Random], bytes]] = (
    _bits, _cut, _hole, _spliced, _repeated, _tokens, _numbers, _noise,
)  # fmt: skip
