"""Columns of running text that stand side by side in what is taken for one text of text."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kotae.documents.lines.ends import ends_sentence
from kotae.documents.pdf.layout import Line, in_lines
from kotae.documents.pdf.tolerances import PROSE, TEXT
from kotae.documents.pdf.words import words


def prose_columns(runs: list[Line]) -> list[list[Line]]:
    """Part runs at white that runs down between columns of prose, from the left; all together where there are none."""
    found: list[list[Line]] = []
    edge = 0.0
    for run in sorted(runs, key=lambda r: r.box.x0):
        if found and run.box.x0 < edge + PROSE.gutter * run.size:
            found[-1].append(run)
        else:
            found.append([run])
        edge = max(edge, run.box.x1) if len(found[-1]) > 1 else run.box.x1
    return found if len(found) > 1 and all(map(is_prose, found)) else [runs]


def level_prose(runs: list[Line]) -> tuple[list[list[Line]], list[Line]]:
    """Return the texts in prose on a page whose regions are not known, and the runs that are in none.

    Lines of prose are joined with what stands close beside them only: what stands farther off is in another column.
    """
    texts: list[list[Line]] = []
    rest: list[Line] = []
    for text in _texts(_close_lines(runs)):
        if is_prose(text):
            texts.append(text)
        else:
            rest.extend(text)
    return texts, rest


def is_prose(runs: Iterable[Line]) -> bool:
    """Tell whether most lines end where their column does, and are long enough for it to have been sentences."""
    lines = in_lines(runs)
    if len(lines) < PROSE.lines:
        return False
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    full = sum(right - line.box.x1 < PROSE.ragged * line.size for line in lines)
    return right - left > PROSE.width * lines[0].size and full >= PROSE.full * len(lines)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether lines end where a sentence does or the first word of the next had no more room, as those of one text do.

    Args:
        lines: the lines of one column, from the top.
    """
    if len(lines) < PROSE.lines:
        return False
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    full = all(
        ends_sentence(line.text)
        or right - line.box.x1 < words(following)[0].box.x1 - following.box.x0 + TEXT.room_word * line.size
        for line, following in pairwise(lines)
    )
    return full and right - left > PROSE.width * lines[0].size


def _close_lines(runs: Iterable[Line]) -> list[Line]:
    """Put runs together that stand on one line, with no more white between them than in a text."""
    joined: list[Line] = []
    for line in _levels(runs):
        near: list[list[Line]] = []
        for run in sorted(line, key=lambda r: r.box.x0):
            if near and run.box.x0 - near[-1][-1].box.x1 < PROSE.gutter * run.size:
                near[-1].append(run)
            else:
                near.append([run])
        joined.extend(line for group in near for line in in_lines(group))
    return joined


def _levels(runs: Iterable[Line]) -> list[list[Line]]:
    levels: list[list[Line]] = []
    for run in sorted(runs, key=lambda r: r.box.y0 + r.box.y1):
        last = levels[-1][-1].box if levels else None
        middle = (run.box.y0 + run.box.y1) / 2
        if last and last.y0 <= middle <= last.y1:
            levels[-1].append(run)
        else:
            levels.append([run])
    return levels


def _texts(lines: list[Line]) -> list[list[Line]]:
    """Put lines together that stand below each other, in one size, no farther apart than the lines of a text."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda r: r.box.y0):
        for text in found:
            last = text[-1]
            level = abs(last.box.x0 - line.box.x0) < PROSE.indent * line.size
            close = 0 <= line.box.y0 - last.box.y0 < PROSE.pitch * line.size
            if level and close and abs(last.size - line.size) < TEXT.alike * line.size:
                text.append(line)
                break
        else:
            found.append([line])
    return found
