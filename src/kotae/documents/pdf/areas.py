"""The columns that a page is set in, as far as its regions show them: each with headings or prose of its own."""

from collections.abc import Iterable, Sequence

from kotae.documents.pdf.layout import Line, Region, beside, contains, overlap
from kotae.documents.pdf.prose import is_prose
from kotae.documents.pdf.tolerances import PROSE, TEXT

FURNITURE = ("page-header", "page-footer")
HEADINGS = ("section-header", "title")


def areas(runs: Sequence[Line], regions: Sequence[Region]) -> list[list[Line]]:
    """Part runs of text by the columns of their page, from the left; all together where it has one.

    Args:
        runs: some of a page's text.
        regions: what the layout sees on the page.
    """
    stacks: list[list[Region]] = []
    edge = float("-inf")
    for region in sorted((r for r in regions if r.kind not in FURNITURE), key=lambda r: r.box.x0):
        if stacks and region.box.x0 < edge + PROSE.between:
            stacks[-1].append(region)
        else:
            stacks.append([region])
        edge = max(edge, region.box.x1)
    if len(stacks) < 2 or not all(_has_text(stack, runs) for stack in stacks):
        return [list(runs)] if runs else []
    edges = [min(region.box.x0 for region in stack) - PROSE.between for stack in stacks[1:]]
    found: list[list[Line]] = [[] for _ in stacks]
    for run in runs:
        found[sum(edge <= run.box.x0 for edge in edges)].append(run)
    return [area for area in found if area]


def _has_text(stack: Iterable[Region], runs: Sequence[Line]) -> bool:
    return any(
        region.kind in HEADINGS
        or (region.kind == "text" and is_prose(region.lines or (r for r in runs if contains(region.box, r.box))))
        for region in stack
    )


def clusters(lines: list[Line]) -> list[list[Line]]:
    """Put lines that stand closely below each other together."""
    groups: list[list[Line]] = []
    for line in lines:
        for group in groups:
            last = group[-1]
            close = TEXT.overlap * line.size < line.box.y0 - last.box.y1 < TEXT.gap * line.size
            if close and beside(last.box, line.box) > TEXT.over and abs(last.size - line.size) < TEXT.alike * line.size:
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def is_of_another(region: Region, regions: Iterable[Region], runs: Sequence[Line]) -> bool:
    """Tell whether a region of text is whole lines of a larger one, with others of its lines above and below."""
    if region.kind != "text":
        return False
    larger = [r.box for r in regions if r.kind == "text" and r is not region and contains(r.box, region.box)]
    for box in larger:
        others = [run.box for run in runs if contains(box, run.box) and not contains(region.box, run.box)]
        above = any(other.y1 <= region.box.y0 for other in others)
        below = any(other.y0 >= region.box.y1 for other in others)
        level = any(overlap(other.y0, other.y1, region.box.y0, region.box.y1) > 0 for other in others)
        if above and below and not level:
            return True
    return False
