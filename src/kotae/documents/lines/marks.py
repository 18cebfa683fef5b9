"""What readers ask of one line, in a word each: is it a caption, a note, an entry of a list, a page number?"""

import re

from kotae.documents.lines import ends
from kotae.documents.lines.starts import line_start
from kotae.documents.lines.words import wordings, words
from kotae.text.lists import either

_ROMAN = r"(?=[ivxlc])c{0,3}(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"  # as front matter is counted
_PAGE = wordings("page")
_PAGE_NUMBER = re.compile(
    rf"[-–—―‐\s]*{either(_PAGE['before'])}?\s*(?:\d{{1,4}}|{_ROMAN})\s*(?:{either(_PAGE['of'])}\s*\d{{1,4}}|{either(_PAGE['behind'])})?"
    r"[-–—―‐\s]*",
    re.IGNORECASE,
)
_REMARK = re.compile(r"^\s*(?:[（(][^（）()]{1,30}[）)]|[［\[][^［］\[\]]{1,30}[］\]])\s*$")
_BEGAN_BEFORE = [*words("ja")["caption"]["continued"], *words("en")["caption"]["continued"]]
_TABLES, _EITHER = (
    re.compile(rf"{either(words('ja')['caption'][name])}|(?i:{either(words('en')['caption'][name])})")
    for name in ("of_tables", "of_either")
)
_CONTINUED = re.compile(rf"[(（\[［]\s*{either(_BEGAN_BEFORE)}\.?\s*[)）\]］]|continued\s*$", re.IGNORECASE)


def is_caption(text: str) -> bool:
    """Tell whether a line is a caption by how it begins, and no sentence about a table."""
    start = line_start(text)
    return start is not None and start.kind == "caption"


def is_table_caption(text: str) -> bool:
    """Tell whether a line is the caption of a table, by the word before its number or behind it ("第3表")."""
    start = line_start(text)
    if start is None or start.kind != "caption":
        return False
    return bool(_TABLES.search(text[: start.length]))


def may_be_figure_caption(text: str) -> bool:
    """Tell whether a line may be the caption of a figure, by its word: "図表" and "Exhibit" are said of tables, too."""
    start = line_start(text)
    if start is None or start.kind != "caption":
        return True  # what a document itself marks as a caption
    mark = text[: start.length]
    return not _TABLES.search(mark) or bool(_EITHER.search(mark))


def is_note(text: str) -> bool:
    """Tell whether a line is a note or source: "（注）…", "資料：…", "Source: …"; in print a star begins one and no entry."""
    start = line_start(text)
    return start is not None and (start.kind in ("note", "source") or (start.kind == "bullet" and start.style == "*"))


def is_unit(text: str) -> bool:
    """Tell whether a line states a unit ("（億円）", "単位：トン"), or in print another remark whole in brackets."""
    start = line_start(text)
    if start is None or start.kind == "heading":
        return bool(_REMARK.match(text))
    return start.kind == "unit"


def is_continued(text: str) -> bool:
    """Tell whether a caption says that its table began before ("（続き）", "continued")."""
    return bool(_CONTINUED.search(text))


def bullet(text: str) -> int:
    """Return how many characters at the start are a bullet (0 where there is none)."""
    start = line_start(text)
    return start.length if start is not None and start.kind == "bullet" else 0


def is_plain_bullet(text: str) -> bool:
    """Tell whether a line begins with a bullet that marks entries alone, and no headings."""
    start = line_start(text)
    return start is not None and start.kind == "bullet" and start.style in words("symbols")["bullet"]["entries"]


def is_entry(text: str) -> bool:
    """Tell whether a line begins an entry of a list, bulleted or numbered, or a text with its label ("【背景】…")."""
    start = line_start(text)
    return start is not None and (start.item or start.kind == "label")


def level(text: str) -> int:
    """Return the depth that a heading's numbering gives it, or 0 where it has none."""
    start = line_start(text)
    return start.level if start is not None and start.number else 0


def is_page_number(text: str) -> bool:
    """Tell whether a line is nothing but a page number."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends where a sentence does, or with a colon, behind which something of its own begins."""
    return ends.ends_sentence(text) or text.rstrip().endswith((":", "：", ":」", "：」"))
