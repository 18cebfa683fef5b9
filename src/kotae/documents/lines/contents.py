"""Lines of a table of contents: they repeat the headings, and say nothing of their own."""

import re

_ENTRY = re.compile(r"(?:[.．…‥・·]\s*){4,}\s*(?:[pPｐＰ]{1,2}[.．]?\s*)?[\d０-９ivxIVX]*\s*$|…{2,}")
_TITLE = re.compile(
    r"^\W*(?:\w{1,8}の)?(?:目\s*次|(?:table of )?contents)\W*$",
    re.IGNORECASE,
)


def is_contents(text: str) -> bool:
    """Tell whether a line is one of a table of contents (dot leaders, to a page number or to the end)."""
    return bool(_ENTRY.search(text))


def is_contents_title(text: str) -> bool:
    """Tell whether a line is the heading of a table of contents."""
    return bool(_TITLE.match(text))
