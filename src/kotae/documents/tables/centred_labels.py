"""Which rows a label belongs to when it stands in the middle of them and the lines between them are lost.

A label set in the vertical centre of a merged cell reaches as far up as down. With every label of a column, that
leaves few ways to divide the rows, often one; a row on which the ways differ is left without a label.
"""

Run = tuple[int, int]


def certain_blocks(runs: list[Run], count: int, divisions: frozenset[int] | None = None) -> list[Run] | None:
    """Return each label's first and last row as far as they are certain, or None where no division fits.

    Args:
        runs: first and last line of each label, from the top.
        count: how many rows there are; the labels' blocks together must cover them all.
        divisions: the rows at which a block may begin, where not all may.
    """
    steps = [set[Run]() for _ in runs]
    starts = {0}
    for number, run in enumerate(runs):
        limit = runs[number + 1][0] if number + 1 < len(runs) else count
        for start in starts:
            steps[number].update((start, end) for end in _ends(run, start, limit))
        starts = {end + 1 for _, end in steps[number]}
        if divisions is not None:
            starts &= divisions | {count}
    wanted = {count - 1}
    for number in range(len(runs) - 1, -1, -1):
        steps[number] = {step for step in steps[number] if step[1] in wanted}
        wanted = {start - 1 for start, _ in steps[number]}
    if not runs or not all(steps):
        return None
    return [(max(start for start, _ in step), min(end for _, end in step)) for step in steps]


def _ends(run: Run, start: int, limit: int) -> list[int]:
    """Return the last rows that leave the label in the middle; half a row off is still the middle."""
    if start > run[0]:
        return []
    middle = run[0] + run[1] - start
    return [end for end in (middle - 1, middle, middle + 1) if run[1] <= end < limit]
