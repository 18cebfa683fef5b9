"""A Japanese question in English words, put there one by one from the dictionary: what reading across languages is learned on."""

import sqlite3
from collections.abc import Iterator
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


class Glosses:
    """The dictionary of a cache folder, asked word by word."""

    def __init__(self, cache: Path) -> None:
        with dictionary.opened(cache) as rows:
            self._rows = sqlite3.connect(":memory:")
            rows.backup(self._rows)

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
