"""Dictionary entries as rows of shares: which entries a Japanese spelling stands for, and what each is in English.

Reads the tables of PyPI's `jamdict-data`: JMdict (words) and JMnedict (names), both by EDRDG. A name that is
only its reading in Latin letters is left out, because the sounds of the corpus give it as well.
"""

import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kotae.lexicon import english, sounds

_COMMON = re.compile(r"(?:news|ichi|spec|gai)1")
_MARKED = re.compile(r"archa|obs|rare|vulgar|dated|slang|poetical|children|manga|jocular")
_KATAKANA = re.compile(r"[\u30a1-\u30fe]+")
_BRACKETED = re.compile(r"\([^()]*\)")
_BRACKETS = str.maketrans("()", "  ")
_CAPITALS = re.compile(r"[A-Z].*[ -][A-Z(]")
_NOT_LETTERS = re.compile(r"[^a-z]")
_LINKS = ("of", "the", "and", "for")
_NAME_WEIGHT = 0.1  # of a common word's: a name spelt like a word is seldom what is meant
_MARKED_WEIGHT = 0.3
_WITH_BRACKETS, _AS_INITIALS = 0.7, 0.5
_SENSE_FALL, _GLOSS_FALL = 0.5, 0.25
_OF_ENTITIES = "('place', 'organization', 'company', 'person', 'product', 'work')"

GlossRow = tuple[int, str, str, float, int]


def folded(form: str) -> str:
    """Return the spelling under which a Japanese form is filed: NFKC, lower case, without middle dots."""
    return unicodedata.normalize("NFKC", form).lower().replace("・", "")


def form_rows(rows: sqlite3.Connection, entries: set[int]) -> Iterator[tuple[str, int, float]]:
    """Yield (spelling, entry, the entry's share among all entries spelt so) for the entries given."""
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    for text, entry, weight in (*_word_forms(rows), *_name_forms(rows)):
        if entry in entries:
            alike = weights[folded(text)]
            alike[entry] = max(alike.get(entry, 0.0), weight)
    for text, alike in weights.items():
        total = sum(alike.values())
        for entry, weight in alike.items():
            yield text, entry, round(weight / total, 4)


def _word_forms(rows: sqlite3.Connection) -> Iterator[tuple[str, int, float]]:
    """Yield JMdict's spellings; the reading of a word that has kanji only where it is commonly written so."""
    tags = dict(rows.execute("SELECT kid, group_concat(text) FROM KJP GROUP BY kid"))
    seen: set[int] = set()
    for row, entry, text in rows.execute("SELECT id, idseq, text FROM Kanji ORDER BY id"):
        yield text, entry, _form_weight(tags.get(row, ""), entry not in seen)
        seen.add(entry)
    has_kanji, seen = seen, set()
    tags = dict(rows.execute("SELECT kid, group_concat(text) FROM KNP GROUP BY kid"))
    in_kana = "SELECT idseq FROM Sense JOIN misc ON sid = id WHERE misc.text LIKE '%using kana%'"
    as_kana = {entry for (entry,) in rows.execute(in_kana)}
    for row, entry, text, alone in rows.execute("SELECT id, idseq, text, nokanji FROM Kana ORDER BY id"):
        if entry not in has_kanji or alone or entry in as_kana or _KATAKANA.fullmatch(text):
            yield text, entry, _form_weight(tags.get(row, ""), entry not in seen)
        seen.add(entry)


def _form_weight(tags: str, first: bool) -> float:
    return (1.0 if _COMMON.search(tags) else 0.6 if tags else 0.3) * (1.0 if first else 0.7)


def _name_forms(rows: sqlite3.Connection) -> Iterator[tuple[str, int, float]]:
    has_kanji: set[int] = set()
    for entry, text in rows.execute("SELECT idseq, text FROM NEKanji ORDER BY id"):
        yield text, entry, _NAME_WEIGHT
        has_kanji.add(entry)
    for entry, text in rows.execute("SELECT idseq, text FROM NEKana ORDER BY id"):
        if entry not in has_kanji:
            yield text, entry, _NAME_WEIGHT


def gloss_rows(rows: sqlite3.Connection, irregular: Mapping[str, str]) -> Iterator[GlossRow]:
    """Yield (entry, key, words, share of the entry's meaning, whether it is a name) for every wording."""
    marked = {sense for sense, text in rows.execute("SELECT sid, text FROM misc") if _MARKED.search(text)}
    senses = "SELECT idseq, s.id, text FROM Sense s JOIN SenseGloss g ON g.sid = s.id ORDER BY idseq, s.id, g.rowid"
    for entry, glosses in _by_entry(rows.execute(senses)):
        for key, words, share in _weighed(glosses, marked, irregular):
            yield entry, key, words, share, 0
    for entry, glosses in _by_entry(_foreign_names(rows)):
        for key, words, share in _weighed(glosses, set(), irregular):
            yield entry, key, words, share, 1


def _foreign_names(rows: sqlite3.Connection) -> Iterator[tuple[int, int, str]]:
    """Yield the names whose Latin spelling does not follow from the reading; of people's only those in kana."""
    readings: dict[int, str] = dict(rows.execute("SELECT idseq, text FROM NEKana ORDER BY id DESC"))
    has_kanji = {entry for (entry,) in rows.execute("SELECT idseq FROM NEKanji")}
    entities = {row for (row,) in rows.execute(f"SELECT tid FROM NETransType WHERE text IN {_OF_ENTITIES}")}
    names = (
        "SELECT t.idseq, t.id, g.text FROM NETranslation t JOIN NETransGloss g ON g.tid = t.id ORDER BY 1, 2, g.rowid"
    )
    for entry, row, text in rows.execute(names):
        if (row in entities or entry not in has_kanji) and not _spells(text, readings.get(entry, "")):
            yield entry, row, text


def _spells(gloss: str, reading: str) -> bool:
    letters = _NOT_LETTERS.sub("", english.unaccented(gloss.partition("(")[0].lower()))
    return sounds.short(letters) == sounds.romanise(reading)


def _by_entry(rows: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    current, held = -1, list[tuple[int, str]]()
    for entry, sense, text in rows:
        if entry != current and held:
            yield current, held
            held = []
        current = entry
        held.append((sense, text))
    if held:
        yield current, held


def _weighed(
    glosses: list[tuple[int, str]], marked: set[int], irregular: Mapping[str, str]
) -> Iterator[tuple[str, str, float]]:
    """Give each wording its share: early senses and early glosses of a sense say best what a word means."""
    found: dict[tuple[str, str], float] = {}
    order = {sense: at for at, sense in enumerate(dict.fromkeys(sense for sense, _ in glosses))}
    places: dict[int, int] = defaultdict(int)
    total = 0.0
    for sense, text in glosses:
        weight = 1 / (1 + _SENSE_FALL * order[sense]) / (1 + _GLOSS_FALL * places[sense])
        weight *= _MARKED_WEIGHT if sense in marked else 1.0
        places[sense] += 1
        total += weight
        for phrase, part in wordings(text):
            pair = english.key(phrase, irregular), english.written(phrase)
            found[pair] = max(found.get(pair, 0.0), weight * part)
    for (key, words), weight in found.items():
        yield key, words, round(weight / total, 4)


def wordings(gloss: str) -> Iterator[tuple[list[str], float]]:
    """Yield the phrases that stand for a gloss, with their part of its weight.

    They are the gloss without its brackets, with what they hold, with hyphens closed up, and the initials of
    a name.
    """
    bare = english.gloss_words(_BRACKETED.sub(" ", gloss) if "(" in gloss else gloss)
    if 0 < len(bare) <= english.LONGEST_PHRASE:
        yield bare, 1.0
    if "-" in gloss and len(closed := english.gloss_words(_BRACKETED.sub(" ", gloss).replace("-", ""))) == 1:
        yield closed, 1.0
    if "(" in gloss:
        full = english.gloss_words(gloss.translate(_BRACKETS))
        if full != bare and len(full) <= english.LONGEST_PHRASE:
            yield full, _WITH_BRACKETS
    if _CAPITALS.search(gloss):
        for name in dict.fromkeys((_BRACKETED.sub(" ", gloss), gloss.translate(_BRACKETS))):
            parts = [word for word in english.gloss_words(name) if word.lower() not in _LINKS]
            initials = "".join(word[0] for word in parts)
            if len(parts) > 1 and english.is_abbreviation(initials):
                yield [initials], _AS_INITIALS
