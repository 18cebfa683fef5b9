"""Lines that begin with the word and the number of a table or figure: captions, and sentences about one, which are none."""

import re
from functools import cache

from kotae.documents.lines.words import KANJI, brackets, words
from kotae.text.lists import either

_LONGEST = 250  # characters of an English caption: a longer line is a paragraph
_JAPANESE_NUMBER = (
    r"(?:[A-Z]?\d{1,4}[a-z]?(?:\s?[-.]\s?\d{1,3}){0,3}|[A-Z](?:[-.]?\d{1,3}){0,3}"
    rf"|[{KANJI}]{{1,3}}(?=$|[\s.:)\]】>|]))"
)
_ENGLISH_NUMBER = r"(?:[A-Z]?\d{1,3}(?:[-.–]\d{1,3}){0,3}[a-z]?|[A-Z]{1,2}(?:[-.]?\d{1,3}){1,3}|[IVXL]{1,6}|[A-Z])"
_SEPARATED = re.compile(r"^(?:$|[\s.:、|)\]】>〉》〔〕-])")
_SENTENCE = re.compile(r"[.!?][\"'”’)]*$")


def caption_mark(text: str) -> tuple[str, int] | None:
    """Return the number of a caption and where its title begins; None where a line is no caption.

    Args:
        text: the line, in compatibility form.
    """
    match = _japanese_caption().match(text)
    if match and _is_japanese_caption(match):
        return (match["after"] or match["before"]).strip(), _title_start(match)
    match = _english_caption().match(text)
    if match and _is_english_caption(match):
        return match["number"], _title_start(match)
    return None


def _title_start(match: re.Match[str]) -> int:
    return match.end("rest") - len(match["rest"].lstrip())


def _is_japanese_caption(match: re.Match[str]) -> bool:
    rest = match["rest"]
    unopened = match["close"] and not match["open"]
    if (match["close"] and rest.lstrip()[:1] in ("。", "、")) or (unopened and not rest.strip()):
        return False  # the end of a sentence that names the table in brackets
    if re.match(either(words("ja")["caption"]["goes_on"]), rest.lstrip()) or rest.rstrip().endswith("。"):
        return False
    return bool(match["close"] or _SEPARATED.match(rest)) or not ("。" in rest or rest.rstrip().endswith("、"))


def _is_english_caption(match: re.Match[str]) -> bool:
    rest = match["rest"].rstrip()
    if len(match.string) > _LONGEST or (match["close"] and not match["open"]):
        return False
    if match["close"] and rest.lstrip()[:1] in (".", ",", ";"):
        return False  # the end of a sentence that names the table in brackets
    if re.match(rf"\s*[,(]?\s*{either(words('en')['caption']['continued'])}\b", rest, re.IGNORECASE):
        return True
    if rest.lstrip()[:1] in (",", ";") or re.match(rf"\s+{either(words('en')['caption']['goes_on'])}(?!\w)", rest):
        return False
    lower = bool(re.match(r"\s+[a-z]", rest))
    return not (lower and (match["number"].isalpha() or _SENTENCE.search(rest)))


@cache
def _japanese_caption() -> re.Pattern[str]:
    named = either(words("ja")["caption"]["words"])
    opens, closes = brackets()
    return re.compile(
        rf"\s*(?:{either(words('symbols')['caption']['marks'])}\s*)?(?P<open>[{opens}]\s*)?"
        rf"(?:{named}(?:\s*第)?\s*(?P<after>{_JAPANESE_NUMBER})|第\s*(?P<before>{_JAPANESE_NUMBER})\s*{named})(?![A-Za-z0-9])"
        rf"(?P<close>\s*[{closes}])?(?P<rest>.*)$",
        re.DOTALL,
    )


@cache
def _english_caption() -> re.Pattern[str]:
    lists = words("en")["caption"]
    named, before = (either([*some, *map(str.upper, some)]) for some in (lists["words"], lists["before"]))
    opens, closes = brackets()
    return re.compile(
        rf"\s*(?P<open>[{opens}]\s*)?(?:{before}\s+)?{named}\.?(?:\s*(?=\d)|\s+)(?P<number>{_ENGLISH_NUMBER})(?![A-Za-z0-9])"
        rf"(?P<close>\s*[{closes}])?(?P<rest>.*)$",
        re.DOTALL,
    )
