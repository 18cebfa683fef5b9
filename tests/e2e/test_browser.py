"""The web interface in a real browser: asking, checking the page, switching the language, without a mouse, on a phone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import ask, sheet
from PIL import ImageChops
from support import ROOT

Open = Callable[..., Any]

JA = "先端半導体の国内生産拠点の確保に2021年度から2024年度まで合計いくら?"
EN = "When did Northvolt go under?"
TEXT = "Who hid the telescope's spare mirror?"
NOWHERE = "Who won the 2022 World Cup?"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def shows(page: Any, number: int) -> None:
    """Wait until the viewer shows a page."""
    text = f"{number} / 10"
    page.wait_for_function("(text) => document.querySelector('.kt-page-number').textContent === text", arg=text)


def test_a_japanese_question_shows_the_answer_the_row_and_the_page(address: str, open_page: Open) -> None:
    page = open_page(address)
    result = ask(page, JA)
    assert "21,706 億円" in result.locator(".kt-answer-text mark").inner_text()
    assert result.locator(".kt-label").first.inner_text() == "答え"
    table = result.locator(".kt-hit.cited .kt-table").first
    assert table.locator("td.used").all_inner_texts() == ["6,170", "4,500", "6,322", "4,714"]
    assert "億円" in table.locator("caption").inner_text()
    assert table.locator("tr.matched").count() == 1
    shows(page, 9)
    page.locator(".kt-box.strong").first.wait_for()
    assert page.locator(".kt-box.strong").count() == 4


def test_an_english_question_finds_the_japanese_sentence(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    result = ask(page, EN)
    assert "3月12日" in result.locator(".kt-answer-text").inner_text()
    assert result.locator(".kt-label").first.inner_text() == "Answer"
    assert result.locator(".kt-hit.cited .stands mark").inner_text() == "3月12日"
    shows(page, 8)


def test_the_evidence_is_visibly_marked_on_the_page_where_its_boxes_say(address: str, open_page: Open) -> None:
    page = open_page(address)
    ask(page, EN)
    marked = sheet(page)
    box = page.locator(".kt-box.strong").first.bounding_box()
    frame = page.locator(".kt-page-frame").bounding_box()
    page.evaluate("document.querySelectorAll('.kt-box').forEach((box) => box.remove())")
    changed = ImageChops.difference(marked, sheet(page)).getbbox()
    assert changed is not None, "nothing is seen of the marks"
    x, y = box["x"] - frame["x"] + box["width"] / 2, box["y"] - frame["y"] + 2
    assert changed[0] <= x <= changed[2]
    assert changed[1] <= y <= changed[3]
    red, green, blue = marked.getpixel((int(x), int(y)))
    assert min(red, green) > blue + 60, "the marker is yellow"


def test_choosing_another_hit_moves_the_page_and_the_buttons_turn_it(address: str, open_page: Open) -> None:
    page = open_page(address)
    result = ask(page, EN)
    shows(page, 8)
    hits = result.locator(".kt-hit").all()
    pages = [json.loads(hit.get_attribute("data-where")).get("page") for hit in hits]
    other = next(place for place, number in enumerate(pages) if number not in (8, 9, 10))
    hits[other].locator(".kt-show").click()
    shows(page, pages[other])
    before = sheet(page)
    page.locator('[data-step="1"]').click()
    shows(page, pages[other] + 1)
    assert ImageChops.difference(before, sheet(page)).getbbox() is not None
    result.locator(".kt-chip").first.click()
    shows(page, 8)
    original = page.locator(".kt-original").get_attribute("href")
    assert original.endswith("#page=8")
    assert page.request.get(address + original).body().startswith(b"%PDF-")


def test_a_text_without_pages_shows_its_section_with_the_passage_marked(address: str, open_page: Open) -> None:
    page = open_page(address)
    result = ask(page, "What soil do tea bushes need?")
    assert "acid soil" in result.locator(".kt-answer-text").inner_text()
    page.locator(".kt-sheet.section mark").wait_for()
    assert "acid soil" in page.locator(".kt-sheet.section mark").inner_text()
    ask(page, "糖度が最も高い品種は?")
    page.locator(".kt-sheet.section td.used").last.wait_for()
    assert page.locator(".kt-sheet.section td.used").all_inner_texts() == ["夕映え3号", "15.6"]


def test_on_a_tablet_what_can_be_done_with_documents_is_seen_whole(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US", width=768)
    page.get_by_role("tab", name="Documents").click()
    listed = page.locator("#kt-documents .kt-table-frame")
    listed.wait_for()
    assert listed.evaluate("(frame) => frame.scrollWidth <= frame.clientWidth")


@pytest.mark.parametrize("locale", ["ja-JP", "en-US"])
def test_on_a_phone_all_tabs_are_seen_and_the_list_of_documents_is_not_moved_sideways(
    address: str, open_page: Open, locale: str
) -> None:
    page = open_page(address, locale=locale, width=380, height=760)
    tabs = page.get_by_role("tab")
    assert [tab.is_visible() for tab in tabs.all()] == [True] * 4
    tabs.nth(2).click()
    listed = page.locator("#kt-documents .kt-table-frame")
    listed.wait_for()
    assert listed.evaluate("(frame) => frame.scrollWidth <= frame.clientWidth")
    assert listed.get_by_role("button").first.is_visible()
    fetch = page.locator("#kt-sources [data-fetch]").first
    assert fetch.is_visible(), "a cited source can be fetched here too"
    assert fetch.bounding_box()["x"] + fetch.bounding_box()["width"] <= 380


def test_not_in_the_documents_looks_different(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    style = "(element) => { const s = getComputedStyle(element); return [s.borderTopStyle, s.backgroundColor]; }"
    answered = ask(page, EN).locator(".kt-answer").evaluate(style)
    result = ask(page, NOWHERE)
    assert result.locator(".kt-none").inner_text() == "Not in the documents"
    assert result.locator(".kt-answer-text").count() == 0
    assert result.locator(".kt-answer").evaluate(style)[0] == "dashed" != answered[0]
    assert result.locator(".kt-answer").evaluate(style)[1] != answered[1]
    assert "not an answer" in result.locator(".kt-evidence .kt-label").inner_text()


def test_the_rest_of_a_table_is_one_click_away(address: str, open_page: Open) -> None:
    page = open_page(address)
    hit = ask(page, JA).locator(".kt-hit.cited").first
    rows = hit.locator(".kt-table tbody tr:not(.group):visible")
    assert rows.count() == 1
    more = hit.locator(".kt-more")
    more.click()
    assert rows.count() == 18
    assert more.get_attribute("aria-expanded") == "true"
    more.click()
    assert rows.count() == 1


def test_the_steps_of_a_computed_answer_are_told_one_by_one(address: str, open_page: Open) -> None:
    page = open_page(address)
    tried = ask(page, JA).locator(".kt-tried")
    assert tried.locator("li").first.is_hidden()
    tried.locator("summary").click()
    step = tried.locator("li").first
    conditions, operation, value = step.locator(".kt-tried-over"), step.locator("b"), step.locator("span").last
    assert "先端半導体の国内生産拠点の確保" in " ".join(conditions.all_inner_texts())
    assert (operation.inner_text(), "21,706" in value.inner_text()) == ("合計", True)


def test_a_cited_source_shows_its_reference_and_whether_it_is_here(address: str, open_page: Open) -> None:
    page = open_page(address)
    sources = ask(page, "IEAは重要鉱物の需要についてどう述べていますか").locator(".kt-sources").first
    text = sources.inner_text()
    assert "IEA[2021]" in text
    assert "The Role of Critical Minerals" in text
    assert "この文書集にはありません" in text


def test_the_language_is_the_browsers_and_can_be_switched(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-GB")
    ask(page, JA)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("button", name="Ask", exact=True).is_visible()
    assert page.get_by_role("button", name="Copy with citation").is_visible()
    page.get_by_role("button", name="日本語").click()
    page.get_by_role("button", name="質問する").wait_for()
    page.locator(".kt-result").wait_for()
    assert page.locator("html").get_attribute("lang") == "ja"
    assert page.locator("#kt-question textarea").input_value() == JA, "the question stays"
    assert page.get_by_role("button", name="出典付きでコピー").is_visible()
    assert page.locator(".kt-lead").inner_text().startswith("文書から")
    page.reload()
    page.get_by_role("button", name="質問する").wait_for()


def test_a_link_reopens_a_question_with_its_filters(address: str, open_page: Open) -> None:
    page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#kt-filters > button").click()
    page.get_by_role("radio", name="表と表の行").check()
    ask(page, JA)
    page.get_by_role("button", name="リンクをコピー").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlsplit(link).query) == {"q": [JA], "k": ["tables"]}
    assert page.url == link
    again = open_page(link)
    again.locator(".kt-result").wait_for()
    assert "21,706" in again.locator(".kt-answer-text").inner_text()
    again.locator("#kt-filters > button").click()
    assert again.get_by_role("radio", name="表と表の行").is_checked()
    assert set(again.locator(".kt-kind").all_inner_texts()) <= {"表", "表の行"}


def test_an_answer_is_copied_with_its_citation(address: str, open_page: Open) -> None:
    page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
    ask(page, JA)
    page.get_by_role("button", name="出典付きでコピー").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("先端半導体の国内生産拠点の確保: 6,170")
    assert copied.endswith("— 重要鉱物をめぐる米中対立とサプライチェーン再編の行方、9ページ")


def test_results_are_exported(address: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(address)
    ask(page, JA)
    for name, begins in (("Markdown", "# "), ("CSV", "\ufeffnumber,"), ("JSON", "{")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        text = path.read_text(encoding="utf-8")
        assert text.startswith(begins)
        assert "先端半導体" in text


def test_examples_and_the_history_ask_and_the_history_is_searched_and_deleted(address: str, open_page: Open) -> None:
    page = open_page(address)
    page.locator(".kt-example:visible", has_text="Northvolt").click()
    page.locator(f'.kt-result[data-question="{EN}"]').wait_for()
    ask(page, JA)
    page.locator(".kt-history summary").click()
    assert page.locator(".kt-history a").all_inner_texts() == [JA, EN]
    page.locator("#kt-history-search").fill("先端 半導体")
    assert page.locator(".kt-history a").all_inner_texts() == [JA]
    page.locator(".kt-history li").get_by_role("button", name="この質問を削除").click()
    page.locator("#kt-history-search").fill("")
    page.goto(address)  # it is kept in the browser
    page.wait_for_load_state("networkidle")
    page.locator(".kt-history summary").click()
    page.locator(".kt-history a", has_text="Northvolt").wait_for()
    assert page.locator(".kt-history a").count() == 1
    page.locator(".kt-history a", has_text="Northvolt").click()
    page.locator(f'.kt-result[data-question="{EN}"]').wait_for()
    page.locator(".kt-history summary").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="すべて削除").click()
    page.locator(".kt-history-none").wait_for()


def test_the_same_question_may_be_asked_twice(address: str, open_page: Open) -> None:
    page = open_page(address)
    for _ in range(2):
        assert "21,706" in ask(page, JA).locator(".kt-answer-text").inner_text()
    field = page.locator("#kt-question textarea")
    field.fill("  ")
    field.press("Enter")
    page.locator(".kt-message.error").wait_for()
    assert "質問を入力" in page.locator(".kt-message.error").inner_text()


def test_nothing_moves_when_a_result_arrives(address: str, open_page: Open) -> None:
    page = open_page(address)
    page.evaluate(
        """() => { window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(
          ...list.getEntries().filter((one) => !one.hadRecentInput).map((one) => one.value)))
          .observe({ type: 'layout-shift', buffered: false }); }"""
    )
    parts = ["#kt-question", "#kt-ask", ".kt-examples", "#kt-filters", "#kt-page", "#kt-result", ".kt-page-frame"]

    def places() -> list[tuple[float, ...]]:
        boxes = [page.locator(part).bounding_box() for part in parts]
        return [(box["x"], box["y"], box["width"]) for box in boxes]

    ask(page, EN)
    before = places()
    for question in (NOWHERE, EN, TEXT):
        ask(page, question)
        assert places() == before
    assert sum(page.evaluate("window.shifts")) < 0.1, "a good layout shift score (Web Vitals)"


@pytest.mark.parametrize("question", [JA, NOWHERE])
def test_everything_is_usable_at_380_pixels(address: str, open_page: Open, question: str) -> None:
    page = open_page(address, width=380, height=760, has_touch=True)
    result = ask(page, question)
    assert page.evaluate("document.documentElement.scrollWidth") <= 380, "no scrolling sideways"
    wide = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, textarea, p, h2, h3')]
        .filter((one) => one.checkVisibility() && !one.closest('.kt-table-frame, .kt-examples, .kt-skip, [hidden]')
          && !one.classList.contains('kt-skip') && one.getBoundingClientRect().right > 381)
        .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert wide == []
    result.locator("[data-show]").first.tap()
    page.wait_for_function("document.querySelector('#kt-page').getBoundingClientRect().top < innerHeight / 2")
    page.locator(".kt-sheet.page img").wait_for()
    page.locator(".kt-back").tap()
    page.wait_for_function("document.querySelector('#kt-result').getBoundingClientRect().top > -50")


def test_everything_works_by_keyboard_alone(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first stop leads to the question
    page.keyboard.type(EN)
    page.keyboard.press("Enter")
    page.locator(f'.kt-result[data-question="{EN}"]').wait_for()
    stops: list[str] = []
    while "kt-chip" not in "".join(stops[-1:]):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.className + ' ' + document.activeElement.id"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or "svelte" in stops[-1], f"focus is not seen on {stops[-1]}"
        assert len(stops) < 40, stops
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.kt-hit:not(.cited) .kt-show')"):
            break
    rank = page.evaluate("document.activeElement.dataset.show")
    page.keyboard.press("Enter")
    assert page.locator(f"#kt-hit-{rank}").evaluate("(hit) => hit.classList.contains('current')")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-step]:not(:disabled)')"):
            break
    before = page.locator(".kt-page-number").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_function("(before) => document.querySelector('.kt-page-number').textContent !== before", arg=before)


@pytest.mark.parametrize(("scheme", "width"), [("light", 380), ("dark", 1280)])
def test_axe_finds_nothing_serious(address: str, open_page: Open, scheme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("accessibility tests skipped: no axe-core here (npm install; `make test` runs it where npm is)")
    page = open_page(address, locale="en-US", color_scheme=scheme, width=width)
    axe = AXE.read_text(encoding="utf-8")
    page.evaluate(axe)

    def violations(*parts: str) -> list[tuple[str, str, list[str]]]:
        """Look at the page, or at some of its parts only: at those that have changed."""
        found = page.evaluate("(parts) => axe.run(parts.length ? parts : document)", parts)["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        return [(one["id"], one["help"], [node["html"][:160] for node in one["nodes"]]) for one in serious]

    page.locator("#kt-filters > button").click()
    assert violations() == []
    for question in (JA, EN, NOWHERE, "糖度が最も高い品種は?"):
        ask(page, question)
        page.locator(".kt-sheet > *").first.wait_for()
        assert violations("#kt-result", "#kt-page") == [], question
    page.get_by_role("tab", name="Documents").click()
    page.locator("#kt-documents .kt-list").wait_for()
    assert violations("#kt-documents") == []
