"""A corpus's bilingual lexicon: finds what the words of a question are called in the corpus's other language."""

import math
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from kotae.errors import BrokenIndexError
from kotae.lexicon import english, sounds
from kotae.lexicon.model import Target, Translation
from kotae.lexicon.spelling import Misspelt, misspelt
from kotae.lexicon.vocabulary import KATAKANA, japanese_forms, japanese_runs
from kotae.text.tokens import Token, is_function_word, tokenize

SCHEMA = """
CREATE TABLE target (number INTEGER PRIMARY KEY, terms TEXT, text TEXT, weight REAL);
CREATE TABLE english (key TEXT, family TEXT, words TEXT, target INTEGER, share REAL, name INTEGER);
CREATE TABLE synonym (form TEXT, target INTEGER, share REAL);
CREATE TABLE own (form TEXT, target INTEGER);
CREATE TABLE japanese (form TEXT, target INTEGER, share REAL);
CREATE TABLE sound (language TEXT, skeleton TEXT, letters TEXT, target INTEGER, foreign_word INTEGER);
CREATE TABLE irregular (word TEXT PRIMARY KEY, base TEXT) WITHOUT ROWID;
CREATE TABLE known (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX english_key ON english (key);
CREATE INDEX english_family ON english (family);
CREATE INDEX synonym_form ON synonym (form);
CREATE INDEX own_form ON own (form);
CREATE INDEX japanese_form ON japanese (form);
CREATE INDEX sound_skeleton ON sound (skeleton);
CREATE INDEX english_target ON english (target);
CREATE INDEX synonym_target ON synonym (target);
CREATE INDEX own_target ON own (target);
CREATE INDEX japanese_target ON japanese (target);
CREATE INDEX sound_target ON sound (target);
"""
# Cut, so that what differs by nothing but the way it was computed is the same.
_WEIGHT = "round(share * (SELECT t.weight FROM target t WHERE t.number = target), 5)"
_JAPANESE = f"SELECT target, {_WEIGHT} FROM japanese WHERE form = ?"
# What the corpus has itself is found as it is.
_FOREIGN_SYNONYMS = (
    f"SELECT target, {_WEIGHT} FROM synonym WHERE form = ?"
    " AND NOT EXISTS (SELECT 1 FROM own WHERE own.form = synonym.form)"
)
_MAGIC = b"SQLite format 3\0"
_MAPPED = 1 << 31  # bytes of the file that are looked at where they are
_MOST_TARGETS = 6
_LEAST_WEIGHT = 0.03
_LONGEST_NAME = 3  # words
_DERIVED, _RELATED = 0.1, 0.1
_UNSURE = 0.5  # for a name that no gloss has as written, and for a word found without its prefix
_FARTHEST_FOREIGN, _FARTHEST_NATIVE = 0.15, 0.08  # kana keeps a native name whole, and a foreign one roughly

_Scores = dict[int, float]


class Lexicon:
    """The translations of one corpus. Made by `build` or `Lexicon.load`; safe to share between threads."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows
        self._lock = threading.Lock()
        self._spelt: tuple[frozenset[str], frozenset[str]] | None = (
            None  # the words of the corpus, read when first needed
        )
        self._irregular: dict[str, str] = dict(rows.execute("SELECT word, base FROM irregular"))

    @classmethod
    def load(cls, path: Path) -> "Lexicon":
        """Open the file of a lexicon, which is left on the disk; it may be replaced or removed afterwards, not changed.

        Raises:
            BrokenIndexError: the file is missing or is no lexicon.
        """
        try:
            with path.open("rb") as stream:
                if stream.read(len(_MAGIC)) != _MAGIC:
                    raise sqlite3.DatabaseError("it is no SQLite file")
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            rows = sqlite3.connect(uri, uri=True, check_same_thread=False)
            rows.execute(f"PRAGMA mmap_size = {_MAPPED}")
            return cls(rows)
        except (OSError, sqlite3.Error) as error:
            reason = f"the lexicon {path} cannot be read ({error})"
            raise BrokenIndexError(f"{reason}: build the index again") from error

    def save(self, path: Path) -> None:
        """Write the lexicon into one new SQLite file."""
        with self._lock:
            content = self._rows.serialize()
        path.write_bytes(content)

    def translate(self, question: str, language: Literal["ja", "en"]) -> list[Translation]:
        """Return what the words and phrases of a question are called in the corpus's other language, in order.

        The longest phrases are taken first, and no part of the question is translated twice. Words that no
        gloss has are then sought by their sound.

        Args:
            question: the question as asked.
            language: the language that the question is in.
        """
        with self._lock:
            found = self._from_english(question) if language == "en" else self._from_japanese(question)
            return sorted(found, key=lambda translation: translation.start)

    def misspelt(self, question: str) -> list[Misspelt]:
        """Return the typing errors of a question: words that are nearly one of the corpus, or of its glosses' names."""
        with self._lock:
            if self._spelt is None:
                latin = "SELECT DISTINCT words FROM english WHERE name AND words NOT LIKE '% %'"
                own = [text for (text,) in self._rows.execute("SELECT text FROM target")]
                names = [words.title() for (words,) in self._rows.execute(latin)]  # kept in small letters there
                self._spelt = frozenset(own), frozenset(names)
            own_words, named = self._spelt
            known = {
                word.text.lower()
                for word in english.words(question)
                if is_function_word(word.text.lower())
                or self._rows.execute(
                    "SELECT 1 FROM known WHERE key = ?", (english.key([word.text], self._irregular),)
                ).fetchone()
            }
            return list(misspelt(question, own_words | named, known))

    def synonyms(self, question: str) -> list[Translation]:
        """Return what words of a Japanese question that the corpus does not have are called in it, in order.

        Two Japanese words are synonyms when the dictionary has the same English for both. The longest runs are taken first.

        Args:
            question: the question as asked.
        """
        with self._lock:
            runs = sorted(japanese_runs(tokenize(question), question), key=lambda run: (-len(run), run[0].start))
            taken: set[int] = set()
            found = []
            for run in runs:
                scores, sure = self._by_form(run, question, _FOREIGN_SYNONYMS)
                if scores and not any(token.start in taken for token in run):
                    taken.update(token.start for token in run)
                    found.append(self._translation(question, run[0].start, run[-1].end, scores, sure))
            return sorted(found, key=lambda translation: translation.start)

    def _from_english(self, question: str) -> Iterator[Translation]:
        words = english.words(question)
        taken = [False] * len(words)
        steps = [(length, False) for length in range(english.LONGEST_PHRASE, 0, -1)]
        steps += [(length, True) for length in range(_LONGEST_NAME, 0, -1)]
        for length, by_sound in steps:
            for first in range(len(words) - length + 1):
                phrase = words[first : first + length]
                if any(taken[first : first + length]):
                    continue
                scores, sure = self._sounding_like(phrase) if by_sound else self._glossed(phrase)
                if scores:
                    taken[first : first + length] = [True] * length
                    start, end = phrase[0].start, phrase[-1].end
                    yield self._translation(question, start, end, scores, sure, heard=by_sound)

    def _glossed(self, phrase: Sequence[english.Word]) -> tuple[_Scores, float]:
        """Return the Japanese words with a phrase for a gloss, and how sure that is."""
        if _is_grammar(phrase[0]):
            return {}, 0.0
        written = [word.text for word in phrase]
        keys = [english.key(written, self._irregular)]
        if len(phrase) == 2 and phrase[0].end + 1 == phrase[1].start:
            keys.append(english.key(["".join(written)], self._irregular))
        scores, exact = self._by_key(keys, written)
        if len(phrase) > 1 or exact:
            return scores, 1.0
        if phrase[0].capital and scores:
            alike, sure = self._sounding_like(phrase)
            return (alike, sure) if alike else (scores, _UNSURE)
        bare = english.base_of_prefixed(written[0].lower())
        if scores or not bare:
            return scores, 1.0
        return self._by_key([english.key([bare], self._irregular)], [bare])[0], _UNSURE

    def _by_key(self, keys: list[str], written: list[str]) -> tuple[_Scores, bool]:
        """Return the words with a gloss of one of the keys, and whether any gloss differs in inflection only."""
        asked = " ".join(self._irregular.get(word.lower(), word.lower()) for word in written)
        capital = any(word[0].isupper() for word in written)
        scores: _Scores = defaultdict(float)
        exact = False
        select = f"SELECT words, target, {_WEIGHT}, name FROM english WHERE "
        for key in keys:
            for words, target, weight, name in self._rows.execute(select + "key = ?", (key,)):
                if capital or not name:
                    alike = english.inflected_alike(asked, words.lower())
                    exact = exact or alike
                    scores[target] = max(scores[target], weight * (1.0 if alike else _DERIVED))
        if len(written) == 1:
            for _, target, weight, _ in self._rows.execute(select + "family = ?", (english.family(keys[0]),)):
                scores[target] = max(scores[target], weight * _RELATED)
        return scores, exact

    def _sounding_like(self, phrase: Sequence[english.Word]) -> tuple[_Scores, float]:
        """Return the Japanese words that sound like a name: words with capitals, and words no dictionary has."""
        if not all(self._may_be_name(word) for word in phrase):
            return {}, 0.0
        return self._by_sound(sounds.spoken("".join(word.text for word in phrase)), "ja", _FARTHEST_FOREIGN)

    def _may_be_name(self, word: english.Word) -> bool:
        if _is_grammar(word) or not word.text.isalpha():
            return False
        key = english.key([word.text], self._irregular)
        return word.capital or not self._rows.execute("SELECT 1 FROM known WHERE key = ?", (key,)).fetchone()

    def _from_japanese(self, question: str) -> Iterator[Translation]:
        runs = sorted(japanese_runs(tokenize(question), question), key=lambda run: (-len(run), run[0].start))
        taken: set[int] = set()
        for by_sound in (False, True):
            for run in runs:
                if any(token.start in taken for token in run):
                    continue
                find = self._said_like if by_sound else self._by_form
                scores, sure = find(run, question)
                if scores:
                    taken.update(token.start for token in run)
                    yield self._translation(question, run[0].start, run[-1].end, scores, sure, heard=by_sound)

    def _by_form(self, run: Sequence[Token], question: str, select: str = _JAPANESE) -> tuple[_Scores, float]:
        """Return what the dictionary has for a Japanese run, in English or in Japanese, and how sure that is."""
        scores: _Scores = defaultdict(float)
        for form in japanese_forms(run, question):
            for target, weight in self._rows.execute(select, (form,)):
                scores[target] = max(scores[target], weight)
        return scores, 1.0

    def _said_like(self, run: Sequence[Token], question: str) -> tuple[_Scores, float]:
        """Return the English names that sound like a Japanese run."""
        foreign = KATAKANA.fullmatch(question[run[0].start : run[-1].end])
        ways = sounds.said(sounds.romanise("".join(token.reading for token in run)))
        return self._by_sound(ways, "en", _FARTHEST_FOREIGN if foreign else _FARTHEST_NATIVE)

    def _by_sound(self, ways: Sequence[str], language: str, farthest: float) -> tuple[_Scores, float]:
        """Return the words of the corpus that sound most alike, and how alike."""
        apart: _Scores = {}
        select = "SELECT letters, target, foreign_word FROM sound WHERE skeleton = ? AND language = ?"
        for way in ways:
            for letters, target, foreign in self._rows.execute(select, (sounds.skeleton(way), language)):
                far = sounds.distance(way, letters)
                if far <= (farthest if foreign else _FARTHEST_NATIVE):
                    apart[target] = min(apart.get(target, 1.0), far)
        nearest = min(apart.values(), default=1.0)
        return {target: 1.0 for target, far in apart.items() if far == nearest}, 1.0 - 2 * nearest

    def _translation(
        self, question: str, start: int, end: int, scores: _Scores, sure: float, *, heard: bool = False
    ) -> Translation:
        total = math.fsum(scores.values())  # the same in whatever order they were found
        targets: list[Target] = []
        for number, terms, text in self._best(scores):
            weight = int(scores[number] / total * sure * 10_000) / 10_000  # cut, so that no sum exceeds 1
            if weight >= _LEAST_WEIGHT or not targets:
                targets.append(Target(tuple(terms.split(" ")), text, weight))
        return Translation(question[start:end], start, end, tuple(targets), heard)

    def _best(self, scores: _Scores) -> list[tuple[int, str, str]]:
        """Return the best targets, of equal ones those whose terms come first: their numbers tell only who came when."""
        least = sorted(scores.values(), reverse=True)[:_MOST_TARGETS][-1]
        select = "SELECT number, terms, text FROM target WHERE number = ?"
        rows = [self._rows.execute(select, (number,)).fetchone() for number, score in scores.items() if score >= least]
        return sorted(rows, key=lambda row: (-scores[row[0]], row[1]))[:_MOST_TARGETS]


def _is_grammar(word: english.Word) -> bool:
    return is_function_word(word.text.lower()) and not word.abbreviation
