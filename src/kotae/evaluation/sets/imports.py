"""Published question sets made into sets of ours, with a corpus of their paragraphs where they bring some."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kotae.errors import QuestionSetError, reason
from kotae.evaluation.sets import beir, sources, squad, trec, validate
from kotae.evaluation.sets.sources import Kind, Source
from kotae.evaluation.sets.write import write_jsonl
from kotae.staging import staging

CORPUS, QUESTIONS = "corpus", "questions.jsonl"
"""What is made in the folder of an import."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made: how many questions and documents, the corpus folder (None without documents), the set."""

    kind: Kind
    questions: int
    documents: int
    corpus: Path | None
    questions_file: Path


def import_set(source: Path, out: Path, *, queries: Path | None = None) -> Imported:
    """Make a question set, and a corpus where the source has paragraphs, in a new folder; all of it or nothing.

    Args:
        source: a SQuAD-style JSON file, a BEIR folder, or TREC judgements.
        out: the folder to make; it may exist if it is empty.
        queries: the queries of TREC judgements.

    Raises:
        QuestionSetError: the source is none of these or malformed, or the folder cannot be made.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise QuestionSetError(f"{out}: exists already and is not an empty folder; name another folder")
    read = _read(source, queries)
    try:
        with staging(out.parent) as staged:
            made = staged / out.name
            made.mkdir()
            found = validate.questions(read.entries)
            if not found:
                raise QuestionSetError(f"{source}: has no questions with an answer; name another file or folder")
            write_jsonl(found, made / QUESTIONS)
            documents = _write_corpus(read.documents, made / CORPUS)
            if out.exists():
                out.rmdir()
            os.replace(made, out)
    except OSError as error:
        raise QuestionSetError(f"{out}: cannot be written ({reason(error)}); check its rights, or make room") from error
    corpus = None if read.documents is None else out / CORPUS
    return Imported(read.kind, len(found), documents, corpus, out / QUESTIONS)


def _read(source: Path, queries: Path | None) -> Source:
    """Read the source with the reader for its kind."""
    if source.is_dir():
        if not beir.looks_like(source):
            raise QuestionSetError(f"{source}: not a BEIR folder (corpus.jsonl, queries.jsonl, qrels/*.tsv); name one")
        return beir.read(source)
    if not source.exists():
        raise QuestionSetError(f"{source}: there is no such file or folder; check the path")
    text = sources.text(source)
    if squad.looks_like(text):
        return squad.read(source)
    if trec.looks_like(text):
        return trec.read(source, queries)
    raise QuestionSetError(
        f"{source}: neither SQuAD-style JSON nor TREC judgements (query, 0, document, grade); name another file"
    )


def _write_corpus(documents: Iterable[tuple[str, str]] | None, folder: Path) -> int:
    if documents is None:
        return 0
    folder.mkdir()
    count = 0
    for name, text in documents:
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count
