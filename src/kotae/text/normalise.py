"""One spelling for what reads the same: compatibility forms, spaces and line ends."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

# Scripts written without spaces: kana, Han, their punctuation and full-width forms.
_WIDE = r"\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
_WIDE_CHARACTER = re.compile(f"[{_WIDE}]")
_SPACE_IN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\n]+(?=[{_WIDE}])")
_SPACE_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\n]+(?=[^\s])|(?<=[^\s])[ \t\n]+(?=[{_WIDE}])")
_PADDED_BRACKET = re.compile(rf"(?<=[{_WIDE}][(\[]) +| +(?=[)\]][{_WIDE}])|(?<=^[(\[]) +")
# "５ 1年単位", "２ 勤務間", "（３） 採用", "第４条 １週間": the number of an entry is no part of what its text begins with. Of
# numbers without a sign that holds before other figures, and of full-width ones, which no space parts from what they count.
_NUMERAL = "0-9０-９一二三四五六七八九十百"
_ITEM_NUMBER = re.compile(
    r"^((?:[(（]?[0-9０-９]{1,3}[)）.．]?(?=[ \t\n\u3000]+[0-9０-９])|[(（][0-9０-９]{1,3}[)）]|[0-9０-９]{1,3}[)）.．]"
    rf"|[０-９]{{1,3}}|第[{_NUMERAL}]{{1,5}}条(?:の[{_NUMERAL}]{{1,3}})?))(?P<gap>[ \t\n\u3000]+)(?=\S)"
)
_FEWEST_SPREAD = 3  # letters with spaces between them that are one word beside other words
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–−", "-"))


def is_wide(character: str) -> bool:
    """Tell whether a character belongs to a script written without spaces (Japanese and its punctuation)."""
    return bool(_WIDE_CHARACTER.match(character))


def fold(text: str) -> str:
    """Return the form used for comparing: NFKC, case-folded, one kind of hyphen, single spaces."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    return " ".join(folded.split())


@lru_cache(maxsize=1_024)
def narrow(text: str) -> str:
    """Return the compatibility form of every character that has one of a single character, so that places stay the same."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", character)) == 1 else character for character in text
    )


def clean(text: str) -> str:
    """Drop control and invisible formatting characters; keep tabs and line ends."""
    return _CONTROL.sub("", text)


def closed_up(text: str) -> str:
    """Return a Japanese label without the spaces that spread it over its place ("区　分", "15-2　小 売 価 格　(佐賀市)").

    Beside other words only three letters or more are taken for one that is spread; other texts stay as they are.
    """
    words = text.split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words) if _is_spread(words) else text
    closed: list[str] = []
    for is_letter, run in groupby(words, key=lambda word: len(word) == 1):
        letters = list(run)
        spread = is_letter and len(letters) >= _FEWEST_SPREAD and _is_spread(letters)
        closed += ["".join(letters)] if spread else letters
    return " ".join(closed) if len(closed) < len(words) else text


def _is_spread(characters: list[str]) -> bool:
    """Tell whether characters with spaces between them are the letters of one Japanese word."""
    letters = sum(is_wide(character) and character.isalpha() for character in characters)
    return letters > 1 and 2 * letters > len(characters)


def join_prose(lines: list[str]) -> str:
    """Join the lines of one paragraph as its author wrote it.

    A line end is a space between words of a spaced script and nothing inside Japanese; spaces that a
    converter left between Japanese characters, or around Latin runs inside Japanese, go as well. A hyphen
    that ends a line is kept, because it cannot be told from a real one without a dictionary.

    Args:
        lines: the paragraph's lines in order, without their line ends.
    """
    text = " ".join(stripped for line in lines if (stripped := clean(line).strip()))
    text = re.sub(r"[ \t\n]+", " ", text)
    number = _ITEM_NUMBER.match(text)
    start, text = (
        (number[1] + ("\u3000" if "\u3000" in number["gap"] else " "), text[number.end() :]) if number else ("", text)
    )
    text = _SPACE_IN_WIDE.sub("", text)
    text = _SPACE_BESIDE_WIDE.sub("", text)
    return start + _PADDED_BRACKET.sub("", text)


def join_label(lines: list[str]) -> str:
    """Join the lines of a heading or a cell: as prose, but a single space that separates words of one line stays."""
    kept = [" ".join(clean(line).split()) for line in lines]
    text = ""
    for line in (line for line in kept if line):
        glue = "" if not text or is_wide(text[-1]) or is_wide(line[0]) else " "
        if _ITEM_NUMBER.match(f"{text} {line[0]}") and (line[0].isdigit() or not text[-1].isdigit()):
            glue = " "
        text += glue + line
    return text
