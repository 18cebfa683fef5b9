"""What a question asks for: its question word, the noun that this goes with, and what stands around it."""

import re
from dataclasses import dataclass
from typing import Literal

from kotae.text.grammar import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    CASE,
    COUNTER,
    MARK,
    NAME,
    NOUN,
    NUMBER,
    OF,
    PARTICLE,
    PERSON,
    PLACE,
    PREFIX,
    STOP,
    SUFFIX,
    TOPIC,
    VERB,
    Word,
    words,
)

Sort = Literal["when", "count", "who", "where", "which", "what", "named", "like", "how", "why", "head", "other"]
SORTS: tuple[Sort, ...] = (
    "when", "count", "who", "where", "which", "what", "named", "like", "how", "why", "head", "other",
)  # fmt: skip
_NOMINAL = frozenset([NOUN, PERSON, PLACE, NAME, NUMBER, COUNTER, SUFFIX, PREFIX])

_JAPANESE: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    ("named", re.compile(r"(?:何|なん)(?:という|といった|と(?=呼|よば|よん|い[うわい]|言|称|名))|どう(?=呼|よば)")),
    ("why", re.compile(r"なぜ|何故|どうして|何のため|なにゆえ")),
    ("count", re.compile(r"いくら|いくつ|(?:どれ|どの)(?:くらい|ぐらい|ほど|だけ|程度)|幾つ")),
    ("like", re.compile(r"どのよう[なに]?|どんな|どういった|どういう|いかなる|いかに")),
    ("when", re.compile(r"いつ")),
    ("who", re.compile(r"誰|だれ|何者")),
    ("where", re.compile(r"どこ|何処")),
    ("which", re.compile(r"どの|どちらの|どっちの|どれ|どちら|いずれの")),
    ("what", re.compile(r"何|なに|なん(?=で|の|と|だ)")),
    ("how", re.compile(r"どう")),
)
_PLAIN_HOW = "do|does|did|is|are|was|were|can|could|has|have|had|will|would|should|may|might|to|the|a|an|come|exactly"
_ENGLISH: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    ("count", re.compile(rf"\bhow (?!(?:{_PLAIN_HOW})\b)[a-z]+", re.IGNORECASE)),
    ("why", re.compile(r"\bwhy\b|\bfor what reasons?\b", re.IGNORECASE)),
    ("when", re.compile(r"\bwhen\b", re.IGNORECASE)),
    ("who", re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)),
    ("where", re.compile(r"\bwhere\b", re.IGNORECASE)),
    ("named", re.compile(r"\bwhat (?=is [^?]* (?:called|named)|(?:do|does|did) [^?]* call)", re.IGNORECASE)),
    ("which", re.compile(r"\bwhich\b", re.IGNORECASE)),
    ("what", re.compile(r"\bwhat\b", re.IGNORECASE)),
    ("how", re.compile(r"\bhow\b", re.IGNORECASE)),
)
# Nouns that tell by themselves what kind of answer goes with them.
_HEADS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    (
        "when",
        re.compile(
            r"(?:年|月|日|世紀|年代|時代|時期|年度|時|曜日|期)$|^(?:year|date|month|day|time|century)", re.IGNORECASE
        ),
    ),
    ("who", re.compile(r"(?:人物|人名|人|者|氏|家|監督|作家|選手|大統領|首相)$|^(?:person|man|woman|people)")),
    (
        "where",
        re.compile(
            r"(?:国|県|州|都市|市|町|村|島|場所|地域|地方|首都|都|都道府県|所)$|^(?:countr|city|citi|place|region)"
        ),
    ),
    ("why", re.compile(r"(?:理由|原因|要因|訳|わけ)$|^(?:reason|caus)")),
    (
        "count",
        re.compile(
            r"(?:数|量|額|率|割合|人口|面積|長さ|高さ|重さ|距離|規模|金額|値段|価格)$|^(?:number|percent|share|amount|rate|ratio|price|cost|popul|temperatur|age|length|height|size|speed|total)"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: its sort, the characters [start, end) that ask for it, the terms of the noun it goes with.

    `attached` tells that the noun follows the question word ("which country"), as against being the topic ("the capital
    is where"); `left_terms` and `right_terms` are what stands next to these, nearest first.
    """

    sort: Sort
    start: int
    end: int
    head: tuple[str, ...]
    attached: bool
    left_terms: tuple[str, ...]
    right_terms: tuple[str, ...]


def wanted(question: str) -> Wanted:
    """Read a question, in Japanese or English."""
    parts = list(words(question))
    for patterns in (_JAPANESE, _ENGLISH):
        for sort, pattern in patterns:
            matches = list(pattern.finditer(question))
            if matches:
                match = matches[-1] if patterns is _JAPANESE else matches[0]
                return _around(question, parts, sort, match.start(), match.end())
    head = _last_noun(parts)
    if not head:
        return _wanted(parts, "other", len(question), len(question), (), attached=False)
    terms = tuple(part.term for part in head)
    sort = _sort_of(question[head[0].start : head[-1].end], terms, "head")
    return _wanted(parts, sort, head[0].start, head[-1].end, terms, attached=False)


def _around(question: str, parts: list[Word], sort: Sort, start: int, end: int) -> Wanted:
    """Take in the noun that follows the question word, or the topic that stands before it."""
    following = [part for part in parts if part.start >= end]
    if following and following[0].kind == OF and len(following) > 1:
        following = following[1:] if following[1].kind in _NOMINAL else following
    noun: list[Word] = []
    for part in following:
        if part.kind not in _NOMINAL:
            break
        noun.append(part)
    if noun and sort in ("what", "which", "named", "like", "where", "count"):
        terms = tuple(part.term for part in noun)
        if sort == "what" and noun[0].kind in (COUNTER, SUFFIX):
            sort = "count"
        told = _sort_of(question[noun[0].start : noun[-1].end], terms, sort)
        # 何人 counts people; 何年 dates.
        sort = told if sort != "count" or told == "when" else sort
        return _wanted(parts, sort, start, noun[-1].end, terms, attached=True)
    before = [part for part in parts if part.end <= start]
    topic = _topic(before) or _subject(following)
    terms = tuple(part.term for part in topic)
    if topic and sort in ("what", "which", "how", "like"):
        sort = _sort_of(question[topic[0].start : topic[-1].end], terms, sort)
    return _wanted(parts, sort, start, end, terms, attached=False)


def _wanted(parts: list[Word], sort: Sort, start: int, end: int, head: tuple[str, ...], attached: bool) -> Wanted:
    right = tuple(part.term for part in parts if part.start >= end and part.kind != STOP)
    left = tuple(part.term for part in reversed(parts) if part.end <= start)
    return Wanted(sort, start, end, head, attached, left[:4], right[:4])


def _sort_of(noun: str, terms: tuple[str, ...], otherwise: Sort) -> Sort:
    return next(
        (sort for sort, pattern in _HEADS if pattern.search(noun) or any(pattern.match(term) for term in terms[-1:])),
        otherwise,
    )


def _topic(before: list[Word]) -> list[Word]:
    """Return the noun directly before the topic particle that the question word follows."""
    place = len(before) - 1
    while place >= 0 and before[place].kind in (TOPIC, PARTICLE, CASE, MARK):
        place -= 1
    last = place
    while place >= 0 and before[place].kind in _NOMINAL:
        place -= 1
    return before[place + 1 : last + 1]


def _subject(following: list[Word]) -> list[Word]:
    """Return the noun of an English "what is the …"."""
    if not following or following[0].kind != AUXILIARY:
        return []
    start = next((place for place, part in enumerate(following) if part.kind in _NOMINAL), len(following))
    end = next(
        (place for place in range(start, len(following)) if following[place].kind not in _NOMINAL), len(following)
    )
    return following[start:end]


def _last_noun(parts: list[Word]) -> list[Word]:
    """Return the last noun of a question without a question word ("Its capital?")."""
    skipped = (TOPIC, PARTICLE, CASE, STOP, MARK, AUXILIARY, VERB, ADVERB, ADJECTIVE)
    last = len(parts) - 1
    while last >= 0 and parts[last].kind in skipped:
        last -= 1
    first = last
    while first >= 0 and parts[first].kind in _NOMINAL:
        first -= 1
    return parts[first + 1 : last + 1]
