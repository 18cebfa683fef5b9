"""Everything that Kotae measures, as one Markdown table with its date and machine.

Run: python benchmarks/run.py [--write] [--sample N] [--skip-jsquad]
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import jsquad
import processes
import web
from machine import stamp
from questions import QUESTIONS, ROOT, Outcome, outcome, read_set
from rows import Row, between_markers, table

from kotae import Kotae
from kotae.index.build import build
from kotae.settings import load

BRIEF = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
README = ROOT / "benchmarks" / "README.md"
_RESULTS = 10


def main() -> None:
    """Measure, print the table, and put it into README.md where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    parser.add_argument("--sample", type=int, metavar="N", help="of JSQuAD, take N paragraphs and their questions only")
    parser.add_argument("--skip-jsquad", action="store_true", help="leave JSQuAD out")
    options = parser.parse_args()
    if options.write and options.sample:
        parser.error("a sample's figures are for trying things out; leave out --sample or --write")
    rows = list(_measured(options.sample, options.skip_jsquad))
    rendered = f"{stamp()}\n\n{table(rows)}"
    print(rendered)
    if options.write:
        README.write_text(between_markers(README.read_text(encoding="utf-8"), rendered), encoding="utf-8")


def _measured(sample: int | None, skip_jsquad: bool) -> Iterable[Row]:
    _say("question set over the brief")
    yield from question_rows("brief (PDF)", BRIEF, times=True)
    reports = sorted((SHARED / "report").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        for report in reports:
            (Path(folder) / report.name).write_bytes(report.read_bytes())
        if reports:
            _say("question set over the report")
            yield from question_rows("report (text)", Path(folder))
        else:
            yield Row("report (text)", "skipped: no ../shared/report", "", "")
    _say("whole commands")
    yield from processes.rows_from_small_process(BRIEF)
    _say("web interface")
    yield from web.rows(BRIEF)
    validation = SHARED / "eval" / jsquad.FILE
    if skip_jsquad:
        yield Row("JSQuAD", "skipped: --skip-jsquad", "", "")
    elif not validation.is_file():
        yield Row("JSQuAD", f"skipped: no ../shared/eval/{jsquad.FILE}", "", "")
    else:
        _say("JSQuAD (this takes minutes)")
        yield from jsquad.rows(validation, sample)


def question_rows(name: str, corpus: Path, *, times: bool = False) -> Iterable[Row]:
    """Ask the question set over a corpus: where the evidence ranks, what is answered, what is refused, how fast."""
    with tempfile.TemporaryDirectory() as index:
        outcomes, seconds = ask_all(corpus, Path(index))
    for language in ("ja", "en"):
        own = [one for one in outcomes if one.question["language"] == language]
        answerable = [one for one in own if one.question["answerable"]]
        others = [one for one in own if not one.question["answerable"]]
        asked = f"{name}, {language}"
        yield _share(asked, "evidence first", answerable, (one.rank == 1 for one in answerable))
        yield _share(asked, "evidence among the first five", answerable, (1 <= one.rank <= 5 for one in answerable))
        yield _share(asked, "answer right", answerable, (one.right for one in answerable))
        yield _share(asked, "unanswerable refused", others, (one.right for one in others))
    if times:
        count = str(len(seconds))
        yield Row(name, "one answer, warm: median", f"{1000 * statistics.median(seconds):.0f} ms", count)
        yield Row(name, "one answer, warm: 95th percentile", f"{1000 * percentile(seconds, 95):.0f} ms", count)


def ask_all(corpus: Path, index: Path) -> tuple[list[Outcome], list[float]]:
    """Index a corpus and ask the whole question set, one of them unmeasured ahead; return outcomes and seconds."""
    settings = load(corpus=corpus, index=index)
    build(settings.recipe, settings.index)
    kotae = Kotae.open(settings=settings)
    questions = read_set(QUESTIONS)
    kotae.ask(str(questions[0]["question"]), _RESULTS)
    outcomes, seconds = [], []
    for question in questions:
        started = time.perf_counter()
        result = kotae.ask(str(question["question"]), _RESULTS)
        seconds.append(time.perf_counter() - started)
        outcomes.append(outcome(question, result))
    return outcomes, seconds


def percentile(values: list[float], percent: int) -> float:
    """Return the smallest value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _share(measured_on: str, what: str, members: list, hits: Iterable[bool]) -> Row:
    return Row(measured_on, what, f"{sum(hits) / len(members):.3f}" if members else "", str(len(members)))


def _say(stage: str) -> None:
    print(f"{stage} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
