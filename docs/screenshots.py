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

from served import CHROMIUM_ARGUMENTS, chromium, command_serving  # noqa: E402 (it is found only now)

SUM = "先端半導体の国内生産拠点の確保に2021年度から2024年度まで合計いくら?"
DATE = "When did Northvolt go under?"
RESERVES = "How large are the estimated rare earth reserves of Greenland?"
QUESTIONS = 24  # of the committed set, so that the picture takes a minute


def main() -> None:
    """Serve a copy of the corpus and take the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        settings = load(corpus=folder / "corpus", index=folder / "index")
        build(settings.recipe, settings.index)
        with command_serving(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
            desktop = asked(browser, address, SUM, locale="ja-JP", viewport={"width": 1360, "height": 860})
            desktop.screenshot(path=ROOT / "docs" / "desktop.png")
            english = asked(browser, address, RESERVES, locale="en-US", viewport={"width": 1360, "height": 860})
            english.locator("[data-glossed] .kt-glosses summary").click()
            english.evaluate("scrollTo(0, 0)")
            english.wait_for_timeout(300)
            english.screenshot(path=ROOT / "docs" / "desktop.en.png")
            page = asked(browser, address, DATE, locale="en-US", viewport={"width": 1360, "height": 900})
            page.locator("#kt-page").screenshot(path=ROOT / "docs" / "page.png")
            phone = {"viewport": {"width": 390, "height": 800}, "device_scale_factor": 2, "color_scheme": "dark"}
            asked(browser, address, SUM, locale="ja-JP", **phone).screenshot(path=ROOT / "docs" / "mobile.png")
            evaluated(browser, address, folder).screenshot(path=ROOT / "docs" / "evaluate.png")
            browser.close()


def evaluated(browser: Browser, address: str, folder: Path) -> Any:
    """Return a page on which a question set has been run."""
    lines = (ROOT / "tests" / "questions" / "critical-minerals.jsonl").read_text(encoding="utf-8").splitlines()
    questions = folder / "critical-minerals.jsonl"
    questions.write_text("\n".join(lines[:QUESTIONS]) + "\n", encoding="utf-8")
    page = browser.new_context(locale="en-US", viewport={"width": 1360, "height": 900}).new_page()
    page.goto(address)
    page.get_by_role("tab", name="Evaluate").click()
    page.locator("#kt-run [data-turn]").wait_for()
    page.locator("#kt-set-upload input[type=file]").set_input_files(questions)
    page.locator("#kt-evaluate-message .kt-message.done").wait_for()
    page.get_by_role("button", name="Run", exact=True).click()
    page.locator(".kt-run").wait_for(timeout=300_000)
    page.wait_for_timeout(1_500)  # the report within the page comes up
    return page


def asked(browser: Browser, address: str, question: str, **options: Any) -> Any:
    """Return a page on which a question has been answered and its evidence is shown."""
    page = browser.new_context(**options).new_page()
    page.goto(address)
    page.locator("#kt-question textarea").fill(question)
    page.locator("#kt-question textarea").press("Enter")
    page.locator(".kt-result").wait_for()
    page.locator(".kt-sheet.page img").wait_for()
    if page.locator("[data-glossing]").count():
        page.locator("[data-glossed]").wait_for(state="attached")
    page.wait_for_timeout(500)  # fonts and scrolling settle
    return page


if __name__ == "__main__":
    main()
