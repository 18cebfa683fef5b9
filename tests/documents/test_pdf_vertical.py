"""Vertical writing is read down its columns, from the right: as browsers print it, as fonts set it, as characters stacked."""

import subprocess
from pathlib import Path

import pymupdf
import pytest
from served import CHROMIUM_ARGUMENTS, chromium

from kotae.documents import pdf
from kotae.documents.model import Document

FIRST = (
    "港は明治12年に開かれ、北の海から鰊を運ぶ船で賑わった。当時の倉庫は三棟が残り、うち一棟は資料館として使われている。"
)
SECOND = "鉄道は昭和3年に通じ、ABC社の工場がその翌年に建った。工場では缶詰が作られ、費用は1,200万円であった。"


def set_upright(text: str) -> str:
    for figures in ("12", "3年"):
        digits = figures.rstrip("年")
        text = text.replace(figures, f"<span class=t>{digits}</span>{figures[len(digits) :]}")
    return text.replace("明治", "<ruby>明治<rt>めいじ</rt></ruby>").replace(
        "缶詰", "<ruby>缶詰<rt>かんづめ</rt></ruby>"
    )


def printed(folder: Path, style: str, paragraphs: int, more: str = "") -> Document:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium here to print vertical writing (Debian: apt-get install chromium)")
    body = "".join(f"<p>{set_upright((FIRST, SECOND)[i % 2])}</p>" for i in range(paragraphs)) + f"<p>{more}</p>"
    (folder / "page.html").write_text(
        "<!doctype html><html lang=ja><meta charset=utf-8><style>@page{size:A5;margin:18mm}"
        "body{writing-mode:vertical-rl;margin:0;height:100%;font-size:11pt;line-height:1.9}p{margin:0;text-indent:1em}"
        ".t{text-combine-upright:all}h1{font-size:18pt}"
        f".foot{{position:fixed;bottom:-10mm;left:40%;writing-mode:horizontal-tb}}{style}</style>"
        f"<div class=foot>広報しおかぜ 7</div><div class=text><h1>潮風の町</h1>{body}</div></html>",
        encoding="utf-8",
    )
    arguments = ["--headless", *CHROMIUM_ARGUMENTS, "--no-pdf-header-footer", "--print-to-pdf=page.pdf"]
    subprocess.run([program, *arguments, "page.html"], cwd=folder, check=True, capture_output=True, timeout=120)
    return pdf.read(folder / "page.pdf")


@pytest.mark.parametrize("style", ["", ".text{column-count:2;column-gap:3em;height:100%}"])
def test_printed_columns_are_read_from_the_right(tmp_path: Path, style: str) -> None:
    document = printed(tmp_path, style, 6)
    assert document.title == "潮風の町"
    assert [block.text for block in document.blocks() if block.kind == "paragraph"] == [FIRST, SECOND] * 3
    spans = [span for block in document.blocks() for span in block.spans]
    page = document.pages[0]
    assert all(0 <= span.box.x0 < span.box.x1 <= page.width and span.box.y1 <= page.height for span in spans)
    assert all(span.box.y1 - span.box.y0 > span.box.x1 - span.box.x0 for span in spans if span.end - span.start > 2)


def test_a_vertical_paragraph_over_a_page_s_end_is_whole(tmp_path: Path) -> None:
    document = printed(tmp_path, "", 14)
    assert len(document.pages) > 1
    assert [block.text for block in document.blocks() if block.kind == "paragraph"] == [FIRST, SECOND] * 7


def test_a_font_for_vertical_writing_is_read(tmp_path: Path) -> None:
    lines = ["図書館は大正三年に建てられ、", "二千冊の本を持つ。館長は", "三代目である。"]
    with pymupdf.open() as file:
        page = file.new_page(width=300, height=400)

        def added(source: str) -> int:
            xref = file.get_new_xref()
            file.update_object(xref, source)
            return xref

        descriptor = added(
            "<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120"
            "/CapHeight 700/StemV 80>>"
        )
        system = "<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>"
        kid = added(
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/Test/CIDSystemInfo{system}/FontDescriptor {descriptor} 0 R>>"
        )
        font = added(f"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/UniJIS-UCS2-V/DescendantFonts[{kid} 0 R]>>")
        drawn = " ".join(
            f"BT /F1 12 Tf 1 0 0 1 {250 - 22 * i} 360 Tm <{text.encode('utf-16-be').hex()}> Tj ET"
            for i, text in enumerate(lines)
        )
        contents = added("<<>>")
        file.update_stream(contents, drawn.encode())
        file.xref_set_key(page.xref, "Contents", f"{contents} 0 R")
        file.xref_set_key(page.xref, "Resources", f"<</Font<</F1 {font} 0 R>>>>")
        file.save(tmp_path / "font.pdf")
    document = pdf.read(tmp_path / "font.pdf")
    assert [block.text for block in document.blocks()] == ["".join(lines)]


def test_a_label_set_vertically_in_a_level_page_stays_with_it(tmp_path: Path) -> None:
    font = pymupdf.Font("cjk")
    with pymupdf.open() as file:
        page = file.new_page()
        writer = pymupdf.TextWriter(page.rect)
        for row in range(8):
            writer.append(
                (100, 100 + 22 * row), "港は開かれ、北の海から鰊を運ぶ船で大いに賑わった。", font=font, fontsize=10
            )
        for place, character in enumerate("製造業"):
            writer.append((70, 130 + 12 * place), character, font=font, fontsize=10)
        writer.write_text(page)
        file.save(tmp_path / "level.pdf")
    text = "".join(block.text for block in pdf.read(tmp_path / "level.pdf").blocks())
    assert text.count("港は開かれ、北の海から鰊を運ぶ船で大いに賑わった。") == 8


def test_a_figure_on_its_side_stays_in_its_place(tmp_path: Path) -> None:
    body = "湯沢の湯は3月8日に開き、4月1日から料金を改める。年に2億円かかる工事も始まる。"
    document = printed(tmp_path, "", 1, body)
    assert body in [block.text for block in document.blocks()]
