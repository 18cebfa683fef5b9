"""Lines that give a field its value ("契約番号：KT-24", "定員　80名", "Voltage: 230 V")."""

import re
from collections.abc import Sequence

from kotae.text.normalise import is_wide

_LABEL_WORDS, _LABEL_WIDE = 5, 16  # a field's name is short: words in a spaced script, characters in Japanese
_COLON = re.compile(r"^\s*(?P<label>[^\W\d_][^:：。、，!?！？「」『』]{0,40}?)\s*[:：]\s*(?!//)(?P<value>\S.*)$")
_SPACED = re.compile(
    r"^\s*(?P<label>[^\W\d_][^\s:：。、，!?！？「」『』]{0,15})(?:\u3000+|\t+| {2,})(?P<value>\S[^。]*)$"
)
# "（　　）", "[ ]", "（　／　）", "______"
_BLANK = re.compile(r"[（(\[［〔【][／/・~～-]*\s[\s／/・~～-]*[）)\]］〕】]|[_＿]{3,}")


def is_field(text: str) -> bool:
    """Tell whether a line names a field and gives its value behind a colon; a time of day is none."""
    match = _COLON.match(text)
    if not match or (match["label"][-1].isdigit() and match["value"][0].isdigit()):
        return False
    label = match["label"]
    return len(label) <= _LABEL_WIDE if any(map(is_wide, label)) else len(label.split()) <= _LABEL_WORDS


def field_places(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines of one block begin a field: it takes two, since a lone colon or gap may stand in running text."""
    colons = [place for place, line in enumerate(lines) if is_field(line)]
    spaced = [place for place, line in enumerate(lines) if _SPACED.match(line)]
    return frozenset([*(colons if len(colons) > 1 else ()), *(spaced if len(spaced) > 1 else ())])


def field_groups(lines: Sequence[str]) -> list[list[str]]:
    """Cut lines so that each field begins a group; all of them are one where they hold no fields."""
    places = field_places(lines)
    groups: list[list[str]] = []
    for place, line in enumerate(lines):
        if groups and place not in places:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def is_field_name(text: str) -> bool:
    """Tell whether a text is the name of a field whose value stands apart from it: a colon ends it."""
    return text.rstrip().endswith((":", "："))


def has_blank(text: str) -> bool:
    """Tell whether a line of a form has a blank to be filled in: brackets with nothing in them, or a line drawn with signs."""
    return bool(_BLANK.search(text))
