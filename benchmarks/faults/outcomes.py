"""What an attack came to, in typed categories, and the table of their counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How one case ended; a case that ended badly in several ways counts as the first of them that was noticed."""

    RIGHT = "right"  # answered as the undamaged index answers, or as the new one does
    OLD = "old"  # answered as the index before the change did
    ONE_LINE = "one_line"  # refused with exit code 1 and one line that says why
    WRONG = "wrong"  # another answer, or a message that is not true
    TRACEBACK = "traceback"  # a traceback, a crash, or more than one line
    OVER_LIMITS = "over_limits"  # more time or memory than is stated
    HUNG = "hung"  # had to be stopped
    LOST_DOCUMENT = "lost_document"  # a document that is not at fault is not in the index
    TOUCHED_OUTSIDE = "touched_outside"  # a file that is none of Kotae's was changed
    LEFT_OVER = "left_over"  # half-made files or running processes stay


@dataclass(frozen=True, slots=True)
class Finding:
    """One case: what was done, how it ended, and what was seen where it ended badly (`detail`)."""

    kind: str
    case: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure that is shown below the table, in words."""

    text: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of attack: its name, what it does in a few words, how it may end, and what carries it out.

    `attack` is given the workplace, what asks indexes, and whether the short form is wanted; it yields a finding for each
    case, and what it measured.
    """

    name: str
    does: str
    allowed: frozenset[Outcome]
    attack: Callable[..., Iterable[Finding | Measured]]


def table(kinds: Sequence[Kind], seen: Sequence[Finding | Measured]) -> str:
    """Render the counts of outcomes as a Markdown table, a row for each kind, with what was measured below it."""
    lines = [
        f"| attack | cases | {' | '.join(outcome.replace('_', ' ') for outcome in Outcome)} |",
        f"|---|---:|{'---:|' * len(Outcome)}",
    ]
    for kind in kinds:
        counts = Counter(one.outcome for one in seen if isinstance(one, Finding) and one.kind == kind.name)
        figures = " | ".join(str(counts[outcome]) for outcome in Outcome)
        lines.append(f"| {kind.does} | {counts.total() or 'skipped'} | {figures} |")
    measured = [f"- {one.text}" for one in seen if isinstance(one, Measured)]
    return "\n".join([*lines, *([""] if measured else []), *measured])
