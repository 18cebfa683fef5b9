"""Years that a question tells by how they stand to a report, and what the columns of accounts are headed by."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kotae.question.model import Wording
from kotae.question.words import LANGUAGES, words
from kotae.text.language import Language
from kotae.text.tokens import terms

_TRUST = 0.9  # as far as a translation of good weight: "prior period" and 前期 are the same column


def told_years(text: str, language: Language) -> tuple[tuple[Wording, ...], ...]:
    """Return, for each such year of a question, what it may be called in either language.

    Args:
        text: the question, in the narrow form of every character.
        language: that it is in.
    """
    return tuple(
        tuple(
            Wording(match.start(), match.end(), called, words_of, source, _TRUST, _TRUST)
            for words_of, called, source in _called(kind, language)
        )
        for kind, pattern in _patterns(language)
        for match in pattern.finditer(text)
    )


@cache
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = words(language, "years")
    return tuple((entry["kind"], _pattern(language, entry, data["lists"]["year"])) for entry in data["year"])


def _pattern(language: Language, entry: dict[str, Any], year: str) -> re.Pattern[str]:
    either = "|".join(entry["patterns"]).replace("{year}", year)
    return re.compile(rf"\b(?:{either})\b" if language == "en" else either, re.IGNORECASE)


@cache
def _called(kind: str, language: Language) -> list[tuple[str, frozenset[str], Any]]:
    return list(_headers(kind, language))


def _headers(kind: str, language: Language) -> Iterator[tuple[str, frozenset[str], Any]]:
    for other in LANGUAGES:
        for entry in words(other, "years")["year"]:
            if entry["kind"] == kind:
                source = "synonym" if other == language else "translation"
                yield from ((text, frozenset(terms(text)), source) for text in entry["called"])
