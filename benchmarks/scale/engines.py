"""Whether Milvus finds what the local index finds: the share of the first ten hits that both have, for several corpora.

Run: python benchmarks/scale/engines.py URL [--brief] [--jsquad FILE [--sample N]] [--documents FOLDER] [--folder DIR] [--write]

URL is a path for Milvus Lite that ends in .db, or a Milvus server's address. Without a corpus the brief is asked.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from jsquad import sampled
from machine import stamp
from questions import QUESTIONS

from kotae import Kotae
from kotae.evaluation.sets.imports import import_set
from kotae.evaluation.sets.read import read_set
from kotae.index.update import update
from kotae.retrieval.search import Among, Hit
from kotae.settings import load

ROOT = Path(__file__).parents[2]
README = Path(__file__).with_name("README.md")
_TEN, _ASKED = 10, 40
_START, _END = "<!-- engines -->\n", "<!-- /engines -->"
_HEAD = (
    "| corpus | units | questions | searches | the same of the first ten | the same first hit | local, p50 | Milvus, p50 "
    "| made in Milvus |"
)


class Corpus(NamedTuple):
    """Documents, and what is asked of them."""

    name: str
    folder: Path
    questions: list[str]


def main() -> None:
    """Measure every corpus and print the table, and put it into the README where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--brief", action="store_true", help="ask the questions about the brief")
    parser.add_argument("--jsquad", type=Path, help="jsquad-valid-v1.3.json of JGLUE")
    parser.add_argument("--sample", type=int, help="so many of JSQuAD's paragraphs, evenly spread")
    parser.add_argument("--documents", type=Path, help="a folder that the questions of documents.txt are asked of")
    parser.add_argument("--folder", type=Path, help="where the local indexes are made and left, to be used again")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/scale/README.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        rows = []
        for corpus in _corpora(options, folder):
            rows.append(_row(corpus, options.url, folder))
            print(rows[-1], file=sys.stderr, flush=True)
    rendered = "\n".join([f"{stamp()}\n", _HEAD, "|---" + "|---:" * 8 + "|", *rows]) + "\n"
    print(rendered)
    if options.write:
        told = README.read_text(encoding="utf-8")
        before, after = told.split(_START)[0], told.split(_END)[1]
        README.write_text(f"{before}{_START}{rendered}{_END}{after}", encoding="utf-8")


def _corpora(options: argparse.Namespace, folder: Path) -> Iterator[Corpus]:
    if options.brief or not (options.jsquad or options.documents):
        asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
        yield Corpus("brief", ROOT / "corpus", asked)
    if options.jsquad:
        if not (folder / "set").is_dir():
            import_set(sampled(options.jsquad, options.sample, folder), folder / "set")
        told = read_set(next((folder / "set").glob("*.jsonl")))
        corpus = next(path for path in (folder / "set").iterdir() if path.is_dir())
        asked = [question.question for question in told]
        yield Corpus("jsquad", corpus, asked[:: len(asked) // _ASKED][:_ASKED])
    if options.documents:
        asked = Path(__file__).with_name("documents.txt").read_text(encoding="utf-8").splitlines()
        yield Corpus("documents", options.documents, asked)


def _row(corpus: Corpus, url: str, folder: Path) -> str:
    """Ask both engines all questions, over all documents and over parts of them."""
    local = load(corpus=corpus.folder, index=folder / f"index-{corpus.name}")
    there = load(
        corpus=corpus.folder,
        index=local.index,
        engine="milvus",
        engine_url=url,
        engine_name=f"bench_{corpus.name}",
        engine_seconds=300,
    )
    update(local.recipe, local.place)
    started = time.perf_counter()
    update(there.recipe, there.place, rebuild=False)
    making = time.perf_counter() - started
    first = Kotae.open(settings=local)
    second = Kotae.open(settings=there, encoder=first.encoder)
    same: list[float] = []
    best: list[bool] = []
    times: tuple[list[float], list[float]] = ([], [])
    for question in corpus.questions:
        for among in _scopes(first):
            hits = [_timed(kotae, question, among, taken) for kotae, taken in zip((first, second), times, strict=True)]
            numbers = [{hit.number for hit in listed} for listed in hits]
            if numbers[0]:
                same.append(len(numbers[0] & numbers[1]) / len(numbers[0]))
                best.append(hits[0][0].number == hits[1][0].number)
    cells = (
        corpus.name,
        f"{first.index.manifest.units:,}",
        f"{len(corpus.questions)}",
        f"{len(same)}",
        f"{statistics.mean(same):.4f}",
        f"{statistics.mean(best):.4f}",
        *(f"{1000 * statistics.median(taken):.0f} ms" for taken in times),
        f"{making:.0f} s",
    )
    return f"| {' | '.join(cells)} |"


def _scopes(kotae: Kotae) -> list[Among]:
    """Return what is searched: everything, one language, passages, half of the documents."""
    half = frozenset(record.id for record in kotae.index.records.documents[::2])
    return [Among(), Among(language="ja"), Among(kinds=frozenset({"passage"})), Among(documents=half)]


def _timed(kotae: Kotae, question: str, among: Among, taken: list[float]) -> list[Hit]:
    started = time.perf_counter()
    hits = kotae.search(question, _TEN, among=among)
    taken.append(time.perf_counter() - started)
    return hits


if __name__ == "__main__":
    main()
