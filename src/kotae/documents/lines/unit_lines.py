"""Lines that state a unit: whole in brackets ("(億円)"), behind a word ("単位：トン"), behind "in" ("In millions of yen")."""

import re
from functools import cache

from kotae.documents.lines.words import words
from kotae.text.lists import either
from kotae.text.units import folded, unit_in

_LONGEST = 60  # characters: a longer line says something else as well
_WHOLE = re.compile(r"^[(\[【〈〔]\s*(?P<unit>[^()\[\]【】〈〉〔〕]{1,40}?)\s*[)\]】〉〕]$")
_SENTENCE = re.compile(r"[。、！？]|[.!?,;]\s")
_PARTS = re.compile(r"[、・;]|,(?!\d{3}(?!\d))")


def is_unit_line(line: str) -> bool:
    """Tell whether a line states a unit, and little else: a day or a title before it ("3月31日現在（単位：円）")."""
    plain = folded(line)
    if len(plain) > _LONGEST:
        return bool(_whole(plain))
    named = _named().search(plain)
    ends = named is not None and (named.start() == 0 or (named.group()[0] in "([【" and not _SENTENCE.search(plain)))
    return ends or bool(_whole(plain) or _behind_in().match(plain))


def words_before_unit(line: str) -> str:
    """Return what a line says before the unit that it names, or nothing."""
    plain = folded(line)
    named = _named().search(plain)
    return plain[: named.start()].strip() if named else ""


def unit_of(line: str) -> str:
    """Return the unit that a line states or ends with ("(億円)", "単位:トン", "In millions of dollars"), or nothing.

    A unit in brackets behind other words is none that the line states: what it is takes the table to tell.
    """
    plain = folded(line)
    match = _named().search(plain) or _behind_in().search(plain)
    return _whole(plain) or (match["unit"].strip() if match else "")


def _whole(plain: str) -> str:
    match = _WHOLE.match(plain)
    parts = _PARTS.split(match["unit"]) if match else []
    measures = [unit for part in parts if (unit := unit_in(part))]
    if match and len(measures) == len(parts) > 1:
        return match["unit"]
    return measures[0] if len(measures) == 1 else ""


@cache
def _named() -> re.Pattern[str]:
    spaced = (r"\s*".join(map(re.escape, word)) for word in words("ja")["unit"]["words"])
    named = "|".join([*spaced, *map(re.escape, words("en")["unit"]["words"])])
    return re.compile(
        rf"[(\[【]?\s*(?:{named})\s*:\s*(?P<unit>[^()\[\]【】]{{1,40}}(?:\([^()]{{1,20}}\))?)\s*[)\]】]?\s*$",
        re.IGNORECASE,
    )


@cache
def _behind_in() -> re.Pattern[str]:
    quantities = either(words("en")["unit"]["quantities"])
    return re.compile(
        r"(?:^|\()\s*(?:all\s+)?(?:(?:figures|amounts|values|numbers)\s+)?(?:are\s+)?(?:expressed\s+)?in\s+"
        rf"(?P<unit>(?:{quantities}|kilo\w+)s?(?!\w)[^()]{{0,40}}?)\s*\)?\s*$",
        re.IGNORECASE,
    )
