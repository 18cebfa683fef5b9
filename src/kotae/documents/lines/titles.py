"""Which of a document's own words is its title, where its format does not say."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from kotae.documents.lines.bodies import is_signed
from kotae.documents.lines.contents import is_contents_title
from kotae.documents.lines.fields import is_field
from kotae.documents.lines.headings import heading_text
from kotae.documents.lines.starts import line_start
from kotae.documents.lines.words import KANJI, wordings
from kotae.documents.model import Block, Table
from kotae.text.lists import either
from kotae.text.normalise import fold
from kotae.text.numbers import JAPANESE_ERAS, MONTHS

_LONGEST = 60  # characters: a longer line is no title
_LONGEST_WITH_SUBTITLE = 2 * _LONGEST
_ENDS = re.compile(r"[。．.!?！？、,;:：][\"'”’」』)）]*$")
_BEFORE_SUBJECT = 10  # blocks: numbers, date, addressees and senders
# The number that an office gives a letter ("医政発0731第7号"), alone or with those of others.
_NUMBERED = re.compile(r"^(?:[^\W\d]{1,12}発[\d\s]*第[\d\s]+号\s*)+$")
_PARTS = re.compile(r"\s+[|｜–—-]\s+|[|｜]|\s*[:：]\s*")


def could_be_title(text: str) -> bool:
    """Tell whether a line could be a title: short, and neither sentence nor field, date or heading of the contents."""
    return _is_name(text, _LONGEST) and not says_other(text.strip())


def _is_name(text: str, longest: int) -> bool:
    plain = text.strip()
    if not 1 < len(plain) <= longest or not any(c.isalpha() for c in plain):
        return False
    return not (_ENDS.search(plain) or _NUMBERED.match(plain))


def says_other(text: str) -> bool:
    """Tell whether a line says something else than a title does: when, by whom, a field's value, that contents follow."""
    return is_date(text) or is_signed(text) or is_field(text) or is_contents_title(text)


def is_date(text: str) -> bool:
    """Tell whether a line is a date and nothing else, as one above or below a title is."""
    return bool(_date().match(text.strip()))


def is_subject(text: str) -> bool:
    """Tell whether a line says what a letter or notice is about."""
    return bool(_subject().search(text.strip()))


def first_title(blocks: Iterable[Block]) -> str:
    """Return the line that is likeliest the title, "" where none could be one.

    That is the first heading, or, where that heading has a number, which tells of one part among others, the line above
    the text that says what a letter is about, or the first block.
    """
    kept = list(blocks)
    headings = [block for block in kept if block.kind == "heading"]
    heading = next((block.text for block in headings if _heads(block, headings)), "")
    before = (block.text for block in kept[:_BEFORE_SUBJECT])
    subject = (text for text in before if is_subject(text) and not _is_numbered(text))
    about = next(filter(could_be_title, subject), "")
    first = kept[0].text if kept and kept[0].kind != "figure" and could_be_title(kept[0].text) else ""
    first = about or first
    return heading_text(first if first and (not heading or _is_numbered(heading)) else heading)


def _heads(block: Block, headings: Sequence[Block]) -> bool:
    """Tell whether a heading could be the title; the first of the highest level may have a colon before a subtitle."""
    if could_be_title(block.text):
        return True
    highest = min(heading.level for heading in headings)
    first = next(heading for heading in headings if heading.level == highest)
    return block is first and is_field(block.text) and _is_name(block.text, _LONGEST_WITH_SUBTITLE)


def first_caption(elements: Iterable[Block | Table]) -> str:
    """Return the caption of the first table, for a document that shows nothing above it."""
    return next((element.caption for element in elements if isinstance(element, Table) and element.caption), "")


def _is_numbered(text: str) -> bool:
    start = line_start(text)
    return start is not None and start.kind in ("number", "heading", "article") and bool(start.number)


def is_said(title: str, blocks: Iterable[Block]) -> bool:
    """Tell whether a title that stands beside the text (a property, a tag) is of the document: the text says part of it."""
    text = fold(" ".join(block.text for block in blocks)).replace(" ", "")
    parts = [fold(part).replace(" ", "") for part in _PARTS.split(title)]
    return any(len(part) > 1 and part in text for part in parts)


@cache
def _date() -> re.Pattern[str]:
    eras, behind = either(JAPANESE_ERAS), either(wordings("date")["behind"])
    numeral = rf"(?:\d{{1,2}}|[{KANJI}]{{1,3}})"
    months = either([name.capitalize() for name in MONTHS])
    return re.compile(
        rf"^\W*(?:(?:{eras}\s*(?:{numeral}|元)|\d{{4}})\s*[年./-]\s*(?:{numeral}\s*[月./-]?\s*){{0,2}}日?"
        rf"{behind}?|\d{{1,2}}\s+[A-Z][a-z]+\s+\d{{4}}|{months}\s+\d{{4}}|[A-Z][a-z]+\s+\d{{1,2}},\s*\d{{4}})\W*$"
    )


@cache
def _subject() -> re.Pattern[str]:
    """Return the pattern of the end of a line that says what a letter is about, with what it wants of its reader in brackets."""
    return re.compile(rf"{either(wordings('subject')['ends'])}(?:[（(][^（）()]{{1,10}}[）)])?$")
