"""What a person sees on real pages is what is read: headings, passages in their order, tables with their cells."""

import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from page_truth import MEASURES, Count, count_pages, documents
from support import ROOT

from kotae.bounded import Worker
from kotae.documents.model import Document

SHARED = ROOT.parent / "shared" / "documents"
LONG = 20  # pages: of longer documents only the pages written down are read, with their neighbours
HOLDS = {"cells": 0.97, "headings": 0.95, "order": 0.97}


ReadOnce = Callable[[Worker, Path], Document]


def read(name: str, worker: Worker, read_once: ReadOnce) -> tuple[Document, dict[int, int]]:
    """Read a document, or the pages of it that are written down; say which number each of its pages has now.

    It is read in another process, as indexing does: the layout analysis crashes on some pages.
    """
    import pymupdf
    from page_truth import seen_pages

    path = next(SHARED.glob(f"{name}.*"))
    if path.suffix != ".pdf":
        return read_once(worker, path), {}
    with pymupdf.open(path) as file, tempfile.TemporaryDirectory() as folder:
        pages = list(range(1, len(file) + 1))
        if len(file) > LONG:
            wanted = {page.number for page in seen_pages(name)}
            pages = [n for n in pages if wanted & {n - 1, n, n + 1}]
            file.select([n - 1 for n in pages])
            path = Path(folder) / f"{name}-seen.pdf"
            file.save(path)
        return read_once(worker, path), {n: place for place, n in enumerate(pages, 1)}


@pytest.fixture(scope="module")
def counts(read_once: ReadOnce) -> dict[str, Count]:
    missing = [name for name in documents() if not any(SHARED.glob(f"{name}.*"))]
    if missing:
        pytest.skip(f"not here (../shared/documents): {', '.join(missing)}")
    sums = {name: Count() for name in MEASURES}
    worker = Worker()
    once = cache(partial(read, worker=worker, read_once=read_once))
    for page, counted in count_pages(once, documents()):
        for name, count in counted.items():
            where = f"{page.document}, page {page.number}"
            named = [f"{where}: {text}" if page.use == "look" else where for text in count.missing]
            sums[name].plus(Count(count.right, count.wrong, named))
    worker.close()
    return sums


@pytest.mark.parametrize("measure", HOLDS)
def test_what_is_seen_is_read(measure: str, counts: dict[str, Count]) -> None:
    count = counts[measure]
    assert count.share >= HOLDS[measure], "\n".join([f"{count.right} right, {count.wrong} not", *count.missing])
