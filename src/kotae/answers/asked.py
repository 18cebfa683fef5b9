"""What kind of thing a question asks for, and where a text has things of that kind."""

import re
from collections.abc import Iterator
from typing import Literal

from kotae.text import numbers

Asked = Literal["date", "amount", "person", "place", "reason", "other"]

_KINDS: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    ("reason", re.compile(r"なぜ|何故|どうして|理由|原因|要因|\bwhy\b|\breasons?\b|\bcauses?\b", re.IGNORECASE)),
    (
        "date",
        re.compile(
            r"いつ|何年|何月|何日|何年度|時期|日付|\bwhen\b|\b(?:what|which) (?:date|day|month|year)\b|\bsince when\b",
            re.IGNORECASE,
        ),
    ),
    (
        "amount",
        re.compile(
            r"いくら|いくつ|どれ(?:くらい|ぐらい|ほど|だけ)|どの(?:くらい|ぐらい|程度)|何(?:%|％|パーセント|割|倍|人|件|カ国|か国|ヶ国|社|種|トン|円|億|万|個|本|回|歳|位|番|メートル|キロ|時間|分)"
            r"|(?:額|量|率|数|規模|割合|金額|税率|人口)は|\bhow (?:much|many|large|big|high|long|far|old|often)\b"
            r"|\bwhat (?:percentage|share|proportion|rate|number|amount|percent)\b",
            re.IGNORECASE,
        ),
    ),
    ("person", re.compile(r"誰|だれ|何という人|\bwho(?:m|se)?\b", re.IGNORECASE)),
    ("place", re.compile(r"どこ|どの国|どちらの国|\bwhere\b|\b(?:which|what) country\b", re.IGNORECASE)),
)

# What a number behind these counts is a place in the document, not an amount.
_LABEL = re.compile(r"(?:図表|図|表|第|注|\b(?:table|figure|fig\.|exhibit|chapter|section|no\.)) ?$", re.IGNORECASE)
_UNIT = re.compile(r" ?(?:[%％‰]|[A-Za-z]+|[ァ-ヶー]+|[一-龠々]{1,3}?(?=[^一-龠々]|$))")


def asked(question: str) -> Asked:
    """Tell what kind of answer a question wants, from its question words."""
    return next((kind for kind, pattern in _KINDS if pattern.search(question)), "other")


def fits(question: str, answer: str) -> bool:
    """Tell whether an answer has what the question asks for: a date or an amount that the question does not itself give."""
    kind = asked(question)
    if kind not in ("date", "amount"):
        return True
    return any(answer[start:end] not in question for start, end in fitting_spans(kind, answer))


def fitting_spans(kind: Asked, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has things of the kind that is asked for: dates, or amounts with their units."""
    if kind == "date":
        yield from ((date.start, date.end) for date in numbers.dates(text))
    elif kind == "amount":
        for amount in numbers.quantities(text):
            if _LABEL.search(text[: amount.start]):
                continue
            unit = _UNIT.match(text, amount.end)
            yield amount.start, unit.end() if unit else amount.end
