"""Kotae side by side with what people would pick instead, as one Markdown table with its date and machine.

Run: python benchmarks/peers/run.py [--write] [--sample N] [--skip-jsquad]
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

import environment
import jsquad
import scoring
from comparison import Measure, next_work, table
from job import Asked, Job
from machine import stamp
from measure import Run, run_worker
from questions import QUESTIONS, ROOT, read_set
from rows import between_markers

from kotae.embedding.source import bundled_folder

HERE = Path(__file__).resolve().parent
README = HERE / "README.md"
BRIEF = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"
VALIDATION = ROOT.parent / "shared" / "eval" / jsquad.FILE
SYSTEMS = {
    "Kotae": "kotae",
    "LlamaIndex": "llama_index",
    "Haystack": "haystack",
    "txtai": "txtai",
    "LangChain": "langchain",
    "bm25s": "bm25s",
}
_SHOWN, _DEEP = 10, 64
# How often memory is looked at, in seconds: often in a run whose times do not count, never in one whose times do.
_OFTEN, _SELDOM, _NEVER = 0.1, 1.0, 3600.0

Runs = Mapping[str, Run]
Questions = Sequence[Mapping[str, object]]


def main() -> None:
    """Measure all systems, print the table, and put it into README.md where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/peers/README.md")
    parser.add_argument("--sample", type=int, metavar="N", help="of JSQuAD, take N paragraphs and their questions only")
    parser.add_argument("--skip-jsquad", action="store_true", help="leave JSQuAD out")
    options = parser.parse_args()
    if options.write and (options.sample or options.skip_jsquad):
        parser.error("what is written is measured whole: leave out --write, or --sample and --skip-jsquad")
    rendered = _measured(options.sample, options.skip_jsquad)
    print(rendered)
    if options.write:
        README.write_text(between_markers(README.read_text(encoding="utf-8"), rendered), encoding="utf-8")


def _measured(sample: int | None, skip_jsquad: bool) -> str:
    peers = environment.python(HERE / "requirements.txt", ".venv-peers", "some minutes, 2 GB")
    ahead, brief = over_brief(peers)
    measures = brief_rows(ahead, brief)
    if skip_jsquad:
        measures.append(_said("JSQuAD", "skipped: --skip-jsquad"))
    elif not VALIDATION.is_file():
        measures.append(_said("JSQuAD", f"skipped: no ../shared/eval/{jsquad.FILE}"))
    else:
        measures += jsquad_rows(peers, sample)
    systems = list(SYSTEMS)
    lines = [stamp(), "", table(measures, systems), "", next_work(measures, systems), ""]
    return "\n".join([*lines, *_notes(brief)])


def over_brief(peers: Path) -> tuple[Runs, Runs]:
    """Ask the question set over the brief twice: once with an eye on the memory, once more with files cached, for times."""
    asked = [str(question["question"]) for question in read_set(QUESTIONS)]
    with _documents() as folder:
        shutil.copy(BRIEF, folder)
        job = Job(str(folder), str(bundled_folder()), asked, _SHOWN, answers=True, texts=True)
        return tuple(_run(peers, job, "the brief", interval) for interval in (_OFTEN, _NEVER))


def brief_rows(watched: Runs, timed: Runs) -> list[Measure]:
    """Return what the question set over the brief comes to."""
    questions = read_set(QUESTIONS)
    asked = {name: scoring.asked_from(run.told) for name, run in timed.items()}
    answerable = [one for one in questions if one["answerable"]]
    groups = {
        "Japanese": [one for one in answerable if one["language"] == "ja"],
        "English": [one for one in answerable if one["language"] == "en"],
        "tables": [one for one in answerable if one["kind"] in scoring.TABLE_KINDS],
    }
    scores = {
        "evidence first": scoring.found_first,
        "evidence among the first five": scoring.found_in_five,
        f"evidence within the first {scoring.READ:,} characters": scoring.found_in_reading,
    }
    rows = [
        _share(f"brief, {group}", what, questions, asked, own, score)
        for group, own in groups.items()
        for what, score in scores.items()
    ]
    others = [one for one in questions if not one["answerable"]]
    refused = {name: _refused(questions, found) for name, found in asked.items()}
    rows.append(Measure("brief", "unanswerable refused", len(others), "share", "more", refused))
    for what, hits in (("characters of the first hit", 1), ("characters of the first five hits", 5)):
        figures = {name: scoring.characters(found, hits) for name, found in asked.items()}
        rows.append(Measure("brief", what, len(questions), "count", "neither", figures))
    return rows + _costs("brief", watched, timed, len(questions))


def jsquad_rows(peers: Path, sample: int | None) -> list[Measure]:
    """Index JSQuAD's paragraphs as files, ask every question, return what that comes to."""
    listed = jsquad.paragraphs(VALIDATION, sample)
    pairs = [(one.name, question) for one in listed for question, _ in one.questions]
    with _documents() as folder:
        for one in listed:
            (folder / one.name).write_text(one.markdown, encoding="utf-8")
        asked = [question for _, question in pairs]
        job = Job(str(folder), str(bundled_folder()), asked, _DEEP, answers=False, texts=False)
        runs = _run(peers, job, "JSQuAD", _SELDOM)
    name = "JSQuAD" if sample is None else f"JSQuAD, {len(listed)} paragraphs"
    names = [document for document, _ in pairs]
    scored = {system: scoring.recall_and_gain(names, scoring.asked_from(run.told)) for system, run in runs.items()}
    rows = [
        Measure(name, what, len(pairs), "share", "more", {system: two[place] for system, two in scored.items()})
        for place, what in enumerate(("recall@1", "nDCG@10"))
    ]
    return rows + _costs(name, runs, runs, len(pairs))


@contextmanager
def _documents() -> Iterator[Path]:
    """Make an empty folder for documents, the same one every time: LlamaIndex embeds a file's path with its text."""
    folder = Path(tempfile.gettempdir()) / "kotae-peers" / "data"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _run(peers: Path, job: Job, what: str, interval: float) -> Runs:
    runs = {}
    for name, worker in SYSTEMS.items():
        print(f"{what}: {name} …", file=sys.stderr, flush=True)
        interpreter = Path(sys.executable) if worker == "kotae" else peers
        runs[name] = run_worker(interpreter, HERE / f"worker_{worker}.py", job, interval)
    return runs


def _costs(name: str, watched: Runs, timed: Runs, count: int) -> list[Measure]:
    """Return what indexing and asking cost: time, and memory from the runs whose memory was looked at."""
    rows = [Measure(name, "pieces indexed", 0, "count", "neither", _each(timed, lambda one: one.told["pieces"]))]
    rows.append(Measure(name, "indexing, from nothing", 0, "seconds", "less", _each(timed, lambda one: one.indexing)))
    for what, key in (("asking", "seconds"), ("searching alone", "searching")):
        if key == "searching" and all(run.told["seconds"] == run.told["searching"] for run in timed.values()):
            continue
        for which, of in (("median", statistics.median), ("95th percentile", _last)):
            figures = _each(timed, lambda one, key=key, of=of: 1000 * of(one.told[key]))
            rows.append(Measure(name, f"{what}, warm: {which}", count, "milliseconds", "less", figures))
    memory = _each(watched, lambda one: one.memory / 2**20)
    return [*rows, Measure(name, "peak memory", 0, "MiB", "less", memory)]


def _each(runs: Runs, figure: Callable[[Run], float]) -> dict[str, float | None]:
    return {name: figure(run) for name, run in runs.items()}


def _last(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def _share(
    name: str,
    what: str,
    questions: Questions,
    asked: Mapping[str, Sequence[Asked]],
    own: Questions,
    score: Callable[[Mapping[str, object], Asked], bool],
) -> Measure:
    figures = {
        system: scoring.share([score(one, got) for one, got in zip(questions, found, strict=True) if one in own])
        for system, found in asked.items()
    }
    return Measure(name, what, len(own), "share", "more", figures)


def _refused(questions: Questions, asked: Sequence[Asked]) -> float | None:
    """Return the share of the questions without an answer that are refused; None where nothing ever is."""
    told = [got.refused for one, got in zip(questions, asked, strict=True) if not one["answerable"]]
    return None if None in told else scoring.share([bool(one) for one in told])


def _said(name: str, what: str) -> Measure:
    return Measure(name, what, 0, "count", "neither", {})


def _notes(runs: Runs) -> Iterable[str]:
    """Say which versions ran, and what the workers had to remark."""
    for name, run in runs.items():
        versions = ", ".join(f"{package} {number}" for package, number in run.told["packages"].items())
        yield f"{name}: {versions}. {run.told['remark']}".rstrip() + ("  " if name != list(runs)[-1] else "")


if __name__ == "__main__":
    main()
