"""What each column of a question set may hold, and what is made of it."""

import datetime
import json
import math
import re
from typing import Any

from kotae.errors import QuestionError
from kotae.evaluation.sets.rows import shown
from kotae.question.understand import tidy
from kotae.text.language import Language
from kotae.text.normalise import clean, fold

_MOST = 1_000_000  # of pages and grades
_LONGEST_ID = 200
_DEEPEST = 20
_LONGEST = 100_000  # characters of one value: no question, answer or passage has so many
_BAR = re.compile(r"(?<!\\)\|")
_GRADED = re.compile(r"(?P<name>.*\S)\s*=\s*(?P<grade>\d+)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_YES, _NO = ("true", "yes", "1", "はい"), ("false", "no", "0", "いいえ")


class MisfitError(Exception):
    """A value does not fit its column; the message says why, to follow the place."""


def check(value: object, depth: int = 0) -> None:
    """Refuse what could not be written into results again: half characters, endless numbers, deep nesting, endless texts.

    Raises:
        MisfitError: the value has such a thing.
    """
    if depth > _DEEPEST:
        raise MisfitError("the value is nested too deep; make it simpler")
    if isinstance(value, str) and len(value) > _LONGEST:
        raise MisfitError(f"the value has {len(value):,} characters; the most is {_LONGEST:,}")
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise MisfitError(f"{shown(value)} has half a character in it (a lone surrogate); write the text anew")
    if isinstance(value, float) and not math.isfinite(value):
        raise MisfitError("the number is too large; write it as text")
    if isinstance(value, dict):
        for key, one in value.items():
            check(key, depth + 1)
            check(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            check(one, depth + 1)


def text(value: Any) -> str:
    """Return a text, or a number as text, without outer spaces.

    Raises:
        MisfitError: it is neither, or empty.
    """
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        raise MisfitError(f"{shown(str(value))} is a date or time of Excel; format the cell as text and write it out")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise MisfitError(f"{shown(value)} is not text; put quotes around it")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if not str(value).strip():
        raise MisfitError("one of the values is empty; fill it in or take it out")
    return str(value).strip()


def note(value: Any, flat: bool) -> str:
    """Return a remark; in a workbook it may be a date.

    Raises:
        MisfitError: it is not text.
    """
    return text(str(value) if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)) else value)


def identity(value: Any, flat: bool) -> str:
    """Return a question's id.

    Raises:
        MisfitError: it is not text, too long, or has a line end or another control character in it.
    """
    found = note(value, flat)
    if _CONTROL.search(found):
        raise MisfitError(f"{shown(found)} has a line end or a control character in it; write a short id on one line")
    if len(found) > _LONGEST_ID:
        raise MisfitError(f"the id has {len(found):,} characters; write at most {_LONGEST_ID}")
    return found


def question(value: Any, flat: bool) -> str:
    """Return the question on one line.

    Raises:
        MisfitError: it is not text, empty, or too long to be asked.
    """
    written = text(value)
    try:
        return tidy(written)
    except QuestionError as error:
        empty = not clean(written).strip()
        raise MisfitError("the question is empty; write it out" if empty else str(error)) from error


def language(value: Any, flat: bool) -> Language:
    """Return the language.

    Raises:
        MisfitError: it is neither ja nor en.
    """
    found = fold(text(value))
    if found == "ja":
        return "ja"
    if found == "en":
        return "en"
    raise MisfitError(f"{shown(value)} is not a language that Kotae knows (ja, en); leave it out to have it detected")


def answerable(value: Any, flat: bool) -> bool:
    """Return whether the documents can answer the question.

    Raises:
        MisfitError: it is neither true nor false.
    """
    found = fold(str(value)) if isinstance(value, bool) else fold(text(value))
    if found not in _YES + _NO:
        raise MisfitError(f"{shown(value)} is neither true nor false; write one of {', '.join(_YES + _NO)}")
    return found in _YES


def page(value: Any, flat: bool) -> int:
    """Return the page's number.

    Raises:
        MisfitError: it is not a whole number from 1.
    """
    return _counted(value, "a page number (1, 2, …)")


def answers(value: Any, flat: bool) -> tuple[str, ...]:
    """Return the right answers: a list or one text; in a flat cell parted by bars, or a JSON list.

    Raises:
        MisfitError: one of them is not text.
    """
    return tuple(text(one) for one in _several(value, flat))


def evidence(value: Any, flat: bool) -> tuple[tuple[str, ...], ...]:
    """Return the alternatives, each with the parts that it needs.

    Raises:
        MisfitError: a part is not text, or an alternative has none.
    """
    alternatives = []
    for one in _several(value, flat):
        parts = one if isinstance(one, list) else [one]
        if not parts:
            raise MisfitError("one of the alternatives has no parts; fill it in or take it out")
        alternatives.append(tuple(text(part) for part in parts))
    return tuple(alternatives)


def documents(value: Any, flat: bool) -> dict[str, int]:
    """Return the documents and their grades: one name, several, or a mapping; in a flat cell "a.md=2|b.md".

    Raises:
        MisfitError: a name is not text or there twice, or a grade is not a whole number from 1.
    """
    if isinstance(value, dict) and not flat:
        named = list(value.items())
    else:
        graded = flat and not _is_json_list(value)
        named = [_graded(one) if graded else (one, 1) for one in _several(value, flat)]
    found: dict[str, int] = {}
    for name, grade in named:
        document = text(name)
        if document in found:
            raise MisfitError(f"{shown(document)} is named twice; keep one of them")
        found[document] = _counted(grade, f"a grade of {shown(document)} (1, 2, …; leave out what is not relevant)")
    return found


def _graded(written: Any) -> tuple[Any, Any]:
    match = _GRADED.fullmatch(written) if isinstance(written, str) else None
    return (match["name"], match["grade"]) if match else (written, 1)


def _counted(value: Any, what: str) -> int:
    """Return a whole number from 1, given as a number or as digits."""
    digits = value.strip() if isinstance(value, str) else ""
    whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value)
    number = int(value) if whole or (digits.isdecimal() and len(digits) < 10) else 0
    if not 1 <= number <= _MOST:
        raise MisfitError(f"{shown(value)} is not {what}")
    return number


def _is_json_list(value: Any) -> bool:
    return isinstance(value, str) and re.match(r'\s*\[\s*(?:["\[\]]|-?\d)', value) is not None


def _several(value: Any, flat: bool) -> list[Any]:
    if not flat:
        return value if isinstance(value, list) else [value]
    if not isinstance(value, str):
        return [value]
    if not _is_json_list(value):
        return [part.replace("\\|", "|").strip() for part in _BAR.split(value)]
    try:
        found = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise MisfitError(f"{shown(value)} begins like a JSON list but is none; part the values with |") from error
    check(found)
    return found if isinstance(found, list) else [found]
