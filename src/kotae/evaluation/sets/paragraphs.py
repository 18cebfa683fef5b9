"""A paragraph of a published set as a Markdown file whose text reads as the paragraph does."""

import re

_LINE_BREAK = re.compile(r"\r\n?")
_SEPARATOR = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_MARK = re.compile(r"[\\`*_\[\]&~|]")
_TAG_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_BLOCK_MARK = re.compile(r"(?m)^(?=[#>+\-=:])")
_LIST_NUMBER = re.compile(r"(?m)^(\d{1,9})([.)])")
_CLOSING_MARKS = re.compile(r"(#+)$")


def markdown(title: str, body: str) -> str:
    """Return a Markdown text with the title as its heading; what would be a mark in either is escaped.

    Args:
        title: one line; may be empty, then there is no heading.
        body: the paragraph; empty lines part it into several.
    """
    heading = " ".join(_plain(title).split())
    text = "\n".join(line.strip() for line in _plain(body).split("\n")).strip()
    parts = [f"# {_CLOSING_MARKS.sub(_escaped, _inline(heading))}"] if heading else []
    if text:
        parts.append(_LIST_NUMBER.sub(r"\1\\\2", _BLOCK_MARK.sub(r"\\", _inline(text))))
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """Return a text with usual line ends only, and nothing that cannot be written as UTF-8."""
    text = _CONTROL.sub("", _SEPARATOR.sub(" ", _LINE_BREAK.sub("\n", text)))
    return text.encode("utf-8", "replace").decode()


def _inline(text: str) -> str:
    """Escape the marks inside a line.

    An escaped "<" would still be dropped with its tag when the file is read (converters leave tags in such a state), so it
    stands as code, which is taken over as it is.
    """
    return _TAG_OPENING.sub("`<`", _MARK.sub(r"\\\g<0>", text))


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\{mark}" for mark in match.group())
