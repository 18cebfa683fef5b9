"""The layout model is loaded where pages are read, and not where they are only drawn."""

import subprocess
import sys
from pathlib import Path

import pymupdf
from support import environment

DRAWING = """
import sys
from pathlib import Path
from kotae.documents.pdf import layout_model
from kotae.documents.pdf.render import page_png
page_png(Path(sys.argv[1]), 1)
print("pymupdf.layout" in sys.modules)
page = layout_model.load().open(sys.argv[1])[0]
page.get_layout(return_raw=True)
print(len(page.layout_information))
"""


def test_a_process_that_draws_pages_has_no_layout_model_until_it_reads_one(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    with pymupdf.open() as file:
        file.new_page().insert_text((72, 72), "Copper is a metal.")
        file.save(path)
    ran = subprocess.run(
        [sys.executable, "-c", DRAWING, path], env=environment(), capture_output=True, text=True, check=True
    )
    before, regions = ran.stdout.splitlines()
    assert before == "False"
    assert regions == "1"
