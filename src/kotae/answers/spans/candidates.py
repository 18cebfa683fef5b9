"""The runs of words that may be an answer, and what speaks for each: one row of features per run."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.answers.spans.text import LATIN_SCRIPT, Floats, Ints, Place, Row
from kotae.question.model import Sort, Target
from kotae.text.grammar import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    CASE,
    CLOSE,
    COMMA,
    COUNTER,
    EDGE,
    KINDS,
    MARK,
    NAME,
    NOMINAL,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    PARTICLE,
    PERSON,
    PLACE,
    STOP,
    SUFFIX,
    TOPIC,
    VERB,
)

# The sorts in the order in which the scorer was fitted; it saw no questions of yes or no, which name no sort to it.
SORTS: tuple[Sort, ...] = (
    "when", "amount", "who", "where", "which", "what", "named", "like", "how", "why", "head", "other",
)  # fmt: skip
LONGEST = 16  # words
_FIRST = (*NOMINAL, VERB, ADJECTIVE, ADVERB)
_LAST = (*NOMINAL, ADJECTIVE, CLOSE)
_CLAUSE_LAST = (VERB, AUXILIARY)
_CLAUSE_NEXT = (COMMA, STOP, EDGE, CLOSE, PARTICLE, OPEN, CASE)


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidate answers: words [first, last] of a row."""

    first: Ints
    last: Ints


def spans(row: Row) -> Spans:
    """Return every run of words within one sentence that may begin and end an answer."""
    kind = row.kind
    following = np.append(kind[1:], EDGE)
    # No English answer begins with a verb in -ed ("founded the school").
    participles = (kind == VERB) & (row.scripts[:, LATIN_SCRIPT] > 0)
    first = np.flatnonzero(np.isin(kind, _FIRST) & ~participles)
    ends = np.isin(kind, _LAST) | (np.isin(kind, _CLAUSE_LAST) & np.isin(following, _CLAUSE_NEXT))
    lengths = np.arange(LONGEST)
    last = first[:, None] + lengths[None, :]
    inside = last < len(kind)
    last = np.minimum(last, len(kind) - 1)
    barriers = np.cumsum(np.isin(kind, (EDGE, STOP)))
    keep = inside & ends[last] & (barriers[last] == barriers[first][:, None])
    # A run that opens a bracket closes it.
    keep &= row.depth[last] == row.depth[first][:, None]
    where = np.nonzero(keep)
    return Spans(first[where[0]], last[where])


def features(row: Row, found: Spans, target: Target, places: Sequence[Place]) -> Floats:
    """Return what speaks for each span; float32 [spans, features]."""
    first, last = found.first, found.last
    parts = [
        _kinds(row, first, last),
        _overlap(row, first, last),
        _context(row, first, last),
        _shape(row, first, last),
        _fit(row, first, last, target),
        _place(row, first, places),
    ]
    every = np.concatenate(parts, axis=1)
    question = _question(target)
    return np.concatenate([every, np.broadcast_to(question, (len(every), len(question)))], axis=1).astype(np.float32)


def _one_hot(values: Ints) -> Floats:
    rows: Floats = np.eye(KINDS, dtype=np.float32)[values]
    return rows


def _kinds(row: Row, first: Ints, last: Ints) -> Floats:
    """The kinds of the words at both ends, of their neighbours outside, and how common each kind is inside."""
    inside = _mean(_one_hot(row.kind), first, last)
    ends = [_one_hot(row.kind[place]) for place in (first, last, first - 1, last + 1)]
    second = _one_hot(row.kind[np.minimum(last + 2, len(row.kind) - 1)])
    return np.concatenate([inside, *ends, second], axis=1)


def _sum(values: Floats, first: Ints, last: Ints) -> Floats:
    sums = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    found: Floats = sums[last + 1] - sums[first]
    return found


def _mean(values: Floats, first: Ints, last: Ints) -> Floats:
    counts = (last - first + 1).astype(np.float32)
    return _sum(values, first, last) / (counts[:, None] if values.ndim > 1 else counts)


def _overlap(row: Row, first: Ints, last: Ints) -> Floats:
    """How much of the span the question already says, and of the question the span."""
    weight, match = row.weight, row.match
    inside = _sum(weight, first, last)
    said = _sum(weight * (match > 0), first, last)
    return np.stack(
        [
            inside, said, said / np.maximum(inside, 1e-3), _sum(match, first, last), match[first] > 0, match[last] > 0,
            _mean(weight, first, last), _mean(row.closest, first, last), row.closest[first], row.closest[last],
            _mean(row.asked, first, last), row.asked[first], row.asked[last],
            _mean(row.whole, first, last), row.whole[first], row.whole[last],
        ],
        axis=1,
    )  # fmt: skip


def _context(row: Row, first: Ints, last: Ints) -> Floats:
    """How the question's words stand around the span."""
    end = len(row.kind) - 1
    around = [row.match[np.clip(place, 0, end)] * 4 for place in (first - 2, first - 1, last + 1, last + 2, last + 3)]
    outside = row.before[first] + row.after[last]
    closest = [row.closest[np.clip(place, 0, end)] for place in (first - 1, last + 1, last + 2)]
    return np.concatenate(
        [
            np.stack([*around, *closest], axis=1), row.before[first], row.after[last], outside,
            row.left[first], row.right[last],
        ],
        axis=1,
    )  # fmt: skip


def _shape(row: Row, first: Ints, last: Ints) -> Floats:
    """How long the span is, what it is written in, whether it cuts a compound or a bracket."""
    scripts = _sum(row.scripts, first, last)
    characters = np.maximum(scripts[:, -1:], 1)
    nominal = np.isin(row.kind, NOMINAL)
    words = (last - first + 1).astype(np.float32)
    return np.concatenate(
        [
            scripts[:, :-1] / characters, np.log(characters), np.minimum(characters, 30) / 10,
            np.stack(
                [
                    np.log(words), nominal[first] & nominal[first - 1], nominal[last] & nominal[last + 1],
                    row.depth[first] > 0, row.kind[first - 1] == OPEN, row.kind[last + 1] == CLOSE,
                    (row.kind[first - 1] == OPEN) & (row.kind[last + 1] == CLOSE),
                    _sum((row.kind == OF).astype(np.float32), first, last),
                    _sum((row.kind == COMMA).astype(np.float32), first, last),
                    _sum((row.kind == MARK).astype(np.float32), first, last),
                    _sum(np.isin(row.kind, (VERB, AUXILIARY)).astype(np.float32), first, last),
                    _sum(np.isin(row.kind, (CASE, TOPIC, PARTICLE)).astype(np.float32), first, last),
                ],
                axis=1,
            ),
        ],
        axis=1,
    )  # fmt: skip


def _fit(row: Row, first: Ints, last: Ints, target: Target) -> Floats:
    """Whether the span is of the kind that is asked for, and how it stands to the noun that the question goes with."""
    dates = _whole(row.date, first, last)
    amounts = _whole(row.amount, first, last)
    count = _sum((row.kind == NUMBER).astype(np.float32), first, last)
    unit = np.isin(row.kind[last], (COUNTER, SUFFIX, NOUN)) & (count > 0) & (last - first < 4)
    head, final = row.head, row.final
    end = len(head) - 1
    person = _sum((row.kind == PERSON).astype(np.float32), first, last)
    place = _sum((row.kind == PLACE).astype(np.float32), first, last)
    name = _sum((row.kind == NAME).astype(np.float32), first, last)
    facts = np.stack(
        [
            dates, amounts, count, unit, _sum(head.astype(np.float32), first, last) > 0, final[last],
            final[np.minimum(last + 1, end)], final[np.minimum(last + 2, end)], final[first - 1],
            final[np.maximum(first - 2, 0)], person, place, name, person > 1, row.date[first] > 0,
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip
    sort = _sort_number(target)
    crossed = np.zeros((len(first), len(SORTS), 4), np.float32)
    crossed[:, sort] = np.stack([dates, unit, person + 0.5 * name, place + 0.5 * name], axis=1)
    return np.concatenate([facts, facts[:, 4:10] * target.attached, crossed.reshape(len(first), -1)], axis=1)


def _whole(numbered: Ints, first: Ints, last: Ints) -> NDArray[np.bool_]:
    """Tell which spans are one whole numbered stretch and nothing else."""
    same = (numbered[first] > 0) & (numbered[first] == numbered[last])
    whole: NDArray[np.bool_] = same & (numbered[first - 1] != numbered[first]) & (numbered[last + 1] != numbered[last])
    return whole


def _place(row: Row, first: Ints, places: Sequence[Place]) -> Floats:
    """Where the span's sentence stands and how well it meets the question, against the best one."""
    best = max(place.score for place in places)
    top = max(place.hit.score for place in places)
    told = np.array(
        [
            (
                one.score, one.score - best, one.hit.score - top, one.hit.rank == 1, one.hit.rank == 2,
                one.sentence == 0, min(one.sentence, 5) / 5, one.sentence / len(one.hit.unit.sentences),
            )
            for one in places
        ],
        np.float32,
    )  # fmt: skip
    where = row.place[first]
    starts = np.array([np.flatnonzero(row.place == number)[0] for number in range(len(places))])
    sizes = np.bincount(row.place[row.place >= 0], minlength=len(places))
    offset = (first - starts[where]) / np.maximum(sizes[where], 1)
    covered = np.bincount(
        np.maximum(row.place, 0), weights=np.where(row.place >= 0, row.match, 0), minlength=len(places)
    )
    return np.concatenate(
        [told[where], np.stack([offset, np.minimum(first - starts[where], 10) / 10, covered[where]], axis=1)], axis=1
    ).astype(np.float32)


def _question(target: Target) -> Floats:
    """The question's own part of the features."""
    sort = np.eye(len(SORTS), dtype=np.float32)[_sort_number(target)]
    return np.concatenate([sort, np.array([target.attached, bool(target.head), bool(target.right)], np.float32)])


def _sort_number(target: Target) -> int:
    return SORTS.index("head" if target.sort == "yes_no" else target.sort)
