"""Camelot with the flavour that reads both ruled and unruled tables."""

from collections.abc import Iterator
from pathlib import Path

import camelot
from task import Reading, grid, work


def read(path: Path) -> Iterator[Reading]:
    """Yield the tables of each page."""
    for table in camelot.read_pdf(str(path), pages="all", flavor="hybrid", suppress_stdout=True):
        yield grid(table.page, table.df.to_numpy().tolist())


if __name__ == "__main__":
    work(read, ("camelot-py",))
