"""The README's pictures, taken from the running application over the committed corpus.

Run: python docs/screenshots.py (needs Chromium, and the packages that `make test` installs)
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from kotae.index.build import build
from kotae.settings import load

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))

from served import CHROMIUM_ARGUMENTS, chromium, serving  # noqa: E402 (it is found only now)

SUM = "先端半導体の国内生産拠点の確保に2021年度から2024年度まで合計いくら?"
DATE = "When did Northvolt go under?"


def main() -> None:
    """Serve a copy of the corpus and take the three pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        settings = load(corpus=folder / "corpus", index=folder / "index")
        build(settings.recipe, settings.index)
        with serving(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
            desktop = asked(browser, address, SUM, locale="ja-JP", viewport={"width": 1360, "height": 860})
            desktop.screenshot(path=ROOT / "docs" / "desktop.png")
            page = asked(browser, address, DATE, locale="en-US", viewport={"width": 1360, "height": 900})
            page.locator("#kt-page").screenshot(path=ROOT / "docs" / "page.png")
            phone = {"viewport": {"width": 390, "height": 800}, "device_scale_factor": 2, "color_scheme": "dark"}
            asked(browser, address, SUM, locale="ja-JP", **phone).screenshot(path=ROOT / "docs" / "mobile.png")
            browser.close()


def asked(browser: Browser, address: str, question: str, **options: Any) -> Any:
    """Return a page on which a question has been answered and its evidence is shown."""
    page = browser.new_context(**options).new_page()
    page.goto(address)
    page.locator("#kt-question textarea").fill(question)
    page.locator("#kt-question textarea").press("Enter")
    page.locator(".kt-result").wait_for()
    page.locator(".kt-sheet.page img").wait_for()
    page.wait_for_timeout(500)  # fonts and scrolling settle
    return page


if __name__ == "__main__":
    main()
