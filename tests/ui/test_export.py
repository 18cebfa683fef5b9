"""A result as a file: all that was found is in it, and nothing in it does anything where the file is opened."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from kotae import Kotae
from kotae.answers.model import Result
from kotae_ui.asking import Asking
from kotae_ui.export import Format, as_format, exported
from kotae_ui.library import Library

from .hostile import LINES, SENTENCE, TITLE

FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the last four are full-width
SHOWN = {"html", "head", "body", "h1", "h2", "p", "ol", "li", "blockquote", "strong"}


def rendered(markdown: str) -> LexborHTMLParser:
    """Return Markdown as a reader sees it, with what GitHub adds to CommonMark."""
    return LexborHTMLParser(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def with_text(result: Result, text: str, title: str) -> Result:
    """Return a result whose first hit, title and answer have other texts."""
    hit = result.hits[0]
    hit = replace(hit, unit=replace(hit.unit, text=text), document=replace(hit.document, title=title))
    assert result.answer is not None
    return replace(result, answer=replace(result.answer, text=text), hits=(hit, *result.hits[1:]))


def test_markdown_has_the_question_the_answer_and_its_place(brief: Kotae) -> None:
    text, media = exported(brief.ask("When did Northvolt go under?"), "md")
    assert media == "text/markdown"
    tree = rendered(text)
    assert [tree.css_first(tag).text() for tag in ("h1", "h2")] == ["When did Northvolt go under?", "Evidence"]
    shown = on_one_line(tree.text())
    assert "同社は3月12日に破産を申請した。 [1]" in shown
    assert "重要鉱物をめぐる米中対立とサプライチェーン再編の行方, p. 8" in shown
    assert len(tree.css("li")) == 8


def test_markdown_says_lines_where_there_are_no_pages_in_the_question_s_language(kotae: Kotae) -> None:
    text, _ = exported(kotae.ask("富士山の標高は?"), "md")
    assert text.startswith("# 富士山の標高は?\n\n**答え**\n")
    assert "1. **富士山, 5行目, 富士山 \\> 高さ**" in text
    assert "## 根拠" in text


def test_markdown_of_no_answer_says_so(kotae: Kotae) -> None:
    text, _ = exported(kotae.ask("What is the capital of Peru?"), "md")
    assert "**Not in the documents**" in text
    assert "## Closest passages (not an answer)" in text
    assert "## Evidence" not in text


def test_markdown_names_the_part_that_has_no_answer(kotae: Kotae) -> None:
    tree = rendered(exported(kotae.ask("When was the lighthouse built? What is the capital of [Peru](x)?"), "md")[0])
    assert "Not in the documents: What is the capital of [Peru](x)?" in on_one_line(tree.text())


@pytest.mark.parametrize(
    ("question", "literal"), [("What is the pump's motto?", SENTENCE), ("What does the gasket withstand?", LINES[0])]
)
def test_markdown_shows_hostile_text_and_does_nothing(hostile: Library, question: str, literal: str) -> None:
    result = hostile.ask(Asking(question)).result
    tree = rendered(exported(result, "md")[0])
    shown = on_one_line(tree.text())
    assert literal in shown
    assert TITLE in shown
    for hit in result.hits:
        assert on_one_line(hit.unit.text) in shown
    assert {node.tag for node in tree.css("*")} <= SHOWN
    assert not any(set(node.attributes) - {"start"} for node in tree.css("*"))


pieces = st.sampled_from(["-", "+", "*", "=", "#", ">", "1.", "2)", "`", "~", "_", "|", "[x]", "(y)", "<b>", "&lt;"])
lines = st.lists(
    pieces | st.sampled_from(["a", "\\", "!", ":", "\n", " ", "---", "===", "***"]), min_size=1, max_size=8
)


@given(lines.map("".join).filter(str.strip))
def test_markdown_shows_every_text_as_it_is(kotae: Kotae, text: str) -> None:
    line, path = on_one_line(text), "The lighthouse at Cape Lorne > Construction"
    tree = rendered(exported(with_text(kotae.ask("When was the lighthouse built?"), text, line), "md")[0])
    assert f"Answer {line} [1] Evidence {line}, {path} {line} " in on_one_line(tree.text())
    assert {node.tag for node in tree.css("*")} <= SHOWN


def test_csv_has_a_row_for_every_hit_and_is_utf8_to_a_spreadsheet(brief: Kotae) -> None:
    result = brief.ask("When did Northvolt go under?")
    text, media = exported(result, "csv")
    assert media == "text/csv"
    assert text.encode().startswith(b"\xef\xbb\xbfrank,kind,document,title,page,lines,")
    found = rows(text)
    assert [row["rank"] for row in found] == [str(rank) for rank in range(1, 9)]
    assert [row["text"] for row in found] == [hit.unit.text for hit in result.hits]
    assert [row["cited"] for row in found] == ["yes"] + ["no"] * 7
    assert (found[0]["page"], found[0]["lines"], found[0]["document"]) == ("8", "", "critical-minerals-brief")
    assert float(found[0]["score"]) == result.hits[0].score


def test_csv_of_no_answer_cites_nothing(kotae: Kotae) -> None:
    found = rows(exported(kotae.ask("What is the capital of Peru?"), "csv")[0])
    assert {row["cited"] for row in found} == {"no"}
    assert {row["page"] for row in found} == {""}
    assert {row["lines"] for row in found if row["document"] == "fuji.md"} >= {"5–5", "9–9"}


def test_csv_cells_of_a_hostile_document_are_no_formulas(hostile: Library) -> None:
    text, _ = exported(hostile.ask(Asking("What does the sprocket of the lathe say?")).result, "csv")
    first = rows(text)[0]
    assert first["text"] == "'=1+1 is what the sprocket of the lathe says."
    assert first["title"] == "'=HYPERLINK(1)"
    assert first["document"].startswith("'=cmd")
    assert first["headings"].startswith("'=HYPERLINK(1) > @SUM")
    assert not [cell for row in rows(text) for cell in row.values() if cell.startswith(FORMULA)]


@pytest.mark.parametrize("start", FORMULA)
def test_no_text_becomes_a_formula_in_a_spreadsheet(kotae: Kotae, start: str) -> None:
    text = f'{start}cmd|" /C calc"!A0, "x"'
    first = rows(exported(with_text(kotae.ask("When was the lighthouse built?"), text, text), "csv")[0])[0]
    assert first["text"] == f"'{text}"
    assert first["title"] == f"'{text}"


@pytest.mark.parametrize(
    "question",
    ["2022年の登山者数は?", "What is the capital of Peru?", "When was the lighthouse built? How high is Mount Fuji?"],
)
def test_json_is_the_result_that_programs_get(kotae: Kotae, question: str) -> None:
    result = kotae.ask(question)
    text, media = exported(result, "json")
    assert media == "application/json"
    assert json.loads(text) == json.loads(json.dumps(result.to_dict()))
    assert question.split("?")[0] in text, "Japanese is legible in it"


@pytest.mark.parametrize("form", ["md", "csv", "json"])
def test_a_result_without_hits_can_be_exported(library: Library, form: Format) -> None:
    result = library.ask(Asking("When was the lighthouse built?", ("no such document",))).result
    assert result.hits == ()
    assert exported(result, form)[0]


@pytest.mark.parametrize(("name", "form"), [("md", "md"), ("csv", "csv"), ("json", "json"), ("xlsx", None), ("", None)])
def test_formats_are_known_by_name(name: str, form: Format | None) -> None:
    assert as_format(name) == form
