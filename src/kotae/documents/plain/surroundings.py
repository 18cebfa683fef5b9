"""The lines of a plain text as what they are to the tables around them."""

from kotae.documents.plain.segments import Segment, SegmentKind
from kotae.documents.tables import tying
from kotae.documents.tables.tying import Kind, Neighbour, Tied

_FARTHEST = 3  # paragraphs between a caption and its table: where a layout was lost, the text around a table cuts in
_KINDS: dict[SegmentKind, Kind] = {
    "caption": "caption", "unit": "unit", "note": "note", "source": "source",
    "heading": "heading", "item": "entry", "drawing": "picture",
}  # fmt: skip


def tie_marks(segments: list[Segment]) -> Tied:
    """Give every table the lines that are about it; places are those among the segments."""
    above = [None, *segments]
    lines = [_neighbour(segment, before) for segment, before in zip(segments, above, strict=False)]
    return tying.tie(lines, reach=_FARTHEST)


def _neighbour(segment: Segment, before: Segment | None) -> Neighbour:
    if segment.region is not None:
        return Neighbour("table", cells=[cell for _, row in segment.region.cells for cell in row])
    if segment.kind != "text":
        return Neighbour(_KINDS.get(segment.kind, "other"), segment.text)
    goes_on = not segment.gap and before is not None and before.kind in ("text", "item")
    return Neighbour("other" if goes_on else tying.kind_of(segment.text), segment.text)
