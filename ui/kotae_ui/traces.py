"""What is told of each question that was asked: for an operator's figures and log, not for who asked."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from kotae.answers.model import Result
from kotae.errors import KotaeError
from kotae.messages import recognised
from kotae.stages import timed
from kotae_ui.calls import CallError


@dataclass(frozen=True, slots=True)
class Trace:
    """A question that was asked.

    `outcome` is the result's status, "refused", or "failed" where Kotae itself went wrong; `reason` is then the code of
    the message, "call" for a call that is not what it must be, or the error's type. `seconds` is the time until there was
    a result, with waiting; `stages` says what of it went where, and has nothing for an answer that was just given already.
    `index` names the generation.
    """

    question: str
    outcome: str
    seconds: float
    stages: Mapping[str, float]
    reason: str = ""
    certainty: float | None = None
    index: str = ""


Observer = Callable[[Trace], None]


@dataclass(slots=True)
class Answering:
    """A question while it is answered: `result` and `index` are there once it is."""

    result: Result | None = None
    index: str = ""
    started: float = field(default_factory=time.perf_counter)


@contextmanager
def traced(question: str, observers: Sequence[Observer]) -> Iterator[Answering]:
    """Tell observers of a question that is answered, refused or fails within; without a result nothing is told."""
    answering = Answering()
    with timed() as stages:
        outcome = reason = ""
        certainty = None
        try:
            yield answering
            if answering.result is not None:
                outcome, certainty = answering.result.status, answering.result.certainty
        except KotaeError as error:
            outcome, reason = "refused", _code(error)
            raise
        except Exception as error:
            outcome, reason = "failed", type(error).__name__
            raise
        finally:
            if outcome:
                seconds = time.perf_counter() - answering.started
                trace = Trace(question, outcome, seconds, dict(stages), reason, certainty, answering.index)
                for observer in observers:
                    observer(trace)


def _code(error: KotaeError) -> str:
    """Return which message an error is, or the one that a wrong call was refused for."""
    line = error.__cause__ if isinstance(error, CallError) and error.__cause__ else error
    message = recognised(str(line))
    if message is not None:
        return message.code
    return "call" if isinstance(error, CallError) else type(error).__name__
