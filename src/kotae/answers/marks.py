"""Which words of a quote carry the answer: its likeliest span, the reason for "why", every item of a list."""

import re
from collections.abc import Sequence

from kotae.answers.fitting import fitting_spans
from kotae.answers.items import mark_length
from kotae.answers.spans.find import Span, best
from kotae.question.model import Question
from kotae.text.language import detect

Mark = tuple[int, int]

# Where the spans that meet the best one have a smaller share of the quote's likelihood, none stands out: nothing is marked.
_FAINT = 0.15
_INLINE_ITEM = re.compile(
    r"[①-⑳]|[(（]\d{1,2}[)）]|第[一二三四五六七八九]に、?|\b(?:first|second|third|fourth)(?:ly)?, ", re.IGNORECASE
)
_CAUSE = re.compile(
    r"(?P<before>[^、。「」]*?[^、。]{3,}?)(?:ため(?!に(?:は|も))|ことから|ので|からだ|からで|により|によって|せいで)"
    r"|\b(?:because(?: of)?|since|due to|owing to|as a result of|thanks to) (?P<behind>[^.;]{3,}?)(?=[.;]|, (?!and\b)|$)",
    re.IGNORECASE,
)
_END = " 。.、，,;；"


def marks(
    question: Question, text: str, found: Sequence[Span], items: Sequence[Mark], *, read: bool = False
) -> tuple[Mark, ...]:
    """Return the characters [start, end) of a quote that carry the answer: one stretch, or all items of a list.

    Args:
        question: the question.
        text: the quote.
        found: the candidate answers in the quote.
        items: the quote's sentences that are items of a list.
        read: whether a reader, which learned English too, had a part in the candidates.
    """
    sort = question.target.sort
    if len(items) > 1 and sort not in ("when", "amount", "who", "where"):
        return tuple(_without_bullet(text, item) for item in items)
    if sort == "why":
        listed = list(_inline_items(text))
        if len(listed) > 1:
            return tuple(listed)
    # The scorer alone was fitted on Japanese, where it knows a date or an amount better than a pattern does.
    things = _things(question, text) if detect(text) == "en" and not read else []
    fitting = [span for span in found if any(_meet((span.start, span.end), thing) for thing in things)]
    chosen = best(text, fitting or found)
    if chosen is None or _share(chosen, fitting or found) < _FAINT:
        return ()
    if sort == "why":
        return (_clause(text, chosen),)
    mark = (chosen.start, chosen.end)
    return (next((thing for thing in things if _meet(mark, thing)), mark),)


def reasons(text: str) -> int:
    """Return how many reasons a text shows that it gives: the items of a list, or one where a word says so."""
    listed = len(_inline_items(text))
    return listed if listed > 1 else int(bool(_CAUSE.search(text)))


def _share(chosen: Span, found: Sequence[Span]) -> float:
    """Return how much of the likelihood of some spans lies on those that meet one of them."""
    meeting = sum(span.probability for span in found if span.start < chosen.end and chosen.start < span.end)
    return meeting / (sum(span.probability for span in found) or 1.0)


def _meet(one: Mark, other: Mark) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _things(question: Question, text: str) -> list[Mark]:
    """Return the dates or the amounts of a text, whichever is asked for, that the question does not give."""
    return [
        (start, end) for start, end in fitting_spans(question.target.sort, text) if text[start:end] not in question.text
    ]


def _without_bullet(text: str, item: Mark) -> Mark:
    """Return a list's item without its number or bullet and without its full stop."""
    start, end = item
    start += mark_length(text[start:end])
    while end > start and text[end - 1] in _END:
        end -= 1
    return start, end


def _inline_items(text: str) -> list[Mark]:
    """Return the items of a list that runs on within its sentences ("第一に…、第二に…", "① … ② …")."""
    places = list(_INLINE_ITEM.finditer(text))
    ends = [*(place.start() for place in places[1:]), len(text)]
    items = [_without_bullet(text, (place.end(), end)) for place, end in zip(places, ends, strict=False)]
    return [(start, end) for start, end in items if end > start]


def _clause(text: str, chosen: Span) -> Mark:
    """Widen a span to the clause that gives the reason, where it stands in one."""
    for match in _CAUSE.finditer(text):
        part = "before" if match["before"] is not None else "behind"
        start, end = match.span(part)
        if start < chosen.end and chosen.start < end:
            start += len(text[start:end]) - len(text[start:end].lstrip(_END))
            return start, end
    return chosen.start, chosen.end
