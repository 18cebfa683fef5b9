"""What is done to a corpus between two runs of `kotae index`, with what the index answers before and after."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answers import ADDED, Answers, Asker
from commands import Finished, judged, run
from outcomes import Outcome
from support import SMALL
from workplace import Workplace

COPY = "lighthouse-2.html"
KILLER = Path(__file__).resolve().parent / "killer"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a corpus; `share` of 100 kills are over it.

    Those that bring no new text take half the time of the others, for the model is not needed: they are the more frequent.
    """

    name: str
    apply: Callable[[Path], object]
    share: int
    first: bool = False  # there is no index before
    options: tuple[str, ...] = ()


def _copied(corpus: Path) -> None:
    (corpus / COPY).write_text(SMALL["lighthouse.html"], encoding="utf-8")


def _added(corpus: Path) -> None:
    (corpus / "tram.txt").write_text(ADDED, encoding="utf-8")


def _shortened(corpus: Path) -> None:
    before, _, rest = SMALL["fuji.md"].partition("## 噴火")
    (corpus / "fuji.md").write_text(before + rest[rest.index("## 登山者数") :], encoding="utf-8")


CHANGES = (
    Change("a document removed", lambda corpus: (corpus / "lighthouse.html").unlink(), 35),
    Change("a document changed", _shortened, 25),
    Change("a document added, of known text", _copied, 20),
    Change("a document added, of new text", _added, 8),
    Change("the first build", lambda corpus: None, 6, first=True),
    Change("a rebuild", lambda corpus: None, 6, options=("--rebuild",)),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change made once to its end: the folder before it, the answers before and after, how long and of how many steps."""

    change: Change
    folder: Path
    old: Answers
    new: Answers
    seconds: float
    operations: int

    def copy(self, folder: Path) -> Path:
        """Copy the folder as it was, and change its corpus; what is copied is of this case alone."""
        shutil.copytree(self.folder, folder, symlinks=True)
        self.change.apply(folder / "corpus")
        return folder


@cache
def base(place: Workplace) -> Path:
    """Return a folder with the small corpus and an index of two generations: the older has a document more."""
    folder = place.root / "base"
    corpus = place.write_corpus(folder / "corpus")
    _copied(corpus)
    well(index(place, folder))
    (corpus / COPY).unlink()
    well(index(place, folder))
    return folder


@cache
def prepared(place: Workplace, asker: Asker, change: Change) -> Prepared:
    """Make a change to its end, and count its file operations."""
    number = CHANGES.index(change)
    before, whole, told = (place.root / f"{name}-{number}" for name in ("before", "whole", "operations"))
    shutil.copytree(base(place), before, symlinks=True)
    if change.first:
        shutil.rmtree(before / "index")
    ready = Prepared(change, before, asker.ask(before), (), 0, 0)
    ready.copy(whole)
    finished = index(place, whole, *change.options, **counting(whole, FAULTS_COUNT=told))
    well(finished)
    return Prepared(change, before, ready.old, asker.ask(whole), finished.seconds, int(told.read_text()))


def index(
    place: Workplace, folder: Path, *options: str, kill_after: float | None = None, **variables: object
) -> Finished:
    """Run `kotae index` over the corpus and index in a folder."""
    arguments = ["index", "--corpus", folder / "corpus", "--index", folder / "index", *options]
    return run(arguments, folder, place.environment(**variables), kill_after=kill_after)


def counting(folder: Path, **variables: object) -> dict[str, object]:
    """Return the variables that load `killer/sitecustomize.py` into a command that writes the index in a folder."""
    path = os.pathsep.join([str(KILLER), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return {"PYTHONPATH": path, "FAULTS_UNDER": folder / "index", **variables}


def well(finished: Finished) -> None:
    """Check that a command that nothing was done to did what it was told.

    Raises:
        RuntimeError: it did not; there is nothing to attack then.
    """
    outcome, detail = judged(finished)
    if outcome is not Outcome.RIGHT:
        raise RuntimeError(f"a command failed before anything was done to it: {detail}")
