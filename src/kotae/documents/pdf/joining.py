"""Joining a paragraph's lines into one text, keeping account of where each line went."""

import re
from collections.abc import Callable, Iterable

from kotae.text.normalise import clean, join_prose

_BROKEN_WORD = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"([a-z]+)")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
_ADDRESS_GOES_ON = re.compile(r"^[\w./?=&%#~+:@-]+", re.ASCII)


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Collect the words that stand whole in a document's lines, to tell a broken word from a hyphened one."""
    found: set[str] = set()
    for line in lines:
        whole = _BROKEN_WORD.sub("", line)
        found.update(word.lower() for word in _WORD.findall(whole))
    return frozenset(found)


def join(
    lines: list[str], known: frozenset[str], joiner: Callable[[list[str]], str] = join_prose
) -> tuple[str, list[tuple[int, int]]]:
    """Join lines and return the text with each line's (start, end) in it.

    Words and addresses that a line end cuts are mended first: a hyphen goes where the word is otherwise
    written without one, and stays where both halves are words of their own.
    """
    lines = [clean(line).strip() for line in lines]
    glued: list[str] = []
    kept: list[str] = []
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else ""
        stump = line[:-1] if _loses_hyphen(line, following, known) else line
        kept.append(stump)
        if i and _sticks(lines[i - 1], line):
            glued[-1] += stump
        else:
            glued.append(stump)
    text = joiner(glued)
    return text, _places(text, kept)


def _loses_hyphen(line: str, following: str, known: frozenset[str]) -> bool:
    if line.endswith("\u00ad"):
        return True
    head, tail = _BROKEN_WORD.search(line), _FIRST_WORD.match(following)
    if not head or not tail or _ADDRESS.search(line):
        return False
    before, after = head[1].lower(), tail[1].lower()
    if before + after in known:
        return True
    if f"{before}-{after}" in known or "-" in before or following[tail.end() : tail.end() + 1] == "-":
        return False
    return not (before in known and after in known)


def _sticks(line: str, following: str) -> bool:
    """Tell whether the next line goes on without a space: a word broken with a hyphen, or an address."""
    if _ADDRESS.search(line):
        return bool(_ADDRESS_GOES_ON.match(following)) and bool(
            re.search(r"[/._?=&-]", line[-1] + following.split()[0])
        )
    return bool(_BROKEN_WORD.search(line) and _FIRST_WORD.match(following))


def _places(text: str, lines: list[str]) -> list[tuple[int, int]]:
    """Find each line again in the joined text, of which only spaces differ."""
    places, position = [], 0
    for line in lines:
        inked = sum(not c.isspace() for c in line)
        while position < len(text) and text[position].isspace():
            position += 1
        start = position
        while inked and position < len(text):
            inked -= not text[position].isspace()
            position += 1
        places.append((start, position))
    return places
