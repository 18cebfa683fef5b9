"""Kotae: the cells as drawn, before headers are joined, labels carried, and parts on several pages put together."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from relations import Cell
from task import Reading, work

from kotae.documents.pdf.joining import vocabulary
from kotae.documents.pdf.parts import parts
from kotae.documents.pdf.reader import page_sources
from kotae.documents.pdf.source import PdfFile, checked


def read(path: Path) -> Iterator[Reading]:
    """Yield the tables of each page."""
    with closing(PdfFile(path)) as file:
        sources = checked(page_sources(file)[0], path.name, cut_short=file.cut_short)
    known = vocabulary(run.text for source in sources for run in source.runs)
    for source in sources:
        for part in parts(source, known):
            if part.table:
                cells = [Cell(c.text, c.row, c.column, c.row_span, c.column_span) for c in part.table.cells]
                yield Reading(source.number, cells)


if __name__ == "__main__":
    work(read, ("kotae", "pymupdf", "pymupdf-layout"))
