"""What announces a table or a list, by the examples beside the words."""

import pytest

from kotae.documents.lines.announcing import announced
from kotae.text.lists import read_lists

LISTS = read_lists("kotae.documents.lines", "announcing.toml")


@pytest.mark.parametrize("line", [line for lists in LISTS.values() for line in lists["examples"]])
def test_an_example_announces_what_follows(line: str) -> None:
    assert announced(line) == line.rstrip(":：")


@pytest.mark.parametrize("line", [line for lists in LISTS.values() for line in lists["not_examples"]])
def test_an_example_against_announces_none(line: str) -> None:
    assert announced(line) == ""
