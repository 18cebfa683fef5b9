"""What a line says by how it begins: a caption, note, source or unit, a heading, an entry of a list.

One grammar for all formats. Its words and signs are data (starts.*.toml); what is here is how they are put together. A
line tells no more than this: whether "1. Ships" heads a chapter or counts an entry is told by the lines around it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kotae.documents.lines.caption_lines import caption_mark
from kotae.documents.lines.numberings import numberings
from kotae.documents.lines.unit_lines import is_unit_line
from kotae.documents.lines.words import KANJI, brackets, words
from kotae.text.lists import either

Kind = Literal["caption", "unit", "note", "source", "article", "heading", "label", "number", "bullet"]

_HEAD = 320  # characters that are looked at: what begins a line, and a caption whole
_LONGEST_NAME = 40  # of a heading that is one by its name or its brackets
_LONGEST_LABEL = 12
_ALONE_LEVEL = 2  # below chapters and sections that say what they are
_ARTICLE_LEVEL = 3  # below chapters and sections
ALONE = "第"
"""The style of a number that does not say of what part it is ("第一　用語")."""
_KEPT = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳²³")  # marks of their own, which the compatibility form makes figures


@dataclass(frozen=True, slots=True)
class LineStart:
    """What a line's beginning says.

    `number` is the numeral of its mark, without brackets and dots, in compatibility form; `style` names the series that
    the mark is of ("1.", "(1)", "章", "■"): entries of one list have one style. `level` is the depth that the line has if
    it is a heading, 0 where its mark gives none. `item` says that the mark counts entries of lists as well. `length` is
    how many characters of the line its mark takes, with the spaces around it; a heading without a number is all mark.
    """

    kind: Kind
    length: int
    number: str = ""
    style: str = ""
    level: int = 0
    item: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in compatibility form; `places` says where each of its characters, and its end, stands in the line itself."""

    text: str
    places: tuple[int, ...]
    whole: bool


def line_start(line: str) -> LineStart | None:
    """Return what a line says by how it begins, None where it begins as running text does.

    Args:
        line: the line as it stands; of a block of more lines, all of them or the first.
    """
    return _start(line[: _HEAD + 1])  # no more is looked at, and what is kept stays small


@lru_cache(maxsize=16_384)
def _start(line: str) -> LineStart | None:
    folded = _folded(line)
    if not folded.text.strip():
        return None
    readers = (_source, _caption, _unit, _note, _article, _heading, _number, _label, _bullet)
    return next((start for read in readers if (start := read(folded))), None)


def _folded(line: str) -> _Line:
    characters, places = [], []
    for place, character in enumerate(line[:_HEAD]):
        form = character if character in _KEPT else unicodedata.normalize("NFKC", character)
        characters.append(form)
        places += [place] * len(form)
    return _Line("".join(characters), (*places, min(len(line), _HEAD)), len(line) <= _HEAD)


def _length(line: _Line, end: int) -> int:
    """Return how many characters of the line itself stand before a place in its compatibility form."""
    return line.places[min(end, len(line.text))]


def _caption(line: _Line) -> LineStart | None:
    mark = caption_mark(line.text)
    return LineStart("caption", _length(line, mark[1]), mark[0]) if mark and line.whole else None


def _source(line: _Line) -> LineStart | None:
    match = _remark("source").match(line.text)
    return LineStart("source", _length(line, match.end())) if match else None


def _unit(line: _Line) -> LineStart | None:
    return LineStart("unit", _length(line, len(line.text))) if line.whole and is_unit_line(line.text) else None


def _note(line: _Line) -> LineStart | None:
    match = _remark("note").match(line.text)
    if match:
        return LineStart(
            "note", _length(line, match.end()), match["inside"] or match["beside"] or match["spaced"] or ""
        )
    match = _note_sign().match(line.text)
    starred = match is not None and line.text.rstrip().endswith("*") and "*" in match.group()
    return LineStart("note", _length(line, match.end()), style=match.group().strip()) if match and not starred else None


@cache
def _remark(kind: Literal["note", "source"]) -> re.Pattern[str]:
    """Return the pattern of a note's or source's first word, in brackets or before a colon."""
    japanese, english = (words(name)[kind]["words"] for name in ("ja", "en"))
    named = either([*japanese, *english])
    opens, closes = brackets()
    number = r"\s*(?P<{}>\d{{0,2}})\s*" if kind == "note" else r"\s*(?P<{}>)"
    spaced = rf"|{either(japanese)}\s*(?P<spaced>\d{{1,2}})\s" if kind == "note" else ""
    return re.compile(
        rf"\s*(?:※\s*(?=\S+[:)]))?(?:[{opens}]\s*{named}{number.format('inside')}[{closes}]"
        rf"|\(?\s*(?:{named}{number.format('beside')}[:)]|{either(english)}\.(?!\w){spaced})(?!//))\s*",
        re.IGNORECASE,
    )


@cache
def _note_sign() -> re.Pattern[str]:
    lists = words("symbols")["note"]
    return re.compile(rf"\s*(?:{either(lists['marks'])}\s*|{either(lists['tight'])}(?=[^\s*])|\*{{2,3}}\s+(?=\w))")


def _article(line: _Line) -> LineStart | None:
    word = words("ja")["article"]["word"]
    match = _article_mark().match(line.text)
    if match is None:
        return None
    number = f"{match['number']}の{match['of']}" if match["of"] else match["number"]
    return LineStart("article", _length(line, match.end()), number, word, _ARTICLE_LEVEL)


@cache
def _article_mark() -> re.Pattern[str]:
    lists = words("ja")["article"]
    numeral = rf"(?:\d{{1,4}}|[百{KANJI}]{{1,5}})"
    mark = rf"第\s*(?P<number>{numeral})\s*{lists['word']}(?:の(?P<of>{numeral}))?"
    return re.compile(rf"\s*{mark}(?!\d|{either([*lists['goes_on'], *lists['refers']])})\s*")


def _heading(line: _Line) -> LineStart | None:
    for pattern, levels, goes_on in _ordinals():
        match = pattern.match(line.text)
        if match and not goes_on.match(line.text[match.end("number_end") :]):
            style = match["word"].lower() or ALONE
            return LineStart("heading", _length(line, match.end()), match["number"], style, levels.get(style, 1))
    text = line.text.strip()
    if not line.whole or len(text) > _LONGEST_NAME:
        return None
    if _squeezed(text) in _names():
        return LineStart("heading", _length(line, len(line.text)), level=1)
    match = _in_brackets().match(text)
    return LineStart("heading", _length(line, len(line.text)), style=text[0], level=2) if match else None


@cache
def _ordinals() -> tuple[tuple[re.Pattern[str], dict[str, int], re.Pattern[str]], ...]:
    """Return the patterns of numbered headings, the depths by their words, and what makes them part of a sentence."""
    ja, en = words("ja"), words("en")
    counted = re.compile(
        rf"\s*第\s*(?P<number>\d{{1,3}}|[{KANJI}]{{1,3}})\s*(?P<word>{either(ja['ordinals'])})(?P<number_end>)\s*"
    )
    alone = re.compile(rf"\s*第\s*(?P<number>[{KANJI}]{{1,3}})(?P<word>)(?P<number_end>)\s+(?=\S)")
    attached = re.compile(
        rf"\s*(?P<word>{either(ja['heading']['numbered'])})\s*(?P<number>\d{{1,2}}(?:-\d{{1,2}})?)(?P<number_end>)(?=$|[\s(.:])[.:]?\s*"
    )
    names = either([form for word in en["ordinals"] for form in (word.capitalize(), word.upper())])
    english = re.compile(
        rf"\s*(?P<word>{names})\s+(?P<number>\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}|[IVX]{{1,5}}|[A-Z])(?P<number_end>)(?!\w)[.:]?\s*"
    )
    goes_on_ja = re.compile(either(ja["article"]["goes_on"]))
    goes_on_en = re.compile(rf"[,;)]|\s+{either(en['caption']['goes_on'])}(?!\w)")
    attached_goes_on = re.compile(rf"\s*{either(ja['article']['goes_on'])}")
    return (
        (counted, ja["ordinals"], goes_on_ja),
        (alone, {ALONE: _ALONE_LEVEL}, goes_on_ja),
        (attached, {}, attached_goes_on),
        (english, en["ordinals"], goes_on_en),
    )


@cache
def _names() -> frozenset[str]:
    return frozenset(_squeezed(name) for name in (*words("ja")["heading"]["names"], *words("en")["heading"]["names"]))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).lower().rstrip(":")


@cache
def _in_brackets() -> re.Pattern[str]:
    pairs = [tuple(map(re.escape, pair)) for pair in words("symbols")["brackets"]["headings"]]
    inside = r"(?=[^\]】>〉》]*[^\W\d_])[^\[\]【】<>〈〉《》]{1,24}"
    return re.compile(r"[-・\s]*(?:" + "|".join(f"{left}{inside}{right}" for left, right in pairs) + r")[\s\-—―–]*$")


def _number(line: _Line) -> LineStart | None:
    for way in numberings("numbers"):
        match = way.pattern.match(line.text)
        if match:
            level = way.level or len(re.findall(r"\d+", match["number"]))
            return LineStart("number", _length(line, match.end()), match["number"], way.style, level, way.item)
    return None


def _label(line: _Line) -> LineStart | None:
    match = _label_mark().match(line.text)
    return LineStart("label", _length(line, match.end()), style=match.group().strip()[0]) if match else None


@cache
def _label_mark() -> re.Pattern[str]:
    pairs = [tuple(map(re.escape, pair)) for pair in words("symbols")["brackets"]["labels"]]
    inside = rf"(?=[^】]*[^\W\d_])[^【】]{{1,{_LONGEST_LABEL}}}"
    return re.compile(r"\s*(?:" + "|".join(f"{left}{inside}{right}" for left, right in pairs) + r")\s*(?=\S)")


def _bullet(line: _Line) -> LineStart | None:
    match = _bullet_mark().match(line.text)
    if match is None:
        return None
    return LineStart("bullet", _length(line, match.end()), style=match.group().strip()[0], item=True)


@cache
def _bullet_mark() -> re.Pattern[str]:
    lists = words("symbols")["bullet"]
    firm, spaced = either(lists["marks"]), either(lists["spaced"])
    # A mark that is written twice is no bullet but stands for something left out ("○○県").
    return re.compile(rf"\s*(?:(?P<mark>{firm})(?!\s*(?P=mark))\s*|{spaced}\s+)+")
