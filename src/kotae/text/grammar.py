"""A text as a row of words, each with the little grammar that telling where an answer begins and ends needs."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kotae.text import tokens

(
    NOUN, PERSON, PLACE, NAME, NUMBER, COUNTER, SUFFIX, PREFIX, VERB, ADJECTIVE, ADVERB, OF, CASE, TOPIC, PARTICLE,
    AUXILIARY, OPEN, CLOSE, COMMA, STOP, MARK, EDGE,
) = range(22)  # fmt: skip
KINDS = 22
NOMINAL = (NOUN, PERSON, PLACE, NAME, NUMBER, COUNTER, SUFFIX, PREFIX)
"""The kinds of words that nouns are made of."""

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9'’&-]*(?:\.[A-Za-z](?=\.|\b))*")
_OPENING, _CLOSING = "「『（(［[【〈《“", "」』）)］]】〉》”"
_CASES = frozenset("がをにでへとから") | {"から", "まで", "より"}
_PREPOSITIONS = "in on at by for to from with about into over under after before between during through".split()
_AUXILIARIES = "is are was were be been being am do does did done has have had will would can could may must".split()
_DETERMINERS = "a an the its their his her this these those".split()
_ENGLISH = {
    "of": OF,
    **dict.fromkeys(_PREPOSITIONS, CASE),
    **dict.fromkeys(_AUXILIARIES, AUXILIARY),
    **dict.fromkeys(_DETERMINERS, ADVERB),
}
_PARTS = {
    "接頭辞": PREFIX, "動詞": VERB, "形容詞": ADJECTIVE, "形状詞": ADJECTIVE, "助動詞": AUXILIARY, "助詞": PARTICLE,
    "接尾辞": SUFFIX, "名詞": NOUN, "副詞": ADVERB, "代名詞": ADVERB, "連体詞": ADVERB, "接続詞": ADVERB, "感動詞": ADVERB,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: characters [start, end) of the text, its kind (one of the constants above), its term."""

    start: int
    end: int
    kind: int
    term: str


@lru_cache(maxsize=1_024)  # the best sentences of one question are often among those of the next
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, spaces left out; Latin words are taken whole."""
    latin = list(_LATIN.finditer(text))
    covered = bytearray(len(text))
    for match in latin:
        covered[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    found = [_latin(match.group(), match.start()) for match in latin]
    for morpheme in tokens.morphemes(text):
        start, end = morpheme.start, morpheme.end
        if end > start and not any(covered[start:end]) and not text[start:end].isspace():
            found.append(Word(start, end, _kind(text[start:end], morpheme.part), morpheme.form))
    return tuple(sorted(found, key=lambda word: word.start))


def _latin(run: str, start: int) -> Word:
    """Return a Latin word; what kind it is can be told from its form alone, roughly."""
    lower = run.lower().replace("’", "'")
    end = start + len(run)
    if tokens.is_function_word(lower):
        return Word(start, end, _ENGLISH.get(lower, PARTICLE), lower)
    if run[0].isupper():
        kind = NAME
    elif lower.endswith("ly"):
        kind = ADVERB
    else:
        kind = VERB if lower.endswith("ed") else NOUN
    return Word(start, end, kind, tokens.stem(lower))


def _kind(surface: str, part: tuple[str, ...]) -> int:
    """Return a word's kind from its surface and its part of speech."""
    if part[0] in ("補助記号", "記号", "空白"):
        return _mark(surface)
    if part[0] == "助詞":
        return _particle(surface, part)
    if part[0] == "名詞":
        if part[1] == "数詞":
            return NUMBER
        if part[1] == "固有名詞":
            return {"人名": PERSON, "地名": PLACE}.get(part[2], NAME)
        return COUNTER if part[2] == "助数詞可能" else NOUN
    if part[0] == "接尾辞" and part[2] == "助数詞":
        return COUNTER
    return _PARTS.get(part[0], MARK)


def _mark(surface: str) -> int:
    if surface[0] in _OPENING:
        return OPEN
    if surface[0] in _CLOSING:
        return CLOSE
    if surface[0] in "、，,":
        return COMMA
    return STOP if surface[0] in "。．.！？!?;:；：" else MARK


def _particle(surface: str, part: tuple[str, ...]) -> int:
    if surface == "の":
        return OF
    if part[1] == "係助詞":
        return TOPIC
    return CASE if part[1] == "格助詞" and surface in _CASES else PARTICLE
