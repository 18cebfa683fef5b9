"""What the label of a row says that the row is: a total, an average, a part of the row above; the words are data."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from kotae.documents.lines.labels import label_number
from kotae.text.language import Language
from kotae.text.lists import read_lists
from kotae.text.numbers import dates

Summary = Literal["total", "average"]

_LANGUAGES: tuple[Language, ...] = ("ja", "en")
_SUMMARIES: tuple[Summary, ...] = ("total", "average")
_DECORATION = re.compile(r"^(?:[\s*\[(【〔<〈・•–—]|-(?=\s))+|[\s*\])】〕>〉:：]+$")
# A formula behind the label: (A+B), (1)+(2), = a + b.
_TERM = r"(?:\(?[A-Za-z\d]{1,2}\)?)"
_FORMULA = re.compile(rf"(?<=.)\s*(?:=\s*|(?=\(|\[))[\[(]?{_TERM}(?:\s*[-+*/×~,]\s*{_TERM})*[\])]?\s*$")

_BETWEEN_TIMES = frozenset(" ~-–・,、")


@dataclass(frozen=True, slots=True)
class RowRole:
    """What a label says: a total or an average; `of` what, where it names it; whether it closes a group by its name.

    `doubted` is what as many things are called that are none ("Total Energies"): the row's numbers tell.
    """

    summary: Summary
    of: str = ""
    of_group: bool = False
    doubted: bool = False


def words(language: Language) -> dict[str, Any]:
    """Return the word lists of a language, as totals.LANGUAGE.toml has them."""
    return read_lists("kotae.documents.tables", f"totals.{language}.toml")


@lru_cache(maxsize=4_096)
def role_of(label: str, group: str = "") -> RowRole | None:
    """Return what a row's label says of it, or None where it is an ordinary row.

    Args:
        label: the label.
        group: the label of a group that the row stands in; some words are a total behind its name only.
    """
    plain, name = plain_label(label), group_name(group)
    for language in _LANGUAGES:
        for summary in _SUMMARIES:
            said = _read(plain, name, summary, language)
            if said is not None:
                return said
    return None


@lru_cache(maxsize=4_096)
def role_to_prove(label: str) -> RowRole | None:
    """Return what a row's label may say of it, which its numbers must bear out, or None ("全産業", "市部計", "月平均")."""
    plain = plain_label(label)
    for language in _LANGUAGES:
        for summary in _SUMMARIES:
            lists = words(language)[summary]
            behind = next((word for word in lists["behind_if_so"] if plain.endswith(word) and plain != word), "")
            before = next((word for word in lists["before_if_so"] if plain.startswith(word) and plain != word), "")
            if behind or before:
                return RowRole(summary, plain.removesuffix(behind).removeprefix(before).strip(), doubted=True)
    return None


def plain_label(label: str) -> str:
    """Return a label without what decorates it: marks, a formula or that it is rounded in brackets, spaces inside Japanese,
    capitals."""
    text = _rounding().sub("", unicodedata.normalize("NFKC", label))
    bare = _DECORATION.sub("", _FORMULA.sub("", _DECORATION.sub("", text)))
    folded = re.sub(r"\s+", " ", bare).casefold()
    return folded if folded.isascii() else re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", folded)


@cache
def _rounding() -> re.Pattern[str]:
    """Return the pattern of a bracket behind a label that says how its amounts are written ("(rounded)")."""
    listed = "|".join(re.escape(word) for language in _LANGUAGES for word in words(language)["rounded"]["words"])
    return re.compile(rf"\s*[(\[](?:{listed})[)\]]\s*$", re.IGNORECASE)


def group_name(label: str) -> str:
    """Return what a group is called: its label without its number and without what says that it is a group."""
    bare = label.strip()
    plain = plain_label(bare[label_number(bare)[1] :])
    for ending in words("ja")["group"]["behind"]:
        plain = plain.removesuffix(ending)
    return plain


def is_part(label: str) -> bool:
    """Tell whether a row label says that the row is a part of one above ("うち …", "of which …")."""
    plain = plain_label(label)
    spaced = _DECORATION.sub("", unicodedata.normalize("NFKC", label))
    return any(
        _begins(plain, words(language)["part"], language)
        or any(re.match(rf"{word}\s+\S", spaced) for word in words(language)["part"]["begins_apart"])
        for language in _LANGUAGES
    )


def may_be_part(label: str) -> bool:
    """Tell whether a row label may say that the row is a part of one above, which its numbers must bear out ("including …")."""
    plain = plain_label(label)
    return any(re.match(rf"{word}\b", plain) for lang in _LANGUAGES for word in words(lang)["part"]["begins_if_so"])


def is_rest(label: str) -> bool:
    """Tell whether a row label, behind parts, is the rest of them ("(その他)", "うちその他")."""
    text = unicodedata.normalize("NFKC", label).strip()
    plain = plain_label(text)
    bracketed = text.startswith(("(", "[", "(")) and text.endswith((")", "]", ")"))
    rests = [(word, language) for language in _LANGUAGES for word in words(language)["part"]["rest"]]
    return any(
        (bracketed and (plain == word or (language == "ja" and plain.startswith(word))))
        or plain.startswith(f"うち{word}")
        for word, language in rests
    )


def _begins(plain: str, lists: dict[str, Any], language: Language) -> bool:
    for word in lists["begins"]:
        rest = plain[len(word) :] if plain.startswith(word) else None
        if rest is None:
            continue
        if not (
            rest[:1].isalnum() and rest[:1].isascii() if language == "en" else rest[:1] in lists["not_before"] and rest
        ):
            return True
    return False


def _read(plain: str, group: str, summary: Summary, language: Language) -> RowRole | None:
    lists = words(language)[summary]
    if plain in lists["bare"]:
        return RowRole(summary)
    if plain in lists["of_group"]:
        return RowRole(summary, of_group=True)
    if plain in lists["named"]:
        return RowRole(summary, of=plain)
    if remarked := _with_remark(plain, lists, summary):
        return remarked
    name = _named_in_japanese(plain, group, lists) if language == "ja" else _named_in_english(plain, summary)
    doubted = language == "en" and summary == "total"
    return RowRole(summary, of=name, doubted=doubted) if name else None


def _with_remark(plain: str, lists: dict[str, Any], summary: Summary) -> RowRole | None:
    """Return the role of a bare word with something in brackets or behind a colon: "合計(税込)", "Total (South)"."""
    remark = re.fullmatch(r"(?P<word>[^(:]+?)\s?[(:]\s*(?P<name>[^()]+)\)?", plain)
    if remark is None:
        return None
    of_group = remark["word"] in lists["of_group"]
    return RowRole(summary, remark["name"], of_group) if of_group or remark["word"] in lists["bare"] else None


def _named_in_japanese(plain: str, group: str, lists: dict[str, Any]) -> str:
    """Return what a label such as "資産合計" or "平成12年度計" names, or nothing."""
    for word in lists["behind"]:
        if plain.endswith(word) and len(plain) > len(word):
            return plain.removesuffix(word)
    for word in lists["after_time"]:
        if plain.endswith(word) and _is_time(plain.removesuffix(word)):
            return plain.removesuffix(word)
    return group if group and any(plain == group + word for word in lists["after_group"]) else ""


def _is_time(plain: str) -> bool:
    """Tell whether a label is a time with its year, or one to another, and nothing else."""
    found, rest, end = dates(plain), "", 0
    for day in found:
        rest, end = rest + plain[end : day.start], day.end
    return any(day.year for day in found) and not set(rest + plain[end:]) - _BETWEEN_TIMES


def _named_in_english(plain: str, summary: Summary) -> str:
    """Return what a label such as "Total assets", "Assets, total" or "Total for all regions" names, or nothing."""
    match = _english_names(summary).fullmatch(plain)
    return match[match.lastgroup].rstrip(" ,") if match and match.lastgroup else ""


@cache
def _english_names(summary: Summary) -> re.Pattern[str]:
    lists = words("en")[summary]
    link, bare, before, before_word, behind = (
        "|".join(lists[name]) for name in ("links", "bare", "before", "before_word", "behind")
    )
    opening = f"{bare}|{before}" if before else bare
    return re.compile(
        rf"(?:{opening})(?:,| (?=(?:{link})\b)) ?(?:(?:{link}) )*(?P<linked>.+)"
        rf"|(?:{before}) (?P<before>.+)"
        rf"|(?:{before_word}) (?P<before_word>[a-z]+)"
        rf"|(?P<behind>.+)[ ,](?:{behind})"
    )
