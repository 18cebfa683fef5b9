"""Labels over several columns: how far each reaches, by the rule below it or by standing in the middle."""

from collections.abc import Sequence

from kotae.documents.pdf.columns import Columns, Placed
from kotae.documents.pdf.layout import Rule, overlap
from kotae.documents.pdf.rows import TableLine
from kotae.documents.pdf.tolerances import RULES, TABLES


def widened(header: Sequence[TableLine], found: Columns, flat: Sequence[Rule]) -> list[TableLine]:
    """Return a header's lines with each label reaching over all the columns that it is the label of."""
    return [
        TableLine(tuple(_widened(piece, line, found, flat, i + 1 == len(header)) for piece in line.pieces))
        for i, line in enumerate(header)
    ]


def _widened(piece: Placed, line: TableLine, found: Columns, flat: Sequence[Rule], last: bool) -> Placed:
    """Return a label with the columns that the rule below it, or that its own place in the middle of them, gives it."""
    others = [other for other in line.pieces if other is not piece]
    low = max((other.end for other in others if other.end <= piece.start), default=1)
    high = min((other.start for other in others if other.start >= piece.end), default=len(found.ink))
    if piece.start == 0:
        return piece
    ruled = _under(piece, line, flat)
    if ruled:
        over = [
            c for c in range(low, high) if overlap(*found.ink[c], *ruled) > 0.5 * (found.ink[c][1] - found.ink[c][0])
        ]
        return Placed(piece.line, over[0], over[-1] + 1) if over else piece
    single = piece.end - piece.start == 1
    if single and (last or _off(piece, piece.start, piece.end, found) < TABLES.centred * piece.line.size):
        return piece
    reaches = [(a, b) for a in range(low, piece.start + 1) for b in range(piece.end, high + 1)]
    centred = [(a, b) for a, b in reaches if _off(piece, a, b, found) < TABLES.centred * piece.line.size]
    if not centred:
        return piece
    start, end = (max if not others else min)(centred, key=lambda reach: reach[1] - reach[0])
    return Placed(piece.line, start, end)


def _under(piece: Placed, line: TableLine, flat: Sequence[Rule]) -> tuple[float, float] | None:
    """Return the ends of the rule right below a label, where it stands below no other label."""
    box, size = piece.line.box, piece.line.size
    for rule in sorted(flat, key=lambda r: r.at):
        if (
            box.y1 - 0.5 * size < rule.at < box.y1 + size
            and rule.start <= box.x0 + RULES.inside
            and box.x1 - RULES.inside <= rule.end
        ):
            alone = all(
                overlap(p.line.box.x0, p.line.box.x1, rule.start, rule.end) <= 0 for p in line.pieces if p is not piece
            )
            return (rule.start, rule.end) if alone else None
    return None


def _off(piece: Placed, start: int, end: int, found: Columns) -> float:
    return abs((piece.line.box.x0 + piece.line.box.x1) / 2 - (found.ink[start][0] + found.ink[end - 1][1]) / 2)
