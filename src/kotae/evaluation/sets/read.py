"""Question sets from files."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from kotae.bounded import Limits, NotDoneError, Worker
from kotae.documents.decoding import decode
from kotae.documents.reading import ReadingLimits, refusal
from kotae.errors import DocumentError, QuestionSetError
from kotae.evaluation.model import Question
from kotae.evaluation.sets import json_lines, separated, validate, workbook, yaml_list
from kotae.evaluation.sets.rows import Entry, Row

SUFFIXES = (".jsonl", ".csv", ".tsv", ".xlsx", ".yaml", ".yml")
"""The suffixes of the files that can be read as question sets."""

_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # UTF-16 and UTF-32, in which NUL bytes are usual


def read_set(path: Path) -> tuple[Question, ...]:
    """Read one question set; see `read_sets`."""
    return read_sets([path])


def read_sets(paths: Sequence[Path]) -> tuple[Question, ...]:
    """Read question sets, in their order, each in the format that its suffix names (`SUFFIXES`).

    Texts may be in UTF-8, UTF-16, Shift_JIS and the other encodings that documents may be in.

    Args:
        paths: the files. Places name them by their file names, or by the paths where two have one name.

    Raises:
        QuestionSetError: a file cannot be read, has no questions, or anything in it is wrong. Its `problems` name all
            that is wrong in all files.
    """
    if not paths:
        raise QuestionSetError(f"No question set is named; name a file ({', '.join(SUFFIXES)}).")
    names = Counter(path.name for path in paths)
    seen: set[Path] = set()
    read: list[Iterable[Entry]] = []
    for path in paths:
        name = path.name if names[path.name] == 1 else str(path)
        read.append(
            [f"{name}: the file is named twice; name it once"] if path.resolve() in seen else _entries(path, name)
        )
        seen.add(path.resolve())
    return validate.questions(chain.from_iterable(read))


def read_within(paths: Sequence[Path], limits: ReadingLimits) -> tuple[Question, ...]:
    """Read question sets in a process of its own, within limits; otherwise as `read_sets`.

    Raises:
        QuestionSetError: as for `read_sets`, or they cannot be read within the limits.
    """
    size = sum(path.stat().st_size for path in paths if path.is_file())
    share = Limits(limits.text(size).seconds, limits.megabytes)
    worker = Worker()
    try:
        return worker.run(share, read_sets, paths)
    except NotDoneError as error:
        names = ", ".join(path.name for path in paths)
        raise QuestionSetError(refusal(names, "reading it", error, share)) from None
    finally:
        worker.close()


def _entries(path: Path, name: str) -> Iterator[Entry]:
    """Yield a file's rows, or say what is wrong with the file."""
    suffix = path.suffix.lower()
    problem = _problem(path, suffix)
    if problem:
        yield f"{name}: {problem}"
        return
    try:
        content = path.read_bytes()
    except OSError as error:
        yield f"{name}: cannot be opened ({error.strerror}); check your right to read it"
        return
    count = 0
    for entry in _of_format(content, suffix, name):
        count += 1
        yield entry
    if not count:
        comments = "" if suffix == ".xlsx" else ' (what begins with "#" is a comment)'
        yield f'{name}: has no questions{comments}; "kotae eval init" writes an example'


def _problem(path: Path, suffix: str) -> str:
    if path.is_dir():
        return 'is a folder; name a file, or turn a BEIR folder into a set with "kotae eval import"'
    if not path.exists():
        return "there is no such file; check the path"
    if suffix == ".json":
        return 'question sets are .jsonl, one question a line; "kotae eval import" reads JSON of the SQuAD kind'
    if suffix not in SUFFIXES:
        return f"cannot read question sets of this kind; save it as one of {', '.join(SUFFIXES)}"
    return ""


def _of_format(content: bytes, suffix: str, name: str) -> Iterator[Row | str]:
    if suffix == ".xlsx":
        yield from workbook.entries(content, name) if content else ()
        return
    if b"\x00" in content and not content.startswith(_MARKS):
        yield f"{name}: the file is binary, not the text that its name says; save it as UTF-8 text"
        return
    try:
        text = decode(content, name)
    except DocumentError as error:
        yield str(error)
        return
    if suffix == ".jsonl":
        yield from json_lines.entries(text, name)
    elif suffix == ".csv":
        yield from separated.entries(text, name, ",;\t")
    elif suffix == ".tsv":
        yield from separated.entries(text, name, "\t")
    else:
        yield from yaml_list.entries(text, name)
