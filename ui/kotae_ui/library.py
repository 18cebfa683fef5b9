"""The index that answers now: opened once, replaced as a whole when a new generation is there."""

import datetime
import logging
import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from kotae import Kotae
from kotae.answers.model import Result
from kotae.embedding import Encoder
from kotae.errors import BrokenIndexError, KotaeError
from kotae.index import engines
from kotae.index.examining import Examiner
from kotae.settings import Settings
from kotae.stages import stage
from kotae.text.labels import labels_language
from kotae_ui.asking import Asking
from kotae_ui.traces import Observer, traced

_log = logging.getLogger(__name__)
# The first questions in each language load what is loaded late: dictionaries, the table engine, the model's pages.
_WARM = ("最も多いのは何年ですか?", "Which year has the largest total?")
_KEPT_RESULTS = 64
_KEPT_SHOWN = 512  # some 30 kB each

Lack = Literal["index_missing", "index_unusable", "index_damaged", "index_opening"]
"""Why no question can be answered: nothing was indexed, the index cannot be opened, a file of it was found to be damaged
after that, or it is just being opened."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A generation that is not used, and why; it is not tried at every question."""

    folder: Path
    lack: Lack
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as it was shown: what was asked, when it was and from which index."""

    asking: Asking
    result: Result
    asked: datetime.datetime
    index: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result, with the index that it came from: its numbers mean nothing in another one.

    Under `key` the library knows it for as long as it may be exported.
    """

    asking: Asking
    result: Result
    kotae: Kotae
    key: str = ""
    asked: datetime.datetime = field(default_factory=lambda: datetime.datetime.now(datetime.UTC))

    @property
    def shown(self) -> Shown:
        """What is kept of it for exports: all but the open index."""
        return Shown(self.asking, self.result, self.asked, self.kotae.index.folder.name)


class Library:
    """The open index of a server; safe to share between threads. Questions go on while a new generation is opened.

    A generation that is open is read to its last byte meanwhile, and answers no more where one of them is wrong.
    """

    def __init__(self, settings: Settings, observers: Sequence[Observer] = ()) -> None:
        """Begin with no index.

        Args:
            settings: where it is.
            observers: are told of each question that is asked.
        """
        self.settings = settings
        self._observers = tuple(observers)
        self._kotae: Kotae | None = None
        self._opening = threading.Lock()
        # Answers use all cores while they run: more at once only make each other wait.
        self._turns = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1) // 2))
        self._kept: OrderedDict[tuple[str, Asking], Outcome] = OrderedDict()
        self._shown: OrderedDict[str, Shown] = OrderedDict()
        self._keeping = threading.Lock()
        self._refused: Refused | None = None
        self._examiner = Examiner()
        self._examining = threading.Lock()
        self._examined: Path | None = None  # the last generation that was read whole

    @property
    def kotae(self) -> Kotae | None:
        """The index that answers, or None while nothing has been indexed."""
        return self._kotae

    @property
    def encoder(self) -> Encoder | None:
        """The model of the index that answers; None while there is none."""
        return self._kotae.encoder if self._kotae else None

    def open(self) -> None:
        """Open the newest generation if it is not the open one; the open one answers until then.

        Raises:
            KotaeError: the index is damaged, or its model cannot be loaded; the open one goes on answering.
        """
        with self._opening:
            newest = engines.current(self.settings.place)
            if newest is None or (self._kotae and self._kotae.index.folder == newest):
                return
            if self._kotae is None:
                opened = Kotae.open(settings=self.settings)
                for question in _WARM:
                    opened.ask(question)
            else:
                opened = self._kotae.newest()
            here = self.settings.place.milvus is None
            if here:
                self._examiner.refuse(opened.index.folder, opened.index.manifest)
            with self._keeping:
                self._kotae, self._refused = opened, None
                self._kept.clear()
            if here:
                threading.Thread(target=self._examine, args=(opened,), name="examine", daemon=True).start()
            else:
                self._examined = newest

    def _examine(self, kotae: Kotae) -> None:
        """Read what opening an index took to be sound, one index after the other; a damaged one answers no more."""
        folder = kotae.index.folder
        with self._examining:
            try:
                self._examiner.examine(folder, kotae.index.manifest, lambda: self._kotae is kotae)
                self._examined = folder
            except BrokenIndexError as error:
                with self._keeping:
                    if self._kotae is not kotae:
                        return
                    self._refused = Refused(folder, "index_damaged", str(error))
                    self._kotae = None
                _log.error("The index no longer answers: %s", error)

    def refresh(self) -> None:
        """Open what another process (`kotae index`) may have made since; an index that cannot be used is only reported."""
        try:
            newest = engines.current(self.settings.place)
            if newest is None or (self._refused and newest == self._refused.folder):
                return
            try:
                self.open()
            except KotaeError as error:
                self._refused = Refused(newest, "index_unusable", str(error))
                raise
        except KotaeError as error:
            _log.warning("The new index is not used: %s", error)

    def follow(self) -> None:
        """Do as `refresh` does, in the background, where there is something new."""
        try:
            newest = engines.current(self.settings.place)
        except BrokenIndexError:
            return
        known = self._kotae is not None and self._kotae.index.folder == newest
        if newest is not None and not known and not self._opening.locked():
            threading.Thread(target=self.refresh, daemon=True).start()

    def lack(self) -> Lack | None:
        """Return why no question can be answered; None where they can."""
        if self._kotae is not None:
            return None
        try:
            newest = engines.current(self.settings.place)
        except BrokenIndexError:
            return "index_unusable"
        if newest is None:
            return "index_missing"
        return self._refused.lack if self._refused and newest == self._refused.folder else "index_opening"

    @property
    def refused(self) -> Refused | None:
        """The last generation that was not used."""
        return self._refused

    @property
    def is_examined(self) -> bool:
        """Whether every byte of the index that answers is known to be what was written."""
        return self._kotae is None or self._examined == self._kotae.index.folder

    def ask(self, asking: Asking) -> Outcome:
        """Answer a question that somebody asks, and tell the observers of it.

        Raises:
            QuestionError: the question is empty or far too long.
            BrokenIndexError: nothing has been indexed yet.
        """
        with traced(asking.question, self._observers) as answering:
            outcome = self.answer(asking)
            answering.result, answering.index = outcome.result, outcome.kotae.index.folder.name
        return outcome

    @contextmanager
    def checking(self, question: str) -> Iterator[None]:
        """Tell the observers where a question is refused within, before it is asked."""
        with traced(question, self._observers):
            yield

    def answer(self, asking: Asking) -> Outcome:
        """Answer a question; one that was just answered from the same index is not worked out again. Errors as for `ask`."""
        kotae = self._current()
        key = (kotae.index.folder.name, asking)
        with self._keeping:
            known = self._kept.get(key)
        if known is None:
            with stage("wait"):
                self._turns.acquire()
            try:
                among = asking.among(kotae.index.records.documents)
                result = kotae.ask(asking.question, asking.results, strictness=asking.strictness, among=among)
                with stage("answer"):
                    known = Outcome(asking, result, kotae)
            finally:
                self._turns.release()
        now = replace(known, key=secrets.token_urlsafe(12), asked=datetime.datetime.now(datetime.UTC))
        with self._keeping:
            self._kept[key] = known
            self._shown[now.key] = now.shown
            for kept, most in ((self._kept, _KEPT_RESULTS), (self._shown, _KEPT_SHOWN)):
                while len(kept) > most:
                    kept.popitem(last=False)
        return now

    def shown(self, key: str) -> Shown | None:
        """Return a result that was shown, by its outcome's key; None where it is no longer kept."""
        with self._keeping:
            return self._shown.get(key)

    def search(self, asking: Asking) -> list[dict[str, Any]]:
        """Return the hits of a question as plain values, without looking for an answer; errors as for `ask`."""
        kotae = self._current()
        with self._turns:
            hits = kotae.search(asking.question, asking.results, among=asking.among(kotae.index.records.documents))
        found = Result(
            question=asking.question,
            language=labels_language(asking.question),
            answer=None,
            certainty=0.0,
            hits=tuple(hits),
            cited_sources=kotae.index.manifest.cited,
            documents=frozenset(record.id for record in kotae.index.records.documents),
        )
        shown: list[dict[str, Any]] = found.to_dict()["hits"]
        return shown

    def answering(self) -> Kotae:
        """Return the index that answers.

        Raises:
            BrokenIndexError: none does; it says why.
        """
        kotae = self._kotae  # once: it may be found to be damaged meanwhile
        if kotae is not None:
            return kotae
        newest, refused = engines.current(self.settings.place), self._refused
        if refused and newest == refused.folder:
            raise BrokenIndexError(refused.why)
        raise BrokenIndexError(f"{self.settings.place.shown}: no index here yet. Run: kotae index")

    def _current(self) -> Kotae:
        self.refresh()  # where another index is there, the question is one to that
        return self.answering()
