"""What is known of every unit without reading it: one number a unit in a file that is mapped, not a Python object."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, eq=False)
class Column(Sequence[_T], Generic[_T]):
    """One value for each unit, in the order of their numbers: unit i has `values[codes[i]]`; `codes` are whole numbers."""

    codes: NDArray[np.integer]
    values: Sequence[_T]

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, place: int) -> _T: ...
    @overload
    def __getitem__(self, place: slice | NDArray[np.int64]) -> "Column[_T]": ...
    def __getitem__(self, place: int | slice | NDArray[np.int64]) -> "_T | Column[_T]":
        if isinstance(place, slice | np.ndarray):
            return Column(self.codes[place], self.values)
        return self.values[int(self.codes[place])]

    def count(self, value: object) -> int:
        """Return how many units have this value."""
        return int(np.count_nonzero(self.among((value,))))

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return the first unit that has this value.

        Raises:
            ValueError: none has.
        """
        places = np.flatnonzero(self.among((value,))[start:stop])
        if not len(places):
            raise ValueError(f"{value!r} is not in the column")
        return start + int(places[0])

    def among(self, wanted: Collection[object]) -> NDArray[np.bool_]:
        """Tell of each unit whether its value is one of those wanted; bool [units]."""
        chosen = np.fromiter((value in wanted for value in self.values), np.bool_, len(self.values))
        if np.count_nonzero(chosen) == 1:  # comparing is faster than looking up
            same: NDArray[np.bool_] = self.codes == np.flatnonzero(chosen)[0]
            return same
        among: NDArray[np.bool_] = chosen[self.codes]
        return among
