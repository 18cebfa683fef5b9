"""One way through an RTF file's tokens, which follows its groups and gathers what is shown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kotae.documents.rtf.characters import SIGNS, charset_encoding, encoding, joined
from kotae.documents.rtf.model import Content, Paragraph, Row
from kotae.documents.rtf.sinks import RowShape, Sink
from kotae.documents.rtf.tokens import Token, tokens
from kotae.errors import DocumentError

_DEEPEST = 500  # groups within groups; Word writes some ten
_TINY = (
    2  # half points: a letter of one point is no more than a dot, which keeps things apart or marks them for programs
)
_HEADING = re.compile(r"^(?:heading|見出し) ?(?P<level>[1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|表題)$", re.IGNORECASE)

Place = Literal["body", "left_out", "fonts", "styles", "info", "title", "holder"]

# Where the text of a group goes, by the control word that it begins with; what is marked "\*" and is not here is left out.
# A holder's own text is not shown, but that of some groups in it is.
_LEFT_OUT = (
    "colortbl", "pict", "objdata", "fldinst", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
    "footerf", "annotation", "atnid", "atnauthor", "listtable", "listoverridetable", "listtext", "pntext", "rsidtbl",
    "generator", "themedata", "nonesttables", "shprslt", "filetbl", "xmlnstbl", "ftnsep", "ftnsepc", "aftnsep", "tc", "xe",
    "rxe", "txe", "bkmkstart", "bkmkend", "private",
)  # fmt: skip
_PLACES: dict[str, Place] = {
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "info": "info",
    "shpinst": "holder",
    "upr": "holder",
    "shptxt": "body",
    "ud": "body",
    "footnote": "body",
    "nesttableprops": "body",
    **dict.fromkeys(_LEFT_OUT, "left_out"),
}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    place: Place = "body"
    font: int | None = None
    fallbacks: int = 1  # characters after a \u that say the same for programs without Unicode
    hidden: bool = False
    deleted: bool = False
    tiny: bool = False
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    depth: int = 1  # of the table, within cells of others
    shapes_nested: bool = False
    is_item: bool = False


class Flow:
    """What was gathered so far."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._state = _State()
        self._outer: list[_State] = []
        self._sinks = [Sink(0)]
        self._notes: list[Paragraph | Row] = []
        self._raw = bytearray()
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._first_font: int | None = None
        self._font_in_table: int | None = None
        self._passed = 0  # how many characters are still to be passed over
        self._paragraphs = 0
        self._style_name: list[str] = []
        self._levels: dict[int, int] = {}
        self._title: list[str] = []
        self._starred = self._begun = False

    def content(self, content: bytes) -> Content:
        """Read a file's bytes.

        Raises:
            DocumentError: its groups are nested without end.
        """
        for token in tokens(content):
            self._take(token)
        self._flush()
        while len(self._sinks) > 1:
            self._close_sink()
        self._end_paragraph()
        self._sinks[0].close(self._paragraphs)
        return Content(joined(self._title).strip(), (*self._sinks[0].parts, *self._notes), self._levels)

    def _take(self, token: Token) -> None:
        begun, self._begun = self._begun, token.word == "{"
        if token.word in ("text", "byte"):
            self._bytes(token.content)
            return
        if token.word == "*":
            self._starred = (
                begun  # elsewhere than at the beginning of a group, as OpenOffice writes it, it says nothing
            )
            return
        starred, self._starred = self._starred, False
        if token.word == "{":
            self._open()
        elif token.word == "}":
            self._close()
        elif token.word in _PLACES:
            self._enter(token.word)
        elif starred:
            self._state = replace(self._state, place="left_out")
        else:
            self._word(token)

    def _word(self, token: Token) -> None:
        if token.word == "u" and token.number is not None:
            self._unicode(token.number)
        elif token.word in SIGNS:
            self._sign(SIGNS[token.word])
        elif self._state.place == "fonts":
            self._font(token)
        elif token.word in _FORMATS:
            self._flush()
            _FORMATS[token.word](self, token.number)
        elif token.word in _STRUCTURE and self._state.place == "body":
            self._flush()
            _STRUCTURE[token.word](self, token.number)

    def _open(self) -> None:
        self._flush()
        if len(self._outer) >= _DEEPEST:
            raise DocumentError(f"{self._name}: its groups are nested more than {_DEEPEST} deep; save it anew")
        self._outer.append(self._state)
        self._passed = 0

    def _close(self) -> None:
        self._flush()
        self._passed = 0
        if len(self._sinks) > 1 and self._sinks[-1].depth == len(self._outer):
            self._close_sink()
        if self._state.place == "styles" and self._style_name:
            self._end_style()
        if self._outer:
            self._state = self._outer.pop()

    def _enter(self, word: str) -> None:
        """Begin a group whose text goes elsewhere."""
        self._flush()
        place, before = _PLACES[word], self._state.place
        if word in ("listtext", "pntext") and self._outer:
            self._outer[-1] = replace(self._outer[-1], is_item=True)
        is_shown = before == "body" or (word in ("shptxt", "ud") and before == "holder")
        if place in ("body", "holder") and not is_shown:
            place = "left_out"
        self._state = replace(self._state, place=place)
        if word == "nesttableprops":
            self._set(shapes_nested=True)
        elif place == "body" and word != "ud":
            self._sinks.append(Sink(len(self._outer), "footnote" if word == "footnote" else "paragraph"))
            self._set(in_table=False, is_item=False)

    def _close_sink(self) -> None:
        self._end_paragraph()
        sink = self._sinks.pop()
        sink.close(self._paragraphs)
        (self._notes if sink.kind == "footnote" else self._sinks[-1].boxes).extend(sink.parts)

    def _bytes(self, content: bytes) -> None:
        passed = min(self._passed, len(content))
        self._passed -= passed
        self._raw += content[passed:]
        if self._state.place in ("left_out", "fonts", "holder", "info"):
            self._raw.clear()

    def _flush(self) -> None:
        """Make text of the bytes that were gathered, which are all in one encoding."""
        if self._raw:
            font = self._state.font if self._state.font is not None else self._first_font
            known = self._fonts.get(font, self._encoding) if font is not None else self._encoding
            self._show(self._raw.decode(known, "replace"))
            self._raw.clear()

    def _show(self, text: str) -> None:
        if self._state.place == "body" and not (self._state.hidden or self._state.deleted or self._state.tiny):
            self._sinks[-1].write(text)
        elif self._state.place == "styles":
            self._style_name.append(text)
            if ";" in text:
                self._end_style()
        elif self._state.place == "title":
            self._title.append(text)

    def _unicode(self, number: int) -> None:
        self._flush()
        self._show(chr(number % 0x10000))
        self._passed = self._state.fallbacks

    def _sign(self, text: str) -> None:
        if self._passed:
            self._passed -= 1
        elif text in ("\\", "{", "}"):
            self._raw += text.encode()  # it may be the second byte of a character
        else:
            self._flush()
            self._show(text)

    def _font(self, token: Token) -> None:
        if token.word == "f":
            self._font_in_table = token.number
        elif self._font_in_table is not None and token.number is not None:
            known = charset_encoding(token.number) if token.word == "fcharset" else None
            if known := encoding(token.number) if token.word == "cpg" else known:
                self._fonts[self._font_in_table] = known

    def _end_style(self) -> None:
        name = joined(self._style_name).split(";")[0].strip()
        self._style_name.clear()
        if match := _HEADING.match(name):
            self._levels.setdefault(self._state.style, int(match["level"]))
        elif _TITLE.match(name):
            self._levels.setdefault(self._state.style, 0)

    def _end_paragraph(self) -> None:
        self._paragraphs += 1
        state = self._state
        if state.in_table:
            self._sinks[-1].end_line(nested=state.depth > 1)
        else:
            self._sinks[-1].end_paragraph(
                self._paragraphs, state.style, state.outline, is_item=state.is_item, is_thin=state.tiny
            )
            self._set(is_item=False)

    def _end_cell(self) -> None:
        self._paragraphs += 1
        self._sinks[-1].end_cell(self._paragraphs)
        self._set(is_item=False)

    def _end_row(self) -> None:
        self._sinks[-1].end_row(self._paragraphs)

    def _end_nested_cell(self) -> None:
        if self._state.depth > 2:  # deeper tables are lines of a cell
            self._show(" ")
        else:
            self._paragraphs += 1
            self._sinks[-1].end_nested_cell(self._paragraphs)

    def _end_nested_row(self) -> None:
        if self._state.depth > 2:
            self._show("\n")
        else:
            self._sinks[-1].end_nested_row()

    def _shape(self) -> RowShape:
        return self._sinks[-1].shape(nested=self._state.shapes_nested)

    def _set_left(self, left: int) -> None:
        self._shape().left = left

    def _set_header(self) -> None:
        self._shape().header = True

    def _set_encoding(self, name: str) -> None:
        self._encoding = name

    def _set_first_font(self, number: int) -> None:
        self._first_font = number

    def _set(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type]

    def _outline(self, number: int) -> None:
        if self._state.place == "styles":
            if number < 9:
                self._levels.setdefault(self._state.style, number + 1)
        else:
            self._set(outline=number if number < 9 else None)

    def _begin_title(self) -> None:
        if self._state.place == "info":
            self._set(place="title")


_Does = Callable[[Flow, int | None], None]
# What says how text and paragraphs are, wherever it stands, and what makes paragraphs and tables of what is shown.
_FORMATS: Mapping[str, _Does] = {
    "f": lambda flow, number: flow._set(font=number),
    "fs": lambda flow, number: flow._set(tiny=number is not None and number <= _TINY),
    "plain": lambda flow, number: flow._set(font=None, hidden=False, tiny=False),
    "v": lambda flow, number: flow._set(hidden=number != 0),
    "deleted": lambda flow, number: flow._set(deleted=number != 0),
    "uc": lambda flow, number: flow._set(fallbacks=min(max(1 if number is None else number, 0), 10)),
    "s": lambda flow, number: flow._set(style=number or 0),
    "outlinelevel": lambda flow, number: flow._outline(9 if number is None else number),
    "pard": lambda flow, number: flow._set(style=0, outline=None, in_table=False, depth=1),
    "intbl": lambda flow, number: flow._set(in_table=True),
    "itap": lambda flow, number: flow._set(in_table=bool(number), depth=number or 1),
    "ls": lambda flow, number: flow._set(is_item=bool(number)),
    "title": lambda flow, number: flow._begin_title(),
    "ansicpg": lambda flow, number: flow._set_encoding(encoding(number or 1252)),
    "deff": lambda flow, number: flow._set_first_font(number or 0),
    "ansi": lambda flow, number: flow._set_encoding("cp1252"),
    "mac": lambda flow, number: flow._set_encoding("mac_roman"),
    "pc": lambda flow, number: flow._set_encoding("cp437"),
    "pca": lambda flow, number: flow._set_encoding("cp850"),
}
_STRUCTURE: Mapping[str, _Does] = {
    "trowd": lambda flow, number: flow._shape().begin(),
    "trleft": lambda flow, number: flow._set_left(number or 0),
    "trhdr": lambda flow, number: flow._set_header(),
    "clmgf": lambda flow, number: flow._shape().merge(across="first"),
    "clmrg": lambda flow, number: flow._shape().merge(across="on"),
    "clvmgf": lambda flow, number: flow._shape().merge(down="first"),
    "clvmrg": lambda flow, number: flow._shape().merge(down="on"),
    "cellx": lambda flow, number: flow._shape().end_cell(number or 0),
    "cell": lambda flow, number: flow._end_cell(),
    "row": lambda flow, number: flow._end_row(),
    "nestcell": lambda flow, number: flow._end_nested_cell(),
    "nestrow": lambda flow, number: flow._end_nested_row(),
    **{word: (lambda flow, number: flow._end_paragraph()) for word in ("par", "\n", "\r", "page", "sect", "column")},
}
