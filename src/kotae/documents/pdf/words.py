"""Cutting a run of glyphs into the words that must stay together; leaving out the readings over characters."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from kotae.documents.pdf.layout import Glyph, Line, line_of, overlap
from kotae.documents.pdf.tolerances import GLYPHS

_SIGNS = ("Sm", "So", "Co")  # Unicode's categories: of mathematics, others, of private meaning


def words(line: Line, gap: float = GLYPHS.word) -> list[Line]:
    """Cut a line wherever a space or a gap of more than `gap` ems stands."""
    if not line.upright:
        return [line]
    cut, start = [], 0
    for i in range(1, len(line.glyphs)):
        before, glyph = line.glyphs[i - 1], line.glyphs[i]
        if glyph.lead or glyph.x0 - before.x1 > gap * before.size:
            cut.append(line_of(line.glyphs[start:i], line.box.page))
            start = i
    return [*cut, line_of(line.glyphs[start:], line.box.page)]


def signs_apart(cut: Iterable[Line]) -> list[Line]:
    """Cut words behind the signs that stand right before a name, as in a list of signs."""
    found: list[Line] = []
    for word in cut:
        end = next((i for i, glyph in enumerate(word.glyphs) if not _is_sign(glyph)), 0)
        glued = end and not word.glyphs[end].text.isdigit()  # what stands before a figure belongs to it: −5, △1,234
        parts = (word.glyphs[:end], word.glyphs[end:]) if glued else (word.glyphs,)
        found.extend(line_of(part, word.box.page) for part in parts)
    return found


def is_glued(sign: Line, word: Line) -> bool:
    """Tell whether a word stands right behind a sign."""
    return _is_sign(sign.glyphs[-1]) and not word.glyphs[0].lead


def _is_sign(glyph: Glyph) -> bool:
    return unicodedata.category(glyph.text[0]) in _SIGNS


def by_place(line: Line, places: list[int]) -> list[tuple[int, Line]]:
    """Put neighbouring words of a line that have the same place together again; `places` has one a word."""
    cut = words(line)
    found = []
    for place, group in groupby(zip(places, cut, strict=True), key=lambda pair: pair[0]):
        glyphs = [glyph for _, word in group for glyph in word.glyphs]
        found.append((place, line_of(glyphs, line.box.page, line.upright)))
    return found


def without_ruby(runs: list[Line]) -> list[Line]:
    """Drop small kana that stand over larger characters: they say again how these are read."""
    small = [run for run in runs if run.upright and all("\u3040" <= g.text <= "\u30ff" for g in run.glyphs)]
    ruby = {id(run) for run in small if any(_stands_over(run, base) for base in runs)}
    return [run for run in runs if id(run) not in ruby]


def _stands_over(run: Line, base: Line) -> bool:
    height = base.box.y1 - base.box.y0
    shared = overlap(run.box.x0, run.box.x1, base.box.x0, base.box.x1)
    return (
        run.size <= GLYPHS.ruby * base.size
        and base.upright
        and GLYPHS.ruby_gap[0] * height < base.box.y0 - run.box.y1 < GLYPHS.ruby_gap[1] * height
        and shared > GLYPHS.ruby_over * (run.box.x1 - run.box.x0)
    )
