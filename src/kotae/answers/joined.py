"""The results of the parts of a question, as the result of the question."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.answers.model import Answer, Answered, Evidence, Result
from kotae.retrieval.search import Hit
from kotae.text.language import Language


def joined(question: str, language: Language, asked: Sequence[str], results: Sequence[Result]) -> Result:
    """Return one result that holds the answers of all parts, in the order in which they were asked.

    The answer's text has each part's answer on lines of its own; what stands within another part's answer is not said
    twice. A part without an answer adds nothing to the text: it is in the result's `parts` alone. The certainty is the
    least of the answered parts, or the greatest of all where none is answered.

    Args:
        question: the whole question.
        language: of the question.
        asked: what each part asks, in the question's own words.
        results: of each part, from one index.
    """
    hits = merged(results)
    ranks = {hit.number: hit.rank for hit in hits}
    answers = [result.answer and _renumbered(result.answer, result.hits, ranks) for result in results]
    known = [result.certainty for result in results if result.answer]
    return Result(
        question=question,
        language=language,
        answer=_joined([answer for answer in answers if answer]),
        certainty=min(known) if known else max(result.certainty for result in results),
        hits=hits,
        cited_sources=results[0].cited_sources,
        documents=results[0].documents,
        unsure=any(result.unsure for result in results),
        tried=tuple(tried for result in results for tried in result.tried),
        parts=tuple(Answered(part, answer) for part, answer in zip(asked, answers, strict=True)),
    )


def merged(results: Sequence[Result]) -> tuple[Hit, ...]:
    """Return the hits of all parts without repeats, ranked anew: the cited ones in order, then the others by turns.

    There are as many as the part with the most has, or more where more are cited.
    """
    cited = [result.hits[rank - 1] for result in results if result.answer for rank in result.answer.citations]
    longest = max(len(result.hits) for result in results)
    others = [result.hits[place] for place in range(longest) for result in results if place < len(result.hits)]
    once = {hit.number: hit for hit in reversed([*cited, *others])}
    numbers = list(dict.fromkeys(hit.number for hit in [*cited, *others]))
    kept = numbers[: max(longest, len({hit.number for hit in cited}))]
    return tuple(replace(once[number], rank=rank) for rank, number in enumerate(kept, 1))


def _renumbered(answer: Answer, hits: Sequence[Hit], ranks: dict[int, int]) -> Answer:
    def rank(citation: int) -> int:
        return ranks[hits[citation - 1].number]

    return replace(
        answer,
        citations=tuple(rank(citation) for citation in answer.citations),
        evidence=tuple(replace(place, citation=rank(place.citation)) for place in answer.evidence),
    )


def _joined(answers: Sequence[Answer]) -> Answer | None:
    """Return the answers as one; of answers on the same evidence only the longest, with the marks of all."""
    kept = [answer for place, answer in enumerate(answers) if not _said_elsewhere(place, answers)]
    if not kept:
        return None
    text = ""
    marks: list[tuple[int, int]] = []
    for answer in kept:
        text += "\n" if text else ""
        for other in answers:
            if _within(other, answer):
                shift = len(text) + answer.text.find(other.text)
                marks.extend((start + shift, end + shift) for start, end in other.marks)
        text += answer.text
    return Answer(
        text=text,
        citations=tuple(dict.fromkeys(citation for answer in kept for citation in answer.citations)),
        marks=_united(marks),
        evidence=tuple(dict.fromkeys(place for answer in kept for place in answer.evidence)),
    )


def _said_elsewhere(place: int, answers: Sequence[Answer]) -> bool:
    """Tell whether an answer stands within another one; of two that are the same the first is said."""
    answer = answers[place]
    return any(
        _within(answer, other) and (at < place or not _within(other, answer))
        for at, other in enumerate(answers)
        if at != place
    )


def _within(inner: Answer, outer: Answer) -> bool:
    """Tell whether an answer's text and evidence are part of another's."""
    return inner.text in outer.text and all(any(_covers(o, i) for o in outer.evidence) for i in inner.evidence)


def _covers(outer: Evidence, inner: Evidence) -> bool:
    return outer.citation == inner.citation and outer.start <= inner.start and inner.end <= outer.end


def _united(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return marks in order, those that overlap as one."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
