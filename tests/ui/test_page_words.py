"""The words of PDF pages: their text in order, their boxes on the page as it is seen, also where it is turned."""

from pathlib import Path

import pymupdf
import pytest

from kotae.bounded import Limits
from kotae.errors import DocumentError
from kotae_ui.page_words import PageWords, page_words


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "two.pdf"
    with pymupdf.open() as document:
        for text in ("The first page", "The second one"):
            document.new_page(width=300, height=200).insert_text((50, 100), text, fontsize=12)
        document[1].set_rotation(90)
        document.save(path)
    return path


def test_the_words_of_a_page_come_in_order_with_their_boxes(pdf: Path) -> None:
    words = page_words(pdf, 1)
    assert [word.text for word in words] == ["The", "first", "page"]
    assert {word.line for word in words} == {0}
    assert [word.box.page for word in words] == [1, 1, 1]
    assert 45 < words[0].box.x0 < words[0].box.x1 < words[1].box.x0 < 150
    assert 80 < words[0].box.y0 < 100 < words[0].box.y1 < 110


def test_on_a_turned_page_the_boxes_are_where_the_words_are_seen(pdf: Path) -> None:
    first = page_words(pdf, 2)[0].box
    assert first.y1 - first.y0 > first.x1 - first.x0, "the word runs down the page"
    assert 85 < first.x0 < first.x1 < 125
    assert 45 < first.y0 < first.y1 < 80


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_page_that_is_not_there_is_said_not_to_be(pdf: Path, number: int) -> None:
    with pytest.raises(DocumentError, match="there is no page"):
        page_words(pdf, number)


def test_words_are_read_in_a_process_of_its_own_and_kept(pdf: Path) -> None:
    reader = PageWords(Limits(30, 2000))
    try:
        words = reader.read(pdf, "v1", 1)
        assert words == page_words(pdf, 1)
        pdf.unlink()
        assert reader.read(pdf, "v1", 1) == words
        with pytest.raises(DocumentError):
            reader.read(pdf, "v2", 1)
    finally:
        reader.close()
