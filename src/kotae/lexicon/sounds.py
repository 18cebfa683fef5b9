"""How words sound: Hepburn romanisation of kana, and a skeleton that a name keeps on its way through kana.

Katakana writes a foreign name with the sounds that Japanese has: l becomes r, v becomes b, th becomes s, an r
after a vowel goes, and vowels come in where consonants meet. The skeleton drops what is lost that way, so
that two spellings of a name meet; `distance` then tells how far apart they are, counting a vowel for less
than a consonant.
"""

import re
from functools import lru_cache

from kotae.lexicon.english import unaccented

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_IRREGULAR_KANA = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヤ": "ya", "ユ": "yu",
    "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n", "ヴ": "vu", "ァ": "a", "ィ": "i", "ゥ": "u",
    "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo", "ヮ": "wa", "ヵ": "ka", "ヶ": "ka",
}  # fmt: skip
_SMALL_VOWELS = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_SMALL_Y = {"ャ": "a", "ュ": "u", "ョ": "o"}
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def _kana_table() -> dict[str, str]:
    table = {kana: onset + vowel for onset, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)}
    table |= _IRREGULAR_KANA
    for kana, sound in list(table.items()):
        if sound.endswith("i") and len(sound) > 1:
            onset = sound[:-1]
            glide = "" if onset in ("sh", "ch", "j") else "y"
            table |= {kana + small: onset + glide + vowel for small, vowel in _SMALL_Y.items()}
        onset = {"u": "w", "i": "y"}.get(sound, sound[:-1])
        if len(kana) == 1 and kana not in _SMALL_VOWELS and sound[-1] in "iueo" and sound != "n":
            table |= {kana + small: onset + vowel for small, vowel in _SMALL_VOWELS.items()}
    return table


_DOUBLING, _UNDOUBLED = "ッ", "aiueon"
_KANA = _kana_table() | {_DOUBLING: _DOUBLING}
_OH, _OU, _TWICE = re.compile(r"oh(?=[^aiueoy]|$)"), re.compile("ou|oo"), re.compile(r"([aiue])\1")
_LONG = re.compile("o[hou]|aa|ii|uu|ee")
_UNIT = re.compile("[^ャュョァィゥェォヮ][ャュョァィゥェォ]?|.")


@lru_cache(maxsize=100_000)
def romanise(kana: str) -> str:
    """Return a kana reading in Hepburn letters without long vowels: "ノギモリ" is "nogimori", "トウキョウ" "tokyo".

    Characters that are not kana are left out. Modified Hepburn is how Japanese names are written in English.
    """
    sounds: list[str] = []
    for unit in _UNIT.findall(kana.translate(_HIRAGANA_TO_KATAKANA)):
        sound = _KANA.get(unit)
        if sound is None:
            sound = "".join(_KANA.get(single, "") for single in unit)
        if sounds and sounds[-1] == _DOUBLING:
            sounds[-1] = sound[:1] if sound[:1] not in _UNDOUBLED else ""
        sounds.append(sound)
    return short("".join(sounds).replace(_DOUBLING, ""))


def short(letters: str) -> str:
    """Write long vowels short: "ou", "oo" and "oh" before a consonant are "o", "uu" is "u", and so on."""
    if _LONG.search(letters) is None:
        return letters
    letters = _OH.sub("o", letters)
    return _OU.sub("o", _TWICE.sub(r"\1", letters))


# What an English spelling may sound like once katakana has written it; the first is the likeliest.
_SOUNDS = {
    "sch": ("s",), "tch": ("c",), "sh": ("s",), "ch": ("c", "k"), "ph": ("f",), "th": ("s", "t"), "gh": ("", "k"),
    "ng": ("n", "nk"), "ck": ("k",), "qu": ("k",), "q": ("k",), "wh": ("w",), "kh": ("h", "k"), "rh": ("r",),
    "dg": ("j",), "x": ("ks",), "ce": ("se",), "ci": ("si",), "cy": ("si",), "c": ("k",), "ge": ("je", "ge"),
    "gi": ("ji", "gi"), "ts": ("c",), "tz": ("c",), "j": ("j", "y"), "w": ("w", "v"),
}  # fmt: skip
_SPELLING = re.compile("|".join(sorted(_SOUNDS, key=lambda spelling: -len(spelling))) + "|[aeiou]r(?![aeiouy])|.")
_CLASSES = str.maketrans(
    {"l": "r", "v": "b", "z": "s", "j": "s", "c": "s", "g": "k", "d": "t", "p": "b", "f": "h", "m": "n"}
)
_BEFORE_LABIAL = re.compile("m(?=[bp])")
_MOST_SPOKEN = 16
_VOWELS = "aeiouy"
_VOWEL_COST, _HELPER_COST, _VOICE_COST, _NASAL_COST = 0.3, 0.12, 0.15, 0.5


def spoken(name: str) -> list[str]:
    """Return how a name in Latin letters may be said in Japanese sounds, the likeliest first."""
    letters = short(re.sub(r"[^a-z]", "", unaccented(name.lower())))
    ways = [""]
    for match in _SPELLING.finditer(letters):
        part = match.group()
        sounds = _SOUNDS.get(part, (part,))
        if len(part) == 2 and part[1] == "r" and part[0] in _VOWELS:
            sounds = (part[0], part)
        ways = [way + sound for sound in sounds for way in ways][:_MOST_SPOKEN]
    ways = [_BEFORE_LABIAL.sub("n", way) for way in ways]
    return [re.sub(r"(.)\1+", r"\1", way) for way in ways]


def said(romanised: str) -> list[str]:
    """Return a romanised reading in the same letters; "chi", "tsu" and "ji" may stand for foreign ti, tu and di."""
    plain = romanised.replace("sh", "s").replace("ts", "c").replace("ch", "c")
    ways = [plain]
    if re.search("[cj]", plain):
        ways.append(plain.replace("c", "t").replace("j", "d"))
    return [re.sub(r"(.)\1+", r"\1", way) for way in ways]


def skeleton(sounds: str) -> str:
    """Return the classes of the consonants of a word, which katakana keeps, and whether a vowel comes first."""
    lead = "a" if sounds[:1] in tuple(_VOWELS) else ""
    consonants = re.sub(r"[aeiouyhw]", "", sounds[:1].replace("h", "f").replace("w", "b") + sounds[1:])
    return lead + re.sub(r"(.)\1+", r"\1", consonants.translate(_CLASSES))


def distance(one: str, other: str) -> float:
    """Return how far two words are apart in sound, from 0 (the same) to 1: edits weighed by what katakana loses."""
    previous = [0.0]
    for letter in other:
        previous.append(previous[-1] + _weight(letter))
    longest = max(previous[-1], sum(map(_weight, one)), 0.1)
    for letter in one:
        row = [previous[0] + _weight(letter)]
        for at, match in enumerate(other):
            row.append(
                min(
                    previous[at] + _change(letter, match),
                    previous[at + 1] + _weight(letter),
                    row[at] + _weight(match),
                )
            )
        previous = row
    return previous[-1] / longest


def _weight(letter: str) -> float:
    return _HELPER_COST if letter in "uo" else _VOWEL_COST if letter in _VOWELS else 1.0


def _change(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    if letter.translate(_CLASSES) == other.translate(_CLASSES):
        return _NASAL_COST if "m" in (letter, other) else _VOICE_COST
    return _VOWEL_COST if letter in _VOWELS and other in _VOWELS else max(_weight(letter), _weight(other))
