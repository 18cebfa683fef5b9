"""Where the running text speaks of a table or figure by its number: such a sentence says what it is about."""

import re

from kotae.documents.model import Document
from kotae.text import sentences
from kotae.text.normalise import fold

_LABEL = re.compile(
    r"(?:図表|図|表|グラフ|写真|table|exhibit|figure|fig\.?|chart)\s*(?P<number>\d+(?:[-.]\d+)*)", re.IGNORECASE
)
_SHORT = re.compile(r"^fig\.?(?=\d)")
# Enough for what a table is about; a report that speaks of one table on every page must not fill the model's window.
_MOST_CHARACTERS = 240


def label(caption: str) -> str | None:
    """Return the number that a caption gives its table or figure ("図表3", "Fig. 3"), folded, or None where it gives none."""
    match = _LABEL.match(re.sub(r"^[\s(（\[【<〈《]+", "", caption))
    return _key(match) if match else None


def mentions(document: Document) -> dict[str, str]:
    """Return, by label, the sentences of the running text that name each numbered table or figure, in order."""
    found: dict[str, str] = {}
    for block in document.blocks():
        if block.kind not in ("paragraph", "list_item"):
            continue
        for start, end in sentences.split(block.text):
            sentence = block.text[start:end]
            for key in {_key(match) for match in _LABEL.finditer(sentence)}:
                known = found.get(key, "")
                if len(known) + len(sentence) <= _MOST_CHARACTERS:
                    found[key] = f"{known} {sentence}".strip()
    return found


def _key(match: re.Match[str]) -> str:
    return _SHORT.sub("figure", fold(match.group()).replace(" ", ""))
