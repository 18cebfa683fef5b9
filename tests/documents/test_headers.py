"""Names of what the second of two columns holds, and texts that are none, by the examples beside the list."""

import pytest

from kotae.documents.tables.pairs import heads_first, heads_second
from kotae.text.lists import read_lists

LISTS = read_lists("kotae.documents.tables", "headers.toml")


@pytest.mark.parametrize("text", LISTS["examples"])
def test_a_name_for_whatever_stands_below_is_known(text: str) -> None:
    assert heads_second(text)


@pytest.mark.parametrize("text", LISTS["not_examples"])
def test_what_is_said_of_one_thing_is_no_such_name(text: str) -> None:
    assert not heads_second(text)


@pytest.mark.parametrize("text", LISTS["first_examples"])
def test_a_name_for_whatever_is_named_below_is_known(text: str) -> None:
    assert heads_first(text)


@pytest.mark.parametrize("text", LISTS["first_not_examples"])
def test_the_name_of_one_thing_is_no_such_name(text: str) -> None:
    assert not heads_first(text)
