"""Words of one cell that are set apart: family and given name, and letters that are spread over their place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kotae.documents.pdf.layout import Line, line_of
from kotae.documents.pdf.tolerances import TABLES
from kotae.text import grammar
from kotae.text.normalise import is_wide

_LONGEST = 4  # characters of a family or a given name


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two neighbouring phrases that may be the parts of a name: the row, the first one's place in it, and whether they are."""

    row: int
    place: int
    x0: float
    named: bool


def with_names(rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Join family and given names that white parts, where most of what stands so in a column are names.

    Args:
        rows: the phrases of each line of a table, from the left.
    """
    pairs = [
        _Pair(number, place, before.box.x0, _is_name(before.text, after.text))
        for number, row in enumerate(rows)
        for place, (before, after) in enumerate(pairwise(row))
        if _may_be_name(before, after)
    ]
    names = [pair for pair in pairs if pair.named]
    joined = {(pair.row, pair.place) for pair in pairs if len(names) > 1 and _among_names(pair, pairs, rows)}
    return [_joined(row, {place for number, place in joined if number == i}) for i, row in enumerate(rows)]


def is_spread(row: Sequence[Line]) -> bool:
    """Tell whether phrases are the letters of one word that is spread over its place ("区　分")."""
    return len(row) > 1 and all(len(phrase.text) == 1 and _is_word(phrase.text) for phrase in row)


def _may_be_name(before: Line, after: Line) -> bool:
    near = after.box.x0 - before.box.x1 < TABLES.name * before.size
    return near and all(len(text) <= _LONGEST and _is_word(text) for text in (before.text, after.text))


def _is_word(text: str) -> bool:
    return all(is_wide(letter) and letter.isalpha() for letter in text)


def _is_name(before: str, after: str) -> bool:
    words = grammar.words(before + after)
    return len(words) > 1 and words[0].end == len(before) and words[0].kind == words[1].kind == grammar.PERSON


def _among_names(pair: _Pair, pairs: Sequence[_Pair], rows: Sequence[Sequence[Line]]) -> bool:
    size = rows[pair.row][pair.place].size
    fellows = [other for other in pairs if abs(other.x0 - pair.x0) < size]
    return 2 * sum(other.named for other in fellows) >= len(fellows)


def _joined(row: Sequence[Line], places: set[int]) -> list[Line]:
    """Join each phrase of a row that stands at one of some places with the phrase behind it."""
    found: list[Line] = []
    for place, phrase in enumerate(row):
        if found and place - 1 in places:
            before, first = found[-1].glyphs, phrase.glyphs[0]
            spaced = replace(first, lead=first.lead or " ")
            found[-1] = line_of((*before, spaced, *phrase.glyphs[1:]), phrase.box.page, phrase.upright)
        else:
            found.append(phrase)
    return found
