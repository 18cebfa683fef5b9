"""Glosses: what words of a text are called in the reader's language, each chosen among the dictionary's by its context.

A word's candidates are weighed by how probable the dictionary makes them, and by how near they come in meaning to the word and to
what stands around it (a multilingual model's vectors). The corpus's own pairs ("国防生産法（DPA）") come first.
"""

import math
import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kotae.lexicon import dictionary, english, sounds
from kotae.lexicon.entries import folded
from kotae.lexicon.vocabulary import KATAKANA
from kotae.text.language import Language
from kotae.text.readable import said, unit_name
from kotae.text.tokens import Token, is_function_word, tokenize

Encode = Callable[[Sequence[str]], Sequence[NDArray[np.float32]]]
"""Gives the vectors, of length 1, of texts in either language."""

_LONGEST = 6  # words of a headword
_CANDIDATES = 12
_NEARNESS = (
    30.0  # of a cosine, against the logarithm of a share; between 10 and 60 the glosses of the tests hardly differ
)
# How common Japanese words are falls with their rank by Zipf's law as Mandelbrot has it, (rank + offset) ** -exponent: among the
# commonest it hardly tells.
_RANK_OFFSET, _RANK_EXPONENT = 8, 3.0
_FLOOR = 1e-5
_KEPT = 20_000  # vectors of 384 numbers
_PAIR = re.compile(r"(?P<ja>[\u30a1-\u30ff\u3400-\u9fff々]{2,20})[(（](?P<en>[A-Z][A-Za-z .&'’-]{1,60})[)）]")
_BRACKETS = re.compile(r"[()（）\[\]「」『』【】]")
_KANJI = re.compile(r"[\u3400-\u9fff々]+")
_TELLING = re.compile(r"[\u30a1-\u30ff\u3400-\u9fff]")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Gloss:
    """Characters [start, end) of a text, the words there, and what they are called in the reader's language."""

    start: int
    end: int
    words: str
    gloss: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of a text with its candidates' shares, and the context that chooses among them."""

    start: int
    end: int
    words: str
    candidates: Mapping[str, float]
    context: str
    is_name: bool


class Glossary:
    """Gives glosses; safe to share between threads."""

    def __init__(self, cache: Path, encode: Encode) -> None:
        """Name where the dictionary's table is kept, and what gives vectors."""
        self._cache = cache
        self._encode = encode
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._turn = threading.Lock()

    def glosses(
        self, texts: Sequence[tuple[str, str]], language: Language, pairs: Mapping[str, str] | None = None
    ) -> list[list[Gloss]]:
        """Return the glosses of texts, in order, without overlaps: amounts and dates in the reader's scale, then words.

        Args:
            texts: each with what stands around it (a caption, a heading), which may be empty.
            language: of the reader; the texts are in the other one.
            pairs: what the corpus itself calls its words in the other language.

        Raises:
            ModelError: the dictionary is not installed or damaged.
        """
        numbers = [said(text, language) for text, _ in texts]
        with dictionary.opened(self._cache) as table:
            find = _japanese_words if language == "en" else _english_words
            asked = [list(find(table, text, context, pairs or {})) for text, context in texts]
        self._learn(name for several in asked for one in several for name in _compared(one))
        found = []
        for (text, _), told, several in zip(texts, numbers, asked, strict=True):
            glosses = [Gloss(one.start, one.end, text[one.start : one.end], one.text) for one in told]
            taken = [range(one.start, one.end) for one in told]
            for one in several:
                if any(one.start < part.stop and part.start < one.end for part in taken):
                    continue
                if gloss := self._chosen(one):
                    glosses.append(Gloss(one.start, one.end, one.words, gloss))
            found.append(sorted(glosses, key=lambda gloss: gloss.start))
        return found

    def has(self, word: str) -> bool:
        """Tell whether the dictionary has a Japanese word; errors as for `glosses`."""
        with dictionary.opened(self._cache) as table:
            return table.execute("SELECT 1 FROM form WHERE text = ?", (folded(word),)).fetchone() is not None

    def _chosen(self, asked: _Asked) -> str:
        """Return the likeliest candidate in the context."""
        if not asked.candidates:
            return ""
        if len(asked.candidates) == 1:  # nothing was learned of it
            (gloss,) = asked.candidates
        else:
            gloss = max(asked.candidates, key=lambda name: self._likely(name, asked))
        return _capitalised(gloss) if asked.is_name else gloss

    def _likely(self, gloss: str, asked: _Asked) -> float:
        """Return how likely a candidate is in its context, in logarithms of a share."""
        near = float(self._vectors[gloss] @ (self._vectors[asked.words] + self._vectors[asked.context])) / 2
        return math.log(asked.candidates[gloss] + _FLOOR) + _NEARNESS * near

    def _learn(self, texts: Iterable[str]) -> None:
        """Have the vectors of all these texts, and forget those used longest ago."""
        with self._turn:
            wanted = dict.fromkeys(texts)
            unknown = [text for text in wanted if text not in self._vectors]
            if unknown:
                self._vectors.update(zip(unknown, self._encode(unknown), strict=True))
            for text in wanted:
                self._vectors.move_to_end(text)
            while len(self._vectors) > max(_KEPT, len(wanted)):
                self._vectors.popitem(last=False)


def pairs_in(texts: Iterable[str]) -> dict[str, str]:
    """Return what texts themselves call their words in the other language, in brackets behind them, both ways."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _PAIR.finditer(text):
            found.setdefault(match["ja"], match["en"])
            found.setdefault(match["en"], match["ja"])
    return found


def _compared(asked: _Asked) -> Iterator[str]:
    """Yield the texts whose vectors choose among a word's candidates."""
    if len(asked.candidates) > 1:
        yield from (asked.words, asked.context, *asked.candidates)


def _japanese_words(table: sqlite3.Connection, text: str, context: str, pairs: Mapping[str, str]) -> Iterator[_Asked]:
    """Yield the words of a Japanese text, the longest that the dictionary has, with their English."""
    # Brackets part words: the analyser may take what is in them, a unit for instance, for a part of the word before.
    tokens = [token for token in tokenize(_BRACKETS.sub(" ", text)) if token.kind == "ja"]
    first = 0
    while first < len(tokens):
        run, candidates = _longest(table, tokens[first : first + _LONGEST], text, pairs)
        start, end = run[0].start, run[-1].end
        words = text[start:end]
        is_name = any(token.part in ("place", "person", "name") for token in run)
        # What the dictionary has for a person's name in kanji is the word that it is written as: 早苗 is a rice seedling.
        is_spelt = _KANJI.fullmatch(words) if run[0].part == "person" else not candidates and KATAKANA.fullmatch(words)
        if is_spelt and len(run) == 1 and words not in pairs:
            candidates = {sounds.romanise(run[0].reading or words): 1.0}
            is_name = True
        yield _Asked(start, end, words, candidates, f"{context} {text}".strip()[:200], is_name)
        first += len(run)


def _longest(
    table: sqlite3.Connection, tokens: Sequence[Token], text: str, pairs: Mapping[str, str]
) -> tuple[Sequence[Token], dict[str, float]]:
    """Return the longest run of adjacent tokens that has a gloss, with its candidates; the first alone where none has."""
    for length in range(len(tokens), 0, -1):
        run = tokens[:length]
        if any(before.end != after.start for before, after in pairwise(run)):
            continue
        written = text[run[0].start : run[-1].end]
        if written in pairs:
            return run, {pairs[written]: 1.0}
        if name := unit_name(written):
            return run, {name: 1.0}
        if length == 1 and not _TELLING.search(written):
            continue  # hiragana alone is grammar more often than a word
        for form in (folded(run[0].term), folded(written)) if length == 1 else (folded(written),):
            if candidates := _english_of(table, form):
                return run, candidates
    return tokens[:1], {}


def _english_of(table: sqlite3.Connection, form: str) -> dict[str, float]:
    rows = table.execute(
        "SELECT words, f.share * g.share FROM form f JOIN gloss g ON g.entry = f.entry WHERE f.text = ? ORDER BY 2 DESC LIMIT ?",
        (form, _CANDIDATES),
    )
    found: dict[str, float] = {}
    for words, share in rows:
        found[words] = max(found.get(words, 0.0), share)
    return found


def _english_words(table: sqlite3.Connection, text: str, context: str, pairs: Mapping[str, str]) -> Iterator[_Asked]:
    """Yield the words and phrases of an English text, the longest that the dictionary has, with their Japanese."""
    irregular = dict(table.execute("SELECT word, base FROM irregular"))
    words = english.words(text)
    first = 0
    while first < len(words):
        for length in range(min(english.LONGEST_PHRASE, len(words) - first), 0, -1):
            phrase = words[first : first + length]
            start, end = phrase[0].start, phrase[-1].end
            written = text[start:end]
            if length > 1 and not re.fullmatch(r"[\w'’-]+(?: [\w'’-]+)*", written):
                continue
            if is_function_word(phrase[0].text.lower()) or is_function_word(phrase[-1].text.lower()):
                continue
            candidates = {pairs[written]: 1.0} if written in pairs else _japanese_of(table, phrase, irregular)
            if candidates:
                yield _Asked(start, end, written, candidates, f"{context} {text}".strip()[:200], False)
                first += length
                break
        else:
            first += 1


def _japanese_of(
    table: sqlite3.Connection, phrase: Sequence[english.Word], irregular: Mapping[str, str]
) -> dict[str, float]:
    spoken = [word.text for word in phrase]
    asked = " ".join(irregular.get(word.lower(), word.lower()) for word in spoken)
    rows = table.execute(
        "SELECT f.text, g.words, f.share * g.share FROM gloss g JOIN form f ON f.entry = g.entry WHERE g.key = ?"
        " ORDER BY 3 DESC LIMIT 40",
        (english.key(spoken, irregular),),
    )
    found: dict[str, float] = {}
    for form, words, share in rows:
        if english.inflected_alike(asked, words.lower()) and _JAPANESE.search(form):
            found[form] = max(found.get(form, 0.0), share)
    common = dictionary.ranks(found)
    weighed = {form: share * _commonness(common[form]) for form, share in found.items()}
    return dict(sorted(weighed.items(), key=lambda pair: -pair[1])[:_CANDIDATES])


def _commonness(rank: int) -> float:
    """Return how common a word of a rank in frequency, from 1, is against one of the first."""
    return float(((1 + _RANK_OFFSET) / (rank + _RANK_OFFSET)) ** _RANK_EXPONENT)


def _capitalised(gloss: str) -> str:
    """Return a name as it is written: the dictionary's table has all but abbreviations in small letters."""
    return " ".join(word if is_function_word(word) else word[:1].upper() + word[1:] for word in gloss.split(" "))
