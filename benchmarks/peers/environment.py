"""The peers' environment: their own packages, never those of Kotae, installed when they are missing or differ."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent.parent / ".venv-peers"
REQUIREMENTS = HERE / "requirements.txt"


def python() -> Path:
    """Return the environment's interpreter, after installing what is missing.

    Raises:
        CalledProcessError: pip fails; it has said why.
    """
    interpreter, mark = FOLDER / "bin" / "python", FOLDER / "installed"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        print(f"Installing the peers into {FOLDER.name} (once; some minutes, 2 GB) …", file=sys.stderr, flush=True)
        venv.create(FOLDER, clear=True, with_pip=True)
        command = [interpreter, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "-r", REQUIREMENTS]
        subprocess.run(command, check=True)
        mark.write_text(wanted, encoding="utf-8")
    return interpreter
