"""Names of bodies, in reference lists and on covers, by the examples beside the list."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from kotae.documents.lines.bodies import is_body, is_signed

DATA: dict[str, Any] = tomllib.loads((files("kotae.documents.lines") / "bodies.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DATA["body"]["examples"])
def test_bodies(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize("name", DATA["body"]["not_examples"])
def test_persons(name: str) -> None:
    assert not is_body(name)


@pytest.mark.parametrize("line", DATA["body"]["signed"])
def test_lines_that_only_say_who_wrote(line: str) -> None:
    assert is_signed(line)


@pytest.mark.parametrize("line", DATA["body"]["not_signed"])
def test_lines_that_name_more_than_who_wrote(line: str) -> None:
    assert not is_signed(line)
