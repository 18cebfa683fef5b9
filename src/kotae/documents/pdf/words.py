"""Cutting a run of glyphs into the pieces that must stay together; leaving out the readings over characters."""

from itertools import groupby

from kotae.documents.pdf.layout import Line, line_of, overlap

_RUBY = 0.62  # of the font size of what it stands over, at the most


def words(line: Line, gap: float = 0.25) -> list[Line]:
    """Cut a line wherever a space or a gap of more than `gap` ems stands."""
    if not line.upright:
        return [line]
    pieces, start = [], 0
    for i in range(1, len(line.glyphs)):
        before, glyph = line.glyphs[i - 1], line.glyphs[i]
        if glyph.lead or glyph.x0 - before.x1 > gap * before.size:
            pieces.append(line_of(line.glyphs[start:i], line.box.page))
            start = i
    return [*pieces, line_of(line.glyphs[start:], line.box.page)]


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
        run.size <= _RUBY * base.size
        and base.upright
        and -0.3 * height < base.box.y0 - run.box.y1 < 0.4 * height
        and shared > 0.6 * (run.box.x1 - run.box.x0)
    )
