"""A question to its result: each of the things that it asks is searched for and answered, and all are joined."""

from dataclasses import replace

from kotae.answers.answer import JUDGED, answer
from kotae.answers.doubts import doubts
from kotae.answers.joined import joined
from kotae.answers.model import Result
from kotae.answers.reply import called, reply
from kotae.embedding import PassageReader
from kotae.index.opened import OpenIndex
from kotae.question.model import Inquiry, Question
from kotae.retrieval import search
from kotae.retrieval.search import Among
from kotae.text.labels import labels_language


def respond(
    inquiry: Inquiry, index: OpenIndex, results: int, strictness: float, among: Among, reader: PassageReader | None
) -> Result:
    """Return the result of a question, or a reply to what is none.

    Args:
        inquiry: the question.
        index: what is searched.
        results: how many hits the result has; the answer does not depend on it.
        strictness: the certainty, from 0 to 1, under which the documents count as not holding an answer.
        among: which units are searched.
        reader: reads the best passages with the question; None where the model that made the index has none.
    """
    if inquiry.manner != "question":
        return reply(inquiry, index, among)
    if named := called(inquiry.summarised, index, among):
        return reply(replace(inquiry, manner="summary"), index, replace(among, documents=named))
    answered = [_answered(question, index, results, strictness, among, reader) for question in inquiry.questions]
    result = answered[0]
    if len(answered) > 1:
        told = [question.said for question in inquiry.questions]
        result = joined(inquiry.text, labels_language(inquiry.text), told, answered)
    return replace(result, doubts=doubts(result, inquiry, index))


def _answered(
    question: Question, index: OpenIndex, results: int, strictness: float, among: Among, reader: PassageReader | None
) -> Result:
    hits = search.search(question, index, max(results, JUDGED), among)
    result = answer(question, hits[:JUDGED], index, strictness, min(results, JUDGED), reader)
    return replace(result, hits=(*result.hits, *hits[JUDGED:results]))
