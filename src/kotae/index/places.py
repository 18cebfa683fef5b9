"""Where the units of a generation are: its segments one after the other have slots, of which its documents' units fill some."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The slot of every unit, and the number of the unit in every slot.

    Segment s has the slots [firsts[s], firsts[s + 1]), int64 [segments + 1]. `slots` are those of the units, int64 [units], and
    `numbers` the units' numbers in the slots, int32 [slots], -1 where a slot's document has gone; both are None where unit i is
    in slot i.
    """

    firsts: NDArray[np.int64]
    slots: NDArray[np.int64] | None = None
    numbers: NDArray[np.int32] | None = None

    @classmethod
    def of(cls, sizes: Sequence[int], runs: Sequence[tuple[int, int, int]]) -> "Places":
        """Say where units are.

        Args:
            sizes: how many units each segment has.
            runs: in the order of the units' numbers, the segment, the first unit there and how many of them follow.

        Raises:
            ValueError: there are no such places.
        """
        firsts = np.cumsum([0, *sizes], dtype=np.int64)
        listed = np.array(runs, np.int64).reshape(-1, 3)
        segments, starts, counts = listed[listed[:, 2] > 0].T
        if len(segments) and not (segments.min() >= 0 and segments.max() < len(sizes)):
            raise ValueError("documents are in segments that are not there")
        places = firsts[segments] + starts
        if (starts < 0).any() or (places + counts > firsts[segments + 1]).any():
            raise ValueError("documents have units that their segments do not have")
        units = int(counts.sum())
        before = np.cumsum(counts) - counts
        slots = np.repeat(places - before, counts) + np.arange(units)
        if units == firsts[-1] and np.array_equal(slots, np.arange(units)):
            return cls(firsts)
        numbers = np.full(int(firsts[-1]), -1, np.int32)
        numbers[slots] = np.arange(units, dtype=np.int32)
        return cls(firsts, slots, numbers)

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.firsts[-1]) if self.slots is None else len(self.slots)

    @property
    def holes(self) -> bool:
        """Whether there are slots without a unit."""
        return self.units < int(self.firsts[-1])

    def find(self, number: int) -> tuple[int, int]:
        """Return the segment that a unit is in, and its number there."""
        slot = number if self.slots is None else int(self.slots[number])
        segment = int(np.searchsorted(self.firsts, slot, side="right")) - 1
        return segment, slot - int(self.firsts[segment])

    def slots_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the slots of some units, int64 [units]."""
        return numbers if self.slots is None else self.slots[numbers]

    def by_number(self, of_slots: NDArray[_T]) -> NDArray[_T]:
        """Bring what is known of each slot into the order of the units."""
        return of_slots if self.slots is None else of_slots[self.slots]

    def searched(self, segment: int, among: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        """Tell of each unit of a segment whether it is one of those wanted, bool [units of the segment]; None where all are.

        Args:
            segment: the segment.
            among: which units are wanted, bool [units]; None for all.
        """
        if among is None and not self.holes:
            return None
        places = slice(int(self.firsts[segment]), int(self.firsts[segment + 1]))
        if self.numbers is None:
            return None if among is None else among[places]
        numbers = self.numbers[places]
        there: NDArray[np.bool_] = numbers >= 0
        return there if among is None else there & among[numbers]
