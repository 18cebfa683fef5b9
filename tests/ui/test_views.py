"""What the tabs show: the documents with their problems, what came of an upload, why there is no answer."""

import shutil
from pathlib import Path

import pytest
from support import SMALL

from kotae import Kotae
from kotae.index.build import build
from kotae.settings import Settings
from kotae_ui.asking import Asking
from kotae_ui.incoming import Arrival, Incoming, Refusal
from kotae_ui.library import Library
from kotae_ui.programs import document_values
from kotae_ui.views.ask import answered, document_choices
from kotae_ui.views.documents import Taken, _read_html, _taken, documents_html

from .parsed import harmless, text_of, texts_of
from .sent import send, waiting


@pytest.fixture
def nothing(small: Settings, tmp_path: Path) -> Library:
    """Return a library over an index that has not been made."""
    return Library(small.model_copy(update={"corpus": tmp_path / "corpus", "index": tmp_path / "index"}))


@pytest.fixture
def changed(small: Settings, tmp_path: Path) -> Library:
    """Return a library over a copy of the small corpus, which can be changed."""
    corpus = Path(shutil.copytree(small.corpus, tmp_path / "corpus"))
    library = Library(small.model_copy(update={"corpus": corpus}))
    library.open()
    return library


def test_the_list_names_every_document_with_what_was_found_in_it(library: Library) -> None:
    tree = harmless(documents_html(library))
    assert texts_of(tree, "tbody th span:first-child") == [
        "富士山",
        "The lighthouse at Cape Lorne",
        "Growing tea in the hills",
    ]
    assert texts_of(tree, "tbody th .kt-quiet") == ["fuji.md", "lighthouse.html", "tea.txt"]
    assert [row.css_first("td").text() for row in tree.css("tbody tr")] == ["markdown", "html", "text"]
    assert texts_of(tree, "tbody tr:first-child td.number") == ["–", "3", "3"]
    assert "Documents: 3, pages: 0, passages: 8, table rows: 3" in text_of(tree, ".kt-summary > [lang=en]")
    assert tree.css(".kt-problems") == []


def test_every_document_can_be_opened_and_removed(library: Library) -> None:
    tree = harmless(documents_html(library))
    assert [link.attributes["href"] for link in tree.css("tbody a")] == [f"kotae/original?id={name}" for name in SMALL]
    assert [button.attributes["data-remove"] for button in tree.css("tbody [data-remove]")] == list(SMALL)
    assert tree.css("tbody [data-remove]")[0].attributes["data-title"] == "富士山"
    assert "Remove 富士山" in tree.css("tbody [data-remove]")[0].text(), "a screen reader says which"


def test_only_a_pdf_has_pages(brief: Kotae, kotae: Kotae) -> None:
    (value,) = document_values(brief)
    assert (value["id"], value["pages"], value["publisher"]) == ("critical-minerals-brief", 10, "Kotae プロジェクト")
    assert {value["pages"] for value in document_values(kotae)} == {0}


def test_without_an_index_the_list_says_how_to_begin(nothing: Library) -> None:
    tree = harmless(documents_html(nothing))
    assert "There are no documents yet." in text_of(tree, ".kt-message")
    assert tree.css("table, .kt-problems, button") == []
    assert document_choices(nothing) == []


def test_a_corpus_that_has_changed_is_said_to_have(changed: Library) -> None:
    assert "The index is up to date" in text_of(harmless(documents_html(changed)), ".kt-summary")
    (changed.settings.corpus / "coffee.txt").write_text("Coffee grows in the shade.\n", encoding="utf-8")
    assert "have changed since they were indexed" in text_of(harmless(documents_html(changed)), ".kt-summary")


def test_the_list_is_shown_even_where_the_corpus_cannot_be_read(changed: Library) -> None:
    (changed.settings.corpus / "sources.toml").write_text("[[document]\n", encoding="utf-8")
    assert len(harmless(documents_html(changed)).css("tbody tr")) == 3
    shutil.rmtree(changed.settings.corpus)
    assert len(harmless(documents_html(changed)).css("tbody tr")) == 3


def removals(library: Library) -> dict[str, str]:
    """Return, by what each problem says first, which file its button removes."""
    found = {}
    for item in harmless(documents_html(library)).css(".kt-problems li"):
        button = item.css_first("button")
        found[item.text().split(":")[0]] = (button.attributes["data-remove"] or "") if button else ""
    return found


def test_a_problem_comes_with_a_button_that_removes_its_file(hostile: Library) -> None:
    found = removals(hostile)
    assert found["scans/broken.pdf"] == "scans/broken.pdf"
    assert found["rule.md"] == "rule.md"
    items = harmless(documents_html(hostile)).css(".kt-problems li")
    assert any("the PDF is damaged" in item.text() for item in items)


def test_a_problem_s_button_never_removes_another_file_of_the_same_name(hostile: Library) -> None:
    """`b/notes.txt` is a good document; `later/notes.txt` is the broken one."""
    assert "file is binary" in documents_html(hostile)
    assert removals(hostile)["later/notes.txt"] == "later/notes.txt"


def test_a_problem_s_button_does_not_name_what_was_removed_before(changed: Library) -> None:
    assert changed.kotae is not None
    corpus = changed.settings.corpus
    for name in (".removed/bad.pdf", "scans/of the year/bad.pdf"):
        (corpus / name).parent.mkdir(parents=True)
        (corpus / name).write_bytes(b"%PDF-1.7\ngarbage")
    index = corpus.with_name("index")
    settings = changed.settings.model_copy(update={"index": index})
    build(settings.recipe, index)
    library = Library(settings)
    library.open()
    assert removals(library) == {"scans/of the year/bad.pdf": "scans/of the year/bad.pdf"}


def test_questions_can_be_limited_to_each_document_by_its_title(library: Library, nothing: Library) -> None:
    assert list(document_choices(library)) == [
        ("富士山", "fuji.md"),
        ("The lighthouse at Cape Lorne", "lighthouse.html"),
        ("Growing tea in the hills", "tea.txt"),
    ]
    assert list(document_choices(nothing)) == []


@pytest.mark.parametrize("question", ["", " \n\u3000", "\u200b\x00"])
def test_without_a_question_one_is_asked_for(library: Library, question: str) -> None:
    tree = harmless(answered(library, Asking(question)))
    assert text_of(tree, ".error [lang=en]") == "Type a question first."


def test_too_long_a_question_is_said_to_be_so(library: Library) -> None:
    tree = harmless(answered(library, Asking("x" * 2001)))
    assert text_of(tree, ".error [lang=en]") == "The question is too long: ask in at most 2,000 characters."
    assert text_of(tree, ".error [lang=ja]") == "質問が長すぎます。2,000文字以内で質問してください。"


def test_without_an_index_it_is_said_where_to_begin(nothing: Library) -> None:
    tree = harmless(answered(nothing, Asking("富士山の標高は?")))
    assert "Add some under “Documents”" in text_of(tree, ".error [lang=en]")
    assert tree.css_first(".error").attributes["role"] == "alert"


@pytest.mark.parametrize("question", ["富士山の標高は?", "富士山の\ud800標高は?", "\x00富士山の標高は?\x1b[31m"])
def test_a_question_is_answered_however_it_is_typed(library: Library, question: str) -> None:
    assert "3776メートル" in harmless(answered(library, Asking(question))).css_first(".kt-answer-text mark").text()


def test_the_same_answer_shown_again_is_told_from_the_one_before(library: Library) -> None:
    """The page learns from `data-turn` that a result has arrived."""
    first, second = (harmless(answered(library, Asking("富士山の標高は?"))).css_first("[data-turn]") for _ in range(2))
    assert first.attributes["data-turn"] != second.attributes["data-turn"]


@pytest.mark.parametrize(
    ("name", "content", "said", "new"),
    [
        (
            "coffee & cocoa.txt",
            b"Coffee grows in the shade.\n",
            "“coffee & cocoa.txt” came in and is being read.",
            True,
        ),
        ("again.txt", SMALL["tea.txt"].encode(), "“again.txt” is here already, as tea.txt; nothing was added.", False),
        ("report.pdf", b"PK\x03\x04", "Refused: report.pdf: the file is not the PDF that its name says", False),
        ("<b>.exe", b"MZ", "Refused: <b>.exe: cannot read files of this kind", False),
    ],
)
def test_an_upload_is_kept_or_refused_and_its_copy_is_gone(
    changed: Library, sent: Incoming, name: str, content: bytes, said: str, new: bool
) -> None:
    before = {path for path in changed.settings.corpus.rglob("*") if path.is_file()}
    taken = _taken(changed.settings, sent, Arrival(name, send(sent, name, content)))
    assert text_of(harmless(taken.message), "p > [lang=en]").startswith(said)
    assert taken.new == new
    assert waiting(sent) == []
    after = {path for path in changed.settings.corpus.rglob("*") if path.is_file()}
    assert after - before == ({changed.settings.corpus / taken.path} if new else set())
    assert after >= before


def test_a_file_is_said_to_be_added_only_once_it_has_been_read() -> None:
    taken = Taken("a <b>.pdf", "uploads/a-12345678.pdf", "", new=True)
    problems = ["uploads/a.pdf: another one", "uploads/a-12345678.pdf: no text in it; run OCR on it first"]
    unread = harmless(_read_html(taken, problems))
    assert unread.css_first(".kt-message.error") is not None
    told = text_of(unread, "p > [lang=en]")
    assert told == "“a <b>.pdf” came in but cannot be read: uploads/a-12345678.pdf: no text in it; run OCR on it first"
    read = harmless(_read_html(taken, problems[:1]))
    assert text_of(read, "p > [lang=en]") == "“a <b>.pdf” was added as uploads/a-12345678.pdf."


def test_while_a_new_index_is_made_the_list_is_not_called_up_to_date(library: Library) -> None:
    told = text_of(harmless(documents_html(library, running=True)), ".kt-summary > [lang=en]")
    assert told.startswith("A new index is being made")


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        ("too_large", "“<b>.txt” is larger than 100 MB and was not added."),
        ("full", "“<b>.txt” was not added: with it, all that was added here would be larger than 5000 MB."),
        ("disk", "“<b>.txt” cannot be kept: the server's disk is full."),
        ("lost", "“<b>.txt” did not arrive. Choose it again."),
    ],
)
def test_a_file_that_did_not_arrive_is_said_not_to_have(
    changed: Library, sent: Incoming, refused: Refusal, said: str
) -> None:
    taken = _taken(changed.settings, sent, Arrival("<b>.txt", refused=refused))
    assert text_of(harmless(taken.message), "p > [lang=en]").startswith(said)
    assert not taken.new


def test_an_upload_that_cannot_be_written_is_said_to_be_so(changed: Library, sent: Incoming, tmp_path: Path) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    (changed.settings.corpus / "uploads").symlink_to(elsewhere, target_is_directory=True)
    token = send(sent, "coffee.txt", b"Coffee grows in the shade.\n")
    taken = _taken(changed.settings, sent, Arrival("coffee.txt", token))
    assert "Refused: " in text_of(harmless(taken.message), "p > [lang=en]")
    assert not taken.new
    assert list(elsewhere.iterdir()) == []


def test_what_is_refused_is_said_in_both_languages(changed: Library, sent: Incoming) -> None:
    taken = _taken(changed.settings, sent, Arrival("a.exe", send(sent, "a.exe", b"MZ")))
    tree = harmless(taken.message)
    assert "cannot read files of this kind" in text_of(tree, "p > [lang=en]")
    assert "この種類のファイルは読めません" in text_of(tree, "p > [lang=ja]")
    unread = harmless(
        _read_html(Taken("a.pdf", "a.pdf", "", new=True), ["a.pdf: the PDF has no pages; download or save it anew"])
    )
    assert "PDFにページがありません" in text_of(unread, "p > [lang=ja]")
    assert "the PDF has no pages" in text_of(unread, "p > [lang=en]")
