"""Kotae: an index opened for questions. What the command line, the UI and users' own code call."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from kotae.answers.model import Result
from kotae.answers.respond import respond
from kotae.answers.sources import with_sources
from kotae.digests import digest
from kotae.documents.model import Table
from kotae.embedding import Encoder, PassageReader
from kotae.errors import BrokenIndexError, CorpusError
from kotae.index import engines
from kotae.index.engine import OpenIndex
from kotae.index.records import DocumentRecord
from kotae.lexicon import Glossary
from kotae.passages.units import Unit
from kotae.question.follow_up import FollowUp, follow_up
from kotae.question.model import Inquiry
from kotae.question.parts import parts
from kotae.question.titles import Titles
from kotae.question.understand import Background, inquire, tidy
from kotae.retrieval import search
from kotae.retrieval.search import Among, Hit
from kotae.settings import Settings, load
from kotae.stages import stage
from kotae.text.language import detect

_EVERYTHING = Among()
_KEPT_DOCUMENTS = 16
_KEPT_QUESTIONS = 64  # some 50 kB each


class Kotae:
    """An open index with the model that made it; safe to share between threads."""

    def __init__(
        self,
        index: OpenIndex,
        encoder: Encoder,
        settings: Settings,
        reader: Callable[[], PassageReader | None] | None = None,
    ) -> None:
        self.index = index
        self.encoder = encoder
        self.settings = settings
        self._load_reader = reader or cache(encoder.reader)
        self._numbers = {record.id: number for number, record in enumerate(index.records.documents)}
        self._units = lru_cache(maxsize=_KEPT_DOCUMENTS)(self._read_units)  # one result asks for a text's units per hit
        # A question is understood where it may follow on another, where it is answered, where its answer is doubted, and as
        # the one before the next.
        self._understood = lru_cache(maxsize=_KEPT_QUESTIONS)(self._inquire)

    @classmethod
    def open(
        cls, index: str | Path | None = None, settings: Settings | None = None, *, encoder: Encoder | None = None
    ) -> "Kotae":
        """Open the current generation of an index; later generations do not disturb it, `newest` opens them.

        Args:
            index: the index folder; where None, the one that the settings name.
            settings: where None, those of kotae.toml and the environment.
            encoder: a model that is loaded already, of another open index; used where it made this index too.

        Raises:
            BrokenIndexError: there is no index, it is damaged, or another model made it.
            ModelError: the model cannot be loaded.
        """
        chosen = settings or load()
        if index is not None:
            chosen = chosen.model_copy(update={"index": Path(index)})
        opened = engines.open_newest(chosen.place)
        if encoder is None or encoder.identity != opened.manifest.model_identity:
            encoder = Encoder.load(opened.manifest.model, cache=chosen.cache, dtype=chosen.dtype)
        if encoder.identity != opened.manifest.model_identity:
            raise BrokenIndexError(
                f"{opened.folder}: made with the model {opened.manifest.model_identity}, but {encoder.identity} is here. "
                "Run: kotae index"
            )
        return cls(opened, encoder, chosen)

    def ask(
        self,
        question: str,
        results: int | None = None,
        *,
        strictness: float | None = None,
        among: Among = _EVERYTHING,
    ) -> Result:
        """Answer a question from the documents; of one that asks several things, each of them.

        Args:
            question: in Japanese or English.
            results: how many hits to return; where None, as the settings say.
            strictness: an answer less certain than this, from 0 to 1, is reported as not in the documents; where None, as
                the settings say.
            among: which documents, language and kinds of units are searched.

        Raises:
            QuestionError: the question is empty or far too long.
        """
        with stage("understand"):
            inquiry = self.understand(question)
        limit = self.settings.strictness if strictness is None else strictness
        count = results or self.settings.results
        with stage("answer"):
            result = respond(inquiry, self.index, count, limit, among, self.reader)
            result = with_sources(result, lambda source: respond(inquiry, self.index, 1, limit, source, self.reader))
        with stage("understand"):
            return replace(result, meant=self.meant(result.question))

    def meant(self, question: str) -> str:
        """Return a question with the words of the documents in place of its typing errors; nothing where it has none.

        A typing error is no word of the documents or the dictionary, but nearly one of the documents.
        """
        meant, errors = question, 0
        for error in reversed(self.index.lexicon.misspelt(question)):
            if not self.glossary.has(question[error.start : error.end]):
                meant = meant[: error.start] + error.meant + meant[error.end :]
                errors += 1
        return meant if errors else ""

    def newest(self) -> "Kotae":
        """Return the index at its newest generation, opened with the model that is loaded already; this one where it is that.

        This one goes on answering from its own generation, and what it answered stays true of that.

        Raises:
            BrokenIndexError: as for `open`.
            ModelError: as for `open`, where the newest generation was made with another model.
        """
        if engines.current(self.settings.place) == self.index.folder:
            return self
        opened = Kotae.open(settings=self.settings, encoder=self.encoder)
        if opened.encoder is self.encoder:
            return Kotae(opened.index, self.encoder, self.settings, self._load_reader)
        return opened

    @property
    def reader(self) -> PassageReader | None:
        """What reads passages with a question, loaded when it is first needed; None where the model has none."""
        return self._load_reader()

    @cached_property
    def background(self) -> Background:
        """What questions are understood with."""
        titles = Titles(document.called for document in self.index.records.documents)
        return Background(self.encoder, self.index.lexicon, self.index.words.rarity, titles)

    @cached_property
    def glossary(self) -> Glossary:
        """What says which words of a text are called what in the other language."""
        return Glossary(self.settings.cache, lambda texts: [one.vector for one in self.encoder.encode_queries(texts)])

    def understand(self, question: str, *, split: bool = True) -> Inquiry:
        """Return what a question asks, as it is understood before anything is searched; errors as for `ask`.

        Args:
            question: in Japanese or English.
            split: whether a question that asks several things becomes several.
        """
        line = tidy(question)
        return self._understood(line, split and len(parts(line, detect(line))) > 1)

    def _inquire(self, line: str, split: bool) -> Inquiry:
        return inquire([line], self.background, split=split)[0]

    def follow_up(self, question: str, before: str | None) -> FollowUp | None:
        """Return what a question asks that follows on another one; None where it can be understood alone.

        Args:
            question: as it was typed ("And in 2023?").
            before: the question before it, in full; None where there is none.

        Raises:
            QuestionError: a question is empty or far too long.
        """
        asked = self.understand(question)
        if len(asked.questions) > 1:
            return None
        earlier = self.understand(before, split=False).questions[0] if before else None
        return follow_up(asked.questions[0], earlier)

    def search(self, question: str, results: int | None = None, *, among: Among = _EVERYTHING) -> list[Hit]:
        """Return the hits of a question, best first, without an answer; arguments and errors as for `ask`."""
        return search.search(
            self.understand(question, split=False).questions[0], self.index, results or self.settings.results, among
        )

    def document(self, document: str) -> DocumentRecord:
        """Return what the index knows of a document.

        Raises:
            CorpusError: no document has this id.
        """
        return self.index.records.documents[self._number(document)]

    def units(self, document: str) -> tuple[Unit, ...]:
        """Return the passages, tables and rows of a document in order; errors as for `document`."""
        return self._units(self._number(document))

    def _read_units(self, number: int) -> tuple[Unit, ...]:
        return self.index.records.units_of(number)

    def table(self, document: str, number: int) -> Table:
        """Return a table of a document by its place among the document's tables; errors as for `document`."""
        return self.index.records.table(self._number(document), number)

    def original(self, document: str) -> Path:
        """Return the file of a document.

        Raises:
            CorpusError: no document has this id, or its file is gone or is not the one that was indexed.
        """
        record = self.document(document)
        corpus = Path(self.index.manifest.corpus)
        path = corpus / record.name
        if not path.is_file() or not path.resolve().is_relative_to(corpus.resolve()):
            raise CorpusError(f"{record.name}: the file is no longer in the corpus folder. Run: kotae index")
        if digest(path) != record.sha256:
            raise CorpusError(f"{record.name}: the file has changed since it was indexed. Run: kotae index")
        return path

    def _number(self, document: str) -> int:
        if document not in self._numbers:
            raise CorpusError(f"{document!r}: no document in the index has this id. See: kotae status")
        return self._numbers[document]
