"""Cell adjacency relations: what a table says is how its cells stand next to each other (Göbel et al., ICDAR 2013)."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

Direction = Literal["right", "below"]


class Cell(NamedTuple):
    """A cell as drawn: its text, its first row and column (from 0), how many rows and columns it covers."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Relation(NamedTuple):
    """Two cells of one page, with nothing but blank places between them, and where the second stands."""

    page: int
    text: str
    neighbour: str
    direction: Direction


class Score(NamedTuple):
    """How many relations are right, how many were read, and how many there are."""

    right: int
    read: int
    true: int

    @property
    def precision(self) -> float:
        """The share of the relations read that are right (0 where none was read)."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """The share of the true relations that were read."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.read + self.true) if self.read + self.true else 0.0


def normalised(text: str) -> str:
    """Return a cell's content as the competition compares it: no spaces, capitals, "_" for what is no letter or figure.

    Compatibility forms are taken for what they stand for first (ﬁ for fi), as readers differ in that.
    """
    kept = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    return "".join(c if c.isalnum() else "_" for c in kept)


def relations(page: int, cells: Iterable[Cell]) -> list[Relation]:
    """Return the relations of one table on one page: each cell with its nearest neighbours to the right and below.

    Blank cells have no relations, and are looked across. Two cells are neighbours once, however many rows they share.
    """
    filled = [cell for cell in cells if normalised(cell.text)]
    places: dict[tuple[int, int], int] = {}
    for number, cell in enumerate(filled):
        for row in range(cell.row, cell.row + max(1, cell.row_span)):
            for column in range(cell.column, cell.column + max(1, cell.column_span)):
                places.setdefault((row, column), number)
    pairs: dict[tuple[int, int, Direction], None] = {}
    rows, columns = sorted({row for row, _ in places}), sorted({column for _, column in places})
    for row in rows:
        line = [places[row, column] for column in columns if (row, column) in places]
        pairs.update({(one, other, "right"): None for one, other in pairwise(line) if one != other})
    for column in columns:
        line = [places[row, column] for row in rows if (row, column) in places]
        pairs.update({(one, other, "below"): None for one, other in pairwise(line) if one != other})
    texts = [normalised(cell.text) for cell in filled]
    return [Relation(page, texts[one], texts[other], direction) for one, other, direction in pairs]


def score(read: Iterable[Relation], true: Iterable[Relation]) -> Score:
    """Count how many of the relations read are true ones; each counts as often as it stands there."""
    found, wanted = Counter(read), Counter(true)
    return Score((found & wanted).total(), found.total(), wanted.total())


def best(read: Sequence[Relation], truths: Iterable[Sequence[Relation]]) -> Score:
    """Return the score against the truth that fits best: some documents have two, for what can be seen in two ways."""
    return max((score(read, true) for true in truths), key=lambda one: one.f1)
