"""What only names a thing, by the examples beside the patterns."""

import pytest

from kotae import Kotae
from kotae.question.words import LANGUAGES, words


def listed(which: str) -> list[str]:
    return [text for language in LANGUAGES for text in words(language, "naming")[which]]


@pytest.mark.parametrize("text", [*listed("examples"), "レアアース", "gallium", "Northvolt?"])
def test_what_only_names_a_thing_is_known(text: str, kotae: Kotae) -> None:
    assert kotae.understand(text).questions[0].only_names


@pytest.mark.parametrize("text", [*listed("not_examples"), "高さは?", "Northvolt bankruptcy date", "最大の港"])
def test_what_asks_for_something_about_it_is_a_question(text: str, kotae: Kotae) -> None:
    assert not kotae.understand(text).questions[0].only_names
