"""Lines of running text put together again as their author wrote them."""

import re

from kotae.documents.lines.ends import begins_within, ends_sentence, is_open
from kotae.documents.lines.headings import could_be_heading, is_address, is_date_line
from kotae.documents.lines.text import width
from kotae.text.normalise import is_wide, join_prose

_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_URL = re.compile(r"https?://|www\.")
_URL_REST = re.compile(r"^[\w./?=&%#~+:@!$*,;-]+$", re.ASCII)
_WIDEST_WRAP = 130
_LEAST_PROSE = 20  # a shorter text without a sentence end is as likely a title or a label


def is_finished(text: str) -> bool:
    """Tell whether a text ends as a sentence does, or as what is quoted does."""
    return ends_sentence(text) or text.rstrip().endswith(("」", "』"))


def goes_on_after_gap(before: str, line: str) -> bool:
    """Tell whether a line goes on with an unfinished paragraph across blank lines, a page break or a figure.

    Needs signs in the text itself, because titles, names and addresses do not end as sentences either.
    """
    before, line = before.rstrip(), line.strip()
    if not before or not line or is_finished(before) or is_address(before) or is_date_line(before):
        return False
    if not is_wide(before[-1]) and not is_wide(line[0]):
        opened = before[-1].islower() or before[-1] in ",-–" or before[-1].isdigit()
        return len(before.split()) >= 3 and ((opened and line[0].islower()) or is_open(before))
    if not _HIRAGANA.search(before) or is_date_line(line):
        return False
    if begins_within(line):
        return (len(before) >= 8 and not could_be_heading(line)) or line[0] in "、。，．"
    prose = "、" in before or "。" in before or "，" in before
    return len(before) >= _LEAST_PROSE and prose and (len(line) >= 8 or is_finished(line))


def goes_on_next_line(before: str, line: str, wrap: int, wrapped: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line directly above it.

    Args:
        before: the line above.
        line: the line in question.
        wrap: the width of the widest line of the block that both are in.
        wrapped: whether the block's lines mostly end inside sentences, and not each with its own.
    """
    if line[:1] in ("\u3000",) or (len(line) - len(line.lstrip(" ")) >= 2 and not before.startswith(" ")):
        return False  # an indented first line
    full = wrap <= _WIDEST_WRAP and width(before.rstrip()) >= 0.75 * wrap
    if is_finished(before):
        return full and wrapped
    if _ends_in_url(before):
        return _is_url_rest(before, line)
    first = line.strip()[:1]
    return full or first.islower() or begins_within(line) or width(before) >= 0.5 * wrap


def join_lines(lines: list[str]) -> str:
    """Join a paragraph's lines; a web address broken over lines is put together without a space."""
    joined: list[str] = []
    for line in lines:
        if joined and _is_url_rest(joined[-1], line):
            joined[-1] += line.strip()
        else:
            joined.append(line.rstrip())
    return join_prose(joined)


def _ends_in_url(text: str) -> bool:
    """Tell whether the last word of a text is, or holds, a web address."""
    last = text.rsplit(maxsplit=1)
    return bool(last) and bool(_URL.search(last[-1]))


def _is_url_rest(before: str, line: str) -> bool:
    """Tell whether a line begins with the rest of the web address that ends the line above."""
    words = line.split()
    if not words or not _ends_in_url(before) or not _URL_REST.match(words[0]):
        return False
    cut = before.rstrip().endswith(("/", "-", "_", "=", "&", "?", "%"))
    return cut or (len(words) == 1 and bool(re.search(r"[/_=&.-]|\d", words[0])))
