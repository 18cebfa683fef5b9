"""Kills: `kotae index` is ended with SIGKILL at random moments and at its file operations, then run again."""

import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from answers import Answers, Asker
from changes import CHANGES, Change, Prepared, counting, index, prepared
from commands import Finished, judged
from outcomes import Finding, Outcome
from workplace import Tree, Workplace, differences, snapshot

KILLS, KILLS_SHORT = 320, 6
AT_ONCE = 2  # cases; the commands use one processor each
_LONGEST_DELAY = 0.02  # seconds after a file operation; the longest single write of these small indexes takes less


def attack(place: Workplace, short: bool) -> Iterator[Finding]:
    """Kill the command in all changes, half of the times at a random moment, half at a file operation."""
    chance = random.Random(place.seed)
    asker = Asker(place)
    changes = CHANGES[:1] if short else CHANGES
    ready = {change: prepared(place, asker, change) for change in changes}
    shares = [change.share for change in changes]
    drawn = chance.choices(changes, shares, k=KILLS_SHORT if short else KILLS)
    cases = [(number, change, chance.random(), chance.random()) for number, change in enumerate(drawn)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        yield from threads.map(lambda case: _case(place, asker, ready[case[1]], case), cases)


def _case(place: Workplace, asker: Asker, ready: Prepared, case: tuple[int, Change, float, float]) -> Finding:
    """Kill one run, ask the index that it leaves, run it to its end, ask again."""
    number, change, moment, delay = case
    folder = ready.copy(place.root / f"kill-{number}")
    seen = snapshot(folder / "corpus"), _index_state(folder)
    if number % 2:
        after = moment * ready.seconds
        name = f"{change.name}, after {after:.2f} s of {ready.seconds:.2f}"
        killed = index(place, folder, *change.options, kill_after=after)
    else:
        at = 1 + int(moment * ready.operations)
        wait = delay * _LONGEST_DELAY if number % 4 else 0
        name = f"{change.name}, at file operation {at} of {ready.operations} and {wait:.3f} s"
        hook = counting(folder, FAULTS_AT=at, FAULTS_DELAY=wait)
        killed = index(place, folder, *change.options, **hook)
    found = partial(Finding, "kills", name)
    try:
        outcome, detail = _left(asker, folder, ready, killed)
        if outcome in (Outcome.RIGHT, Outcome.OLD) and _index_state(folder) != seen[1]:
            mended, detail = _mended(place, asker, folder, ready)
            outcome = outcome if mended is Outcome.RIGHT else mended
        if changed := differences(seen[0], snapshot(folder / "corpus")):
            return found(Outcome.TOUCHED_OUTSIDE, f"in the corpus: {changed}")
        return found(outcome, detail)
    finally:
        shutil.rmtree(folder)


def _index_state(folder: Path) -> Tree:
    """Return the state of the index in a folder, if there is one: what is unchanged needs no mending."""
    return snapshot(folder / "index") if (folder / "index").exists() else {}


def _left(asker: Asker, folder: Path, ready: Prepared, killed: Finished) -> tuple[Outcome, str]:
    """Say what the index answers after the kill."""
    if killed.hung or killed.running:
        return judged(killed)
    if "Traceback" in killed.stderr:
        return Outcome.TRACEBACK, killed.stderr[-600:]
    return compared(asker.ask(folder), ready)


def compared(answers: Answers, ready: Prepared) -> tuple[Outcome, str]:
    """Say of which generation answers are."""
    if answers == ready.new:
        return Outcome.RIGHT, ""
    if answers == ready.old or (ready.change.first and isinstance(answers, str) and "no index here yet" in answers):
        return Outcome.OLD, ""
    return Outcome.WRONG, answers if isinstance(answers, str) else "answers of neither generation"


def _mended(place: Workplace, asker: Asker, folder: Path, ready: Prepared) -> tuple[Outcome, str]:
    """Run the command again, to its end: it must answer as the new index does, and leave nothing half-made."""
    outcome, detail = judged(index(place, folder, *ready.change.options))
    if outcome is not Outcome.RIGHT:
        return outcome, f"the next run: {detail}"
    if asker.ask(folder) != ready.new:
        return Outcome.WRONG, "the next run did not bring the new answers"
    left = half_made(folder)
    return (Outcome.LEFT_OVER, f"after the next run: {left}") if left else (Outcome.RIGHT, "")


def half_made(folder: Path) -> list[str]:
    """Return what an index folder holds beyond its lock, its pointer, and at most two generations."""
    names = sorted(path.relative_to(folder).as_posix() for path in (folder / "index").glob("*"))
    generations = sorted(path.name for path in (folder / "index" / "generations").glob("*"))
    known = ("index/.lock", "index/CURRENT", "index/generations")
    beyond = [name for name in names if name not in known]
    beyond += [name for name in generations if "." in name]
    return beyond + (generations if len(generations) > 2 else [])
