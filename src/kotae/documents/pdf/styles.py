"""How a document sets its headings: lines set like those that the layout knows are headings, where it missed them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kotae.documents.lines import marks
from kotae.documents.pdf.layout import Line
from kotae.documents.pdf.part import Part
from kotae.text.normalise import is_wide

Style = tuple[str, str, float]
_LEAST = 2  # headings set so: one may be the layout's mistake
_SHARE = 0.5  # of the lines set so that the layout knows for headings, at the least


def style_of(line: Line) -> Style:
    """Return what a line begins with, where that is a sign, and the font and size in which it goes on."""
    letters = [glyph for glyph in line.glyphs if glyph.text.isalnum()] or list(line.glyphs)
    wide = next((glyph for glyph in letters if is_wide(glyph.text)), letters[0])
    first = line.glyphs[0].text
    return ("" if first.isalnum() else first, wide.font, round(wide.size, 1))


def heading_styles(pages: Iterable[Iterable[Part]]) -> frozenset[Style]:
    """Return the styles in which lines are headings, that begin with a sign and are set as nothing else is.

    Args:
        pages: the parts of each page of a document.
    """
    heads, all_lines = Counter[Style](), Counter[Style]()
    for part in (part for page in pages for part in page):
        if part.lines and marks.is_caption(part.lines[0].text[marks.bullet(part.lines[0].text) :]):
            continue
        for line in part.lines:
            all_lines[style_of(line)] += 1
        if part.kind == "section-header" and not marks.is_plain_bullet(part.lines[0].text):
            heads[style_of(part.lines[0])] += 1
    return frozenset(s for s, n in heads.items() if s[0] and n >= _LEAST and n >= _SHARE * all_lines[s])


def set_as_headings(lines: Sequence[Line], styles: frozenset[Style]) -> list[tuple[list[Line], bool]]:
    """Part lines into headings, which may be of several lines, and what stands between them; say which are headings."""
    found: list[tuple[list[Line], bool]] = []
    for line in lines:
        style = style_of(line)
        heads = style in styles
        goes_on = found and found[-1][1] and not style[0] and style[1:] == style_of(found[-1][0][0])[1:]
        if found and not heads and (goes_on or not found[-1][1]):
            found[-1][0].append(line)
        else:
            found.append(([line], heads))
    return found
