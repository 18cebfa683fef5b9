"""What kind of thing was typed: a question, or a greeting, thanks, a wish for a summary, nothing that can be read.

The patterns are data (ja/manner.toml, en/manner.toml), tried in both languages: "OK" and "pdfを要約" are typed in either.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kotae.question.model import Manner, Question
from kotae.question.words import LANGUAGES, words

_KINDS: tuple[Manner, ...] = ("greeting", "thanks", "abilities", "summary", "vague")
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
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
    typed = text.strip(_EDGES)
    for kind in _KINDS:
        if any(pattern.fullmatch(typed) for pattern in _patterns(kind)):
            return kind
    letters = _LETTER.findall(text)
    if letters and len(_OTHER_SCRIPT.findall(text)) > _MOSTLY * len(letters):
        return "other_language"
    if not any(
        question.terms or question.cues or question.target.start < question.target.end for question in questions
    ):
        return "nonsense"
    return "question" if any(_about_something(question) for question in questions) else "vague"


def _about_something(question: Question) -> bool:
    return question.of_document or bool(question.amounts) or bool(question.cues) or any(True for _ in question.named)


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_listed(kind))


def _listed(kind: str) -> Iterator[re.Pattern[str]]:
    for language in LANGUAGES:
        data = words(language, "manner")
        for pattern in data[kind]["patterns"]:
            yield re.compile(_PLACEHOLDER.sub(lambda name: str(data["lists"][name[1]]), pattern), re.IGNORECASE)  # noqa: B023
