"""Which lines of a plain text are headings, list items or entries of a table of contents."""

import re
import unicodedata

from kotae.documents.lines.text import width

_ENDS_SENTENCE = re.compile(r"[。．.!?！？…]['\"”’」』)）\]]*$")
_ENDS_OPEN = re.compile(r"[、，,;；]$")
_ENDS_LEADING = re.compile(r"[:：]$")  # what follows belongs to the line: a list, a quotation
_NUMBERED: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"^第\s*[0-9一二三四五六七八九十]+\s*[章部編](?=\s|$|[^0-9])"), 1),
    (re.compile(r"^第\s*[0-9一二三四五六七八九十]+\s*節(?=\s|$|[^0-9])"), 2),
    (re.compile(r"^第\s*[0-9一二三四五六七八九十]+\s*項(?=\s|$|[^0-9])"), 3),
    (re.compile(r"^(?:chapter|part|section|appendix)\s+(?:\d{1,3}|[A-Z]|[IVX]{1,5})\b[.:]?", re.IGNORECASE), 1),
    (re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s+(?=\D)"), 3),
    (re.compile(r"^\d{1,2}\.\d{1,2}\.?\s+(?=\D)"), 2),
    (re.compile(r"^\d{1,2}[.、]\s*(?=[^\d\s])"), 1),
    (re.compile(r"^(?:[IVX]{1,5}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])[.、\s]\s*(?=\S)"), 1),
    (re.compile(r"^[(]\d{1,2}[)]\s*(?=\S)"), 2),
)
_CIRCLED = re.compile(r"^[①-⑳]\s*\S")
_NAMES_JA = (
    "目次 はじめに おわりに むすび 結び まとめ 序論 結論 結語 要旨 要約 概要 要点 "
    "参考文献 参考資料 引用文献 付録 謝辞 補論"
)
_NAMES_EN = (
    "contents|table of contents|references|bibliography|works cited|abstract|summary|executive summary|introduction|"
    "background|methods|results|discussion|conclusion|conclusions|acknowledgements|acknowledgments|appendix|glossary"
)
_NAMES = frozenset([*_NAMES_JA.split(), *_NAMES_EN.split("|")])
_BRACKETED = re.compile(
    r"^[-・\s]*(?:[《【〈<\[]\s*(?P<inner>[^《》【】〈〉<>\[\]]{1,24})\s*[》】〉>\]]|[■□◆]\s*(?P<mark>\S.{0,28}))"
    r"\s*[-—―–]*$"
)
_BULLET = re.compile(r"^\s*(?:(?:[-*+•·◆◇●○◎▪‣–※>➢✓]|\s)+(?<=\s)|[・•◆◇●○◎▪‣])\s*(?=\S)")
_ENUMERATED = re.compile(r"^\s*(?:[(（]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[)）]|\d{1,2}\.|[①-⑳])\s*(?=\S)")
# From the end of the line to its beginning: so what is no entry is seen at once, however long it is.
_CONTENTS_ENTRY = re.compile(r"\s*\d{1,4}[ \t]*(?:[ \t]?[.・…‥·]){3,}[ \t]*\S")
_ADDRESS = re.compile(r"https?://|www\.|\S@[^\s@.]+\.\S|^(?:tel|fax|e?mail)\b", re.IGNORECASE)
_DATE_LINE = re.compile(r"^(?:\d{4}年|\d{4}[-/]\d|(?:[A-Z][a-z]+ )?\d{1,2},? ?[A-Z]?[a-z]* ?\d{4}$)")


def fold_line(text: str) -> str:
    """Return a line in the form that the patterns here expect."""
    return unicodedata.normalize("NFKC", text).strip() if not _CIRCLED.match(text.strip()) else text.strip()


def heading_mark(text: str) -> int:
    """Return the level that a line's own numbering, brackets or name give it as a heading, or 0."""
    plain = fold_line(text)
    if not plain or width(plain) > 110 or _ENDS_SENTENCE.search(plain) or _ENDS_OPEN.search(plain):
        return 0
    if "\t" in plain or is_contents_entry(text):
        return 0
    for pattern, level in _NUMBERED:
        if pattern.match(plain):
            return level
    if _bare(plain) in _NAMES:
        return 1
    return 2 if _BRACKETED.match(plain) else 0


def is_marked(text: str) -> bool:
    """Tell whether a line is set off by brackets or a mark, which need no blank line above them."""
    return bool(_BRACKETED.match(fold_line(text)))


def mark_of(text: str) -> str:
    """Return the first character of a line behind its dash, which is its mark where it has one."""
    return text.strip().lstrip("-・ ")[:1]


def numbering(text: str) -> int:
    """Return which style of numbering a line begins with, from 1, or 0; items of one list have one style."""
    plain = fold_line(text)
    return next((style for style, (pattern, _) in enumerate(_NUMBERED, 1) if pattern.match(plain)), 0)


def heading_text(text: str) -> str:
    """Return a heading's text without the brackets and rules that only decorate it."""
    match = _BRACKETED.match(text.strip())
    return (match["inner"] or match["mark"]).strip() if match else text.strip()


def is_enumerated(text: str) -> bool:
    """Tell whether a line begins with a number or letter that may count list items as well as headings."""
    return bool(_ENUMERATED.match(unicodedata.normalize("NFKC", text)))


def is_capitals(text: str) -> bool:
    """Tell whether a line is set in capitals throughout, as headings of typewritten text are."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(c.isascii() and c.isupper() for c in letters) and width(text.strip()) <= 70


def could_be_heading(text: str) -> bool:
    """Tell whether a line without any mark is short and whole enough to be a heading, if what is around it agrees."""
    plain = text.strip()
    if not plain or width(plain) > 70 or "\t" in plain or _ENDS_SENTENCE.search(plain) or _ENDS_OPEN.search(plain):
        return False
    if (
        _ENDS_LEADING.search(plain)
        or _ADDRESS.search(plain)
        or _DATE_LINE.match(plain)
        or bullet_length(text)
        or len(plain) < 2
    ):
        return False
    words = plain.split()
    return plain[0].isupper() and len(words) <= 10 if plain.isascii() else not plain[0].islower()


def bullet_length(text: str) -> int:
    """Return how many characters a line's bullet takes with its spaces, or 0 where the line has none."""
    match = _BULLET.match(text)
    return match.end() if match and match.group().strip() else 0


def is_contents_entry(text: str) -> bool:
    """Tell whether a line is an entry of a table of contents: a title, leader dots, a page number."""
    return bool(_CONTENTS_ENTRY.match(text[::-1]))


def _bare(text: str) -> str:
    plain = fold_line(text)
    return plain.lower().rstrip(":") if plain.isascii() else re.sub(r"\s+", "", plain)


def is_address(text: str) -> bool:
    """Tell whether a line holds a web or mail address or a telephone number, and so is no running text."""
    return bool(_ADDRESS.search(text))


def is_date_line(text: str) -> bool:
    """Tell whether a line begins with a date, as the line under a title does."""
    return bool(_DATE_LINE.match(text.strip()))
