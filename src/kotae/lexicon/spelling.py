"""Words of a question that are typing errors: no word of the corpus or the dictionary, but nearly one of the corpus."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

_WRITTEN = re.compile(r"[\u30a1-\u30fa\u30fc]{4,}|[A-Za-z]{5,}")
_LONG = 8  # letters from which two errors still leave a word that can be told


@dataclass(frozen=True, slots=True)
class Misspelt:
    """Characters [start, end) of a question, and the word of the corpus that they nearly are."""

    start: int
    end: int
    meant: str


def misspelt(question: str, corpus: Iterable[str], known: Collection[str]) -> Iterator[Misspelt]:
    """Yield the typing errors of a question: katakana words and Latin ones, which are written by letters.

    Args:
        question: as it was typed.
        corpus: the words that may be meant.
        known: words, in small letters, that are right though the corpus may not have them.
    """
    words = {word.lower(): word for word in corpus}
    for match in _WRITTEN.finditer(question):
        typed = match.group().lower()
        if typed in words or typed in known:
            continue
        most = 2 if len(typed) >= _LONG else 1
        near = ((distance(typed, word, most), word) for word in words if word[:1] == typed[:1])
        found = min(((errors, word) for errors, word in near if errors <= most), default=None)
        if found is not None:
            yield Misspelt(match.start(), match.end(), words[found[1]])


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are changed, left out, added or swapped (Damerau 1964); more than `most` where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            least = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
