"""The table: a row for every measure, a column for every system, each figure also as a ratio to the first system's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Better = Literal["more", "less", "neither"]
Unit = Literal["share", "seconds", "milliseconds", "MiB", "count"]

_FORMATS: dict[Unit, str] = {
    "share": "{:.3f}",
    "seconds": "{:.1f} s",
    "milliseconds": "{:.2f} ms",
    "MiB": "{:.0f} MiB",
    "count": "{:.0f}",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One row: over what it was measured, what, over how many, in which unit, what is better, each system's figure.

    A figure of None is shown as "none": the system has no such thing. An empty mapping makes a row that only says `what`.
    """

    measured_on: str
    what: str
    count: int
    unit: Unit
    better: Better
    figures: Mapping[str, float | None]


def table(measures: Sequence[Measure], systems: Sequence[str]) -> str:
    """Render the table; the first system is what the others are compared with, and a better figure than its is bold."""
    reference, *others = systems
    lines = [f"| measured on | what | n | {' | '.join(systems)} |", f"|---|---|---:|{'---:|' * len(systems)}"]
    for one in measures:
        own = [shown(one, reference), *(cell(one, reference, other) for other in others)]
        figures = own if one.figures else [""] * len(systems)
        lines.append(f"| {one.measured_on} | {one.what} | {one.count or ''} | {' | '.join(figures)} |")
    return "\n".join(lines)


def shown(measure: Measure, system: str) -> str:
    """Return a system's figure with its unit."""
    figure = measure.figures.get(system)
    return "none" if figure is None else _FORMATS[measure.unit].format(figure)


def cell(measure: Measure, reference: str, system: str) -> str:
    """Return a system's figure and, in brackets, its ratio to the reference's; bold where it is better."""
    figure, other = measure.figures.get(system), measure.figures.get(reference)
    text = shown(measure, system)
    if figure is not None and other:
        ratio = f"{figure / other:.2f}"
        text += f" ({'<0.01' if figure and ratio == '0.00' else ratio})"
    return f"**{text}**" if ahead(measure, reference, system) else text


def ahead(measure: Measure, reference: str, system: str) -> bool:
    """Tell whether a system is better than the reference, by figures that differ as they are shown."""
    figure, other = measure.figures.get(system), measure.figures.get(reference)
    if figure is None or other is None or shown(measure, system) == shown(measure, reference):
        return False
    return {"more": figure > other, "less": figure < other, "neither": False}[measure.better]


def next_work(measures: Sequence[Measure], systems: Sequence[str]) -> str:
    """Say in which rows other systems are ahead of the first one, the one that is furthest ahead first."""
    reference, *others = systems
    lines = []
    for one in measures:
        better = [name for name in others if ahead(one, reference, name)]
        better.sort(key=lambda name: one.figures[name] or 0.0, reverse=one.better == "more")
        if better:
            figures = ", ".join(f"{name} {shown(one, name)}" for name in [*better, reference])
            lines.append(f"- {one.measured_on}, {one.what}: {figures}")
    if not lines:
        return f"No system is ahead of {reference} in any row."
    return "\n".join([f"Rows in which others are ahead of {reference}; they are worked on next:", "", *lines])
