"""Whether a question is about a document itself rather than its subject; the words are data (ja/document.toml, en/…)."""

import re
from functools import cache
from typing import Literal

from kotae.question.words import words
from kotae.text.language import Language


def asks_of_document(text: str, language: Language) -> bool:
    """Tell whether a question may be about a document: its makers, date, number, terms, or how to reach its makers."""
    return bool(_pattern(language, "about").search(text))


def named_itself(text: str, language: Language) -> list[tuple[int, int]]:
    """Return where a question names the document that it is asked of ("this report"), which does not call itself so."""
    return [match.span() for match in _pattern(language, "itself").finditer(text)]


@cache
def _pattern(language: Language, what: Literal["about", "itself"]) -> re.Pattern[str]:
    data = words(language, "document")
    listed = "|".join(map(re.escape, [*data["itself"]["words"], *(data["about"]["words"] if what == "about" else [])]))
    begins = r"(?<![a-z])" if language == "en" else ""
    return re.compile(f"{begins}(?:{listed})", re.IGNORECASE)
