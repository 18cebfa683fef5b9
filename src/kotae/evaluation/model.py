"""A question with what is right for it, what came of asking it, and the figures over many of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kotae.answers.model import Answer
from kotae.documents.model import Box
from kotae.passages.units import UnitKind
from kotae.text.language import Language


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set.

    `answers` are texts any of which is a right answer; `documents` maps the documents that hold it (by id or file name) to
    how relevant they are, from 1, and `page` is the page in them. A right hit contains every string of one of the
    alternatives in `evidence`. `wrong` are answers known to be wrong. `extra` holds the columns that Kotae does not know,
    `place` where the set has the question.
    """

    id: str
    question: str
    language: Language
    kind: str = ""
    answers: tuple[str, ...] = ()
    answerable: bool = True
    documents: Mapping[str, int] = field(default_factory=dict)
    page: int | None = None
    evidence: tuple[tuple[str, ...], ...] = ()
    wrong: tuple[str, ...] = ()
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as a run keeps it: enough to judge and to show it without the index.

    `scores` are the signals behind the score, by name.
    """

    rank: int
    document: str
    file: str
    page: int
    kind: UnitKind
    text: str
    score: float
    scores: Mapping[str, float]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking one question.

    `answer` is what was told, `withheld` what would have been told were it certain enough; at most one of the two is there.
    `error` says why a question failed. `hits` are the best ones, in order; citations of the answers are ranks among them.
    """

    question: Question
    status: Literal["answered", "not_found", "failed"]
    certainty: float
    answer: Answer | None
    withheld: Answer | None
    hits: tuple[Found, ...]
    milliseconds: float
    error: str = ""

    @property
    def given(self) -> Answer | None:
        """The answer, told or withheld."""
        return self.answer or self.withheld


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric over some questions: its value, the 95% confidence interval where there is one, how many questions."""

    value: float
    low: float | None
    high: float | None
    count: int


Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run measured.

    `overall` has the figures of all questions, `groups` those of each value of "language", "kind" and "document"
    (`groups["language"]["ja"]["nDCG@10"]`), `gap` Japanese less English. `risk_coverage` are points (coverage, risk), from
    the most certain answer alone to all of them. Metrics are described in `measures.catalogue`.
    """

    questions: int
    answerable: int
    failed: int
    overall: Figures
    groups: Mapping[str, Mapping[str, Figures]]
    gap: Figures
    risk_coverage: tuple[tuple[float, float], ...]
