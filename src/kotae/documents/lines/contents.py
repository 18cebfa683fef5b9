"""Lines of a table of contents: they repeat the headings, and say nothing of their own."""

import re
from collections.abc import Sequence
from functools import cache

from kotae.documents.lines.ends import ends_sentence
from kotae.documents.lines.words import wordings

_LEADER = "[.．…‥・･·⋯]"
_DASH = "[-‐–—―─━_＿]"  # leads to a page number as dots do, but without one it is a rule or a blank to fill in
_BESIDE = r"(?:[-‐–—−]\s*)"  # on either side of a page number: "- 12 -"
# From the end of the line to its beginning: so what is no entry is seen at once, however long it is. A page number behind
# leaders, or so many leaders that no sentence has them.
_ENTRY = re.compile(
    rf"\s*(?:{_BESIDE}?[)）]?[0-9０-９ivxIVX]{{1,6}}[(（]?\s*{_BESIDE}?(?:[.．]?[pPｐＰ]{{1,2}}\s*)?(?:(?:{_LEADER}\s*){{3,}}|{_DASH}{{5,}}\s*)|[0-9０-９]{{1,4}}\s*…{{2,}}\s*"
    rf"|(?:{_LEADER}\s*){{4,}})[^\s.．…‥・･·⋯]"
)
# Leaders and page numbers that are set, or read, apart from what they are behind.
_LEADS = re.compile(rf"\s*(?:(?:{_LEADER}\s*){{3,}}{_BESIDE}?\d{{1,4}}\s*{_BESIDE}?)+")
_WRAPPED = 2  # lines of an entry above the one that has its page number, at the most
_LONGEST = 400  # characters: a longer line is no entry


def is_contents(text: str) -> bool:
    """Tell whether a line is one of a table of contents (dot leaders, to a page number or to the end)."""
    return len(text) <= _LONGEST and bool(_ENTRY.match(text[::-1]))


def leads_to_page(text: str) -> bool:
    """Tell whether a line is nothing but leaders with the page number that they lead to."""
    return len(text) <= _LONGEST and bool(_LEADS.fullmatch(text))


def are_contents(lines: Sequence[str]) -> bool:
    """Tell whether most lines, or rows of a table, are those of a table of contents; an entry may be wrapped."""
    entries = [is_contents(line) for line in lines]
    wrapped = (not ends_sentence(line) and any(entries[at + 1 : at + 1 + _WRAPPED]) for at, line in enumerate(lines))
    told = sum(entry or goes_on for entry, goes_on in zip(entries, wrapped, strict=True))
    return 2 * told > len(entries)


def is_contents_title(text: str) -> bool:
    """Tell whether a line is the heading of a table of contents."""
    return bool(_title().match(text))


@cache
def _title() -> re.Pattern[str]:
    titles = "|".join(spaced(title) for title in wordings("contents")["titles"])
    return re.compile(rf"^\W*(?:\w{{1,8}}の)?(?:{titles})\W*$", re.IGNORECASE)


def spaced(word: str) -> str:
    """Return a pattern for a word whose Japanese characters may be set apart ("目　次")."""
    return re.escape(word) if word.isascii() else r"\s*".join(map(re.escape, word))
