"""Where a text has things of the kind that a question asks for, and whether an answer has one."""

import re
from collections.abc import Iterator
from functools import cache

from kotae.question.measures import states
from kotae.question.model import Question, Sort
from kotae.question.words import words
from kotae.text import numbers
from kotae.text.lists import either

# What a number behind these counts is a place in the document, not an amount.
_LABEL = re.compile(r"(?:図表|図|表|第|注|\b(?:table|figure|fig\.|exhibit|chapter|section|no\.)) ?$", re.IGNORECASE)
_UNIT = re.compile(r" ?(?:[%％‰]|[A-Za-z]+|[ァ-ヶー]+|[一-龠々]{1,3}?(?=[^一-龠々]|$))")


def fits(question: Question, answer: str) -> bool:
    """Tell whether an answer has what is asked for: a date or an amount that the question does not itself give."""
    if question.target.sort not in ("when", "amount"):
        return True
    return any(answer[start:end] not in question.text for start, end in fitting_spans(question.target.sort, answer))


def fitting_spans(sort: Sort, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has things of the kind that is asked for: dates, or amounts with their units."""
    if sort == "when":
        yield from ((date.start, date.end) for date in numbers.dates(text))
    elif sort == "amount":
        for amount in numbers.quantities(text):
            if _LABEL.search(text[: amount.start]):
                continue
            unit = _UNIT.match(text, amount.end)
            yield amount.start, unit.end() if unit else amount.end
        for spelled in _spelled().finditer(text):
            yield spelled.span()


@cache
def _spelled() -> re.Pattern[str]:
    """Return the pattern of English numbers in words with what is counted; "one" stands for things as often as it counts."""
    number = either(word for word, value in words("en", "limits")["numbers"].items() if value > 1)
    return re.compile(rf"\b{number}\b(?:[- ]{number}\b)*(?: [A-Za-z]+)?", re.IGNORECASE)


def lacks_measure(question: Question, text: str) -> bool:
    """Tell whether a question asks for a measure in whose units a text states nothing."""
    measures = question.target.measures
    return bool(measures) and not any(states(measure, text) for measure in measures)
