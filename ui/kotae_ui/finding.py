"""Where a text stands in others, however it is spaced and whatever the case and width of its letters."""

from collections.abc import Iterator, Sequence

from kotae.text.normalise import fold

Letter = tuple[int, int]
"""A letter by its text, and its place in that."""


def places(texts: Sequence[str], wanted: str) -> Iterator[tuple[Letter, ...]]:
    """Yield the letters of every place where a text stands in others that follow each other.

    Case, width and spaces make no difference, nor where one text ends and the next begins: Japanese runs on over the ends
    of lines.

    Args:
        texts: what is searched, in order.
        wanted: what is looked for.
    """
    found = [
        (letter, (number, place))
        for number, text in enumerate(texts)
        for place, character in enumerate(text)
        for letter in fold(character)
        if not letter.isspace()
    ]
    searched, sought = "".join(letter for letter, _ in found), "".join(fold(wanted).split())
    start = searched.find(sought) if sought else -1
    while start >= 0:
        yield tuple(letter for _, letter in found[start : start + len(sought)])
        start = searched.find(sought, start + len(sought))
