"""Where sentences begin and end."""

import re

_OPEN, _CLOSE = "「『（(［[【〈《“", "」』）)］]】〉》”"
_JAPANESE_END = "。！？"
_LATIN_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|cf|e\.g|i\.e|Fig|Figs|Eq|Vol|pp|approx|Inc|Ltd|Co|Corp|U\.S|U\.K|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 12  # characters, the one before it included


def split(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the sentences of one paragraph, together covering all but outer spaces.

    Japanese ends at 。！？ outside brackets and quotation marks; English at . ! ? before a space and a capital
    or digit, unless the word is a known abbreviation or a single initial.
    """
    ends: list[int] = []
    depth = 0
    # After the last closing bracket an open one is a slip and must not hide where a sentence ends.
    last_close = max(map(text.rfind, _CLOSE))
    for position, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif character in _JAPANESE_END and (depth == 0 or position > last_close):
            ends.append(position + 1)
            depth = 0
    for match in _LATIN_END.finditer(text):
        before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start() + 1]
        if not (match.group()[0] == "." and _ABBREVIATION.search(before)):
            ends.append(match.end())
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*sorted(set(ends)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = end
    return spans
