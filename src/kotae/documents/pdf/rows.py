"""Which lines of a table make one row: a label or a text that is wrapped goes on, and what stands below a value is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kotae.documents.model import Box
from kotae.documents.pdf.columns import Placed
from kotae.documents.pdf.layout import Rule, hull, overlap
from kotae.documents.pdf.phrases import is_value
from kotae.documents.pdf.tolerances import RULES, TABLES

_FEWEST_LINES = 4  # of a table, for the white between them to tell rows
_OPENING = frozenset("([{（［｛「『〈《【\"'“‘")  # opens a remark on the line above as well


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table: its phrases with the columns that they stand in, from the left."""

    phrases: tuple[Placed, ...]

    @property
    def box(self) -> Box:
        """The box around its phrases."""
        return hull(phrase.line.box for phrase in self.phrases)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.box.y0 + self.box.y1) / 2

    @property
    def columns(self) -> set[int]:
        """The columns in which it has something."""
        return {column for phrase in self.phrases for column in range(phrase.start, phrase.end)}

    @property
    def values(self) -> set[int]:
        """The columns in which it has a value."""
        return {phrase.start for phrase in self.phrases if is_value(phrase.line.text)}


def body_start(lines: Sequence[TableLine], count: int) -> int:
    """Return the first line that is no header: it has values in most columns in which values stand.

    Args:
        lines: the lines of a table, from the top.
        count: how many columns it has.
    """
    lower = lines[len(lines) // 2 :]  # where no header stands
    figures = [sum(c in line.values for line in lower) for c in range(count)]
    written = [sum(c in line.columns for line in lower) for c in range(count)]
    numeric = {c for c in range(1, count) if 2 * figures[c] > written[c]}
    if not numeric:
        return _bold_lines(lines)
    return next((i for i, line in enumerate(lines) if 2 * len(line.values & numeric) > len(numeric)), 0)


def _bold_lines(lines: Sequence[TableLine]) -> int:
    """Return how many lines at the top are set bold, where what comes next is not."""
    bold = [all(phrase.line.bold for phrase in line.phrases) for line in lines]
    count = sum(bold)
    return count if all(bold[:count]) and count < len(bold) else 0


def by_white(lines: Sequence[TableLine], body: int) -> frozenset[int] | None:
    """Return the lines that begin rows where white says so: more of it parts the rows than the lines of a wrapped cell.

    It does where between all lines that it leaves together at most one has values, and in most rows one has. None where it
    says nothing.

    Args:
        lines: the lines of a table, from the top.
        body: the first line that has values.
    """
    pitches = [below.middle - above.middle for above, below in pairwise(lines)]
    if len(lines) < _FEWEST_LINES:
        return None
    steps = [(low, high) for low, high in pairwise(sorted(pitches)) if high > TABLES.white_step * low]
    for low, _ in reversed(steps):  # the widest first: lines of one cell may stand beside others half a line off
        begun = [0, *(i for i, pitch in enumerate(pitches, 1) if pitch > low)]
        groups = [lines[start:end] for start, end in pairwise([*begun, len(lines)]) if end > body]
        valued = [sum(bool(line.values) for line in group) for group in groups]
        if max(valued) == 1 and 2 * sum(valued) > len(groups) > 1:
            return frozenset(begun)
    return None


def rows(
    lines: Sequence[TableLine],
    body: int,
    seen: Sequence[float],
    flat: Sequence[Rule],
    begun: frozenset[int] | None = None,
) -> list[list[TableLine]]:
    """Put the lines of a table together that make one row.

    Args:
        lines: its lines, from the top.
        body: the first line that is no header.
        begun: the lines that begin rows, where white says so.
        seen: heights at which the layout sees an edge between rows.
        flat: the level rules that stand at the table.
    """
    made: list[list[TableLine]] = [[lines[0]]] if lines else []
    middles = [line.middle for line in lines]
    for i, (above, below) in enumerate(pairwise(lines)):
        top, bottom = middles[i : i + 2]
        drawn = any(top < rule.at < bottom and _reaches(rule, above, below) for rule in flat)
        guessed = any(top < y < bottom for y in seen)
        told = i + 1 in begun if begun and i + 1 > body else _begins(made[-1], below, i + 1, body, guessed)
        if drawn or told:
            made.append([below])
        else:
            made[-1].append(below)
    return made


def _reaches(rule: Rule, above: TableLine, below: TableLine) -> bool:
    """Tell whether a rule parts two lines, rather than underlining words of the upper one."""
    if any(
        p.line.box.x0 - RULES.underline < rule.start and rule.end < p.line.box.x1 + RULES.underline
        for p in above.phrases
    ):
        return False
    return any(
        overlap(p.line.box.x0, p.line.box.x1, rule.start, rule.end) > 0 for p in (*above.phrases, *below.phrases)
    )


def _begins(row: list[TableLine], line: TableLine, number: int, body: int, guessed: bool) -> bool:
    """Tell whether a line begins a row, rather than going on with the one above."""
    above = row[-1]
    if number == body or any(line.values & other.values for other in row):
        return True
    if any(_crosses(other, line) or _crosses(line, other) for other in row):
        return True
    apart = line.box.y0 - above.box.y1 > 0.5 * line.phrases[0].line.size
    if number < body:
        return apart
    if not guessed:
        return _marked_alike(row[0], line)
    return apart or not _goes_on(row, line)


def _marked_alike(first: TableLine, line: TableLine) -> bool:
    """Tell whether a line's label opens with the sign with which the row's own does, as names of one kind do."""
    if 0 not in first.columns or 0 not in line.columns:
        return False
    label, other = (row.phrases[0].line.text for row in (first, line))
    return label[0] == other[0] and not label[0].isalnum() and label[0] not in _OPENING


def _crosses(spanning: TableLine, line: TableLine) -> bool:
    """Tell whether a phrase of one line spans columns that are apart in the other."""
    return any(
        sum(other.start < phrase.end and phrase.start < other.end for other in line.phrases) > 1
        for phrase in spanning.phrases
        if phrase.end - phrase.start > 1
    )


def _goes_on(row: list[TableLine], line: TableLine) -> bool:
    """Tell whether a line reads like the rest of a text that the row above began."""
    held = set().union(*(other.columns for other in row))
    if line.values and any(other.values for other in row):
        return False
    if 0 not in line.columns:
        return not line.values and line.columns <= held
    first = line.phrases[0].line.text
    if len(line.columns) > 2 and line.columns >= held:
        return False  # cells do not all go on
    return first[0].islower() and first[1:2].isalpha() and 0 in held  # a sign is no word that goes on
