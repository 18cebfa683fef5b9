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


def between_markers(page: str, rendered: str) -> str:
    """Return a page with what stands between its two markers replaced.

    Raises:
        ValueError: the page lacks a marker.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{rendered}\n{END}{after}"
