"""Kotae under attack: kills, damages, bad files, a full disk, writers and readers at once; what came of it, as a table.

Run: python benchmarks/faults/run.py [--short] [--only KIND …] [--seed N] [--write]
"""

import argparse
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
sys.path.append(str(Path(__file__).resolve().parents[2] / "tests"))
sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "documents"))

import damages
import disk
import files
import kills
import load
import together
from answers import Asker
from machine import stamp
from outcomes import Finding, Kind, Measured, Outcome, table
from rows import between_markers
from workplace import Tree, Workplace, differences, snapshot, workplace

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- attacked -->", "<!-- end of attacked -->"
SEED = 20261125

_ANSWERED = frozenset({Outcome.RIGHT})
_EITHER = frozenset({Outcome.RIGHT, Outcome.OLD})
_OR_SAID = frozenset({Outcome.RIGHT, Outcome.ONE_LINE})
KINDS = (
    Kind("kills", "`kotae index` killed", _EITHER, kills.attack),
    Kind("damages", "a file of the index damaged", _OR_SAID, damages.attack),
    Kind("mutated", "a mutated document", _OR_SAID, files.attack_mutated),
    Kind("bombs", "a file that asks for too much work", _OR_SAID, files.attack_bombs),
    Kind("disk", "the disk is full", _OR_SAID, disk.attack),
    Kind("writers", "three writers at once", _ANSWERED, together.attack_writers),
    Kind("switches", "asked while generations change", _EITHER, together.attack_switches),
    Kind("questions", "questions at once", _ANSWERED, load.attack_questions),
    Kind("sessions", "sessions of the page", _ANSWERED, load.attack_sessions),
)


def main() -> None:
    """Attack, print the table, and put it into README.md where that is asked for; leave with 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a few cases of each kind, in about a minute")
    parser.add_argument("--only", nargs="+", choices=[kind.name for kind in KINDS], help="these kinds of attack alone")
    parser.add_argument("--seed", type=int, default=SEED, help="what all chance begins with")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    options = parser.parse_args()
    if options.write and (options.short or options.only):
        parser.error("the table is of all attacks; leave out --write, or --short and --only")
    kinds = [kind for kind in KINDS if options.only is None or kind.name in options.only]
    seen = carry_out(kinds, options.seed, options.short)
    rendered = f"{stamp()}, seed {options.seed}\n\n{table(kinds, seen)}"
    print(rendered)
    if options.write:
        page = README.read_text(encoding="utf-8")
        README.write_text(between_markers(page, rendered, BEGIN, END), encoding="utf-8")
    allowed = {kind.name: kind.allowed for kind in kinds}
    sys.exit(any(isinstance(one, Finding) and one.outcome not in allowed[one.kind] for one in seen))


def carry_out(kinds: Sequence[Kind], seed: int, short: bool) -> list[Finding | Measured]:
    """Carry out attacks one kind after the other, and say at once where one ends as none may."""
    seen: list[Finding | Measured] = []
    with workplace(seed) as place:
        asker = Asker(place)
        for kind in kinds:
            started = time.monotonic()
            for one in _carried_out(kind, place, asker, short):
                seen.append(one)
                if isinstance(one, Finding) and one.outcome not in kind.allowed:
                    _say(f"{kind.name}: {one.outcome}: {one.case}: {one.detail}")
            _say(f"{kind.name}: {time.monotonic() - started:.0f} s")
    return seen


def _carried_out(kind: Kind, place: Workplace, asker: Asker, short: bool) -> Iterator[Finding | Measured]:
    """Carry out one kind of attack; what it touched that is not its own, or left, is a finding as well."""
    before = _guarded(place)
    yield from kind.attack(place, asker, short)
    if touched := differences(before, _guarded(place)):
        yield Finding(kind.name, "the guarded files", Outcome.TOUCHED_OUTSIDE, str(touched))
    kept = (*place.temporary.rglob("*"), *place.incoming.rglob("*"))
    if left := [str(path) for path in kept if path.is_file()]:
        yield Finding(kind.name, "the temporary folders", Outcome.LEFT_OVER, str(left))
    shutil.rmtree(place.temporary)
    place.temporary.mkdir()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _guarded(place: Workplace) -> Tree:
    """Return the state of all that is to stay as it is; in the cache, what OCR read of pictures is kept."""
    tree = snapshot(place.guarded, place.root / "home", place.cache)
    written = (str(place.incoming), str(place.cache / "ocr"))
    return {path: state for path, state in tree.items() if not path.startswith(written)}


if __name__ == "__main__":
    main()
