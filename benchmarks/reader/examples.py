"""Questions with what is read for them: a window that answers, windows that do not, and traps."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sets import Article, Asked, Paragraph

from kotae.text import sentences
from kotae.text.tokens import tokenize

# A window is made of whole sentences of at least so many characters, drawn anew each time (one of Japanese counts for three).
_SHORTEST, _LONGEST, _WIDE = 60, 700, 3
_TITLED = 0.5
# How many windows of the same article are read with it, and how often each number; among so many paragraphs they are looked for.
_SEARCHED, _LOOKED_THROUGH = (0.3, 0.4, 0.3), 12
_ELSEWHERE, _TRAP = 0.05, 0.25
_JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing to read: a question and a window of a passage, with the answer's characters [start, end) or none (0, 0)."""

    question: str
    title: str
    text: str
    start: int
    end: int

    @property
    def answers(self) -> bool:
        """Whether the window holds the answer."""
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Group:
    """What is read for one question; the first of `readings` answers. `traps` ask for something else that is not there."""

    readings: tuple[Reading, ...]
    traps: tuple[Reading, ...]


Reword = Callable[[str, np.random.Generator], str]


@dataclass(frozen=True, slots=True)
class Source:
    """One set to learn from: its articles and every question in them by place; `reword` changes a question's words."""

    name: str
    share: float
    articles: Sequence[Article]
    reword: Reword | None = None

    def places(self) -> list[tuple[int, int, int]]:
        """Return article, paragraph and number of every question."""
        return [
            (one, two, three)
            for one, article in enumerate(self.articles)
            for two, paragraph in enumerate(article.paragraphs)
            for three in range(len(paragraph.questions))
        ]

    def spread(self, limit: int) -> list[tuple[int, int, int]]:
        """Return the places of so many questions, evenly spread; of all where there are fewer."""
        places = self.places()
        count = min(limit, len(places))
        return [places[number * len(places) // count] for number in range(count)]

    def group(self, place: tuple[int, int, int], chance: np.random.Generator) -> Group:
        """Make what is read for one question."""
        article = self.articles[place[0]]
        paragraph = article.paragraphs[place[1]]
        asked = paragraph.questions[place[2]]
        question = self.reword(asked.text, chance) if self.reword else asked.text
        title = article.title.replace("_", " ") if chance.random() < _TITLED else ""
        text, start, end = paragraph.text, asked.start, asked.end
        if not article.rows:
            text, start, end = window(text, start, end, chance)
        readings = [Reading(question, title, text, start, end)]
        count = int(chance.choice(len(_SEARCHED), p=_SEARCHED))
        readings += [
            Reading(question, title, near, 0, 0) for near in self._near(article, paragraph, asked, chance)[:count]
        ]
        if chance.random() < _ELSEWHERE:
            other = self.articles[int(chance.integers(len(self.articles)))]
            if other.title != article.title or (not other.title and other is not article):
                far = other.paragraphs[int(chance.integers(len(other.paragraphs)))].text
                far = far if other.rows else window(far, 0, 1, chance)[0]
                readings.append(Reading(question, title, far, 0, 0))
        traps = []
        if chance.random() < _TRAP and (changed := swapped(question, text, self._names(article, chance), chance)):
            traps.append(Reading(changed, title, text, 0, 0))
        return Group(tuple(readings), tuple(traps))

    def _near(self, article: Article, paragraph: Paragraph, asked: Asked, chance: np.random.Generator) -> list[str]:
        """Return windows of the same article that do not hold the answer, those first that share most with the question."""
        answer = paragraph.text[asked.start : asked.end]
        found = []
        for number in chance.permutation(len(article.paragraphs))[:_LOOKED_THROUGH]:
            other = article.paragraphs[int(number)]
            if article.rows:
                text = other.text
            else:
                at = int(chance.integers(max(1, len(other.text))))
                text = window(other.text, at, at + 1, chance)[0]
            if answer not in text:
                found.append(text)
        pairs = set(_pairs(asked.text))
        return sorted(found, key=lambda text: len(pairs & set(_pairs(text))) / (len(text) + 100), reverse=True)

    def _names(self, article: Article, chance: np.random.Generator) -> list[str]:
        """Return names that other questions of the set have."""
        found = []
        for one in (article, self.articles[int(chance.integers(len(self.articles)))]):
            questions = [asked.text for paragraph in one.paragraphs for asked in paragraph.questions]
            for number in chance.permutation(len(questions))[:4]:
                found += [text for text, _ in names(questions[int(number)])]
        return found


def window(text: str, start: int, end: int, chance: np.random.Generator) -> tuple[str, int, int]:
    """Return whole sentences around some characters, up to a length that is drawn, and where the characters stand in them."""
    spans = _sentences(text)
    wide = _WIDE if _JAPANESE.search(text) else 1
    size = int(chance.integers(_SHORTEST, _LONGEST)) // wide
    first = max((place for place, span in enumerate(spans) if span[0] <= start), default=0)
    last = min((place for place, span in enumerate(spans) if span[1] >= end), default=len(spans) - 1)
    last = max(first, last)
    while spans[last][1] - spans[first][0] < size and (first > 0 or last + 1 < len(spans)):
        before = chance.random() < 0.5
        if before and first > 0:
            first -= 1
        elif not before and last + 1 < len(spans):
            last += 1
    begin = spans[first][0]
    return text[begin : spans[last][1]], max(0, start - begin), end - begin


def names(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Return the proper names of a text with their places."""
    found = []
    for token in tokenize(text):
        if token.part in ("person", "place", "name") and token.end - token.start > 1:
            found.append((text[token.start : token.end], (token.start, token.end)))
    return found


def swapped(question: str, text: str, others: Sequence[str], chance: np.random.Generator) -> str:
    """Return a question that names another year, number or name than the one that it shares with a text; empty if none."""
    numbers = [match.span() for match in _NUMBER.finditer(question) if match.group() in text]
    known = [span for name, span in names(question) if name in text]
    strangers = [name for name in others if name not in text and name not in question]
    if numbers and (not known or not strangers or chance.random() < 0.5):
        start, end = numbers[int(chance.integers(len(numbers)))]
        number = int(question[start:end])
        by = int(chance.integers(1, max(3, min(30, number // 3 + 2))))
        changed = str(number + by if chance.random() < 0.5 or number <= by else number - by)
        return question[:start] + changed + question[end:] if changed not in text else ""
    if known and strangers:
        start, end = known[int(chance.integers(len(known)))]
        stranger = strangers[int(chance.integers(len(strangers)))]
        same = bool(_JAPANESE.search(stranger)) is bool(_JAPANESE.search(question[start:end]))
        return question[:start] + stranger + question[end:] if same else ""
    return ""


def stream(sources: Sequence[Source], seed: int, numbers: range) -> Iterator[Group]:
    """Give the groups of some numbers: the sets by their shares, each set's questions in a drawn order, again and again.

    What is given for a number does not depend on which others are.
    """
    chance = np.random.default_rng(seed)
    places = [source.places() for source in sources]
    orders = [chance.permutation(len(of_source)) for of_source in places]
    shares = np.array([source.share for source in sources])
    taken = [0] * len(sources)
    for number in range(numbers.stop):
        kind = int(chance.choice(len(sources), p=shares / shares.sum()))
        place = places[kind][orders[kind][taken[kind] % len(orders[kind])]]
        taken[kind] += 1
        if number in numbers:
            yield sources[kind].group(place, np.random.default_rng((seed, number)))


@lru_cache(maxsize=1 << 16)
def _sentences(text: str) -> list[tuple[int, int]]:
    return sentences.split(text) or [(0, len(text))]


def _pairs(text: str) -> Iterator[str]:
    return (text[place : place + 2] for place in range(len(text) - 1))
