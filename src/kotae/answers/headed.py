"""Names that stand in a heading, over the sentences that tell of what they name: slides, lists of products, glossaries."""

from dataclasses import dataclass, replace

from kotae.answers.model import Answer
from kotae.answers.reader.spans import best_span, share_before
from kotae.answers.reader.windows import Window, named
from kotae.embedding import Passage, PassageReader
from kotae.question.model import Question, Sort
from kotae.text.language import detect

# Questions for a thing or a person, which a heading may name; what is said or done, when and how much stands in sentences: of
# 363 committed questions and traps two of these were answered with the title of a chapter, both wrongly, and none rightly.
_NAMES: frozenset[Sort] = frozenset(("which", "named", "who", "head"))
_SURE = 0.9  # the reader learned of answers in texts alone: what it finds in a heading must be as good as certain


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, and the characters [start, end) of it that name what is asked for."""

    text: str
    start: int
    end: int


def naming_heading(question: Question, read_of: Window, reader: PassageReader) -> Heading | None:
    """Return the heading over a passage, if it names what is asked for; None if not.

    The heading is read as the first sentence of what it stands over, for the reader learned of sentences. A title that names
    a whole document names none of what it tells of, and a question that says nothing of a thing but its name ("what is X")
    wants to be told of it, not its name.

    Args:
        question: the question.
        read_of: what is read of the passage.
        reader: the model.
    """
    target, headings = question.target, read_of.hit.unit.headings
    told = any(term.end <= target.head_start or term.start >= target.head_end for term in question.named)
    if not headings or not told or target.sort not in _NAMES:
        return None
    heading = headings[-1]
    ending = "。" if detect(read_of.text) == "ja" else ". "
    (read,) = reader.read(question.text, [Passage("", heading + ending + read_of.text)])
    if share_before(len(heading), read) < _SURE:
        return None
    start, end = best_span(heading + ending, read)
    return Heading(heading, start, min(end, len(heading))) if start < len(heading) else None


def under_heading(answer: Answer, heading: Heading) -> Answer:
    """Return a quote with the heading that it stands under before it, the words that answer marked there."""
    return replace(answer, text=named(heading.text, answer.text) + answer.text, marks=((heading.start, heading.end),))
