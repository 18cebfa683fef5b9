"""A hit is cited with the pages of the sentences that the answer stands on."""

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from support import made_index, opened, settings_for

from kotae import Kotae
from kotae.answers.model import Evidence

LONG = (
    "The mill at Corby was built in 1822 by the Harker family, who had come from the coast with three ships of timber. "
    "Its wheel measures 5.4 metres across and turned until the great flood of the year 1911, which broke the dam. "
)


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    """An index of one PDF whose only paragraph runs from its second page to its third."""
    folder = tmp_path_factory.mktemp("mill")
    (folder / "corpus").mkdir()
    with pymupdf.open() as file:
        for _ in range(3):
            file.new_page(width=420, height=300)
        file[0].insert_text((60, 100), "Foreword by the county archive.", fontsize=11)
        words = LONG.split()
        lines = [" ".join(words[i : i + 8]) for i in range(0, len(words), 8)]
        for place, line in enumerate(lines):
            page, row = (1, place) if place < 3 else (2, place - 3)
            file[page].insert_text((60, 200 + 16 * row if page == 1 else 60 + 16 * row), line, fontsize=11)
        file.save(folder / "corpus" / "mill.pdf")
    settings = settings_for(folder / "corpus", folder / "index", cache)
    made_index(settings)
    return opened(settings)


@pytest.mark.parametrize(("question", "page"), [("Who built the mill at Corby?", 2), ("When was the great flood?", 3)])
def test_the_sentence_s_page_is_cited(mill: Kotae, question: str, page: int) -> None:
    result = mill.ask(question)
    assert result.answer is not None
    hit = result.hits[result.answer.citations[0] - 1]
    assert page in result.pages(hit)
    assert result.to_dict()["hits"][hit.rank - 1]["pages"] == list(result.pages(hit))


def test_an_answer_over_two_pages_names_both(mill: Kotae) -> None:
    result = mill.ask("Who built the mill at Corby?")
    assert result.answer is not None
    hit = result.hits[result.answer.citations[0] - 1]
    unit = hit.unit
    whole = Evidence(hit.rank, 0, len(unit.text), unit.boxes_of(0, len(unit.text)))
    assert replace(result, answer=replace(result.answer, evidence=(whole,))).pages(hit) == (2, 3)
    assert replace(result, answer=None).pages(hit) == (unit.page,)
