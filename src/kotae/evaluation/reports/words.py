"""What reports say, in both languages: the English text stands where it is said, and is the key of the Japanese one."""

from collections.abc import Callable
from functools import cache

from kotae.text.language import Language
from kotae.text.lists import read_lists

Say = Callable[..., str]
"""Gives a text in a language, {names} in it filled in."""


@cache
def words(language: Language) -> Say:
    """Return what says texts in a language.

    Args:
        language: English texts are said as they are, Japanese ones as words.ja.toml has them.
    """
    texts: dict[str, str] = {} if language == "en" else read_lists("kotae.evaluation.reports", f"words.{language}.toml")

    def say(text: str, /, **values: object) -> str:
        return (texts[text] if texts else text).format(**values)

    return say
