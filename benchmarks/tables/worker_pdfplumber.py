"""pdfplumber's extract_tables, as its documentation begins: no settings."""

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from task import Reading, grid, work


def read(path: Path) -> Iterator[Reading]:
    """Yield the tables of each page."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for rows in page.extract_tables():
                yield grid(page.page_number, rows)


if __name__ == "__main__":
    work(read, ("pdfplumber",))
