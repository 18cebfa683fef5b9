"""Whether a question is about a document itself rather than its subject; the words are data (ja/document.toml, en/…)."""

import re
from functools import cache

from kotae.question.words import words
from kotae.text.language import Language


def asks_of_document(text: str, language: Language) -> bool:
    """Tell whether a question may be about a document: its makers, date, number, terms, or how to reach its makers."""
    return bool(_pattern(language).search(text))


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, words(language, "document")["about"]["words"]))
    begins = r"(?<![a-z])" if language == "en" else ""
    return re.compile(f"{begins}(?:{listed})", re.IGNORECASE)
