"""Slides: what one says stands under its own title, not under what an earlier one sets large."""

from pathlib import Path

import pymupdf
from test_pdf import PROSE, save, write

from kotae.documents import pdf


def test_what_a_slide_says_stands_under_its_own_title(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page(width=720, height=405)
        write(page, 40, 50, f"銅の需給に関する検討その{number + 1}", 18)
        write(page, 40, 110, "南米の鉱山の拡張" if number == 0 else f"対策の方向性{number}", 24 if number == 0 else 16)
        for line in range(4):
            write(page, 40, 150 + 20 * line, PROSE[40 * line :][:40], 12)
    blocks = pdf.read(save(document, tmp_path)).blocks()
    titles = [block for block in blocks if block.kind == "heading" and "検討その" in block.text]
    assert [(block.page, block.level) for block in titles] == [(1, 1), (2, 1), (3, 1), (4, 1)]
    assert all(block.level > 1 for block in blocks if block.kind == "heading" and "検討その" not in block.text)
