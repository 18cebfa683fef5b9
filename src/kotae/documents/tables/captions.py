"""The lines that stand around a table or figure: caption, unit, notes, source, told apart by how they begin."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kotae.text.units import folded, unit_in

LineKind = Literal["caption", "unit", "note", "source"]

_NUMBER = r"[0-9A-Z]{1,3}(?:[.\-][0-9]{1,2}){0,2}"
_CAPTION_JA = re.compile(
    rf"^[(\[<【〈《■□●◆]?\s*(?:(?:図表|図|表|グラフ|写真)\s*{_NUMBER}|第\s*{_NUMBER}\s*(?:図表|図|表))\s*(?P<rest>.*)$"
)
_CAPTION_EN = re.compile(
    rf"^[(\[]?(?:Table|Figure|Fig\.?|Exhibit|Chart|Box|Panel|Graph)\s+(?:{_NUMBER}|[IVX]{{1,5}})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
# "表3に示すように", "Table 3 shows": a sentence that begins with the reference, not a caption.
_PROSE_JA = re.compile(r"^(?:に|は|が|を|の|で|と|から|より|では|および|、|,)")
_PROSE_EN = re.compile(
    r"^\s*(?:,|(?:shows?|gives?|lists?|presents?|summari[sz]es|reports?|is|are|and|illustrates?|provides?|compares?|"
    r"below|above)\b)"
)
_SOURCE = re.compile(
    r"^(?:[(\[【〈<]\s*(?:資料(?:出所)?|出所|出典|データ(?:出所)?)\s*[)\]】〉>]|※?\s*(?:資料(?:出所)?|出所|出典)\s*:|"
    r"\(?\s*Sources?\s*[:)]|\(?\s*Data sources?\s*[:)])",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(?:[(\[【〈<]\s*(?:注|備考|注釈|注記)\s*[0-9]*\s*[)\]】〉>]|(?:注|備考|注釈|注記)\s*[0-9]*\s*[:.)]|※|\(?\s*Notes?\s*[0-9]*\s*[:.)]|"
    r"\(\*+\)|\*{1,3}\s*\S|\([0-9a-z]\)\s+(?=[A-Z]))",
    re.IGNORECASE,
)
_UNIT_WHOLE = re.compile(r"^[(\[【〈〔]\s*(?P<unit>[^()\[\]【】〈〉〔〕]{1,40}?)\s*[)\]】〉〕]$")
_UNIT_NAMED = re.compile(
    r"[(\[【]?\s*(?:単\s*位|units?)\s*:\s*(?P<unit>[^()\[\]【】]{1,40}(?:\([^()]{1,20}\))?)\s*[)\]】]?\s*$",
    re.IGNORECASE,
)
_UNIT_IN = re.compile(
    r"(?:^|\()\s*(?:all\s+)?(?:(?:figures|amounts|values|numbers)\s+)?(?:are\s+)?(?:expressed\s+)?in\s+"
    r"(?P<unit>(?:thousand|million|billion|trillion|percent|per cent|tons?|tonnes?|metric tons?|US\s?\$|U\.S\.|%|"
    r"kilo\w+|yen|dollars|euros)s?(?!\w)[^()]{0,40}?)\s*\)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the lines around a table say: its caption, unit, notes and source."""

    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""


def line_kind(line: str) -> LineKind | None:
    """Tell what a line beside a table is, or None where it is none of these (running text)."""
    plain = folded(line)
    if not plain:
        return None
    if _SOURCE.match(plain):
        return "source"
    if is_caption(plain):
        return "caption"
    if _whole_unit(plain) or (len(plain) <= 60 and (_UNIT_NAMED.match(plain) or _UNIT_IN.match(plain))):
        return "unit"
    return "note" if _NOTE.match(plain) else None


def is_caption(line: str) -> bool:
    """Tell whether a line is a caption ("図表3 …", "(図表1) …", "Table 3. …") and not a sentence that mentions one."""
    plain = folded(line)
    japanese = _CAPTION_JA.match(plain)
    if japanese:
        rest = japanese["rest"].lstrip(")]】〉》>")
        return not (_PROSE_JA.match(rest) or plain.endswith("。"))
    english = _CAPTION_EN.match(plain)
    return bool(english) and len(plain) <= 250 and not _PROSE_EN.match(english["rest"] if english else "")


def unit_of(line: str) -> str:
    """Return the unit that a line states ("(億円)", "単位:トン", "In millions of dollars"), or nothing.

    A unit in brackets behind other words is none that the line states: what it is takes the table to tell.
    """
    plain = folded(line)
    match = _UNIT_NAMED.search(plain) or _UNIT_IN.search(plain)
    return _whole_unit(plain) or (match["unit"].strip() if match else "")


def _whole_unit(plain: str) -> str:
    match = _UNIT_WHOLE.match(plain)
    parts = re.split(r"[、,・;]", match["unit"]) if match else []
    measures = [unit for part in parts if (unit := unit_in(part))]
    if match and len(measures) == len(parts) > 1:
        return match["unit"]
    return measures[0] if len(measures) == 1 else ""


def read_surroundings(above: Iterable[str], below: Iterable[str]) -> Surroundings:
    """Sort the lines around a table into caption, unit, notes and source.

    A line that is none of them is the caption where it stands above and no line says that it is one (a title
    without a number), and a note elsewhere.
    """
    over, under = [line.strip() for line in above if line.strip()], [line.strip() for line in below if line.strip()]
    kinds = [(line, line_kind(line)) for line in (*over, *under)]
    captions = [line for line, kind in kinds if kind == "caption"]
    captions = captions or [line for line, kind in kinds[: len(over)] if kind is None]
    caption = captions[0] if captions else ""
    unit = next((unit_of(line) for line, kind in kinds if kind == "unit"), "") or unit_of(caption)
    notes = [line for line, kind in kinds if line != caption and kind != "source" and unit_of(line) != (unit or None)]
    source = " ".join(line for line, kind in kinds if kind == "source" and line != caption)
    return Surroundings(caption, unit, tuple(notes), source)
