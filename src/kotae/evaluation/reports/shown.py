"""Texts and numbers as reports show them. Questions and documents are anybody's: nothing in them may act on the reader."""

import re
from collections.abc import Sequence

from rich.cells import cell_len

# Controls, halves of surrogate pairs and non-characters: no page can hold them.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# An underscore within a word emphasises nothing.
_MARKDOWN = re.compile(r"([\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_]))")


def clean(text: str) -> str:
    """Return a text with what cannot stand in a page or a UTF-8 file replaced by U+FFFD, one character for one."""
    return _UNSHOWN.sub("�", text)


def line(text: str) -> str:
    """Return a text on one line without what a terminal would obey rather than show."""
    return "".join(character if character.isprintable() else "�" for character in " ".join(text.split()))


def markdown(text: str) -> str:
    """Return a text on one line, in Markdown that shows it and does nothing else with it."""
    return _MARKDOWN.sub(r"\\\1", line(text))


def cut(text: str, most: int) -> str:
    """Return a text of at most `most` characters, an ellipsis at its end where some were left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> list[str]:
    """Return the lines of a Markdown table, padded so that it can be read in a terminal.

    Args:
        header: the columns' names.
        rows: the cells, escaped.
        words: how many columns, from the first, are words, to the left; the others are numbers, to the right.
    """
    widths = [max(3, *(cell_len(cell) for cell in column)) for column in zip(header, *rows, strict=True)]

    def padded(cells: Sequence[str]) -> str:
        spaces = [" " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)]
        filled = (
            cell + space if place < words else space + cell
            for place, (cell, space) in enumerate(zip(cells, spaces, strict=True))
        )
        return f"| {' | '.join(filled)} |".rstrip()

    rule = ["-" * width if place < words else "-" * (width - 1) + ":" for place, width in enumerate(widths)]
    return [padded(header), padded(rule), *map(padded, rows)]
