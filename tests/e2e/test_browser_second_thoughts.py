"""What a reader does besides asking, in a real browser: a run is cancelled, a removal undone, a file dropped, a folder chosen."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ask
from served import serving
from support import made_index, settings_for

Open = Callable[..., Any]

FERRY = "How many passengers may the Selm ferry carry?"


@pytest.fixture(scope="module")
def own(web_folder: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Return the address of a server whose documents may be changed, some of them in folders, and its folder."""
    folder = Path(shutil.copytree(web_folder, tmp_path_factory.mktemp("own") / "web"))
    for name, passengers in (("harbour/ferry", 180), ("archive/old-ferry", 95)):
        path = folder / "corpus" / f"{name}.md"
        path.parent.mkdir()
        path.write_text(
            f"# The ferry of Selm ({path.parent.name})\n\nThe Selm ferry may carry {passengers} passengers.\n",
            encoding="utf-8",
        )
    made_index(settings_for(folder / "corpus", folder / "index", cache))
    with serving(folder) as address:
        yield address, folder


def documents(page: Any, name: str = "Documents") -> Any:
    """Open the tab, and return the list in it once no run goes on."""
    page.get_by_role("tab", name=name).click()
    page.locator("#kt-documents .kt-documents").wait_for()
    page.locator(".kt-progress[hidden]").wait_for(state="attached")
    return page.locator("#kt-documents")


def test_a_question_is_limited_to_a_folder_and_the_chip_takes_that_back(own: tuple[str, Path], open_page: Open) -> None:
    page = open_page(own[0], locale="en-US")
    for folder, passengers, other in (("archive/", "95", "180"), ("harbour/", "180", "95")):
        page.locator("#kt-filters > button").click()
        page.locator("#kt-filter-documents input").click()
        page.locator("#kt-filter-documents").get_by_role("option", name=f"{folder} (1)").click()
        page.keyboard.press("Escape")
        page.locator("#kt-filters > button").click()
        result = ask(page, FERRY)
        assert passengers in result.locator(".kt-answer-text").inner_text()
        assert all(other not in hit for hit in result.locator(".kt-hit").all_inner_texts())
        assert page.locator(".kt-filter").count() == 1
        page.reload()  # the address of the page has the folder too
        page.locator(".kt-result").wait_for()
        assert passengers in page.locator(".kt-answer-text").inner_text()
        page.locator(".kt-filter").click()
        page.locator(".kt-filter").wait_for(state="detached")
        page.locator(".kt-hit", has_text="180").first.wait_for()
        page.locator(".kt-hit", has_text="95 passengers").first.wait_for()


def test_a_run_is_cancelled_the_old_index_answers_and_the_rest_is_taken_up_later(
    own: tuple[str, Path], open_page: Open
) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    listed = documents(page)
    lines = (f"Wreck {number} of the Selm shoals lies {number + 7} fathoms deep.\n" for number in range(3000))
    path = folder / "corpus" / "wrecks.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    page.get_by_role("button", name="Bring up to date").click()
    page.locator("#kt-progress [data-cancel]").click()
    page.locator("#kt-progress .kt-message", has_text="Indexing was cancelled").wait_for()
    assert page.locator(".kt-progress").is_hidden()
    listed.locator(".kt-summary", has_text="have changed").wait_for()
    assert listed.locator("tbody tr", has_text="wrecks.txt").count() == 0
    page.get_by_role("tab", name="Ask").click()
    assert "180" in ask(page, FERRY).inner_text(), "the index from before answers"
    path.write_text("The deepest wreck of the Selm shoals lies 61 fathoms deep.\n", encoding="utf-8")
    documents(page)
    page.get_by_role("button", name="Bring up to date").click()
    listed.locator("tbody tr", has_text="wrecks.txt").wait_for()
    page.get_by_role("tab", name="Ask").click()
    assert "61 fathoms" in ask(page, "How deep does the deepest wreck of the Selm shoals lie?").inner_text()


def test_a_removal_is_undone_where_it_is_told_of(own: tuple[str, Path], open_page: Open) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    listed = documents(page)
    row = listed.locator("tbody tr", has_text="tea.txt")
    page.once("dialog", lambda dialog: dialog.accept())
    row.locator("[data-remove]").click()
    row.wait_for(state="detached")
    assert not (folder / "corpus" / "tea.txt").exists()
    page.locator("#kt-progress").get_by_role("button", name="Undo").click()
    row.wait_for()
    assert (folder / "corpus" / "tea.txt").is_file()
    assert listed.locator(".kt-removed").count() == 0
    page.get_by_role("tab", name="Ask").click()
    assert "acid soil" in ask(page, "What soil do tea bushes need?").locator(".kt-answer-text").inner_text()


def test_a_file_is_dropped_onto_the_page(own: tuple[str, Path], open_page: Open, tmp_path: Path) -> None:
    page = open_page(own[0], locale="en-US")
    ask(page, FERRY)  # not where documents are added: the browser would open the file and leave
    (tmp_path / "quay.md").write_text("# The quay\n\nThe quay of Lorne is 240 metres long.\n", encoding="utf-8")
    hand = page.context.new_cdp_session(page)
    held = {"items": [], "files": [str(tmp_path / "quay.md")], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": step, "data": held, "x": 300, "y": 500})
    page.locator("#kt-documents tbody tr", has_text="The quay").wait_for()
    page.get_by_role("tab", name="Ask").click()
    assert "240 metres" in ask(page, "How long is the quay of Lorne?").locator(".kt-answer-text").inner_text()


def test_what_is_refused_is_refused_in_japanese(own: tuple[str, Path], open_page: Open, tmp_path: Path) -> None:
    page = open_page(own[0])
    documents(page, "文書")
    for name, content, reason in (
        ("a.pdf", b"PK\x03\x04 not a PDF at all", "中身が違います"),
        ("b.txt", b"  \n", "空"),
        ("c.exe", b"MZ", "この種類のファイルは読めません"),
    ):
        (tmp_path / name).write_bytes(content)
        page.locator("#kt-upload input[type=file]").set_input_files(tmp_path / name)
        told = page.locator("#kt-progress .kt-message.error", has_text=name)
        told.wait_for()
        assert reason in told.inner_text()
        assert told.inner_text().startswith("受け付けられません")
    page.get_by_role("tab", name="質問").click()
    field = page.locator("#kt-question textarea")
    for question, reason in (("", "入力"), ("あ" * 2001, "2,000")):
        field.fill(question)
        field.press("Enter")
        told = page.locator("#kt-result .kt-message.error", has_text=reason)
        told.wait_for()


def test_a_japanese_reader_gets_an_english_quote_with_japanese_beside_it(
    own: tuple[str, Path], open_page: Open
) -> None:
    page = open_page(own[0])
    result = ask(page, "茶の木にはどんな土が必要ですか?")
    assert "acid soil" in result.locator(".kt-answer-text").inner_text()
    word = result.locator(".kt-answer-text .kt-word", has_text="soil").first
    word.focus()
    shown = word.evaluate("(word) => getComputedStyle(word, '::after').content")
    assert any(gloss in shown for gloss in ("土", "土壌"))
    result.locator(".kt-glosses summary").press("Enter")
    assert result.locator(".kt-glosses dt", has_text="soil").count() > 0
