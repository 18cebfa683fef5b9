"""Environments of other systems: their own packages, never those of Kotae, installed when they are missing or differ."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python(requirements: Path, name: str, cost: str) -> Path:
    """Return an environment's interpreter, after installing what is missing.

    Args:
        requirements: what it holds.
        name: its folder, beside the sources.
        cost: how long installing takes and how much it fills, in words.

    Raises:
        CalledProcessError: pip fails; it has said why.
    """
    folder = ROOT / name
    interpreter, mark = folder / "bin" / "python", folder / "installed"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        print(f"Installing the other systems into {name} (once; {cost}) …", file=sys.stderr, flush=True)
        venv.create(folder, clear=True, with_pip=True)
        command = [interpreter, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "-r", requirements]
        subprocess.run(command, check=True)
        mark.write_text(wanted, encoding="utf-8")
    return interpreter
