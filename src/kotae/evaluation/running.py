"""All questions of a set to their outcomes: batched through the model here, searched and answered in processes beside it."""

import math
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from pathlib import Path

from threadpoolctl import threadpool_limits

from kotae.app import Kotae
from kotae.embedding import Encoder, PassageReader
from kotae.evaluation.asking import Prepared, failed, outcome, prepare
from kotae.evaluation.model import Outcome, Question
from kotae.index import engines
from kotae.index.engine import OpenIndex
from kotae.index.generation import GenerationManifest
from kotae.processes import end_with_parent, pool
from kotae.settings import Settings

# How many questions the model reads at once, and how many go to a process at once.
_BATCH, _CHUNK = 256, 16
# How many chunks wait for each process, so that none is idle while the model reads the next batch.
_AHEAD = 12
# Fewer questions than this for each process are answered sooner without: opening the index takes a second.
_WORTH_A_PROCESS = 100


def outcomes(kotae: Kotae, questions: Sequence[Question], jobs: int) -> Iterator[Outcome]:
    """Ask questions and yield their outcomes, in order, as they come.

    The model reads them in batches in this process. Searching and answering, which is Python, goes to other processes,
    and so does the reading of passages. A process that dies takes one question with it: those that it had are asked again
    one by one.

    Args:
        kotae: what is asked.
        questions: in the order in which they are wanted.
        jobs: how many processes search and answer, at most.
    """
    workers = min(jobs, math.ceil(len(questions) / _WORTH_A_PROCESS))
    if workers < 2:
        for prepared in _prepared(kotae, questions, _CHUNK):
            yield from (outcome(one, kotae.index, kotae.settings.strictness, kotae.reader) for one in prepared)
        return
    chunks = (
        batch[start : start + _CHUNK]
        for batch in _prepared(kotae, questions, _BATCH)
        for start in range(0, len(batch), _CHUNK)
    )
    pending: deque[tuple[list[Prepared], Future[list[Outcome]]]] = deque()
    while True:
        try:
            with _answering(kotae, workers) as answering:
                for chunk in chunks:
                    pending.append((chunk, answering.submit(_answer, chunk)))
                    if len(pending) > _AHEAD * workers:
                        yield from pending[0][1].result()
                        pending.popleft()
                while pending:
                    yield from pending[0][1].result()
                    pending.popleft()
            return
        except BrokenProcessPool:
            suspects = deque(one for chunk, _ in pending for one in chunk)
            pending.clear()
            yield from _one_by_one(kotae, suspects)


def _prepared(kotae: Kotae, questions: Sequence[Question], size: int) -> Iterator[list[Prepared]]:
    for start in range(0, len(questions), size):
        yield prepare(questions[start : start + size], kotae.background)


def _one_by_one(kotae: Kotae, suspects: deque[Prepared]) -> Iterator[Outcome]:
    """Ask questions of which one has killed a process; that one is told by killing another."""
    while suspects:
        with _answering(kotae, 1) as answering:
            while suspects:
                one = suspects.popleft()
                try:
                    yield from answering.submit(_answer, [one]).result()
                except BrokenProcessPool:
                    yield failed(one.question, "its process died: out of memory, or a crash in a library")
                    break


def _answering(kotae: Kotae, workers: int) -> AbstractContextManager[ProcessPoolExecutor]:
    """Start processes that have the index open, and the model with its reader."""
    return pool(workers, _open, kotae.index.folder, kotae.index.manifest, kotae.settings)


_opened: tuple[OpenIndex, float, PassageReader | None] | None = None


def _open(folder: Path, manifest: GenerationManifest, settings: Settings) -> None:
    """Open the index, and load the model for its reader, in a process of the pool."""
    global _opened  # a process of the pool has no other place for what it keeps
    end_with_parent()
    reader = Encoder.load(manifest.model, cache=settings.cache, dtype=settings.dtype).reader()
    threadpool_limits(1)  # one process for each processor: threads of their own would fight over them
    _opened = engines.open_again(settings.place, folder, manifest), settings.strictness, reader


def _answer(chunk: list[Prepared]) -> list[Outcome]:
    """Answer some questions in a process of the pool."""
    assert _opened is not None
    index, strictness, reader = _opened
    return [outcome(one, index, strictness, reader) for one in chunk]
