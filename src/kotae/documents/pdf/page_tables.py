"""The tables of a page: those that rules draw, those that a band heads, and those that the layout or the white shows."""

from collections.abc import Iterable
from dataclasses import replace

from kotae.documents.model import Box
from kotae.documents.pdf.aligned import aligned, several
from kotae.documents.pdf.cells import fill, is_crowded
from kotae.documents.pdf.headbands import headbands, headed
from kotae.documents.pdf.layout import Line, PageSource, Region, Rule, contains, hull, in_lines, overlap
from kotae.documents.pdf.neighbours import separate, titles_of
from kotae.documents.pdf.part import CONTENTS, Part, besides, covers, lined, without
from kotae.documents.pdf.ruled import Grid
from kotae.documents.pdf.table_text import all_contents, is_headed, without_notes, without_sentence
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.pdf.unruled import unruled


def page_tables(source: PageSource, known: frozenset[str], drawn: list[Grid]) -> tuple[list[Part], list[Line]]:
    """Return a page's tables and the runs of text that are in none.

    Args:
        source: the page.
        known: the document's words.
        drawn: the grids that its rules draw.
    """
    seen = [r for r in source.regions if r.kind == "table" and not several(r, source.regions, source.runs)]
    found, left = _ruled(source, known, drawn, seen)
    for runs in _headed(source, seen, left):
        region = Region("table", hull(run.box for run in runs))
        laid = unruled(region, runs, source.rules)
        if laid:
            found.append(Part("table", laid.box, table=fill(laid, runs, known, ruled=False)))
            left = without(left, runs)
            seen = [region for region in seen if not _meets(region.box, laid.box)]
    for region in seen:
        inside = [run for run in left if contains(region.box, run.box)]
        if any(covers(t.box, region.box) for t in found) or not inside:
            continue
        if all_contents(inside):
            left = besides(left, inside)
            found.append(lined(CONTENTS, inside))
            continue
        tables, taken = _unruled(region, inside, left, source.rules, known)
        found.extend(tables)
        left = without(left, taken)
    frames = [grid.box for grid in drawn if len(grid.slots) == 1]
    for region, runs in list(aligned(left, source.regions, frames)):
        tables, taken = _unruled(region, runs, left, source.rules, known)
        found.extend(tables)
        left = without(left, taken)
    return found, left


def _unruled(
    region: Region, runs: list[Line], left: list[Line], rules: tuple[Rule, ...], known: frozenset[str]
) -> tuple[list[Part], list[Line]]:
    """Return the tables that stand in a region without a full set of rules, and the runs of text that they take.

    Args:
        region: what shows one table or several.
        runs: the text in it.
        left: the page's text that is in no table yet.
        rules: the page's rules.
        known: the document's words.
    """
    found: list[Part] = []
    taken: list[Line] = []
    walls = [Rule(False, x, region.box.y0, region.box.y1) for x in region.columns] if region.kind == "list" else []
    for part, text in separate(region, runs, rules):
        inside = without_sentence(text)
        own = part if len(inside) == len(text) else replace(part, box=hull(run.box for run in inside))
        laid = unruled(own, inside, (*rules, *walls))
        if laid:
            table = fill(laid, inside, known, ruled=False)
            listed = table.listed or (part.kind == "list" and not is_headed(runs))
            found.append(Part("table", laid.box, table=replace(table, listed=listed)))
            taken.extend(inside)
    titles = titles_of([part.box for part in found], without(left, taken))
    if titles:
        found = [replace(part, lines=(title,)) for part, title in zip(found, titles, strict=True)]
    return found, [*taken, *titles]


def _ruled(
    source: PageSource, known: frozenset[str], drawn: list[Grid], seen: list[Region]
) -> tuple[list[Part], list[Line]]:
    """Return the tables that a page's rules draw, or what else they hold, and the runs of text that are in none."""
    pictures = [r.box for r in source.regions if r.kind == "picture"]
    left = list(source.runs)
    found: list[Part] = []
    for grid in (grid for grid in drawn if grid.is_table):
        matching = [r for r in seen if covers(grid.box, r.box) or covers(r.box, grid.box)]
        if any(_frames_a_part(grid, region, source.runs) for region in matching):
            continue
        inside = [run for run in left if contains(grid.box, run.box)]
        if inside and (matching or _dense(grid, inside, pictures)):
            title = [run for run in left if grid.title and contains(grid.title, run.box, 0.0)]
            part = _of_grid(grid, besides(inside, title), known, source.rules)
            left = besides(left, inside)
            if part.table:
                part, left = replace(part, lines=tuple(in_lines(title))), besides(left, title)
            found.append(part)
    return found, left


def _frames_a_part(grid: Grid, region: Region, runs: Iterable[Line]) -> bool:
    """Tell whether a grid only sets off a part of a table that the layout sees: it parts few rows, and there are more of them."""
    if len(grid.ys) > TABLES.framed_bands + 1:
        return False
    lines = in_lines(run for run in runs if contains(region.box, run.box))
    inside = [line for line in lines if grid.box.y0 <= (line.box.y0 + line.box.y1) / 2 <= grid.box.y1]
    return len(lines) > len(inside) > 2 * TABLES.framed_bands


def _of_grid(grid: Grid, inside: list[Line], known: frozenset[str], rules: tuple[Rule, ...]) -> Part:
    """Return what a grid holds: a table, a table of contents, or the text of a box that an arrow touches.

    Where rules leave several numbers in many cells, as shades behind a few cells do, the white between them says more.
    """
    if all_contents(inside):
        return lined(CONTENTS, inside)
    table = fill(grid, inside, known, ruled=True)
    if is_crowded(table.cells) and (laid := unruled(Region("table", grid.box), inside, rules)):
        loose = fill(laid, inside, known, ruled=False)
        table = table if is_crowded(loose.cells) else loose
    several_cells = sum(bool(cell.text) for cell in table.cells) > 1
    return Part("table", grid.box, table=table) if several_cells else lined("aside", inside)


def _headed(source: PageSource, seen: list[Region], left: list[Line]) -> Iterable[list[Line]]:
    """Yield the text of each table that a coloured band heads, in what the layout sees as tables."""
    inside = [run for run in left if any(contains(region.box, run.box) for region in seen)]
    bands = headbands(source.rules, inside, source.number)
    tables = [without_notes(runs) for runs in headed(bands, inside)] if bands else []
    return [runs for runs in tables if len(in_lines(runs)) >= TABLES.headed]


def _dense(grid: Grid, runs: list[Line], pictures: list[Box]) -> bool:
    """Tell whether rules that the layout did not see as a table hold text like one: most cells are filled.

    In what it sees as a picture nearly all are: a chart's grid holds little.
    """
    filled = sum(any(contains(slot.box, run.box, 0.0) for run in runs) for slot in grid.slots)
    pictured = any(covers(picture, grid.box) for picture in pictures)
    least = TABLES.filled_in_picture if pictured else TABLES.filled
    return len(grid.ys) > (3 if pictured else 2) and filled >= 4 and filled >= least * len(grid.slots)


def _meets(one: Box, other: Box) -> bool:
    return overlap(one.x0, one.x1, other.x0, other.x1) > 0 and overlap(one.y0, one.y1, other.y0, other.y1) > 0
