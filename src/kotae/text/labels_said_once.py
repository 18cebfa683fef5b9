"""Headers of columns as they are said: a label that stands over several columns and again in each of theirs is said once."""

from kotae.text.normalise import is_wide


def once(label: str) -> str:
    """Return a header's label without what it says twice: the label over several columns that each of theirs repeats."""
    over, _, own = label.partition(" ")
    repeated = over in own if over and is_wide(over[0]) else over in own.split()
    return own if repeated else label
