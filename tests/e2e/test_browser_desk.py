"""An analyst's desk in a real browser: the page stays in view, doubt is seen, filters are, exports are what is shown."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from browsing import ask, shown_page
from served import serving

Open = Callable[..., Any]

EN = "When did Northvolt go under?"
JA = "先端半導体の国内生産拠点の確保に2021年度から2024年度まで合計いくら?"
NOWHERE = "Who won the 2022 World Cup?"
TEA = "What soil do tea bushes need?"


@pytest.mark.parametrize("width", [1280, pytest.param(1920, marks=pytest.mark.slow)])
def test_the_page_stays_in_view_and_a_hit_far_down_shows_its_page(address: str, open_page: Open, width: int) -> None:
    page = open_page(address, width=width)
    result = ask(page, JA)
    page.mouse.move(300, 500)
    page.mouse.wheel(0, 1500)
    page.wait_for_function("scrollY === 1500")
    last = result.locator(".kt-hit").last
    last.locator(".kt-show").click()
    place = json.loads(last.get_attribute("data-where"))
    shown_page(page, place["page"])
    panel = page.locator("#kt-page").bounding_box()
    image = page.locator(".kt-sheet.page img").bounding_box()
    assert -60 < panel["y"] < 60, "the panel is where it is seen"
    assert image["y"] < 800
    assert image["y"] + image["height"] > 100


def test_sure_uncertain_and_not_found_look_different_and_doubt_has_reasons(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    style = """(element) => { const s = getComputedStyle(element);
      return [s.borderTopStyle, s.borderLeftWidth, s.backgroundImage, s.backgroundColor].join(); }"""
    looks = {}
    for question, level in (
        (JA, "sure"),
        (NOWHERE, None),
        ("When did the Zanzibar tea company go under?", "uncertain"),
    ):
        if level == "uncertain":
            page.goto(f"{address}?q={question}&s=0")
            result = page.locator(".kt-result")
            result.wait_for()
        else:
            result = ask(page, question)
        looks[level] = result.locator(".kt-answer").evaluate(style)
        if level == "uncertain":
            assert "Uncertain" in result.locator(".kt-level p").inner_text()
            assert "Zanzibar" in " ".join(result.locator(".kt-level li").all_inner_texts())
        else:
            assert result.locator(".kt-level").count() == 0
    assert len(set(looks.values())) == 3


def test_filters_are_seen_when_their_panel_is_closed_and_changing_one_asks_again(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    result = ask(page, EN)
    assert "3月12日" in result.locator(".kt-answer-text").inner_text()
    assert page.locator(".kt-active").count() == 0
    page.locator("#kt-filters > button").click()
    page.get_by_role("radio", name="English").check()
    page.locator(".kt-result.not-found").wait_for()
    page.locator("#kt-filters > button").click()
    chips = page.locator(".kt-filter")
    assert [text.split("×")[0].strip() for text in chips.all_inner_texts()] == ["English"]
    page.locator("#kt-filters > button").click()
    page.get_by_role("radio", name="Passages").check()
    chips.nth(1).wait_for()
    page.locator("#kt-filters > button").click()
    chips.first.click()
    page.locator(".kt-result:not(.not-found)").wait_for()
    assert "3月12日" in result.locator(".kt-answer-text").inner_text()
    assert [text.split("×")[0].strip() for text in chips.all_inner_texts()] == ["Passages"]
    assert page.url.endswith("k=passages")


def test_where_filters_leave_nothing_one_click_asks_without_them(address: str, open_page: Open) -> None:
    page = open_page(f"{address}?q={EN}&l=en&k=tables", locale="en-US")
    page.locator(".kt-result.not-found").wait_for()
    page.get_by_role("button", name="Ask again without filters").click()
    page.locator(".kt-result:not(.not-found)").wait_for()
    assert "3月12日" in page.locator(".kt-answer-text").inner_text()
    assert page.locator(".kt-filter").count() == 0
    page.locator("#kt-filters > button").click()
    assert page.locator("#kt-filter-language input:checked").evaluate("(input) => input.value") == "any"


def test_what_is_exported_is_what_is_shown_under_its_name_and_day(
    address: str, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(address, locale="en-US")
    result = ask(page, EN)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown", exact=True).click()
    name = download.value.suggested_filename
    assert name.startswith("When-did-Northvolt-go-under-20")
    assert name.endswith(".md")
    download.value.save_as(tmp_path / name)
    text = (tmp_path / name).read_text(encoding="utf-8")
    percent = result.locator(".kt-meta").inner_text().split()[1]
    assert f"Certainty {percent} %" in text
    assert [url.split("&shown=")[0] for url in asked if "export" in url] == [f"{address}kotae/export?format=md"]


def test_a_result_that_is_no_longer_kept_is_said_to_be_until_that_is_read(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US", may_complain=True)
    link = ask(page, EN).get_by_role("link", name="CSV")
    link.evaluate("(link) => { link.href = 'kotae/export?format=csv&shown=gone'; }")
    link.click()
    notice = page.locator(".kt-notice")
    notice.wait_for()
    assert "Ask the question again" in notice.inner_text()
    notice.get_by_role("button", name="Close").click()
    notice.wait_for(state="detached")


def test_citations_are_numbered_from_one(address: str, open_page: Open) -> None:
    page = open_page(address)
    for question in (JA, EN, TEA):
        result = ask(page, question)
        numbers = result.locator(".kt-answer .kt-chip b").all_inner_texts()
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        shown = result.locator(".kt-hit .kt-show b").all_inner_texts()
        assert shown == [str(number) for number in range(1, len(shown) + 1)]


def test_what_is_typed_stays_when_the_language_is_switched(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    ask(page, EN)
    page.locator("#kt-question textarea").fill("And what of")
    page.get_by_role("button", name="日本語").click()
    page.get_by_role("button", name="質問する").wait_for()
    page.locator(".kt-result").wait_for()
    page.wait_for_function("document.querySelector('#kt-question textarea').value === 'And what of'")
    assert page.locator(".kt-result").get_attribute("data-question") == EN, "what was asked is still shown"


def test_a_text_that_is_too_long_is_not_cut_but_refused(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    field = page.locator("#kt-question textarea")
    field.fill("x" * 5000)
    assert len(field.input_value()) == 5000
    field.press("Enter")
    page.locator(".kt-message.error").wait_for()
    assert "2,000 characters" in page.locator(".kt-message.error").inner_text()
    assert len(field.input_value()) == 5000


# Of three things that are each one or the other, each comes; with the slow ones, every two come together in every way.
@pytest.mark.parametrize(
    ("locale", "scheme", "width"),
    [
        ("ja-JP", "light", 380),
        ("en-US", "dark", 1280),
        pytest.param("ja-JP", "dark", 1280, marks=pytest.mark.slow),
        pytest.param("en-US", "light", 1280, marks=pytest.mark.slow),
        pytest.param("en-US", "dark", 380, marks=pytest.mark.slow),
    ],
)
def test_nothing_moves_while_the_page_comes_up(
    address: str, browser: Any, locale: str, scheme: str, width: int
) -> None:
    context = browser.new_context(locale=locale, color_scheme=scheme, viewport={"width": width, "height": 800})
    context.add_init_script(
        """window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((one) => one.value)))
          .observe({ type: 'layout-shift', buffered: true });"""
    )
    context.set_default_timeout(600_000)
    for link in ("", f"?q={EN}"):
        page = context.new_page()
        page.goto(address + link)
        page.locator(".kt-example:visible, .kt-answer").first.wait_for()
        page.wait_for_load_state("networkidle")
        assert sum(page.evaluate("window.shifts")) < 0.05, link
    context.close()


@pytest.mark.parametrize(("locale", "first"), [("ja-JP", "ja"), ("en-US", "en")])
def test_examples_are_in_the_interface_s_language_first_and_step_aside(
    address: str, open_page: Open, locale: str, first: str
) -> None:
    page = open_page(address, locale=locale)
    examples = page.locator(".kt-example:visible")
    languages = [one.get_attribute("lang") for one in examples.all()]
    assert languages == sorted(languages, key=lambda language: language != first)
    assert set(languages) == {"ja", "en"}
    examples.first.click()
    page.locator(".kt-result").wait_for()
    assert examples.count() == 0
    page.locator("button[data-examples]").click()
    assert examples.count() == len(languages)


def test_a_question_that_follows_on_the_one_before_is_asked_in_full_and_can_be_changed(
    address: str, open_page: Open
) -> None:
    page = open_page(address, locale="en-US")
    ask(page, "How many nights was Brightwater used in 2030?")
    field = page.locator("#kt-question textarea")
    field.fill("And in 2031?")
    field.press("Enter")
    full = "How many nights was Brightwater used in 2031?"
    page.locator(f'.kt-result[data-question="{full}"]').wait_for()
    assert full in page.locator(".kt-followed").inner_text()
    assert "Asked as" in page.locator(".kt-followed").inner_text()
    page.wait_for_function("(full) => document.querySelector('#kt-question textarea').value === full", arg=full)
    assert "161" in page.locator(".kt-answer-text").inner_text()
    ask(page, "What soil do tea bushes need?")
    assert page.locator(".kt-followed").count() == 0
    field.fill("どうして?")
    field.press("Enter")
    page.locator("#kt-result .kt-message.error").wait_for()
    assert "other language" in page.locator("#kt-result .kt-message.error").inner_text()


def test_answers_are_kept_noted_on_put_in_order_and_exported_with_footnotes(
    address: str, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(address, locale="en-US")
    _keep_two(page, "browser")
    _check_exports(page, tmp_path)
    page.reload()
    page.get_by_role("tab", name="Notebook").click()
    _check_kept(page)


def test_an_account_s_notebook_and_a_question_outlive_the_server(
    web_folder: Path, open_page: Open, tmp_path: Path
) -> None:
    (tmp_path / "accounts").write_text("aya:secret\n", encoding="utf-8")
    corpus, index = str(web_folder / "corpus"), str(web_folder / "index")
    arguments = ("--auth-file", "accounts", "--corpus", corpus, "--index", index)
    own: dict[str, Any] = {"locale": "en-US", "http_credentials": {"username": "aya", "password": "secret"}}
    with serving(tmp_path, *arguments) as address:
        port = address.rstrip("/").rpartition(":")[2]
        page = open_page(address, may_complain=True, **own)
        _keep_two(page, "server")
        _check_exports(page, tmp_path)
        page.get_by_role("tab", name="Ask").click()
    field = page.locator("#kt-question textarea")
    field.fill(TEA)
    field.press("Enter")
    page.locator(".kt-notice", has_text="Your question is kept").wait_for()
    assert page.locator(".kt-result").get_attribute("data-question") == JA
    page.wait_for_function("getComputedStyle(document.querySelector('#kt-result > *')).opacity < 1")  # it fades
    with serving(tmp_path, "--port", port, *arguments):
        page.locator(f'.kt-result[data-question="{TEA}"]').wait_for()
        assert "acid soil" in page.locator(".kt-answer-text").inner_text()
        page.locator(".kt-notice").wait_for(state="detached")
        other = open_page(address, **own)  # another browser
        other.get_by_role("tab", name="Notebook").click()
        _check_kept(other)
        other.close()  # before its server ends


def test_a_quote_and_a_table_in_the_other_language_have_glosses(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    result = ask(page, EN)
    word = result.locator(".kt-answer-text .kt-word", has_text="破産")
    word.focus()
    shown = word.evaluate("(word) => getComputedStyle(word, '::after').content")
    assert "bankruptcy" in shown
    assert "3月12日" in result.locator(".kt-answer-text").inner_text(), "the text is as it was"
    result.locator(".kt-glosses summary").press("Enter")
    words = result.locator(".kt-glosses dt", has_text="破産")
    assert words.locator("xpath=following-sibling::dd[1]").inner_text() == "bankruptcy"
    assert "12 March" in result.locator(".kt-said").inner_text()
    result = ask(page, "How large are the estimated rare earth reserves of Greenland?")
    cell = result.locator(".kt-hit.cited td", has_text="グリーンランド").first
    assert cell.locator(".kt-gloss").inner_text() == "Greenland"
    assert "1.5 million tonnes" in result.locator(".kt-hit.cited td.used").inner_text(), (
        "its amount in the reader's scale"
    )
    assert result.locator(".kt-said").inner_text() == "1,500,000 トン = 1.5 million tonnes"
    header = result.locator(".kt-hit.cited th", has_text="推定埋蔵量").locator(".kt-gloss")
    assert "estimated reserves" in header.inner_text(), "the words of the question come first"
    linked = result.locator(".kt-link", has_text="reserves")
    assert "埋蔵量" in linked.inner_text()
    linked.focus()
    assert "埋蔵量" in _marked(page)
    cell.hover()
    assert set(_marked(page)) == {"グリーンランド"}
    page.mouse.move(0, 0)
    assert _marked(page) == []
    ask(page, "How large are the estimated rare earth reserves of Grenland?")
    assert "of greenland?" in page.locator(".kt-meant a").inner_text().lower(), "did you mean"
    assert ask(page, TEA).locator(".kt-glosses").count() == 0, "it can be read as it is"
    assert page.locator(".kt-meant").count() == 0


def _marked(page: Any) -> list[str]:
    """Return the words that are marked because those that they stand for are pointed at."""
    marked: list[str] = page.evaluate("[...(CSS.highlights.get('kt-linked') ?? [])].map(String)")
    return marked


def _keep_two(page: Any, kept: str) -> None:
    """Keep two answers, in the browser or on the server, note something on the first, and put it second."""
    for question in (EN, JA):
        ask(page, question).get_by_role("button", name="Keep in the notebook").press("Enter")
        page.locator("[data-keep].copied").wait_for()
    page.get_by_role("tab", name="Notebook").click()
    entries = page.locator(".kt-entry")
    entries.nth(1).wait_for()
    entries.first.get_by_label("Note").fill("to be checked")
    entries.first.get_by_role("button", name="Move down").press("Enter")
    page.wait_for_function("document.querySelectorAll('.kt-entry h3')[1].textContent.includes('Northvolt')")
    assert entries.nth(1).get_by_label("Note").input_value() == "to be checked"
    assert page.locator(f"[data-kept={kept}]").is_visible()


def _check_kept(page: Any) -> None:
    """Check that two answers are there, and delete one."""
    entries = page.locator(".kt-entry")
    entries.nth(1).wait_for()
    assert entries.nth(1).get_by_label("Note").input_value() == "to be checked"
    page.once("dialog", lambda dialog: dialog.accept())
    entries.first.get_by_role("button", name="Delete").click()
    page.wait_for_function("document.querySelectorAll('.kt-entry').length === 1")


def _check_exports(page: Any, folder: Path) -> None:
    """Check that each export holds answers, note and footnotes."""
    for name in ("Markdown", "Word", "JSON"):
        with page.expect_download() as download:
            page.locator(".kt-notebook").get_by_role("button", name=name, exact=True).click()
        download.value.save_as(folder / download.value.suggested_filename)
    (text,) = (path.read_text(encoding="utf-8") for path in folder.glob("*.md"))
    assert "21,706 億円[^1]" in text
    assert "[^2]: " in text
    assert "> to be checked" in text
    (word,) = folder.glob("*.docx")
    assert "to be checked" in [paragraph.text for paragraph in docx.Document(str(word)).paragraphs]
    notes = ElementTree.fromstring(zipfile.ZipFile(word).read("word/footnotes.xml"))
    assert "Northvolt" in text
    assert any("3月12日" in "".join(note.itertext()) for note in notes)
    (plain,) = folder.glob("*.json")
    assert [len(entry["evidence"]) for entry in json.loads(plain.read_text(encoding="utf-8"))] == [1, 1]
