"""How long something lasts, said in several units ("1時間30分", "2h 15m"): an amount of the smallest of them."""

import re
from functools import cache
from itertools import pairwise

from kotae.text.lists import either, read_lists

_WORDS = read_lists("kotae.documents.tables", "values.symbols.toml")["durations"]
_NUMBER = r"\d+(?:\.\d+)?"


def read_duration(text: str) -> tuple[float, str] | None:
    """Return a duration of several units in the smallest of them, and that unit; None for all other texts.

    Args:
        text: what a cell states, in narrow characters.
    """
    plain = text.casefold()
    if not plain[:1].isdigit():
        return None
    return next((found for ladder in _WORDS["ladders"] if (found := _read(plain, tuple(map(tuple, ladder))))), None)


def _read(text: str, ladder: tuple[tuple[int | str, ...], ...]) -> tuple[float, str] | None:
    """Return a duration in units of one ladder, each its size and then its names."""
    if not _whole(ladder).fullmatch(text):
        return None
    places = {name: place for place, (_, *names) in enumerate(ladder) for name in names}
    parts = [(float(number), unit) for number, unit in _part(ladder).findall(text)]
    if any(places[below] <= places[above] for (_, above), (_, below) in pairwise(parts)):
        return None
    smallest = parts[-1][1]
    sizes = [float(size) for size, *_ in ladder]
    halves = 0.5 * text.endswith(tuple(_WORDS["half"]))
    total = sum(number * sizes[places[unit]] for number, unit in parts) / sizes[places[smallest]] + halves
    several = len(parts) > 1 or halves  # of one unit it is an amount as others are
    return (total, _WORDS["written"].get(smallest, smallest)) if several else None


@cache
def _part(ladder: tuple[tuple[int | str, ...], ...]) -> re.Pattern[str]:
    names = either(str(name) for _, *names in ladder for name in names)
    return re.compile(rf"({_NUMBER})\s?({names})(?![a-z])")


@cache
def _whole(ladder: tuple[tuple[int | str, ...], ...]) -> re.Pattern[str]:
    part = _part(ladder).pattern.replace("(", "(?:", 1).replace("?(", "?(?:", 1)
    return re.compile(rf"(?:{part}(?:,? (?:{either(_WORDS['links'])} )?)?)+{either(_WORDS['half'])}?")
