"""Sentences that announce what stands below them: a table, a list ("Fares by route are as follows:")."""

import re
from functools import cache

from kotae.text import sentences
from kotae.text.lists import either, read_lists

_LONGEST = 240  # characters of a sentence that is a caption: no caption of ../shared/documents has as many
_COLONS = (":", "：")


def announced(text: str) -> str:
    """Return the last sentence of a paragraph if it announces what stands below it, without its colon, else ""."""
    spans = sentences.split(text)
    last = text[spans[-1][0] : spans[-1][1]].strip() if spans else ""
    if len(last) > _LONGEST or not (last.endswith(_COLONS) or _signs().search(last)):
        return ""
    return last.rstrip("".join(_COLONS)).rstrip()


@cache
def _signs() -> re.Pattern[str]:
    lists = read_lists("kotae.documents.lines", "announcing.toml")
    english, japanese = lists["en"], lists["ja"]
    return re.compile(
        rf"\b{either(english['signs'])}\b|\b{either(english['closing'])}\W*$"
        rf"|{either(japanese['signs'])}|{either(japanese['closing'])}{either(japanese['ends'])}?\W*$",
        re.IGNORECASE,
    )
