"""Reading a document tells nobody: no file is made outside the corpus for a library to report from."""

import os
import subprocess
import sys
from pathlib import Path

from support import ROOT


def test_reading_a_pdf_makes_no_file_of_its_libraries(tmp_path: Path) -> None:
    """ONNX Runtime keeps a device id and the events that it sends in files; nothing of it may be there."""
    places = {name: str(tmp_path / name) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    for place in places.values():
        Path(place).mkdir()
    # Only what Python needs: in continuous integration ONNX Runtime is silent of itself.
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ}
    brief = ROOT / "corpus" / "critical-minerals-brief.ja.pdf"
    code = (
        "import sys; from pathlib import Path; from kotae.documents.open import open_document\n"
        "print(len(open_document(Path(sys.argv[1])).pages), 'onnxruntime' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, brief], env=kept | places, capture_output=True, text=True)
    assert run.stdout == "10 True\n", run.stderr
    assert [path for place in places.values() for path in Path(place).rglob("*")] == []
