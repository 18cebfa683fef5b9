"""Names that stand in a heading, over the sentences that tell of what they name: slides, lists of products, glossaries."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.answers.model import Answer
from kotae.answers.reader.look import Looked, Titled
from kotae.question.model import Question, Sort
from kotae.retrieval.search import Hit
from kotae.text.language import detect

# Questions for a thing or a person, which a heading may name; what is done, when and how much stands in sentences.
_NAMES: frozenset[Sort] = frozenset(("which", "named", "who", "what", "head"))
_SURE = 0.9  # the reader learned of answers in texts alone: what it finds in headings must be as good as certain


def titled_hit(question: Question, passages: Sequence[Hit], looked: Looked | None) -> int | None:
    """Return the place of the passage whose heading answers; None where none does.

    A question that says nothing of a thing but its name ("what is X") wants to be told of it, not its name.
    """
    if looked is None or looked.titled is None or looked.titled.probability < _SURE:
        return None
    target = question.target
    told = [term for term in question.named if term.end <= target.head_start or term.start >= target.head_end]
    if target.sort not in _NAMES or not told:
        return None
    return next((place for place, hit in enumerate(passages) if hit.number == looked.titled.hit), None)


def under_heading(answer: Answer, titled: Titled) -> Answer:
    """Return a quote with the heading that it stands under before it, the words that answer marked there."""
    mark = "：" if detect(answer.text) == "ja" else ": "
    return replace(answer, text=f"{titled.heading}{mark}{answer.text}", marks=((titled.start, titled.end),))
