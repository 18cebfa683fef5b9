"""Which language a text is in, from its scripts alone."""

import re
from typing import Literal

from kotae.text.tokens import is_function_word

Language = Literal["ja", "en"]

_HIRAGANA = re.compile(r"[\u3041-\u309f]+")
_JAPANESE = re.compile(r"[\u3041-\u30ff\uff66-\uff9f\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")


def has_japanese(text: str) -> bool:
    """Tell whether any character of a text is a Japanese one, whatever language the text is in."""
    return bool(_JAPANESE.search(text))


def detect(text: str) -> Language:
    """Tell Japanese from everything else.

    Hiragana carry Japanese grammar as small words carry English grammar: a text that has both is in the language with
    more of them, so that an English question may quote a Japanese name. Without hiragana (titles, names, one borrowed
    term in an English question) the more frequent script decides. Any other language counts as English, because that is
    the language of labels that most of its readers can use.
    """
    hiragana = len(_HIRAGANA.findall(text))
    if hiragana:
        small = sum(is_function_word(word.lower()) for word in _LATIN_WORD.findall(text))
        return "ja" if hiragana >= small else "en"
    return "ja" if len(_JAPANESE.findall(text)) > len(_LATIN.findall(text)) else "en"
