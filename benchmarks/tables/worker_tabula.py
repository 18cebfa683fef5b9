"""tabula-java through tabula-py: all pages, the way of reading guessed for each table, as tabula-py does by default."""

from collections.abc import Iterator
from pathlib import Path

import tabula
from task import Reading, grid, work


def read(path: Path) -> Iterator[Reading]:
    """Yield the tables of each page; tabula tells the page of none, so that each page is asked for alone."""
    from pypdfium2 import PdfDocument

    count = len(PdfDocument(path))
    for page in range(1, count + 1):
        for table in tabula.read_pdf(path, pages=page, output_format="json", silent=True):
            yield grid(page, [[cell["text"] for cell in row] for row in table["data"]])


if __name__ == "__main__":
    work(read, ("tabula-py", "pypdfium2"))
