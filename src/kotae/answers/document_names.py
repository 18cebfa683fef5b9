"""What a document is called, and who made it: words that a question may name it by though none of its text has them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from kotae.index.records import DocumentRecord
from kotae.text.tokens import terms

# A run of words with capitals, as names of bodies are written: "U.S. Geological Survey", "Ministry of Economy, Trade and
# Industry".
_WORD = r"[A-Z][\w.'’&-]*"
_WORDS = rf"{_WORD}(?: (?:(?:of|the|and|for|de) ){{0,2}}{_WORD})*"
_NAME = re.compile(rf"{_WORD}(?: (?:of|the|and|for|de))*(?: {_WORD})*(?:, {_WORD})+,? and {_WORDS}|{_WORDS}")
_CAPITAL = re.compile(r"\b[A-Z]|(?<=[A-Z]\.)[A-Z]")
_LEAST = 3  # letters of an abbreviation


@lru_cache(maxsize=64)
def naming_terms(document: DocumentRecord) -> frozenset[str]:
    """Return the terms of all that a document is called: title, file, date, publisher, running heads, initials of names there."""
    said = "\n".join([document.called, document.date, document.publisher, document.imprint])
    return frozenset(terms(said)).union(term for short in _initials(said) for term in terms(short))


def _initials(text: str) -> Iterator[str]:
    """Yield what names in a text may be abbreviated to, of each run of words with capitals all that are beside each other."""
    for name in _NAME.finditer(text):
        letters = ["".join(_CAPITAL.findall(word)) for word in name[0].split() if word[0].isupper()]
        for first, behind in combinations(range(len(letters) + 1), 2):
            short = "".join(letters[first:behind])
            if behind - first > 1 and len(short) >= _LEAST:
                yield short
