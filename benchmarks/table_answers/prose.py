"""Questions that are asked of running text: JaQuAD (SkelterLabsInc/JaQuAD, train), XQuAD (google-deepmind/xquad, English).

No table that is asked here holds their answers: they teach when a table has nothing to say. Of XQuAD only the first 24
articles are read, the others are kept for others to ask.
"""

import json
from collections.abc import Iterator
from pathlib import Path

JAQUAD_LICENCE, XQUAD_LICENCE = "CC BY-SA 3.0", "CC BY-SA 4.0"
_ARTICLES = 24


def japanese(folder: Path) -> Iterator[str]:
    """Yield the questions of JaQuAD's training files."""
    for file in sorted((folder / "data" / "train").glob("*.json")):
        yield from _questions(file, None)


def english(folder: Path) -> Iterator[str]:
    """Yield the English questions of XQuAD's first articles."""
    yield from _questions(folder / "xquad.en.json", _ARTICLES)


def _questions(file: Path, articles: int | None) -> Iterator[str]:
    data = json.loads(file.read_text(encoding="utf-8"))["data"]
    for article in data[:articles]:
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                yield asked["question"]
