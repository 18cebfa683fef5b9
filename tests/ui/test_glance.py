"""A document at a glance, and the questions that it suggests: each is answered from where it was made from."""

from pathlib import Path

import pymupdf
from support import SMALL, made_index, opened, settings_for

from kotae.passages.sections import sections
from kotae.showing import level
from kotae.text.language import detect
from kotae_ui.asking import Asking
from kotae_ui.glance import glance, outline
from kotae_ui.library import Library
from kotae_ui.pages import glance_html, suggestions_html
from kotae_ui.strings import LANGUAGES
from kotae_ui.suggesting import candidates, suggestions

from .parsed import harmless, texts_of


def test_what_a_document_has_is_named_with_its_place(library: Library) -> None:
    kotae = library.kotae
    assert kotae is not None
    captions = 0
    for document in SMALL:
        found = glance(kotae, document)
        places = found.record.pages if found.record.format == "pdf" else len(sections(kotae.units(document)))
        parts = [*found.outline, *found.tables, *found.figures, *found.key_sentences]
        assert found.outline or found.key_sentences
        assert all(part.text.strip() and 1 <= part.page <= places for part in parts)
        text = "\n".join(unit.text for unit in kotae.units(document))
        assert all(part.text in text for part in (*found.key_sentences, *found.figures)), "in its own words"
        captions += len(found.tables)
    assert captions > 0


def test_a_document_without_headings_is_gone_through_by_how_its_pages_begin(tmp_path: Path, cache: Path) -> None:
    begins = ["The ferry left the harbour at dawn.", "Nobody on the quay had seen it.", "It came back in the rain."]
    document = pymupdf.open()
    for text in begins:
        document.new_page().insert_text((72, 96), f"{text} The crew wrote that down\nand went on with the day's work.")
    (tmp_path / "corpus").mkdir()
    document.save(tmp_path / "corpus" / "log.pdf")
    settings = settings_for(tmp_path / "corpus", tmp_path / "index", cache)
    made_index(settings)
    kotae = opened(settings)
    (record,) = kotae.index.records.documents
    parts = outline(record.format, kotae.units(record.id))
    assert [part.page for part in parts] == [1, 2, 3]
    assert all(part.text.startswith(text) for part, text in zip(parts, begins, strict=True))


def test_every_question_that_is_suggested_is_surely_answered_by_the_cell_it_was_made_of(library: Library) -> None:
    kotae = library.kotae
    assert kotae is not None
    made = {
        one.question: one
        for name in SMALL
        for language in LANGUAGES
        for one in candidates(kotae, kotae.document(name), language)
    }
    questions = [one for name in SMALL for language in LANGUAGES for one in suggestions(library, name, language)]
    assert {detect(question) for question in questions} == set(LANGUAGES)
    for question in questions:
        result = library.ask(Asking(question)).result
        assert level(result) == "sure"
        assert made[question].is_met(result)


def test_what_hostile_documents_say_is_only_text_at_a_glance(hostile: Library) -> None:
    kotae = hostile.kotae
    assert kotae is not None
    for record in kotae.index.records.documents:
        harmless(glance_html(glance(kotae, record.id)))
        tree = harmless(suggestions_html(["<b>1</b> & 2?", *suggestions(hostile, record.id, "en")]))
        assert texts_of(tree, "button")[0] == "<b>1</b> & 2?"


def test_no_question_is_made_of_what_is_no_name_or_cannot_be_said(tmp_path: Path, cache: Path) -> None:
    page = """<h1>走行の調査</h1><p>調査の結果を示す。</p>
    <table><caption>表1 走行時間の調査</caption><tr><th>乗用車</th><th>貨物車</th><th>合計</th></tr>
    <tr><td>485時間</td><td>455時間</td><td>940時間</td></tr><tr><td>120時間</td><td>180時間</td><td>300時間</td></tr>
    <tr><td>60時間</td><td>70時間</td><td>130時間</td></tr></table>
    <table><caption>表2 速度別の割合</caption><tr><th>速度</th><th>15分超</th></tr>
    <tr><td>15km/h以下</td><td>0.08%</td></tr><tr><td>20km/h以下</td><td>0.17%</td></tr><tr><td>25km/h以下</td><td>0.26%</td></tr></table>"""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "runs.html").write_text(f"<html lang=ja><body>{page}</body></html>")
    settings = settings_for(tmp_path / "corpus", tmp_path / "index", cache)
    made_index(settings)
    kotae = opened(settings)
    (record,) = kotae.index.records.documents
    japanese = [one.question for one in candidates(kotae, record, "ja")]
    assert "15km/h以下の15分超は?" in japanese
    assert not any("時間の" in question for question in japanese), "an amount names no row"
    assert not list(candidates(kotae, record, "en")), "words around numbers are not said one by one"
