"""What can be found: a passage under one heading, a table row with its header, a whole table, a figure."""

from dataclasses import dataclass
from typing import Literal

from kotae.documents.model import BlockRole, Box, Span

UnitKind = Literal["passage", "row", "table", "figure"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a question can find.

    `text` is what is shown and cited, exact; `context` is what stands around it and helps to find it (heading path,
    caption) without being repeated in `text`. `sentences` are offsets [start, end) into `text`, `items` the places of the
    sentences that begin an item of a list. `spans` are the boxes of its parts (a passage's lines, a row's cells), `table` and
    `row` the indexes of its table in the document and of the row in the table, `cites` the keys of the references that it
    names ("IEA[2024]"), `lines` its place in a text source. `role` says whether it speaks of the document itself, `attached`
    names the file in the document that it stands in, `attached_page` its page, sheet or slide there, where it has such; `page`
    is then 1, for that file is on no page of the document, and boxes are on the pages of that file. `found_by` is the end of
    the context that says in other words what the text is ("sender, 差出人" of a mail's header).
    """

    kind: UnitKind
    page: int
    headings: tuple[str, ...]
    text: str
    context: str = ""
    sentences: tuple[tuple[int, int], ...] = ()
    spans: tuple[Span, ...] = ()
    table: int | None = None
    row: int | None = None
    cites: tuple[str, ...] = ()
    lines: tuple[int, int] | None = None
    role: BlockRole = "body"
    attached: str = ""
    attached_page: int = 0
    found_by: str = ""
    items: tuple[int, ...] = ()

    @property
    def indexed(self) -> str:
        """The text that is embedded and whose words are indexed; a whole table's cells are left to its rows."""
        if self.kind == "table":
            return self.context or self.text
        return f"{self.context}\n{self.text}" if self.context else self.text

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where the unit stands, one box per line or cell, without repeats."""
        return tuple(dict.fromkeys(span.box for span in self.spans))

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """Return the boxes of the characters [start, end) of the text."""
        return tuple(dict.fromkeys(span.box for span in self.spans if span.start < end and start < span.end))
