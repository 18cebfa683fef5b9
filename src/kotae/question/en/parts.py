"""Where an English question asks a second thing, and what the second needs from the first."""

import re
from collections.abc import Iterator

from kotae.text import tokens

_WH = r"(?:who|whom|whose|what|which|when|where|why|how)\b"
_TO_BE = r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)\b"
_BEFORE = r"(?:by|to|for|from|in|on|at|with|of|since|until|under|through|about|over)\s+"
_POLITE = (
    r"(?:please|so|also|and|then|now|finally)\b,?\s+"
    r"|(?:can|could|would|will) (?:you|anyone) (?:please )?(?:tell|explain|say|show)(?: to)?(?: me| us)?,?\s+"
    r"|(?:please )?(?:tell|show) (?:me|us),?\s+|explain\s+|do (?:you|we) know\s+|i(?: would|'d)? (?:like|want) to know\s+"
    r"|i(?: was|'m| am) wondering\s+"
)
_LEAD = re.compile(rf"(?:{_POLITE})*", re.IGNORECASE)
_OPENING = re.compile(rf"(?:(?!(?:{_BEFORE})?{_WH})[^,?]{{1,90}},\s+)?(?:{_BEFORE})?(?P<word>{_WH})", re.IGNORECASE)
_YES_NO = re.compile(rf"{_TO_BE}", re.IGNORECASE)
_JOINT = re.compile(
    rf"(?:\s*[,;]\s*|\s+)(?:and|but)\s+(?:(?:also|then|if so),?\s+)?(?=(?:{_BEFORE})?(?P<word>{_WH}))"
    rf"|\s*[,;]\s*(?=(?P<bare>when|where|why|how(?: much| many| long)?|what)\s+{_TO_BE})"
    rf"|\s*,\s*and\s+(?=(?P<yes>{_TO_BE})\s+(?:it|he|she|they|there|its|their|his|her|the|this)\b)",
    re.IGNORECASE,
)
# Words after which a question word opens a clause that belongs to the first question.
_SHARED = re.compile(r"\b(?:between|both|either|whether|than|compar\w+|depend\w*|combined)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that|where)\b", re.IGNORECASE)
_TWO_WORDS = re.compile(
    rf"(?P<first>(?:{_BEFORE})?(?:who|when|where|why|how|what|how much|how many))\s*(?:,\s*)?and\s+"
    rf"(?P<second>(?:{_BEFORE})?{_WH}(?: much| many)?)\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_KINDS = (
    "reason reasons cause causes background|date dates time year day|place location site|purpose aim aims goal goals"
    "|method methods means|effect effects result results outcome outcomes impact consequences|name names"
    "|price cost costs amount|author founder owner designer|duration length"
)
_KIND_OF = {word: kind for kind, words in enumerate(_KINDS.split("|")) for word in words.split()}
_TWO_KINDS = re.compile(
    r"(?P<ask>what|which)\s+(?:is|are|was|were)\s+the\s+(?P<first>\w+)\s+and\s+(?:the\s+)?(?P<second>\w+)"
    r"\s+(?P<rest>(?:of|for|behind)\s+.+)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|he|him|his|she|hers?|they|them|theirs?|this|these|those)\b|\bthat(?=\s+(?:is|was|did|happen)|\W*$)"
    rf"|{_TO_BE}\s+that\b"
    r"|\b(?:there|then|so|one|ones)(?=\W*$)|'s\W*$|^(?:and )?(?:what|how) about\b",
    re.IGNORECASE,
)
_WORD = re.compile(
    rf"(?:\b{_BEFORE})?\b{_WH}(?: (?:much|many|long|often|large|big|high|far|old|wide|deep|tall)\b)?\s*", re.IGNORECASE
)
_ASKING = re.compile(rf"{_WORD.pattern}(?:{_TO_BE}\s*)?", re.IGNORECASE)

_AND = re.compile(r"(?:and|also|so|then)\b,?\s+", re.IGNORECASE)
# "at what temperature?": a question word and what it asks for, without a verb.
_ONLY_ASKED = re.compile(
    rf"{_BEFORE}(?:what|which|whose|how)(?!\s+{_TO_BE})(?:\s+(?!{_TO_BE})\w+){{1,2}}\?", re.IGNORECASE
)
_NAMED = re.compile(r"\b[A-Z0-9]|\ban? ")
_SHORT = 2  # terms
TAG = re.compile(
    r"(?:right|ok(?:ay)?|correct|no|yes|really|you know|do you know|can you (?:help|tell me)(?: me)?|any ideas?|or what)\W*$",
    re.IGNORECASE,
)
"""What is said beside a question, and asks nothing of the documents."""


def asks(sentence: str, before: str) -> bool:
    """Tell whether a sentence is a question: a question word or a verb first, or a request to tell one."""
    body = sentence[_lead(sentence) :]
    ends = sentence.rstrip().endswith("?")
    if _OPENING.match(body):
        return ends or _lead(sentence) > 0 or bool(re.match(rf"(?:{_BEFORE})?{_WH}", body, re.IGNORECASE))
    return ends and (bool(_YES_NO.match(body)) or bool(re.search(rf"\b{_WH}", body, re.IGNORECASE)))


def joints(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where one question of a sentence ends and the next begins.

    Args:
        plain: the sentence, what is quoted blanked out.
    """
    begin = lead = _lead(plain)
    opening = _OPENING.match(plain, begin)
    if not (opening or _YES_NO.match(plain, begin)):
        return
    for joint in _JOINT.finditer(plain, opening.end() if opening else begin):
        first, second = plain[begin : joint.start()], plain[joint.end() :]
        if _asks_anew(first, second, joint, told=lead > 0):
            yield joint.start(), joint.end()
            begin = joint.end()


def _asks_anew(first: str, second: str, joint: re.Match[str], told: bool) -> bool:
    """Tell whether what a joint leads to is a question of its own, not a clause within the first."""
    word = (joint["word"] or joint["bare"] or "").lower()
    opening = _OPENING.match(first)
    inside = first[opening.end() :] if opening else first
    if _SHARED.search(first) or len(first.split()) < 2:
        return False
    if not word or re.match(r"by how much\W*$", second, re.IGNORECASE):
        return not word and opening is not None
    if re.search(rf"\b{word.split()[0]}\b", inside, re.IGNORECASE):
        return False
    after = re.sub(rf"^(?:{_BEFORE})?{_WH}\s*", "", second, flags=re.IGNORECASE)
    if told or not re.search(r"\w", after):
        return True
    inverted = bool(re.match(_TO_BE, after, re.IGNORECASE))
    if word in ("when", "where", "why", "whose", "whom"):
        return inverted or second.lower().startswith(("by whom", "to whom", "from where", "since when"))
    if word == "how":
        return bool(re.search(rf"\b{_TO_BE}", after, re.IGNORECASE)) or bool(re.match(r"(?:much|many)\b", after))
    return inverted or not _RELATIVE.search(inside)


def attributes(sentence: str, plain: str) -> list[str]:
    """Return the two questions of one that asks two things of one subject: "When and where …", "the cause and date of …"."""
    start = _lead(plain)
    if two := _TWO_WORDS.match(plain, start):
        rest = sentence[slice(*two.span("rest"))]
        return [f"{two['first']} {rest}", f"{two['second']} {rest}"]
    two = _TWO_KINDS.match(plain, start)
    kinds = [_KIND_OF.get(two[name].lower()) for name in ("first", "second")] if two else []
    if not two or None in kinds or kinds[0] == kinds[1]:
        return []
    rest = sentence[slice(*two.span("rest"))]
    return [
        f"{two['ask']} {'are' if two[name].endswith('s') else 'is'} the {two[name]} {rest}"
        for name in ("first", "second")
    ]


def completed(piece: str, before: str, joined: bool) -> str:
    """Return a later question with the subject of the one before, where it points back to it or has none of its own.

    Args:
        piece: the question as it was asked.
        before: the question before it, understandable alone.
        joined: both are in one sentence, where a short second question is about the subject of the first.
    """
    piece = _AND.sub("", closed(piece))
    first = before[_lead(before) :].rstrip("? .")
    subject = " ".join(_ASKING.sub("", first, count=1).split())
    own = tokens.terms(_ASKING.sub("", piece, count=1))
    back = _POINTS_BACK.search(piece)
    if not back and (not own or (joined and _ONLY_ASKED.fullmatch(piece))):
        return f"{piece.rstrip('?')} {' '.join(_WORD.sub('', first, count=1).split())}?"
    short = joined and len(own) <= _SHORT and not _NAMED.search(piece[1:])
    return f"{subject}: {piece}" if short or back else piece


def closed(piece: str) -> str:
    """Return a question with its question mark."""
    text = piece.strip(" ,;")
    return text if text.endswith(("?", ".", "!")) else f"{text}?"


def _lead(sentence: str) -> int:
    """Return where the question itself begins, after "please tell me"."""
    match = _LEAD.match(sentence)
    return match.end() if match else 0
