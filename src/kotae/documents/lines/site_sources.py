"""Sources of site generators: front matter, and the tags in place of which something is put (Liquid, Jinja, Hugo)."""

import re

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^[A-Za-z_][\w-]*\s*:", re.MULTILINE)
_TITLE = re.compile(r"^title\s*:\s*(?P<value>\S.*)$", re.MULTILINE | re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
# Behind a letter, a brace or a backslash it is a formula's brace. Code is left as it is.
_TEMPLATE = re.compile(
    r"(?P<code>`+)[^`]+(?P=code)|\{%[^\n]*?%\}|\{#[^\n]*?#\}|(?<![A-Za-z0-9\\}^_{])\{\{[^{}\\\n]*\}\}"
)
_PUTS_IN = re.compile(r"^(?:\{%-?\s*include\w*\s|\{\{[<%]\s*\w)")
# What such a tag is given to show; other values are names of files, sizes and styles.
_SHOWN = re.compile(
    r"""\b(?:title|heading|subtitle|caption|label|text|description|content)\s*=\s*(["'])(?P<said>.*?)\1"""
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)\b", re.IGNORECASE)
_DEEPEST = "######"


def without_front_matter(text: str) -> tuple[str, str]:
    """Blank out the front matter, so that line numbers stay, and return its title."""
    match = _FRONT_MATTER.match(text)
    if not match or not _FIELD.search(match["fields"]):
        return text, ""
    title = _TITLE.search(match["fields"])
    value = title["value"].rstrip().strip("'\"") if title else ""
    return "\n" * match.group().count("\n") + text[match.end() :], value


def without_templates(text: str) -> str:
    """Drop the tags of site generators outside of code, but for what they are given to show; lines stay where they are.

    A tag that stands alone on a line and is given one text puts in something with that title: it becomes a heading, but for
    a picture's.
    """
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        kept.append(line if fence else _without_tags(line))
    return "\n".join(kept)


def _without_tags(line: str) -> str:
    alone = _TEMPLATE.fullmatch(line.strip())
    said = _said(line.strip()) if alone and not alone["code"] else []
    if len(said) == 1 and not _PICTURE.search(line):
        return f"{_DEEPEST} {said[0]}"
    return _TEMPLATE.sub(lambda tag: tag.group() if tag["code"] else ": ".join(_said(tag.group())), line)


def _said(tag: str) -> list[str]:
    """Return the texts that a tag is given to show."""
    return (
        [shown["said"].strip() for shown in _SHOWN.finditer(tag) if shown["said"].strip()]
        if _PUTS_IN.match(tag)
        else []
    )
