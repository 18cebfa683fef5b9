"""Caption, unit, note and source paragraphs tied to the tables next to them."""

from dataclasses import replace

from kotae.documents.drawn import Drawn
from kotae.documents.lines import marks as marks_of
from kotae.documents.lines.contents import is_contents_title
from kotae.documents.lines.headings import could_be_heading
from kotae.documents.lines.periods import is_period
from kotae.documents.lines.starts import line_start
from kotae.documents.model import Block, BlockKind, Table
from kotae.documents.tables.build import build
from kotae.documents.tables.caption_side import captions_stand_below
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.contents import is_contents_table, plain
from kotae.documents.tables.raw import RawTable

_KINDS: dict[str, BlockKind] = {"caption": "caption", "unit": "note", "note": "note", "source": "note"}


def with_tables(parts: list[Block | RawTable]) -> tuple[Block | Table, ...]:
    """Build the tables among the parts of a document; marked paragraphs beside them become part of them.

    A caption between two tables goes to the one on whose side the document sets captions; marked paragraphs that stand
    alone become caption and note blocks. Tables of contents are left out.
    """
    parts = _without_contents(parts)
    marks = [_mark(part) for part in parts]
    kinds = ("table" if isinstance(part, RawTable) else mark or "" for part, mark in zip(parts, marks, strict=True))
    stand_below = captions_stand_below(kinds)
    used: set[int] = set()
    built: dict[int, Table] = {}
    for index, part in enumerate(parts):
        if isinstance(part, RawTable):
            above = _above(marks, parts, index, used)
            named = bool(part.above) or any(marks[i] == "caption" for i in above)
            below = _below(_with_remarks(marks, parts, index), parts, index, named, stand_below)
            used.update(above, below)
            texts = [tuple(_text(parts[i]) for i in side) for side in (above, below)]
            if not named and (label := _label(parts, marks, min([*above, index]) - 1, bool(above))):
                texts[0] = (label, *texts[0])
            built[index] = build(replace(part, above=texts[0] + part.above, below=part.below + texts[1]))
    return tuple(
        built[index] if isinstance(part, RawTable) else _marked(part, marks[index])
        for index, part in enumerate(parts)
        if index not in used
    )


def _without_contents(parts: list[Block | RawTable]) -> list[Block | RawTable]:
    said = frozenset(plain(part.text) for part in parts if isinstance(part, Block))
    return [
        part
        for place, part in enumerate(parts)
        if isinstance(part, Block)
        or not is_contents_table(part.cells, said, headed=bool(place) and is_contents_title(_text(parts[place - 1])))
    ]


def _mark(part: Block | RawTable) -> str | None:
    if isinstance(part, RawTable) or part.kind not in ("paragraph", "caption"):
        return None
    if part.kind == "caption":
        return line_kind(part.text) or "caption"
    return line_kind(part.text) or ("period" if is_period(part.text) else None)


def _with_remarks(marks: list[str | None], parts: list[Block | RawTable], table: int) -> list[str | None]:
    """Return the marks with those of the paragraphs below a table that say what a number in one of its cells calls."""
    raw = parts[table]
    assert isinstance(raw, RawTable)
    called = list(marks)
    for index in range(table + 1, len(parts)):
        start = line_start(_text(parts[index]))
        if called[index] is None and start is not None and start.kind == "number" and start.item:
            mark = _text(parts[index])[: start.length].strip()
            if any(mark in cell.text and mark != cell.text.strip() for cell in raw.cells):
                called[index] = "note"
        if called[index] is None:
            break
    return called


def _text(part: Block | RawTable) -> str:
    return part.text if isinstance(part, Block) else ""


def _marked(block: Block, mark: str | None) -> Block:
    return replace(block, kind=_KINDS[mark]) if mark in _KINDS and block.kind == "paragraph" else block


def _above(marks: list[str | None], parts: list[Block | RawTable], table: int, used: set[int]) -> list[int]:
    found: list[int] = []
    for index in range(table - 1, -1, -1):
        if index in used or marks[index] not in ("caption", "unit", "period") or _is_of_picture(parts, index, -1):
            break
        found.insert(0, index)
        if marks[index] == "caption":
            break
    return found


def _label(parts: list[Block | RawTable], marks: list[str | None], place: int, over_marked: bool) -> str:
    """Return a short line over a table without a caption that tells it from others, else ""; it stays a block as well.

    It says so by its own mark ("②売上実績"), or by standing over the line that states the table's unit or period.
    """
    part = parts[place] if place >= 0 else None
    if not isinstance(part, Block) or part.kind != "paragraph" or marks[place] is not None:
        return ""
    told = could_be_heading(part.text) and (over_marked or marks_of.is_entry(part.text))
    return part.text if told else ""


def _is_of_picture(parts: list[Block | RawTable], index: int, side: int) -> bool:
    """Tell whether a line is the caption of the picture that it stands below (-1) or above (1), and of no table."""
    if not 0 <= index + side < len(parts) or not isinstance(parts[index + side], Drawn):
        return False
    return _mark(parts[index]) == "caption" and not marks_of.is_table_caption(_text(parts[index]))


def _below(
    marks: list[str | None], parts: list[Block | RawTable], table: int, named: bool, stand_below: bool
) -> list[int]:
    found: list[int] = []
    for index in range(table + 1, len(parts)):
        mark = marks[index]
        leads = index + 1 < len(parts) and isinstance(parts[index + 1], RawTable)
        of_next = named or (leads and not (stand_below and mark == "caption"))
        if mark in (None, "period") or _is_of_picture(parts, index, 1) or (mark in ("caption", "unit") and of_next):
            break
        named = named or mark == "caption"
        found.append(index)
    return found
