"""What a person sees on real pages is what is read: headings, passages in their order, tables with their cells."""

import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from page_truth import MEASURES, Count, count_pages, documents
from seen_part import seen_part
from support import ROOT

from kotae.bounded import Worker
from kotae.documents.model import Document

SHARED = ROOT.parent / "shared" / "documents"
HOLDS = {"cells": 0.97, "headings": 0.95, "order": 0.97}


ReadOnce = Callable[[Worker, Path], Document]


def read(name: str, worker: Worker, read_once: ReadOnce) -> tuple[Document, dict[int, int]]:
    """Read a document, or the pages of it that are written down; say which number each of its pages has now.

    It is read in another process, as indexing does: the layout analysis crashes on some pages.
    """
    path = next(SHARED.glob(f"{name}.*"))
    if path.suffix != ".pdf":
        return read_once(worker, path), {}
    with tempfile.TemporaryDirectory() as folder:
        part, numbers = seen_part(path, Path(folder))
        return read_once(worker, part), numbers


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
