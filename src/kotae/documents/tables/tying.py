"""Which lines belong to which table, decided once for all formats: its caption, unit, period, notes and source.

A reader says what its lines are and, where they have places on a page, which of them are near a table. All else is told here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from kotae.documents.lines.headings import could_be_heading
from kotae.documents.lines.marks import is_entry, is_table_caption, is_unit
from kotae.documents.lines.periods import is_period
from kotae.documents.lines.starts import line_start
from kotae.documents.tables.captions import LineKind, line_kind

Kind = LineKind | Literal["period", "remark", "paragraph", "entry", "heading", "table", "picture", "other"]

_BETWEEN = frozenset[Kind](["unit", "period", "remark", "note"])  # what stands between a table and the caption above it
_BELOW = frozenset[Kind](["caption", "unit", "note", "source"])


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A line, or another part of a document, as what it is to the tables around it.

    Of a table, `titles` are the lines that it holds itself and `cells` the texts in which marks may call notes. `page` is the
    page that it begins on, where the document has pages.
    """

    kind: Kind
    text: str = ""
    titles: Sequence[str] = ()
    cells: Sequence[str] = ()
    page: int = 0


Near = Mapping[int, tuple[Sequence[int], Sequence[int]]]
"""The lines above and below each table that may be its own, from the nearest on, by the places of all."""


@dataclass(frozen=True, slots=True)
class Tied:
    """The lines above and below each table, from the top, by its place and theirs; `taken` stand nowhere else."""

    above: dict[int, list[int]]
    below: dict[int, list[int]]
    taken: frozenset[int]


def kind_of(text: str) -> Kind:
    """Return what a line is to a table beside it, by what it says."""
    told = line_kind(text) or ("period" if is_period(text) else None)
    return told or ("remark" if is_unit(text) else "paragraph")


def tie(lines: Sequence[Neighbour], near: Near | None = None, reach: int = 0) -> Tied:
    """Give every table the lines that are about it: each line to one table, and at most one caption to each.

    A caption between two tables is of the one on whose side the document sets captions; a unit there leads the second.

    Args:
        lines: the lines, tables and pictures of a document, in order.
        near: the lines around each table; all up to the tables around it where none are given.
        reach: how many paragraphs may stand between a caption and its table.
    """
    lines = _without_captions_of_pictures(lines)
    below_first = _captions_stand_below(lines)
    near = _in_order(lines) if near is None else near
    told = {table: {line_kind(title) for title in lines[table].titles} for table in near}
    named = {table for table, kinds in told.items() if kinds & {"caption", None}}
    owners: dict[int, int] = {}
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}

    def free(table: int, side: int) -> list[int]:
        return list(takewhile(lambda place: owners.get(place, table) == table, near[table][side]))

    def take(table: int, side: dict[int, list[int]], places: list[int]) -> None:
        side[table] = places
        owners.update(dict.fromkeys(places, table))
        if any(lines[place].kind == "caption" for place in places):
            named.add(table)

    # Above first: what leads a table is no end of the one before it.
    for table in near:
        take(table, above, _above(lines, free(table, 0), captions=not below_first and "caption" not in told[table]))
    for table in near:
        open_below = frozenset(free(table, 1))
        take(table, below, _below(lines, near[table][1], open_below, lines[table].cells, named=table in named))
    for table in [table for table in near if table not in named]:
        over = free(table, 0)
        found = _above(lines, over, captions=True)
        take(table, above, found)
        if table not in named:
            take(table, above, [*_far_caption(lines, over, reach), *found])
        if table not in named:
            above[table] = [*_label(lines, over, len(found)), *found]
    return Tied(above, below, frozenset(owners))


def _captions_stand_below(lines: Sequence[Neighbour]) -> bool:
    """Tell whether a document's captions stand below its tables.

    A caption between two tables may be of either. One with a table on one side only of its page tells, and most of these
    decide; without any, captions stand above, as they do in most documents.
    """
    kept = [line for line in lines if line.kind not in (*_BETWEEN, "source")]
    votes = 0
    for before, line, behind in zip([None, *kept], kept, [*kept[1:], None], strict=False):
        if line.kind == "caption":
            votes += _is_table_beside(line, before) - _is_table_beside(line, behind)
    return votes > 0


def _is_table_beside(line: Neighbour, other: Neighbour | None) -> bool:
    return other is not None and other.kind == "table" and other.page == line.page


def _in_order(lines: Sequence[Neighbour]) -> Near:
    tables = [place for place, line in enumerate(lines) if line.kind == "table"]
    bounds = zip([-1, *tables], tables, [*tables[1:], len(lines)], strict=False)
    return {table: (range(table - 1, before, -1), range(table + 1, behind)) for before, table, behind in bounds}


def _without_captions_of_pictures(lines: Sequence[Neighbour]) -> list[Neighbour]:
    """Return lines; a caption beside a picture is none of a table where it does not say so."""
    kept = list(lines)
    for place, line in enumerate(lines):
        beside = [other.kind for other in lines[max(0, place - 1) : place + 2]]
        if line.kind == "caption" and "picture" in beside and not is_table_caption(line.text):
            kept[place] = replace(line, kind="other")
    return kept


def _above(lines: Sequence[Neighbour], over: list[int], *, captions: bool) -> list[int]:
    """Return the lines right above a table: its caption, and what stands between the two."""
    found = list(takewhile(lambda place: lines[place].kind in _BETWEEN, over))[::-1]
    if captions and len(over) > len(found) and lines[over[len(found)]].kind == "caption":
        return [over[len(found)], *found]
    while found and lines[found[0]].kind == "note":  # notes without a caption above them end what came before
        found.pop(0)
    return found


def _below(
    lines: Sequence[Neighbour], under: Sequence[int], free: frozenset[int], cells: Sequence[str], *, named: bool
) -> list[int]:
    """Return the lines right below a table: its notes, source and unit, and a caption where it has none above."""
    found: list[int] = []
    for place in under:
        kind = lines[place].kind
        told = (kind in _BELOW and not (named and kind == "caption")) or _is_called(lines[place], cells)
        if place not in free or not told:
            while found and kind in ("caption", "picture") and lines[found[-1]].kind == "unit":
                found.pop()  # it leads what comes next
            break
        named = named or kind == "caption"
        found.append(place)
    return found


def _is_called(line: Neighbour, cells: Sequence[str]) -> bool:
    """Tell whether a line says what a number in one of a table's cells calls: "(1) Since May." where one is "Ships (1)"."""
    start = line_start(line.text) if line.kind in ("paragraph", "entry") else None
    if start is None or start.kind != "number" or not start.item:
        return False
    mark = re.compile(rf"(?<![\d.,]){re.escape(line.text[: start.length].strip())}(?!\w)")
    return any(found.start() for cell in cells for found in mark.finditer(cell.strip()))


def _far_caption(lines: Sequence[Neighbour], over: list[int], reach: int) -> list[int]:
    """Return a table's caption from some paragraphs before, where only one can be meant.

    A caption with its source right below it belongs to a figure that the text does not hold.
    """
    found: list[int] = []
    passed, nearer = 0, "table"
    for place in over:
        kind = lines[place].kind
        if kind in ("heading", "picture") or passed > reach:
            break
        passed += kind in ("paragraph", "entry", "other")
        if kind == "caption" and nearer not in ("source", "note", "caption") and is_table_caption(lines[place].text):
            found.append(place)
        nearer = kind
    return found if len(found) == 1 else []


def _label(lines: Sequence[Neighbour], over: list[int], marked: int) -> list[int]:
    """Return the line over a table without a caption, and its marked lines, that tells it from others, if any.

    It does so by its own mark ("②売上実績"), or by standing over the line that states the table's unit or period. It may
    head what follows the table, too, and is a line of the text as well.
    """
    if len(over) <= marked:
        return []
    line = lines[over[marked]]
    told = line.kind == "paragraph" and could_be_heading(line.text) and (marked or is_entry(line.text))
    return [over[marked]] if told else []
