"""How a result is shown: cited hits are numbered from 1."""

from dataclasses import replace

from kotae import Kotae
from kotae.answers.model import Answer
from kotae.showing import numbers


def test_cited_hits_are_numbered_first_in_the_order_of_their_citations(kotae: Kotae) -> None:
    result = kotae.ask("When was the lighthouse built?")
    moved = replace(result, answer=Answer("x", (8, 3)), others=(Answer("y", (3, 5)),))
    assert numbers(moved) == {8: 1, 3: 2, 5: 3, 1: 4, 2: 5, 4: 6, 6: 7, 7: 8}
    assert numbers(replace(result, answer=None)) == {rank: rank for rank in range(1, 9)}
