"""What is asked and how: the question with its filters and settings, as the form, a link and a program give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args
from urllib.parse import parse_qs, urlencode

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
    """A question with the documents (ids; none means all), language and kinds that it is asked of.

    `results` and `strictness` are None where the settings decide.
    """

    question: str
    documents: tuple[str, ...] = ()
    language: LanguageFilter = "any"
    kinds: KindFilter = "all"
    results: int | None = None
    strictness: float | None = None

    @property
    def among(self) -> Among:
        """Which units are searched."""
        return Among(
            frozenset(self.documents) if self.documents else None,
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
