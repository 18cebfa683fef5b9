"""The words of a corpus that a dictionary may know: runs of adjacent Japanese words and English phrases."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kotae.lexicon import english
from kotae.lexicon.entries import folded
from kotae.text.tokens import Token, is_function_word, tokenize

LONGEST_RUN = 4

_JOINT = re.compile("[・･=＝-]?")  # what may stand between two words of one compound
KATAKANA = re.compile(r"[\u30a1-\u30fe・･=＝]+")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Run:
    """A run of words of the corpus: its index terms, how it is written first, how often it occurs, and its keys.

    `keys` are dictionary forms of a Japanese run (how often it was met under each does not matter), or the
    phrase as written in lower case of an English one. `readings` are kana.
    """

    terms: tuple[str, ...]
    text: str
    count: int = 0
    keys: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The runs of a corpus by their terms, Japanese and English."""

    japanese: Mapping[tuple[str, ...], Run]
    english: Mapping[tuple[str, ...], Run]


def collect(
    texts: Iterable[str], *, forms: Mapping[str, bool], phrases: Mapping[str, bool], irregular: Mapping[str, str]
) -> Vocabulary:
    """Collect the single words of a corpus and those longer runs that the dictionary knows or that are katakana.

    Args:
        texts: the corpus's units, in either language.
        forms: whether a folded Japanese spelling is in the dictionary.
        phrases: whether an English key is.
        irregular: base forms of irregular English words.
    """
    japanese: dict[tuple[str, ...], Run] = {}
    latin: dict[tuple[str, ...], Run] = {}
    for text in texts:
        tokens = tokenize(text)
        for run in japanese_runs(tokens, text):
            known = {form for form in japanese_forms(run, text) if forms[form]}
            surface = text[run[0].start : run[-1].end]
            single = len(run) == 1 and run[0].kind == "ja"
            if known or single or KATAKANA.fullmatch(surface):
                tally = japanese.setdefault(tuple(token.term for token in run), Run((), surface))
                tally.count += 1
                tally.keys |= known
                tally.readings.add("".join(token.reading for token in run))
        for phrase, words, inside in _english_runs(text, tokens):
            if len(words) == 1 or phrases[english.key(words, irregular)]:
                tally = latin.setdefault(inside, Run((), phrase))
                tally.count += 1
                tally.keys.add(english.written(words))
    for tallies in (japanese, latin):
        for terms, tally in tallies.items():
            tally.terms = terms
    return Vocabulary(japanese, latin)


def japanese_runs(tokens: Sequence[Token], text: str) -> Iterator[tuple[Token, ...]]:
    """Yield every run of up to four adjacent words that a Japanese headword may be made of."""
    spoken = [token for token in tokens if token.kind in ("ja", "en")]
    for first, token in enumerate(spoken):
        if token.kind == "en" and not english.is_abbreviation(text[token.start : token.end]):
            continue
        last = first
        while True:
            run = tuple(spoken[first : last + 1])
            yield run
            last += 1
            if last == len(spoken) or len(run) == LONGEST_RUN:
                break
            gap = text[spoken[last - 1].end : spoken[last].start]
            if spoken[last].kind == "en" or not _JOINT.fullmatch(gap):
                break


def japanese_forms(run: Sequence[Token], text: str) -> list[str]:
    """Return the folded spellings under which a dictionary may have a run: as written, and in base forms."""
    surfaces = [text[token.start : token.end] for token in run]
    stem = "".join(surfaces[:-1])
    spellings = (stem + surfaces[-1], stem + run[-1].term, "".join(token.term for token in run))
    return list(dict.fromkeys(folded(spelling) for spelling in spellings))


def _english_runs(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """Yield the phrases of up to five words, as written and as words, with the index terms inside them."""
    terms = {token.start: token for token in tokens if token.kind in ("en", "identifier")}
    words = english.words(text)
    for first, word in enumerate(words):
        if word.start not in terms:
            continue
        inside: list[str] = []
        for last in range(first, min(len(words), first + english.LONGEST_PHRASE)):
            if last > first and not _joined(text[words[last - 1].end : words[last].start]):
                break
            token = terms.get(words[last].start)
            if token is not None:
                inside.append(token.term)
                written = [part.text for part in words[first : last + 1]]
                yield _SPACE.sub(" ", text[word.start : words[last].end]), written, tuple(inside)
            elif not is_function_word(words[last].text.lower()):
                break


def _joined(gap: str) -> bool:
    return gap in (" ", "-", "\n", "‐", "’s ", "'s ")
