"""What a translation is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A run of words of the corpus: the terms that the word index has for it, how it is written, and its weight."""

    terms: tuple[str, ...]
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Translation:
    """What a word or phrase of a question may be called in the corpus; the targets' weights sum to 1 at most.

    `heard` says that nothing but the sound of a name led to the targets: they may be other names.
    """

    source: str
    start: int
    end: int
    targets: tuple[Target, ...]
    heard: bool = False
