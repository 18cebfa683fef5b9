"""A question with its dates and amounts as a passage writes the same ones.

What is read with a question learned language, not calendars or scales: that 2024年4月 is 令和6年4月, or April 2024, it cannot
know, but the tokens of both are the same.
"""

from collections.abc import Sequence

from kotae.text.tokens import Token, tokenize

_YEARS = ("年度", "年")


def worded(question: str, text: str) -> str:
    """Return a question with each of its dates and amounts in the words of a text, where the text has the same in others.

    Args:
        question: the question.
        text: what it is read with.
    """
    written = {token.term: text[token.start : token.end] for token in reversed(_values(text))}
    parts, at = [], 0
    for token in _values(question):
        theirs = written.get(token.term)
        if theirs is None or theirs == question[token.start : token.end]:
            continue
        parts += [question[at : token.start], theirs]
        at = token.end + _year_again(theirs, question[token.end :])
    return "".join([*parts, question[at:]])


def _values(text: str) -> Sequence[Token]:
    """Return the dates, amounts and numbers of a text that stand in no longer one, in their order."""
    kept: list[Token] = []
    for token in sorted(tokenize(text), key=lambda token: (token.start, -token.end)):
        if token.kind in ("value", "number") and (not kept or token.start >= kept[-1].end):
            kept.append(token)
    return kept


def _year_again(written: str, rest: str) -> int:
    """Return how many characters of what follows a number only say again that it is a year."""
    if not written.endswith(_YEARS):
        return 0
    return next((len(word) for word in _YEARS if rest.startswith(word)), 0)
