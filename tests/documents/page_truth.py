"""What a person sees on pages of real documents, and how much of it a reader gives back.

`pages/NAME.toml` has the pages of one document, written down by looking at pictures of them. Of passages stands there only
how they begin and end ("最初の文…終わり。"); "?" is a sign that has no usual character. A page's `use` says whether it may be
looked at while the reader is worked on ("look") or is only counted ("count"): chosen by lot, but that pages whose faults
were known before are looked at. In `text`, "# " opens a heading, "#? " a line that is as well taken for a text; an empty
line says that no order is to be seen between what stands above and below it, "..." that something not written down stands
between. In a table's `rows` " | " parts the cells, `header` says how many rows are its header. `some_tables` marks pages
that show more tables than are written down. Of an HTML file each page is a sheet of its printout.

`python tests/documents/page_truth.py` prints the measures, and what is missing on pages that may be looked at.
"""

import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import pairwise, zip_longest
from pathlib import Path

from kotae.bounded import Worker
from kotae.documents.model import Block, Document, Table

PAGES = Path(__file__).with_name("pages")
MARKS = 4  # characters at the most: a bullet, an entry's number or a call of a note between two texts

_ALIKE = str.maketrans(
    dict.fromkeys("‐‑‒–—―−ー─", "-")
    | {"〜": "~", "∼": "~", "’": "'", "‘": "'", "¦": "|", "∗": "*", "⟨": "〈", "⟩": "〉"}
)
_BULLETS = "●■○・•◦"


def plain(text: str) -> str:
    """Return a text as it is compared: without spaces, kinds of dashes and marks that call a note."""
    folded = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return re.sub(r"※\d?", "", "".join(folded.split()))


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A text as written down: how it begins and ends, or all of it."""

    head: str
    tail: str
    cut: bool

    @classmethod
    def of(cls, written: str) -> "Glimpse":
        """Take "HEAD…TAIL", or a text that is written down whole."""
        head, cut, tail = written.partition("…")
        return cls(plain(head), plain(tail), bool(cut))

    def matches(self, text: str) -> bool:
        """Tell whether a text, made plain, is this one."""
        if not self.cut:
            return text == self.head
        return text.startswith(self.head) and text.endswith(self.tail) and len(text) >= len(self.head) + len(self.tail)


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a passage; `after` says how it stands to the one before: at once, later, or in no order to it."""

    glimpse: Glimpse
    kind: str
    after: str
    written: str


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table's rows as a person sees them, the first of them its header."""

    rows: tuple[tuple[str, ...], ...]
    header: int


@dataclass(frozen=True, slots=True)
class SeenPage:
    """One page of a document as a person sees it."""

    document: str
    number: int
    use: str
    lines: tuple[Line, ...]
    tables: tuple[SeenTable, ...]
    some_tables: bool


@dataclass(slots=True)
class Count:
    """How many of what a page shows were read rightly, how many not, how many were invented."""

    right: int = 0
    wrong: int = 0
    missing: list[str] = field(default_factory=list)

    def add(self, right: int, missing: list[str], invented: list[str]) -> None:
        """Count a page: what is misread is missing and invented, but one fault."""
        self.right += right
        self.wrong += max(len(missing), len(invented))
        self.missing += [f"missing {text}" for text in missing] + [f"invented {text}" for text in invented]

    def plus(self, other: "Count") -> None:
        """Add what was counted elsewhere."""
        self.right, self.wrong = self.right + other.right, self.wrong + other.wrong
        self.missing = self.missing + other.missing

    @property
    def share(self) -> float:
        """How much of it is right."""
        return self.right / max(1, self.right + self.wrong)


MEASURES = ("cells", "headings", "order", "passages")


def seen_pages(name: str) -> list[SeenPage]:
    """Return the pages written down of a document."""
    pages = tomllib.loads((PAGES / f"{name}.toml").read_text(encoding="utf-8"))["page"]
    return [
        SeenPage(
            name,
            page["number"],
            page["use"],
            tuple(_lines(page["text"])),
            tuple(_table(table) for table in page.get("table", ())),
            page.get("some_tables", False),
        )
        for page in pages
    ]


def _lines(text: str) -> Iterator[Line]:
    after = "nothing"
    for row in text.splitlines():
        if not row.strip():
            after = "nothing"
        elif row == "...":
            after = "later"
        else:
            mark, _, rest = row.partition(" ")
            kind, written = ({"#": "heading", "#?": "either"}[mark], rest) if mark in ("#", "#?") else ("text", row)
            yield Line(Glimpse.of(written), kind, after, written)
            after = "at once"


def _table(table: dict[str, object]) -> SeenTable:
    rows = [
        tuple(cell.strip() for cell in re.split(r"(?:^|(?<= ))\|(?= |$)", row))
        for row in str(table["rows"]).splitlines()
        if row
    ]
    return SeenTable(tuple(rows), int(str(table.get("header", 1))))


def measured(page: SeenPage, document: Document, number: int) -> dict[str, Count]:
    """Count what of a page was read.

    Args:
        page: what a person sees.
        document: what was read.
        number: the page's number in it; 0 for a part of a document without pages.
    """
    counts = {name: Count() for name in MEASURES}
    texts = Texts(document, number)
    _count_lines(page, texts, counts)
    _count_tables(page, document, number, counts["cells"])
    return counts


@dataclass(frozen=True, slots=True)
class Segment:
    """A text that was read, made plain; `start` is its place among all texts of the page."""

    text: str
    kind: str
    start: int


class Texts:
    """The texts of a page in the order in which they were read; what belongs to a table stands around it."""

    def __init__(self, document: Document, number: int) -> None:
        self.segments: list[Segment] = []
        for element in document.elements:
            if isinstance(element, Table):
                if not number or number in {element.page, *(row.page for row in element.rows)}:
                    for text in (element.caption, *element.notes, element.source):
                        self._add(text, "table")
            elif not number or any(span.box.page == number for span in element.spans):
                self._add(_on_page(element, number), element.kind)

    def _add(self, text: str, kind: str) -> None:
        last = self.segments[-1] if self.segments else Segment("", "", 0)
        self.segments.append(Segment(plain(text).lstrip(_BULLETS), kind, last.start + len(last.text)))

    @cached_property
    def all(self) -> str:
        """All texts, joined."""
        return "".join(segment.text for segment in self.segments)

    def place(self, glimpse: Glimpse, start: int, following: Glimpse | None) -> tuple[int, int] | None:
        """Return where a text stands, behind a place where it is there: up to where its block ends, or the next begins.

        Args:
            glimpse: the text.
            start: where the one before ends.
            following: the text after it.
        """
        for begin in (start, 0):
            head = self.all.find(glimpse.head, begin)
            if head < 0:
                continue
            first = head + len(glimpse.head)
            home = max((s for s in self.segments if s.start <= head), key=lambda s: s.start)
            bound = home.start + len(home.text)
            after = self.all.find(following.head, first) if following else -1
            if first <= after < bound:
                bound = after
            end = self.all.rfind(glimpse.tail, first, bound)
            if end < 0:
                end = self.all.find(glimpse.tail, first)
            if end >= 0:
                return head, end + len(glimpse.tail)
        return None

    def between(self, end: int, start: int) -> str:
        """Return what stands between two texts, but for captions, figures and what belongs to tables."""
        return "".join(
            self.all[max(end, s.start) : min(start, s.start + len(s.text))]
            for s in self.segments
            if s.kind not in ("table", "caption", "figure") and s.start < start and s.start + len(s.text) > end
        )


def _on_page(block: Block, number: int) -> str:
    places = [(span.start, span.end) for span in block.spans if not number or span.box.page == number]
    return block.text[min(s for s, _ in places) : max(e for _, e in places)] if places else block.text


def _count_lines(page: SeenPage, texts: Texts, counts: dict[str, Count]) -> None:
    headings = Counter(s.text for s in texts.segments if s.kind == "heading")
    begins = {s.start for s in texts.segments}
    ends = {s.start + len(s.text) for s in texts.segments}
    places: list[tuple[int, int] | None] = []
    known: list[Glimpse] = []
    lost: list[str] = []
    right = at = 0
    for line, following in zip_longest(page.lines, page.lines[1:]):
        place = texts.place(line.glimpse, at, following and following.glimpse)
        places.append(place)
        at = place[1] if place else at
        if line.kind != "text":
            known.append(line.glimpse)
        if line.kind == "heading":
            fits = any(line.glimpse.matches(text) for text in headings)
            right += fits
            lost += [] if fits else [line.written]
        elif line.kind == "text":
            whole = place and any(place[0] - m in begins for m in range(MARKS + 1))
            whole = whole and any(place[1] + m in ends for m in range(MARKS + 1))
            counts["passages"].add(int(bool(whole)), [] if whole else [line.written], [])
    reach = [place for place in places if place]
    low, high = (min(p[0] for p in reach), max(p[1] for p in reach)) if reach else (0, 0)
    if texts.segments and page.lines and not page.document.endswith("-results"):
        low, high = 0, len(texts.all)
    invented = [
        s.text
        for s in texts.segments
        if s.kind == "heading" and low <= s.start < high and not any(glimpse.matches(s.text) for glimpse in known)
    ]
    counts["headings"].add(right, lost, invented)
    placed = list(zip(page.lines, places, strict=True))
    for (before, a), (line, b) in pairwise(placed):
        if line.after == "nothing":
            continue
        fits = a is not None and b is not None and a[1] <= b[0]
        if a and b and fits and line.after == "at once":
            fits = len(texts.between(a[1], b[0])) <= MARKS
        counts["order"].add(int(fits), [] if fits else [f"{before.written} > {line.written}"], [])


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it was read of a page: its rows, with a row for each group's label; the texts of all made plain."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...]
    own: frozenset[tuple[int, int]]


def _read_tables(document: Document, number: int) -> list[ReadTable]:
    found = []
    for table in document.tables():
        rows: list[tuple[str, ...]] = []
        groups: list[tuple[str, ...]] = []
        own: set[tuple[int, int]] = set()
        before: tuple[str, ...] = ()
        for row in table.rows:
            if number and row.page != number:
                continue
            for depth, label in enumerate(row.group):
                if before[: depth + 1] != row.group[: depth + 1]:
                    rows.append((plain(label),))
                    groups.append(())
            before = row.group
            own.update((len(rows), c) for c, cell in enumerate(row.cells) if plain(cell.text) and not cell.inherited)
            rows.append(tuple(plain(cell.text) for cell in row.cells))
            groups.append(tuple(map(plain, row.group)))
        if rows or (number == table.page and any(table.header)):
            found.append(ReadTable(tuple(map(plain, table.header)), tuple(rows), tuple(groups), frozenset(own)))
    return found


def _fits(seen: str, text: str) -> bool:
    return bool(text) if seen == "?" else Glimpse.of(seen).matches(text)


def _likeness(seen: tuple[str, ...], row: tuple[str, ...], group: tuple[str, ...]) -> int:
    kept = [cell for cell in seen if cell and cell != "?"]
    return sum(any(_fits(cell, text) for text in (*row, *group)) for cell in kept)


def _aligned(seen: list[tuple[str, ...]], table: ReadTable) -> dict[int, int]:
    """Say which row of a table each row seen is: as many cells alike as possible, in order."""
    rows = list(zip(table.rows, table.groups, strict=True))
    like = [[_likeness(row, *read) for read in rows] for row in seen]
    best = [[0] * (len(rows) + 1) for _ in range(len(seen) + 1)]
    for i in range(len(seen) - 1, -1, -1):
        for j in range(len(rows) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], like[i][j] and like[i][j] + best[i + 1][j + 1])
    pairs, i, j = {}, 0, 0
    while i < len(seen) and j < len(rows):
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _columns(seen: list[tuple[str, ...]], table: ReadTable, pairs: dict[int, int]) -> dict[int, int]:
    """Say which column of a table each column seen is: the one that holds most of its cells."""
    taken: dict[int, int] = {}
    wide = max((len(row) for row in seen), default=0)
    votes: dict[int, Counter[int]] = {c: Counter() for c in range(wide)}
    for i, j in pairs.items():
        for c, cell in enumerate(seen[i]):
            if cell and cell != "?":
                votes[c].update(
                    d for d, text in enumerate(table.rows[j]) if _fits(cell, text) and len(table.rows[j]) > 1
                )
    for c, count in votes.items():
        if count:
            taken[c] = max(count, key=lambda d: (count[d], -abs(d - c)))
    for c in range(wide):
        if c not in taken:  # a column of signs: it stands before the next that is known
            after = min((d for k, d in taken.items() if k > c), default=len(table.header))
            taken[c] = after - 1
    return taken


def _right_cells(seen: SeenTable, table: ReadTable) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return which cells seen are right, and which cells of the table are those."""
    header, body = seen.rows[: seen.header], list(seen.rows[seen.header :])
    if not seen.header and any(table.header):
        table = ReadTable(
            table.header,
            (table.header, *table.rows),
            ((), *table.groups),
            frozenset({(r + 1, c) for r, c in table.own} | {(0, c) for c, text in enumerate(table.header) if text}),
        )
    pairs = _aligned(body, table)
    taken = _columns(body, table, pairs)
    right: set[tuple[int, int]] = set()
    used: set[tuple[int, int]] = set()
    for i, j in pairs.items():
        row, group = table.rows[j], table.groups[j]
        for c, cell in enumerate(body[i]):
            d = taken.get(c, -1)
            place = d if 0 <= d < len(row) and cell and _fits(cell, row[d]) else None
            if place is None and cell and len(row) == 1 and _fits(cell, row[0]):
                place = 0
            if place is not None:
                right.add((i + seen.header, c))
                used.add((j, place))
            elif cell and c == 0 and any(_fits(cell, label) for label in group):
                right.add((i + seen.header, c))
    for i, heads in enumerate(header):
        for c, cell in enumerate(heads):
            d = taken.get(c, -1)
            over = table.header[d:] if i + 1 < seen.header else table.header[d : d + 1]
            if cell and any(_holds(text, cell) for text in over):
                right.add((i, c))
    if not seen.header and any(table.header):
        used = {(j - 1, d) for j, d in used if j}
    return right, used


def _holds(text: str, seen: str) -> bool:
    glimpse = Glimpse.of(seen)
    if not glimpse.cut:
        return glimpse.head in text
    head = text.find(glimpse.head)
    return head >= 0 and text.find(glimpse.tail, head) >= 0


def _count_tables(page: SeenPage, document: Document, number: int, count: Count) -> None:
    tables = _read_tables(document, number)
    used: dict[int, set[tuple[int, int]]] = {}
    right, lost = 0, []
    for seen in page.tables:
        tried = [(*_right_cells(seen, table), place) for place, table in enumerate(tables)]
        good, cells, place = max(tried, key=lambda t: len(t[0]), default=(set(), set(), -1))
        used.setdefault(place, set()).update(cells)
        right += len(good)
        lost += [
            f"{seen.rows[i][0]} / {cell}"
            for i, row in enumerate(seen.rows)
            for c, cell in enumerate(row)
            if plain(cell) and (i, c) not in good
        ]
        right -= sum(not plain(seen.rows[i][c]) for i, c in good)
    invented = [
        f"{table.rows[r][0]} / {table.rows[r][c]}"
        for place, table in enumerate(tables)
        if place in used or (number and not page.some_tables)
        for r, c in sorted(table.own - used.get(place, set()))
    ]
    count.add(right, lost, [] if page.some_tables else invented)


def documents() -> list[str]:
    """Return the names of the documents of which pages are written down."""
    return sorted(path.stem for path in PAGES.glob("*.toml"))


def count_pages(
    read: Callable[[str], tuple[Document, dict[int, int]]], names: list[str]
) -> Iterator[tuple[SeenPage, dict[str, Count]]]:
    """Yield each page of some documents with what was counted.

    Args:
        read: reads a document by its name; returns it, and the number in it of each page.
        names: the documents.
    """
    for name in names:
        document, numbers = read(name)
        for page in seen_pages(name):
            yield page, measured(page, document, numbers.get(page.number, 0))


def main() -> None:
    """Print all measures, and what is missing on pages that may be looked at."""
    from support import read_whole
    from test_real_pages import read

    reading = partial(read, worker=Worker(), read_once=read_whole)
    sums = {use: {name: Count() for name in MEASURES} for use in ("look", "count")}
    for page, counts in count_pages(reading, sys.argv[1:] or documents()):
        shown = " ".join(f"{name} {c.right}/{c.right + c.wrong}" for name, c in counts.items())
        if page.use == "look":
            print(f"{page.document} {page.number}: {shown}")
        for name, count in counts.items():
            sums[page.use][name].plus(count)
            if page.use == "look":
                print(*(f"    {name}: {text}" for text in count.missing), sep="\n", end="\n" if count.missing else "")
    for use, kinds in sums.items():
        print(use, *(f"{name} {c.share:.3f} ({c.right}/{c.right + c.wrong})" for name, c in kinds.items()))


if __name__ == "__main__":
    main()
