"""The short form of the attacks (benchmarks/faults): whatever is done to Kotae, it ends as it may, and touches nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, environment

BAD = ("wrong", "traceback", "over limits", "hung", "lost document", "touched outside", "left over")
# Of each attack, by its name and that of its row in the table, at least so many cases. What they look for in many ways and at
# moments that chance draws, these tests look for in one: test_stopping.py (kills), index/test_generation.py and test_faults.py
# (damages, the disk), documents/test_office_safety.py and documents/test_reading.py (mutated, bombs), test_stopping.py and
# index/test_generation.py (writers), test_serve.py, ui/test_library.py and test_app.py (switches, questions).
ATTACKS = {
    "kills": ("`kotae index` killed", 4),
    "damages": ("a file of the index damaged", 6),
    "mutated": ("a mutated document", 8),
    "bombs": ("a file that asks for too much work", 1),
    "disk": ("the disk is full", 2),
    "writers": ("three writers at once", 1),
    "switches": ("asked while generations change", 10),
    "questions": ("questions at once", 20),
}


@pytest.fixture(scope="module")
def attacked(weights_path: Path) -> "subprocess.CompletedProcess[str]":
    """Return the finished command; what broke is named on its error stream."""
    command = [sys.executable, ROOT / "benchmarks" / "faults" / "run.py", "--short", "--only", *ATTACKS]
    return subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8")


def counts(table: str) -> dict[str, dict[str, str]]:
    """Return the rows of the table by their first cell, each by the names of its columns."""
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}


@pytest.mark.slow
def test_attacks_end_as_they_may(attacked: "subprocess.CompletedProcess[str]") -> None:
    rows = counts(attacked.stdout)
    for name, least in ATTACKS.values():
        row = rows.get(name)
        assert row, attacked.stderr
        if name == "the disk is full" and row["cases"] == "skipped":
            continue  # a small disk can be mounted by root only
        assert int(row["cases"]) >= least
        assert {bad: row[bad] for bad in BAD} == dict.fromkeys(BAD, "0"), attacked.stderr
    assert attacked.returncode == 0, attacked.stderr
