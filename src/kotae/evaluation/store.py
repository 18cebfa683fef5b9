"""A run on disk: a folder with run.json, questions.jsonl and reports; while it goes on, only what is answered so far."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from pydantic import TypeAdapter

from kotae.errors import RunError, reason
from kotae.evaluation.model import Outcome, Question
from kotae.text.language import Language

FORMAT = 1
RUN, QUESTIONS, REPORT, SUMMARY = "run.json", "questions.jsonl", "report.html", "summary.md"
REPORTS: dict[Language, str] = {"en": REPORT, "ja": "report.ja.html"}
"""The reports, one in each language."""
SUMMARIES: dict[Language, str] = {"en": SUMMARY, "ja": "summary.ja.md"}
"""The summaries, likewise."""
_UNFINISHED = "unfinished.jsonl"
_METRICS = "metrics"


@dataclass(frozen=True, slots=True)
class Stored:
    """A finished run: what run.json says, and what came of each question."""

    folder: Path
    run: Mapping[str, Any]
    outcomes: tuple[Outcome, ...]


def fingerprint(questions: Sequence[Question], decides: Mapping[str, Any]) -> str:
    """Hash all that decides what a run answers: its questions, and whatever else there is (settings, index, version)."""
    told = json.dumps(dict(decides), sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(told + _adapter(tuple[Question, ...]).dump_json(tuple(questions))).hexdigest()


def is_of(folder: Path, mark: str) -> bool:
    """Tell whether a folder holds an unfinished run with this fingerprint."""
    path = folder / _UNFINISHED
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as stream:
        return stream.readline().rstrip("\n") == _head(mark)


class Unfinished:
    """The outcomes of a run that goes on, one JSON object a line, added as they come.

    The first line says what the run is of, so that only the same run is taken up again.
    """

    def __init__(self, folder: Path, mark: str) -> None:
        self._path = folder / _UNFINISHED
        self._mark = mark
        self._stream: TextIO | None = None

    def read(self) -> dict[str, Outcome]:
        """Return the outcomes of an earlier start by the questions' ids; a last line that was cut off is left out.

        Raises:
            RunError: the folder holds something else, or cannot be read.
        """
        folder = self._path.parent
        if folder.exists() and not folder.is_dir():
            raise RunError(f"{folder}: this is a file; name a folder for the run (--out DIR).")
        if not self._path.is_file():
            if folder.is_dir() and any(folder.iterdir()):
                held = "a finished run" if (folder / RUN).is_file() else "other files"
                raise RunError(f"{folder}: holds {held}; name another folder (--out DIR), so that nothing is lost.")
            return {}
        with damage_told(folder):
            *lines, _ = self._path.read_bytes().split(b"\n")  # what follows the last line break was cut off
        if not lines:
            return {}
        if lines[0] != _head(self._mark).encode():
            raise RunError(
                f"{folder}: holds an unfinished run of other questions, another index, other settings or another version "
                "of Kotae. Name another folder (--out DIR), or remove this one."
            )
        with damage_told(folder):
            found = [_adapter(Outcome).validate_json(line) for line in lines[1:]]
        return {outcome.question.id: outcome for outcome in found}

    def add(self, outcome: Outcome) -> None:
        """Add one outcome.

        Raises:
            RunError: the folder cannot be written.
        """
        try:
            if self._stream is None:
                self._stream = self._open()
            self._stream.write(_adapter(Outcome).dump_json(outcome).decode() + "\n")
            self._stream.flush()
        except OSError as error:
            if self._stream is not None:
                with suppress(OSError):  # closing tries to write what could not be written
                    self._stream.close()
                self._stream = None
            raise _unwritable(self._path.parent, error) from error

    def close(self) -> None:
        """Close the file; the run can be taken up again."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def remove(self) -> None:
        """Remove the file: the run is finished.

        Raises:
            RunError: it cannot be removed.
        """
        self.close()
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self._path.parent, error) from error

    def _open(self) -> TextIO:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.is_file():
            _drop_cut_line(self._path)
        stream = self._path.open("a", encoding="utf-8")
        if not stream.tell():
            stream.write(_head(self._mark) + "\n")
        return stream


def _head(mark: str) -> str:
    return json.dumps({"format": FORMAT, "run": mark})


def write(
    folder: Path,
    run: Mapping[str, Any],
    outcomes: Sequence[Outcome],
    metrics: Sequence[Mapping[str, float]],
    pages: Mapping[str, str],
) -> None:
    """Write a finished run; run.json comes last, so that a folder that has it is whole.

    Args:
        folder: made if need be.
        run: what run.json is to say, beside its format.
        outcomes: of all questions.
        metrics: of each question, in the same order.
        pages: the reports by file name.

    Raises:
        RunError: the folder cannot be written.
    """
    lines = (_line(outcome, own) for outcome, own in zip(outcomes, metrics, strict=True))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / QUESTIONS, lines)
        for name, page in pages.items():
            _replace(folder / name, [page])
        _replace(folder / RUN, [json.dumps({"format": FORMAT, **run}, ensure_ascii=False, indent=1) + "\n"])
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> RunError:
    return RunError(
        f"{folder}: cannot be written ({reason(error)}). Make room or check the folder's rights, and run the set again: "
        "what is answered is kept."
    )


def read(folder: Path) -> Stored:
    """Read a finished run.

    Raises:
        RunError: there is none, it is not finished, damaged, or of another version of Kotae.
    """
    if (folder / _UNFINISHED).is_file():
        raise RunError(f"{folder}: this run is not finished. Go on with: kotae eval SET --out {folder}")
    if not (folder / RUN).is_file():
        raise RunError(f"{folder}: there is no run here (no {RUN}). Make one with: kotae eval SET --out {folder}")
    with damage_told(folder):
        run = read_run(folder)
        with (folder / QUESTIONS).open(encoding="utf-8") as stream:
            outcomes = tuple(_outcome(line) for line in stream)
    return Stored(folder, run, outcomes)


def read_run(folder: Path) -> dict[str, Any]:
    """Read what a finished run says of itself, without its questions.

    Raises:
        RunError: it is damaged, or of another version of Kotae.
    """
    with damage_told(folder):
        run: dict[str, Any] = json.loads((folder / RUN).read_text(encoding="utf-8"))
        if run["format"] != FORMAT:
            raise RunError(
                f"{folder}: a run in format {run['format']}, made by another version of Kotae; this one reads format "
                f"{FORMAT}. Run the set again."
            )
    return run


@contextmanager
def damage_told(folder: Path) -> Iterator[None]:
    """Turn whatever a file that is no run's raises while it is read into a `RunError`."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RunError(f"{folder}: the run is damaged ({type(error).__name__}). Run the set again.") from error


def _line(outcome: Outcome, metrics: Mapping[str, float]) -> str:
    body = _adapter(Outcome).dump_python(outcome, mode="json")
    return json.dumps({**body, _METRICS: dict(metrics)}, ensure_ascii=False) + "\n"


def _outcome(line: str) -> Outcome:
    body = json.loads(line)
    del body[_METRICS]
    outcome: Outcome = _adapter(Outcome).validate_python(body)
    return outcome


def _replace(path: Path, parts: Iterable[str]) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")  # where a killed run left it, the run that goes on writes it again
    try:
        with partial.open("w", encoding="utf-8") as stream:
            stream.writelines(parts)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _drop_cut_line(path: Path) -> None:
    """Cut off what follows the last line break: a line that was being written when the run was stopped."""
    with path.open("r+b") as stream:
        stream.truncate(stream.read().rfind(b"\n") + 1)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
