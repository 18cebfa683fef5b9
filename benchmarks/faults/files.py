"""Bad files: mutated documents, and small files that ask for far too much work, in a corpus with good ones."""

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bombs
from answers import Asker
from changes import index
from commands import Finished, judged
from kills import AT_ONCE
from mutations import mutated
from outcomes import Finding, Outcome
from support import SMALL
from workplace import Workplace

from kotae.documents.reading import ReadingLimits
from kotae.index.opened import checked, open_records

MUTATED, MUTATED_SHORT = 400, 16  # the short form has one of each format but pictures
BATCH = 20
_BOMBS_SHORT = ("calling-forms.pdf",)
# What reading may take here; a document's limit is set low, so that a bomb is stopped in seconds and not in an hour.
_PAGE_SECONDS, _DOCUMENT_SECONDS, _MEGABYTES = 5, 20, 1_000
LIMITS = {
    "KOTAE_READ_SECONDS": _PAGE_SECONDS,
    "KOTAE_DOCUMENT_SECONDS": _DOCUMENT_SECONDS,
    "KOTAE_READ_MB": _MEGABYTES,
}
# Of the largest process of a run, beside its document's own share: the limit is looked at twenty times a second, and a
# process fills some hundred MB between two looks.
_BESIDE_MB = 500
# Processor seconds of a run beside the document's own: starting, the good documents, the dictionary's words.
_BESIDE = 30


def attack_mutated(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding]:
    """Index mutated documents, some at a time, with the small corpus."""
    files = mutated(random.Random(place.seed), MUTATED_SHORT if short else MUTATED)
    names = list(files)
    batches = [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        results = threads.map(lambda batch: _mutated_batch(place, {name: files[name] for name in batch}), batches)
        for findings in results:
            yield from findings


def attack_bombs(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding]:
    """Index each of the files that ask for too much work with the small corpus."""
    names = _BOMBS_SHORT if short else tuple(bombs.DOCUMENTS)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        yield from threads.map(lambda name: _bomb(place, name, bombs.DOCUMENTS[name]), names)


def _mutated_batch(place: Workplace, files: Mapping[str, bytes]) -> list[Finding]:
    """Index a batch; where the run ends badly, each of its files alone, to name the one that did it."""
    seconds = _BESIDE + _PAGE_SECONDS * len(files)
    findings = _indexed(place, "mutated", files, seconds)
    if len(files) > 1 and all(finding.outcome not in (Outcome.RIGHT, Outcome.ONE_LINE) for finding in findings):
        alone = [
            _indexed(place, "mutated", {name: content}, _BESIDE + _PAGE_SECONDS)[0] for name, content in files.items()
        ]
        return alone if any(finding.outcome not in (Outcome.RIGHT, Outcome.ONE_LINE) for finding in alone) else findings
    return findings


def _bomb(place: Workplace, name: str, make: Callable[[], bytes]) -> Finding:
    return _indexed(place, "bombs", {name: make()}, _BESIDE + _DOCUMENT_SECONDS)[0]


def _indexed(place: Workplace, kind: str, files: Mapping[str, bytes], seconds: float) -> list[Finding]:
    """Index the small corpus with some files beside it and judge each of them, and what became of the others."""
    folder = place.root / f"files-{next(iter(files))}"
    corpus = place.write_corpus(folder / "corpus")
    for name, content in files.items():
        (corpus / name).write_bytes(content)
    try:
        finished = index(place, folder, **LIMITS)
        shares = ReadingLimits(_PAGE_SECONDS, _DOCUMENT_SECONDS, _MEGABYTES)
        most = max(shares.text(len(content)).megabytes for content in files.values()) + _BESIDE_MB
        outcome, detail = _of_run(finished, seconds, most)
        if outcome is not Outcome.RIGHT:
            return [Finding(kind, name, outcome, detail) for name in files]
        return [Finding(kind, name, *_of_file(name, folder, finished)) for name in files]
    finally:
        shutil.rmtree(folder)


def _of_run(finished: Finished, seconds: float, megabytes: float) -> tuple[Outcome, str]:
    outcome, detail = judged(finished)
    if outcome is Outcome.ONE_LINE:
        return Outcome.LOST_DOCUMENT, f"nothing was indexed: {detail}"
    if outcome is Outcome.RIGHT and finished.memory > 1_000_000 * megabytes:
        return Outcome.OVER_LIMITS, f"{finished.memory / 1e6:.0f} MB"
    if outcome is Outcome.RIGHT and finished.processor > seconds:
        return Outcome.OVER_LIMITS, f"{finished.processor:.0f} s of processor time"
    return outcome, detail


def _of_file(name: str, folder: Path, finished: Finished) -> tuple[Outcome, str]:
    """Say what became of a file: a document, or one line that names it."""
    records = open_records(*checked(folder / "index"))
    indexed = {record.id for record in records.documents}
    records.close()
    if lost := SMALL.keys() - indexed:
        return Outcome.LOST_DOCUMENT, f"not indexed: {sorted(lost)}"
    lines = [line for line in finished.lines if line.startswith(f"! {name}")]
    if name in indexed and not lines:
        return Outcome.RIGHT, ""
    if len(lines) == 1:
        return Outcome.ONE_LINE, lines[0]
    told = f"{len(lines)} lines: {lines}"
    return (Outcome.TRACEBACK, told) if lines else (Outcome.LOST_DOCUMENT, "neither a document nor a line")
