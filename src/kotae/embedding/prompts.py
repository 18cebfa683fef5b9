"""Which prompt goes before a question and which before a passage."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prompts:
    """The text put before every question and before every passage, its last space included."""

    query: str = ""
    passage: str = ""


E5_PROMPTS = Prompts(query="query: ", passage="passage: ")

_E5_NAME = re.compile(r"(?:^|[/\\_-])e5(?:[_-]|$)", re.IGNORECASE)


def choose_prompts(name: str, configured: Mapping[str, str | None]) -> Prompts:
    """The prompts for a model: its own where it names them, E5's for an E5 model that names none, else none.

    Arguments: name, the hub name or folder; configured, the model's own prompts by name ("query", and "passage" or
        "document"; an empty one counts as not named).
    Source: Wang et al. 2024, arXiv:2402.05672, for "query: " and "passage: "; instruct models have other prompts.
    """
    own = Prompts(
        query=configured.get("query") or "",
        passage=configured.get("passage") or configured.get("document") or "",
    )
    if own == Prompts() and _E5_NAME.search(name) and "instruct" not in name.lower():
        return E5_PROMPTS
    return own
