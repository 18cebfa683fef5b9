"""Lines that say who wrote a document, as they stand between its title and its text; the words are data (roles.*.toml)."""

import re
from functools import cache
from typing import Any

from kotae.text.lists import either, read_lists

_LONGEST = 60  # characters
_HAN = "\u3400-\u9fff々ヶ"
_KANA = "\u3041-\u30ff"
# A family name and a given name with a space between them, or their characters alone: so few that they are no phrase.
_NAME_JA = rf"[{_HAN}]{{1,4}}\s+[{_HAN}{_KANA}]{{1,5}}"
_GLUED_JA = rf"[{_HAN}]{{3,5}}|{_NAME_JA}"
_NAME_EN = r"[A-Z][\w'’.-]+(?:\s+[A-Z][\w'’.-]*)+"


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote a document: a field with a name, or an office beside one."""
    return bool(found_by(text))


def found_by(text: str) -> str:
    """Return what a line that says who wrote a document is found by, in its language; nothing for other lines."""
    plain = " ".join(text.split())
    if len(plain) > _LONGEST:
        return ""
    language = "ja" if _japanese().fullmatch(plain) else "en" if _english().fullmatch(plain) else ""
    return str(_lists(language)["found_by"]) if language else ""


@cache
def _japanese() -> re.Pattern[str]:
    fields, offices = (either(_lists("ja")[name]) for name in ("fields", "offices"))
    glued = rf"(?:{_GLUED_JA})(?:\s?[・、,，]\s?(?:{_GLUED_JA}))*"
    one = rf"(?:[^\s、。]{{2,20}}\s+)?(?:{offices}\s{_NAME_JA}|{_NAME_JA}\s+{offices})"
    named, kinds = (either(_lists("ja")[name]) for name in ("behind", "behind_not"))
    behind = rf"(?!.*の|.*{kinds}$)[{_HAN}]{{1,4}}\s?[{_HAN}{_KANA}]{{1,5}}\s?{named}"
    return re.compile(
        rf"{behind}|{fields}\s?(?:[:：]\s?|\s)(?:[^\s、。]{{2,20}}\s+)?{glued}|{one}(?:\s?[・、,，]\s?{one})*"
    )


@cache
def _english() -> re.Pattern[str]:
    fields, offices = (either(_lists("en")[name]) for name in ("fields", "offices"))
    names = rf"(?:the\s+)?{_NAME_EN}(?:(?:,\s*|\s+and\s+|,\s*and\s+){_NAME_EN})*"
    return re.compile(rf"(?i:{fields})\s?(?::\s?|\s){names}|{_NAME_EN},\s*(?i:{offices})|(?i:{offices})\s+{_NAME_EN}")


def _lists(language: str) -> dict[str, Any]:
    found: dict[str, Any] = read_lists("kotae.documents", f"roles.{language}.toml")["byline"]
    return found
