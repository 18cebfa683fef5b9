"""Lists that answer: what a sentence announces that names what is asked for ("Risk factors include:")."""

from collections.abc import Sequence
from dataclasses import dataclass

from kotae.documents.lines.announcing import announced
from kotae.passages.units import Unit
from kotae.question.model import Question, Sort
from kotae.retrieval.search import Hit
from kotae.text import tokens

_ASKED: frozenset[Sort] = frozenset(("what", "which", "head", "named"))
_LOOKED_AT = 3  # hits: a list of something else is announced in many places
_MEANT = 0.5  # how surely a word must be there


@dataclass(frozen=True, slots=True)
class Listed:
    """The sentences of a hit from the one that announces a list to the end of its last item."""

    hit: Hit
    first: int
    last: int


def listed(question: Question, hits: Sequence[Hit]) -> Listed | None:
    """Return the list that a question asks for, if one of the best hits has it; else None.

    Everything that the question names is said by the sentence that announces it or what that stands under, and one thing at
    least by the sentence itself. English asks so for several things; Japanese does not tell.

    Args:
        question: the question.
        hits: passages, best first.
    """
    target = question.target
    if target.sort not in _ASKED or question.only_names or not (target.several or question.language == "ja"):
        return None
    things = list(question.named)
    for hit in hits[:_LOOKED_AT] if things else ():
        unit = hit.unit
        around = "\n".join([unit.context, *unit.headings, hit.document.called])
        for first, last in _lists(unit):
            sentence = unit.text[slice(*unit.sentences[first])]
            said = frozenset(tokens.terms(sentence))
            whole = said | frozenset(tokens.terms(around))
            if all(thing.met(whole)[0] >= _MEANT for thing in things) and any(
                thing.met(said)[0] >= _MEANT for thing in things
            ):
                return Listed(hit, first, last)
    return None


def _lists(unit: Unit) -> list[tuple[int, int]]:
    """Return the sentences that announce a list, each with the last sentence of the list's last item."""
    found = []
    items = frozenset(unit.items)
    for first, (start, end) in enumerate(unit.sentences):
        if first not in items and first + 1 in items and announced(unit.text[start:end]):
            last = first + 1
            while last + 1 < len(unit.sentences) and (last + 1 in items or not _breaks(unit, last)):
                last += 1
            found.append((first, last))
    return found


def _breaks(unit: Unit, sentence: int) -> bool:
    """Tell whether a line ends between a sentence and the next one."""
    return "\n" in unit.text[unit.sentences[sentence][1] : unit.sentences[sentence + 1][0]]
