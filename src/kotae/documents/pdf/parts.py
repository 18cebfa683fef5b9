"""Cutting a page into parts: its tables and its regions of text, each with its lines."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kotae.documents.model import Box
from kotae.documents.pdf.aligned import aligned, several
from kotae.documents.pdf.areas import areas, clusters, is_of_another
from kotae.documents.pdf.badges import with_badges
from kotae.documents.pdf.blocks import as_tables
from kotae.documents.pdf.boxed import boxes_of
from kotae.documents.pdf.bullets import with_bullets
from kotae.documents.pdf.cells import Filled, fill, is_crowded
from kotae.documents.pdf.charts import charts, reads
from kotae.documents.pdf.headbands import headbands, headed
from kotae.documents.pdf.layout import (
    Line,
    PageSource,
    Region,
    Rule,
    beside,
    contains,
    hull,
    in_lines,
    overlap,
)
from kotae.documents.pdf.marked import marked_columns
from kotae.documents.pdf.neighbours import separate, titles_of
from kotae.documents.pdf.outside import with_outside
from kotae.documents.pdf.panels import panels
from kotae.documents.pdf.picture_labels import labels
from kotae.documents.pdf.prose import level_prose, prose_columns
from kotae.documents.pdf.row_labels import Place, label_rows
from kotae.documents.pdf.ruled import Grid, grids
from kotae.documents.pdf.sketches import sketches
from kotae.documents.pdf.table_text import all_contents, is_headed, without_notes, without_sentence
from kotae.documents.pdf.tolerances import TABLES, TEXT
from kotae.documents.pdf.unruled import unruled
from kotae.documents.pdf.words import by_place, words

CONTENTS = "contents"
"""The kind of a part that is a table of contents; the other kinds are the layout's names of its classes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table or a stretch of text of one page; `kind` is the layout's class name, or "contents".

    The lines of a table are those of a title in a box of its own on its upper edge, or beside another table's title. `row`
    says in which row of which column of labels the part stands.
    """

    kind: str
    box: Box
    lines: tuple[Line, ...] = ()
    table: Filled | None = None
    row: Place | None = None


def parts(source: PageSource, known: frozenset[str]) -> list[Part]:
    """Cut a page into its parts, in no order yet."""
    source, found = _drawn(source)
    blocks = as_tables(grids(source.rules, source.number), source.runs)
    drawn_grids, boxes = _apart([with_outside(grid, source.runs, source.regions) for grid in blocks], source)
    frames = [*boxes, *(grid.box for grid in drawn_grids if len(grid.slots) == 1)]
    tables, left = _tables(source, known, drawn_grids)
    left = with_bullets(with_badges(left, source.regions), source.bullets, source.regions)
    found += tables
    homes: dict[tuple[int, int], list[Line]] = {}
    regions = [
        r
        for r in source.regions
        if r.kind != "table"
        or not (
            any((t.table or t.kind == CONTENTS) and _covers(t.box, r.box) for t in tables)
            or several(r, source.regions, source.runs)
        )
    ]
    regions = [r for r in regions if not is_of_another(r, regions, left)]
    stray: list[Line] = []
    for run, box in zip(left, boxes_of(left, frames), strict=True):
        home = _home(regions, run.box)
        if home is None:
            stray.append(run)
        else:
            homes.setdefault((home, box), []).append(run)
    for (i, _), runs in homes.items():
        for column in (column for prose in prose_columns(runs) for column in marked_columns(prose)):
            found.extend(_text(regions[i].kind, column, [t.box for t in tables]))
    if not source.regions:
        texts, stray = level_prose(stray)
        found.extend(Part("text", hull(line.box for line in lines), tuple(lines)) for lines in texts)
        regions = [Region("text", part.box, part.lines) for part in found if not part.table]
    for area in areas(stray, regions):
        for lines in clusters(in_lines(area)):
            found.append(Part("text", hull(line.box for line in lines), tuple(lines)))
    labelled = label_rows(drawn_grids, [part.box for part in found])
    found = [replace(part, row=labelled.get(i)) for i, part in enumerate(found)]
    return [replace(part, kind="footnote") if _ends_notes(part, found) else part for part in found]


def _drawn(source: PageSource) -> tuple[PageSource, list[Part]]:
    """Return a page without its drawings made of characters and its charts, and these."""
    found = sketches(source.runs, source.regions)
    if found:
        source = replace(source, runs=tuple(_without(source.runs, [line for lines in found for line in lines])))
    seen = charts(source.runs, source.rules, source.regions)
    labelled = [run for chart in seen for run in (*chart.labels, *chart.legend)]
    figures = [Part("figure", hull(line.box for line in lines), tuple(lines)) for lines in found]
    figures += [_picture(chart.labels, chart.legend) for chart in seen]
    return replace(source, runs=tuple(_besides(source.runs, labelled))), figures


def _apart(drawn: Iterable[Grid], source: PageSource) -> tuple[list[Grid], list[Box]]:
    """Return the grids that may be tables, and the boxes of text of the others."""
    kept: list[Grid] = []
    boxes: list[Box] = []
    for grid in drawn:
        texts = [run for run in source.runs if contains(grid.box, run.box)] if grid.is_table else []
        found = panels(grid, texts, source.regions) if texts else []
        boxes.extend(found)
        kept.extend([] if found else [grid])
    return kept, boxes


def _ends_notes(part: Part, page: list[Part]) -> bool:
    """Tell whether a part goes on with the footnotes above it: right below, as far left, in their size, set as a list."""
    return part.kind == "list-item" and any(
        other.kind == "footnote"
        and 0 <= part.box.y0 - other.box.y1 < part.lines[0].size
        and abs(part.box.x0 - other.box.x0) < TEXT.set_in * part.lines[0].size
        and abs(part.lines[0].size - other.lines[0].size) < TEXT.same_size * part.lines[0].size
        for other in page
    )


def _home(regions: list[Region], box: Box) -> int | None:
    inside = [i for i, region in enumerate(regions) if contains(region.box, box)]
    return min(inside, key=lambda i: _area(regions[i].box), default=None)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _covers(outer: Box, inner: Box) -> bool:
    shared = overlap(outer.x0, outer.x1, inner.x0, inner.x1) * overlap(outer.y0, outer.y1, inner.y0, inner.y1)
    return shared > 0.5 * _area(inner)


def _meets(one: Box, other: Box) -> bool:
    return overlap(one.x0, one.x1, other.x0, other.x1) > 0 and overlap(one.y0, one.y1, other.y0, other.y1) > 0


def _tables(source: PageSource, known: frozenset[str], drawn: list[Grid]) -> tuple[list[Part], list[Line]]:
    """Return a page's tables and the runs of text that are in none."""
    seen = [r for r in source.regions if r.kind == "table" and not several(r, source.regions, source.runs)]
    found, left = _ruled(source, known, drawn, seen)
    for runs in _headed(source, seen, left):
        region = Region("table", hull(run.box for run in runs))
        laid = unruled(region, runs, source.rules)
        if laid:
            found.append(Part("table", laid.box, table=fill(laid, runs, known, ruled=False)))
            left = _without(left, runs)
            seen = [region for region in seen if not _meets(region.box, laid.box)]
    for region in seen:
        inside = [run for run in left if contains(region.box, run.box)]
        if any(_covers(t.box, region.box) for t in found) or not inside:
            continue
        if all_contents(inside):
            left = _besides(left, inside)
            found.append(_lined(CONTENTS, inside))
            continue
        tables, taken = _unruled(region, inside, left, source.rules, known)
        found.extend(tables)
        left = _without(left, taken)
    frames = [grid.box for grid in drawn if len(grid.slots) == 1]
    for region, runs in list(aligned(left, source.regions, frames)):
        tables, taken = _unruled(region, runs, left, source.rules, known)
        found.extend(tables)
        left = _without(left, taken)
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
        laid = unruled(part, inside, (*rules, *walls))
        if laid:
            table = fill(laid, inside, known, ruled=False)
            found.append(
                Part("table", laid.box, table=replace(table, listed=part.kind == "list" and not is_headed(runs)))
            )
            taken.extend(inside)
    titles = titles_of([part.box for part in found], _without(left, taken))
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
        matching = [r for r in seen if _covers(grid.box, r.box) or _covers(r.box, grid.box)]
        if any(_frames_a_part(grid, region, source.runs) for region in matching):
            continue
        inside = [run for run in left if contains(grid.box, run.box)]
        if inside and (matching or _dense(grid, inside, pictures)):
            title = [run for run in left if grid.title and contains(grid.title, run.box, 0.0)]
            part = _of_grid(grid, _besides(inside, title), known, source.rules)
            left = _besides(left, inside)
            if part.table:
                part, left = replace(part, lines=tuple(in_lines(title))), _besides(left, title)
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
        return _lined(CONTENTS, inside)
    table = fill(grid, inside, known, ruled=True)
    if is_crowded(table.cells) and (laid := unruled(Region("table", grid.box), inside, rules)):
        loose = fill(laid, inside, known, ruled=False)
        table = table if is_crowded(loose.cells) else loose
    several_cells = sum(bool(cell.text) for cell in table.cells) > 1
    return Part("table", grid.box, table=table) if several_cells else _lined("aside", inside)


def _lined(kind: str, runs: list[Line]) -> Part:
    lines = in_lines(runs)
    return Part(kind, hull(line.box for line in lines), tuple(lines))


def _besides(runs: Iterable[Line], taken: Iterable[Line]) -> list[Line]:
    """Return runs but for those taken of them: the very same ones, since comparing them by what they hold takes long."""
    ids = {id(run) for run in taken}
    return [run for run in runs if id(run) not in ids]


def _headed(source: PageSource, seen: list[Region], left: list[Line]) -> Iterable[list[Line]]:
    """Yield the text of each table that a coloured band heads, in what the layout sees as tables."""
    inside = [run for run in left if any(contains(region.box, run.box) for region in seen)]
    bands = headbands(source.rules, inside, source.number)
    tables = [without_notes(runs) for runs in headed(bands, inside)] if bands else []
    return [runs for runs in tables if len(in_lines(runs)) >= TABLES.headed]


def _without(runs: Iterable[Line], taken: list[Line]) -> list[Line]:
    """Return runs without the words that were taken from them."""
    places = {(glyph.x0, glyph.y0, glyph.text) for line in taken for glyph in line.glyphs}
    kept = []
    for run in runs:
        homes = [int((word.glyphs[0].x0, word.glyphs[0].y0, word.glyphs[0].text) in places) for word in words(run)]
        kept.extend([run] if not any(homes) else [phrase for home, phrase in by_place(run, homes) if not home])
    return kept


def _dense(grid: Grid, runs: list[Line], pictures: list[Box]) -> bool:
    """Tell whether rules that the layout did not see as a table hold text like one: most cells are filled.

    In what it sees as a picture nearly all are: a chart's grid holds little.
    """
    filled = sum(any(contains(slot.box, run.box, 0.0) for run in runs) for slot in grid.slots)
    pictured = any(_covers(picture, grid.box) for picture in pictures)
    least = TABLES.filled_in_picture if pictured else TABLES.filled
    return len(grid.ys) > (3 if pictured else 2) and filled >= 4 and filled >= least * len(grid.slots)


def _text(kind: str, runs: list[Line], tables: list[Box]) -> Iterable[Part]:
    """Yield the part of a region of text, cut where lines beside a table begin or end, and where a table stands in it."""
    lines = in_lines(runs)
    if kind == "picture":
        read = {id(glyph) for line in lines if reads(line.text) for glyph in line.glyphs}
        named = [run for run in runs if id(run.glyphs[0]) not in read]
        if named:
            yield _picture(named)
        lines = [line for line in lines if reads(line.text)]
    run_on: list[Line] = []
    narrow = False
    for line in lines:
        here = any(
            overlap(line.box.y0, line.box.y1, t.y0, t.y1) > 0 and not beside(line.box, t) > TEXT.over for t in tables
        )
        if run_on and (here != narrow or any(_between(run_on[-1].box, t, line.box) for t in tables)):
            yield Part(kind, hull(x.box for x in run_on), tuple(run_on))
            run_on = []
        narrow = here
        run_on.append(line)
    if run_on:
        yield Part(kind, hull(x.box for x in run_on), tuple(run_on))


def _between(above: Box, table: Box, below: Box) -> bool:
    middle = (table.y0 + table.y1) / 2
    return above.y1 < middle < below.y0 and beside(table, hull((above, below))) > 0


def _picture(runs: Iterable[Line], legend: Iterable[Line] = ()) -> Part:
    found = (*labels(runs), *legend)
    return Part("figure", hull(label.box for label in found), found)
