"""The documents tab in a real browser: adding, asking meanwhile, refusing, taking out, while the server goes on."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from served import serving
from support import made_index, settings_for
from web import Web, page, web

Open = Callable[..., Any]
LIGHTHOUSE = "How many steps lead up to the lamp of the Brannock lighthouse?"


@pytest.fixture(scope="module")
def site() -> Iterator[Web]:
    """Return a web server that the server may fetch from."""
    with web() as site:
        yield site


@pytest.fixture(scope="module")
def own(web_folder: Path, site: Web, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Return the address of a server whose documents may be changed, and its folder; it may fetch two cited sources."""
    folder = Path(shutil.copytree(web_folder, tmp_path_factory.mktemp("own") / "web"))
    manifest = folder / "corpus" / "sources.toml"
    entries = "".join(
        f'\n[[document]]\nid = "{name}"\ntitle = "{name.title()}"\nurl = "{site.address(f"/{name}")}"\n'
        for name in ("harbours", "gone")
    )
    manifest.write_text(manifest.read_text(encoding="utf-8") + entries, encoding="utf-8")
    with serving(folder, KOTAE_UPLOAD_MB="1", KOTAE_FETCH_PRIVATE=site.endpoint) as address:
        yield address, folder


@pytest.fixture(scope="module")
def lighthouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a PDF that no corpus has."""
    path = tmp_path_factory.mktemp("upload") / "a lighthouse (1).pdf"
    with pymupdf.open() as document:
        for text in ("The Brannock lighthouse", "The keeper climbs 214 steps to the lamp of the Brannock lighthouse."):
            page = document.new_page()
            page.insert_text((72, 100), text, fontsize=12)
        document.save(path)
    return path


def documents(page: Any) -> Any:
    page.get_by_role("tab", name="Documents").click()
    page.locator(".kt-documents").wait_for()
    page.locator(".kt-progress").wait_for(state="attached")
    return page.locator("#kt-documents")


def at_rest(page: Any) -> Any:
    """Open the tab and wait until what earlier tests asked for is done: a run that goes on takes in what changes meanwhile."""
    listed = documents(page)
    listed.locator(".kt-summary", has_text="up to date").wait_for()
    page.get_by_role("tab", name="Ask").click()
    return listed


def ask(page: Any, question: str) -> str:
    page.get_by_role("tab", name="Ask").click()
    turn = "document.querySelector('#kt-result [data-turn]').dataset.turn"
    before = page.evaluate(turn)
    field = page.locator("#kt-question textarea")
    field.fill(question)
    field.press("Enter")
    page.wait_for_function(f"(before) => ({turn}) !== before", arg=before)
    page.locator(f'.kt-result[data-question="{question}"]').wait_for()
    return str(page.locator(".kt-answer").inner_text())


def test_an_uploaded_pdf_is_asked_about_while_questions_go_on(
    own: tuple[str, Path], open_page: Open, lighthouse: Path
) -> None:
    address, folder = own
    page, other = open_page(address, locale="en-US"), open_page(address, locale="en-US")
    listed = documents(page)
    before = listed.locator(".kt-list tbody tr").count()
    page.locator("#kt-upload input[type=file]").set_input_files(lighthouse)
    page.locator(".kt-progress:not([hidden]) progress").wait_for()
    assert "3月12日" in ask(other, "When did Northvolt go under?"), "the previous index answers, or the new one"
    page.locator(".kt-progress[hidden]").wait_for(state="attached")
    listed.locator(".kt-list tbody tr").nth(before).wait_for()
    assert "214 steps" in ask(page, LIGHTHOUSE)
    page.locator(".kt-sheet.page img").wait_for()
    assert page.locator(".kt-page-number").inner_text() == "2 / 2"
    kept = [path.name for path in (folder / "corpus" / "uploads").iterdir()]
    assert len(kept) == 1
    assert kept[0].startswith("a-lighthouse-1-")
    assert "214 steps" in ask(other, LIGHTHOUSE), "other sessions have it too, without being reloaded"


def test_a_document_is_found_alone_when_the_question_is_limited_to_it(own: tuple[str, Path], open_page: Open) -> None:
    page = open_page(own[0], locale="en-US")
    page.locator("#kt-filters > button").click()
    field = page.locator("#kt-filter-documents input")
    field.click()
    field.fill("Osprey")
    page.get_by_role("option", name="Osprey Quay Boatworks: Annual Review 2029").click()
    ask(page, "What was the largest order?")
    titles = set(page.locator(".kt-hit h3 [lang]").all_inner_texts())
    assert titles == {"Osprey Quay Boatworks: Annual Review 2029"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("paper.pdf", b"PK\x03\x04 not a PDF at all", "not the PDF that its name says"),
        pytest.param("empty.txt", b"  \n", "the file is empty", marks=pytest.mark.slow),
        ("page.txt", b"<!doctype html><html><body>x</body></html>", "is an HTML page"),
    ],
)
def test_an_upload_that_is_not_what_its_name_says_is_refused(
    own: tuple[str, Path], open_page: Open, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    documents(page)
    (tmp_path / name).write_bytes(content)
    before = sorted((folder / "corpus").rglob("*"))
    page.locator("#kt-upload input[type=file]").set_input_files(tmp_path / name)
    page.locator(".kt-message.error").wait_for()
    assert reason in page.locator(".kt-message.error").inner_text()
    assert sorted((folder / "corpus").rglob("*")) == before


def test_a_file_over_the_limit_is_refused(own: tuple[str, Path], open_page: Open, tmp_path: Path) -> None:
    address, folder = own
    (tmp_path / "long.txt").write_bytes(b"One more line.\n" * 100_000)
    page = open_page(address, locale="en-US", may_complain=True)
    page.get_by_role("tab", name="Documents").click()
    page.locator(".kt-documents").wait_for()
    before = sorted((folder / "corpus").rglob("*"))
    page.locator("#kt-upload input[type=file]").set_input_files(tmp_path / "long.txt")
    page.locator(".kt-message.error").wait_for()
    assert "larger than 1 MB" in page.locator(".kt-message.error").inner_text()
    assert sorted((folder / "corpus").rglob("*")) == before


def test_a_document_that_cannot_be_read_is_named_with_its_problem(
    own: tuple[str, Path], open_page: Open, tmp_path: Path
) -> None:
    page = open_page(own[0], locale="en-US")
    listed = documents(page)
    with pymupdf.open() as document:
        document.new_page().draw_rect((50, 50, 200, 200))
        document.save(tmp_path / "scan.pdf")
    page.locator("#kt-upload input[type=file]").set_input_files(tmp_path / "scan.pdf")
    listed.locator(".kt-problems").wait_for()
    assert "no text can be read on its pages" in listed.locator(".kt-problems").inner_text()
    told = page.locator("#kt-progress .kt-message.error")
    assert "came in but cannot be read" in told.inner_text()
    assert page.locator("#kt-progress .kt-message.done").count() == 0, "it is not said to be added"
    page.once("dialog", lambda dialog: dialog.accept())
    listed.locator(".kt-problems [data-remove]").click()
    listed.locator(".kt-problems").wait_for(state="detached")


def test_a_document_is_taken_out_and_kept_aside(own: tuple[str, Path], open_page: Open) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    listed = documents(page)
    row = listed.locator(".kt-list tbody tr", has_text="Growing tea")
    page.get_by_role("tab", name="Ask").click()
    page.locator("#kt-filters > button").click()
    page.locator("#kt-filter-documents input").click()
    page.get_by_role("option", name="Growing tea").click()
    assert "acid soil" in ask(page, "What soil do tea bushes need?")
    documents(page)
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    row.locator("[data-remove]").click()
    assert "Growing tea" in asked[0]
    assert (folder / "corpus" / "tea.txt").is_file(), "asked first, and nothing done on No"
    page.once("dialog", lambda dialog: dialog.accept())
    row.locator("[data-remove]").click()
    row.wait_for(state="detached")
    assert (folder / "corpus" / ".removed" / "tea.txt").is_file()
    page.locator("#kt-progress").get_by_role("button", name="Undo").wait_for()
    assert "acid soil" not in ask(page, "What soil do tea bushes need?")
    documents(page)
    listed.locator(".kt-removed summary").click()
    listed.locator(".kt-removed [data-restore]").first.click()
    row.wait_for()
    assert "acid soil" in ask(page, "What soil do tea bushes need?")
    documents(page)
    page.once("dialog", lambda dialog: dialog.accept())
    row.locator("[data-remove]").click()
    row.wait_for(state="detached")
    listed.locator(".kt-removed").wait_for()  # it can be put back later too


def test_title_and_date_are_edited_in_place_and_the_manifest_keeps_its_comments(
    own: tuple[str, Path], open_page: Open
) -> None:
    address, folder = own
    manifest = folder / "corpus" / "sources.toml"
    before = manifest.read_text(encoding="utf-8").splitlines()
    page = open_page(address, locale="en-US")
    listed = documents(page)
    row = listed.locator(".kt-list tr", has_text="critical-minerals-brief.ja.pdf")
    row.get_by_role("button", name="Edit").press("Enter")
    form = listed.locator(".kt-edit")
    form.get_by_label("Date").fill("2026-13")
    form.get_by_role("button", name="Save").click()
    page.locator("#kt-progress .kt-message.error").wait_for()
    assert "is no date" in page.locator("#kt-progress .kt-message.error").inner_text()
    form.get_by_label("Title").fill("Ores of the world")
    form.get_by_label("Date").fill("2026-11")
    form.get_by_role("button", name="Save").click()
    listed.locator("th", has_text="Ores of the world").wait_for()
    after = manifest.read_text(encoding="utf-8").splitlines()
    changed = [line for line in before if line not in after], [line for line in after if line not in before]
    assert changed[1] == ['title = "Ores of the world"', 'date = "2026-11"']
    assert [line.split(" = ")[0] for line in changed[0]] == ["title", "date"]


def test_a_second_change_while_the_first_is_being_done_is_done_too(own: tuple[str, Path], open_page: Open) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    listed = documents(page)
    for name in ("boatyard.en.md", "library.ja.md"):
        row = listed.locator(".kt-list tr", has_text=name)
        row.get_by_role("button", name="Edit").press("Enter")
    for form in listed.locator(".kt-edit").all():
        form.get_by_label("Publisher").fill("The Brannock press")
    page.evaluate("document.querySelectorAll('#kt-documents .kt-edit [data-describe]').forEach((save) => save.click())")
    page.wait_for_function(
        "document.querySelectorAll('#kt-documents [data-publisher=\"The Brannock press\"]').length === 2"
    )
    manifest = (folder / "corpus" / "sources.toml").read_text(encoding="utf-8")
    assert manifest.count('publisher = "The Brannock press"') == 2


def test_what_changed_in_the_folder_is_said_and_taken_up(own: tuple[str, Path], open_page: Open) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    listed = at_rest(page)
    (folder / "corpus" / "canal.md").write_text(
        "# The Tolbury canal\n\nThe Tolbury canal has 17 locks.\n", encoding="utf-8"
    )
    documents(page)
    listed.locator(".kt-summary", has_text="have changed").wait_for()
    page.get_by_role("button", name="Bring up to date").click()
    listed.locator(".kt-list tbody tr", has_text="Tolbury").wait_for()
    assert "17 locks" in ask(page, "How many locks has the Tolbury canal?")


def test_what_another_process_has_indexed_answers_the_next_question_and_can_be_chosen(
    own: tuple[str, Path], open_page: Open, cache: Path
) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    at_rest(page)
    (folder / "corpus" / "mill.md").write_text(
        "# The mill at Ashby\n\nThe mill at Ashby has 6 sails.\n", encoding="utf-8"
    )
    settings = settings_for(folder / "corpus", folder / "index", cache)
    made_index(settings)
    assert "6 sails" in ask(page, "How many sails has the mill at Ashby?"), "the first question already"
    page.locator("#kt-filters > button").click()
    page.locator("#kt-filter-documents input").click()
    page.locator("#kt-filter-documents").get_by_role("option", name="The mill at Ashby").wait_for()


def test_the_same_file_twice_is_said_to_be_there(own: tuple[str, Path], open_page: Open, tmp_path: Path) -> None:
    address, folder = own
    page = open_page(address, locale="en-US")
    documents(page)
    known = next(path for path in (folder / "corpus").glob("*.md"))
    again = tmp_path / "again.md"
    again.write_bytes(known.read_bytes())
    page.locator("#kt-upload input[type=file]").set_input_files(again)
    told = page.locator("#kt-progress .kt-message")
    told.wait_for()
    assert f"is here already, as {known.name}" in told.inner_text()


def test_a_document_is_seen_at_a_glance_and_what_it_suggests_is_asked(own: tuple[str, Path], open_page: Open) -> None:
    page = open_page(own[0], locale="en-US")
    listed = documents(page)
    row = listed.locator(".kt-list tr", has_text="critical-minerals-brief.ja.pdf")
    row.get_by_role("button", name="At a glance").press("Enter")
    glance = listed.locator(".kt-glance")
    glance.get_by_role("button", name="（図表5）リチウム・ニッケルの価格").wait_for()
    assert {"Key sentences", "Tables", "Figures", "Outline", "Sources cited"} <= set(
        glance.locator("h3").all_inner_texts()
    )
    glance.locator(".kt-example").first.wait_for()
    question = glance.locator(".kt-example").first.inner_text()
    glance.get_by_role("button", name="（図表5）リチウム・ニッケルの価格").click()
    page.wait_for_function("document.querySelector('.kt-page-number').textContent.startsWith('7 /')")
    page.get_by_role("tab", name="Documents").click()
    listed.locator(".kt-glance .kt-example", has_text=question).click()
    page.locator(f'.kt-result[data-question="{question}"]').wait_for()
    assert page.locator(".kt-level").count() == 0, "what is suggested is surely answered"


def test_a_server_that_keeps_up_with_its_folder_takes_a_file_in_and_the_open_page_says_so(
    web_folder: Path, open_page: Open, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(web_folder, tmp_path / "web"))
    with serving(folder, KOTAE_WATCH="1") as address:
        page = open_page(address, locale="en-US")
        before = ask(page, "How many steps lead up to the lamp of the Selm lighthouse?")
        assert "351" not in before
        text = "The Selm lighthouse\n\nThe keeper climbs 351 steps to the lamp of the Selm lighthouse.\n"
        (folder / "corpus" / "selm.txt").write_text(text, encoding="utf-8")
        notice = page.locator("#kt-newer")
        notice.wait_for()
        assert "The documents have changed" in notice.inner_text()
        notice.get_by_role("button").click()
        notice.wait_for(state="detached")
        assert "351 steps" in ask(page, "How many steps are there to the lamp of the Selm lighthouse?")
        page.close()  # what comes with the answer would still be asked for when the server has ended


def test_a_cited_source_is_fetched_by_its_button_and_answers_then(
    own: tuple[str, Path], site: Web, open_page: Open
) -> None:
    address = own[0]
    site.answers["/harbours"] = page(
        b"<!doctype html><title>Harbours</title><h1>Harbours</h1><p>The harbour of Lorne was dredged in 1862.</p>"
    )
    shown = open_page(address, may_complain=True)
    shown.get_by_role("tab", name="文書").click()
    cited = shown.locator("#kt-sources")
    cited.locator('[data-fetch="gone"]').click()
    refused = shown.locator("#kt-progress .kt-message.error")
    refused.wait_for()
    assert "取り寄せられませんでした" in refused.inner_text()
    assert "404" in refused.inner_text()
    cited.locator('[data-fetch="harbours"]').click()
    shown.locator("#kt-progress .kt-message.done").wait_for()
    shown.locator(".kt-progress[hidden]").wait_for(state="attached")
    row = cited.locator("tr", has_text="Harbours").filter(has_text="手元にあります")
    row.wait_for()
    assert row.get_by_role("button").inner_text().startswith("もう一度")
    shown.get_by_role("tab", name="質問").click()
    field = shown.locator("#kt-question textarea")
    field.fill("When was the harbour of Lorne dredged?")
    field.press("Enter")
    shown.locator(".kt-answer", has_text="1862").wait_for()
