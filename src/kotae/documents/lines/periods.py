"""Lines that say for what day or time the table below them holds ("2020年3月31日現在", "Year ended 31 March 2021")."""

from kotae.documents.lines.ends import ends_sentence
from kotae.text.numbers import dates

_LONGEST = 60  # characters
_MOSTLY = 0.4  # of a line's characters that its dates take


def is_period(text: str) -> bool:
    """Tell whether a line is a day or a time, with little around it."""
    plain = text.strip()
    if len(plain) > _LONGEST or ends_sentence(plain):
        return False
    return sum(date.end - date.start for date in dates(plain)) >= _MOSTLY * max(1, len(plain))
