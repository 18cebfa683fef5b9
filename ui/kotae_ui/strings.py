"""What the interface says, in both languages: one TOML file each, with the same keys."""

import tomllib
from functools import cache
from importlib import resources

from kotae.text.language import Language

LANGUAGES: tuple[Language, ...] = ("ja", "en")


@cache
def strings(language: Language) -> dict[str, str]:
    """Return the texts of a language by their keys; they may hold {names} to be filled in."""
    text = resources.files("kotae_ui").joinpath(f"strings.{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def say(language: Language, key: str, /, **values: object) -> str:
    """Return one text with its names filled in."""
    return strings(language)[key].format(**values)
