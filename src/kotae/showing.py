"""How a result is shown, decided once for all that show it: its hits' numbers, and what a reader must tell at a glance."""

from typing import Literal

from kotae.answers.model import Result

Level = Literal["sure", "uncertain", "not_found", "no_question"]
"""What a reader must tell at a glance: an answer to rely on, one to check, none; or that no question was asked."""


def numbers(result: Result) -> dict[int, int]:
    """Return the number that each hit is shown with, by its rank: cited ones from 1 in the order of their citations."""
    answers = [answer for answer in (result.answer, *result.others) if answer]
    cited = [citation for answer in answers for citation in answer.citations]
    ranks = dict.fromkeys([*cited, *(hit.rank for hit in result.hits)])
    return {rank: number for number, rank in enumerate(ranks, 1)}


def level(result: Result) -> Level:
    """Return how sure a result looks."""
    return "sure" if result.status == "answered" else result.status
