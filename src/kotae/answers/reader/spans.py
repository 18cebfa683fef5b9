"""What was read to candidate answers: spans within one sentence, with their probabilities over all that was read."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kotae.answers.reader.windows import Window
from kotae.embedding import Read
from kotae.text.grammar import CASE, OF, TOPIC, words

# The longest answer, in tokens: 99 of 100 answers of JaQuAD's training part are shorter.
_LONGEST = 32
# Spans that are less likely than this together weigh nothing.
_LEAST = 1e-5
_JOINING = frozenset((CASE, TOPIC, OF))
_EDGES = " \n\t。、，．,;；:："


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """Characters [start, end) of a window's passage that may answer, the sentence that they stand in, how likely they are."""

    window: int
    sentence: int
    start: int
    end: int
    probability: float


def spans(windows: Sequence[Window], read: Sequence[Read]) -> list[ReadSpan]:
    """Return the candidate answers in some windows; their probabilities add up to 1, nearly.

    Scores of windows are compared as they are: the reader is trained to tell among all windows of a question where the
    answer begins and ends (shared normalisation: Clark and Gardner 2018, arXiv:1710.10723).
    """
    scored = [_scored(window, one) for window, one in zip(windows, read, strict=True)]
    greatest = max((float(scores.max()) for _, _, scores in scored if len(scores)), default=0.0)
    total = sum(float(np.exp(scores - greatest).sum()) for _, _, scores in scored)
    found: list[ReadSpan] = []
    for number, (window, one, (first, last, scores)) in enumerate(zip(windows, read, scored, strict=True)):
        likely = np.exp(scores - greatest) / (total or 1.0)
        kept = np.flatnonzero(likely >= _LEAST)
        text, joining = window.text, _joining(window.text)
        begins = [start for start, _ in window.sentences]
        edges = (one.places[first[kept], 0], one.places[last[kept], 1], likely[kept])
        for begin, end, probability in zip(*(column.tolist() for column in edges), strict=True):
            start, stop = _trimmed(text, begin, end, joining)
            if start < stop:
                sentence = window.first + bisect_right(begins, start + window.start) - 1
                found.append(ReadSpan(number, sentence, start + window.start, stop + window.start, probability))
    return found


def share_before(end: int, read: Read) -> float:
    """Return how much of the probability of all spans of a text lies on those that begin before a character."""
    scores = span_scores(read.starts, read.ends)
    if not scores.size:
        return 0.0
    likely = np.exp(scores - scores.max())
    return float(likely[read.places[:, 0] < end].sum() / likely.sum())


def behind(start: int, read: Read) -> Read:
    """Return what was read of the text behind a place, as if the text began there; all of it for 0."""
    if not start:
        return read
    kept = read.places[:, 0] >= start
    return replace(read, places=read.places[kept] - start, starts=read.starts[kept], ends=read.ends[kept])


def best_span(text: str, read: Read) -> tuple[int, int]:
    """Return the characters [start, end) of the likeliest answer in a passage that is given."""
    scores = span_scores(read.starts, read.ends)
    first, last = divmod(int(scores.argmax()), len(read.starts))
    return _trimmed(text, int(read.places[first, 0]), int(read.places[last, 1]), _joining(text))


def span_scores(starts: NDArray[np.float32], ends: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the score of every span by its first and last token; minus infinity for those that are none or too long."""
    valid = np.triu(np.tril(np.ones((len(starts), len(starts)), bool), _LONGEST - 1))
    return np.where(valid, starts[:, None] + ends[None, :], np.float32(-np.inf))


def _scored(window: Window, read: Read) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Return first and last token and the score of every span that is not too long and lies within one sentence."""
    count = len(read.starts)
    first = np.repeat(np.arange(count), _LONGEST)
    last = first + np.tile(np.arange(_LONGEST), count)
    begins = np.array([start for start, _ in window.sentences]) - window.start
    owner = np.searchsorted(begins, np.maximum(read.places[:, 1] - 1, 0), side="right")
    fitting = last < count
    first, last = first[fitting], last[fitting]
    same = owner[first] == owner[last]
    first, last = first[same], last[same]
    return first, last, read.starts[first] + read.ends[last]


def _joining(text: str) -> dict[int, int]:
    """Return where each word begins that only joins others, by where it ends: a token of the model may hold it ("日に")."""
    return {word.end: word.start for word in words(text) if word.kind in _JOINING}


def _trimmed(text: str, start: int, end: int, joining: Mapping[int, int]) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and (text[end - 1] in _EDGES or start < joining.get(end, start)):
        end = joining[end] if start < joining.get(end, start) else end - 1
    return start, end
