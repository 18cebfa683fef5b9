"""A whole question to its result: each of the things that it asks is searched for and answered, and all are joined."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kotae.answers.answer import JUDGED, answer
from kotae.answers.joined import joined
from kotae.answers.model import Result
from kotae.embedding import Encoded, Encoder
from kotae.index.opened import OpenIndex
from kotae.retrieval import query, search
from kotae.retrieval.parts import Part, parts
from kotae.retrieval.search import Among
from kotae.text.labels import labels_language
from kotae.text.language import detect


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on one line, the things that it asks, and what the model makes of each."""

    text: str
    parts: tuple[Part, ...]
    encoded: tuple[Encoded, ...]


def read(questions: Sequence[str], encoder: Encoder) -> list[Asked]:
    """Tell apart what each question asks, and encode all of it in batches.

    Raises:
        QuestionError: a question is empty or far too long.
    """
    texts = [query.tidy(question) for question in questions]
    told = [parts(text, detect(text)) for text in texts]
    encoded = iter(encoder.encode_queries([part.text for one in told for part in one]))
    return [Asked(text, one, tuple(next(encoded) for _ in one)) for text, one in zip(texts, told, strict=True)]


def respond(asked: Asked, index: OpenIndex, results: int, strictness: float, among: Among) -> Result:
    """Return the result of a question.

    Args:
        asked: the question.
        index: what is searched.
        results: how many hits the result has; the answer does not depend on it.
        strictness: the certainty, from 0 to 1, under which the documents count as not holding an answer.
        among: which units are searched.
    """
    found = [
        _part(part.text, encoded, index, results, strictness, among)
        for part, encoded in zip(asked.parts, asked.encoded, strict=True)
    ]
    if len(found) == 1:
        return found[0]
    return joined(asked.text, labels_language(asked.text), [part.asked for part in asked.parts], found)


def _part(text: str, encoded: Encoded, index: OpenIndex, results: int, strictness: float, among: Among) -> Result:
    prepared = query.prepare(text, encoded, index.lexicon)
    hits = search.search(prepared, index, max(results, JUDGED), among)
    result = answer(prepared, hits[:JUDGED], index, strictness, min(results, JUDGED))
    return replace(result, hits=(*result.hits, *hits[JUDGED:results]))
