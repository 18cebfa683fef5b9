"""What is being made is there whole or not at all, and what a killed process left is taken away, that of a running one never."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kotae.staging import staging, sweep

# Makes something in the folder given, says so, and does not go on before it is told to.
MAKES = """
import sys
from pathlib import Path
from kotae.staging import staging
with staging(Path(sys.argv[1])) as staged:
    (staged / "part").write_text("half")
    (staged / "folder").mkdir()
    print(staged, flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """Give a process that is making something in a folder, and where it does."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAKES, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process, Path(process.stdout.readline().rstrip("\n"))
    finally:
        process.kill()
        process.communicate()


def test_what_is_made_is_gone_afterwards_however_that_ends(tmp_path: Path) -> None:
    with staging(tmp_path / "new" / "folder") as staged:
        assert staged.parent == tmp_path / "new" / "folder"
        assert staged.name.startswith("."), "a scan of the folder must not find it"
    with suppress(RuntimeError), staging(tmp_path / "new" / "folder") as staged:
        (staged / "part").write_text("half")
        raise RuntimeError
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_what_a_killed_process_left_is_taken_away_and_what_a_running_one_makes_stays(tmp_path: Path) -> None:
    with another(tmp_path) as (killed, left), another(tmp_path) as (running, being_made):
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert (left / "part").is_file()
        with staging(tmp_path) as staged:
            sweep(tmp_path)
            assert sorted(tmp_path.iterdir()) == sorted([being_made, staged])
            assert (being_made / "part").read_text() == "half"
        assert running.communicate("go on\n")[0] == ""
        assert running.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_was_killed_before_it_could_lock_is_swept_up_after(tmp_path: Path) -> None:
    (tmp_path / ".abc.partial").mkdir()
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    for name in (".mine.partial", "mine.partial", ".mine"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis.txt").write_text("mine")
    (tmp_path / ".note.partial").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / ".lock").write_text("")
    (tmp_path / ".link.partial").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = sorted(tmp_path.rglob("*"))
    sweep(tmp_path)
    with staging(tmp_path):
        pass
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("folder", ["none", "file", "file/below"])
def test_where_there_is_no_folder_there_is_nothing_to_sweep(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("mine")
    sweep(tmp_path / folder)
    assert os.listdir(tmp_path) == ["file"]


def test_many_at_once_do_not_take_each_other_s_away(tmp_path: Path) -> None:
    """Each begins with a sweep, which may come just between another's making a folder and locking it."""
    code = (
        "import sys; from pathlib import Path; from kotae.staging import staging\n"
        "for number in range(150):\n"
        "    with staging(Path(sys.argv[1])) as staged: (staged / 'part').write_text('x')\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, tmp_path], stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 3
    assert list(tmp_path.iterdir()) == []
