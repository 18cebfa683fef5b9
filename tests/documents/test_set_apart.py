"""Titles that a web page sets as plain paragraphs are headings; entries of a list and sentences are none."""

from kotae.documents import html
from kotae.documents.model import Document


def read(body: str) -> Document:
    return html.read(f"<html><body><h1>決算短信</h1>{body}</body></html>".encode(), "page.html")


def headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in document.blocks() if block.kind == "heading"]


def test_a_numbered_line_over_a_sentence_is_its_heading() -> None:
    page = read(
        "<p>(1）当期の概況</p><p>売上高は前の年を上回った。</p><p>（追加情報）</p><p>見積りは変わっていない。</p>"
    )
    assert headings(page) == [(1, "決算短信"), (2, "(1）当期の概況"), (2, "（追加情報）")]


def test_a_title_right_under_a_title_is_deeper() -> None:
    page = read("<p>（会計方針の変更）</p><p>（収益認識の基準の適用）</p><p>期首から適用している。</p>")
    assert headings(page)[1:] == [(2, "（会計方針の変更）"), (3, "（収益認識の基準の適用）")]


def test_entries_of_a_list_and_sentences_are_no_headings() -> None:
    page = read(
        "<p>1. 申込書</p><p>2. 写真</p><p>3. 住民票の写し</p><p>（注）写しでもよい。</p><p>2024年の売上は増えた。</p>"
    )
    assert headings(page) == [(1, "決算短信")]
    assert [block.text for block in page.blocks()][1:4] == ["1.申込書", "2.写真", "3.住民票の写し"]
