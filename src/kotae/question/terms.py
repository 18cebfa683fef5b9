"""The words of a question and what they may be called in a document."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from kotae.lexicon import Lexicon, Translation
from kotae.question.model import Term, TermKind, TermUse, Wording, WordingSource
from kotae.question.words import LANGUAGES, words
from kotae.text.language import Language
from kotae.text.tokens import Token, tokenize

# A long word in katakana is a name, or as particular as one: a substance, a brand, a kind of animal. Behind a word in
# characters it says of what kind that is, as a Japanese compound's last word does: an armed group (武装グループ).
_LOAN = re.compile(r"[ァ-ヶー]{4,}")
_CHARACTER = re.compile(r"[\u3400-\u9fff々]")
_FISCAL_YEAR = re.compile(r"fy ?\d+")
# A number with a word is no identifier, as those in capitals are (3M, 10-K): 50km, 30-day, 20th-round. Its parts count.
_COUNTED = re.compile(r"\d[\d.,]*-?[a-z]{2,}(?:-[a-z]+)*")
# How far a wording is trusted to mean the same: at least so much, and more with the lexicon's weight.
_TRUST: dict[WordingSource, tuple[float, float]] = {
    "translation": (0.7, 0.3), "synonym": (0.5, 0.3), "sound": (0.0, 0.9),
}  # fmt: skip


def phrases(text: str, language: Language, lexicon: Lexicon) -> tuple[tuple[Wording, ...], ...]:
    """Return what words and runs of words of a question are called, translations first.

    Args:
        text: the question.
        language: that it is in.
        lexicon: what the corpus calls things.
    """
    translations = lexicon.translate(text, language)
    if language == "en" and any(token.kind == "ja" for token in tokenize(text)):  # "GraphNet 分野"
        translations += lexicon.translate(text, "ja")
    synonyms = lexicon.synonyms(text) if language == "ja" else []
    listed = [tuple(_wordings(called, "sound" if called.heard else "translation")) for called in translations]
    listed += [tuple(_wordings(called, "synonym")) for called in synonyms]
    return tuple(phrase for phrase in listed if phrase)


def terms(
    text: str,
    called: Sequence[Sequence[Wording]],
    rarity: Callable[[str], float],
    itself: Sequence[tuple[int, int]] = (),
) -> tuple[Term, ...]:
    """Return the terms of a question in order, each as often as it occurs.

    Args:
        text: the question.
        called: what its words are called, as `phrases` returns it.
        rarity: tells the inverse document frequency of a word in the corpus.
        itself: where it names the document that it is asked of, which names nothing that the document says.
    """
    tokens = tokenize(text)
    places = list(_longest(tokens, text))
    heads = {token.end for token in tokens if token.part == "noun" and _CHARACTER.match(text, token.end - 1)}
    return tuple(
        Term(
            start=token.start,
            end=token.end,
            normal=token.term,
            kind=_kind(token, headed=token.start in heads),
            part=token.part,
            use="asks" if any(start <= token.start and token.end <= end for start, end in itself) else use(token.term),
            rarity=rarity(token.term),
            within=place not in places,
            wordings=(
                Wording(
                    token.start, token.end, frozenset([token.term]), text[token.start : token.end], "itself", 1.0, 1.0
                ),
                *(
                    wording
                    for phrase in called
                    for wording in phrase
                    if wording.start <= token.start and token.end <= wording.end
                ),
            ),
        )
        for place, token in enumerate(tokens)
    )


def use(normal: str) -> TermUse:
    """Tell whether a word names something, is too general to, or only asks."""
    return _uses().get(normal, "names")


@cache
def _uses() -> dict[str, TermUse]:
    uses: dict[str, TermUse] = {}
    for language in LANGUAGES:
        data = words(language, "terms")
        uses |= dict.fromkeys(data["general"]["words"], "general")
        uses |= dict.fromkeys(data["asks"]["words"], "asks")
    return uses


def _wordings(translation: Translation, source: WordingSource) -> Iterator[Wording]:
    least, more = _TRUST[source]
    for target in translation.targets:
        trust = least + more * target.weight
        yield Wording(
            translation.start, translation.end, frozenset(target.terms), target.text, source, target.weight, trust
        )


def _longest(tokens: Sequence[Token], text: str) -> Iterator[int]:
    """Yield the places of the tokens that are no part of a longer one: a date, not its day; a fiscal year is the year in it."""
    kept = [
        (place, token)
        for place, token in enumerate(tokens)
        if not _FISCAL_YEAR.fullmatch(token.term)
        and not (token.kind == "identifier" and _COUNTED.fullmatch(text[token.start : token.end]))
    ]
    taken: set[tuple[int, int]] = set()
    for place, token in kept:
        where = (token.start, token.end)
        if where not in taken and not _inside(token, (other for _, other in kept)):
            taken.add(where)
            yield place


def _inside(token: Token, others: Iterable[Token]) -> bool:
    length = token.end - token.start
    return any(
        other.start <= token.start and token.end <= other.end and other.end - other.start > length for other in others
    )


def _kind(token: Token, *, headed: bool) -> TermKind:
    if token.kind in ("number", "value"):
        return "number"
    if token.kind == "identifier" or token.part in ("person", "place", "name"):
        return "name"
    if _LOAN.fullmatch(token.term) and not headed:
        return "name"
    return "thing" if token.kind == "en" or token.part == "noun" else "other"
