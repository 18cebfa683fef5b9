"""Reading order of a page's parts: columns from the left, each from the top, between parts and rules across them."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.pdf.layout import Rule, hull, overlap
from kotae.documents.pdf.part import Part
from kotae.documents.pdf.tolerances import PAGE

_HEADINGS = ("section-header", "title")


def in_order(parts: list[Part], rules: Sequence[Rule] = ()) -> list[Part]:
    """Sort a page's parts as a reader takes them.

    Args:
        parts: the parts.
        rules: the page's rules: columns end at those that run across several.
    """
    if len(parts) < 2:
        return parts
    labelled = {part.row[0] for part in parts if part.row}
    if labelled:
        return _by_rows(parts, min(labelled), rules)
    strips = _strips(parts)
    if len(strips) == 1:
        columns = _columns(parts)
        if len(columns) == 1:
            return sorted(parts, key=lambda p: (round(p.box.y0), p.box.x0))
        return [part for column in columns for part in in_order(column, rules)]
    return [part for band in _bands(strips, rules) for part in _band_in_order(band, rules)]


def _by_rows(parts: list[Part], column: int, rules: Sequence[Rule]) -> list[Part]:
    """Sort parts of which some stand in the rows of a column of labels: row by row, where the first of them comes."""
    rows: dict[int, list[Part]] = {}
    for part in parts:
        if part.row and part.row[0] == column:
            rows.setdefault(part.row[1], []).append(replace(part, row=None))
    held = [part for row in rows.values() for part in row]
    stand_in = replace(held[0], box=hull(part.box for part in held))
    rest = [part for part in parts if not (part.row and part.row[0] == column)]
    found: list[Part] = []
    for part in in_order([*rest, stand_in], rules):
        found.extend(
            [part] if part is not stand_in else [p for row in sorted(rows) for p in in_order(rows[row], rules)]
        )
    return found


def _band_in_order(band: list[list[Part]], rules: Sequence[Rule]) -> list[Part]:
    if len(band) == 1:
        return in_order(band[0], rules)
    columns = _columns([part for strip in band for part in strip])
    return [part for column in columns for part in in_order(column, rules)]


def _strips(parts: list[Part]) -> list[list[Part]]:
    """Cut where white runs across the page from side to side."""
    strips: list[list[Part]] = []
    floor = float("-inf")
    for part in sorted(parts, key=lambda p: p.box.y0):
        if strips and part.box.y0 < floor - 1.0:
            strips[-1].append(part)
        else:
            strips.append([part])
        floor = max(floor, part.box.y1)
    return strips


def _columns(parts: list[Part]) -> list[list[Part]]:
    """Cut where white runs down from top to bottom."""
    columns: list[list[Part]] = []
    edge = float("-inf")
    for part in sorted(parts, key=lambda p: p.box.x0):
        if columns and part.box.x0 < edge + PAGE.gutter:
            columns[-1].append(part)
        else:
            columns.append([part])
        edge = max(edge, part.box.x1)
    return columns


def _bands(strips: list[list[Part]], rules: Sequence[Rule]) -> list[list[list[Part]]]:
    """Put strips together that share their columns, so that a column is read to its end before the next.

    A strip with a single part joins only where that part is of a column's width: a short heading before or
    after two columns belongs to the page, not to the left one.
    """
    bands: list[list[list[Part]]] = []
    for strip in strips:
        together = _columns([p for s in [*bands[-1], strip] for p in s]) if bands else []
        if len(together) > 1 and not _walled(bands[-1][-1], strip, together, rules):
            bands[-1].append(strip)
        else:
            bands.append([strip])
    return [cut for band in bands for cut in _trimmed(band)]


def _walled(above: list[Part], below: list[Part], columns: list[list[Part]], rules: Sequence[Rule]) -> bool:
    """Tell whether a rule that runs across several columns parts two strips."""
    top, bottom = max(p.box.y1 for p in above), min(p.box.y0 for p in below)
    widths = [(min(p.box.x0 for p in column), max(p.box.x1 for p in column)) for column in columns]
    return any(
        sum(overlap(rule.start, rule.end, x0, x1) > PAGE.across * (x1 - x0) for x0, x1 in widths) > 1
        for rule in rules
        if rule.horizontal and top - 1.0 <= rule.at <= bottom + 1.0
    )


def _trimmed(band: list[list[Part]]) -> list[list[list[Part]]]:
    columns = _columns([part for strip in band for part in strip])
    first, last = 0, len(band)
    while last > first and (_opens(band[last - 1]) or not _fills(band[last - 1], columns)):
        last -= 1
    while first < last and not _fills(band[first], columns):
        first += 1
    core = band[first:last]
    if not any(len(_columns(strip)) > 1 for strip in core):
        return [[strip] for strip in band]
    return [*([s] for s in band[:first]), core, *([s] for s in band[last:])]


def _opens(strip: list[Part]) -> bool:
    """Tell whether a strip is a heading alone: what it heads comes after it, so it never ends a column."""
    return all(part.kind in _HEADINGS for part in strip)


def _fills(strip: list[Part], columns: list[list[Part]]) -> bool:
    """Tell whether a strip has several columns itself or a part about as wide as the column it stands in."""
    if len(_columns(strip)) > 1:
        return True
    for column in columns:
        if strip[0] in column:
            width = max(p.box.x1 for p in column) - min(p.box.x0 for p in column)
            return max(p.box.x1 for p in strip) - min(p.box.x0 for p in strip) > PAGE.fills * width
    return False
