"""Lines that are told by their words, by the examples beside the lists."""

from collections.abc import Callable

import pytest

from kotae.documents.lines.contents import is_contents_title
from kotae.documents.lines.ends import is_open
from kotae.documents.lines.headings import is_address
from kotae.documents.lines.marks import is_page_number
from kotae.documents.lines.titles import is_date, is_subject
from kotae.documents.lines.words import wordings

TELL: dict[str, Callable[[str], bool]] = {
    "open": is_open,
    "subject": is_subject,
    "date": is_date,
    "contents": is_contents_title,
    "page": is_page_number,
    "address": is_address,
}


def examples(key: str) -> list[tuple[str, str]]:
    return [(name, text) for name in TELL for text in wordings(name)[key]]


@pytest.mark.parametrize(("name", "text"), examples("examples"))
def test_a_line_is_told_by_its_words(name: str, text: str) -> None:
    assert TELL[name](text)


@pytest.mark.parametrize(("name", "text"), examples("not_examples"))
def test_other_lines_are_not(name: str, text: str) -> None:
    assert not TELL[name](text)
