"""Mutated documents: real ones with bits changed, parts lost, repeated, exchanged or put into each other."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pymupdf
from support import ROOT, SMALL

SUFFIXES = (".pdf", ".html", ".md", ".txt")
_BRIEF = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"
_DOCUMENTS = ROOT / "tests" / "questions" / "documents"
_PAGES = (0, 2, 4, 8)  # of the brief, with text, tables and references; each becomes a file that is read in a second
_LARGEST = 1_000_000  # bytes; what is larger is a matter of the bombs
# What each format gives a meaning to, where no writer would put it.
_TOKENS: Mapping[str, Sequence[bytes]] = {
    ".pdf": (b"endobj", b"stream\n", b" 99999999999 ", b" -1 ", b"<<", b">>", b"[", b"/Kids [1 0 R]", b"1 0 R", b"/Length 0"),
    ".html": (b"<table>", b"</table>", b"<td colspan=99999>", b"<td rowspan=0>", b"<![CDATA[", b"<!--", b"&#0;", b"<h1>",
              b"&#x110000;", b"<script>", b"</body>", b"<svg><title>", b"<template>", b"<base href=//x>"),
    ".md": (b"|", b"\n---\n", b"```", b"> " * 100, b"\n| a | b |\n|---|\n", b"[](", b"![", b"<!--", b"\n#", b"\t\t- ", b"\\"),
    ".txt": ("表1 ".encode(), b"\t", b"\x00", b"\f", b"\r", b"\xef\xbb\xbf", b"\xff\xfe", b"References\n", b" " * 500,
             "\u2028".encode(), "\u202e".encode(), "𠮟".encode()),
}  # fmt: skip


def mutated(chance: random.Random, count: int) -> dict[str, bytes]:
    """Return so many mutated documents by their file names, as many of each format."""
    seeds = _seeds()
    files = {}
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        content = chance.choice(seeds[suffix])
        mutations = chance.sample(_MUTATIONS, chance.choice((1, 1, 2, 3)))
        for mutation in mutations:
            content = mutation(content, suffix, seeds, chance)[:_LARGEST]
        files[f"mutated-{number:03}{suffix}"] = content
    return files


Seeds = Mapping[str, Sequence[bytes]]


def _seeds() -> Seeds:
    """Return whole documents of each format: those of the repository, the brief in single pages."""
    files = [(path.suffix, path.read_bytes()) for path in sorted(_DOCUMENTS.iterdir())]
    files += [(Path(name).suffix, text.encode()) for name, text in SMALL.items()]
    files += [(".txt", path.read_bytes()) for path in sorted(_DOCUMENTS.glob("*.md"))]
    files += [(".pdf", _single(page)) for page in _PAGES]
    return {suffix: [content for other, content in files if other == suffix] for suffix in SUFFIXES}


def _single(page: int) -> bytes:
    with pymupdf.open(_BRIEF) as brief, pymupdf.open() as single:
        single.insert_pdf(brief, from_page=page, to_page=page)
        # Streams as they are drawn, not packed: a changed bit is a changed drawing then, and not only a broken stream.
        content: bytes = single.tobytes(garbage=3, deflate=bool(page % 4))
        return content


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
        content = content[:place] + chance.choice(_TOKENS[suffix]) * chance.choice((1, 1, 30)) + content[place:]
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
