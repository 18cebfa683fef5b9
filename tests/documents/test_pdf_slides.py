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


def test_a_label_does_not_run_on_with_the_text_beside_or_below_it(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    write(page, 40, 50, "計算の基本要素", 20)
    for row, word in enumerate(("数", "文字", "画像")):
        write(page, 40, 120 + 24 * row, f"・{word}", 16)
    write(page, 240, 200, "符号化とは", 16)
    write(page, 260, 224, "数の列で表すこと", 16)
    texts = [block.text for block in pdf.read(save(document, tmp_path)).blocks()]
    assert not any("画像" in text and "符号化" in text for text in texts)


def test_the_text_of_a_box_is_not_mixed_with_what_stands_beside_it(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    write(page, 40, 50, "計算の基本要素", 20)
    page.draw_rect((400, 90, 700, 190))
    for row in range(4):
        write(page, 40, 110 + 22 * row, PROSE[20 * row :][:20], 14)
        write(page, 410, 110 + 22 * row, ("会場：港の会館", "日時：三月の末", "定員：五十名", "対象：会員")[row], 14)
    text = "\n".join(block.text for block in pdf.read(save(document, tmp_path)).blocks())
    assert PROSE[:60] in text.replace("\n", "")
