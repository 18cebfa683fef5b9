"""What is cited, in a real browser: both pages of an answer over two, a merged cell once, no entry of a reference list."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from browsing import ask
from served import serving
from support import made_index, settings_for

Open = Callable[..., Any]

# One sentence that a page ends in the middle of.
FIRST = ("The mill at Corby was built in 1822", "by the Harker family, who had come")
SECOND = ("from the coast with three ships of timber", "and a wheel of oak.")

ORES = """<!doctype html><html lang="en"><head><title>Ores</title></head><body><h1>Ores by country</h1>
<table><caption>Table 1 Ores (tonnes)</caption>
<tr><th>Country</th><th>Region</th><th>Copper</th><th>Zinc</th></tr>
<tr><td colspan="2">Arvonia</td><td>512</td><td>77</td></tr>
<tr><td>Belmark</td><td>North</td><td>34</td><td>81</td></tr>
</table></body></html>
"""
HARBOUR = """# The harbour of Lorne

## History

The quay of Lorne was built of stone from the hill across the bay (Harper [2019]). Ships of every size have berthed there
since then. In winter the harbour is closed for two weeks while its gates are mended.

## References

Harper, J. [2019], "Where the stone of the quay of Lorne came from", Quay Press.

Harbour office, dredging of the bay of Lorne, https://example.org/dredging.
"""


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[str]:
    """Return the address of a server over three documents."""
    folder = tmp_path_factory.mktemp("cited")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "ores.html").write_text(ORES, encoding="utf-8")
    counted = "".join(f"{year},{year * 7 % 1000},{year * 3 % 500}\n" for year in range(1881, 1961))
    (corpus / "barges.csv").write_text(f"Year,Barges of Corby,Ferries of Corby\n{counted}", encoding="utf-8")
    (corpus / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    with pymupdf.open() as file:
        for lines, top in ((FIRST, 260), (SECOND, 60)):
            page = file.new_page(width=420, height=300)
            for place, line in enumerate(lines):
                page.insert_text((60, top + 16 * place), line, fontsize=11)
        file.save(corpus / "mill.pdf")
    made_index(settings_for(corpus, folder / "index", cache))
    with serving(folder) as address:
        yield address


def test_an_answer_over_two_pages_names_both(cited: str, open_page: Open) -> None:
    page = open_page(cited, locale="en-US")
    result = ask(page, "Who built the mill at Corby?")
    assert "three ships" in result.locator(".kt-answer-text").inner_text()
    assert "pp. 1, 2" in result.locator(".kt-answer .kt-chip").first.inner_text()
    assert "pp. 1, 2" in result.locator(".kt-hit.cited").first.inner_text()


def test_a_merged_cell_is_printed_once(cited: str, open_page: Open) -> None:
    page = open_page(cited, locale="en-US")
    hit = ask(page, "How much copper has Arvonia?").locator(".kt-hit.cited").first
    row = hit.locator(".kt-table tbody tr", has_text="Arvonia").first
    assert row.locator("th, td").all_inner_texts() == ["Arvonia", "512", "77"]
    assert row.locator("[colspan='2']").inner_text() == "Arvonia"
    page.locator(".kt-sheet.section td.used").last.wait_for()
    shown = page.locator(".kt-sheet.section tr", has_text="Arvonia").first
    assert shown.inner_text().split() == ["Arvonia", "512", "77"]


def test_an_entry_of_a_reference_list_is_neither_a_citation_nor_an_answer(cited: str, open_page: Open) -> None:
    page = open_page(cited, locale="en-US")
    result = ask(page, "Where did the stone of the quay of Lorne come from?")
    assert "hill across the bay" in result.locator(".kt-answer-text").inner_text()
    told = result.locator(".kt-hit.cited").first.locator(".kt-sources").inner_text()
    assert "Quay Press" in told, "what the sentence cites"
    for hit in result.locator(".kt-hit", has_text="Quay Press").all():
        assert "no entry" not in hit.inner_text()
    listed = result.locator(".kt-hit", has_text="example.org")
    assert listed.locator(".kt-sources").count() == 0, "an entry cites nothing"


def test_a_row_far_down_a_sheet_is_in_view(cited: str, open_page: Open) -> None:
    page = open_page(cited)
    ask(page, "How many barges of Corby were there in 1958?")
    cell = page.locator(".kt-sheet td.used").first
    cell.wait_for()
    frame, box = page.locator(".kt-page-frame").bounding_box(), cell.bounding_box()
    assert frame is not None
    assert box is not None
    assert frame["y"] < box["y"] < frame["y"] + frame["height"]
