"""Which passages rest on which source: the citations of an index followed to the sources, and which of these are missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from kotae.corpus.citations import resolve
from kotae.corpus.manifest import Source


@dataclass(frozen=True, slots=True)
class Citing:
    """A passage that cites: its document's id, its page, its text, and the keys of what it cites."""

    document: str
    page: int
    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """A source and the passages that rest on it.

    `key` is how it is cited; `source` its entry in the manifest, None where it has none; `is_here` says that its document
    is in the corpus.
    """

    key: str
    source: Source | None
    is_here: bool
    passages: tuple[Citing, ...]


def resting(passages: Iterable[Citing], sources: tuple[Source, ...], here: frozenset[str]) -> list[Resting]:
    """Return every source of the manifest that can be cited, and every one that is cited without being in it.

    Args:
        passages: the passages that cite.
        sources: the manifest's sources.
        here: the ids of the documents that are in the corpus.
    """
    known = {source.citation: source for source in sources if source.citation}
    by_key: dict[str, list[Citing]] = {key: [] for key in known}
    for passage in passages:
        for key in dict.fromkeys(resolve(key, by_key) or key for key in passage.keys):
            by_key.setdefault(key, []).append(passage)
    return [
        Resting(key, known.get(key), key in known and known[key].id in here, tuple(citing))
        for key, citing in by_key.items()
        if citing or known[key].cited_by
    ]
