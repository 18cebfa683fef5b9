"""Bands of numbers in cells: "3kg以上5kg未満", "65歳以上", "5-10 kg", "under 5"; the words are data."""

import re
from functools import cache, lru_cache
from typing import Any

from kotae.documents.model import Band
from kotae.documents.tables.numerals import Style, read_amount
from kotae.text import units
from kotae.text.lists import either, read_lists

# Which side of a band each kind of word closes, and whether the limit is in it.
_SIDES = {"at_least": ("low", True), "above": ("low", False), "at_most": ("high", True), "below": ("high", False)}
_LIMIT = r"[^\s~〜～<>≤≥≦≧]?[\d,.]*\d(?:[^\d~〜～–—]|(?<=m)[23]){0,12}?"
_LONGEST = 40


def words(name: str) -> dict[str, Any]:
    """Return the lists of values.NAME.toml: symbols, ja or en."""
    return read_lists("kotae.documents.tables", f"values.{name}.toml")


@lru_cache(maxsize=4_096)
def read_band(text: str, style: Style = "point") -> tuple[Band, str] | None:
    """Return the band that a cell states and nothing else, with its unit, or None.

    Args:
        text: the cell's text.
        style: how its table writes numbers.
    """
    plain = units.folded(text)
    if plain.isdecimal() or not any(character.isdigit() for character in plain) or len(plain) > _LONGEST:
        return None
    return _decade(plain) or _japanese_band(plain, style) or _english_band(plain, style) or _between(plain, style)


def _decade(plain: str) -> tuple[Band, str] | None:
    """Read ten years of age by their first ("20代", "40歳代")."""
    match = re.fullmatch(rf"([1-9]0){either(words('ja')['bands']['decade'])}", plain)
    return (Band(float(match[1]), float(match[1]) + 10, True, False), "歳") if match else None


def _japanese_band(plain: str, style: Style) -> tuple[Band, str] | None:
    """Read limits with a word behind each: one, or a lower and an upper one."""
    match = _japanese().fullmatch(plain)
    if match is None:
        return None
    limits = [(match["first"], match["first_word"]), (match["second"], match["second_word"])]
    return _band([(amount, _kind(word, "ja")) for amount, word in limits if amount], style)


def _english_band(plain: str, style: Style) -> tuple[Band, str] | None:
    """Read one limit with a word or a sign before it or behind it, or two with a word between."""
    match = _english().fullmatch(plain)
    if match is None:
        return None
    if match["low"]:
        return _band([(match["low"], "at_least"), (match["high"], "at_most")], style)
    word = match["before"] or match["behind"]
    return _band([(match["limit"] or match["limited"], _kind(word.casefold(), "en"))], style)


def _between(plain: str, style: Style) -> tuple[Band, str] | None:
    """Read two limits with a sign between them; what begins with a nought or goes down is no band."""
    match = _two_limits().fullmatch(plain)
    if match is None or re.match(r"0\d", match["low"]) or re.search(r"[A-Za-z]\s?-", plain):
        return None
    band = _band([(match["low"], "at_least"), (match["high"], "at_most")], style)
    years = all(re.fullmatch(r"(?:1[89]|20)\d\d", match[side]) for side in ("low", "high"))
    return None if years else band


@cache
def _two_limits() -> re.Pattern[str]:
    between = either(words("symbols")["bands"]["between"])
    return re.compile(rf"(?P<low>{_LIMIT})\s?(?:{between})\s?(?P<high>{_LIMIT})")


def _band(limits: list[tuple[str, str]], style: Style) -> tuple[Band, str] | None:
    """Return a band of its limits, the amounts in the unit of the last one that has one."""
    amounts = [read_amount(text, style) for text, _ in limits]
    if any(amount is None for amount in amounts):
        return None
    named = [amount.unit for amount in amounts if amount and amount.unit]
    unit = named[-1] if named else ""
    low: float | None = None
    high: float | None = None
    included = {"low": True, "high": True}
    for amount, (_, kind) in zip(amounts, limits, strict=True):
        assert amount is not None
        number = units.converted(amount.number, amount.unit, unit) if amount.unit else amount.number
        side, included_side = _SIDES[kind]
        included[side] = included_side
        if number is None or (low if side == "low" else high) is not None:
            return None
        low, high = (number, high) if side == "low" else (low, number)
    if low is not None and high is not None and low >= high:
        return None
    return Band(low, high, included["low"], included["high"]), unit


def _kind(word: str, language: str) -> str:
    lists = {**words(language)["bands"]}
    for kind, signs in words("symbols")["bands"].items():
        lists[kind] = [*lists.get(kind, []), *signs]
    found: str = next(kind for kind in lists if kind not in ("examples", "not_examples") and word in lists[kind])
    return found.removesuffix("_behind")


@cache
def _japanese() -> re.Pattern[str]:
    lists = words("ja")["bands"]
    every = either([word for kind in _SIDES for word in lists[kind]])
    return re.compile(
        rf"(?P<first>{_LIMIT})(?P<first_word>{every})[、\s]?(?:(?P<second>{_LIMIT})(?P<second_word>{every}))?"
    )


@cache
def _english() -> re.Pattern[str]:
    lists, signs = words("en")["bands"], words("symbols")["bands"]
    before = either([word for kind in _SIDES for word in (*lists[kind], *signs[kind])])
    behind = either([*lists["at_least_behind"], *lists["at_most_behind"], *signs["at_least_behind"]])
    return re.compile(
        rf"(?i:(?:between\s|from\s)?(?P<low>{_LIMIT})\s(?:{either(lists['between'])})\s(?P<high>{_LIMIT})"
        rf"|(?P<before>{before})\s?(?P<limit>{_LIMIT})|(?P<limited>{_LIMIT})\s?(?P<behind>{behind}))"
    )
