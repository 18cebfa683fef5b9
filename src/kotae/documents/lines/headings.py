"""Which lines of a text without layout are headings, as far as the line itself tells."""

import re
import unicodedata

from kotae.documents.lines.contents import is_contents
from kotae.documents.lines.ends import ends_sentence
from kotae.documents.lines.starts import ALONE, LineStart, line_start
from kotae.documents.lines.text import width
from kotae.documents.lines.words import wordings, words
from kotae.text.lists import either

_WIDEST_MARKED, _WIDEST = 110, 70  # columns: a wider line is no heading, with a mark and without
_LONGEST_MARKED = 28  # characters behind a mark such as "■"
_MARK_LEVEL = 2
_MOST_WORDS = 10
_ENDS_OPEN = re.compile(r"[、，,;；…]$")
_ENDS_LEADING = re.compile(r"[:：]$")  # what follows belongs to the line: a list, a quotation
_DECORATION = re.compile(r"^[-・\s]*(?P<left>[\[［【<＜〈《])(?P<inner>.*)[\]］】>＞〉》][\s\-—―–]*$")
_ADDRESS = re.compile(rf"https?://|www\.|\S@[^\s@.]+\.\S|^{either(wordings('address')['before'])}\b", re.IGNORECASE)
_DATE_LINE = re.compile(r"^(?:\d{4}年|\d{4}[-/]\d|(?:[A-Z][a-z]+ )?\d{1,2},? ?[A-Z]?[a-z]* ?\d{4}$)")


def heading_level(text: str) -> int:
    """Return the level that a line's own numbering, brackets, mark or name give it as a heading, or 0."""
    plain = text.strip()
    if not plain or width(plain) > _WIDEST_MARKED or ends_sentence(plain) or _ENDS_OPEN.search(plain):
        return 0
    start = line_start(plain)
    if start is None or "\t" in plain or is_contents(plain):
        return 0
    if _is_heading_mark(start):
        return _MARK_LEVEL if len(plain) <= _LONGEST_MARKED + start.length else 0
    return start.level if start.kind == "heading" or _numbers_headings(start) else 0


def is_named_part(text: str) -> bool:
    """Tell whether a Japanese line names a part of a text by its number ("第1章　総則"): it heads it however it is set."""
    start = line_start(text)
    counted = start is not None and start.kind == "heading" and bool(start.number)
    return (
        counted and start is not None and start.style in (ALONE, *words("ja")["ordinals"]) and heading_level(text) > 0
    )


def is_marked(text: str) -> bool:
    """Tell whether a line is set off by brackets or a mark, which need no blank line above them."""
    start = line_start(text)
    return start is not None and (
        _is_heading_mark(start) or (start.kind == "heading" and start.style[:1] in "【《〈<[")
    )


def mark_of(text: str) -> str:
    """Return the first character of a line behind its dash, which is its mark where it has one."""
    return text.strip().lstrip("-・ ")[:1]


def numbering(text: str) -> str:
    """Return which style of numbering a line begins with, or nothing; items of one list have one style."""
    start = line_start(text)
    if start is None or not start.number:
        return ""
    return start.style if start.kind == "heading" or _numbers_headings(start) else ""


def heading_text(text: str) -> str:
    """Return a heading's text without the brackets, marks and rules that only decorate it."""
    plain = text.strip()
    start = line_start(plain)
    if start is not None and _is_heading_mark(start):
        return plain[start.length :].strip()
    match = _DECORATION.match(plain) if is_marked(plain) else None
    return match["inner"].strip() if match else plain


def counts_entries(text: str) -> bool:
    """Tell whether a line begins with a number or letter that may count list items as well as headings."""
    start = line_start(text)
    return start is not None and start.kind == "number" and start.item


def is_capitals(text: str) -> bool:
    """Tell whether a line is set in capitals throughout, as headings of typewritten text are."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(c.isascii() and c.isupper() for c in letters) and width(text.strip()) <= _WIDEST


def could_be_heading(text: str) -> bool:
    """Tell whether a line without any mark is short and whole enough to be a heading, if what is around it agrees."""
    plain = text.strip()
    if len(plain) < 2 or width(plain) > _WIDEST or "\t" in plain or ends_sentence(plain) or _ENDS_OPEN.search(plain):
        return False
    start = line_start(text)
    if _ENDS_LEADING.search(plain) or is_address(plain) or is_date_line(plain) or (start and start.kind == "bullet"):
        return False
    return plain[0].isupper() and len(plain.split()) <= _MOST_WORDS if plain.isascii() else not plain[0].islower()


def is_address(text: str) -> bool:
    """Tell whether a line holds a web or mail address or a telephone number, and so is no running text."""
    return bool(_ADDRESS.search(text))


def is_date_line(text: str) -> bool:
    """Tell whether a line begins with a date, as the line under a title does."""
    return bool(_DATE_LINE.match(unicodedata.normalize("NFKC", text).strip()))


def _is_heading_mark(start: LineStart) -> bool:
    return start.kind == "bullet" and start.style in words("symbols")["bullet"]["headings"]


def _numbers_headings(start: LineStart) -> bool:
    """Tell whether a number counts headings in texts without layout: one that is set off from its line, of an outer level."""
    return start.kind == "number" and (start.style == "1.1" or (start.style != "1" and start.level <= _MARK_LEVEL))
