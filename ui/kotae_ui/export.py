"""Results as files: Markdown to read, CSV for a spreadsheet, JSON for a program."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Literal

from kotae.answers.model import Result
from kotae.documents.model import PICTURED
from kotae.retrieval.search import Hit
from kotae.showing import level, numbers
from kotae_ui.library import Shown
from kotae_ui.pages import doubt_lines
from kotae_ui.places import shortfalls, where
from kotae_ui.strings import say

Format = Literal["md", "csv", "json"]

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~!&])")
_START = re.compile(r"^(\d*)([-+=.)])")
# A spreadsheet runs a cell that begins with one of these.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_SHORTFALLS = 3  # said of a document beside each of its hits
_COLUMNS = ("number", "cited", "kind", "document", "title", "page", "lines", "headings", "score", "text")
# What is the same of the whole result stands in every row: a spreadsheet has nowhere else for it.
_WHOLE = ("question", "status", "answer", "certainty", "doubts", "asked", "index")
_MOST_NAME = 100  # bytes of a question in a file's name: file systems allow 255 for all of it


def exported(shown: Shown, form: Format) -> tuple[str, str]:
    """Return a result as a file's text, and its media type: what was shown, when it was asked and of which index."""
    write, media = _FORMATS[form]
    return write(shown), media


def file_name(shown: Shown, form: Format) -> str:
    """Return how the file is called: the words of the question, and the day on which it was asked."""
    words = "-".join(re.findall(r"\w+", unicodedata.normalize("NFC", shown.result.question)))
    while len(words.encode(errors="replace")) > _MOST_NAME:
        words = words[:-1]
    return f"{words.rstrip('-') or 'kotae'}-{shown.asked:%Y-%m-%d}.{form}"


def as_format(name: str) -> Format | None:
    """Return a format by its name, or None where there is no such format."""
    return next((form for form in _FORMATS if form == name), None)


def _markdown(shown: Shown) -> str:
    result = shown.result
    shown_as = numbers(result)
    lines = [f"# {plain(result.question)}", "", *_answer_lines(shown, shown_as), *_about_lines(shown)]
    cited, others = cited_apart(result)
    for hits, key in ((cited, "answer.evidence"), (others, "answer.also" if result.answer else "answer.closest")):
        if hits:
            lines += [f"## {say(result.language, key)}", ""]
        for hit in hits:
            lines += _hit_lines(hit, shown_as[hit.rank], result)
    return "\n".join(lines)


def _answer_lines(shown: Shown, shown_as: Mapping[int, int]) -> list[str]:
    result = shown.result

    def label(key: str, **values: object) -> str:
        return say(result.language, key, **values)

    if result.answer is None:
        lines = [f"**{label(f'answer.{result.status}')}**", ""]
    else:
        cites = "".join(f" [{shown_as[citation]}]" for citation in result.answer.citations)
        lines = [f"**{label('answer.answer')}**", "", f"{plain(result.answer.text)}{cites}", ""]
        for other in result.others:
            lines += [f"{label('answer.other')}: {plain(other.text)}", ""]
        for part in result.unanswered:
            lines += [plain(label("answer.unanswered", part=part)), ""]
    for line in (result.reply, *doubt_lines(result.doubts, result.language)):
        lines += [plain(line), ""] if line else []
    return lines


def _about_lines(shown: Shown) -> list[str]:
    """Return how sure the answer is, when it was asked, of which index, and among what."""
    result, asking = shown.result, shown.asking
    values = {"asked": f"{shown.asked:%Y-%m-%d %H:%M} UTC", "index": shown.index}
    told = [
        say(result.language, "answer.certainty", percent=round(100 * result.certainty)),
        say(result.language, "export.made", **values),
    ]
    if asking.filters:
        told.append(say(result.language, "export.filters", filters=", ".join(asking.filters)))
    return [line for text in told for line in (plain(text), "")]


def _hit_lines(hit: Hit, number: int, result: Result) -> list[str]:
    path = " > ".join(hit.unit.headings)
    head = ", ".join(part for part in (hit.document.title, where(hit, result), path) if part)
    lines = [f"{number}. **{plain(head)}**", ""]
    lines += [f"   > {plain(line)}" for line in hit.unit.text.split("\n")] + [""]
    told = shortfalls(result.language, hit.document.shortfalls, _SHORTFALLS)
    return [*lines, f"   {plain('; '.join(told))}", ""] if told else lines


def cited_apart(result: Result) -> tuple[list[Hit], list[Hit]]:
    """Return the hits that answers cite, in the order of their numbers, and the others."""
    shown_as = numbers(result)
    answers = [answer for answer in (result.answer, *result.others) if answer]
    cited = {citation for answer in answers for citation in answer.citations}
    hits = sorted(result.hits, key=lambda hit: shown_as[hit.rank])
    return [hit for hit in hits if hit.rank in cited], [hit for hit in hits if hit.rank not in cited]


def plain(text: str) -> str:
    """Return one line of text as Markdown that shows it and does nothing else with it."""
    return _START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", " ".join(text.split())))


def _csv(shown: Shown) -> str:
    """Return the hits, a row each, with a byte order mark: spreadsheets take it for UTF-8 only so."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([*_COLUMNS, *_WHOLE])
    result = shown.result
    shown_as = numbers(result)
    cited, others = cited_apart(result)
    answer = result.answer.text if result.answer else ""
    doubts = " ".join(doubt_lines(result.doubts, result.language))
    asked = f"{shown.asked:%Y-%m-%d %H:%M:%S}Z"
    whole = (result.question, result.status, answer, result.certainty, doubts, asked, shown.index)
    for hit in (*cited, *others):
        values = (*_values(hit, result, shown_as[hit.rank], hit in cited), *whole)
        writer.writerow([_cell(value) for value in values])
    return "\ufeff" + stream.getvalue()


def _values(hit: Hit, result: Result, number: int, cited: bool) -> tuple[object, ...]:
    unit = hit.unit
    lines = f"{unit.lines[0]}–{unit.lines[1]}" if unit.lines else ""
    page = ", ".join(map(str, result.pages(hit))) if hit.document.format in PICTURED else ""
    path = " > ".join(unit.headings)
    told = "yes" if cited else "no"
    return number, told, unit.kind, hit.document.id, hit.document.title, page, lines, path, hit.score, unit.text


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _json(shown: Shown) -> str:
    """Return the result as programs get it, with when it was asked, of which index, among what, and what it is shown as."""
    result = shown.result
    added = {
        "asked": shown.asked.isoformat(timespec="seconds"),
        "index": shown.index,
        "filters": list(shown.asking.filters),
        "level": level(result),
        "numbers": {str(rank): number for rank, number in numbers(result).items()},
    }
    return json.dumps(result.to_dict() | added, ensure_ascii=False, indent=2)


_FORMATS: Mapping[Format, tuple[Callable[[Shown], str], str]] = {
    "md": (_markdown, "text/markdown"),
    "csv": (_csv, "text/csv"),
    "json": (_json, "application/json"),
}
