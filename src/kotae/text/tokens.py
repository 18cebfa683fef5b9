"""Words for the word index: Japanese and English in one stream of terms, each with its place in the text."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import Stemmer
from sudachipy import Dictionary, SplitMode, Tokenizer

from kotae.text import numbers
from kotae.text.normalise import narrow

TokenKind = Literal["ja", "en", "number", "identifier", "value"]
TokenPart = Literal["person", "place", "name", "noun", "other"]

# Parts of speech that carry grammar rather than meaning (UniDic's names, which Sudachi uses).
_GRAMMAR = frozenset(["助詞", "助動詞", "補助記号", "空白", "代名詞", "接続詞", "連体詞", "感動詞", "記号"])
_LIGHT_VERBS = frozenset(
    ["為る", "居る", "有る", "成る", "因る", "依る", "れる", "られる", "無い", "事", "物", "為", "等"]
)
_ENGLISH_FUNCTION_WORDS = frozenset(
    (
        "a an the this that these those it its he she they them his her their i you we our your me my of in on at by for to"
        " from with about into over under after before between during through against as and or but nor so if then than"
        " because while is are was were be been being am do does did done doing has have had having will would shall"
        " should can could may might must not no what which who whom whose when where why how there here s t also such"
        " any each both either neither other others some"
    ).split()
)
_THOUSANDS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"
_RUN = re.compile(rf"{_THOUSANDS}(?![\d,])|[A-Za-z\u00c0-\u024f0-9]+(?:[-_./'’&][A-Za-z\u00c0-\u024f0-9]+)*")
_OPENING, _ENDING = " 	\"'“‘(（「『[", ".!?。！？:：\n"
_CITATION_KEY = re.compile(r"[^\W\d_][\w・&-]*\[\d{4}[a-z]?\]")
_SUDACHI_CHARACTERS = 12_000  # Sudachi refuses more than 49,149 bytes at once
_KEPT_TEXTS = 1_024

_threads = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """One term of a text and the characters [start, end) that it stands for.

    `kind` is "value" for canonical forms shared by both languages (dates, scaled amounts), "identifier" for runs with
    digits or citation keys that are also given in parts. `part` tells proper nouns ("person", "place" and other
    "name": by the analyser in Japanese; all "name" in English, by a capital inside a sentence) from Japanese nouns and from
    the rest, English words of any other kind among them.
    """

    term: str
    start: int
    end: int
    kind: TokenKind
    reading: str = ""
    part: TokenPart = "other"


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One word or mark of a text, grammar included: its characters [start, end), part of speech and dictionary form.

    `part` holds UniDic's names, from the coarsest to the finest.
    """

    start: int
    end: int
    part: tuple[str, ...]
    form: str


def morphemes(text: str) -> list[Morpheme]:
    """Return every word and mark of a text in order, without what `tokenize` leaves out or adds."""
    return [
        Morpheme(
            morpheme.begin() + offset,
            morpheme.end() + offset,
            tuple(morpheme.part_of_speech()),
            morpheme.normalized_form().lower(),
        )
        for offset, piece in _pieces(narrow(text))
        for morpheme in _sudachi().tokenize(piece)
    ]


def tokenize(text: str) -> list[Token]:
    """Return the terms of a text in order: normalised Japanese content words, stemmed English words, numbers,
    identifiers whole and in part, dates and scaled amounts in a form that both languages share.

    Japanese words are SudachiPy's shortest units (mode A) in normalised form; English words are Snowball stems
    (Porter 2001) without function words.
    """
    return list(_tokenized(text))


@lru_cache(maxsize=_KEPT_TEXTS)  # the best passages of one question are often among those of the next
def _tokenized(text: str) -> tuple[Token, ...]:
    plain = narrow(text)
    runs = list(_RUN.finditer(plain))
    found = [token for match in runs for token in _latin(match.group(), match.start(), plain)]
    found.extend(_japanese(plain, runs))
    found.extend(_citation_keys(plain))
    found.extend(_values(plain))
    return tuple(sorted(found, key=lambda token: (token.start, -token.end)))


def terms(text: str) -> list[str]:
    """Return only the terms of a text, in order."""
    return [token.term for token in tokenize(text)]


def stem(word: str) -> str:
    """Return the Snowball stem of one lower-case English word."""
    return str(_stemmer().stemWord(word))


def is_function_word(word: str) -> bool:
    """Tell whether a lower-case English word carries grammar only."""
    return word in _ENGLISH_FUNCTION_WORDS


def _latin(run: str, start: int, plain: str) -> Iterator[Token]:
    lower = run.lower().replace("’", "'")
    end = start + len(run)
    if re.fullmatch(rf"{_THOUSANDS}|\d+(?:\.\d+)?", run):
        yield Token(lower.replace(",", ""), start, end, "number")
        return
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", lower):
        yield Token(lower.replace(".", ""), start, end, "en")
        return
    if numbers.is_year_part_sign(run):
        return  # it is a value
    digits = any(character.isdigit() for character in lower)
    pieces = [(match.group(), start + match.start()) for match in re.finditer(r"[^\W_]+", lower)]
    if digits:
        yield Token(lower, start, end, "identifier")
        pieces = [
            (part.group(), offset + part.start())
            for piece, offset in pieces
            for part in re.finditer(r"[^\W\d_]{2,}|\d{2,}|(?<=[^\W\d_]{3})\d", piece)  # also the number of "Step1"
        ]
    for piece, offset in pieces:
        if piece == lower and digits:
            continue
        if piece.isdigit():
            yield Token(piece, offset, offset + len(piece), "number")
        elif piece not in _ENGLISH_FUNCTION_WORDS:
            name = plain[offset].isupper() and not _begins_sentence(plain, offset)
            yield Token(stem(piece), offset, offset + len(piece), "en", part="name" if name else "other")


def _begins_sentence(plain: str, place: int) -> bool:
    while place and plain[place - 1] in _OPENING:
        place -= 1
    return place == 0 or plain[place - 1] in _ENDING


def _japanese(plain: str, runs: list[re.Match[str]]) -> Iterator[Token]:
    inside = bytearray(len(plain))
    for match in runs:
        inside[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    for offset, piece in _pieces(plain):
        for morpheme in _sudachi().tokenize(piece):
            start, end = morpheme.begin() + offset, morpheme.end() + offset
            part = morpheme.part_of_speech()
            if part[0] in _GRAMMAR or any(inside[start:end]):
                continue
            term = morpheme.normalized_form().lower()
            if (term in _LIGHT_VERBS and part[0] != "接尾辞") or not any(character.isalnum() for character in term):
                continue
            yield Token(term, start, end, "ja", morpheme.reading_form(), _part(part))


def _part(speech: tuple[str, ...]) -> TokenPart:
    """Return the part that a word plays, from UniDic's part of speech: counters ("トン") count with the rest."""
    if speech[0] != "名詞" or speech[2] == "助数詞可能":
        return "other"
    if speech[1] != "固有名詞":
        return "noun"
    return "person" if speech[2] == "人名" else "place" if speech[2] == "地名" else "name"


def _pieces(plain: str) -> Iterator[tuple[int, str]]:
    """Cut a very long text at sentence ends so that every piece fits the analyser."""
    start = 0
    while start < len(plain):
        end = min(len(plain), start + _SUDACHI_CHARACTERS)
        if end < len(plain):
            cut = max(plain.rfind(mark, start, end) for mark in "。\n. ")
            end = cut + 1 if cut > start else end
        yield start, plain[start:end]
        start = end


def _citation_keys(plain: str) -> Iterator[Token]:
    for match in _CITATION_KEY.finditer(plain):
        yield Token(match.group().lower(), match.start(), match.end(), "identifier")


def _values(plain: str) -> Iterator[Token]:
    """Dates as =MM-DD and =YYYY-MM, parts of a year as =2/4, amounts with a scale word as =value: the same in both languages."""
    for part in numbers.year_parts(plain):
        yield Token(f"={part.number}/{part.of}", part.start, part.end, "value")
    for date in numbers.dates(plain):
        if date.month and date.day:
            yield Token(f"={date.month:02}-{date.day:02}", date.start, date.end, "value")
            if date.year:  # a month finds its days, whatever calendar they are in
                yield Token(f"={date.year}-{date.month:02}", date.start, date.end, "value")
        elif date.month:
            year, until = f"{date.year}-" if date.year else "", f"/{date.until:02}" if date.until else ""
            yield Token(f"={year}{date.month:02}{until}", date.start, date.end, "value")
        elif date.year and str(date.year) not in plain[date.start : date.end]:
            yield Token(str(date.year), date.start, date.end, "number")
    for amount in numbers.quantities(plain):
        if not plain[amount.start : amount.end].replace(",", "").replace(".", "").isdigit():
            yield Token(f"={amount.value:.6g}", amount.start, amount.end, "value")


@cache
def _dictionary() -> Dictionary:
    """Return the dictionary, once for all threads: each would map 80 MB of it again."""
    return Dictionary(dict="core")


def _sudachi() -> Tokenizer:
    """Return this thread's analyser: one must not be shared between threads."""
    if not hasattr(_threads, "sudachi"):
        _threads.sudachi = _dictionary().tokenizer(SplitMode.A)
    analyser: Tokenizer = _threads.sudachi
    return analyser


def _stemmer() -> Stemmer.Stemmer:
    if not hasattr(_threads, "stemmer"):
        _threads.stemmer = Stemmer.Stemmer("english")
    return _threads.stemmer
