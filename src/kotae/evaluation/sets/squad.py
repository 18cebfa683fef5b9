"""SQuAD-style JSON: paragraphs with questions whose answers stand in them.

Read are the nested form of SQuAD 1 and 2 (Rajpurkar et al. 2016, 2018) and JSQuAD (Kurihara et al. 2022), and the flat form
in which each question carries its paragraph (JaQuAD, So et al. 2022, and copies of the others).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kotae.errors import QuestionSetError
from kotae.evaluation.sets import sources
from kotae.evaluation.sets.json_lines import parse
from kotae.evaluation.sets.paragraphs import markdown
from kotae.evaluation.sets.rows import Row
from kotae.evaluation.sets.sources import Source

_TITLE_END = " [SEP] "  # JSQuAD's contexts begin with the article's title
_LEAST_DIGITS = 4


@dataclass(slots=True)
class _Drawn:
    """What was read so far: the paragraphs in their order, and for each question its record and its paragraph."""

    paragraphs: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any], int]] = field(default_factory=list)

    def paragraph(self, context: str, title: str) -> int:
        """Return the number of a paragraph; the same text is one paragraph."""
        return self.paragraphs.setdefault(context, (len(self.paragraphs) + 1, title))[0]


def looks_like(text: str) -> bool:
    """Tell whether a text may be SQuAD-style JSON or JSON Lines."""
    return text.lstrip()[:1] in ("{", "[")


def read(path: Path) -> Source:
    """Read a set.

    Raises:
        QuestionSetError: it is not JSON, or a record lacks what it must have; the message names the record.
    """
    drawn = _Drawn()
    listed = _listed(sources.text(path), path.name)
    for place, record in listed:
        if "paragraphs" in record:
            _take_article(record, place, drawn)
        else:
            _take_question(record, record, place, drawn)
    width = max(_LEAST_DIGITS, len(str(len(drawn.paragraphs))))
    documents = [
        (f"{number:0{width}}.md", _file(context, title)) for context, (number, title) in drawn.paragraphs.items()
    ]
    rows = [_row(record, place, f"{number:0{width}}.md") for place, record, number in drawn.asked]
    return Source("SQuAD", rows, documents)


def _listed(text: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the records at the top, each with its place: articles, or questions that carry their paragraphs."""
    try:
        top = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [(f"{name}, line {number}", line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        parsed = [(place, parse(line, place)) for place, line in lines]
        if len(parsed) < 2 or isinstance(parsed[0][1], str):  # not JSON Lines either
            where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
            raise QuestionSetError(f"{name}{where}: not valid JSON ({reason}); download it anew") from error
        for place, record in parsed:
            if isinstance(record, str):
                raise QuestionSetError(record) from error
            yield place, record
        return
    records = top.get("data", [top] if "context" in top else None) if isinstance(top, dict) else top
    if not isinstance(records, list):
        raise QuestionSetError(f'{name}: not a SQuAD-style set (no list under "data"); name another file')
    for number, record in enumerate(records, 1):
        yield _object(record, f"{name}, record {number} of data")


def _object(value: Any, place: str) -> tuple[str, dict[str, Any]]:
    if not isinstance(value, dict):
        raise QuestionSetError(f"{place}: is not an object; mend the record")
    return place, value


def _numbered(record: dict[str, Any], name: str, what: str, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of the list under a name, with their places."""
    listed = record.get(name)
    if not isinstance(listed, list):
        raise QuestionSetError(f'{place}: has no list under "{name}"; mend the record')
    for number, one in enumerate(listed, 1):
        yield _object(one, f"{place}, {what} {number}")


def _take_article(article: dict[str, Any], place: str, drawn: _Drawn) -> None:
    for at, paragraph in _numbered(article, "paragraphs", "paragraph", place):
        for where, question in _numbered(paragraph, "qas", "question", at):
            _take_question(question, {**paragraph, "title": article.get("title")}, where, drawn)
        drawn.paragraph(sources.field(paragraph, "context", at), _title(article, at))


def _take_question(question: dict[str, Any], paragraph: dict[str, Any], place: str, drawn: _Drawn) -> None:
    number = drawn.paragraph(sources.field(paragraph, "context", place), _title(paragraph, place))
    drawn.asked.append((place, question, number))


def _title(record: dict[str, Any], place: str) -> str:
    """Return an article's title; English SQuAD names articles as addresses do ("Harbour_law")."""
    title = sources.field(record, "title", place, optional=True)
    return title if " " in title else title.replace("_", " ")


def _file(context: str, title: str) -> str:
    named, mark, body = context.partition(_TITLE_END)
    return markdown(named, body) if mark else markdown(title, context)


def _row(record: dict[str, Any], place: str, file: str) -> Row:
    texts = _answers(record.get("answers"), place)
    impossible = record.get("is_impossible", not texts)
    if not isinstance(impossible, bool):
        raise QuestionSetError(f'{place}: "is_impossible" is neither true nor false; mend the record')
    asked = sources.field(record, "question", place, optional=True)
    name = sources.field(record, "id", place)
    if impossible:
        return sources.entry(place, id=name, question=asked, answerable=False, about=file)
    return sources.entry(place, id=name, question=asked, answers=texts, document=file)


def _answers(listed: Any, place: str) -> list[str]:
    """Return the distinct texts of answers, of a list of them or of one record with a list of texts."""
    if listed is None:
        return []
    texts = listed.get("text") if isinstance(listed, dict) else listed
    if not isinstance(texts, list):
        raise QuestionSetError(f'{place}: "answers" is not a list; mend the record')
    found: dict[str, None] = {}
    for one in texts:
        text = one.get("text") if isinstance(one, dict) else one
        if not isinstance(text, str) or not text.strip():
            raise QuestionSetError(f"{place}: one of the answers has no text; mend the record")
        found[text.strip()] = None
    return list(found)
