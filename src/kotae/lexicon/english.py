"""English words as keys: one key for all spellings and inflections of a word or phrase.

A key is the Snowball stems (Porter 2001) of a phrase's words, after irregular forms were led back to their
base ("built" to "build") and British spellings to American ones. Words written in capitals throughout ("US",
"NATO") keep them, so that an abbreviation is not taken for the word that it looks like.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kotae.text.tokens import is_function_word, stem

LONGEST_PHRASE = 5

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-z](?:\.[A-Za-z])+\b|[A-Za-z\u00c0-\u024f0-9]+")
_SENTENCE_END = re.compile(r"[.!?:\"“(]\s*$")
_BRITISH = (
    (re.compile(r"is(e|es|ed|er|ers|ing|ation|ations|able)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|er|ers|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{3})our"), "or"),
    (re.compile(r"(?<=[a-z]{2}[^aeiou])re(s?)$"), r"er\1"),
    (re.compile(r"(?<=[a-z]{2})ogue(s?)$"), r"og\1"),
    (re.compile(r"(?<=[a-z]{3}[aeiou])ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(?<=[a-z]{2})ence(s?)$"), r"ense\1"),
    (re.compile(r"gramme(s?)$"), r"gram\1"),
)
_MAYBE_BRITISH = re.compile("[iy]s|our|ogue|ll|ence|gramme|res?$")
_INFLECTIONS = frozenset(["", "s", "es", "ed", "d", "ing", "n", "en", "e", "y", "ies", "ied"])
_DERIVING = re.compile(
    r"(?:atur|ur|eri|ari|ori|ator|or|er|ist|ism|ation|ition|tion|ion|itud|iti|bil|al|iv|ment|ness|ous|anc|enc|ant|ent"
    r"|abl|ibl|ic|ci|cy|ti|th|i|t|l|e|y|an|ian|ean|es|a|ia)$"
)
_SHORTEST_ROOT = 4
_PREFIXED = re.compile(
    r"(?:anti|counter|de|hyper|inter|micro|multi|non|over|post|pre|re|semi|sub|super|trans|un)(\w{5,})$"
)
_ARTICLES = frozenset(["a", "an", "the"])
_LEADING = _ARTICLES | {"to", "be", "being"}
_OBJECTS = frozenset(["something", "someone", "somebody", "oneself"])


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an English text and the characters [start, end) it was read from."""

    text: str
    start: int
    end: int
    opens_sentence: bool

    @property
    def capital(self) -> bool:
        """Whether the word is written as a name where an ordinary word would not be."""
        return self.text[0].isupper() and not self.opens_sentence

    @property
    def abbreviation(self) -> bool:
        """Whether the word is written in capitals throughout."""
        return is_abbreviation(self.text)


def written(phrase: Sequence[str]) -> str:
    """Return a phrase as glosses are kept: lower case but for abbreviations."""
    return " ".join(word if is_abbreviation(word) else word.lower() for word in phrase)


def is_abbreviation(word: str) -> bool:
    """Tell whether a word is written in at least two letters, all of them capitals."""
    return 2 <= len(word) <= 6 and word.isalpha() and word.isupper()


def words(text: str) -> list[Word]:
    """Return the Latin-script words of a text in order, function words included, without possessive endings."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        written = match.group().replace(".", "")
        possessive = written in ("s", "t") and match.start() and text[match.start() - 1] in "'’"
        if possessive:
            continue
        opens = not found or bool(_SENTENCE_END.search(text[found[-1].end : match.start()]))
        found.append(Word(written, match.start(), match.end(), opens))
    return found


def key(phrase: Sequence[str], irregular: Mapping[str, str]) -> str:
    """Return the key of a phrase: the stems of its words joined with spaces, "rate of growth" as "growth rate".

    Args:
        phrase: the words as written.
        irregular: base forms of the words whose inflection no suffix rule undoes.
    """
    return " ".join(part_key(word, irregular.get(word.lower(), "")) for word in turned(phrase))


def turned(phrase: Sequence[str]) -> Sequence[str]:
    """Return a phrase with what stands behind "of" before the rest: "start of the season" as "season start"."""
    at = next((at for at, word in enumerate(phrase) if at and word.lower() == "of"), len(phrase) - 1)
    behind = phrase[at + 1 :]
    if behind and behind[0].lower() in _ARTICLES:
        behind = behind[1:]
    return [*turned(behind), *phrase[:at]] if behind else phrase


@lru_cache(maxsize=200_000)
def part_key(word: str, base: str) -> str:
    """Return the key of one word; `base` is its irregular base form, if it has one."""
    if is_abbreviation(word):
        return word
    return stem(american(base or unaccented(word.lower())))


def american(word: str) -> str:
    """Fold British and American spelling of a lower-case word into one, which need not be either."""
    if len(word) < 5 or not _MAYBE_BRITISH.search(word):
        return word
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word


def unaccented(word: str) -> str:
    """Drop macrons and accents."""
    if word.isascii():
        return word
    return "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))


def inflected_alike(asked: str, written: str) -> bool:
    """Tell whether two phrases with one key differ in inflection only.

    Stems also join words that are merely related ("restrict", "restriction") and now and then strangers
    ("import", "important").
    """
    return all(_alike(a, b) for a, b in zip(turned(asked.split()), turned(written.split()), strict=False))


@lru_cache(maxsize=100_000)
def _alike(asked: str, written: str) -> bool:
    if asked == written:
        return True
    pairs = enumerate(zip(asked, written, strict=False))
    shared = next((at for at, (a, b) in pairs if a != b), min(len(asked), len(written)))
    return asked[shared:] in _INFLECTIONS and written[shared:] in _INFLECTIONS


def gloss_words(gloss: str) -> list[str]:
    """Return the words of a gloss without what only marks its grammar: "to" and articles first, "someone" last."""
    phrase = _WORD.findall(gloss.replace("'s", "") if "'" in gloss else gloss)
    if "." in gloss:
        phrase = [word.replace(".", "") for word in phrase]
    first, last = 0, len(phrase)
    while first < last - 1 and phrase[first].lower() in _LEADING:
        first += 1
    while last - 1 > first and phrase[last - 1].lower() in _OBJECTS:
        last -= 1
    return phrase[first:last]


@lru_cache(maxsize=100_000)
def family(key: str) -> str:
    """Return what the keys of one word's relatives share: "sign" and "signatur", "europ" and "european".

    Looser than a stem by design: for relatives that suffix rules part ("decide", "decision"), as a last
    resort.
    """
    root = key
    while (shorter := _DERIVING.sub("", root)) != root and len(shorter) >= _SHORTEST_ROOT:
        root = shorter
    return re.sub(r"s$", "d", root)


def base_of_prefixed(word: str) -> str:
    """Return a lower-case word without a prefix that Japanese writes as a word of its own, or nothing."""
    match = _PREFIXED.match(word)
    return match.group(1) if match else ""


def parts(keys: Sequence[str], words: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Yield a gloss without its first word, and without its last, where what is left is a phrase.

    Args:
        keys: the keys of its words.
        words: its words.

    Returns:
        the key and the words of what is left, and which share of the gloss it is.
    """
    for cut in (slice(0, -1), slice(1, None)):
        left = words[cut]
        if left and not is_function_word(left[0]) and not is_function_word(left[-1]):
            yield " ".join(keys[cut]), " ".join(left), len(left) / len(words)
