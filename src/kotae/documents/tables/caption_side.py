"""On which side of its tables a document sets captions: one decision for all its tables, whatever its format."""

from collections.abc import Iterable

# What may stand between a table and its caption.
_BETWEEN = frozenset(["unit", "note", "source"])


def captions_stand_below(kinds: Iterable[str]) -> bool:
    """Tell whether a document's captions stand below its tables.

    A caption between two tables may be of either. One with a table on one side only tells, and most of these decide;
    without any, captions stand above, as they do in most documents.

    Args:
        kinds: what the document's parts are, in order: "table", "caption", "unit", "note", "source" or anything else.
    """
    parts = [kind for kind in kinds if kind not in _BETWEEN]
    votes = {"above": 0, "below": 0}
    for place, kind in enumerate(parts):
        if kind != "caption":
            continue
        before = place > 0 and parts[place - 1] == "table"
        behind = place + 1 < len(parts) and parts[place + 1] == "table"
        if before != behind:
            votes["below" if before else "above"] += 1
    return votes["below"] > votes["above"]
