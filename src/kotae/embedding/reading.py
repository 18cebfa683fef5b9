"""What a reader of question and passage together is given and gives; nothing here imports torch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Passage(NamedTuple):
    """What is read with a question: the title that it stands under, or an empty one, and the text; where the question is put
    to it in other words, these."""

    title: str
    text: str
    question: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What was read in one passage.

    `places` are the characters of the text that its tokens stand for, int32 [tokens, 2]; `starts` and `ends` tell how well
    the answer begins and ends with each, float32 [tokens], comparable between the passages of one question. `answers` is
    the logit of the probability that the passage answers, `relevance` how relevant it is beside the others.
    """

    places: NDArray[np.int32]
    starts: Floats
    ends: Floats
    answers: float
    relevance: float


class PassageReader(Protocol):
    """Reads passages with a question."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Read]:
        """Read some passages for one question, in their order; what is too long for a passage is cut off at its end."""
