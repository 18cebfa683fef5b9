"""In-text citations ("IEA[2024]", "Smith (2021)") to the entries of the reference list that they name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kotae.documents.model import Block, Document
from kotae.documents.roles import heads_references
from kotae.text.normalise import fold

# An author in running text: Latin names, or one run of Han characters and katakana (hiragana before it is prose).
_LATIN_AUTHOR = r"[A-Z][\w.'’-]*(?: (?:and|&) [A-Z][\w'’-]*| et al\.?)?"
_JAPANESE_AUTHOR = r"[\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff々]+"
_IN_TEXT = re.compile(
    rf"(?P<author>{_LATIN_AUTHOR}|{_JAPANESE_AUTHOR}) ?(?:\[(?P<square>\d{{4}}[a-z]?)\]|\((?P<round>\d{{4}}[a-z]?)\))"
    rf"|(?P<inside>{_LATIN_AUTHOR}), (?P<year>\d{{4}}[a-z]?)(?=[;)])"
)
_ENTRY = re.compile(
    r"^[\s・•●*\-–—]*(?P<author>[^\[\](){}「」“”\"。]{1,120}?)[,、.]?\s*[\[(](?P<year>\d{4}[a-z]?)[\])]"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a document's reference list: its key ("IEA[2024]"), its text and the page it stands on."""

    key: str
    text: str
    page: int


def keys(text: str) -> list[str]:
    """Return the keys of the citations in a text, each once, in order, written "Author[year]"."""
    found = []
    for match in _IN_TEXT.finditer(text):
        author = match["author"] or match["inside"]
        year = match["square"] or match["round"] or match["year"]
        found.append(f"{author}[{year}]")
    return list(dict.fromkeys(found))


def reference_key(text: str) -> str | None:
    """Return the key of a reference entry, or None where a text does not begin as one."""
    match = _ENTRY.match(text)
    return f"{_first_author(match['author'])}[{match['year']}]" if match else None


def references(document: Document) -> list[Reference]:
    """Return the entries of a document's reference list, or an empty list where it has none."""
    found: list[Reference] = []
    inside = False
    for element in document.elements:
        if not isinstance(element, Block):
            continue
        if element.kind == "heading":
            inside = heads_references(element.text)
        elif inside and (key := reference_key(element.text)) is not None:
            found.append(Reference(key, element.text, element.page))
    return found


def resolve(key: str, known: Iterable[str]) -> str | None:
    """Return the one of the known keys that an in-text key names: same year, and one author begins the other."""
    author, year = _parts(key)
    for candidate in known:
        other, other_year = _parts(candidate)
        if year == other_year and author and other and (author.startswith(other) or other.startswith(author)):
            return candidate
    return None


def _parts(key: str) -> tuple[str, str]:
    author, _, year = fold(key).partition("[")
    return author.strip(), year.rstrip("]")


def _first_author(author: str) -> str:
    """Cut "Nayar, Jaya" to the family name that in-text citations use; names without a comma stay whole."""
    return re.split(r"[,、]", author.strip(), maxsplit=1)[0].strip()
