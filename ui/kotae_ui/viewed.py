"""What the page viewer shows: a document, or a file that is attached to one, on its own pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kotae import Kotae
from kotae.documents.model import PICTURED
from kotae.errors import CorpusError
from kotae.index.records import AttachedRecord, DocumentRecord
from kotae.passages.sections import sections
from kotae.passages.units import Unit

_BELOW = "//"  # no path of a file in the corpus folder has this


@dataclass(frozen=True, slots=True)
class Viewed:
    """A document, and the file attached to it that is shown in its place, if any."""

    record: DocumentRecord
    attached: AttachedRecord | None = None

    @property
    def id(self) -> str:
        """What the viewer knows it by."""
        return viewed_id(self.record.id, self.attached.name if self.attached else "")

    @property
    def file(self) -> str:
        """The name of the attached file; empty where the document itself is shown."""
        return self.attached.name if self.attached else ""

    @property
    def title(self) -> str:
        """Its title; of an attached file, its name and what it is attached to."""
        return f"{self.attached.name} — {self.record.title}" if self.attached else self.record.title

    @property
    def format(self) -> str:
        """Its format."""
        return self.attached.format if self.attached else self.record.format

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """The size of each of its pages, where they are shown as pictures."""
        return self.attached.sizes if self.attached else self.record.sizes

    @property
    def is_pictured(self) -> bool:
        """Whether its pages are shown as pictures."""
        return self.format in PICTURED

    @property
    def url(self) -> str:
        """Where it came from, if that is an address that a page may lead to; an attached file came from nowhere else."""
        known = not self.attached and self.record.url.startswith(("https://", "http://"))
        return self.record.url if known else ""

    def units(self, kotae: Kotae) -> tuple[Unit, ...]:
        """Return its units in order, each on its page."""
        units = kotae.units(self.record.id)
        if self.attached is None:
            return units
        first = self.first(units)
        own = takewhile(lambda unit: unit.attached == self.file, units[first:])
        return tuple(replace(unit, page=unit.attached_page or 1) for unit in own)

    def first(self, units: Sequence[Unit]) -> int:
        """Return the place of its first unit among those of the document."""
        if self.attached is None:
            return 0
        return next((place for place, unit in enumerate(units) if unit.attached == self.file), len(units))

    def pages(self, kotae: Kotae) -> int:
        """Return how many pages it has, or sections where it has none."""
        if self.is_pictured:
            return self.attached.pages if self.attached else self.record.pages
        return len(sections(self.units(kotae)))


def viewed_id(document: str, attached: str) -> str:
    """Return what the viewer knows a document, or a file that is attached to it, by."""
    return f"{document}{_BELOW}{attached}" if attached else document


def viewed(kotae: Kotae, id: str) -> Viewed:
    """Return what the viewer knows by an id.

    Raises:
        CorpusError: there is nothing of this id in the index.
    """
    document, _, name = id.partition(_BELOW)
    record = kotae.document(document)
    file = record.file(name)
    if name and file is None:
        raise CorpusError(f"{id!r}: no document in the index has this id. See: kotae status")
    return Viewed(record, file)
