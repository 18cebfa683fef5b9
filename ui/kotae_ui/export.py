"""Results as files: Markdown to read, CSV for a spreadsheet, JSON for a program."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Literal

from kotae.answers.model import Result
from kotae.retrieval.search import Hit
from kotae_ui.places import shortfalls, where
from kotae_ui.strings import say

Format = Literal["md", "csv", "json"]

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~!&])")
_START = re.compile(r"^(\d*)([-+=.)])")
# A spreadsheet runs a cell that begins with one of these.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_SHORTFALLS = 3  # said of a document beside each of its hits
_COLUMNS = ("rank", "kind", "document", "title", "page", "lines", "headings", "score", "cited", "text")


def exported(result: Result, form: Format) -> tuple[str, str]:
    """Return a result as a file's text, and its media type."""
    write, media = _FORMATS[form]
    return write(result), media


def as_format(name: str) -> Format | None:
    """Return a format by its name, or None where there is no such format."""
    return next((form for form in _FORMATS if form == name), None)


def _markdown(result: Result) -> str:
    def label(key: str, **values: object) -> str:
        return say(result.language, key, **values)

    lines = [f"# {_plain(result.question)}", ""]
    if result.answer:
        cites = "".join(f" [{citation}]" for citation in result.answer.citations)
        lines += [f"**{label('answer.answer')}**", "", f"{_plain(result.answer.text)}{cites}", ""]
        for other in result.others:
            lines += [f"{label('answer.other')}: {_plain(other.text)}", ""]
        lines += [line for part in result.unanswered for line in (_plain(label("answer.unanswered", part=part)), "")]
    else:
        lines += [f"**{label(f'answer.{result.status}')}**", ""]
    lines += [_plain(result.reply), ""] if result.reply else []
    lines += [f"## {label('answer.closest' if result.status == 'not_found' else 'answer.evidence')}", ""]
    for hit in result.hits:
        path = " > ".join(hit.unit.headings)
        head = ", ".join(part for part in (hit.document.title, where(hit, result), path) if part)
        lines += [f"{hit.rank}. **{_plain(head)}**", ""]
        lines += [f"   > {_plain(line)}" for line in hit.unit.text.split("\n")] + [""]
        told = shortfalls(result.language, hit.document.shortfalls, _SHORTFALLS)
        lines += [f"   {_plain('; '.join(told))}", ""] if told else []
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return one line of text as Markdown that shows it and does nothing else with it."""
    return _START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", " ".join(text.split())))


def _csv(result: Result) -> str:
    """Return the hits, a row each, with a byte order mark: spreadsheets take it for UTF-8 only so."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    cited = result.answer.citations if result.answer else ()
    for hit in result.hits:
        writer.writerow([_cell(value) for value in _values(hit, result, hit.rank in cited)])
    return "\ufeff" + stream.getvalue()


def _values(hit: Hit, result: Result, cited: bool) -> tuple[object, ...]:
    unit = hit.unit
    lines = f"{unit.lines[0]}–{unit.lines[1]}" if unit.lines else ""
    page = ", ".join(map(str, result.pages(hit))) if hit.document.format == "pdf" else ""
    path = " > ".join(unit.headings)
    shown = "yes" if cited else "no"
    return hit.rank, unit.kind, hit.document.id, hit.document.title, page, lines, path, hit.score, shown, unit.text


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _json(result: Result) -> str:
    return json.dumps(result.to_dict(), ensure_ascii=False, indent=2)


_FORMATS: Mapping[Format, tuple[Callable[[Result], str], str]] = {
    "md": (_markdown, "text/markdown"),
    "csv": (_csv, "text/csv"),
    "json": (_json, "application/json"),
}
