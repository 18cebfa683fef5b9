"""The words of PDF pages with their boxes: what of a page can be selected and searched.

They are read in a process of its own under limits, like the page's picture, and kept.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kotae.bounded import Limits, NotDoneError
from kotae.documents.kept_pages import KeptPages
from kotae.documents.model import Box
from kotae.documents.pdf import layout_model
from kotae.documents.pdf.source import opened, silence
from kotae.errors import DocumentError
from kotae_ui.finding import places

_KEPT = 4000  # pages, some 40 kB each


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page, or a run of Japanese: its text, its box, and the line of the page that it stands in."""

    text: str
    box: Box
    line: int


class PageWords:
    """Reads the words of pages and keeps them; safe to share between threads."""

    def __init__(self, limits: Limits) -> None:
        """Prepare to read.

        Args:
            limits: what reading one page may take.
        """
        self._pages = KeptPages(limits, page_words, _KEPT)

    def read(self, path: Path, version: str, number: int, attached: str = "") -> tuple[Word, ...]:
        """Return the words of a page in reading order.

        Args:
            path: the PDF.
            version: changes when the file does.
            number: the page, from 1.
            attached: the name of the file attached to this one whose page it is; none for its own.

        Raises:
            DocumentError: the page cannot be read, or not within the limits.
        """
        try:
            return self._pages.of(path, version, number, attached)
        except NotDoneError as error:
            name = attached or path.name
            raise DocumentError(f"{name}: the text of page {number} cannot be read within the limits") from error

    def close(self) -> None:
        """End the process."""
        self._pages.close()


def page_words(path: Path, number: int, content: bytes | None = None) -> tuple[Word, ...]:
    """Read the words of one page of a PDF, in the order of its text.

    Args:
        path: the PDF.
        number: the page, from 1.
        content: the PDF's bytes, where the path only names it.

    Raises:
        DocumentError: the file cannot be read, or has no such page.
    """
    pymupdf = layout_model.without_model()
    silence(pymupdf)
    document = opened(pymupdf, path, content)
    try:
        if not 1 <= number <= document.page_count:
            raise DocumentError(f"{path.name}: there is no page {number}; it has {document.page_count}")
        lines: dict[tuple[int, int], int] = {}
        words = []
        page = document[number - 1]
        for *edges, text, block, line, _ in page.get_text("words"):
            # They are told of as if the page were not turned.
            seen = pymupdf.Rect(edges) * page.rotation_matrix
            place = lines.setdefault((block, line), len(lines))
            words.append(Word(text, Box(number, seen.x0, seen.y0, seen.x1, seen.y1), place))
        return tuple(words)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
        raise DocumentError(f"{path.name}: the text of page {number} cannot be read; repair the PDF") from error
    finally:
        document.close()


def matches(words: Sequence[Word], wanted: str) -> Iterator[tuple[Box, ...]]:
    """Yield the boxes of every place of a page where a text stands, one box for each line that it runs over.

    Args:
        words: of the page.
        wanted: what is looked for.
    """
    for letters in places([word.text for word in words], wanted):
        yield tuple(_boxes(words, letters))


def _boxes(words: Sequence[Word], letters: Sequence[tuple[int, int]]) -> Iterator[Box]:
    """Yield the boxes of some letters, each a word's place and one in it; in a word all are taken to be as wide."""
    lines: dict[int, list[Box]] = {}
    for place in dict.fromkeys(place for place, _ in letters):
        word = words[place]
        within = [at for owner, at in letters if owner == place]
        wide = (word.box.x1 - word.box.x0) / max(1, len(word.text))
        x0, x1 = word.box.x0 + wide * min(within), word.box.x0 + wide * (max(within) + 1)
        lines.setdefault(word.line, []).append(Box(word.box.page, x0, word.box.y0, x1, word.box.y1))
    for boxes in lines.values():
        yield _around(boxes)


def _around(boxes: Sequence[Box]) -> Box:
    def edge(which: Callable[..., float], name: str) -> float:
        return which(getattr(box, name) for box in boxes)

    return Box(boxes[0].page, edge(min, "x0"), edge(min, "y0"), edge(max, "x1"), edge(max, "y1"))
