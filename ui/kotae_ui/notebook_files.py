"""A notebook as a file: Markdown and DOCX with footnotes that say what each answer stands on, and JSON."""

import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from kotae.text.language import Language
from kotae_ui.export import plain
from kotae_ui.notebook import ENTRIES, Entry, Kept
from kotae_ui.strings import say

Format = Literal["md", "docx", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA: dict[Format, str] = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
"""The media type of each format."""

_LONGEST = 1_500  # characters of evidence in a footnote; more of a table is no longer read there


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An entry with the numbers of its footnotes, which go on over the whole file."""

    entry: Entry
    notes: tuple[tuple[int, Kept], ...]


def notebook_file(entries: Sequence[Entry], form: Format, language: Language) -> bytes:
    """Return a notebook as a file.

    Args:
        entries: what is kept, in order.
        form: of the file.
        language: of what Kotae says in it; answers and evidence stay as they are.
    """
    if form == "json":
        return ENTRIES.dump_json(tuple(entries), indent=1)
    numbered = list(_numbered(entries))
    if form == "md":
        return _markdown(numbered, language).encode()
    return _docx(numbered, language)


def file_name(form: Format) -> str:
    """Return how the file is called: with the day."""
    return f"kotae-notebook-{datetime.datetime.now(datetime.UTC):%Y-%m-%d}.{form}"


def _numbered(entries: Sequence[Entry]) -> Iterator[_Numbered]:
    count = 0
    for entry in entries:
        notes = tuple(enumerate(entry.evidence, count + 1))
        count += len(notes)
        yield _Numbered(entry, notes)


def _markdown(numbered: Sequence[_Numbered], language: Language) -> str:
    lines = [f"# {say(language, 'notebook.title')}", ""]
    for one in numbered:
        marks = "".join(f"[^{number}]" for number, _ in one.notes)
        lines += [f"## {plain(one.entry.question)}", ""]
        told = map(plain, _answer(one.entry).split("\n"))
        lines += ["  \n".join(told) + marks, ""]
        lines += [f"*{plain(_about(one.entry))}*", ""]
        for line in one.entry.note.split("\n"):
            lines += [f"> {plain(line)}" if line.strip() else ">"] if one.entry.note.strip() else []
        lines += [""] if one.entry.note.strip() else []
    for one in numbered:
        lines += [f"[^{number}]: {plain(source(kept))}: {plain(_shortened(kept.text))}" for number, kept in one.notes]
    return "\n".join(lines) + "\n"


def _answer(entry: Entry) -> str:
    return entry.answer or say(entry.language, "answer.uncertain" if entry.level == "uncertain" else "answer.not_found")


def _about(entry: Entry) -> str:
    """Return how sure the answer is and why not more, when it was asked and of which index."""
    certainty = say(entry.language, "answer.certainty", percent=round(100 * entry.certainty))
    made = say(entry.language, "export.made", asked=entry.asked.replace("T", " ")[:16] + " UTC", index=entry.index)
    return " · ".join((certainty, *entry.doubts, made))


def source(kept: Kept) -> str:
    """Return where evidence stands, in words: title, place, headings, address."""
    return ", ".join(part for part in (kept.title, kept.place, " > ".join(kept.headings), kept.url) if part)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _docx(numbered: Sequence[_Numbered], language: Language) -> bytes:
    from docx import Document

    from kotae_ui.footnotes import Footnotes

    document = Document()
    footnotes = Footnotes(document)
    document.core_properties.title = say(language, "notebook.title")
    document.core_properties.author = "Kotae"
    document.add_heading(say(language, "notebook.title"), level=0)
    for one in numbered:
        document.add_heading(_xml(one.entry.question), level=1)
        paragraph = document.add_paragraph(_xml(_answer(one.entry)))
        for _, kept in one.notes:
            footnotes.add(paragraph, _xml(f"{source(kept)}: {_shortened(kept.text)}"))
        about = document.add_paragraph()
        about.add_run(_xml(_about(one.entry))).italic = True
        if one.entry.note.strip():
            document.add_paragraph(_xml(one.entry.note), style="Intense Quote")
    footnotes.write()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _xml(text: Any) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(character for character in str(text) if character >= " " or character in "\t\n")
