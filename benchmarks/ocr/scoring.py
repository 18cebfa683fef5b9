"""How many characters of a page were read right: 1 - edits / characters, each line against what was read in its place."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kotae.text.normalise import is_wide

_BESIDE = 0.2  # of a line's height: a character whose middle lies so far outside still is the line's


class Read(NamedTuple):
    """A character that an engine read, with the space before it, and its middle in points on the page."""

    text: str
    lead: str
    x: float
    y: float


class Score(NamedTuple):
    """How many characters a page has, and how many must be put in, taken out or changed in what was read of it."""

    characters: int
    edits: int

    @property
    def right(self) -> float:
        """The share of the characters that is right."""
        return 1 - self.edits / self.characters


def score(lines: Sequence[tuple[str, tuple[float, float, float, float]]], read: Iterable[Read]) -> Score:
    """Score what was read of a page; what stands where no line is counts as too much. Widths of forms count as the same."""
    places: list[list[Read]] = [[] for _ in lines]
    stray = 0
    for character in read:
        place = _place(lines, character)
        if place is None:
            stray += len(character.text)
        else:
            places[place].append(character)
    edits, characters = stray, 0
    for (text, (x0, y0, x1, y1)), found in zip(lines, places, strict=True):
        ordered = sorted(found, key=lambda c: c.y if y1 - y0 > 2 * (x1 - x0) else c.x)
        wanted = _plain(text)
        edits += distance(wanted, _plain("".join(c.lead + c.text for c in ordered)))
        characters += len(wanted)
    return Score(characters, edits)


def _place(lines: Sequence[tuple[str, tuple[float, float, float, float]]], character: Read) -> int | None:
    """Return the line that a character's middle is in, or the one that it is nearest to."""
    best: tuple[float, int] | None = None
    for place, (_, (x0, y0, x1, y1)) in enumerate(lines):
        reach = _BESIDE * min(x1 - x0, y1 - y0) + 1
        beside = max(x0 - character.x, character.x - x1, 0), max(y0 - character.y, character.y - y1, 0)
        if max(beside) <= reach:
            best = min(best or (math.inf, 0), (math.hypot(*beside), place))
    return best[1] if best else None


def _plain(text: str) -> str:
    """Return a text with one form of each character, and spaces only between Latin words."""
    parts = unicodedata.normalize("NFKC", text).split()
    plain = "".join(parts[:1])
    for part in parts[1:]:
        plain += part if is_wide(plain[-1]) or is_wide(part[0]) else f" {part}"
    return plain


def distance(one: str, other: str) -> int:
    """Return the edit distance (Levenshtein's) of two texts."""
    letters: NDArray[np.int64] = np.array([ord(c) for c in other], dtype=np.int64)
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for number, letter in enumerate(one, 1):
        changed = np.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([number], changed)) - steps) + steps
    return int(row[-1])
