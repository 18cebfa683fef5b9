"""What kind of thing was typed: a question, or a greeting, thanks, a wish for a summary, nothing that can be read.

The patterns are data (ja/manner.toml, en/manner.toml), tried in both languages: "OK" and "pdfを要約" are typed in either.
"""

import re
from collections.abc import Sequence
from functools import cache

from kotae.question.model import Manner, Question
from kotae.question.words import LANGUAGES, pattern, words

_KINDS: tuple[Manner, ...] = ("greeting", "thanks", "abilities", "summary", "vague")
_EDGES = " \t　。、.,!！?？…~〜'\"「」"
# Letters of languages that are neither read as Japanese nor as English: Greek, Cyrillic, Hebrew, Arabic, the scripts of India
# and South-East Asia, Hangul.
_OTHER_SCRIPT = re.compile(r"[\u0370-\u052f\u0590-\u06ff\u0900-\u0fff\u1000-\u109f\u1780-\u17ff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_MOSTLY = 0.5


def manner(text: str, questions: Sequence[Question]) -> Manner:
    """Return what kind of thing was typed.

    A question that names nothing, compares nothing and is not about the document itself leaves open what it is about.

    Args:
        text: what was typed, on one line.
        questions: what it asks, as understood.
    """
    typed = text.strip(_EDGES).lower()
    for kind in _KINDS:
        if any(one.fullmatch(typed) for one in _patterns(kind)):
            return kind
    letters = _LETTER.findall(text)
    if letters and len(_OTHER_SCRIPT.findall(text)) > _MOSTLY * len(letters):
        return "other_language"
    if not any(
        question.terms or question.cues or question.target.start < question.target.end for question in questions
    ):
        return "nonsense"
    return "question" if any(_about_something(question) for question in questions) else "vague"


def summarised(text: str) -> str:
    """Return the words that may be what a document is called of which a summary is wished for; "" where none is."""
    typed = text.strip(_EDGES)
    wishes = (one.fullmatch(typed) for one in _patterns("summary_of"))
    return next((wish[wish.lastgroup] for wish in wishes if wish and wish.lastgroup), "")


def _about_something(question: Question) -> bool:
    return question.of_document or bool(question.amounts) or bool(question.cues) or any(True for _ in question.named)


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    lists = [words(language, "manner") for language in LANGUAGES]
    return tuple(pattern(of, data[kind], data["lists"]) for of, data in zip(LANGUAGES, lists, strict=True))
