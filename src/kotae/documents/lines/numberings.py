"""How numbers of headings, entries and labels are written; the ways are data."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kotae.documents.lines.words import words


@dataclass(frozen=True, slots=True)
class Numbering:
    """A way to write the numbers of headings or entries; `level` 0 says that its parts tell the depth ("1.2.3")."""

    pattern: re.Pattern[str]
    style: str
    level: int
    item: bool


@cache
def numberings(where: Literal["numbers", "label_numbers"]) -> tuple[Numbering, ...]:
    """Return the ways to write numbers, as starts.symbols.toml has them: those of lines, or those of labels only."""
    lists = words("symbols")
    counts = "".join(words("ja")["number"]["counts"])
    # What may stand behind a numeral: a space, a dot with a space, a character of a script without spaces, a capital.
    behind = {
        " ": r"\s+(?=[^\d\s])",
        ". ": r"\.\s+(?=[^\d\s])",
        "wide": rf"(?=[^\x00-\x7f{re.escape(counts)}])",
        "capital": r"\s+(?=[A-Z\u3041-\u9fff])",
        ".": r"\s*\.(?!\d)\s*",
    }
    found = []
    for entry in lists[where]:
        signs = "|".join(behind.get(sign) or rf"\s*{re.escape(sign)}\s*" for sign in entry["behind"])
        before, numeral = re.escape(entry.get("before", "")), lists["numerals"][entry["numeral"]]
        pattern = re.compile(rf"\s*{before}\s*(?P<number>{numeral})(?:{signs})")
        found.append(Numbering(pattern, entry["style"], entry.get("level", 0), entry["item"]))
    return tuple(found)
