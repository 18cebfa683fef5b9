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


BAD = tuple(outcome for outcome in Outcome if outcome not in (Outcome.RIGHT, Outcome.OLD, Outcome.ONE_LINE))


@dataclass(frozen=True, slots=True)
class Finding:
    """One case: what was done, how it ended, and what was seen where it ended badly (`detail`).

    `measured` is what was measured in it, to be shown below the table.
    """

    kind: str
    case: str
    outcome: Outcome
    detail: str = ""
    measured: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of attack: its name, what it does in a few words, how it may end, and what carries it out.

    `attack` is given the workplace and whether the short form is wanted, and yields a finding for each case.
    """

    name: str
    does: str
    allowed: frozenset[Outcome]
    attack: Callable[..., Iterable[Finding]]


def violations(kind: Kind, findings: Iterable[Finding]) -> list[Finding]:
    """Return the cases of a kind that ended as none may."""
    return [finding for finding in findings if finding.outcome not in kind.allowed]


def table(kinds: Sequence[Kind], findings: Sequence[Finding]) -> str:
    """Render the counts of outcomes as a Markdown table, a row for each kind."""
    lines = [
        f"| attack | cases | {' | '.join(outcome.replace('_', ' ') for outcome in Outcome)} |",
        f"|---|---:|{'---:|' * len(Outcome)}",
    ]
    for kind in kinds:
        counts = Counter(finding.outcome for finding in findings if finding.kind == kind.name)
        figures = " | ".join(str(counts[outcome]) for outcome in Outcome)
        lines.append(f"| {kind.does} | {counts.total() or 'skipped'} | {figures} |")
    measured = [f"- {finding.measured}" for finding in findings if finding.measured]
    return "\n".join([*lines, *([""] if measured else []), *measured])
