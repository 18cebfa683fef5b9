"""What comes of fetching a source."""

from dataclasses import dataclass
from typing import Literal

State = Literal["fetched", "unchanged", "kept_aside", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of fetching a source, and in words what happened and what to do."""

    id: str
    state: State
    words: str
