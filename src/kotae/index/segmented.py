"""The vectors of all segments of a generation, as if they were one's."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kotae.index.near import EXACT
from kotae.index.places import Places
from kotae.index.vectors import StoredVectors, VectorIndex, late_scores, scores_within


class SegmentedVectors:
    """Inner products with the units' vectors, and the units' token vectors, by the units' numbers in the generation."""

    def __init__(self, parts: Sequence[VectorIndex], places: Places) -> None:
        self._parts = parts
        self._places = places

    @classmethod
    def load(cls, folders: Sequence[Path], places: Places) -> "SegmentedVectors":
        """Load what `vectors.write` wrote for each segment.

        Raises:
            ValueError: the files are not of these segments.
        """
        parts = [VectorIndex.load(folder) for folder in folders]
        if [part.units for part in parts] != np.diff(places.firsts).tolist():
            raise ValueError("its vectors are of other units")
        if len({part.dimension for part in parts}) != 1:
            raise ValueError("its vectors are of several models")
        return cls(parts, places)

    @property
    def units(self) -> int:
        """How many units there are."""
        return self._places.units

    @property
    def dimension(self) -> int:
        """The length of the units' vectors."""
        return self._parts[0].dimension

    def stored(self, unit: int) -> StoredVectors:
        """Return what is kept of a unit."""
        segment, place = self._places.find(unit)
        return self._parts[segment].stored(place)

    def tokens(self, unit: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Return a unit's token vectors, float32 [tokens, width], and the characters where they begin, int32 [tokens]."""
        segment, place = self._places.find(unit)
        return self._parts[segment].tokens(place)

    def scores(self, query: NDArray[np.float32], units: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of some units' vectors with a query's, float32 [units].

        Args:
            query: the query's vector, float32 [dimension].
            units: the units' numbers, int64 [units].
        """
        slots = self._places.slots_of(units)
        cosines = np.empty(len(units), np.float32)
        for part, first in zip(self._parts, self._places.firsts.tolist(), strict=False):
            here = (slots >= first) & (slots < first + part.units)
            cosines[here] = part.scores(query, slots[here] - first)
        return cosines

    def nearest(
        self, query: NDArray[np.float32], count: int, among: NDArray[np.bool_] | None, searched: int
    ) -> NDArray[np.int64] | None:
        """Return the numbers of units whose vectors are nearest to a query's, most of them; int64 [count at most].

        None where so few are searched that comparing all of them is faster.

        Args:
            query: the query's vector, float32 [dimension].
            count: how many are wanted.
            among: which units may be given, bool [units]; None for all.
            searched: how many these are.
        """
        if searched <= EXACT or not any(part.near for part in self._parts):
            return None
        found = []
        for segment, part in enumerate(self._parts):
            wanted = self._places.searched(segment, among)
            if part.near:
                here = part.near.nearest(query, count, wanted)
            else:
                here = np.arange(part.units) if wanted is None else np.flatnonzero(wanted)
            slots = here + self._places.firsts[segment]
            found.append(slots if self._places.numbers is None else self._places.numbers[slots].astype(np.int64))
        numbers = np.concatenate(found)
        if len(found) == 1 or len(numbers) <= count:
            return numbers
        best = np.argpartition(-self.scores(query, numbers), count - 1)[:count]
        return numbers[best]

    def late_scores(self, query: NDArray[np.float32], units: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return for some units how well every token of the query is met by one of theirs; float32 [units].

        The mean over the query's tokens of the greatest cosine with a token of the unit: late interaction (Khattab &
        Zaharia 2020).

        Args:
            query: the query's token vectors, float32 [tokens, width].
            units: the units' numbers, int64 [units].
        """
        codes, wholes = [], []
        for unit in units.tolist():
            segment, place = self._places.find(unit)
            found, whole = self._parts[segment].codes(place)
            codes.append(found)
            wholes.append(whole)
        return late_scores(query, codes, wholes)

    def late_scores_within(
        self, query: NDArray[np.float32], unit: int, spans: Sequence[tuple[int, int]]
    ) -> list[float]:
        """Return the same for parts of one unit: for the tokens that begin in the characters [start, end) of its text.

        Args:
            query: the query's token vectors, float32 [tokens, width].
            unit: the unit's number.
            spans: characters of the unit's embedded text.
        """
        vectors, starts = self.tokens(unit)
        return scores_within(query, vectors, starts, spans)
