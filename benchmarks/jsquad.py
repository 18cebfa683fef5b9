"""JSQuAD's validation split (JGLUE, CC BY-SA 4.0): find a question's paragraph among all of them, and its answer there."""

import json
import math
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from questions import plain
from rows import Row

from kotae import Kotae
from kotae.answers.answer import JUDGED, answer
from kotae.embedding import Encoder
from kotae.index.build import build
from kotae.index.opened import OpenIndex
from kotae.retrieval import query, search
from kotae.settings import load

FILE = "jsquad-valid-v1.3.json"
_DEEP, _SHOWN = 64, 8


class Paragraph(NamedTuple):
    """One paragraph and what is asked about it: its file's name, its Markdown, questions with their answers."""

    name: str
    markdown: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]


class Found(NamedTuple):
    """What one question found: the rank of its paragraph (0 below the tenth), whether the quote holds the answer."""

    rank: int
    quoted: bool


def paragraphs(path: Path, sample: int | None = None) -> list[Paragraph]:
    """Read the split; with `sample`, so many paragraphs, evenly spread."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    listed = [paragraph for article in articles for paragraph in article["paragraphs"]]
    if sample is not None and sample < len(listed):
        listed = [listed[number * len(listed) // sample] for number in range(sample)]
    return [_paragraph(number, one) for number, one in enumerate(listed)]


def _paragraph(number: int, listed: dict) -> Paragraph:
    title, _, body = listed["context"].partition(" [SEP] ")
    asked = tuple((one["question"], tuple(gold["text"] for gold in one["answers"])) for one in listed["qas"])
    return Paragraph(f"{number:04}.md", f"# {title}\n\n{body}\n", asked)


def rows(path: Path, sample: int | None = None) -> Iterable[Row]:
    """Index every paragraph as a Markdown file, ask every question, score what is found and what is quoted."""
    listed = paragraphs(path, sample)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for one in listed:
            (corpus / one.name).write_text(one.markdown, encoding="utf-8")
        settings = load(corpus=corpus, index=Path(folder) / "index")
        started = time.perf_counter()
        build(settings.recipe, settings.index)
        indexing = time.perf_counter() - started
        kotae = Kotae.open(settings=settings)
        encoder = Encoder.load(settings.model, cache=settings.cache, dtype=settings.dtype)
        started = time.perf_counter()
        found = [
            find(question, answers, one.name, kotae.index, encoder)
            for one in listed
            for question, answers in one.questions
        ]
        asking = (time.perf_counter() - started) / len(found)
    name = "JSQuAD" if sample is None else f"JSQuAD, a sample of {len(listed)} paragraphs"
    count, first = str(len(found)), [one for one in found if one.rank == 1]
    yield Row(name, "recall@1", f"{len(first) / len(found):.3f}", count)
    yield Row(name, "nDCG@10", f"{sum(gain(one.rank) for one in found) / len(found):.3f}", count)
    yield Row(name, "quoted sentence holds the answer", f"{sum(one.quoted for one in found) / len(found):.3f}", count)
    right = sum(one.quoted for one in first) / len(first)
    yield Row(name, "the same, where the right paragraph is first", f"{right:.3f}", str(len(first)))
    yield Row(name, "indexing", f"{indexing:.0f} s", f"{len(listed)} files")
    yield Row(name, "searching and quoting, mean", f"{1000 * asking:.0f} ms", count)


def find(asked: str, answers: tuple[str, ...], name: str, index: OpenIndex, encoder: Encoder) -> Found:
    """Search for one question's paragraph and quote from what comes first; a document ranks by its best hit."""
    text = query.tidy(asked)
    prepared = query.prepare(text, encoder.encode_query(text), index.lexicon)
    hits = search.search(prepared, index, _DEEP)
    ranked = list(dict.fromkeys(hit.document.name for hit in hits))[:10]
    told = answer(prepared, hits[:JUDGED], index, strictness=0.0, shown=_SHOWN).answer
    shown = plain(told.text) if told else ""
    rank = ranked.index(name) + 1 if name in ranked else 0
    return Found(rank, any(plain(gold) in shown for gold in answers))


def gain(rank: int) -> float:
    """Return the nDCG of one relevant document at this rank."""
    return 1 / math.log2(rank + 1) if rank else 0.0
