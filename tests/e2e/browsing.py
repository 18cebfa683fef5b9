"""What tests in a real browser share: a question is typed and its result waited for; the shown page is looked at."""

import io
import json
from typing import Any

from PIL import Image

# The address is changed once the answer has been painted, together with the rest that goes with it.
_ACCOMPANIED = """() => {
  const { link } = document.querySelector("#kt-result .kt-result").dataset;
  return link === location.search.slice(1);
}"""
_TURN = "document.querySelector('#kt-result [data-turn]').dataset.turn"


def ask(page: Any, question: str) -> Any:
    """Type a question, press Enter, and return the result that answers it, once what goes with it has begun to come."""
    before = turn(page)
    field = page.locator("#kt-question textarea")
    field.fill(question)
    field.press("Enter")
    result = page.locator(f".kt-result[data-question={json.dumps(question, ensure_ascii=False)}]")
    page.wait_for_function(f"(before) => ({_TURN}) !== before", arg=before)
    result.wait_for()
    page.wait_for_function(_ACCOMPANIED)
    return result


def turn(page: Any) -> str:
    """Return what tells one result from the next."""
    return str(page.evaluate(_TURN))


def sheet(page: Any) -> Image.Image:
    """Return the shown page as a picture, once it is the page whose number is shown; it comes with its scroll position."""
    page.wait_for_function(
        """() => {
          const number = document.querySelector(".kt-page-number").textContent.split(" ")[0];
          const image = document.querySelector(".kt-sheet.page img");
          return image && new URL(image.src).searchParams.get("n") === number;
        }"""
    )
    return Image.open(io.BytesIO(page.locator(".kt-page-frame").screenshot())).convert("RGB")


def shown_page(page: Any, number: int) -> None:
    """Wait until the viewer shows a page of the PDF, its picture included."""
    page.wait_for_function(
        """(number) => {
          const image = document.querySelector(".kt-sheet.page img");
          return document.querySelector(".kt-page-number").textContent.startsWith(`${number} /`)
            && image?.complete && new URL(image.src).searchParams.get("n") === String(number);
        }""",
        arg=number,
    )
