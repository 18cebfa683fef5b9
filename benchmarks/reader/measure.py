"""How well the reader reads: the words that answer, the passage given; passages that answer told from those that do not."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parent.parent))  # tradeoff.py

from examples import Source
from learned import left_out
from sets import Article
from tradeoff import auroc

from kotae.answers.reader.spans import best_span
from kotae.embedding import Passage
from kotae.embedding.reader import Reader
from kotae.evaluation.measures.answers import exact_match, f1

SEED = 5


def figures(reader: Reader, articles: Sequence[Article], limit: int, *, japanese: bool) -> dict[str, float]:
    """Return exact match and F1, the paragraph given, and the area under the curve (AUROC) of two signals that tell a
    window that answers from the likeliest of the same article that does not.

    Args:
        reader: the reader.
        articles: what is asked about; none of it was learned from.
        limit: so many questions, evenly spread.
        japanese: whether answers are compared by the rules of Japanese.
    """
    source = Source("", 1.0, articles)
    chosen = source.spread(limit)
    language = "ja" if japanese else "en"
    chance = np.random.default_rng(SEED)
    scores: list[tuple[float, float]] = []
    judged: dict[str, list[tuple[float, bool]]] = {"answers": [], "relevance": []}
    for place in chosen:
        paragraph = articles[place[0]].paragraphs[place[1]]
        asked = paragraph.questions[place[2]]
        (read,) = reader.read(asked.text, [Passage("", paragraph.text)])
        start, end = best_span(paragraph.text, read)
        said, gold = paragraph.text[start:end], paragraph.text[asked.start : asked.end]
        scores.append((exact_match(said, gold, language), f1(said, gold, language)))
        readings = list(_windows(source, place, chance))
        told = reader.read(asked.text, [Passage("", text) for text, _ in readings])
        for one, (_, answers) in zip(told, readings, strict=True):
            judged["answers"].append((one.answers, answers))
            judged["relevance"].append((one.relevance, answers))
    exact, agreement = np.mean(scores, axis=0)
    areas = {
        f"AUROC {name}": round(auroc(pairs), 3) for name, pairs in judged.items() if any(not held for _, held in pairs)
    }
    return {"questions": len(chosen), "exact": round(float(exact), 3), "f1": round(float(agreement), 3), **areas}


def _windows(source: Source, place: tuple[int, int, int], chance: np.random.Generator) -> Iterator[tuple[str, bool]]:
    group = source.group(place, chance)
    yield from ((one.text, one.answers) for one in group.readings)


def everything(reader: Reader, data: Path, jsquad: Path, limit: int) -> dict[str, dict[str, float]]:
    """Return the figures on all that was left out of training."""
    return {
        name: figures(reader, articles, limit, japanese=" en" not in name or "over" in name)
        for name, articles in left_out(data, jsquad).items()
    }
