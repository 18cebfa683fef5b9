"""A paragraph that becomes a Markdown file reads from it as the text that it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotae.documents import markdown as reader
from kotae.documents.model import Block
from kotae.evaluation.sets.paragraphs import markdown
from kotae.text.normalise import join_label, join_prose

HARD = [
    "# not a heading",
    "- not an item",
    "x * not an item",
    "+ not an item",
    "1. not numbered",
    "2) not numbered",
    "> not quoted",
    "```not code```",
    "~~~ nor this",
    "a *b* _c_ `d` ~~e~~ f",
    "<b>bold</b> & <div> &amp; &lt; <!-- not a comment --> a<b c>d",
    "<div>\nnot a block\n</div>",
    "[a](b) ![c](d) [e]: f",
    "[a]: http://example.org",
    "a|b\n---|---\nc|d",
    "a|b\n:---",
    "heading?\n===",
    "heading?\n---",
    "---\ntitle: not front matter\n---",
    "    not code",
    "\tnot code",
    "line\\\nline  \nline",
    "日本語の\n行と English の行",
    "\\* \\\\ \\",
    "form\x0cfeed",
    "<http://example.org>",
    "a `<` b ``<b>`` c",
]


def texts(title: str, body: str) -> list[tuple[str, str]]:
    read = reader.read(markdown(title, body), "p.md")
    assert len(read.pages) == 1
    return [(element.kind, element.text) for element in read.elements if isinstance(element, Block)]


@pytest.mark.parametrize("body", HARD)
@pytest.mark.parametrize("title", ["Title", ""])
def test_marks_in_the_text_stay_text(title: str, body: str) -> None:
    heading = [("heading", "Title")] if title else []
    plain = body.replace("\x0c", " ")
    assert texts(title, body) == [*heading, ("paragraph", join_prose(plain.split("\n")))]


@pytest.mark.parametrize("title", ["C#", "# x ##", "1. *a* <b>", "a\nb", "[x] | y", "- z", "藤子_(作家)_"])
def test_marks_in_the_title_stay_text(title: str) -> None:
    assert texts(title, "body") == [("heading", join_label([title.replace("\n", " ")])), ("paragraph", "body")]


def test_empty_lines_part_paragraphs() -> None:
    assert markdown("T", "a\r\n \r\nb\n") == "# T\n\na\n\nb\n"


def test_a_paragraph_without_title_or_without_text_has_only_the_other() -> None:
    assert (markdown("", "body"), markdown("T", " "), markdown("", "")) == ("body\n", "# T\n", "\n")


@settings(max_examples=100, deadline=None)
@given(st.text("#-*_`<>/!&;[]()|~=:+.1 ab\\\n「あ」", min_size=1, max_size=40))
def test_any_paragraph_reads_as_it_was(body: str) -> None:
    """What lines like "* x" are taken for (notes) depends on their words, whatever the format; their text is kept."""
    lines = [line for line in body.split("\n") if line.strip()]
    read = texts("T", "\n".join(lines))
    assert read[0] == ("heading", "T")
    assert [kind for kind, _ in read[1:] if kind not in ("paragraph", "note", "caption")] == []
    assert without_spaces("".join(text for _, text in read[1:])) == without_spaces(body)
    assert len(read) == (2 if lines else 1)


def without_spaces(text: str) -> str:
    return "".join(text.split())
