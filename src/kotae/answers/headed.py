"""Names that stand in a heading, over the sentences that tell of what they name: slides, lists of products, glossaries."""

from dataclasses import replace

from kotae.answers.model import Answer
from kotae.answers.reader.look import Looked
from kotae.answers.reader.spans import Titled
from kotae.question.model import Question, Sort
from kotae.text.language import detect

# Questions for a thing or a person, which a heading may name; what is done, when and how much stands in sentences.
_NAMES: frozenset[Sort] = frozenset(("which", "named", "who", "what", "head"))
_SURE = 0.9  # the reader learned of answers in texts alone: what it finds in headings must be as good as certain


def naming_heading(question: Question, looked: Looked | None) -> Titled | None:
    """Return the heading that names what is asked for; None where none does.

    A question that says nothing of a thing but its name ("what is X") wants to be told of it, not its name.
    """
    titled = looked.titled if looked else None
    if titled is None or titled.probability < _SURE or question.target.sort not in _NAMES:
        return None
    target = question.target
    told = any(term.end <= target.head_start or term.start >= target.head_end for term in question.named)
    return titled if told else None


def under_heading(answer: Answer, titled: Titled) -> Answer:
    """Return a quote with the heading that it stands under before it, the words that answer marked there."""
    mark = "：" if detect(answer.text) == "ja" else ": "
    return replace(answer, text=f"{titled.heading}{mark}{answer.text}", marks=((titled.start, titled.end),))
