"""Labels over several columns: how far each reaches, by the rule below it or by standing in the middle."""

from collections.abc import Sequence

from kotae.documents.pdf.columns import Columns, Placed
from kotae.documents.pdf.layout import Rule, overlap
from kotae.documents.pdf.rows import TableLine
from kotae.documents.pdf.tolerances import RULES, TABLES


def widened(header: Sequence[TableLine], found: Columns, flat: Sequence[Rule]) -> list[TableLine]:
    """Return a header's lines with each label reaching over all the columns that it is the label of."""
    return [
        TableLine(tuple(_widened(phrase, line, found, flat, i + 1 == len(header)) for phrase in line.phrases))
        for i, line in enumerate(header)
    ]


def _widened(phrase: Placed, line: TableLine, found: Columns, flat: Sequence[Rule], last: bool) -> Placed:
    """Return a label with the columns that the rule below it, or that its own place in the middle of them, gives it."""
    others = [other for other in line.phrases if other is not phrase]
    low = max((other.end for other in others if other.end <= phrase.start), default=1)
    high = min((other.start for other in others if other.start >= phrase.end), default=len(found.ink))
    if phrase.start == 0:
        return phrase
    ruled = _under(phrase, line, flat)
    if ruled:
        over = [
            c for c in range(low, high) if overlap(*found.ink[c], *ruled) > 0.5 * (found.ink[c][1] - found.ink[c][0])
        ]
        return Placed(phrase.line, over[0], over[-1] + 1) if over else phrase
    single = phrase.end - phrase.start == 1
    if single and (last or _off(phrase, phrase.start, phrase.end, found) < TABLES.centred * phrase.line.size):
        return phrase
    reaches = [(a, b) for a in range(low, phrase.start + 1) for b in range(phrase.end, high + 1)]
    centred = [(a, b) for a, b in reaches if _off(phrase, a, b, found) < TABLES.centred * phrase.line.size]
    if not centred:
        return phrase
    start, end = (max if not others else min)(centred, key=lambda reach: reach[1] - reach[0])
    return Placed(phrase.line, start, end)


def _under(phrase: Placed, line: TableLine, flat: Sequence[Rule]) -> tuple[float, float] | None:
    """Return the ends of the rule right below a label, where it stands below no other label."""
    box, size = phrase.line.box, phrase.line.size
    for rule in sorted(flat, key=lambda r: r.at):
        if (
            box.y1 - 0.5 * size < rule.at < box.y1 + size
            and rule.start <= box.x0 + RULES.inside
            and box.x1 - RULES.inside <= rule.end
        ):
            alone = all(
                overlap(p.line.box.x0, p.line.box.x1, rule.start, rule.end) <= 0
                for p in line.phrases
                if p is not phrase
            )
            return (rule.start, rule.end) if alone else None
    return None


def _off(phrase: Placed, start: int, end: int, found: Columns) -> float:
    return abs((phrase.line.box.x0 + phrase.line.box.x1) / 2 - (found.ink[start][0] + found.ink[end - 1][1]) / 2)
