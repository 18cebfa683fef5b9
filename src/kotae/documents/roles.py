"""What a document says of itself rather than of its subject: cover, masthead, disclaimer, colophon and what it refers to.

Told by where a block stands, by the heading above it and by signs that only such lines have, of which more than one must
come together; the signs are data (roles.*.toml).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Literal

from kotae.documents.bylines import found_by, is_byline
from kotae.documents.lines.ends import ends_sentence
from kotae.documents.lines.fields import is_field
from kotae.documents.lines.text import width
from kotae.documents.lines.titles import is_date
from kotae.documents.model import PICTURED, Block, BlockRole, Document, Table
from kotae.text import sentences
from kotae.text.lists import either, read_lists
from kotae.text.normalise import fold

Signed = Literal["disclaimer", "colophon", "masthead"]
_Headed = Literal["disclaimer", "colophon", "references"]

_LANGUAGES = ("ja", "en")
_ENOUGH: dict[Signed, int] = {"disclaimer": 3, "colophon": 2, "masthead": 1}  # signs that must come together
_ITSELF = 1  # what the document's naming itself adds to the signs of a disclaimer
_EDGE = 0.15  # of a document's blocks, at its beginning and at its end: colophons stand there
_COVER_BLOCKS, _COVER_CHARACTERS = 14, 500  # a first page with more is text
_TEXTS = 2  # paragraphs that tell of a subject, at the least, behind a cover that is dated or signed
_PAGES = 4  # a document of fewer pages, or with fewer texts, has no page to spare for a cover that is not
_MASTHEAD_BLOCKS = 8
_SIGNED = 0.2  # of a line's characters that the number and volume in a masthead take
_SHORT = 200  # characters of a line of a colophon
# What an entry of a reference list says: a year, an address.
_SOURCE = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|https?://|\bdoi\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^[\d.\s()第章]*")
_PROSE = 60  # columns: a sentence so wide is running text
_BESIDE = re.compile(r"\s*[|｜]\s*")  # between what a line above a title says of its document


def with_roles(document: Document) -> Document:
    """Mark the blocks that speak of the document itself; the others keep the role "body".

    A document with little else, and no text besides, is left as it is: an imprint alone, or a form, is its own subject.
    """
    blocks = list(document.blocks())
    roles = _roles(document, blocks)
    texts = sum(_tells(block) for block in blocks if id(block) not in roles)
    if 2 * len(roles) >= len(blocks) and texts < _TEXTS:
        return document
    marked = (
        _marked(element, roles[id(element)]) if isinstance(element, Block) and id(element) in roles else element
        for element in document.elements
    )
    return replace(document, elements=tuple(marked)) if roles else document


def _marked(block: Block, role: BlockRole) -> Block:
    """Return a block with its role; what says who wrote the text below is set like a heading of it, and is none."""
    if role != "masthead":
        return replace(block, role=role)
    return replace(block, kind="paragraph", level=0, role=role, found_by=found_by(block.text))


def _roles(document: Document, blocks: Sequence[Block]) -> dict[int, BlockRole]:
    """Return the roles of the blocks that have one, by their identity."""
    found: dict[int, BlockRole] = {}
    for block in _under_headings(blocks, "references"):
        if _SOURCE.search(block.text):
            found[id(block)] = "references"
    for block in [*_under_headings(blocks, "colophon"), *_colophon(blocks, document.title)]:
        found[id(block)] = "colophon"
    for block in _masthead(document):
        found[id(block)] = "masthead"
    for block in _cover(document):
        found[id(block)] = "cover"
    disclaimers = [block for block in blocks if block.kind != "heading" and _is_disclaimer(block.text)]
    for block in [*_under_headings(blocks, "disclaimer"), *disclaimers]:
        found[id(block)] = "disclaimer"
    return found


def _under_headings(blocks: Sequence[Block], role: _Headed) -> list[Block]:
    """Return the blocks under the headings that say what they are."""
    found: list[Block] = []
    level = 0
    for block in blocks:
        if block.kind == "heading":
            if level and block.level <= level:
                level = 0
            if not level and _heads(block.text, role):
                level = block.level
        elif level:
            found.append(block)
    return found


def heads_references(text: str) -> bool:
    """Tell whether a heading is that of a list of references, numbered or not."""
    return _heads(text, "references")


def _heads(text: str, role: _Headed) -> bool:
    return _NUMBERED.sub("", fold(text)).strip("【】《》[]■□◆●:： ") in _headings(role)


@cache
def _headings(role: _Headed) -> frozenset[str]:
    return frozenset(fold(name) for language in _LANGUAGES for name in words(language)["headings"][role])


def _is_disclaimer(text: str) -> bool:
    """Tell whether a paragraph says what its document answers for, in most of its sentences."""
    if signs_in(text, "disclaimer") < _ENOUGH["disclaimer"]:
        return False
    spans = sentences.split(text)
    signed = sum(signs_in(text[start:end], "disclaimer") > 0 or signs_in(text[start:end], "colophon") > 0
                 for start, end in spans)  # fmt: skip
    return 2 * signed >= len(spans)


def _colophon(blocks: Sequence[Block], title: str) -> list[Block]:
    """Return the runs of short lines, at a document's beginning or end, that say who made it and how to reach them.

    At the end its title may stand above them once more.
    """
    edge = max(3, round(_EDGE * len(blocks)))
    last = [
        block for block in blocks if block.page == blocks[-1].page > blocks[0].page
    ]  # a page of its own, if it is short
    behind = max(edge, len(last) if len(last) <= _COVER_BLOCKS else 0)
    found: list[Block] = []
    for end in (blocks[:edge], blocks[max(edge, len(blocks) - behind) :]):
        signed = [_colophon_signs(block) for block in end]
        run: list[int] = []
        for place in range(len(end) + 1):
            if place < len(end) and signed[place]:
                run.append(place)
                continue
            if sum(signed[member] for member in run) >= _ENOUGH["colophon"]:
                found += [end[member] for member in run]
                above = end[run[0] - 1] if run[0] and end[0] is not blocks[0] else None
                found += [above] if above and above.text == title and above.kind != "heading" else []
            run = []
    return found


def _colophon_signs(block: Block) -> int:
    if len(block.text) > _SHORT or block.kind in ("heading", "caption", "figure"):
        return 0
    if block.kind != "list_item":
        return signs_in(block.text, "colophon")
    # An entry of a list of references has an ISBN as well, but begins with none.
    return len(set(_fields().findall(block.text))) + bool(_signs("colophon").match(fold(block.text)))


def _masthead(document: Document) -> list[Block]:
    """Return the lines above the first running text that date and number the document, and say who wrote it."""
    found: list[Block] = []
    above: Block | None = None
    for element in document.elements[:_MASTHEAD_BLOCKS]:
        if isinstance(element, Table) or _is_prose(element):
            break
        written = element.kind in ("paragraph", "heading") and is_byline(element.text)
        dated = element.text != document.title and _is_dated(element.text)
        if (
            written
            or dated
            or (element.kind == "paragraph" and (is_date(element.text) or _numbers_issue(element.text)))
        ):
            found.append(element)
        if written and above and above.kind == element.kind and above.text != document.title:
            found.append(above)  # where they work
        above = element
    return found


def _numbers_issue(text: str) -> bool:
    """Tell whether a line says which issue it is, and little else: a subtitle may name an issue as well."""
    signs = _signs("masthead").findall(fold(text))
    return sum(map(len, signs)) >= _SIGNED * len(text)


def _is_dated(text: str) -> bool:
    """Tell whether a line says when its document was issued beside other things: its number, its series, who made it."""
    parts = _BESIDE.split(text)
    beside = len(parts) > 1 and any(map(is_date, parts))
    numbered = signs_in(text, "masthead") > 0 and len(text) <= _SHORT and not ends_sentence(text)
    return beside or (numbered and bool(_fields().search(text)))


def _tells(block: Block) -> bool:
    """Tell whether a block is a sentence or more, of whatever length."""
    return block.kind == "paragraph" and ends_sentence(block.text)


def _is_issued(text: str) -> bool:
    """Tell whether a line says when a document was issued, with a word before it or none ("Adopted 4 May 2020"), or by whom."""
    return is_byline(text) or is_date(text) or is_date(text.split(maxsplit=1)[-1])


def _is_prose(block: Block) -> bool:
    return width(block.text) >= _PROSE and ends_sentence(block.text)


def _cover(document: Document) -> list[Block]:
    """Return the blocks of a first page that holds no text but a title and what belongs to it."""
    if document.format not in PICTURED or not document.elements:
        return []
    first = min(element.page for element in document.elements)
    page = [element for element in document.elements if element.page == first]
    blocks = [element for element in page if isinstance(element, Block)]
    issued = any(_is_issued(block.text) for block in blocks)
    least, is_text = (_TEXTS, _tells) if issued else (_PAGES, _is_prose)
    later = sum(is_text(block) for block in document.blocks() if block.page > first)
    few = min(later, len(document.pages)) < least
    if len(blocks) < len(page) or len(blocks) > _COVER_BLOCKS or few:
        return []
    texts = any(_is_prose(block) or block.kind == "list_item" or is_field(block.text) for block in blocks)
    return [] if texts or sum(len(block.text) for block in blocks) > _COVER_CHARACTERS else blocks


def signs_in(text: str, role: Signed) -> int:
    """Return how many signs of a role a text has, each counted once, but for firm ones, which count twice."""
    plain = fold(text)
    count = len(set(_signs(role).findall(plain)))
    if role == "disclaimer":
        firm = len(set(_either_of("disclaimer", "firm").findall(plain)))
        itself = bool(_either_of("disclaimer", "itself").search(plain))
        return count + 2 * firm + (_ITSELF if itself and (count or firm) else 0)
    if role == "colophon":
        return count + len(set(_fields().findall(text)))
    return count


@cache
def _signs(role: Signed) -> re.Pattern[str]:
    return _either_of(role, "signs")


@cache
def _either_of(role: Signed, name: str) -> re.Pattern[str]:
    """Return a pattern for the entries of a list in all languages; "{n}" in one is a number."""
    entries = [fold(entry) for language in _LANGUAGES for entry in words(language)[role][name]]
    patterns = (
        re.escape(entry).replace(r"\{n\}", r"\s?\d{1,4}(?!\d)") + ("(?!\\w)" if role == "masthead" else "")
        for entry in entries
    )
    return re.compile("|".join(rf"(?<![a-z]){one}" for one in sorted(patterns, key=len, reverse=True)))


@cache
def _fields() -> re.Pattern[str]:
    """Return the pattern of a field's name: at the beginning or behind a gap, before a colon, a gap or a number."""
    names = [name for language in _LANGUAGES for name in words(language)["colophon"]["fields"]]
    return re.compile(
        rf"(?:^|(?<=[\s、。;；|/(（]))({either(names)})(?:\s*[:：／]|\.?\s*(?=[+(（]?[0-9０-９])|\u3000+|\t| {{2,}})",
        re.IGNORECASE,
    )


def words(language: str) -> dict[str, Any]:
    """Return the lists of roles.LANGUAGE.toml: ja or en."""
    return read_lists("kotae.documents", f"roles.{language}.toml")
