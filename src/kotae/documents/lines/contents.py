"""Lines of a table of contents: they repeat the headings, and say nothing of their own."""

import re

_LEADER = "[.．…‥・·⋯]"
_DASH = "[-‐–—―─━_＿]"  # leads to a page number as dots do, but without one it is a rule or a blank to fill in
# From the end of the line to its beginning: so what is no entry is seen at once, however long it is. A page number behind
# leaders, or so many leaders that no sentence has them.
_ENTRY = re.compile(
    rf"\s*(?:[)）]?[0-9０-９ivxIVX]{{1,6}}[(（]?\s*(?:[.．]?[pPｐＰ]{{1,2}}\s*)?(?:(?:{_LEADER}\s*){{3,}}|(?:{_DASH}\s?){{5,}})|[0-9０-９]{{1,4}}\s*…{{2,}}\s*"
    rf"|(?:{_LEADER}\s*){{4,}})[^\s.．…‥・·⋯]"
)
_LONGEST = 400  # characters: a longer line is no entry
_TITLE = re.compile(
    r"^\W*(?:\w{1,8}の)?(?:目\s*次|(?:table of )?contents)\W*$",
    re.IGNORECASE,
)


def is_contents(text: str) -> bool:
    """Tell whether a line is one of a table of contents (dot leaders, to a page number or to the end)."""
    return len(text) <= _LONGEST and bool(_ENTRY.match(text[::-1]))


def is_contents_title(text: str) -> bool:
    """Tell whether a line is the heading of a table of contents."""
    return bool(_TITLE.match(text))
