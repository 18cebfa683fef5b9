"""Damages: every file of an index is cut, changed, exchanged, removed and edited, then the index is asked and mended."""

import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import odd
from answers import ADDED, MANY, QUESTIONS, Answers, Asker, text_of
from changes import base, index, well
from commands import judged, run
from kills import AT_ONCE, half_made
from outcomes import Finding, Outcome
from workplace import Workplace

_FLIPS, _SEALED_FLIPS = 4, 40  # the manifest decides what all others must be: it is damaged more often
_SHORT = 6
# Each damaged index is asked one question only; with so many hits that every unit is among them.
_QUESTION = QUESTIONS[2]
_MENDED = 12  # of the damaged indexes, so many are rebuilt afterwards


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage: to which file of the index, what, and what does it to the index folder."""

    path: str
    what: str
    apply: Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class _Attacked:
    """The index that is damaged, with what it answers to the one question, and to all."""

    place: Workplace
    folder: Path
    asker: Asker
    right: str
    answers: Answers


def attack(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding]:
    """Damage one copy of an index after the other and ask the real command; of some, mend the index and ask again."""
    folder = base(place)
    answers = asker.ask(folder)
    attacked = _Attacked(place, folder, asker, answers[QUESTIONS.index(_QUESTION)], answers)
    chance = random.Random(place.seed)
    damages = list(_damages(folder / "index", _another(place), place, chance))
    if short:
        damages = chance.sample(damages, _SHORT)
    mended = set(chance.sample(range(len(damages)), 1 if short else _MENDED))
    with ThreadPoolExecutor(AT_ONCE) as threads:
        cases = [(number, damage, number in mended) for number, damage in enumerate(damages)]
        yield from threads.map(lambda case: _case(attacked, *case), cases)


def _another(place: Workplace) -> Path:
    """Return the current generation of an index over other documents."""
    folder = place.root / "another"
    corpus = place.write_corpus(folder / "corpus")
    (corpus / "tram.txt").write_text(ADDED, encoding="utf-8")
    (corpus / "fuji.md").unlink()
    well(index(place, folder))
    return _current(folder / "index")


def _current(folder: Path) -> Path:
    """Return the newest generation of an index that is whole."""
    return max((folder / "generations").iterdir(), key=lambda path: (path / "generation.json").stat().st_mtime_ns)


def _damages(folder: Path, another: Path, place: Workplace, chance: random.Random) -> Iterator[Damage]:
    """Yield all damages to an index, described by the paths of its files."""
    generation = _current(folder)
    (older,) = (path for path in generation.parent.iterdir() if path != generation)
    parts = sorted(path.relative_to(folder).as_posix() for path in generation.rglob("*"))
    for part in ["CURRENT", ".lock", *parts]:
        inside = Path(part).relative_to(generation.relative_to(folder)) if part in parts else None
        if (folder / part).is_file():
            yield from _of_file(folder, part, chance)
        yield Damage(part, "removed", _removing(part))
        yield Damage(part, "a folder in its place", _folding(part))
        yield Damage(part, "a link out of the index in its place", _linking(part, place.guarded / "letter.md"))
        for name, source in (("the generation before", older), ("another index", another)):
            if inside is not None and (source / inside).exists():
                yield Damage(part, f"that of {name} in its place", _exchanging(part, source / inside))
    manifest = (generation / "generation.json").relative_to(folder).as_posix()
    content = (folder / manifest).read_bytes()
    for what, changed in [*odd.fields(content, chance), *((f"is {value[:40]!r}", value) for value in odd.WHOLE)]:
        yield Damage(manifest, what, _writing(manifest, changed))
    for what, changed in odd.pointers((folder / "CURRENT").read_text().strip(), older.name):
        yield Damage("CURRENT", what, _writing("CURRENT", changed))
    yield Damage("CURRENT", "names the generation before", _writing("CURRENT", older.name.encode()))
    yield from _of_folders(folder, generation, older, place.guarded)


def _of_file(folder: Path, part: str, chance: random.Random) -> Iterator[Damage]:
    content = (folder / part).read_bytes()
    flips = _SEALED_FLIPS if part.endswith("generation.json") else _FLIPS
    for what, changed in odd.damaged_bytes(content, chance, flips):
        yield Damage(part, what, _writing(part, changed))


def _of_folders(folder: Path, generation: Path, older: Path, guarded: Path) -> Iterable[Damage]:
    current = generation.relative_to(folder).as_posix()
    before = older.relative_to(folder).as_posix()
    left = "generations/0123456789ab.partial"
    yield Damage(current, "removed", _removing(current))
    yield Damage(current, "the generation before in its place", _exchanging(current, older))
    yield Damage(current, "a link out of the index in its place", _linking(current, guarded))
    yield Damage(before, "a link out of the index in its place", _linking(before, guarded))
    yield Damage(before, "removed", _removing(before))
    yield Damage(left, "a link out of the index in its place", _linking(left, guarded))
    yield Damage("generations", "removed", _removing("generations"))
    yield Damage("generations", "a file in its place", _writing("generations", b"x"))
    yield Damage(
        "CURRENT.partial", "a link out of the index in its place", _linking("CURRENT.partial", guarded / "new")
    )


def _case(attacked: _Attacked, number: int, damage: Damage, mend: bool) -> Finding:
    """Damage a copy, ask it, and run `kotae index` over it: all that it may do is answer rightly or say one line."""
    place = attacked.place
    folder = Path(shutil.copytree(attacked.folder, place.root / f"damage-{number}", symlinks=True))
    try:
        damage.apply(folder / "index")
        outcome, detail = _asked(attacked, folder)
        others = number % 10 == 0 or damage.path.startswith("generations/0")
        if others and outcome in (Outcome.RIGHT, Outcome.ONE_LINE):
            for command in ("status", "index"):
                arguments = [command, "--corpus", folder / "corpus", "--index", folder / "index"]
                told, why = judged(run(arguments, folder, place.environment()))
                if told not in (Outcome.RIGHT, Outcome.ONE_LINE):
                    outcome, detail = told, f"kotae {command}: {why}"
        if mend and outcome in (Outcome.RIGHT, Outcome.ONE_LINE):
            outcome, detail = _rebuilt(attacked, folder, outcome, detail)
        return Finding("damages", f"{damage.path}: {damage.what}", outcome, detail)
    finally:
        shutil.rmtree(folder)


def _asked(attacked: _Attacked, folder: Path) -> tuple[Outcome, str]:
    arguments = ["ask", "--index", folder / "index", "-k", MANY, "--json", _QUESTION]
    finished = run(arguments, folder, attacked.place.environment())
    outcome, detail = judged(finished)
    if outcome is not Outcome.RIGHT:
        return outcome, detail
    answer = text_of(json.loads(finished.stdout))
    return (Outcome.RIGHT, "") if answer == attacked.right else (Outcome.WRONG, f"answered {answer[:300]}")


def _rebuilt(attacked: _Attacked, folder: Path, before: Outcome, detail: str) -> tuple[Outcome, str]:
    """Rebuild a damaged index: it answers rightly again, or one line says what stands in the way."""
    outcome, why = judged(index(attacked.place, folder, "--rebuild"))
    if outcome is Outcome.ONE_LINE:
        return before, f"{detail}; --rebuild: {why}"
    if outcome is not Outcome.RIGHT:
        return outcome, f"--rebuild: {why}"
    if attacked.asker.ask(folder) != attacked.answers:
        return Outcome.WRONG, "--rebuild did not bring the right answers"
    left = half_made(folder)
    return (Outcome.LEFT_OVER, f"after --rebuild: {left}") if left else (before, detail)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _removing(part: str) -> Callable[[Path], object]:
    return lambda folder: _remove(folder / part)


def _writing(part: str, content: bytes) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        if (folder / part).is_dir():
            _remove(folder / part)
        (folder / part).write_bytes(content)

    return write


def _folding(part: str) -> Callable[[Path], object]:
    def fold(folder: Path) -> None:
        _remove(folder / part)
        (folder / part).mkdir()

    return fold


def _linking(part: str, target: Path) -> Callable[[Path], object]:
    def link(folder: Path) -> None:
        _remove(folder / part)
        (folder / part).symlink_to(target)

    return link


def _exchanging(part: str, source: Path) -> Callable[[Path], object]:
    def exchange(folder: Path) -> None:
        _remove(folder / part)
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copyfile(source, folder / part)

    return exchange
