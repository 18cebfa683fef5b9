"""The words of a question, and what stands for them in an answer and its evidence that are in the other language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kotae import Kotae
from kotae.answers.model import Result
from kotae.lexicon import Translation
from kotae.text.language import Language
from kotae.text.normalise import narrow
from kotae.text.tokens import tokenize
from kotae_ui.foreign import needs_glosses

_NOUN = re.compile(r"[\u30a1-\u30ff\u3400-\u9fff]{2,}")  # with hiragana it is a verb's form more often than a name


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a question, the language of the evidence, and how they stand there, the likeliest first."""

    words: str
    language: Language
    there: tuple[str, ...]


def links(kotae: Kotae, result: Result) -> list[Link]:
    """Return which words of a question stand in its answer and in what that cites, where these are in the other language."""
    if result.answer is None:
        return []
    cited = [hit.unit.text for hit in result.hits if hit.rank in result.answer.citations]
    texts = [text for text in (result.answer.text, *cited) if needs_glosses(text, result.language)]
    if not texts:
        return []
    other: Language = "en" if result.language == "ja" else "ja"
    find = _in_english if other == "en" else _in_japanese
    called = kotae.index.lexicon.translate(result.question, result.language)
    linked = [Link(one.source, other, tuple(dict.fromkeys(find(one, texts)))) for one in called]
    return [link for link in linked if link.there]


def _in_japanese(called: Translation, texts: Sequence[str]) -> Iterator[str]:
    """Yield the Japanese words for words of a question that stand in texts, as words and not within others."""
    for target in called.targets:
        if _NOUN.fullmatch(target.text) and any(_stands(target.text, text) for text in texts):
            yield target.text


def _stands(words: str, text: str) -> bool:
    tokens = tokenize(text) if words in text else []
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    return any(match.start() in starts and match.end() in ends for match in re.finditer(re.escape(words), text))


def _in_english(called: Translation, texts: Sequence[str]) -> Iterator[str]:
    """Yield how the English words for a word of a question stand in texts, in the singular or plural."""
    for target in called.targets:
        pattern = re.compile(rf"\b{re.escape(target.text)}(?:e?s)?\b", re.IGNORECASE)
        for text in texts:
            yield from (match.group() for match in pattern.finditer(narrow(text)))
