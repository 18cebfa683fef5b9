"""What a question set expects that an index does not hold: it is usually a typo, and it counts as not found."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kotae.evaluation.measures.relevance import alternatives, composed, named, names, plain
from kotae.evaluation.model import Question

Place = tuple[str, str, int]
_SHOWN, _NAMES = 60, 3


class _Texts:
    """The texts of an index, folded and joined, so that a string is looked for in all of them at once."""

    def __init__(self, units: Iterable[tuple[str, str, int, str]]) -> None:
        self.places: list[Place] = []
        self._starts: list[int] = []
        folded, start = [], 0
        for document, file, page, text in units:
            self.places.append((document, file, page))
            self._starts.append(start)
            folded.append(plain(text))
            start += len(folded[-1]) + 1
        # A folded text has no white space, so that nothing is found across a line end.
        self._joined = "\n".join(folded)
        self.pages = {(name, page) for document, file, page in set(self.places) for name in names(document, file)}
        self.names = {name for name, _ in self.pages}

    def holding(self, parts: Sequence[str]) -> Iterable[Place]:
        """Yield the place of every text that holds all of these folded strings."""
        rarest = max(parts, key=len)
        start = self._joined.find(rarest)
        while start >= 0:
            number = bisect_right(self._starts, start) - 1
            end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._joined) + 1
            if all(self._joined.find(part, self._starts[number], end - 1) >= 0 for part in parts):
                yield self.places[number]
            start = self._joined.find(rarest, end)


def missing_evidence(questions: Iterable[Question], units: Iterable[tuple[str, str, int, str]]) -> list[str]:
    """Name the questions whose gold the index does not hold: a document, a page, or the evidence of every alternative.

    Args:
        questions: a question set; unanswerable ones are not looked at.
        units: what the index holds: each unit's document id, its file's name, its page and its text.

    Returns:
        One line for a question, with its place in the set; empty where everything is there.
    """
    texts = _Texts(units)
    problems = ((question, _problem(question, texts)) for question in questions if question.answerable)
    return [f"{_place(question)}: {problem}; it counts as not found." for question, problem in problems if problem]


def _problem(question: Question, texts: _Texts) -> str | None:
    gold = list(question.documents)
    absent = [name for name in gold if composed(name) not in texts.names]
    if absent and (not question.evidence or len(absent) == len(gold)):
        return f"the index has no document {_listed(absent)}: a typo, or not in the corpus"
    if question.evidence:
        return _lost(question, texts)
    if gold and question.page is not None and not any((composed(name), question.page) in texts.pages for name in gold):
        return f"the index has no text on page {question.page} of {_listed(gold)}"
    return None


def _lost(question: Question, texts: _Texts) -> str | None:
    """Say that no text holds the evidence, or only one elsewhere than the question says."""
    elsewhere: Place | None = None
    for parts in alternatives(question):
        for place in texts.holding(parts):
            if _fits(question, place):
                return None
            elsewhere = elsewhere or place
    shown = " / ".join(_shortened(" + ".join(alternative)) for alternative in question.evidence[:_NAMES])
    if elsewhere:
        return f"the evidence “{shown}” is in {elsewhere[1]} on page {elsewhere[2]}, not where the question says"
    return f"no text of the index holds the evidence “{shown}”: a typo, or lost in reading"


def _fits(question: Question, place: Place) -> bool:
    document, file, page = place
    if question.page is not None and page != question.page:
        return False
    return not question.documents or named(question, document, file) is not None


def _place(question: Question) -> str:
    return f"{question.place} ({question.id})" if question.place else question.id


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return ", ".join(f"“{name}”" for name in names[:_NAMES]) + more


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
