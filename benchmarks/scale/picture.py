"""Draws how cost grows: both axes logarithmic, a line for each stage, as SVG."""

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _RIGHT, _TOP = 760, 420, 70, 50, 170, 20
_COLOURS = ("#1b1b1b", "#0b6fb8", "#b8540b", "#2c8a3d", "#8a5fb0")
_LEAST = 0.1  # milliseconds: less is drawn at the bottom


def picture(rows: Mapping[int, Sequence[float]], names: Sequence[str]) -> str:
    """Return the picture of milliseconds by size; a row has one value for each name."""
    sizes = sorted(rows)
    low, high = math.log10(_LEAST), math.ceil(math.log10(max(max(row) for row in rows.values())))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def across(size: float) -> float:
        return _LEFT + (math.log10(size) - first) / max(last - first, 1e-9) * (_WIDTH - _LEFT - _RIGHT)

    def up(value: float) -> float:
        share = (math.log10(max(value, _LEAST)) - low) / (high - low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(math.floor(low), high + 1):
        y = up(10.0**power)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#dddddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    for size in sizes:
        parts.append(f'<text x="{across(size):.1f}" y="{_HEIGHT - 25}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 6}" text-anchor="middle">passages</text>')
    ends = sorted((up(rows[sizes[-1]][place]), place) for place in range(len(names)))
    height = 0.0
    for y, place in ends:
        points = " ".join(f"{across(size):.1f},{up(rows[size][place]):.1f}" for size in sizes)
        colour = _COLOURS[place]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        height = max(y + 4, height + 16)  # names stand one under the other
        parts.append(f'<text x="{_WIDTH - _RIGHT + 8}" y="{height:.1f}" fill="{colour}">{escape(names[place])}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
