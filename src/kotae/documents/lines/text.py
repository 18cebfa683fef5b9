"""A text file as lines on pages, without the tags, page numbers and running titles that are not its text."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from kotae.documents.lines.marks import is_page_number
from kotae.text.normalise import clean

_TAG = re.compile(r"</?(?:u|b|i|em|strong|sup|sub|span|font|small|mark)(?: [^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SENTENCE = re.compile(r"[。.!?！？]$")
_SPACES = " \u3000\xa0"
_RUNNING = 3  # a first or last line that so many pages have is a running title


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text as it stands (tabs and leading spaces kept), its number in the file from 1, its page."""

    text: str
    number: int
    page: int

    @property
    def blank(self) -> bool:
        """Whether nothing visible stands in the line."""
        return not self.text.strip()


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text; form feeds begin pages, and what only repeats on every page is left out."""
    pages: list[list[Line]] = [[]]
    for number, whole in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        for position, segment in enumerate(whole.split("\f")):
            if position:
                pages.append([])
            plain = clean(_BREAK.sub(" ", _TAG.sub("", segment)))
            pages[-1].append(Line(plain, number, len(pages)))
    if len(pages) > 1:
        pages = _without_running_lines(pages)
    return [line for page in pages for line in page]


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    edges = [_edge_lines(page) for page in pages]
    counts = Counter(key for page in edges for key in {_running_key(line) for line in page})
    dropped = {
        (line.number, line.page)
        for page in edges
        for line in page
        if counts[_running_key(line)] >= _RUNNING or is_page_number(line.text)
    }
    return [[line for line in page if (line.number, line.page) not in dropped] for page in pages]


def _edge_lines(page: list[Line]) -> list[Line]:
    filled = [line for line in page if not line.blank]
    return filled[:2] + filled[max(2, len(filled) - 2) :]


def _running_key(line: Line) -> str:
    text = line.text.strip()
    # Only a title's number may differ from page to page; a sentence is text unless it is the very same.
    return text if _SENTENCE.search(text) else re.sub(r"\d+", "#", text)


def width(text: str) -> int:
    """Return how many columns of a fixed-width screen a text takes: a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def leading(text: str) -> int:
    """Return how many columns of a fixed-width screen the spaces take that a text begins with."""
    return width(text[: len(text) - len(text.lstrip(_SPACES))])
