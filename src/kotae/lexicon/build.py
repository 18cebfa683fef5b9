"""Making a lexicon: the vocabulary of a corpus looked up in the dictionary, both ways.

The weight of a pair is the probability that the dictionary gives the English wording for the Japanese form
(share of the entry among the form's entries, share of the gloss among the entry's glosses), times a damped
count of how often the corpus has the word asked for: of several candidates the one that the corpus uses is
the likelier meaning (the noisy channel of Brown et al. 1993, "The Mathematics of Statistical Machine
Translation", with a dictionary for its translation table). The count stands apart, so that a document which
comes or goes changes the counts of its words, and only words with other forms are looked up again.
"""

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kotae.lexicon import dictionary, english, sounds
from kotae.lexicon.lexicon import SCHEMA, Lexicon
from kotae.lexicon.tally import Numbered, Tally
from kotae.lexicon.vocabulary import KATAKANA, Run, collect

_LEAST_SHARE = 0.005
_COUNT_POWER = 0.5
_DERIVED = 0.4  # of the share, where a stem joins words that are only related
_PART = 0.4  # of the share, for a part of a longer gloss ("rare earth" of "rare earth element")
_SUFFIXED = 0.3  # of the share, for a gloss of the word with a suffix ("Danish" for デンマーク, from デンマーク語)
_SUFFIXES = "人語的性化"
_SHORTEST_NAME = 4
_SHARE = "f.share * g.share"
_GLOSSES = f"SELECT key, words, {_SHARE}, name FROM form f JOIN gloss g ON g.entry = f.entry WHERE f.text = ?"
_LONGER = "SELECT key, share FROM part WHERE part = ? ORDER BY key"
_FORMS = f"SELECT text, words, {_SHARE} FROM gloss g JOIN form f ON f.entry = g.entry WHERE g.key = ?"

# Other forms with an English wording that both have among their first; the product of the four shares is small.
_SYNONYMS = (
    "SELECT o.text, f.share * g.share * h.share * o.share FROM form f JOIN gloss g ON g.entry = f.entry"
    " JOIN gloss h ON h.key = g.key AND h.words = g.words JOIN form o ON o.entry = h.entry"
    " WHERE f.text = ? AND NOT g.name AND NOT h.name AND g.share >= 0.1 AND h.share >= 0.1 AND o.text != f.text"
)
_LEAST_SYNONYM = 0.01

_TABLES = ("target", "english", "synonym", "own", "japanese", "sound")

_Pair = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """What a lexicon is made of: a document of the corpus, by how to get the texts of its units.

    `kept` tells that the lexicon before was made of it too, and of the same texts.
    """

    texts: Callable[[], Sequence[str]]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a lexicon, and of what the next one is made from."""

    lexicon: Path
    tally: Path


@dataclass(frozen=True, slots=True)
class Previous:
    """The files of a lexicon that another one is made from, and the documents that it was made of and the other is not."""

    files: Files
    gone: Sequence[Part]


def build(texts: Iterable[str], *, cache: Path) -> Lexicon:
    """Make the lexicon of a corpus.

    Args:
        texts: the texts of the corpus's units, in either language.
        cache: the folder that keeps the dictionary's compact form between runs (about 74 MB).

    Raises:
        ModelError: the dictionary is not installed or damaged, or cannot be kept in the cache.
    """
    whole = list(texts)
    with dictionary.opened(cache) as table:
        rows, tally = _rows(table), Tally.empty(sqlite3.connect(":memory:"), dictionary.identity())
        _renew(rows, tally, table, [whole], [])
    return Lexicon(rows)


def renewed(parts: Sequence[Part], previous: Previous | None, made: Files, *, cache: Path) -> None:
    """Write the lexicon of a corpus, from the one before: only runs of words are looked up that a document which came or went
    has. It translates as one does that is made anew.

    Args:
        parts: the documents.
        previous: what is there already; None makes all of it anew.
        made: the files to be written.
        cache: as for `build`.

    Raises:
        ModelError: as for `build`.
    """
    way = dictionary.identity()
    if previous is not None and _way(previous.files.tally) != way:
        previous = None  # other words for the same text
    if previous is not None:
        shutil.copyfile(previous.files.lexicon, made.lexicon)
        shutil.copyfile(previous.files.tally, made.tally)
    with dictionary.opened(cache) as table, _writing(made.lexicon) as rows, _writing(made.tally) as counted:
        if previous is None:
            _fixed(rows, table)
            tally = Tally.empty(counted, way)
        else:
            tally = Tally.of(counted)
        came = (part.texts() for part in parts if previous is None or not part.kept)
        _renew(rows, tally, table, came, (part.texts() for part in previous.gone) if previous else ())


def _way(tally: Path) -> str:
    with closing(sqlite3.connect(tally)) as counted:
        return Tally.of(counted).way


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Give the connection to a file that nobody reads yet, and that is thrown away if it does not get whole."""
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA journal_mode = OFF")
        rows.execute("PRAGMA synchronous = OFF")
        yield rows
        rows.commit()


def _renew(
    rows: sqlite3.Connection,
    tally: Tally,
    table: sqlite3.Connection,
    came: Iterable[Sequence[str]],
    gone: Iterable[Sequence[str]],
) -> None:
    """Let the texts of some documents come and those of others go."""
    irregular = dict(rows.execute("SELECT word, base FROM irregular"))
    known = _Known(table)
    for count, documents in ((tally.remove, gone), (tally.add, came)):
        for texts in documents:
            count(collect(texts, forms=known.forms, phrases=known.phrases, irregular=irregular))
    _clear(rows, tally.gone())
    _fill(rows, table, tally.runs(), irregular)
    weights = ((count**_COUNT_POWER, number) for number, count in tally.counts())
    rows.executemany("UPDATE target SET weight = ? WHERE number = ?", weights)
    rows.commit()


class _Lookup(dict[str, bool]):
    """Tells whether the dictionary has a key, asking it once for each."""

    def __init__(self, table: sqlite3.Connection, select: str) -> None:
        super().__init__()
        self._table = table
        self._select = select

    def __missing__(self, key: str) -> bool:
        known = self._table.execute(self._select, (key,)).fetchone() is not None
        self[key] = known
        return known


class _Known:
    """What the dictionary has: Japanese spellings and English keys."""

    def __init__(self, table: sqlite3.Connection) -> None:
        self.forms = _Lookup(table, "SELECT 1 FROM form WHERE text = ?")
        self.phrases = _Lookup(table, "SELECT 1 FROM gloss WHERE key = ?")


def _rows(table: sqlite3.Connection) -> sqlite3.Connection:
    """Return the tables of a lexicon in memory; as for `_fixed`."""
    rows = sqlite3.connect(":memory:", check_same_thread=False)
    _fixed(rows, table)
    return rows


def _fixed(rows: sqlite3.Connection, table: sqlite3.Connection) -> None:
    """Make the tables of a lexicon, and fill those that are the same for every corpus."""
    rows.executescript(SCHEMA)
    irregular = table.execute("SELECT word, base FROM irregular ORDER BY word")
    rows.executemany("INSERT INTO irregular VALUES (?, ?)", irregular)
    rows.executemany("INSERT INTO known VALUES (?)", table.execute("SELECT key FROM word ORDER BY key"))


def _clear(rows: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Take out what the lexicon has of some runs."""
    for number in numbers:
        for name in _TABLES:
            column = "number" if name == "target" else "target"
            rows.execute(f"DELETE FROM {name} WHERE {column} = ?", (number,))


def _fill(
    rows: sqlite3.Connection, table: sqlite3.Connection, runs: Iterable[Numbered], irregular: Mapping[str, str]
) -> None:
    for numbered in runs:
        number, run = numbered.number, numbered.run
        _clear(rows, [number])
        rows.execute("INSERT INTO target VALUES (?, ?, ?, 0)", (number, " ".join(run.terms), run.text))
        if numbered.language == "ja":
            rows.executemany("INSERT INTO own VALUES (?, ?)", ((form, number) for form in sorted(run.keys)))
            rows.executemany("INSERT INTO synonym VALUES (?, ?, ?)", _synonym_rows(table, run, number))
            rows.executemany("INSERT INTO english VALUES (?, ?, ?, ?, ?, ?)", _english_rows(table, run, number))
            ways = [way for reading in sorted(run.readings) for way in sounds.said(sounds.romanise(reading))]
            foreign = bool(KATAKANA.fullmatch(run.text))
        else:
            rows.executemany("INSERT INTO japanese VALUES (?, ?, ?)", _japanese_rows(table, run, number, irregular))
            ways = sounds.spoken(run.text) if run.text[0].isupper() else []
            foreign = True
        sounding = _sound_rows(numbered.language, ways, number, foreign)
        rows.executemany("INSERT INTO sound VALUES (?, ?, ?, ?, ?)", sounding)


def _english_rows(table: sqlite3.Connection, run: Run, number: int) -> Iterator[tuple[str, str, str, int, float, int]]:
    """Yield the English wordings of a Japanese run of the corpus."""
    shares: dict[_Pair, float] = defaultdict(float)
    for form in sorted(run.keys):
        for pair, share in _form_shares(table, form).items():
            shares[pair] = max(shares[pair], share)
    for (key, words, name), share in sorted(shares.items()):
        if share >= _LEAST_SHARE:
            family = "" if " " in key or name else english.family(key)
            yield key, family, words, number, share, name


def _synonym_rows(table: sqlite3.Connection, run: Run, number: int) -> Iterator[tuple[str, int, float]]:
    """Yield the Japanese forms that mean the same as a run of the corpus, those among them that the corpus has as well."""
    shares: dict[str, float] = defaultdict(float)
    for form in sorted(run.keys):
        for other, share in table.execute(_SYNONYMS, (form,)):
            shares[other] = max(shares[other], share)
    for other, share in sorted(shares.items()):
        if share >= _LEAST_SYNONYM:
            yield other, number, share


def _form_shares(table: sqlite3.Connection, form: str) -> dict[_Pair, float]:
    shares: dict[_Pair, float] = defaultdict(float)
    for key, words, share, name in table.execute(_GLOSSES, (form,)):
        shares[key, words, name] += share
        for part_key, part_words, part in () if name else english.parts(key.split(" "), words.split(" ")):
            shares[part_key, part_words, name] += share * _PART * part
    for suffix in _SUFFIXES:
        for key, words, share, name in table.execute(_GLOSSES, (form + suffix,)):
            if not name:
                shares[key, words, name] += share * _SUFFIXED
    return shares


def _japanese_rows(
    table: sqlite3.Connection, run: Run, number: int, irregular: Mapping[str, str]
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
        for longer_key, part in table.execute(_LONGER, (key,)).fetchall():
            for form, _, share in table.execute(_FORMS, (longer_key,)):
                shares[form] = max(shares[form], share * _PART * part)
    for form, share in sorted(shares.items()):
        if share >= _LEAST_SHARE:
            yield form, number, share


def _sound_rows(
    language: str, ways: Iterable[str], number: int, foreign: bool
) -> list[tuple[str, str, str, int, bool]]:
    long_enough = (way for way in dict.fromkeys(ways) if len(way) >= _SHORTEST_NAME)
    return [(language, sounds.skeleton(way), way, number, foreign) for way in long_enough]
