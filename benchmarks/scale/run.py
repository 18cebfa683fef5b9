"""How the cost of a question grows with the index: time by stage, opening, memory and disk, in a table and a picture.

Run: python benchmarks/scale/run.py JSQUAD [--sizes 1000 10000 100000 1000000] [--folder DIR] [--write]
"""

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from machine import stamp
from made import made
from picture import picture
from rows import between_markers

from kotae import Kotae
from kotae.evaluation.sets.imports import import_set
from kotae.evaluation.sets.read import read_set
from kotae.index import files
from kotae.index.build import build, prepare
from kotae.index.compared import FAR, LIKELY
from kotae.index.opened import LocalIndex, checked, open_generation, open_index
from kotae.index.segmented import SegmentedVectors
from kotae.question.model import Question
from kotae.retrieval import search
from kotae.settings import load

README = Path(__file__).with_name("README.md")
PICTURE = Path(__file__).with_name("growth.svg")
_QUESTIONS = 60
_STAGES = ("search, whole", "vectors", "words", "token vectors", "the rest")
_COLUMNS = (*_STAGES, "opening", "memory", "disk", "recall@10", "adding", "all checksums")
_IN_A_DOCUMENT = 50


def main() -> None:
    """Measure every size and print the table, and put it into the README where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jsquad", type=Path, help="jsquad-valid-v1.3.json of JGLUE")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the indexes are made and left, to be used again")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/scale/README.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        rows = _measured(options.jsquad, options.sizes, options.folder or Path(name))
    rendered = f"{stamp()}\n\n{_table(rows)}"
    print(rendered)
    if options.write:
        README.write_text(between_markers(README.read_text(encoding="utf-8"), rendered), encoding="utf-8")
        PICTURE.write_text(
            picture({size: row[: len(_STAGES)] for size, row in rows.items()}, _STAGES), encoding="utf-8"
        )


def _measured(jsquad: Path, sizes: list[int], folder: Path) -> dict[int, list[float]]:
    kotae, asked = _real(jsquad, folder)
    questions = [kotae.understand(text, split=False).questions[0] for text in asked]
    rows = {}
    for size in sizes:
        place = folder / f"made-{size}"
        if not place.is_dir():
            _say(f"making {size} passages")
            _say(f"made in {_seconds(partial(made, kotae.index, size, place)):.0f} s of processor time")
        _say(f"asking {size} passages")
        rows[size] = _row(place / "index", size, questions, kotae)
    return rows


def _real(jsquad: Path, folder: Path) -> tuple[Kotae, list[str]]:
    """Index JSQuAD's paragraphs; the questions are evenly spread."""
    if not (folder / "set").is_dir():
        import_set(jsquad, folder / "set")
    told = read_set(next((folder / "set").glob("*.jsonl")))
    corpus = next(path for path in (folder / "set").iterdir() if path.is_dir())
    settings = load(corpus=corpus, index=folder / "index")
    _say("indexing JSQuAD")
    build(settings.recipe, settings.index)
    asked = [question.question for question in told]
    return Kotae.open(settings=settings), asked[:: len(asked) // _QUESTIONS][:_QUESTIONS]


def _row(place: Path, size: int, questions: list[Question], kotae: Kotae) -> list[float]:
    """Return what `_COLUMNS` names: milliseconds of one core by stage, and for opening with what is verified before; seconds of
    the cores for adding a document, and for reading every byte to verify it; MiB that the process needed for the questions;
    KB a passage on the disk; the share of the exact search's first ten hits."""
    opening = 1000 * _seconds(lambda: open_index(place))
    index = open_index(place)
    chances = np.random.default_rng(0)
    stages: list[Callable[[Question], object]] = [
        lambda question: search.search(question, index, 10),
        lambda question: _looked_at(question.vector, index.vectors),
        lambda question: index.compared(question, search.Among()),
        lambda question: index.vectors.late_scores(question.token_vectors, chances.integers(0, size, 64)),
    ]
    for question in questions[:10]:
        stages[0](question)
    whole, vectors, first, closer = (_median(stage, questions) for stage in stages)
    parts = [vectors, max(0.0, first - vectors), closer]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rest, disk = max(0.0, whole - sum(parts)), files.size(index.folder) / size / 1000
    checksums = _seconds(lambda: checked(place, whole=True))
    recall = _recall(index, questions)
    return [whole, *parts, rest, opening, memory, disk, recall, _adding(place.parent, kotae), checksums]


def _adding(place: Path, kotae: Kotae) -> float:
    """Return the seconds of the cores that adding a document of 50 passages takes, as in a server, whose model is loaded."""
    texts = [unit.text for unit in kotae.index.records.units()[:_IN_A_DOCUMENT]]
    with tempfile.TemporaryDirectory(dir=place.parent) as name:
        copy = Path(name) / "made"
        shutil.copytree(place, copy, copy_function=os.link)
        (copy / "corpus" / "one-more.md").write_text("\n\n".join(texts), encoding="utf-8")
        recipe = replace(kotae.settings.recipe, corpus=copy / "corpus")
        started = os.times()
        ready = prepare(recipe)
        began = time.monotonic()
        report = build(recipe, copy / "index", embed=kotae.encoder.each_passage, ready=ready)
        _say(f"added in {time.monotonic() - began:.1f} s: {report.read} document, {report.documents} in all")
        ended = os.times()
    return sum(ended[:4]) - sum(started[:4])


def _recall(index: LocalIndex, questions: list[Question]) -> float:
    exact = open_generation(index.folder, index.manifest)
    for part in exact.vectors._parts:
        part.near = None
    shares = []
    for question in questions:
        wanted, given = ({hit.number for hit in search.search(question, where, 10)} for where in (exact, index))
        shares.append(len(wanted & given) / len(wanted))
    return statistics.mean(shares)


def _seconds(what: Callable[[], object]) -> float:
    started = time.process_time()
    what()
    return time.process_time() - started


def _looked_at(query: np.ndarray, vectors: SegmentedVectors) -> None:
    """Compare the nearest and the farthest of many vectors, or all where they are few."""
    near, far = (vectors.nearest(of, count, None, vectors.units) for of, count in ((query, LIKELY), (-query, FAR)))
    vectors.scores(query, np.arange(vectors.units) if near is None else np.concatenate([near, far]))


def _median(stage: Callable[[Question], object], questions: list[Question]) -> float:
    """Return the median of one core's milliseconds: other processes on the machine change it least."""
    taken = []
    for question in questions:
        started = time.process_time()
        stage(question)
        taken.append(1000 * (time.process_time() - started))
    return statistics.median(taken)


def _table(rows: dict[int, list[float]]) -> str:
    units = ["ms"] * len(_STAGES) + ["ms", "MiB", "KB a passage", "", "s", "s"]
    head = " | ".join(f"{name} ({unit})" if unit else name for name, unit in zip(_COLUMNS, units, strict=True))
    lines = [f"| passages | {head} |", f"|{'---:|' * (len(_COLUMNS) + 1)}"]
    lines += [f"| {size:,} | {' | '.join(_rounded(value) for value in row)} |" for size, row in rows.items()]
    return "\n".join(lines)


def _rounded(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 2 else f"{value:.3f}"


def _say(stage: str) -> None:
    print(f"{stage} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
