"""A question that asks several things, as the questions that it asks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kotae.question.en import parts as english
from kotae.question.ja import parts as japanese
from kotae.text import sentences
from kotae.text.language import Language

MOST = 8
"""How many questions are told apart; what comes after them stays in the last one."""

# Brackets and quotation marks, which both languages use.
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\"|\([^)]*\)|《[^》]*》|【[^】]*】")
# Punctuation in full width as its narrow form, one character for one.
_NARROW = str.maketrans("\uff1f\uff01\uff0c\uff08\uff09", "?!,()")
_CLOSING = re.compile(r"\?(?!\w+=)")  # not that of an address with fields


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks: `said` in its own words, `text` so that it can be understood alone."""

    said: str
    text: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """A question as it stands, the statements before it, and whether it goes on with the sentence of the one before."""

    context: str
    text: str
    joined: bool


def parts(question: str, language: Language) -> tuple[Part, ...]:
    """Return the questions that a question asks, in order; one, as it is, where it asks one thing.

    Several sentences that each ask, and questions joined by "and", a comma or a connecting verb form, are told apart; names
    joined by "and", relative clauses and quotations are not. What is no question stays with the one that it leads to or
    follows, and a later part is given the subject of the part before where it has none of its own.

    Args:
        question: tidy, on one line.
        language: that the question is in.
    """
    in_english = language == "en"
    clauses = [
        clause
        for context, sentence in _questions(question.translate(_NARROW), in_english)
        for clause in _clauses(context, sentence, in_english)
    ]
    if len(clauses) < 2:
        return (Part(question, question),)
    if len(clauses) > MOST:
        rest = " ".join(clause.text for clause in clauses[MOST - 1 :])
        clauses[MOST - 1 :] = [replace(clauses[MOST - 1], text=rest)]
    return _understandable(clauses, in_english)


def _understandable(clauses: list[_Clause], in_english: bool) -> tuple[Part, ...]:
    """Return the parts, each with what it needs to be understood alone."""
    way = english if in_english else japanese
    understandable: list[Part] = []
    before = lead = ""
    for clause in clauses:
        lead = clause.context or lead
        before = way.completed(clause.text, before, clause.joined) if before else way.closed(clause.text)
        understandable.append(
            Part(way.closed(clause.text), f"{lead} {before}".strip() if in_english else lead + before)
        )
    return tuple(understandable)


def _masked(text: str) -> str:
    """Return a text with every quoted or bracketed stretch blanked out, character for character."""
    return _QUOTED.sub(lambda match: "x" * len(match.group()), text)


def _questions(question: str, in_english: bool) -> Iterator[tuple[str, str]]:
    """Yield each sentence that asks, with the sentences before it that do not; one that follows all of them goes last."""
    way = english if in_english else japanese
    plain = _masked(question)
    context, asking = "", ""
    for start, end in sentences.split(_CLOSING.sub("\uff1f", plain)):
        sentence = question[start:end]
        if way.asks(plain[start:end], asking) and not way.TAG.match(plain[start:end]):
            if asking:
                yield context, asking
                context = ""
            asking = sentence
        elif asking:
            asking += (" " if in_english else "") + sentence
        else:
            context = f"{context} {sentence}".strip() if in_english else context + sentence
    if asking:
        yield context, asking


def _clauses(context: str, sentence: str, in_english: bool) -> list[_Clause]:
    """Return the questions of one sentence."""
    way = english if in_english else japanese
    plain = _masked(sentence)
    twice: list[str] = way.attributes(sentence, plain)
    if twice:
        return [_Clause(context, text, joined=False) for text in twice]
    clauses, start = [], 0
    for end, following in [*way.joints(plain), (len(sentence), 0)]:
        clauses.append(_Clause(context, sentence[start:end], joined=start > 0))
        start = following
    return clauses
