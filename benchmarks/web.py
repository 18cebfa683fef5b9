"""The web interface: how long until it answers, until a result is painted, and when twenty sessions ask at once.

Run: python benchmarks/web.py [--corpus FOLDER]
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from machine import stamp
from questions import QUESTIONS, ROOT, read_set
from rows import Row, table

from kotae import Kotae
from kotae.index.build import build
from kotae.settings import load

sys.path.append(str(ROOT / "tests"))

from served import CHROMIUM_ARGUMENTS, chromium, command_serving

SESSIONS = 20
_RESULTS = 8
# Milliseconds that an answer is looked at: its page comes in, and the next question is not asked beside that.
_READ = 1000
# What is waited for is told by the page: to look for it at every frame would have the browser make frames all the time, on
# the processors that work out the answer.
_PAINTED = """() => {
  let pressed = 0, tell = null;
  window.asked = () => { window.painted = new Promise((resolve) => { tell = resolve; }); };
  addEventListener('keydown', (event) => { if (event.key === 'Enter') pressed = performance.now(); }, true);
  let last = document.querySelector('#kt-result [data-turn]').dataset.turn;
  new MutationObserver(() => {
    const turn = document.querySelector('#kt-result [data-turn]').dataset.turn;
    if (turn === last) return;
    last = turn;
    requestAnimationFrame(() => setTimeout(() => tell(performance.now() - pressed)));
  }).observe(document.querySelector('#kt-result'), { subtree: true, childList: true, attributes: true });
}"""


def rows(corpus: Path) -> Iterable[Row]:
    """Serve a corpus and measure; every question is asked once, so that no answer was worked out before."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = load(corpus=corpus, index=folder / "index")
        build(settings.recipe, settings.index)
        with command_serving(folder, "--corpus", str(corpus)):
            pass  # once unmeasured: its files are in the page cache from here on
        questions = [str(question["question"]) for question in read_set(QUESTIONS)]
        started = time.perf_counter()
        with command_serving(folder, "--corpus", str(corpus)) as address:
            yield Row("kotae serve", "until it answers", f"{time.perf_counter() - started:.1f} s", "1")
            yield from _painted(address, questions[1::3])
            yield from _at_once(address, [one for place, one in enumerate(questions) if place % 3 != 1], settings)


def _painted(address: str, questions: Sequence[str]) -> Iterable[Row]:
    """Ask in Chromium; from pressing Enter to the first frame that has the result."""
    path = chromium()
    if path is None:
        yield Row("web interface", "skipped: no Chromium", "", "")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS).new_page()
        page.goto(address)
        field = page.locator("#kt-question textarea")
        field.wait_for()
        page.wait_for_load_state("networkidle")
        page.evaluate(_PAINTED)
        seconds = []
        for question in questions:
            field.fill(question)
            page.evaluate("asked()")
            field.press("Enter")
            seconds.append(page.evaluate("painted") / 1000)
            page.wait_for_timeout(_READ)
    yield from _times("web interface", "from Enter to the result painted", seconds)


def _at_once(address: str, questions: Sequence[str], settings: Any) -> Iterable[Row]:
    """Let sessions ask one question after the other, all sessions at once.

    They post as the page does: gradio_client takes longer itself than the answer that it asks for, on the same cores.
    """
    import httpx

    clients = [httpx.Client(base_url=address, timeout=60) for _ in range(SESSIONS)]
    answers: dict[str, Any] = {}
    seconds: list[float] = []

    def ask(client: httpx.Client, own: Sequence[str]) -> None:
        for question in own:
            started = time.perf_counter()
            asked = {"data": [question, _RESULTS, None, "any", "all", None, None]}
            answers[question] = client.post("gradio_api/run/ask", json=asked).json()["data"][0]
            seconds.append(time.perf_counter() - started)

    threads = [
        threading.Thread(target=ask, args=(client, questions[number::SESSIONS]))
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kotae = Kotae.open(settings=settings)
    same = sum(answers.get(one) == json.loads(json.dumps(kotae.ask(one, _RESULTS).to_dict())) for one in questions)
    name = f"{SESSIONS} sessions asking at once"
    yield Row(name, "answered as each would be alone", f"{same / len(questions):.3f}", str(len(questions)))
    yield from _times(name, "one answer", seconds)


def _times(name: str, what: str, seconds: Sequence[float]) -> Iterable[Row]:
    last = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    yield Row(name, f"{what}: median", f"{1000 * statistics.median(seconds):.0f} ms", str(len(seconds)))
    yield Row(name, f"{what}: 95th percentile", f"{1000 * last:.0f} ms", str(len(seconds)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    print(f"{stamp()}\n\n{table(list(rows(parser.parse_args().corpus)))}")
