"""A question read against one table: its operation words, amounts, times, and the names that it has from the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from kotae.answers.tables.cues import Cue, CueKind
from kotae.answers.tables.linking import Links
from kotae.answers.tables.matching import Link
from kotae.answers.tables.relation import Column, Relation
from kotae.question.model import Amount, Period

# The share of a header that a question must have for its column to count as named.
HALF = 0.5
_NAME, _COVERED = 0.6, 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question says that bears on one table.

    `foreign` tells whether the table is in the other language, `cues` are the operation words that are not part of a name,
    `closeness` is for each column how near its header is to the question in meaning.
    """

    question: str
    foreign: bool
    relation: Relation
    links: Links
    cues: tuple[Cue, ...]
    amounts: tuple[Amount, ...]
    spans: tuple[Period, ...]
    closeness: tuple[float, ...]

    def cue(self, *kinds: CueKind) -> Cue | None:
        """Return the first operation word of some kinds."""
        return next((cue for cue in self.cues if cue.kind in kinds), None)

    def has(self, *kinds: CueKind) -> bool:
        """Tell whether the question has an operation word of some kinds."""
        return self.cue(*kinds) is not None

    @property
    def body(self) -> frozenset[int]:
        """The rows that are neither totals nor parts of other rows."""
        everything = frozenset(range(len(self.relation.table.rows)))
        return everything - self.relation.summaries - self.relation.parts

    @property
    def named(self) -> tuple[Link, ...]:
        """The values that name one row each."""
        return tuple(link for link in self.links.values if len(link.rows) == 1)

    @property
    def shared(self) -> tuple[Link, ...]:
        """The values and groups that several rows have."""
        return tuple(link for link in self.links.values if len(link.rows) > 1)

    def header(self, column: Column) -> float:
        """Return how well the question names a column, from 0; its closeness in meaning decides between equals."""
        link = next((link for link in self.links.headers if link.name.column == column.position), None)
        return link.score * link.share if link else 0.0


def free_cues(cues: Sequence[Cue], links: Links) -> tuple[Cue, ...]:
    """Return the operation words that are not part of a name: in "平均収入" the mean is a word of the header."""
    named = [link for link in (*links.headers, *links.values) if link.share >= _NAME]
    return tuple(cue for cue in cues if not any(_covers(link, cue, links) for link in named))


def _covers(link: Link, cue: Cue, links: Links) -> bool:
    shared = sum(
        max(0, min(links.concepts[place].end, cue.end) - max(links.concepts[place].start, cue.start))
        for place in link.concepts
    )
    return shared >= _COVERED * (cue.end - cue.start)
