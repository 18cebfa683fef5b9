"""Kotae: an index opened for questions. What the command line, the UI and users' own code call."""

from pathlib import Path

from kotae.answers.answer import JUDGED, answer
from kotae.answers.joined import joined
from kotae.answers.model import Result
from kotae.embedding import Encoder
from kotae.errors import BrokenIndexError
from kotae.index.opened import OpenIndex, open_index
from kotae.retrieval import query, search
from kotae.retrieval.parts import parts
from kotae.retrieval.search import Hit
from kotae.settings import Settings, load
from kotae.text.labels import labels_language
from kotae.text.language import detect


class Kotae:
    """An open index with the model that made it; safe to share between threads."""

    def __init__(self, index: OpenIndex, encoder: Encoder, settings: Settings) -> None:
        self.index = index
        self._encoder = encoder
        self._settings = settings

    @classmethod
    def open(cls, index: str | Path | None = None, settings: Settings | None = None) -> "Kotae":
        """Open the current generation of an index; later generations do not disturb it.

        Args:
            index: the index folder; where None, the one that the settings name.
            settings: where None, those of kotae.toml and the environment.

        Raises:
            BrokenIndexError: there is no index, it is damaged, or another model made it.
            ModelError: the model cannot be loaded.
        """
        chosen = settings or load()
        opened = open_index(Path(index) if index is not None else chosen.index)
        encoder = Encoder.load(opened.manifest.model, cache=chosen.cache, dtype=chosen.dtype)
        if encoder.identity != opened.manifest.model_identity:
            raise BrokenIndexError(
                f"{opened.folder}: made with the model {opened.manifest.model_identity}, but {encoder.identity} is here. "
                "Run: kotae index"
            )
        return cls(opened, encoder, chosen)

    def ask(self, question: str, results: int | None = None) -> Result:
        """Answer a question from the documents; of one that asks several things, each of them.

        Args:
            question: in Japanese or English.
            results: how many hits to return; where None, as the settings say.

        Raises:
            QuestionError: the question is empty or far too long.
        """
        text = query.tidy(question)
        asked = parts(text, detect(text))
        found = [self._answer(part.text, results or self._settings.results) for part in asked]
        if len(found) == 1:
            return found[0]
        return joined(text, labels_language(text), [part.asked for part in asked], found)

    def search(self, question: str, results: int | None = None) -> list[Hit]:
        """Return the hits of a question, best first, without an answer; arguments and errors as for `ask`."""
        return search.search(self._query(question), self.index, results or self._settings.results)

    def _answer(self, question: str, results: int) -> Result:
        asked = self._prepared(question)
        hits = search.search(asked, self.index, max(results, JUDGED))
        return answer(asked, hits, self.index, self._settings.strictness, results)

    def _query(self, question: str) -> query.Query:
        return self._prepared(query.tidy(question))

    def _prepared(self, text: str) -> query.Query:
        return query.prepare(text, self._encoder.encode_query(text), self.index.lexicon)
