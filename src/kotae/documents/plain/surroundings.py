"""Which caption, unit, note and source lines of a plain text belong to which table."""

from dataclasses import dataclass

from kotae.documents.lines.marks import is_table_caption
from kotae.documents.plain.segments import Segment
from kotae.documents.tables.caption_side import captions_stand_below

_FARTHEST = 3  # how many paragraphs may stand between a caption and its table


@dataclass(frozen=True, slots=True)
class Tied:
    """The lines above and below each table (by the table's index among the segments), and the segments so used."""

    around: dict[int, tuple[tuple[str, ...], tuple[str, ...]]]
    taken: frozenset[int]


def tie_marks(segments: list[Segment]) -> Tied:
    """Give every table the marked lines next to it.

    A caption below counts where there is none above; one between two tables goes to the one on whose side captions stand.
    """
    around: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    taken: set[int] = set()
    leads = _leading(segments)
    for index, segment in enumerate(segments):
        if segment.kind != "table":
            continue
        over = _above(segments, index, taken)
        captioned = any(segments[i].kind == "caption" for i in over)
        under = _below(segments, leads, index, captioned)
        if not captioned and not any(segments[i].kind == "caption" for i in under):
            over = [*_far_caption(segments, index, taken), *over]
        taken.update(over, under)
        around[index] = tuple(segments[i].text for i in over), tuple(segments[i].text for i in under)
    return Tied(around, frozenset(taken))


def _above(segments: list[Segment], table: int, taken: set[int]) -> list[int]:
    """Return the segments right above a table: its caption and what stands between the two."""
    found: list[int] = []
    index = table - 1
    while index >= 0 and index not in taken and segments[index].kind in ("caption", "unit", "note"):
        found.insert(0, index)
        if segments[index].kind == "caption":
            return found
        index -= 1
    # Notes without a caption above them end what came before.
    while found and segments[found[0]].kind == "note":
        found.pop(0)
    return found


def _below(segments: list[Segment], leads: list[bool], table: int, captioned: bool) -> list[int]:
    """Return the segments right below a table, up to the first that is not about it; `leads` is what `_leading` says."""
    found: list[int] = []
    index = table + 1
    while index < len(segments) and segments[index].kind in ("caption", "unit", "note", "source"):
        kind = segments[index].kind
        if kind == "caption" and (captioned or leads[index]):
            break
        if kind == "unit" and leads[index]:
            break
        captioned = captioned or kind == "caption"
        found.append(index)
        index += 1
    return found


def _leading(segments: list[Segment]) -> list[bool]:
    """Tell for each segment whether, if it is a caption or unit, it is the one of the next table."""
    leads = [False] * len(segments)
    stand_below = captions_stand_below(segment.kind for segment in segments)
    for index in range(len(segments) - 2, -1, -1):
        following = segments[index + 1].kind
        leads[index] = following == "table" or (following in ("unit", "note") and leads[index + 1])
    return [
        lead and not (stand_below and segment.kind == "caption") for lead, segment in zip(leads, segments, strict=True)
    ]


def _far_caption(segments: list[Segment], table: int, taken: set[int]) -> list[int]:
    """Return a table's caption from some paragraphs before, where only one can be meant.

    A caption with its source right below it belongs to a figure that the text does not hold.
    """
    found: list[int] = []
    passed = 0
    for index in range(table - 1, -1, -1):
        segment = segments[index]
        if segment.kind in ("heading", "table") or passed > _FARTHEST:
            break
        passed += segment.kind in ("text", "item")
        if segment.kind == "caption" and index not in taken and is_table_caption(segment.text):
            closed = segments[index + 1].kind in ("source", "note", "caption")
            found += [] if closed else [index]
    return found if len(found) == 1 else []
