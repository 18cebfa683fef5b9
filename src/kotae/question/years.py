"""Years that a question tells by how they stand to a report, and what the columns of accounts are headed by."""

import re
from functools import cache

from kotae.question.model import Wording, WordingSource
from kotae.question.words import LANGUAGES, pattern, words
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
            Wording(match.start(), match.end(), names, header, source, _TRUST, _TRUST)
            for header, names, source in _headers(kind, language)
        )
        for kind, said in _said(language)
        for match in said.finditer(text)
    )


@cache
def _said(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return for each kind of year how a question says it."""
    data = words(language, "years")
    return tuple((entry["kind"], pattern(language, entry, data["lists"])) for entry in data["year"])


@cache
def _headers(kind: str, language: Language) -> tuple[tuple[str, frozenset[str], WordingSource], ...]:
    """Return the headers of a kind of year in both languages, each with its terms and what it is to the question's words."""
    return tuple(
        (header, frozenset(terms(header)), "synonym" if other == language else "translation")
        for other in LANGUAGES
        for entry in words(other, "years")["year"]
        if entry["kind"] == kind
        for header in entry["called"]
    )
