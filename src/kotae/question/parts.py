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

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\"|\([^)]*\)|《[^》]*》|【[^】]*】")
# Punctuation in full width as its narrow form, one character for one.
_NARROW = str.maketrans("\uff1f\uff01\uff0c\uff08\uff09", "?!,()")
_CLOSING = re.compile(r"\?(?!\w+=)")  # not that of an address with fields
# What is said beside a question, and asks nothing of the documents.
_TAG = re.compile(
    r"(?:right|ok(?:ay)?|correct|no|yes|really|you know|do you know|can you (?:help|tell me)(?: me)?|any ideas?|or what"
    r"|(?:本当|ほんと|でしょ|だよね|だよな|ですよね|いい|よい|わか[りる]|分か[りる]|ご存[じ知]|知って|教えて)\w{0,8})\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks: `said` in its own words, `text` so that it can be understood alone."""

    said: str
    text: str


@dataclass(frozen=True, slots=True)
class _Piece:
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
    pieces = [
        piece
        for context, asked in _questions(question.translate(_NARROW), in_english)
        for piece in _pieces(context, asked, in_english)
    ]
    if len(pieces) < 2:
        return (Part(question, question),)
    if len(pieces) > MOST:
        rest = " ".join(piece.text for piece in pieces[MOST - 1 :])
        pieces[MOST - 1 :] = [replace(pieces[MOST - 1], text=rest)]
    return _understandable(pieces, in_english)


def _understandable(pieces: list[_Piece], in_english: bool) -> tuple[Part, ...]:
    """Return the parts, each with what it needs to be understood alone."""
    way = english if in_english else japanese
    found: list[Part] = []
    before = lead = ""
    for piece in pieces:
        lead = piece.context or lead
        before = way.completed(piece.text, before, piece.joined) if before else way.closed(piece.text)
        found.append(Part(way.closed(piece.text), f"{lead} {before}".strip() if in_english else lead + before))
    return tuple(found)


def _masked(text: str) -> str:
    """Return a text with every quoted or bracketed stretch blanked out, character for character."""
    return _QUOTED.sub(lambda match: "x" * len(match.group()), text)


def _questions(question: str, in_english: bool) -> Iterator[tuple[str, str]]:
    """Yield each sentence that asks, with the sentences before it that do not; one that follows all of them goes last."""
    way = english if in_english else japanese
    plain = _masked(question)
    context, asked = "", ""
    for start, end in sentences.split(_CLOSING.sub("\uff1f", plain)):
        sentence = question[start:end]
        if way.asks(plain[start:end], asked) and not _TAG.match(plain[start:end]):
            if asked:
                yield context, asked
                context = ""
            asked = sentence
        elif asked:
            asked += (" " if in_english else "") + sentence
        else:
            context = f"{context} {sentence}".strip() if in_english else context + sentence
    if asked:
        yield context, asked


def _pieces(context: str, sentence: str, in_english: bool) -> list[_Piece]:
    """Return the questions of one sentence."""
    way = english if in_english else japanese
    plain = _masked(sentence)
    twice: list[str] = way.attributes(sentence, plain)
    if twice:
        return [_Piece(context, text, joined=False) for text in twice]
    pieces, start = [], 0
    for end, following in [*way.joints(plain), (len(sentence), 0)]:
        pieces.append(_Piece(context, sentence[start:end], joined=start > 0))
        start = following
    return pieces
