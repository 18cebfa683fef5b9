"""How well printed pages are read back from pictures, and how fast, by each OCR engine that is installed.

Run: python benchmarks/ocr/run.py [--write] [--only ENGINE] [--pages NUMBERS]
"""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

sys.path += [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "tests")]

import engines
import numpy as np
from machine import stamp
from pages import KINDS, Picture, Printed, clean, degraded, printed
from playwright.sync_api import sync_playwright
from rows import between_markers
from scoring import Read, Score, score
from served import CHROMIUM_ARGUMENTS, chromium

README = Path(__file__).with_name("README.md")
_STATES = ("clean", "degraded")
_GROUPS = {
    "Japanese": lambda kind: kind.languages == "ja" and not kind.vertical and not kind.table,
    "English": lambda kind: kind.languages == "en" and not kind.table,
    "both": lambda kind: kind.languages == "ja en" and not kind.table,
    "two columns": lambda kind: kind.columns == 2,
    "vertical": lambda kind: kind.vertical,
    "tables": lambda kind: bool(kind.table),
}


class Measured(NamedTuple):
    """How one page was read by one engine, in one state: its score, and seconds by the clock and of the processors."""

    kind: int
    state: str
    score: Score
    seconds: float
    processor: float


def main() -> None:
    """Measure the engines, print the table, and put it into README.md where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/ocr/README.md")
    parser.add_argument("--only", choices=engines.available(), help="measure one engine alone")
    parser.add_argument("--pages", help="numbers of pages from 0, with commas; else all twenty")
    options = parser.parse_args()
    if options.write and (options.only or options.pages):
        parser.error("what is written is measured whole: leave out --write, --only or --pages")
    numbers = [int(number) for number in options.pages.split(",")] if options.pages else list(range(len(KINDS)))
    chosen = {name: made for name, made in engines.available().items() if options.only in (None, name)}
    pages = _printed()
    measured = {name: list(_measured(engine, pages, numbers, name)) for name, (engine, _) in chosen.items()}
    told = "\n".join([stamp(), "", *_table(measured), "", "; ".join(version for _, version in chosen.values()) + "."])
    print(told)
    if options.write:
        README.write_text(between_markers(README.read_text(encoding="utf-8"), told), encoding="utf-8")


def _printed() -> list[Printed]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        return printed(browser)


def _measured(
    engine: engines.Engine, pages: Sequence[Printed], numbers: Iterable[int], name: str
) -> Iterable[Measured]:
    engine(clean(pages[0])[:900], False)  # loading is not measured
    for number in numbers:
        page = pages[number]
        for state in _STATES:
            picture, skew = (clean(page), 0.0) if state == "clean" else degraded(page, number)
            started, processor = time.perf_counter(), _processor()
            read = engine(picture, page.kind.vertical)
            seconds, processor = time.perf_counter() - started, _processor() - processor
            placed = read if name == engines.LEVELLING else _levelled(read, skew, picture)
            scale = page.width / picture.shape[1]
            points = [c._replace(x=c.x * scale, y=c.y * scale) for c in placed]
            found = Measured(number, state, score(page.lines, points), seconds, processor)
            print(f"{name}, {page.kind.name}, {state}: {found.score.right:.4f}, {seconds:.1f} s", file=sys.stderr)
            yield found


def _processor() -> float:
    """Return the processor seconds of this process and of those that it waited for."""
    times = os.times()
    return float(times.user + times.system + times.children_user + times.children_system)


def _levelled(read: Sequence[Read], skew: float, picture: Picture) -> list[Read]:
    """Return characters as they lie on the page that was not yet aslant; it was turned to the left by so many degrees."""
    angle, middle = np.radians(skew), (picture.shape[1] / 2, picture.shape[0] / 2)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    return [
        c._replace(
            x=middle[0] + (c.x - middle[0]) * cosine - (c.y - middle[1]) * sine,
            y=middle[1] + (c.x - middle[0]) * sine + (c.y - middle[1]) * cosine,
        )
        for c in read
    ]


def _table(measured: dict[str, list[Measured]]) -> Iterable[str]:
    yield f"| pages | state | n | {' | '.join(measured)} |"
    yield f"|---|---|---:|{'---:|' * len(measured)}"
    for state in _STATES:
        for group, belongs in {"all": lambda kind: True, **_GROUPS}.items():
            rows = {
                name: [m for m in found if m.state == state and belongs(KINDS[m.kind])]
                for name, found in measured.items()
            }
            count = len(next(iter(rows.values())))
            if count:
                yield f"| {group} | {state} | {count} | {' | '.join(_right(found) for found in rows.values())} |"
    for what, of in (
        ("seconds a page, median", median),
        ("seconds a page, greatest", max),
        ("processor seconds, mean", fmean),
    ):
        cells = (
            f"{of([m.processor if 'processor' in what else m.seconds for m in found]):.1f}"
            for found in measured.values()
        )
        yield f"| all | {what} | {sum(len(found) for found in measured.values()) // len(measured)} | {' | '.join(cells)} |"


def _right(found: Sequence[Measured]) -> str:
    edits, characters = sum(m.score.edits for m in found), sum(m.score.characters for m in found)
    return f"{1 - edits / characters:.4f}"


if __name__ == "__main__":
    main()
