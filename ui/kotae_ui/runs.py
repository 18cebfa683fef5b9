"""Runs and question sets on disk, by their names: nothing outside the folder of the runs can be named."""

import datetime
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from kotae.corpus.uploads import kept_name
from kotae.documents.reading import ReadingLimits
from kotae.errors import QuestionSetError, RunError, reason
from kotae.evaluation.described import digest
from kotae.evaluation.evaluate import RUNS
from kotae.evaluation.model import Question, Summary
from kotae.evaluation.sets.read import SUFFIXES, read_within
from kotae.evaluation.store import QUESTIONS, REPORT, REPORTS, RUN, SUMMARIES, SUMMARY, damage_told, read_run
from kotae.staging import staging
from kotae.text.language import Language
from kotae_ui.judging import judged_path
from kotae_ui.strings import LANGUAGES

SETS = RUNS / "sets"
"""Where uploaded question sets are kept."""

FILES = {
    **dict.fromkeys(REPORTS.values(), "text/html"),
    QUESTIONS: "application/jsonl",
    **dict.fromkeys(SUMMARIES.values(), "text/markdown"),
    RUN: "application/json",
}
"""What can be fetched of a run, with its media type."""

_HASH = re.compile(r"-[0-9a-f]{8}$")


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished run as it is shown: its name, the names of its sets, when it was made, what it measured.

    `problems` has a line for each piece of gold that the index does not hold; `seconds` is how long it took to ask. `files` are
    what can be fetched of it in each language, the report first; where it has none in Japanese that is the English one.
    """

    name: str
    sets: tuple[str, ...]
    made: str
    seconds: float
    problems: tuple[str, ...]
    summary: Summary
    files: Mapping[Language, tuple[str, ...]]


def keep_set(path: Path, name: str, limits: ReadingLimits) -> tuple[str, tuple[Question, ...]]:
    """Keep a question set, and return its name here and its questions; one that is wrong is not kept.

    Args:
        path: the file as it came in.
        name: what its sender calls it; it decides nothing but the suffix and the words.
        limits: what reading it may take.

    Raises:
        QuestionSetError: the set cannot be read, has rows that are wrong, or cannot be written.
    """
    questions = read_within([path], limits)
    kept = kept_name(Path(name).stem + path.suffix, digest(path))
    try:
        with staging(SETS) as staged:
            shutil.copyfile(path, staged / kept)
            os.replace(staged / kept, SETS / kept)
    except OSError as error:
        raise QuestionSetError(
            f"{SETS}: {kept} cannot be written ({error.strerror}); make room or check its rights"
        ) from error
    return kept, questions


def set_choices(account: str = "") -> list[tuple[str, str]]:
    """Return the kept sets, the newest first: what each is called, with the time it was kept, and its name here.

    Args:
        account: whose judged answers are among them.
    """
    times = {path.name: path.stat().st_mtime for path in _inside(SETS) if path.is_file() and path.suffix in SUFFIXES}
    judged = judged_path(account)
    if judged.is_file():
        times[judged.name] = judged.stat().st_mtime
    newest = sorted(times, key=lambda name: -times[name])
    return [
        (f"{called(name)} · {_minute(datetime.datetime.fromtimestamp(times[name], datetime.UTC))}", name)
        for name in newest
    ]


def set_path(name: str, account: str = "") -> Path:
    """Return the file of a kept set, or of an account's own judged answers.

    Raises:
        RunError: there is none of this name.
    """
    judged = judged_path(account)
    if name == judged.name and judged.is_file():
        return judged
    if name not in (known for _, known in set_choices()):
        raise RunError(f"{SETS}: there is no question set {name!r} here. Upload it again.")
    return SETS / name


def run_choices() -> list[tuple[str, str]]:
    """Return the finished runs, the newest first: what each is called, and its name."""
    marks = {path.name: _mark(path / RUN) for path in _inside(RUNS) if (path / RUN).is_file()}
    newest = sorted(marks, key=lambda name: -marks[name][0])
    return [(_label(name, *marks[name]), name) for name in newest]


def run_file(run: str, name: str) -> Path:
    """Return a file of a finished run.

    Raises:
        RunError: there is no such run, or it has no such file.
    """
    folder = next((path for path in _inside(RUNS) if path.name == run and (path / RUN).is_file()), None)
    if folder is None or name not in FILES or not (folder / name).is_file():
        raise RunError(f"{RUNS}: there is no {name!r} of a finished run {run!r} here. Reload the page.")
    if not (folder / name).resolve().is_relative_to(RUNS.resolve()):
        raise RunError(f"{RUNS}: {name!r} of {run!r} lies elsewhere. Put the file itself there.")
    return folder / name


def finished(run: str) -> Finished:
    """Return a finished run.

    Raises:
        RunError: there is no such run, it is damaged, or of another version of Kotae.
    """
    folder = run_file(run, RUN).parent
    with damage_told(folder):
        found = read_run(folder)
        return Finished(
            name=run,
            sets=tuple(called(Path(one["file"].replace("\\", "/")).name) for one in found["sets"]),
            made=_minute(datetime.datetime.fromisoformat(found["created"])),
            seconds=float(found["seconds"]),
            problems=tuple(map(str, found["problems"])),
            summary=TypeAdapter(Summary).validate_python(found["summary"]),
            files={language: _files(folder, language) for language in LANGUAGES},
        )


def _files(folder: Path, language: Language) -> tuple[str, ...]:
    """Return what can be fetched of a run, of what is in both languages that in one, where the run has it."""
    report = REPORTS[language] if (folder / REPORTS[language]).is_file() else REPORT
    summary = SUMMARIES[language] if (folder / SUMMARIES[language]).is_file() else SUMMARY
    return report, QUESTIONS, summary, RUN


def delete_set(name: str, account: str = "") -> None:
    """Delete a kept set, or an account's own judged answers.

    Raises:
        RunError: there is none of this name, or it cannot be deleted.
    """
    path = set_path(name, account)
    try:
        path.unlink()
    except OSError as error:
        raise RunError(f"{path}: cannot be deleted ({reason(error)}). Check its rights.") from error


def delete_run(run: str) -> None:
    """Delete a finished run with its report; its run.json goes first, so that what is left of it is no run.

    Raises:
        RunError: there is no such run, or it cannot be deleted.
    """
    path = run_file(run, RUN)
    try:
        path.unlink()
        shutil.rmtree(path.parent)
    except OSError as error:
        raise RunError(f"{path.parent}: cannot be deleted ({reason(error)}). Check its rights.") from error


def called(name: str) -> str:
    """Return a kept set's name without the part of its hash."""
    path = Path(name)
    return f"{_HASH.sub('', path.stem)}{path.suffix}"


def _inside(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder: nothing hidden, and no link that leads out of the folder of the runs."""
    if not folder.is_dir():
        return
    root = RUNS.resolve()
    for path in folder.iterdir():
        if not path.name.startswith(".") and path.resolve().is_relative_to(root):
            yield path


def _mark(path: Path) -> tuple[int, int]:
    """Return what changes when a file does: the time, in nanoseconds, and the size, in bytes."""
    told = path.stat()
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=1000)
def _label(run: str, _changed: int, _size: int) -> str:
    """Return what a run is called; its name where it cannot be read."""
    try:
        found = finished(run)
    except RunError:
        return run
    return f"{', '.join(found.sets)} · {found.made}"


def _minute(time: datetime.datetime) -> str:
    """Return a time to the minute, in UTC: "2026-11-24 18:51 UTC"."""
    return f"{time.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"
