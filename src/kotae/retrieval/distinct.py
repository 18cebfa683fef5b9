"""Hits that say the same as a better one: page heads, labels and parts of a site that a document repeats."""

from collections.abc import Iterable

from kotae.passages.units import Unit
from kotae.text.normalise import fold

_SHORT = 60  # letters of a passage that, whole in a better one, adds nothing to it


def distinct(found: Iterable[tuple[int, Unit]], count: int) -> list[int]:
    """Return the places of the best hits, each of which says something that none before it in its document said.

    A passage is the same by its own words, a row, table or figure by what stands around it too.

    Args:
        found: the number of each hit's document with its unit, best first.
        count: how many places are returned at most.
    """
    kept: list[int] = []
    said: dict[tuple[int, str], list[str]] = {}
    for place, (document, unit) in enumerate(found):
        if len(kept) == count:
            break
        text = _letters(unit.text) if unit.kind == "passage" else unit.indexed
        before = said.setdefault((document, unit.kind), [])
        short = unit.kind == "passage" and len(text) <= _SHORT
        if not any(text == other or (short and text in other) for other in before):
            before.append(text)
            kept.append(place)
    return kept


def _letters(text: str) -> str:
    """Return a text's letters and digits alone, in one form."""
    return "".join(filter(str.isalnum, fold(text)))
