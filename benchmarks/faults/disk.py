"""A full disk: the index, the cache and an evaluation's run on a small disk of their own (tmpfs), which is then enlarged."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from answers import QUESTIONS, Asker
from changes import CHANGES, base, index
from commands import Finished, judged, run
from kills import half_made
from outcomes import Finding, Outcome
from workplace import Workplace

# In KiB. One generation of the small index takes 1,650, the model in the cache 469,000, the dictionary 61,000, a run 100.
_FIRST, _FIRST_SHORT = (4, 256, 1_000, 1_500, 1_700, 8_000), ()
_FREE, _FREE_SHORT = (4, 200, 1_000, 1_400, 1_640, 4_000), (1_000,)
_CACHE, _CACHE_SHORT = (4, 200_000, 500_000), ()
_RUN, _RUN_SHORT = (4, 16, 40, 80, 200), (16,)
_ENOUGH = 1_500_000
_ROOM = "enough room again"


def attack(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding]:
    """Let every kind of writing run out of room, at several sizes; nothing where no disk can be mounted."""
    with small_disk(place.root / "trial", 4) as mounted:
        if not mounted:
            return
    for sizes, case in (
        (_FIRST_SHORT if short else _FIRST, _first_build),
        (_FREE_SHORT if short else _FREE, _update),
        (_CACHE_SHORT if short else _CACHE, _conversion),
        (_RUN_SHORT if short else _RUN, _evaluation),
    ):
        for size in sizes:
            yield Finding("disk", *case(place, asker, size))


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """Mount a disk of so many KiB at a folder that is made for it, and tell whether that is allowed here."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder]
    try:
        mounted = os.getuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)  # an index that was asked here may still be open
        folder.rmdir()


def _enlarge(folder: Path) -> None:
    subprocess.run(["mount", "-o", f"remount,size={_ENOUGH}k", folder], check=True)


def _first_build(place: Workplace, asker: Asker, size: int) -> tuple[str, Outcome, str]:
    case = f"the first index, {size:,} KiB"
    folder = place.root / "full-first"
    place.write_corpus(folder / "corpus")
    with small_disk(folder / "index", size):
        outcome, detail = _mended(
            lambda: index(place, folder),
            lambda: _enlarge(folder / "index"),
            lambda: half_made(folder) or (["another answer"] if asker.ask(folder) != asker.ask(base(place)) else []),
        )
    shutil.rmtree(folder)
    return case, outcome, detail


def _update(place: Workplace, asker: Asker, size: int) -> tuple[str, Outcome, str]:
    """Remove a document where so much is free beside the index; meanwhile the old generation answers."""
    case = f"the next index, {size:,} KiB free"
    folder = place.root / "full-update"
    shutil.copytree(base(place) / "corpus", folder / "corpus", symlinks=True)
    CHANGES[0].apply(folder / "corpus")
    old = asker.ask(base(place))
    with small_disk(folder / "index", _ENOUGH):
        shutil.copytree(base(place) / "index", folder / "index", dirs_exist_ok=True)
        used = shutil.disk_usage(folder / "index").used // 1024
        subprocess.run(["mount", "-o", f"remount,size={used + size}k", folder / "index"], check=True)
        outcome, detail = judged(index(place, folder))
        if outcome is Outcome.ONE_LINE and asker.ask(folder) != old:
            outcome, detail = Outcome.WRONG, "the old generation does not answer"
        elif outcome is Outcome.ONE_LINE and (beyond := half_made(folder)):
            outcome, detail = Outcome.LEFT_OVER, str(beyond)
        elif outcome is Outcome.ONE_LINE:
            _enlarge(folder / "index")
            again, why = judged(index(place, folder))
            if again is not Outcome.RIGHT or asker.ask(folder) == old or half_made(folder):
                outcome, detail = Outcome.WRONG, f"{_ROOM}: {why} {half_made(folder)}"
    shutil.rmtree(folder)
    return case, outcome, detail


def _conversion(place: Workplace, asker: Asker, size: int) -> tuple[str, Outcome, str]:
    """Convert the model and the dictionary into a cache that is too small for them."""
    case = f"the cache, {size:,} KiB"
    folder = place.root / "full-cache"
    place.write_corpus(folder / "corpus")
    with small_disk(folder / "cache", size):
        outcome, detail = _mended(
            lambda: index(place, folder, KOTAE_CACHE=folder / "cache"),
            lambda: _enlarge(folder / "cache"),
            lambda: [
                str(path) for path in (folder / "cache").rglob("*") if "partial" in path.name or "tmp" in path.name
            ],
        )
    shutil.rmtree(folder)
    return case, outcome, detail


def _evaluation(place: Workplace, asker: Asker, size: int) -> tuple[str, Outcome, str]:
    """Answer a question set into a run that has no room, then go on with it."""
    case = f"a run, {size:,} KiB"
    folder = place.root / "full-run"
    folder.mkdir()
    lines = [
        f'{{"id": "{number}", "question": "{text}", "answers": ["1862"]}}' for number, text in enumerate(QUESTIONS)
    ]
    (folder / "set.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = ["eval", "set.jsonl", "--index", base(place) / "index", "--out", folder / "runs" / "run"]
    with small_disk(folder / "runs", size):
        outcome, detail = _mended(
            lambda: run(command, folder, place.environment()),
            lambda: _enlarge(folder / "runs"),
            lambda: [str(path) for path in (folder / "runs").rglob("*.partial*")],
        )
    shutil.rmtree(folder)
    return case, outcome, detail


def _mended(
    command: Callable[[], Finished], enlarge: Callable[[], None], wrong: Callable[[], list[str]]
) -> tuple[Outcome, str]:
    """Run a command without room; where it says so in one line, make room and run it again: nothing may be wrong then."""
    outcome, detail = judged(command(), said=("! ", "Going on in "))
    if outcome is not Outcome.ONE_LINE:
        return outcome, detail
    if not any(word in detail for word in ("space", "room", "disk")):
        return Outcome.WRONG, f"it does not say what is wrong: {detail}"
    enlarge()
    again, why = judged(command(), said=("! ", "Going on in "))
    if again is not Outcome.RIGHT:
        return Outcome.WRONG, f"{_ROOM}: {why}"
    beyond = wrong()
    return (Outcome.LEFT_OVER, f"{_ROOM}: {beyond}") if beyond else (outcome, detail)
