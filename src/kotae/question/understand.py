"""Text to what it asks: the only door to a `Question`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kotae.embedding import Encoded, Encoder
from kotae.errors import QuestionError
from kotae.lexicon import Lexicon
from kotae.question.amounts import amounts
from kotae.question.cues import cues
from kotae.question.document import asks_of_document, named_itself
from kotae.question.manner import manner, summarised
from kotae.question.model import Amount, Cue, Inquiry, Question
from kotae.question.naming import only_names
from kotae.question.parts import Part, parts
from kotae.question.periods import periods
from kotae.question.target import target
from kotae.question.terms import phrases, terms
from kotae.question.titles import Titles, without
from kotae.question.years import told_years
from kotae.text.language import detect
from kotae.text.normalise import clean, narrow

MAX_CHARACTERS = 2_000


def tidy(question: str) -> str:
    """Return the question on one line.

    Raises:
        QuestionError: it is empty, or longer than `MAX_CHARACTERS`.
    """
    text = " ".join(clean(question).encode("utf-8", "replace").decode().split())
    if not text:
        raise QuestionError('The question is empty. Ask for a fact, for example: kotae ask "何が変わりましたか?"')
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(f"The question has {len(text):,} characters; ask in at most {MAX_CHARACTERS:,}.")
    return text


@dataclass(frozen=True, slots=True)
class Background:
    """What questions are understood with: the model, what the corpus calls things, and what its documents are called.

    `rarity` tells the inverse document frequency of a word in the corpus.
    """

    encoder: Encoder
    lexicon: Lexicon
    rarity: Callable[[str], float]
    titles: Titles


def inquire(texts: Sequence[str], background: Background, *, split: bool = True) -> list[Inquiry]:
    """Understand questions as users type them; the model reads all of them in batches.

    Args:
        texts: the questions, in Japanese or English.
        background: what they are understood with.
        split: whether a question that asks several things becomes several.

    Raises:
        QuestionError: a question is empty or far too long.
    """
    lines = [tidy(text) for text in texts]
    told = [parts(line, detect(line)) if split else (Part(line, line),) for line in lines]
    understood = iter(_with_rests(_understood([part for every in told for part in every], background), background))
    return [
        Inquiry(line, detect(line), questions, manner(line, questions), summarised(line))
        for line, questions in (
            (line, tuple(next(understood) for _ in every)) for line, every in zip(lines, told, strict=True)
        )
    ]


def _understood(asked: Sequence[Part], background: Background) -> list[Question]:
    encoded = background.encoder.encode_queries([part.text for part in asked])
    return [understand(part, of, background) for part, of in zip(asked, encoded, strict=True)]


def _with_rests(questions: Sequence[Question], background: Background) -> list[Question]:
    """Return questions with the documents that they name, and what they ask besides."""
    named = [background.titles.named(question) for question in questions]
    texts = [
        without(question.text, spans)
        for question, (documents, spans) in zip(questions, named, strict=True)
        if documents
    ]
    rests = iter(_understood([Part(text, text) for text in texts], background))
    return [
        replace(question, documents=documents, rest=next(rests)) if documents else question
        for question, (documents, _) in zip(questions, named, strict=True)
    ]


def understand(part: Part, encoded: Encoded, background: Background) -> Question:
    """Understand one thing that is asked.

    Args:
        part: what is asked, on one line.
        encoded: the model's vectors of its text.
        background: what it is understood with.
    """
    text, language = part.text, detect(part.text)
    plain = narrow(text)
    called = phrases(text, language, background.lexicon)
    times = periods(plain, language)
    limits = amounts(plain, language, [(time.start, time.end) for time in times])
    spoken_for = [(time.start, time.end) for time in times]
    years = told_years(plain, language)
    spoken_for += [(year[0].start, year[0].end) for year in years]
    spoken_for += [(limit.start, limit.end) for limit in limits if limit.stated]
    said = cues(plain, language, spoken_for)
    aim = target(plain, language)
    asks = aim.sort not in ("head", "other") or bool(said or limits or times)
    return Question(
        text=text,
        said=part.said,
        language=language,
        terms=terms(text, called, background.rarity, named_itself(plain, language)),
        phrases=(*called, *years),
        amounts=tuple(limit for limit in limits if limit.stated or not _counts(limit, said)),
        periods=times,
        target=aim,
        cues=said,
        of_document=asks_of_document(plain, language),
        only_names=only_names(plain, language, asks=asks),
        vector=encoded.vector,
        token_vectors=encoded.tokens,
        token_starts=encoded.starts,
    )


def _counts(limit: Amount, said: Sequence[Cue]) -> bool:
    """Tell whether a number is that of a cue: it tells a place or how many, and is no amount."""
    return any(cue.number and cue.start <= limit.start < cue.end for cue in said)
