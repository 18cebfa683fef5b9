"""Names with an amount each at the other end of their line: a list of two columns, though its entries have bullets."""

from collections.abc import Iterator, Sequence

from kotae.documents.lines import marks
from kotae.documents.lines.contents import is_contents
from kotae.documents.pdf.layout import Line, together
from kotae.documents.pdf.phrases import around_leaders, phrases
from kotae.documents.pdf.tolerances import ALIGNED
from kotae.documents.tables.numerals import read_amount


def valued(lines: Sequence[Line]) -> Iterator[list[list[Line]]]:
    """Yield the rows of each list of names with their amounts, the name and the amount of each.

    Args:
        lines: lines of text, from the top.
    """
    run: list[list[Line]] = []
    for line in lines:
        row = _row(line)
        if run and not (row and _goes_on(run, row)):
            yield from _whole(run)
            run = []
        if row:
            run.append(row)
    yield from _whole(run)


def _row(line: Line) -> list[Line]:
    """Return a line's name and its amount, or what dots lead to; nothing where it has none, or the number of a page."""
    pieces = [phrases(piece, space=ALIGNED.space) for piece in around_leaders(line)]
    cut = [phrase for piece in pieces for phrase in piece]
    led = len(pieces[0]) if len(pieces) > 1 else 0
    start = next((i for i in range(1, len(cut)) if read_amount(cut[i].text) is not None), led)
    if not start or marks.is_page_number(cut[start].text) or is_contents(line.text):
        return []
    return [together(cut[:start]), together(cut[start:])]


def _goes_on(run: Sequence[Sequence[Line]], row: Sequence[Line]) -> bool:
    """Tell whether a name begins below the one above, close to it, and its amount behind all names."""
    (name, amount), (above, _) = row, run[-1]
    near = name.box.y0 - above.box.y1 < ALIGNED.gap * name.size
    flush = abs(name.box.x0 - above.box.x0) < ALIGNED.off * name.size
    ends = max(other.box.x1 for other, _ in run)
    begins = min(other.box.x0 for _, other in run)
    return near and flush and amount.box.x0 > ends and name.box.x1 < begins


def _whole(run: list[list[Line]]) -> list[list[list[Line]]]:
    """Return the list, if it is one: the amounts stand apart from their names and below each other."""
    apart = sum(amount.box.x0 - name.box.x1 > ALIGNED.valued * name.size for name, amount in run)
    return [run] if len(run) >= ALIGNED.list_rows and 2 * apart > len(run) else []
