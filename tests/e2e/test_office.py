"""Office files through the real command: asked, answered with the place in their own words, and what was left out said."""

from pathlib import Path

import docx
import openpyxl
import pptx


def test_office_files_are_answered_from_and_cited_in_their_own_words(run_in, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    workbook = openpyxl.Workbook()
    workbook.active.title = "Harbours"
    for row in (["Harbour", "Ships", "Lamps"], ["Lorne", 412, 3], ["Quay", 9, 8], ["Cape", 77, 2]):
        workbook.active.append(row)
    workbook.create_sheet("Secret").sheet_state = "hidden"
    workbook.save(corpus / "ships.xlsx")
    document = docx.Document()
    document.add_heading("The lighthouse", 1)
    document.add_paragraph("The lighthouse at Cape Lorne was built of granite in 1862 by the keeper's father.")
    document.save(str(corpus / "lighthouse.docx"))
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "The kelp farm"
    slide.placeholders[1].text = "The kelp farm in Ueda sold its first harvest to a bakery in 1999."
    presentation.save(str(corpus / "kelp.pptx"))
    (corpus / "茶.csv").write_bytes("茶園,収穫(トン)\n上田,412\n小山,38\n".encode("cp932"))
    indexed = run_in(tmp_path, "index")
    assert (indexed.returncode, indexed.stderr) == (0, "! ships.xlsx: Secret not read: it is hidden\n")
    asked = run_in(tmp_path, "ask", "How many ships has the harbour of Lorne?").stdout
    assert "412" in asked.splitlines()[0]
    assert "sheet 1, lines 2–2" in asked
    asked = run_in(tmp_path, "ask", "When was the lighthouse at Cape Lorne built?").stdout
    assert "1862" in asked.splitlines()[0]
    assert "paragraphs 2–2" in asked
    asked = run_in(tmp_path, "ask", "When did the kelp farm sell its first harvest?").stdout
    assert "1999" in asked.splitlines()[0]
    assert "slide 1" in asked
    assert "38" in run_in(tmp_path, "ask", "小山の茶の収穫は何トンか。").stdout.splitlines()[0]
    status = run_in(tmp_path, "status").stdout
    assert "! Secret not read: it is hidden" in status
