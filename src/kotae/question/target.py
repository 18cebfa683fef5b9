"""What a question asks for: its question word, the noun that goes with that, and how many of what it wants."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from kotae.question.measures import requested
from kotae.question.model import Sort, Target
from kotae.question.words import any_of, pattern, words
from kotae.text import grammar
from kotae.text.grammar import AUXILIARY, COUNTER, NOMINAL, NOUN, NUMBER, OF, STOP, SUFFIX, VERB, Word
from kotae.text.language import Language
from kotae.text.units import is_symbol, unit_in

_TO_BE = ("is", "are", "was", "were")
_BESIDE = 4  # words on each side
_TOPIC = (grammar.TOPIC, grammar.PARTICLE, grammar.CASE, grammar.MARK)  # between the topic and the question word
_BEHIND = (*_TOPIC, STOP, AUXILIARY, VERB, grammar.ADVERB, grammar.ADJECTIVE)  # a noun without a question word


def target(text: str, language: Language) -> Target:
    """Read what a question asks for.

    Args:
        text: the question, in the narrow form of every character.
        language: that it is in.
    """
    row = list(grammar.words(text))
    closed = _closed(text, language)
    if closed is None or language == "ja":
        for sort, pattern_ in _question_words(language):
            matches = list(pattern_.finditer(text))
            if matches:
                match = matches[-1] if language == "ja" else matches[0]
                return _around(text, language, row, sort, match.start(), match.end())
    head = _noun_before(text, row, _BEHIND) if language == "ja" else _first_noun(text, row)
    if not head:
        return _target(text, language, row, closed or "other", len(text), len(text), [], attached=False)
    sort = closed or _sort_of(text, head, "head", language)
    return _target(text, language, row, sort, head[0].start, head[-1].end, head, attached=False)


def _closed(text: str, language: Language) -> Sort | None:
    """Return the sort of a question that its beginning or its end makes one of yes or no."""
    for sort, asks, unless in _closed_forms(language):
        if asks.search(text) and not (unless and unless.search(text)):
            return sort
    return None


def _around(text: str, language: Language, row: list[Word], sort: Sort, start: int, end: int) -> Target:
    """Take in the noun that follows the question word, or the topic that stands before it."""
    following = [word for word in row if word.start >= end]
    if following and following[0].kind == OF and len(following) > 1:
        following = following[1:] if following[1].kind in NOMINAL else following
    behind = _noun_end(following, 0)
    noun = _noun_alone(text, following[:behind], following[behind:], language)
    if noun and sort in ("what", "which", "named", "like", "where", "amount"):
        if sort == "what" and (noun[0].kind in (COUNTER, SUFFIX) or (noun[0].kind == NUMBER and noun[0].start == end)):
            sort = "amount"
        told = _sort_of(text, noun, sort, language)
        if told == "when" and _is_amount(text, [word for word in row if word.end <= start], language):
            told = "amount"
        # 何人 counts people; 何年 dates, but "how many years" counts.
        sort = told if sort != "amount" or (told == "when" and language == "ja") else sort
        return _target(text, language, row, sort, start, noun[-1].end, noun, attached=True)
    topic = _noun_before(text, [word for word in row if word.end <= start], _TOPIC) or _subject(
        following, text[start:end]
    )
    if topic and sort in ("what", "which", "how", "like"):
        sort = _sort_of(text, topic, sort, language)
    return _target(text, language, row, sort, start, end, topic, attached=False)


def _target(
    text: str, language: Language, row: list[Word], sort: Sort, start: int, end: int, head: list[Word], attached: bool
) -> Target:
    right = tuple(word.term for word in row if word.start >= end and word.kind != STOP)
    left = tuple(word.term for word in reversed(row) if word.end <= start)
    several = _several(language).search(text)
    number = next((group for group in several.groupdict().values() if group), "") if several else ""
    noun = text[head[0].start : head[-1].end] if head else ""
    unit = unit_in(noun) if attached and sort in ("amount", "when") else ""
    measures = requested(text, language)
    in_a_unit = bool(unit) and (is_symbol(unit) or bool(measures))  # "how many GWh", 何メートル
    return Target(
        start=start,
        end=end,
        sort=sort,
        head=tuple(word.term for word in head),
        head_start=head[0].start if head else end,
        head_end=head[-1].end if head else end,
        attached=attached,
        several=several is not None,
        number=_numeral(number, language),
        measures=measures,
        unit=unit,
        uncounted=in_a_unit or any(_uncounted(language).search(said) for said in (text[start:end], noun)),
        left=left[:_BESIDE],
        right=right[:_BESIDE],
    )


def _sort_of(text: str, noun: Sequence[Word], otherwise: Sort, language: Language) -> Sort:
    """Return the sort that a noun tells, by its end in Japanese, by its stem in English."""
    surface = text[noun[0].start : noun[-1].end].lower()
    last = noun[-1].term
    for sort, endings, stems in _heads(language):
        if surface.endswith(endings) or last.endswith(endings) or last in stems:
            return sort
    return otherwise


def _noun_alone(text: str, noun: list[Word], behind: list[Word], language: Language) -> list[Word]:
    """Cut off what only looks like a part of a noun.

    That is in Japanese a noun behind a counter ("何ポイント改善"), in English a verb: "exports" in "which country exports it".
    """
    if language == "ja":
        ends = (place for place in range(1, len(noun)) if noun[place - 1].kind == COUNTER and noun[place].kind == NOUN)
        return noun[: next(ends, len(noun))]
    end = next((place for place, word in enumerate(noun) if text[word.start : word.end].lower() in _ends()), len(noun))
    if end < len(noun) or len(noun) < 2 or (behind and behind[0].kind in (AUXILIARY, VERB)):
        return noun[:end]
    last, before = (text[word.start : word.end] for word in (noun[-1], noun[-2]))
    return noun[:-1] if last.endswith("s") and not before.endswith("s") else noun


def _is_amount(text: str, before: list[Word], language: Language) -> bool:
    """Tell whether the topic is an amount, so that 何年 asks how long it is."""
    topic = _noun_before(text, before, _TOPIC)
    return bool(topic) and _sort_of(text, topic, "other", language) == "amount"


def _noun_before(text: str, row: list[Word], skipped: Collection[int]) -> list[Word]:
    """Return the noun at the end of a row of Japanese words, before words of some kinds and words for all of it."""
    barred = frozenset(words("ja", "target")["quantifiers"]["words"])
    last = len(row) - 1
    while last >= 0 and (row[last].kind in skipped or text[row[last].start : row[last].end] in barred):
        last -= 1
    first = last
    while first >= 0 and row[first].kind in NOMINAL:
        first -= 1
    return row[first + 1 : last + 1]


def _subject(following: list[Word], question_word: str) -> list[Word]:
    """Return the noun of an English "what is the …"."""
    if not following or (following[0].term not in _TO_BE and not question_word.endswith("'s")):
        return []
    start = 0
    while start < len(following) and _leads(following[start : start + 2]):
        start += 1
    return following[start : _noun_end(following, start)]


def _noun_end(row: Sequence[Word], start: int) -> int:
    """Return where the noun ends that begins at a place in a row of words."""
    return next((place for place in range(start, len(row)) if row[place].kind not in NOMINAL), len(row))


def _leads(pair: Sequence[Word]) -> bool:
    """Tell whether the first of two words leads to a noun: an article, an adjective, or a participle before it."""
    leading = pair[0].kind in (grammar.ADVERB, grammar.ADJECTIVE, AUXILIARY)
    return leading or (pair[0].kind == VERB and len(pair) > 1 and pair[1].kind in NOMINAL)


def _first_noun(text: str, row: list[Word]) -> list[Word]:
    """Return the first noun of an English question without a question word, behind what tells to answer."""
    barred = frozenset(words("en", "target")["requests"]["words"])
    rest = [word for word in row if text[word.start : word.end].lower() not in barred]
    start = next((place for place, word in enumerate(rest) if word.kind in NOMINAL), len(rest))
    end = _noun_end(rest, start)
    return _noun_alone(text, rest[start:end], rest[end:], "en")


def _numeral(text: str, language: Language) -> int:
    if not text:
        return 0
    return int(words(language, "cues")["numerals"].get(text.lower()) or text)


@cache
def _question_words(language: Language) -> tuple[tuple[Sort, re.Pattern[str]], ...]:
    return tuple((entry["sort"], pattern(language, entry, {})) for entry in words(language, "target")["word"])


@cache
def _ends() -> frozenset[str]:
    """Return the English words that end a noun: verbs that look like one, and adjectives that compare."""
    compared = [entry.get(key, ()) for entry in words("en", "measures")["measure"] for key in ("more", "less")]
    return frozenset(words("en", "target")["ends"]["words"]).union(*compared)


@cache
def _heads(language: Language) -> tuple[tuple[Sort, tuple[str, ...], tuple[str, ...]], ...]:
    """Return for each sort the ends of Japanese nouns and the stems of English ones that tell it."""
    entries = words(language, "target")["head"]
    return tuple((entry["sort"], tuple(entry.get("endings", ())), tuple(entry.get("stems", ()))) for entry in entries)


@cache
def _closed_forms(language: Language) -> tuple[tuple[Sort, re.Pattern[str], re.Pattern[str] | None], ...]:
    key, flags = ("ending", re.NOFLAG) if language == "ja" else ("beginning", re.IGNORECASE)
    forms = []
    for entry in words(language, "target")[key]:
        asks = pattern(language, entry, {}).pattern
        unless = re.compile("|".join(entry["unless"]), flags) if entry.get("unless") else None
        forms.append((entry["sort"], re.compile(asks if language == "ja" else f"^(?:{asks})", flags), unless))
    return tuple(forms)


@cache
def _uncounted(language: Language) -> re.Pattern[str]:
    return pattern(language, words(language, "target")["uncounted"], {})


@cache
def _several(language: Language) -> re.Pattern[str]:
    numeral = rf"\d{{1,2}}|{any_of(language, words(language, 'cues')['numerals'])}"
    listed = [
        listed_pattern.replace("{n}", f"(?P<n_{place}>{numeral})")
        for place, listed_pattern in enumerate(words(language, "target")["several"]["patterns"])
    ]
    return re.compile("|".join(listed), re.IGNORECASE if language == "en" else 0)
