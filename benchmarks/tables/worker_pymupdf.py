"""PyMuPDF's find_tables, as its documentation begins: no options."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
from task import Reading, grid, work


def read(path: Path) -> Iterator[Reading]:
    """Yield the tables of each page."""
    with pymupdf.open(path) as document:
        for page in document:
            for table in page.find_tables().tables:
                yield grid(page.number + 1, table.extract())


if __name__ == "__main__":
    work(read, ("pymupdf",))
