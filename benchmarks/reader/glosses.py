"""Japanese questions in other words: in English ones, from the dictionary one by one (what reading across languages is
learned on), or with words exchanged for others of the same sense (what reading past the wording is)."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from kotae.lexicon import dictionary
from kotae.lexicon.sounds import romanise
from kotae.question.target import target
from kotae.text.tokens import tokenize

_ASKS = {
    "when": "When", "amount": "How many", "who": "Who", "where": "Where", "why": "Why", "how": "How", "which": "Which",
    "named": "What is the name of",
}  # fmt: skip
_CHOSEN_FROM = 2
# A word is exchanged for one that shares two English glosses with it, and that the passages use so often: the dictionary's
# rare words are no way to ask.
_SHARED, _USED, _EXCHANGED = 2, 8, 0.5


class Glosses:
    """The dictionary of a cache folder, asked word by word."""

    def __init__(self, cache: Path, texts: Iterable[str]) -> None:
        """Open the dictionary, and count the words of some Japanese texts."""
        with dictionary.opened(cache) as rows:
            self._rows = sqlite3.connect(":memory:")
            rows.backup(self._rows)
        self._used = Counter(token.term for text in texts for token in tokenize(text) if token.kind == "ja")
        self._others: dict[str, list[str]] = {}

    def reworded(self, text: str, chance: np.random.Generator) -> str:
        """Return a question with half of its nouns exchanged for others of the same sense, where the passages have them."""
        parts, at = [], 0
        for token in tokenize(text):
            if token.kind != "ja" or token.part != "noun" or token.end - token.start < 2 or token.start < at:
                continue
            if chance.random() < _EXCHANGED and (others := self._same_sense(token.term)):
                parts += [text[at : token.start], others[int(chance.integers(min(_CHOSEN_FROM, len(others))))]]
                at = token.end
        return "".join([*parts, text[at:]])

    def _same_sense(self, form: str) -> list[str]:
        if form not in self._others:
            select = (
                "SELECT other.text FROM form JOIN gloss USING (entry) "
                "JOIN gloss AS same ON same.key = gloss.key AND same.name = 0 JOIN form AS other ON other.entry = same.entry "
                "WHERE form.text = ? AND gloss.name = 0 AND other.text != ? GROUP BY other.text "
                "HAVING count(DISTINCT gloss.key) >= ? "
                "ORDER BY sum(min(form.share * gloss.share, other.share * same.share)) DESC LIMIT 40"
            )
            rows = self._rows.execute(select, (form, form, _SHARED))
            self._others[form] = [other for (other,) in rows if self._used[other] >= _USED][:_CHOSEN_FROM]
        return self._others[form]

    def question(self, text: str, chance: np.random.Generator) -> str:
        """Return the words of a question in English, what asks first, the others in their order."""
        asks = _ASKS.get(target(text, "ja").sort, "What")
        return " ".join([asks, *self._words(text, chance)]) + ("?" if chance.random() < 0.7 else "")

    def _words(self, text: str, chance: np.random.Generator) -> Iterator[str]:
        covered = 0
        for token in tokenize(text):
            if token.start < covered or token.kind == "value":
                continue
            covered = token.end
            if token.kind != "ja":
                yield text[token.start : token.end]
            elif token.part in ("person", "place", "name"):
                names = self._glosses(token.term, name=1)
                yield names[0] if token.part != "person" and names else romanise(token.reading).capitalize()
            elif words := self._glosses(token.term, name=0):
                yield words[int(chance.integers(min(_CHOSEN_FROM, len(words))))]
            else:
                yield romanise(token.reading)

    def _glosses(self, form: str, *, name: int) -> list[str]:
        select = (
            "SELECT words FROM form JOIN gloss USING (entry) WHERE text = ? AND name = ? "
            "ORDER BY form.share * gloss.share DESC, length(words) LIMIT 4"
        )
        return [words for (words,) in self._rows.execute(select, (form, name))]
