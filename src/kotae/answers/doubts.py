"""Why an answer may be none, in terms that a reader can check."""

from collections.abc import Iterator

from kotae.answers.model import Answer, Doubt, Result
from kotae.answers.support import supports
from kotae.index.opened import OpenIndex
from kotae.question.model import Inquiry

# A reading of a table this nearly as certain as the best one is told of, and a name or thing that the evidence has no word
# for and that nothing in it comes this near to in meaning (both of the scale of `Support` and `Tried`, from 0 to 1).
_RIVAL, _MEANT = 0.25, 0.5


def doubts(result: Result, inquiry: Inquiry, index: OpenIndex) -> tuple[Doubt, ...]:
    """Return why an uncertain result is uncertain, the weightiest reason first; nothing for any other.

    Args:
        result: the result.
        inquiry: the question that it answers, understood over the same index.
        index: where its hits are from.
    """
    if result.status != "uncertain":
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
            if max(support.meaning, support.document) < _MEANT:
                yield Doubt("unsaid", question.text[support.thing.start : support.thing.end])


def _answers(result: Result) -> Iterator[tuple[int, Answer]]:
    """Yield the answers to the things that are asked, each with the place of what it answers."""
    if result.parts:
        yield from ((place, part.answer) for place, part in enumerate(result.parts) if part.answer)
    elif result.answer:
        yield 0, result.answer
