"""How the characters of a line tell what it is: caption, note, unit, list entry, heading, contents."""

import re

_NUMERAL = r"[0-9０-９]+(?:\s*[-－‐.．–][0-9０-９]+)*|[一二三四五六七八九十]+|[IVX]+|[A-Z](?:\.?\d+)?"
_CAPTION = re.compile(
    rf"^\s*(?:[（(【［\[《＜<〈]\s*(?:図表|図|表|写真|Table|Figure|Fig\.|Exhibit|Chart)\s*(?:{_NUMERAL})\s*[）)】］\]》＞>〉]"
    rf"|(?:図表|図|表)\s*(?:{_NUMERAL})(?:\s*$|[\s　.．:：、|｜])"
    rf"|(?:Table|Figure|Fig\.|Exhibit|Chart)\s*(?:{_NUMERAL})(?:\s*$|\s*[.:|–—-]|\s+[A-Z(]))",
    re.IGNORECASE,
)
_NOTE_WORD = r"注記?|備考|付記|資料|出所|出典|典拠|引用元|Notes?|Sources?|Remarks?"
_NOTE = re.compile(
    rf"^\s*(?:[（(〔［\[【]\s*(?:{_NOTE_WORD})\s*[0-9０-９]*\s*[）)〕］\]】]|(?:{_NOTE_WORD})\s*[0-9０-９]*\s*[）):：.．]"
    r"|※\s*[0-9０-９]*|[*＊†‡]{1,3}[)）]?\s*(?=[^\s*])|[（(][*＊†‡]{1,3}[)）])",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^\s*(?:[（(［\[【][^（）()]{1,30}[）)］\]】]|(?:単位|Units?)\s*[:：].{1,30})\s*$", re.IGNORECASE)
_CONTINUED = re.compile(
    r"[（(［\[]\s*(?:続き|つづき|続|承前|cont(?:inue)?d?\.?)\s*[）)］\]]|continued\s*$", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*(?:[•●○■□◆◇▪▫▶►➢✓・‣⁃◦◎★]|[-–—*]\s)\s*")
_NUMBERED = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[０-９]{1,2}|[a-zA-Zア-ンivx])[）)]|\d{1,2}[.．]\s|[①-⑳])\s*")
_PAGE_NUMBER = re.compile(
    r"^[-–—―‐\s]*(?:page|p\.?)?\s*[\divxlc０-９]+\s*(?:(?:/|of)\s*[\d０-９]+|頁|ページ)?[-–—―‐\s]*$",
    re.IGNORECASE,
)
_LEVELS = (
    (re.compile(r"^第\s*[\d０-９一二三四五六七八九十]+\s*[章部編]"), 1),
    (re.compile(r"^第\s*[\d０-９一二三四五六七八九十]+\s*節"), 2),
    (re.compile(r"^(?:(?:chapter|part)\s+[\dIVX]+|appendix\b|[IVXⅠ-Ⅻ]+[.．、\s])", re.IGNORECASE), 1),
    (re.compile(r"^[（(]\s*[\d０-９]+\s*[）)]"), 2),
    (re.compile(r"^(?:[①-⑳]|[\d０-９]+[）)]|[（(][a-zア-ン][）)])"), 3),
)
_DOTTED = re.compile(r"^([\d０-９]+(?:[.．－-][\d０-９]+)*)[.．]?(?=[^\d０-９.,，％%年月日])")
_ENDS = re.compile(r"[。．.!！?？:：][」』）)\]”’\"']*$")


def is_caption(text: str) -> bool:
    """Tell whether a line opens like "（図表1）…" or "Table 2: …", and is no sentence about one."""
    return bool(_CAPTION.match(text)) and not text.rstrip().endswith("。")


def is_note(text: str) -> bool:
    """Tell whether a line is a note or source line: "（注）…", "資料：…", "Source: …", "* …"."""
    return bool(_NOTE.match(text))


def is_unit(text: str) -> bool:
    """Tell whether a line states no more than a unit: "（億円）", "単位：トン"."""
    return bool(_UNIT.match(text)) and not is_note(text)


def is_continued(text: str) -> bool:
    """Tell whether a caption says that its table began before ("（続き）", "continued")."""
    return bool(_CONTINUED.search(text))


def bullet(text: str) -> int:
    """Return how many characters at the start are a bullet (0 where there is none)."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def is_entry(text: str) -> bool:
    """Tell whether a line begins a list entry, bulleted or numbered."""
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def is_page_number(text: str) -> bool:
    """Tell whether a line is nothing but a page number."""
    return bool(_PAGE_NUMBER.match(text))


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends where a sentence does."""
    return bool(_ENDS.search(text.rstrip()))


def level(text: str) -> int:
    """Return the depth that a heading's numbering gives it, or 0 where it has none."""
    for pattern, depth in _LEVELS:
        if pattern.match(text):
            return depth
    match = _DOTTED.match(text)
    return len(re.split(r"[.．－-]", match[1])) if match else 0
