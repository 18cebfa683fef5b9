"""Superscripts that call a note: they are no part of the text that they stand at, nor further figures of a number."""

import re
from collections.abc import Iterable
from dataclasses import replace

from kotae.documents.lines.marks import bullet
from kotae.documents.pdf.layout import Glyph, Line
from kotae.documents.pdf.tolerances import GLYPHS
from kotae.documents.tables.numerals import read_amount
from kotae.text.normalise import is_wide

_CALL = re.compile(r"^(?:注|※|[*＊†‡]{0,3})[0-9]{0,3}$")
_ONE = r"(?:[a-z*†‡]|[0-9]{1,2})"
_LISTED = re.compile(
    rf"^{_ONE}(?:(?:,|\s|,\s){_ONE})*$"
)  # in tables letters call notes, and several are called at once
_WORD = 4  # letters: a shorter one may be a function or a variable, and the mark an exponent
_CLOSING = ",.:;)]"  # which a word ends with before a mark
_LETTER = re.compile(r"[a-z]")
_FIGURES = re.compile(r"(\d(?:[\d,.]*\d)?)[%％]?$")
_CALCULATED = "=+×÷*/^√"  # signs beside which a raised figure is an exponent
_BESIDE = 3  # characters
_NO_BRACKETS = {ord(c): "" for c in "()（）"}


def without_calls(lines: Iterable[Line], calls: frozenset[str]) -> tuple[Line, ...]:
    """Drop superscripts that call a footnote, and a footnote's own mark; `calls` are the marks of notes."""
    return tuple(kept for line in lines if (kept := _without(line, calls, _CALL)))


def without_cell_calls(lines: Iterable[Line]) -> list[Line]:
    """Drop superscripts of a table's cell that call a note: all at a number, and those behind a word."""
    kept = []
    for line in lines:
        plain = tuple(g for g in line.glyphs if not g.raised)
        is_number = bool(plain) and read_amount("".join(g.text for g in plain)) is not None
        kept.append(replace(line, glyphs=plain) if is_number else _without(line, frozenset(), _LISTED) or line)
    return kept


def note_mark(line: Line) -> str:
    """Return the superscript that a footnote opens with ("" where the line has none)."""
    end = next((i for i, g in enumerate(line.glyphs) if not g.raised), len(line.glyphs))
    mark = "".join(g.text for g in line.glyphs[:end]).translate(_NO_BRACKETS)
    return "" if mark and bullet(mark) == len(mark) else mark  # a small bullet stands as high as a mark


def _without(line: Line, calls: frozenset[str], form: re.Pattern[str]) -> Line | None:
    """Return a line without its calls; None where nothing else is on it."""
    glyphs = tuple(g for g, call in zip(line.glyphs, _calls(line, calls, form), strict=True) if not call)
    if not glyphs:
        return None
    return line if len(glyphs) == len(line.glyphs) else replace(line, glyphs=glyphs)


def _calls(line: Line, calls: frozenset[str], form: re.Pattern[str]) -> list[bool]:
    """Tell for each glyph of a line whether it belongs to a raised mark that calls a note.

    That is one of the marks of the page's footnotes, or a mark of the form of a call behind a word or a number.
    """
    drop = [False] * len(line.glyphs)
    start = 0
    while start < len(drop):
        if not line.glyphs[start].raised:
            start += 1
            continue
        end = start
        while end < len(drop) and line.glyphs[end].raised:
            end += 1
        mark = "".join(g.lead + g.text for g in line.glyphs[start:end]).strip().translate(_NO_BRACKETS)
        belongs = bool(start) and _belongs(line.glyphs[:start], line.glyphs[start])
        behind_figure = (form.match(mark) or _LETTER.fullmatch(mark)) and _is_no_power(line, start, end)
        calling = behind_figure or (form.match(mark) and _ends_word(line.glyphs[:start]))
        if mark and not belongs and (mark in calls or calling):
            drop[start:end] = [True] * (end - start)
        start = end
    return drop


def _ends_word(glyphs: tuple[Glyph, ...]) -> bool:
    """Tell whether a mark stands behind a word or a sentence, where it calls a note that stands somewhere else."""
    text = "".join(g.text for g in glyphs[-2 * _WORD :])
    word = text.rstrip(_CLOSING)[-_WORD:]
    return bool(text) and ((is_wide(text[-1]) and not text[-1].isdigit()) or (len(word) == _WORD and word.isalpha()))


def _is_no_power(line: Line, start: int, end: int) -> bool:
    """Tell whether a mark behind a figure is no exponent: not of ten, and no sign of a calculation stands beside."""
    before = "".join(g.lead + g.text for g in line.glyphs[:start])
    behind = "".join(g.lead + g.text for g in line.glyphs[end : end + _BESIDE])
    number = _FIGURES.search(before)
    if number is None:
        return False
    around = before[: number.start()][-_BESIDE:] + behind
    return number[1] != "10" and not any(sign in around for sign in _CALCULATED)


def _belongs(before: tuple[Glyph, ...], mark: Glyph) -> bool:
    """Tell whether a small figure is part of a unit (m², km³), is an exponent (x²) or seems part of a formula (CO₂)."""
    last = before[-1]
    word = "".join(g.lead + g.text for g in before[-3:]).split()[-1:] or [""]
    unit = last.text in "mM" and mark.text in "23" and not (len(word[0]) > 2 and word[0].isalpha())  # 5 km, not Vietnam
    starts = bool(last.lead) or len(before) == 1 or not before[-2].text.isalnum()
    exponent = starts and "a" <= last.text <= "z"  # behind a letter by itself
    return unit or exponent or (mark.size > GLYPHS.on_line * last.size and "A" <= last.text <= "Z")
