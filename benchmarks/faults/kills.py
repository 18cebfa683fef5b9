"""Kills: `kotae index` is ended with SIGKILL at random moments and at its file operations, then run to its end."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from answers import Answers, Asker
from changes import CHANGES, Change, Prepared, counting, index, prepared
from commands import Finished, judged
from outcomes import Finding, Measured, Outcome
from workplace import Tree, Workplace, differences, snapshot

KILLS, KILLS_SHORT = 320, 4
AT_ONCE = 2  # cases; the commands use one processor each
_IN_A_ROW = (1, 2, 3)  # kills before the command is let run to its end: what several left must be mended as well
_LONGEST_DELAY = 0.02  # seconds after a file operation; the longest single write of these small indexes takes less
_BEFORE, _WHILE, _AFTER = (
    "before anything was written",
    "while a generation was written",
    "after it was made the current one",
)


@dataclass(frozen=True, slots=True)
class _Moment:
    """When to kill, as shares of a run's length: by the clock, or at a file operation, with or without a delay."""

    by_clock: bool
    share: float
    delay: float


@dataclass(frozen=True, slots=True)
class _Case:
    """Some kills in a row of the runs that follow one change."""

    number: int
    change: Change
    moments: tuple[_Moment, ...]


def attack(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding | Measured]:
    """Kill the command in all changes, half of the times by the clock and half at a file operation."""
    chance = random.Random(place.seed)
    changes = CHANGES[:1] if short else CHANGES
    ready = {change: prepared(place, asker, change) for change in changes}
    wanted = KILLS_SHORT if short else KILLS
    landed: Counter[str] = Counter()
    drawn = 0
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while landed.total() < wanted:  # a run may end before it is killed: that is no kill
            count = -(-(wanted - landed.total()) // 2)  # two kills a case, in the mean
            cases = [_drawn(chance, changes, drawn + number) for number in range(count)]
            drawn += count
            for findings in threads.map(lambda case: _case(place, asker, ready[case.change], case), cases):
                landed.update(where for _, where in findings)
                yield from (finding for finding, _ in findings)
    places = ", ".join(f"{landed[where]} {where}" for where in (_BEFORE, _WHILE, _AFTER))
    yield Measured(f"kills: {places}")


def _drawn(chance: random.Random, changes: tuple[Change, ...], number: int) -> _Case:
    (change,) = chance.choices(changes, [change.share for change in changes])
    moments = tuple(
        _Moment(chance.random() < 0.5, chance.random(), chance.choice((0, chance.random() * _LONGEST_DELAY)))
        for _ in range(chance.choice(_IN_A_ROW))
    )
    return _Case(number, change, moments)


def _case(place: Workplace, asker: Asker, ready: Prepared, case: _Case) -> list[tuple[Finding, str]]:
    """Kill one run after the other and ask the index that each leaves; then run it to its end and ask again."""
    folder = ready.copy(place.root / f"kill-{case.number}")
    corpus, untouched = snapshot(folder / "corpus"), _state(folder / "index")
    findings: list[tuple[Finding, str]] = []
    try:
        for moment in case.moments:
            before = _state(folder / "index")
            name, killed = _kill(place, folder, ready, moment)
            outcome, detail = _left(asker, folder, ready, killed)
            if killed.returncode == 0:
                break
            findings.append((Finding("kills", name, outcome, detail), _where(before, _state(folder / "index"))))
            if outcome not in (Outcome.RIGHT, Outcome.OLD):
                return findings
        if findings and _state(folder / "index") != untouched:
            mended, why = _mended(place, asker, folder, ready)
            if mended is not Outcome.RIGHT:
                findings[-1] = replace(findings[-1][0], outcome=mended, detail=why), findings[-1][1]
        if findings and (changed := differences(corpus, snapshot(folder / "corpus"))):
            touched = replace(findings[-1][0], outcome=Outcome.TOUCHED_OUTSIDE, detail=f"in the corpus: {changed}")
            findings[-1] = touched, findings[-1][1]
        return findings
    finally:
        shutil.rmtree(folder)


def _kill(place: Workplace, folder: Path, ready: Prepared, moment: _Moment) -> tuple[str, Finished]:
    """Run the command and kill it; return when, in words, and what came of it."""
    change = ready.change
    if moment.by_clock:
        after = moment.share * ready.seconds
        name = f"{change.name}, after {after:.2f} s of {ready.seconds:.2f}"
        return name, index(place, folder, *change.options, kill_after=after)
    at = 1 + int(moment.share * ready.operations)
    name = f"{change.name}, {moment.delay:.3f} s after file operation {at} of {ready.operations}"
    hook = counting(folder, FAULTS_AT=at, FAULTS_DELAY=moment.delay)
    return name, index(place, folder, *change.options, **hook)


def _state(folder: Path) -> Tree:
    """Return the state of an index, if there is one."""
    return snapshot(folder) if folder.exists() else {}


def _where(before: Tree, after: Tree) -> str:
    """Say how far a run had come, by what it changed."""
    changed = [path for path in differences(before, after) if not path.endswith((".lock", "index"))]
    if not changed:
        return _BEFORE
    return _AFTER if any(path.endswith("CURRENT") for path in changed) else _WHILE


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
    return unlike(answers)


def unlike(answers: Answers) -> tuple[Outcome, str]:
    """Say what answers are that are those of no generation."""
    if isinstance(answers, str):
        return Outcome.TRACEBACK if answers.startswith("Traceback") else Outcome.WRONG, answers[-600:]
    return Outcome.WRONG, "answers of no generation, or of several"


def _mended(place: Workplace, asker: Asker, folder: Path, ready: Prepared) -> tuple[Outcome, str]:
    """Run the command again as a user does, to its end: it must answer as the new index does, and leave nothing half-made."""
    outcome, detail = judged(index(place, folder))
    if outcome is not Outcome.RIGHT:
        return outcome, f"the next run: {detail}"
    if asker.ask(folder) != ready.new:
        return Outcome.WRONG, "the next run did not bring the new answers"
    left = half_made(folder)
    return (Outcome.LEFT_OVER, f"after the next run: {left}") if left else (Outcome.RIGHT, "")


def half_made(folder: Path) -> list[str]:
    """Return what the index in a folder holds beyond its lock, its pointer, and at most two generations."""
    names = sorted(path.relative_to(folder).as_posix() for path in (folder / "index").glob("*"))
    generations = sorted(path.name for path in (folder / "index" / "generations").glob("*"))
    known = ("index/.lock", "index/CURRENT", "index/generations")
    beyond = [name for name in names if name not in known]
    beyond += [name for name in generations if "." in name]
    return beyond + (generations if len(generations) > 2 else [])
