"""A result as a file: all that was found is in it, and nothing in it does anything where the file is opened."""

import csv
import datetime
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from kotae import Kotae
from kotae.answers.model import Doubt, Result
from kotae_ui.asking import Asking
from kotae_ui.export import Format, as_format, exported, file_name
from kotae_ui.library import Library, Shown

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


def shown(result: Result, *, documents: tuple[str, ...] = ()) -> Shown:
    """Return a result as it was shown."""
    asked = datetime.datetime(2026, 11, 26, 9, 5, 7, tzinfo=datetime.UTC)
    return Shown(Asking(result.question, documents), result, asked, "generation-3")


def with_text(result: Result, text: str, title: str) -> Result:
    """Return a result whose first hit, title and answer have other texts."""
    hit = result.hits[0]
    hit = replace(hit, unit=replace(hit.unit, text=text), document=replace(hit.document, title=title))
    assert result.answer is not None
    return replace(result, answer=replace(result.answer, text=text), hits=(hit, *result.hits[1:]))


def test_markdown_has_the_question_the_answer_and_its_place(brief: Kotae) -> None:
    text, media = exported(shown(brief.ask("When did Northvolt go under?")), "md")
    assert media == "text/markdown"
    tree = rendered(text)
    assert tree.css_first("h1").text() == "When did Northvolt go under?"
    seen = on_one_line(tree.text())
    assert "同社は3月12日に破産を申請した。 [1]" in seen
    assert "重要鉱物をめぐる米中対立とサプライチェーン再編の行方, p. 8" in seen
    assert [tag.text() for tag in tree.css("h2")] == ["Evidence", "Also found"]
    assert [len(part.css("li")) for part in tree.css("ol")] == [1, 7]


def test_markdown_says_lines_where_there_are_no_pages_in_the_question_s_language(kotae: Kotae) -> None:
    text, _ = exported(shown(kotae.ask("富士山の標高は?")), "md")
    assert text.startswith("# 富士山の標高は?\n\n**答え**\n")
    assert "1. **富士山, 5行目, 富士山 \\> 高さ**" in text
    assert "## 根拠" in text


def test_markdown_of_no_answer_says_so(kotae: Kotae) -> None:
    text, _ = exported(shown(kotae.ask("Who wrote Hamlet?")), "md")
    assert "**Not in the documents**" in text
    assert "## Closest passages (not an answer)" in text
    assert "## Evidence" not in text


def test_markdown_names_the_part_that_has_no_answer(kotae: Kotae) -> None:
    tree = rendered(exported(shown(kotae.ask("When was the lighthouse built? Who wrote [Hamlet](x)?")), "md")[0])
    assert "Not in the documents: Who wrote [Hamlet](x)?" in on_one_line(tree.text())


@pytest.mark.parametrize(
    ("question", "literal"), [("What is the pump's motto?", SENTENCE), ("What does the gasket withstand?", LINES[0])]
)
def test_markdown_shows_hostile_text_and_does_nothing(hostile: Library, question: str, literal: str) -> None:
    result = hostile.ask(Asking(question)).result
    tree = rendered(exported(shown(result), "md")[0])
    seen = on_one_line(tree.text())
    assert literal in seen
    assert TITLE in seen
    for hit in result.hits:
        assert on_one_line(hit.unit.text) in seen
    assert {node.tag for node in tree.css("*")} <= SHOWN
    assert not any(set(node.attributes) - {"start"} for node in tree.css("*"))


pieces = st.sampled_from(["-", "+", "*", "=", "#", ">", "1.", "2)", "`", "~", "_", "|", "[x]", "(y)", "<b>", "&lt;"])
lines = st.lists(
    pieces | st.sampled_from(["a", "\\", "!", ":", "\n", " ", "---", "===", "***"]), min_size=1, max_size=8
)


@given(lines.map("".join).filter(str.strip))
def test_markdown_shows_every_text_as_it_is(kotae: Kotae, text: str) -> None:
    line, path = on_one_line(text), "The lighthouse at Cape Lorne > Construction"
    tree = rendered(exported(shown(with_text(kotae.ask("When was the lighthouse built?"), text, line)), "md")[0])
    seen = on_one_line(tree.text())
    assert f"Answer {line} [1] Certainty " in seen
    assert f"Evidence {line}, {path} {line} " in seen
    assert {node.tag for node in tree.css("*")} <= SHOWN


def test_csv_has_a_row_for_every_hit_and_is_utf8_to_a_spreadsheet(brief: Kotae) -> None:
    result = brief.ask("When did Northvolt go under?")
    text, media = exported(shown(result), "csv")
    assert media == "text/csv"
    assert text.encode().startswith(b"\xef\xbb\xbfnumber,cited,kind,document,title,page,lines,")
    found = rows(text)
    assert [row["number"] for row in found] == [str(rank) for rank in range(1, 9)]
    assert [row["text"] for row in found] == [hit.unit.text for hit in result.hits]
    assert [row["cited"] for row in found] == ["yes"] + ["no"] * 7
    assert (found[0]["page"], found[0]["lines"], found[0]["document"]) == ("8", "", "critical-minerals-brief")
    assert float(found[0]["score"]) == result.hits[0].score


def test_csv_of_no_answer_cites_nothing(kotae: Kotae) -> None:
    found = rows(exported(shown(kotae.ask("Who wrote Hamlet?")), "csv")[0])
    assert {row["cited"] for row in found} == {"no"}
    assert {row["page"] for row in found} == {""}
    assert {row["lines"] for row in found if row["document"] == "fuji.md"} >= {"9–9", "13–13"}


def test_csv_cells_of_a_hostile_document_are_no_formulas(hostile: Library) -> None:
    text, _ = exported(shown(hostile.ask(Asking("What does the sprocket of the lathe say?")).result), "csv")
    first = rows(text)[0]
    assert first["text"] == "'=1+1 is what the sprocket of the lathe says."
    assert first["title"] == "'=HYPERLINK(1)"
    assert first["document"].startswith("'=cmd")
    assert first["headings"].startswith("'=HYPERLINK(1) > @SUM")
    assert not [cell for row in rows(text) for cell in row.values() if cell.startswith(FORMULA)]


@pytest.mark.parametrize("start", FORMULA)
def test_no_text_becomes_a_formula_in_a_spreadsheet(kotae: Kotae, start: str) -> None:
    text = f'{start}cmd|" /C calc"!A0, "x"'
    first = rows(exported(shown(with_text(kotae.ask("When was the lighthouse built?"), text, text)), "csv")[0])[0]
    assert first["text"] == f"'{text}"
    assert first["title"] == f"'{text}"


@pytest.mark.parametrize(
    "question",
    ["2022年の登山者数は?", "Who wrote Hamlet?", "When was the lighthouse built? How high is Mount Fuji?"],
)
def test_json_is_the_result_that_programs_get(kotae: Kotae, question: str) -> None:
    result = kotae.ask(question)
    text, media = exported(shown(result), "json")
    assert media == "application/json"
    told = json.loads(text)
    assert told.items() >= json.loads(json.dumps(result.to_dict())).items()
    assert (told["asked"], told["index"]) == ("2026-11-26T09:05:07+00:00", "generation-3")
    assert question.split("?")[0] in text, "Japanese is legible in it"


@pytest.mark.parametrize("form", ["md", "csv", "json"])
def test_a_result_without_hits_can_be_exported(library: Library, form: Format) -> None:
    result = library.ask(Asking("When was the lighthouse built?", ("no such document",))).result
    assert result.hits == ()
    assert exported(shown(result), form)[0]


@pytest.mark.parametrize(("name", "form"), [("md", "md"), ("csv", "csv"), ("json", "json"), ("xlsx", None), ("", None)])
def test_formats_are_known_by_name(name: str, form: Format | None) -> None:
    assert as_format(name) == form


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("When was the lighthouse built?", "When-was-the-lighthouse-built-2026-11-26.md"),
        ("富士山の標高は?", "富士山の標高は-2026-11-26.md"),
        ("../../etc/passwd\x00?", "etc-passwd-2026-11-26.md"),
        ("???", "kotae-2026-11-26.md"),
    ],
)
def test_a_file_is_called_by_its_question_and_its_day(kotae: Kotae, question: str, name: str) -> None:
    result = replace(kotae.ask("When was the lighthouse built?"), question=question)
    assert file_name(shown(result), "md") == name
    assert len(file_name(shown(replace(result, question="長い" * 900)), "json").encode()) < 130


def test_every_file_says_how_sure_when_of_which_index_and_within_what(kotae: Kotae) -> None:
    result = replace(kotae.ask("When was the lighthouse built?"), doubts=(Doubt("unsaid", "granite"),))
    told = shown(result, documents=("lighthouse.html",))
    markdown = on_one_line(rendered(exported(told, "md")[0]).text())
    assert f"Certainty {round(100 * result.certainty)} %" in markdown
    assert "Asked 2026-11-26 09:05 UTC, of the index generation-3" in markdown
    assert "Only: document:lighthouse.html" in markdown
    assert "The evidence does not name “granite”." in markdown
    row = rows(exported(told, "csv")[0])[0]
    assert (row["question"], row["asked"], row["index"]) == (
        "When was the lighthouse built?",
        "2026-11-26 09:05:07Z",
        "generation-3",
    )
    assert row["answer"] == "The lighthouse was built of granite in 1862."
    assert (float(row["certainty"]), row["doubts"]) == (result.certainty, "The evidence does not name “granite”.")
    whole = json.loads(exported(told, "json")[0])
    assert whole["filters"] == ["document:lighthouse.html"]
    assert whole["doubts"] == [{"kind": "unsaid", "words": "granite"}]


def test_what_is_cited_comes_first_and_is_numbered_from_one(kotae: Kotae) -> None:
    """An answer may stand on the eighth hit: its number is 1 in every file, as on the screen."""
    result = kotae.ask("When was the lighthouse built?")
    last = result.hits[-1].rank
    assert result.answer is not None
    moved = replace(result, answer=replace(result.answer, citations=(last,)))
    assert [row["number"] for row in rows(exported(shown(moved), "csv")[0])] == [str(n) for n in range(1, last + 1)]
    assert [row["cited"] for row in rows(exported(shown(moved), "csv")[0])][:2] == ["yes", "no"]
    assert rows(exported(shown(moved), "csv")[0])[0]["text"] == result.hits[-1].unit.text
    assert "1862\\. [1]" in exported(shown(moved), "md")[0].replace("1862.", "1862\\.")
    assert json.loads(exported(shown(moved), "json")[0])["numbers"][str(last)] == 1
