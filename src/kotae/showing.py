"""How a result is shown, decided once for all that show it: its hits' numbers, how sure its answer is, what speaks against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kotae.answers.model import Answer, Result
from kotae.answers.support import supports
from kotae.index.opened import OpenIndex
from kotae.question.model import Inquiry

Level = Literal["sure", "uncertain", "not_found", "no_question"]
"""What a reader must tell at a glance: an answer to rely on, one to check, none; or that no question was asked."""

DoubtKind = Literal["unread", "unsaid", "rival", "other_table", "loose"]

# An answer less certain than this is to be checked: of the committed questions and traps (benchmarks/README.md, "How sure is
# sure"), 83 of 100 answers at least as certain are right, 50 of 100 less certain ones.
SURE = 0.7
# A reading of a table this nearly as certain as the best one is told of, and a name or thing that the evidence has no word
# for and that nothing in it comes this near to in meaning (both of the scale of `Support` and `Tried`, from 0 to 1).
_RIVAL, _MEANT = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an answer may be none: its kind, and the words of the question or the other result that it is about.

    "unread": what is asked would have to be computed from a table, and no way of doing so is sure; "unsaid": the evidence has
    no word for `words`; "rival": read in another way the table says `words`; "other_table": another table says `words`;
    "loose": the evidence meets the question only loosely.
    """

    kind: DoubtKind
    words: str = ""


def numbers(result: Result) -> dict[int, int]:
    """Return the number that each hit is shown with, by its rank: cited ones from 1 in the order of their citations."""
    answers = [answer for answer in (result.answer, *result.others) if answer]
    cited = [citation for answer in answers for citation in answer.citations]
    ranks = dict.fromkeys([*cited, *(hit.rank for hit in result.hits)])
    return {rank: number for number, rank in enumerate(ranks, 1)}


def level(result: Result) -> Level:
    """Return how sure a result is; key sentences that stand for a summary claim nothing."""
    if result.status == "answered":
        return "sure" if result.reply or result.certainty >= SURE else "uncertain"
    return result.status


def doubts(result: Result, inquiry: Inquiry, index: OpenIndex) -> tuple[Doubt, ...]:
    """Return why an uncertain result is uncertain, the weightiest reason first; nothing for any other.

    Args:
        result: the result.
        inquiry: the question that it answers, understood over the same index.
        index: where its hits are from.
    """
    if level(result) != "uncertain":
        return ()
    if result.answer is None:
        return (Doubt("unread"),)
    found = list(dict.fromkeys(_doubts(result, inquiry, index)))
    return tuple(found) or (Doubt("loose"),)


def _doubts(result: Result, inquiry: Inquiry, index: OpenIndex) -> Iterator[Doubt]:
    for other in result.others:
        yield Doubt("other_table", other.text)
    assert result.answer is not None
    if result.answer.computed and len(result.tried) > 1:
        best, next_best = result.tried[:2]
        if next_best.text != best.text and next_best.certainty >= _RIVAL * best.certainty:
            yield Doubt("rival", next_best.text)
    for place, answer in _answers(result):
        question = inquiry.questions[place]
        for support in supports(question, answer, result.hits, index):
            if support.meaning < _MEANT:
                yield Doubt("unsaid", question.text[support.thing.start : support.thing.end])


def _answers(result: Result) -> Iterator[tuple[int, Answer]]:
    """Yield the answers to the things that are asked, each with the place of what it answers."""
    if result.parts:
        yield from ((place, part.answer) for place, part in enumerate(result.parts) if part.answer)
    elif result.answer:
        yield 0, result.answer
