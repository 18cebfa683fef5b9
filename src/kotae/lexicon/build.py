"""Making a lexicon: the vocabulary of a corpus looked up in the dictionary, both ways.

The weight of a pair is the probability that the dictionary gives the English wording for the Japanese form
(share of the entry among the form's entries, share of the gloss among the entry's glosses), times a damped
count of how often the corpus has the word asked for: of several candidates the one that the corpus uses is
the likelier meaning (the noisy channel of Brown et al. 1993, "The Mathematics of Statistical Machine
Translation", with a dictionary for its translation table).
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from kotae.lexicon import dictionary, english, sounds
from kotae.lexicon.lexicon import INDEXES, SCHEMA, Lexicon
from kotae.lexicon.vocabulary import KATAKANA, Run, Vocabulary, collect
from kotae.text.tokens import is_function_word

_LEAST_SHARE = 0.005
_COUNT_POWER = 0.5
_DERIVED = 0.4  # of the share, where a stem joins words that are only related
_PART = 0.4  # of the share, for a part of a longer gloss ("rare earth" of "rare earth element")
_SUFFIXED = 0.3  # of the share, for a gloss of the word with a suffix ("Danish" for デンマーク, from デンマーク語)
_SUFFIXES = "人語的性化"
_SHORTEST_NAME = 4
_SHARE = "f.share * g.share"
_GLOSSES = f"SELECT key, words, {_SHARE}, name FROM form f JOIN gloss g ON g.entry = f.entry WHERE f.text = ?"
_FORMS = f"SELECT text, words, {_SHARE} FROM gloss g JOIN form f ON f.entry = g.entry WHERE g.key = ?"

# Other forms with an English wording that both have among their first; the product of the four shares is small.
_SYNONYMS = (
    "SELECT o.text, f.share * g.share * h.share * o.share FROM form f JOIN gloss g ON g.entry = f.entry"
    " JOIN gloss h ON h.key = g.key AND h.words = g.words JOIN form o ON o.entry = h.entry"
    " WHERE f.text = ? AND NOT g.name AND NOT h.name AND g.share >= 0.1 AND h.share >= 0.1 AND o.text != f.text"
)
_LEAST_SYNONYM = 0.01

_Pair = tuple[str, str, int]


def build(texts: Iterable[str], *, cache: Path) -> Lexicon:
    """Make the lexicon of a corpus.

    Args:
        texts: the texts of the corpus's units, in either language.
        cache: the folder that keeps the dictionary's compact form between runs (about 60 MB).

    Raises:
        ModelError: the dictionary is not installed or damaged, or cannot be kept in the cache.
    """
    with dictionary.opened(cache) as table:
        irregular = dict(table.execute("SELECT word, base FROM irregular ORDER BY word"))
        forms = {form for (form,) in table.execute("SELECT text FROM form")}
        keys = {key for (key,) in table.execute("SELECT key FROM gloss")}
        vocabulary = collect(texts, forms=forms, phrases=keys, irregular=irregular)
        rows = sqlite3.connect(":memory:", check_same_thread=False)
        rows.executescript(SCHEMA)
        rows.executemany("INSERT INTO irregular VALUES (?, ?)", sorted(irregular.items()))
        words = table.execute("SELECT DISTINCT key FROM gloss WHERE NOT name")
        single = sorted(key for (key,) in words if " " not in key)
        rows.executemany("INSERT INTO known VALUES (?)", ((key,) for key in single))
        _fill(rows, table, vocabulary, irregular)
    rows.executescript(INDEXES)
    rows.commit()
    return Lexicon(rows)


def _fill(
    rows: sqlite3.Connection, table: sqlite3.Connection, vocabulary: Vocabulary, irregular: Mapping[str, str]
) -> None:
    runs = [run for _, run in sorted(vocabulary.japanese.items())]
    own = {form for run in runs for form in run.keys}
    for number, run in enumerate(runs):
        rows.executemany("INSERT INTO synonym VALUES (?, ?, ?)", _synonym_rows(table, run, number, own))
        rows.execute("INSERT INTO target VALUES (?, ?, ?)", (number, " ".join(run.terms), run.text))
        rows.executemany("INSERT INTO english VALUES (?, ?, ?, ?, ?, ?)", _english_rows(table, run, number))
        ways = [way for reading in sorted(run.readings) for way in sounds.said(sounds.romanise(reading))]
        foreign = bool(KATAKANA.fullmatch(run.text))
        rows.executemany("INSERT INTO sound VALUES ('ja', ?, ?, ?, ?)", _sound_rows(ways, number, foreign))
    longer = _part_keys(table, vocabulary.english.values(), irregular)
    for number, (_, run) in enumerate(sorted(vocabulary.english.items()), len(runs)):
        rows.execute("INSERT INTO target VALUES (?, ?, ?)", (number, " ".join(run.terms), run.text))
        rows.executemany("INSERT INTO japanese VALUES (?, ?, ?)", _japanese_rows(table, run, number, longer, irregular))
        if run.text[0].isupper():
            ways = sounds.spoken(run.text)
            rows.executemany("INSERT INTO sound VALUES ('en', ?, ?, ?, ?)", _sound_rows(ways, number, True))


def _english_rows(table: sqlite3.Connection, run: Run, number: int) -> Iterator[tuple[str, str, str, int, float, int]]:
    """Yield the English wordings of a Japanese run of the corpus."""
    shares: dict[_Pair, float] = defaultdict(float)
    for form in sorted(run.keys):
        for pair, share in _form_shares(table, form).items():
            shares[pair] = max(shares[pair], share)
    for (key, words, name), share in sorted(shares.items()):
        if share >= _LEAST_SHARE:
            family = "" if " " in key or name else english.family(key)
            yield key, family, words, number, round(share * run.count**_COUNT_POWER, 5), name


def _synonym_rows(
    table: sqlite3.Connection, run: Run, number: int, own: Collection[str]
) -> Iterator[tuple[str, int, float]]:
    """Yield the Japanese forms that the corpus does not have and that mean the same as one of its runs."""
    shares: dict[str, float] = defaultdict(float)
    for form in sorted(run.keys):
        for other, share in table.execute(_SYNONYMS, (form,)):
            if other not in own:
                shares[other] = max(shares[other], share)
    for other, share in sorted(shares.items()):
        if share >= _LEAST_SYNONYM:
            yield other, number, round(share * run.count**_COUNT_POWER, 5)


def _form_shares(table: sqlite3.Connection, form: str) -> dict[_Pair, float]:
    shares: dict[_Pair, float] = defaultdict(float)
    for key, words, share, name in table.execute(_GLOSSES, (form,)):
        shares[key, words, name] += share
        for part_key, part_words, part in () if name else _parts(key.split(" "), words.split(" ")):
            shares[part_key, part_words, name] += share * _PART * part
    for suffix in _SUFFIXES:
        for key, words, share, name in table.execute(_GLOSSES, (form + suffix,)):
            if not name:
                shares[key, words, name] += share * _SUFFIXED
    return shares


def _parts(keys: list[str], words: list[str]) -> Iterator[tuple[str, str, float]]:
    """Yield a gloss without its first word, and without its last, where what is left is a phrase."""
    for cut in (slice(0, -1), slice(1, None)):
        left = words[cut]
        if left and not is_function_word(left[0]) and not is_function_word(left[-1]):
            yield " ".join(keys[cut]), " ".join(left), len(left) / len(words)


def _part_keys(
    table: sqlite3.Connection, runs: Iterable[Run], irregular: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    """Return, for every key of the corpus, the longer keys that it is a part of, and its part of them."""
    wanted = {english.key(phrase.split(" "), irregular) for run in runs for phrase in run.keys}
    longer: dict[str, dict[str, float]] = defaultdict(dict)
    if wanted:
        for key, words in table.execute("SELECT DISTINCT key, words FROM gloss WHERE NOT name AND key LIKE '% %'"):
            for part_key, _, part in _parts(key.split(" "), words.split(" ")):
                if part_key in wanted:
                    longer[part_key][key] = part
    return longer


def _japanese_rows(
    table: sqlite3.Connection,
    run: Run,
    number: int,
    longer: Mapping[str, Mapping[str, float]],
    irregular: Mapping[str, str],
) -> Iterator[tuple[str, int, float]]:
    """Yield the Japanese forms of an English phrase of the corpus."""
    shares: dict[str, float] = defaultdict(float)
    for phrase in sorted(run.keys):
        key = english.key(phrase.split(" "), irregular)
        for form, words, share in table.execute(_FORMS, (key,)):
            alike = 1.0 if english.inflected_alike(phrase, words) else _DERIVED
            shares[form] = max(shares[form], share * alike)
            if form[-1] in _SUFFIXES and len(form) > 2:
                shares[form[:-1]] = max(shares[form[:-1]], share * alike * _SUFFIXED)
        for longer_key, part in sorted(longer.get(key, {}).items()):
            for form, _, share in table.execute(_FORMS, (longer_key,)):
                shares[form] = max(shares[form], share * _PART * part)
    for form, share in sorted(shares.items()):
        if share >= _LEAST_SHARE:
            yield form, number, round(share * run.count**_COUNT_POWER, 5)


def _sound_rows(ways: Iterable[str], number: int, foreign: bool) -> list[tuple[str, str, int, bool]]:
    long_enough = (way for way in dict.fromkeys(ways) if len(way) >= _SHORTEST_NAME)
    return [(sounds.skeleton(way), way, number, foreign) for way in long_enough]
