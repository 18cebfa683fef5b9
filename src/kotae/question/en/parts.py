"""Where an English question asks a second thing, and what the second needs from the first."""

import re
from collections.abc import Iterator

from kotae.question.words import patterns, words
from kotae.text import tokens

_PATTERNS = patterns("en", "parts")
_KIND_OF = {word: kind for kind, listed in words("en", "parts")["kinds"].items() for word in listed}
TAG = _PATTERNS["tag"]
"""What is said beside a question, and asks nothing of the documents."""
_SHORT = 2  # terms


def asks(sentence: str, before: str) -> bool:
    """Tell whether a sentence is a question: a question word or a verb first, or a request to tell one."""
    body = sentence[_lead(sentence) :]
    ends = sentence.rstrip().endswith("?")
    if _PATTERNS["opening"].match(body):
        return ends or _lead(sentence) > 0 or bool(_PATTERNS["question_word"].match(body))
    return ends and (bool(_PATTERNS["yes_no"].match(body)) or bool(_PATTERNS["asks_inside"].search(body)))


def joints(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where one question of a sentence ends and the next begins.

    Args:
        plain: the sentence, what is quoted blanked out.
    """
    begin = lead = _lead(plain)
    opening = _PATTERNS["opening"].match(plain, begin)
    if not (opening or _PATTERNS["yes_no"].match(plain, begin)):
        return
    for joint in _PATTERNS["joint"].finditer(plain, opening.end() if opening else begin):
        first, second = plain[begin : joint.start()], plain[joint.end() :]
        if _asks_anew(first, second, joint, told=lead > 0):
            yield joint.start(), joint.end()
            begin = joint.end()


def _asks_anew(first: str, second: str, joint: re.Match[str], told: bool) -> bool:
    """Tell whether what a joint leads to is a question of its own, not a clause within the first."""
    word = (joint["word"] or joint["bare"] or "").lower()
    opening = _PATTERNS["opening"].match(first)
    inside = first[opening.end() :] if opening else first
    if _PATTERNS["shared"].search(first) or len(first.split()) < 2:
        return False
    if not word or _PATTERNS["by_how_much"].match(second):
        return not word and opening is not None
    if re.search(rf"\b{word.split()[0]}\b", inside, re.IGNORECASE):
        return False
    opening_word = _PATTERNS["question_word"].match(second)
    after = second[opening_word.end() :] if opening_word else second
    if told or not re.search(r"\w", after):
        return True
    inverted = bool(_PATTERNS["yes_no"].match(after))
    if word in ("when", "where", "why", "whose", "whom"):
        return inverted or second.lower().startswith(("by whom", "to whom", "from where", "since when"))
    if word == "how":
        return bool(_PATTERNS["verb"].search(after)) or after.startswith(("much ", "many "))
    return inverted or not _PATTERNS["relative"].search(inside)


def attributes(sentence: str, plain: str) -> list[str]:
    """Return the two questions of one that asks two things of one subject: "When and where …", "the cause and date of …"."""
    start = _lead(plain)
    if two := _PATTERNS["two_words"].match(plain, start):
        rest = sentence[slice(*two.span("rest"))]
        return [f"{two['first']} {rest}", f"{two['second']} {rest}"]
    two = _PATTERNS["two_kinds"].match(plain, start)
    kinds = [_KIND_OF.get(two[name].lower()) for name in ("first", "second")] if two else []
    if not two or None in kinds or kinds[0] == kinds[1]:
        return []
    rest = sentence[slice(*two.span("rest"))]
    return [
        f"{two['ask']} {'are' if two[name].endswith('s') else 'is'} the {two[name]} {rest}"
        for name in ("first", "second")
    ]


def completed(clause: str, before: str, joined: bool) -> str:
    """Return a later question with the subject of the one before, where it points back to it or has none of its own.

    Args:
        clause: the question as it was asked.
        before: the question before it, understandable alone.
        joined: both are in one sentence, where a short second question is about the subject of the first.
    """
    clause = _PATTERNS["and"].sub("", closed(clause))
    first = before[_lead(before) :].rstrip("? .")
    subject = " ".join(_PATTERNS["asking"].sub("", first, count=1).split())
    content = tokens.terms(_PATTERNS["asking"].sub("", clause, count=1))
    back = _PATTERNS["points_back"].search(clause)
    if not back and (not content or (joined and _PATTERNS["only_asked"].fullmatch(clause))):
        return f"{clause.rstrip('?')} {' '.join(_PATTERNS['word'].sub('', first, count=1).split())}?"
    short = joined and len(content) <= _SHORT and not _PATTERNS["named"].search(clause[1:])
    return f"{subject}: {clause}" if short or back else clause


def closed(clause: str) -> str:
    """Return a question with its question mark."""
    text = clause.strip(" ,;")
    return text if text.endswith(("?", ".", "!")) else f"{text}?"


def _lead(sentence: str) -> int:
    """Return where the question itself begins, after "please tell me"."""
    match = _PATTERNS["lead"].match(sentence)
    return match.end() if match else 0
