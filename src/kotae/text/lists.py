"""Word lists, which are TOML files beside the code that reads by them, and the patterns that they make."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_lists(package: str, name: str) -> dict[str, Any]:
    """Return the lists of a file, read once.

    Args:
        package: the package that the file is in.
        name: the file's name, from the package's folder.
    """
    lists: dict[str, Any] = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    return lists


def either(texts: Iterable[str]) -> str:
    """Return a pattern for any of some texts, the longest first, that captures nothing."""
    return "(?:" + "|".join(map(re.escape, sorted(set(texts), key=lambda text: (-len(text), text)))) + ")"
