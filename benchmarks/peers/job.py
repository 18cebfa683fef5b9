"""What run.py and a worker tell each other: documents and questions one way, hits and times the other; JSON in files.

Every worker is a process of its own in the environment of its system, so that this module needs nothing but Python.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is to do: index a folder's files, ask every question, return so many hits of each.

    `model` is the folder of the embedding model, `answers` whether a system that answers is to answer too, `texts` whether
    the hits' texts are wanted or only which documents they are in.
    """

    corpus: str
    model: str
    questions: list[str]
    hits: int
    answers: bool
    texts: bool

    def files(self) -> list[Path]:
        """Return the documents in the order of their names."""
        return sorted(path for path in Path(self.corpus).iterdir() if path.is_file())


class Hit(NamedTuple):
    """A piece of a document that a system found: the document's file name, its page from 1 where known, its text."""

    document: str
    page: int | None
    text: str


class Asked(NamedTuple):
    """What came of one question: hits, best first; whether it was refused, None where the system never refuses."""

    hits: list[Hit]
    refused: bool | None = None


class Ready(NamedTuple):
    """A system with its documents indexed: how many pieces it made, how it is asked, how it searches without answering.

    `searching` is None where asking is nothing but searching; `remark` is printed under the table.
    """

    pieces: int
    asking: Callable[[str], Asked]
    searching: Callable[[str], object] | None = None
    remark: str = ""


def work(prepare: Callable[[Job], Ready], packages: Sequence[str]) -> None:
    """Do the job in the file named first on the command line, and write what came of it into the second.

    Arguments: prepare, which indexes and returns how to ask; packages, whose versions are told.
    """
    job = Job(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    ready = prepare(job)
    found = {"ready": time.time(), "pieces": ready.pieces, "remark": ready.remark}
    asked, seconds = timed(ready.asking, job.questions)
    searching = timed(ready.searching, job.questions)[1] if ready.searching and job.answers else seconds
    found |= {"seconds": seconds, "searching": searching, "packages": {name: version(name) for name in packages}}
    found["asked"] = [one._replace(hits=shown(one.hits, job.texts)) for one in asked]
    Path(sys.argv[2]).write_text(json.dumps(found), encoding="utf-8")


def timed(ask: Callable, questions: Sequence[str]) -> tuple[list, list[float]]:
    """Ask one by one, the first question once more ahead; return what came back, and the seconds that each took."""
    ask(questions[0])
    answers, seconds = [], []
    for question in questions:
        started = time.perf_counter()
        answers.append(ask(question))
        seconds.append(time.perf_counter() - started)
    return answers, seconds


def shown(hits: Sequence[Hit], texts: bool) -> list[Hit]:
    """Return the hits as they are, or without their texts, and then each document once."""
    return list(hits) if texts else [Hit(name, None, "") for name in dict.fromkeys(hit.document for hit in hits)]
