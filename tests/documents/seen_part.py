"""What is read of a long document: the pages that are written down, with their neighbours.

Two files of tests look at the same pages so that these are read once for both: `read_once` knows a document by its name.
"""

from pathlib import Path

import pymupdf
from page_truth import seen_pages

LONG = 20  # pages


def seen_part(path: Path, folder: Path) -> tuple[Path, dict[int, int]]:
    """Return a PDF, or one made of some of its pages where it is long, and the number in it of each page.

    Args:
        path: the PDF; where it is long, its pages are written down.
        folder: where the other one is put.
    """
    with pymupdf.open(path) as file:
        pages = list(range(1, len(file) + 1))
        if len(file) > LONG:
            wanted = {page.number for page in seen_pages(path.stem)}
            pages = [n for n in pages if wanted & {n - 1, n, n + 1}]
            file.select([n - 1 for n in pages])
            path = folder / f"{path.stem}-seen.pdf"
            file.save(path)
    return path, {n: place for place, n in enumerate(pages, 1)}
