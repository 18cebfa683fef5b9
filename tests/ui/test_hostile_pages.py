"""Whatever a document, a question or a file name holds is shown as it is written, and does nothing in the page."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kotae_ui.asking import Asking
from kotae_ui.library import Library
from kotae_ui.pages import Found, message_html, result_html, section_html, template
from kotae_ui.viewed import viewed
from kotae_ui.views.documents import documents_html

from .hostile import HEADING, LINES, MARKUP, NAME, REFERENCE, SENTENCE, TEMPLATES, TITLE
from .parsed import harmless, text_of, texts_of, wheres

QUESTIONS = (
    "What is the pump's motto?",
    "Who designed the valve?",
    "What does the gasket withstand?",
    "What is the price of Birch?",
    "Which flower had the most blooms at Larkfield?",
    "What does the sprocket of the lathe say?",
    "How long did it rain?",
    "Who governs Peru?",
    f"Is it {MARKUP} {TEMPLATES}?",
)
# What HTML itself changes: line ends and spaces are kept apart from this.
written = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0"))
markup = st.lists(
    st.sampled_from(["<", ">", '"', "'", "&", "lt;", "{", "{{", "}}", "}", "$", "%", "script", "/", "x", " "])
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_result_of_hostile_documents_does_nothing(hostile: Library, question: str) -> None:
    shown = hostile.ask(Asking(question))
    tree = harmless(result_html(shown))
    assert tree.css_first("article").attributes["data-question"] == shown.result.question
    for hit, where in zip(shown.result.hits, wheres(tree), strict=True):
        assert (where["document"], where["format"]) == (hit.document.id, hit.document.format)
        item = tree.css_first(f"#kt-hit-{hit.rank}")
        assert item.attributes["data-title"] == hit.document.title
        assert hit.document.title in item.css_first(".kt-show").text()
        if hit.unit.table is None:
            assert item.css_first(".kt-text").text() == hit.unit.text
    if shown.result.answer:
        assert text_of(tree, ".kt-answer-text") == shown.result.answer.text


def test_hostile_text_is_there_as_it_is_written(hostile: Library) -> None:
    motto, price, lines = (harmless(result_html(hostile.ask(Asking(QUESTIONS[place])))) for place in (0, 3, 2))
    assert text_of(motto, ".kt-answer-text") == SENTENCE
    assert text_of(motto, "#kt-hit-1 .kt-path") == f"Pump › {HEADING}"
    assert (motto.css_first("[data-copy]").attributes["data-copy"] or "").startswith(f"{SENTENCE}\n")
    assert TITLE in (motto.css_first("[data-copy]").attributes["data-copy"] or "")
    assert text_of(price, "#kt-hit-1 caption") == f"Table 1 Prices {MARKUP}"
    assert texts_of(price, "#kt-hit-1 th") == ["Pump", f"Price {MARKUP} (krona)"]
    assert f"Alder {MARKUP}" in texts_of(price, "#kt-hit-1 td")
    assert lines.css_first("#kt-hit-1 .kt-text").text().split("\n") == list(LINES[:6])


def test_a_reference_of_a_hostile_document_leads_nowhere_else(hostile: Library) -> None:
    tree = harmless(result_html(hostile.ask(Asking("Who designed the valve?"))))
    known, unknown = tree.css("#kt-hit-1 .kt-sources li")
    assert REFERENCE in known.text()
    assert "https://good.example/pumps" in [link.attributes["href"] for link in known.css("a")]
    assert all("noopener" in (link.attributes["rel"] or "") for link in known.css("a"))
    badge = known.css_first(".kt-badge.here")
    assert (badge.text(), badge.attributes["data-document"]) == ("in the corpus", 'notes "><script>alert(9)</script>')
    assert "no entry in the list of references" in unknown.text()
    assert "not in the corpus" in unknown.text()


def test_sections_of_hostile_documents_do_nothing(hostile: Library) -> None:
    kotae = hostile.kotae
    assert kotae is not None
    number = next(place for place, unit in enumerate(kotae.units("pump.html")) if SENTENCE in unit.text)
    motto = harmless(section_html(kotae, viewed(kotae, "pump.html"), 1, Found(number, ((0, len(SENTENCE)),))))
    assert texts_of(motto, "mark") == [SENTENCE]
    assert text_of(motto, "h3") == f"Pump › {HEADING}"
    pages = [harmless(section_html(kotae, viewed(kotae, "pump.html"), page, Found())) for page in range(1, 5)]
    shown = "\n".join(page.text() for page in pages)
    for text in (*LINES, REFERENCE, f"Table 1 Prices {MARKUP}", f"Alder {MARKUP}", "=1+1"):
        assert text in shown
    assert "=1+1" in harmless(section_html(kotae, viewed(kotae, NAME), 1, Found())).text()


def test_the_list_of_hostile_documents_does_nothing(hostile: Library) -> None:
    tree = harmless(documents_html(hostile))
    titles = texts_of(tree, "tbody th span:first-child")
    assert {TITLE, "Notes on rain <i>and</i> wind", "=HYPERLINK(1)"} <= set(titles)
    assert any("b/notes.txt · <b>Quay</b> Press" in text for text in texts_of(tree, "tbody th .kt-quiet"))
    assert NAME in [button.attributes["data-remove"] for button in tree.css("[data-remove]")]
    assert TITLE in [button.attributes["data-title"] for button in tree.css("[data-title]")]


@given(written | markup.map("".join))
@example(f"{MARKUP} {TEMPLATES}")
def test_whatever_is_said_in_a_message_is_shown_as_it_is(text: str) -> None:
    tree = harmless(message_html("documents.refused", "error", reason=text))
    assert text_of(tree, "p > [lang=en]") == f"Refused: {text}"
    assert text_of(tree, "p > [lang=ja]") == f"受け付けられません: {text}"
    assert len(tree.css("body *")) == 3


@given(written | markup.map("".join))
@example(f"{MARKUP} {TEMPLATES}")
def test_an_example_question_is_asked_as_it_is_written(text: str) -> None:
    tree = harmless(template("examples.html", examples=[{"text": text, "language": "ja"}]))
    for button in tree.css(".kt-example"):  # one in the list of each language of the interface
        assert button.text() == text
        assert button.attributes["data-ask"] == text
    assert len(tree.css(".kt-example")) == 2
    assert len(tree.css("input")) == 1, "the one that searches the history"
