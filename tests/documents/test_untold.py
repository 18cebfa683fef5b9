"""Reading documents tells nobody: no file is made outside the index for a library to report from."""

import os
import subprocess
from pathlib import Path

import pymupdf
from support import KOTAE, ROOT


def test_indexing_a_pdf_makes_no_file_of_its_libraries(tmp_path: Path, cache: Path) -> None:
    """ONNX Runtime keeps a device id and the events that it sends in files; nothing of it may be there."""
    places = {name: str(tmp_path / name) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    for place in places.values():
        Path(place).mkdir()
    (tmp_path / "corpus").mkdir()
    with pymupdf.open(ROOT / "corpus" / "critical-minerals-brief.ja.pdf") as brief:
        brief.select([8])
        brief.save(tmp_path / "corpus" / "brief.pdf")
    # Only what Python needs: in continuous integration ONNX Runtime is silent of itself.
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ}
    run = subprocess.run(
        [KOTAE, "index"],
        cwd=tmp_path,
        env=kept | places | {"KOTAE_CACHE": str(cache)},
        capture_output=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Indexed: 1 documents")
    assert [path for place in places.values() for path in Path(place).rglob("*")] == []
