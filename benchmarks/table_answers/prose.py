"""Questions that are asked of running text: JaQuAD (SkelterLabsInc/JaQuAD, train), XQuAD (google-deepmind/xquad, English).

No table that is asked here holds their answers: they teach when a table has nothing to say. Of XQuAD only the first 24
articles are read, the others are kept for others to ask.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

JAQUAD_LICENCE, XQUAD_LICENCE = "CC BY-SA 3.0", "CC BY-SA 4.0"
_ARTICLES = 24


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the questions that it answers."""

    title: str
    text: str
    questions: tuple[str, ...]


def japanese(folder: Path) -> Iterator[Paragraph]:
    """Yield the paragraphs of JaQuAD's training files."""
    for file in sorted((folder / "data" / "train").glob("*.json")):
        yield from _paragraphs(file, None)


def english(folder: Path) -> Iterator[Paragraph]:
    """Yield the English paragraphs of XQuAD's first articles."""
    yield from _paragraphs(folder / "xquad.en.json", _ARTICLES)


def _paragraphs(file: Path, articles: int | None) -> Iterator[Paragraph]:
    for article in json.loads(file.read_text(encoding="utf-8"))["data"][:articles]:
        for paragraph in article["paragraphs"]:
            questions = tuple(asked["question"] for asked in paragraph["qas"])
            yield Paragraph(article.get("title", ""), paragraph["context"], questions)
