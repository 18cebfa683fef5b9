"""The short form of the attacks (benchmarks/faults): whatever is done to Kotae, it ends as it may, and touches nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, environment

BAD = ("wrong", "traceback", "over limits", "hung", "lost document", "touched outside", "left over")
# Of each attack, at least so many cases.
ATTACKS = {
    "`kotae index` killed": 4,
    "a file of the index damaged": 6,
    "a mutated document": 8,
    "a file that asks for too much work": 1,
    "the disk is full": 2,
    "three writers at once": 1,
    "asked while generations change": 10,
    "questions at once": 20,
}


@pytest.fixture(scope="module")
def attacked(weights_path: Path) -> "subprocess.CompletedProcess[str]":
    """Return the finished command; what broke is named on its error stream."""
    command = [sys.executable, ROOT / "benchmarks" / "faults" / "run.py", "--short"]
    return subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8")


def counts(table: str) -> dict[str, dict[str, str]]:
    """Return the rows of the table by their first cell, each by the names of its columns."""
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_ends_as_it_may(attacked: "subprocess.CompletedProcess[str]", attack: str) -> None:
    row = counts(attacked.stdout).get(attack)
    assert row, attacked.stderr
    if attack == "the disk is full" and row["cases"] == "skipped":
        pytest.skip("a small disk can be mounted by root only")
    assert int(row["cases"]) >= ATTACKS[attack]
    assert {name: row[name] for name in BAD} == dict.fromkeys(BAD, "0"), attacked.stderr


def test_the_command_says_by_its_exit_code_that_nothing_broke(attacked: "subprocess.CompletedProcess[str]") -> None:
    assert attacked.returncode == 0, attacked.stderr
