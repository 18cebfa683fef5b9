"""What is known of every unit without reading it: its document, kind, language and role, in a file beside the records."""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from kotae.documents.model import BlockRole
from kotae.index.columns import Column
from kotae.passages.units import UnitKind
from kotae.text.language import Language

COLUMNS = "units.npy"  # beside the records: what is known of every unit without reading it
KINDS: tuple[UnitKind, ...] = get_args(UnitKind)
LANGUAGES: tuple[Language, ...] = get_args(Language)
ROLES: tuple[BlockRole, ...] = get_args(BlockRole)
ROW = np.dtype([("document", "<i4"), ("kind", "u1"), ("language", "u1"), ("reference", "u1"), ("role", "u1")])


@dataclass(frozen=True, slots=True, eq=False)
class UnitColumns:
    """What is known of every unit without reading it: its document's number, kind, language, whether it is an entry of a
    reference list, and its role."""

    documents: Column[int]
    kinds: Column[UnitKind]
    languages: Column[Language]
    references: Column[bool]
    roles: Column[BlockRole]

    @classmethod
    def load(cls, path: Path, documents: int) -> "UnitColumns":
        """Load the columns from a file; `documents` is how many documents there are."""
        return cls.of(np.load(path, mmap_mode="r"), documents)

    @classmethod
    def of(cls, columns: NDArray[np.void], documents: int) -> "UnitColumns":
        """Return the columns of rows; arguments as for `load`."""
        kept = {name: np.ascontiguousarray(columns[name]) for name in ROW.names or ()}  # eight bytes a unit
        return cls(
            Column(kept["document"], range(documents)),
            Column(kept["kind"], KINDS),
            Column(kept["language"], LANGUAGES),
            Column(kept["reference"], (False, True)),
            Column(kept["role"], ROLES),
        )


def columns(path: Path) -> NDArray[np.void]:
    """Return what is known of the units of a records file."""
    known: NDArray[np.void] = np.load(path.with_name(COLUMNS), mmap_mode="r")
    return known
