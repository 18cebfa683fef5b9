"""Cutting a page into parts: its tables and its regions of text, each with its lines."""

from collections.abc import Iterable
from dataclasses import replace

from kotae.documents.model import Box
from kotae.documents.pdf.aligned import several
from kotae.documents.pdf.areas import areas, clusters, is_of_another
from kotae.documents.pdf.badges import with_badges
from kotae.documents.pdf.blocks import as_tables
from kotae.documents.pdf.boxed import boxes_of
from kotae.documents.pdf.bullets import with_bullets
from kotae.documents.pdf.cards import cards
from kotae.documents.pdf.charts import charts, reads
from kotae.documents.pdf.layout import (
    Line,
    PageSource,
    Region,
    beside,
    contains,
    hull,
    in_lines,
    overlap,
)
from kotae.documents.pdf.marked import marked_columns
from kotae.documents.pdf.outside import with_outside
from kotae.documents.pdf.page_tables import page_tables
from kotae.documents.pdf.panels import panels
from kotae.documents.pdf.part import CONTENTS, GRID_OF_CARDS, Part, area_of, besides, covers, without
from kotae.documents.pdf.picture_labels import labels
from kotae.documents.pdf.prose import level_prose, prose_columns
from kotae.documents.pdf.row_labels import label_rows
from kotae.documents.pdf.ruled import Grid, grids
from kotae.documents.pdf.sketches import sketches
from kotae.documents.pdf.tolerances import TEXT


def parts(source: PageSource, known: frozenset[str]) -> list[Part]:
    """Cut a page into its parts, in no order yet."""
    source, found = _drawn(source)
    blocks = as_tables(grids(source.rules, source.number), source.runs)
    drawn_grids, boxes = _apart([with_outside(grid, source.runs, source.regions) for grid in blocks], source)
    frames = [*boxes, *(grid.box for grid in drawn_grids if len(grid.slots) == 1)]
    source, grids_of_cards = _without_cards(source, drawn_grids)
    tables, left = page_tables(source, known, drawn_grids)
    left = with_bullets(with_badges(left, source.regions), source.bullets, source.regions)
    found += [*tables, *grids_of_cards]
    homes: dict[tuple[int, int], list[Line]] = {}
    regions = [
        r
        for r in source.regions
        if r.kind != "table"
        or not (
            any((t.table or t.kind == CONTENTS) and covers(t.box, r.box) for t in tables)
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
        source = replace(source, runs=tuple(without(source.runs, [line for lines in found for line in lines])))
    seen = charts(source.runs, source.rules, source.regions)
    labelled = [run for chart in seen for run in (*chart.labels, *chart.legend)]
    figures = [Part("figure", hull(line.box for line in lines), tuple(lines)) for lines in found]
    figures += [_picture(chart.labels, chart.legend) for chart in seen]
    return replace(source, runs=tuple(besides(source.runs, labelled))), figures


def _without_cards(source: PageSource, drawn: Iterable[Grid]) -> tuple[PageSource, list[Part]]:
    """Return a page without the cards that stand in no drawn box, and these."""
    boxes = [grid.box for grid in drawn]
    seen = cards([run for run in source.runs if not any(contains(box, run.box) for box in boxes)], source.regions)
    if not seen:
        return source, []
    taken = [card for grid in seen for card in grid]
    found = [Part(GRID_OF_CARDS, hull(card.box for card in grid), tuple(grid)) for grid in seen]
    return replace(source, runs=tuple(without(source.runs, taken))), found


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
    return min(inside, key=lambda i: area_of(regions[i].box), default=None)


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
