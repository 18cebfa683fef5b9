"""What Kotae's errors say in both languages: a code for each message, its words in a TOML file for each language.

Errors are raised with their English line, which programs and logs know; where one is shown, it is said in the reader's
language. What of a line differs (a file, a number, another message) is taken from it and filled in.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from kotae.text.language import Language
from kotae.text.lists import read_lists


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was recognised: its code, and what differs in it by its names."""

    code: str
    values: Mapping[str, str]


def messages(language: Language) -> dict[str, str]:
    """Return the words of all messages by their codes; what differs stands in them as {names}."""
    return read_lists("kotae", f"messages.{language}.toml")


def recognised(line: str) -> Message | None:
    """Return which message a line is; None where it is none of Kotae's, or has no code."""
    for code, pattern in _patterns():
        match = pattern.fullmatch(line)
        if match:
            return Message(code, match.groupdict())
    return None


def explained(error: BaseException | str, language: Language) -> str:
    """Return what an error says in a language; as it is where it has no code, in the system's words for instance.

    Args:
        error: the error, or its line.
        language: in which it is to be said.
    """
    line = str(error)
    message = recognised(line) if language != "en" else None
    if message is None:
        return line
    values = {name: explained(value, language) for name, value in message.values.items()}
    return messages(language)[message.code].format(**values)


def terminal_language() -> Language:
    """Return the language that a terminal is in, as the environment says (LC_ALL, LC_MESSAGES, LANG)."""
    told = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "ja" if told.startswith("ja") else "en"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return a pattern for each English message, those with the most words of their own first."""
    texts = messages("en")
    ordered = sorted(texts, key=lambda code: -sum(len(own) for own, *_ in Formatter().parse(texts[code])))
    return tuple((code, _pattern(texts[code])) for code in ordered)


def _pattern(text: str) -> re.Pattern[str]:
    parts = []
    for own, name, *_ in Formatter().parse(text):
        parts.append(re.escape(own) + (f"(?P<{name}>.+?)" if name else ""))
    return re.compile("".join(parts), re.DOTALL)
