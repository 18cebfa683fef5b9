"""JSQuAD's validation split (JGLUE, CC BY-SA 4.0): find a question's paragraph among all of them, and its answer there."""

import json
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import processes
from rows import Row

from kotae import Kotae
from kotae.evaluation.measures.catalogue import METRICS
from kotae.evaluation.sets.imports import import_set
from kotae.evaluation.sets.read import read_set
from kotae.index.build import build
from kotae.settings import Settings, load

FILE = "jsquad-valid-v1.3.json"
_ONE_BY_ONE, _UNMEASURED = 400, 20


class Paragraph(NamedTuple):
    """One paragraph and what is asked about it: its file's name, its Markdown, questions with their answers."""

    name: str
    markdown: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]


def paragraphs(path: Path, sample: int | None = None) -> list[Paragraph]:
    """Read the split; with `sample`, so many paragraphs, evenly spread."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    listed = [paragraph for article in articles for paragraph in article["paragraphs"]]
    chosen = listed if sample is None else _spread(listed, sample)
    return [_paragraph(number, one) for number, one in enumerate(chosen)]


def _spread(listed: list, sample: int) -> list:
    """Return so many of a list, evenly spread; all where there are not so many."""
    count = min(sample, len(listed))
    return [listed[number * len(listed) // count] for number in range(count)]


def _paragraph(number: int, listed: dict) -> Paragraph:
    title, _, body = listed["context"].partition(" [SEP] ")
    asked = tuple((one["question"], tuple(gold["text"] for gold in one["answers"])) for one in listed["qas"])
    return Paragraph(f"{number:04}.md", f"# {title}\n\n{body}\n", asked)


def rows(path: Path, sample: int | None = None) -> Iterable[Row]:
    """Import the split, index it, let `kotae eval` answer it, and ask some of its questions one by one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = import_set(sampled(path, sample, folder), folder / "set")
        assert made.corpus is not None
        settings = load(corpus=made.corpus, index=folder / "index")
        started = time.perf_counter()
        build(settings.recipe, settings.index)
        indexing = time.perf_counter() - started
        one_by_one, model_alone, model_batched = _alone(made.questions_file, settings)
        options = ["--index", str(settings.index), "--out", str(folder / "run")]
        run = processes.run_all(["eval", str(made.questions_file), *options])
        told = json.loads((folder / "run" / "run.json").read_text(encoding="utf-8"))
    figures, count = told["summary"]["overall"], str(told["questions"])
    on = "JSQuAD" if sample is None else f"JSQuAD, a sample of {made.documents} paragraphs"
    for metric in ("R@1", "nDCG@10", "contains", "exact", "f1", "false_refusals"):
        yield Row(on, METRICS[metric].label, f"{figures[metric]['value']:.3f}", str(figures[metric]["count"]))
    yield Row(on, "indexing", f"{indexing:.0f} s", f"{made.documents} files")
    yield Row(on, "asking one by one, warm: mean", f"{1000 * one_by_one:.1f} ms", str(_ONE_BY_ONE))
    yield Row(on, "in one run: mean", f"{1000 / told['questions_per_second']:.1f} ms", count)
    yield Row(
        on,
        "the model alone, one by one and in batches",
        f"{1000 * model_alone:.1f}, {1000 * model_batched:.1f} ms",
        count,
    )
    yield Row(on, "kotae eval, whole command", f"{run.seconds:.0f} s", count)
    yield Row(on, "peak memory of all its processes", f"{run.memory / 2**20:.0f} MiB", count)


def sampled(path: Path, sample: int | None, folder: Path) -> Path:
    """Return the split's file, or one with so many of its paragraphs, evenly spread."""
    if sample is None:
        return path
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    listed = [(article["title"], paragraph) for article in articles for paragraph in article["paragraphs"]]
    data = [{"title": title, "paragraphs": [paragraph]} for title, paragraph in _spread(listed, sample)]
    (folder / path.name).write_text(json.dumps({"data": data}, ensure_ascii=False), encoding="utf-8")
    return folder / path.name


def _alone(questions: Path, settings: Settings) -> tuple[float, float, float]:
    """Return seconds a question: asked one by one; read by the model alone, one by one; the same in batches."""
    kotae = Kotae.open(settings=settings)
    asked = [one.question for one in read_set(questions)]
    for question in asked[:_UNMEASURED]:
        kotae.ask(question)
    few = asked[-_ONE_BY_ONE:]
    ask = _timed(lambda: [kotae.ask(question) for question in few]) / len(few)
    alone = _timed(lambda: [kotae.encoder.encode_query(question) for question in few]) / len(few)
    batched = _timed(lambda: kotae.encoder.encode_queries(asked)) / len(asked)
    return ask, alone, batched


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
