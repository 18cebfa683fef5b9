"""A sentence that announces a table is its caption."""

from pathlib import Path

import pytest

from kotae.documents.open import open_document
from kotae.documents.tables.introduced import announced
from kotae.text.lists import read_lists

LISTS = read_lists("kotae.documents.tables", "introduced.toml")


@pytest.mark.parametrize("line", [line for lists in LISTS.values() for line in lists["examples"]])
def test_an_example_announces_a_table(line: str) -> None:
    assert announced(line) == line.rstrip(":：")


@pytest.mark.parametrize("line", [line for lists in LISTS.values() for line in lists["not_examples"]])
def test_an_example_against_announces_none(line: str) -> None:
    assert announced(line) == ""


def test_only_the_last_sentence_above_a_table_is_its_caption_and_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    rows = "<table><tr><th>Year</th><th>Total</th></tr><tr><td>2022</td><td>5</td></tr><tr><td>2023</td><td>7</td></tr></table>"
    text = "<p>Ships wear out. Expected repairs in pounds are as follows:</p>"
    path.write_text(f"<html><body><h1>Port</h1>{text}{rows}<p>It grew.</p>{rows}</body></html>", encoding="utf-8")
    document = open_document(path)
    first, second = document.tables()
    assert first.caption == "Expected repairs in pounds are as follows"
    assert second.caption == ""
    assert any(block.text.startswith("Ships wear out.") for block in document.blocks())
