"""How much of what a question asks about is in a text: its terms, or what they are called there."""

from collections.abc import Sequence

from kotae.question.model import Term
from kotae.text import tokens


def coverage(wanted: Sequence[Term], text: str) -> float:
    """Return the share of some terms, by rarity, that a text expresses, from 0 to 1."""
    stated = frozenset(tokens.terms(text))
    total = sum(term.rarity for term in wanted)
    return sum(term.rarity for term in wanted if term.met(stated)[0] > 0) / total if total else 0.0
