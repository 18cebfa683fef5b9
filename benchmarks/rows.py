"""The table that all measurements end up in."""

from collections.abc import Iterable
from typing import NamedTuple

BEGIN, END = "<!-- measured -->", "<!-- end of measured -->"


class Row(NamedTuple):
    """One figure: over what it was measured, what it is, its value, over how many."""

    measured_on: str
    what: str
    figure: str
    count: str


def table(rows: Iterable[Row]) -> str:
    """Render rows as a Markdown table."""
    lines = ["| measured on | what | figure | n |", "|---|---|---:|---:|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def between_markers(page: str, rendered: str, first: str = BEGIN, last: str = END) -> str:
    """Return a page with what stands between its two markers replaced.

    Raises:
        ValueError: the page lacks a marker.
    """
    before, begin, rest = page.partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        raise ValueError(f"the page lacks {first} … {last}")
    return f"{before}{first}\n{rendered}\n{last}{after}"
