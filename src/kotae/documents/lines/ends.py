"""How a line ends, and whether the next one goes on with it: sentences, words behind which something has to follow."""

import re
from functools import cache

from kotae.documents.lines.words import wordings
from kotae.text.lists import either

_SENTENCE = re.compile(r"[。．.!！?？][\"'”’」』)）\]］]*$")
_GOES_ON = re.compile(r"^[\u3041-\u309fー、。，．)）」』】〕]")


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends where a sentence does."""
    return bool(_SENTENCE.search(text.rstrip()))


def is_open(text: str) -> bool:
    """Tell whether a line ends in a word or sign behind which something has to follow."""
    return bool(_open().search(text.rstrip()))


def begins_within(text: str) -> bool:
    """Tell whether a line begins with what only stands inside a Japanese sentence: hiragana, a closing bracket, a comma."""
    return bool(_GOES_ON.match(text.lstrip()))


def runs_on(before: str, line: str) -> bool:
    """Tell whether a line goes on with the one above by its first or that one's last character, however short that is."""
    return line.lstrip()[:1].islower() or begins_within(line) or is_open(before)


@cache
def _open() -> re.Pattern[str]:
    lists = wordings("open")
    return re.compile(rf"(?:{either(lists['signs'])}|\b{either(lists['words'])})$")
