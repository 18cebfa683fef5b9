"""What a raised text says in its line: nothing where it calls a note, a power, or a part of the word before it.

Formats that mark what is raised (HTML, Word, slides, Excel) are read with this; in PDF it is told by sizes (pdf/calls.py).
"""

import re

_NEAR = 32  # characters before a raised text that tell what it is
_ONE = r"(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶※＊]{1,3}|(?:注|note\s?)\s?\d{0,2})"
_CALL = re.compile(rf"[\[(（]?\s*{_ONE}(?:\s*[,，、–-]\s*{_ONE})*\s*[\])）]?", re.IGNORECASE)
_POWER = re.compile(r"[-−+]?\d{1,3}|[a-z]")
_MEASURES = re.compile(
    r"(?:^|[\s\d/(（・])(?:[kcmdhnµ]?m|ft|in|mi|yd)$|[㎜㎝㎞]$|メートル$", re.IGNORECASE
)  # "m", "5 km", "/cm"
_TEN = re.compile(r"(?<![\d.,])10$")
_VARIABLE = re.compile(r"(?:^|[^A-Za-z'’])[A-Za-z]$")


def raised(before: str, text: str) -> str:
    """Return what a raised text adds to its line.

    Args:
        before: what stands before it there.
        text: what is raised.
    """
    mark, line = text.strip(), before[-_NEAR:].rstrip()
    if not line:
        return f"{mark} "  # the number of a note before its text
    if mark in ("2", "3") and _MEASURES.search(line):
        return mark
    if _TEN.search(line) and _POWER.fullmatch(mark):
        return f"^{mark}"
    if not _CALL.fullmatch(mark):
        return text
    if _VARIABLE.search(line) and _POWER.fullmatch(mark):
        return f"^{mark}"
    return ""
