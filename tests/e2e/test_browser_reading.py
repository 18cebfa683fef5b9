"""Reading on in a document beside the answer: its size, its words, what is looked for in it, its outline."""

import json
from collections.abc import Callable
from typing import Any

from browsing import ask, shown_page

Open = Callable[..., Any]

EN = "When did Northvolt go under?"


def shown(page: Any) -> tuple[str, dict[str, float]]:
    """Return the size that is told and the box of the page's picture."""
    return page.locator(".kt-zoom-now").inner_text(), page.locator(".kt-sheet.page img").bounding_box()


def looked_for(page: Any, text: str) -> str:
    """Type into the field and return how many places are told, once they are."""
    page.locator("#kt-find").fill(text)
    page.wait_for_function("(text) => document.querySelector('.kt-find-count').textContent !== ''", arg=text)
    return str(page.locator(".kt-find-count").inner_text())


def test_the_page_is_enlarged_by_buttons_keys_and_double_click(address: str, open_page: Open) -> None:
    page = open_page(address)
    ask(page, EN)
    shown_page(page, 8)
    _, fitting = shown(page)
    frame = page.locator(".kt-page-frame")
    assert fitting["width"] <= frame.bounding_box()["width"], "at first it fits the width"
    page.locator('[data-zoom="in"]').click()
    assert shown(page)[0] == "125 %"
    frame.focus()
    page.keyboard.press("+")
    told, larger = shown(page)
    assert told == "150 %"
    assert abs(larger["width"] / fitting["width"] - 1.5) < 0.01
    page.keyboard.press("-")
    assert shown(page)[0] == "125 %"
    page.keyboard.press("0")
    assert shown(page)[1]["width"] == fitting["width"]
    x, y = fitting["x"] + 100, fitting["y"] + 200
    page.mouse.dblclick(x, y)
    told, double = shown(page)
    assert told == "200 %"
    assert abs((x - double["x"]) / double["width"] - 100 / fitting["width"]) < 0.01, "what was clicked stays there"
    page.mouse.dblclick(x, y)
    assert shown(page)[0] == "100 %"


def test_two_fingers_enlarge_the_page_and_not_the_window(address: str, open_page: Open) -> None:
    page = open_page(address, width=380, height=760, has_touch=True)
    ask(page, EN).locator("[data-show]").first.tap()
    shown_page(page, 8)
    page.locator(".kt-page-frame").evaluate(
        """(frame) => {
          const box = frame.getBoundingClientRect();
          const touch = (identifier, x) => new Touch({ identifier, target: frame, clientX: box.x + x, clientY: box.y + 100 });
          for (const [kind, x] of [["touchstart", 200], ["touchmove", 250], ["touchmove", 300]])
            frame.dispatchEvent(new TouchEvent(kind, { touches: [touch(1, 100), touch(2, x)], bubbles: true, cancelable: true }));
        }"""
    )
    assert shown(page)[0] == "200 %"
    assert page.evaluate("visualViewport.scale") == 1


def test_the_text_of_a_page_can_be_selected_where_it_is_seen(address: str, open_page: Open) -> None:
    page = open_page(address)
    ask(page, EN)
    shown_page(page, 8)
    word = page.locator(".kt-words span", has_text="破産を申請した")
    word.wait_for()
    box, mark = word.bounding_box(), page.locator(".kt-box.strong").last.bounding_box()
    assert abs(box["y"] + box["height"] / 2 - mark["y"] - mark["height"] / 2) < 6, "its words lie on the picture's"
    page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + box["height"] / 2)
    page.mouse.up()
    selected = page.evaluate("getSelection().toString()")
    assert "日に破産を申請した。" in selected


def test_a_text_is_found_on_all_pages_of_a_document(address: str, open_page: Open) -> None:
    page = open_page(address)
    ask(page, EN)
    shown_page(page, 8)
    first, _, count = looked_for(page, "ノースボルト").partition(" / ")
    assert first == "1"
    assert int(count) >= 1
    page.wait_for_function("document.querySelector('.kt-spot.now')")
    looked_for(page, "レアアース")
    page.wait_for_function("document.querySelector('.kt-find-count').textContent.endsWith(' / 25')")
    seen = set()
    for _ in range(25):
        page.locator("#kt-find").press("Enter")
        seen.add(page.locator(".kt-page-number").inner_text())
    assert len(seen) > 2, "it leads to other pages"
    page.locator('[data-found="-1"]').click()
    page.locator(".kt-spot.now").wait_for()
    page.locator("#kt-find").fill("there is no such text")
    page.wait_for_function("document.querySelector('.kt-find-count').textContent === 'なし'")
    page.wait_for_function("!document.querySelector('.kt-spot')")
    assert page.locator(".kt-spot").count() == 0


def test_a_text_is_found_in_a_document_without_pages(address: str, open_page: Open) -> None:
    page = open_page(address, locale="en-US")
    ask(page, "What soil do tea bushes need?")
    page.locator(".kt-sheet.section mark").wait_for()
    assert looked_for(page, "STEADY  rain") == "1 / 1"
    page.wait_for_function("document.querySelector('.kt-sheet.section mark')?.textContent === 'steady rain'")


def test_the_outline_leads_to_where_a_heading_stands(address: str, open_page: Open) -> None:
    page = open_page(address)
    ask(page, EN)
    shown_page(page, 8)
    options = page.locator(".kt-outline option")
    page.wait_for_function("document.querySelectorAll('.kt-outline option').length > 5")
    titles = options.all_inner_texts()
    place = next(number for number, title in enumerate(titles) if "はじめに" in title)
    page.locator(".kt-outline select").select_option(index=place)
    shown_page(page, 2)


def test_what_is_told_of_a_document_is_told_by_address_too(address: str, open_page: Open) -> None:
    page = open_page(address)
    request = page.request
    listed = request.get(f"{address}kotae/find?id=critical-minerals-brief&text=%EF%BC%B2%EF%BC%A5%EF%BC%A5").json()
    assert not listed["more"]
    for query in (
        "words?id=nothing&n=1",
        "words?id=critical-minerals-brief&n=11",
        "words?id=tea.txt&n=1",
        "outline?id=x",
    ):
        assert request.get(f"{address}kotae/{query}").status == 404, query
    words = request.get(f"{address}kotae/words?id=critical-minerals-brief&n=8").json()
    assert "3月12日" in "".join(word[0] for word in words).replace(" ", "")
    assert json.dumps(words)
