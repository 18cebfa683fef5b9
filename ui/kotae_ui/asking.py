"""What is asked and how: the question with its filters and settings, as the form, a link and a program give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Literal, get_args
from urllib.parse import parse_qs, urlencode

from kotae.index.records import DocumentRecord
from kotae.passages.units import UnitKind
from kotae.retrieval.search import Among

LanguageFilter = Literal["any", "ja", "en"]
KindFilter = Literal["all", "passages", "tables"]

_KINDS: Mapping[KindFilter, frozenset[UnitKind] | None] = {
    "all": None,
    "passages": frozenset({"passage", "figure"}),
    "tables": frozenset({"row", "table"}),
}
_DOCUMENT = "document:"
_OFF: Mapping[str, Any] = {"language": "any", "kinds": "all", "strictness": None}
MOST_RESULTS = 100
"""How many hits can be asked for at most."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with the documents (ids, folders of the corpus; none means all), language and kinds that it is asked of.

    A folder has a slash at its end ("reports/"); it stands for the documents in it and in its own folders.

    `results` and `strictness` are None where the settings decide.
    """

    question: str
    documents: tuple[str, ...] = ()
    language: LanguageFilter = "any"
    kinds: KindFilter = "all"
    results: int | None = None
    strictness: float | None = None

    def among(self, records: Sequence[DocumentRecord]) -> Among:
        """Return which units are searched, of an index with these documents."""
        return Among(
            chosen(self.documents, records) if self.documents else None,
            None if self.language == "any" else self.language,
            _KINDS[self.kinds],
        )

    @property
    def filters(self) -> tuple[str, ...]:
        """What keeps hits or answers out, each by the name under which `without` takes it away."""
        chosen = {
            "language": self.language != "any",
            "kinds": self.kinds != "all",
            "strictness": self.strictness is not None,
        }
        return (*(f"{_DOCUMENT}{document}" for document in self.documents), *(name for name in chosen if chosen[name]))

    def without(self, name: str) -> "Asking":
        """Return the same without one of `filters`, or without all of them ("all"); another name takes nothing away."""
        if name == "all":
            return Asking(self.question, results=self.results)
        if name.startswith(_DOCUMENT):
            left = tuple(document for document in self.documents if document != name.removeprefix(_DOCUMENT))
            return replace(self, documents=left)
        return replace(self, **{name: _OFF[name]}) if name in _OFF else self

    def link(self) -> str:
        """Return the query of a link that asks this again ("q=…&k=tables")."""
        values: list[tuple[str, object]] = [("q", self.question), *(("d", document) for document in self.documents)]
        if self.language != "any":
            values.append(("l", self.language))
        if self.kinds != "all":
            values.append(("k", self.kinds))
        if self.results is not None:
            values.append(("n", self.results))
        if self.strictness is not None:
            values.append(("s", f"{self.strictness:g}"))
        return urlencode(values, errors="replace")


def chosen(names: Sequence[str], records: Sequence[DocumentRecord]) -> frozenset[str]:
    """Return the ids of the documents that are named, by themselves or by a folder that they are in."""
    grouped = tuple(name for name in names if name.endswith("/"))
    inside = (record.id for record in records if record.name.startswith(grouped)) if grouped else ()
    return frozenset((*names, *inside))


def folders(records: Sequence[DocumentRecord]) -> dict[str, int]:
    """Return the folders of the corpus with a slash at their end, and how many documents are in each."""
    found: dict[str, int] = {}
    for record in records:
        for parent in PurePosixPath(record.name).parents:
            if parent.name:
                found[f"{parent}/"] = found.get(f"{parent}/", 0) + 1
    return dict(sorted(found.items()))


def from_link(query: str) -> Asking | None:
    """Read the query of a link; what is not understood in it is passed over. None where it asks nothing."""
    values = parse_qs(query)
    question = _last(values, "q").strip()
    if not question:
        return None
    return Asking(
        question,
        tuple(values.get("d", ())),
        _one_of(_last(values, "l"), get_args(LanguageFilter), "any"),
        _one_of(_last(values, "k"), get_args(KindFilter), "all"),
        _whole(_last(values, "n")),
        _share(_last(values, "s")),
    )


def _last(values: dict[str, list[str]], name: str) -> str:
    return values.get(name, [""])[-1]


def _one_of(value: str, known: Sequence[str], otherwise: str):  # type: ignore[no-untyped-def]
    return value if value in known else otherwise


def _whole(value: str) -> int | None:
    return min(max(int(value), 1), MOST_RESULTS) if value.isascii() and value.isdigit() and len(value) < 5 else None


def _share(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None
