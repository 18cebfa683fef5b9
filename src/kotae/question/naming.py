"""Whether a question only names a thing and wants to know of it; the patterns are data (ja/naming.toml, en/naming.toml)."""

import re
from functools import cache

from kotae.question.words import pattern, words
from kotae.text.language import Language

# A name of up to so many words, without a word that would ask for something about it.
_THING = {
    "ja": r"[^\sのはがをにで、。]{2,20}",
    "en": r"(?:(?!(?:of|in|on|for|by|at|to|from|how|what|which|who|when|where|why|many|much)\b)(?!\w+'s\b)[^\s?]+ ?){1,3}",
}
# What is typed alone: three words in a row ("Northvolt bankruptcy date") look for something about the first.
_ALONE = {"ja": _THING["ja"], "en": r"[\w&.-]+(?: [\w&.-]+)?"}
_EDGES = " 　。.?？!！"


def only_names(text: str, language: Language, *, asks: bool) -> bool:
    """Tell whether a question is a name alone, or asks what something is.

    Args:
        text: the question, in the narrow form of every character.
        language: that it is in.
        asks: whether any of its words asks, compares or computes.
    """
    typed = text.strip(_EDGES)
    if not asks and re.fullmatch(_ALONE[language], typed):
        return True
    return bool(_pattern(language).fullmatch(typed))


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    return pattern(language, words(language, "naming"), {"thing": _THING[language]})
