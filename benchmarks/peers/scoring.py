"""What a system's hits are worth: the same scoring for all, from the texts of the hits alone.

Needs benchmarks/ on the path (`questions`).
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from job import Asked, Hit
from questions import plain
from questions import text_rank as evidence_rank

TABLE_KINDS = ("lookup", "operation")
READ = 1000  # characters, spaces not counted

Question = Mapping[str, Any]


def cut(texts: Sequence[str], characters: int = READ) -> list[str]:
    """Return the beginning of a list of texts, as far as so many characters go; folded as for comparing."""
    left, kept = characters, []
    for text in map(plain, texts):
        kept.append(text[:left])
        left -= len(kept[-1])
    return kept


def found_first(question: Question, asked: Asked) -> bool:
    """Tell whether the first hit holds the evidence."""
    return evidence_rank(question, _texts(asked)[:1]) == 1


def found_in_five(question: Question, asked: Asked) -> bool:
    """Tell whether one of the first five hits holds the evidence."""
    return evidence_rank(question, _texts(asked)[:5]) > 0


def found_in_reading(question: Question, asked: Asked) -> bool:
    """Tell whether who reads the hits in order has met the evidence, whole in one hit, within the first characters."""
    return evidence_rank(question, cut(_texts(asked))) > 0


def gain(rank: int) -> float:
    """Return the nDCG of one relevant document at this rank."""
    return 1 / math.log2(rank + 1) if rank else 0.0


def share(values: Sequence[bool]) -> float | None:
    """Return the share of what is true; None of nothing."""
    return sum(values) / len(values) if values else None


def characters(asked: Sequence[Asked], hits: int) -> float:
    """Return how many characters the first hits of a question have together, in the mean."""
    return statistics.mean(sum(len(plain(text)) for text in _texts(one)[:hits]) for one in asked)


def document_rank(name: str, asked: Asked, deepest: int = 10) -> int:
    """Return the rank of a document by its best hit, each document counted once; 0 below the deepest."""
    names = list(dict.fromkeys(hit.document for hit in asked.hits))[:deepest]
    return names.index(name) + 1 if name in names else 0


def recall_and_gain(names: Sequence[str], asked: Sequence[Asked]) -> tuple[float, float]:
    """Return recall@1 and nDCG@10 of questions that each ask for one document."""
    ranks = [document_rank(name, one) for name, one in zip(names, asked, strict=True)]
    return sum(rank == 1 for rank in ranks) / len(ranks), statistics.mean(map(gain, ranks))


def asked_from(told: Mapping[str, Any]) -> list[Asked]:
    """Read the answers out of what a worker told."""
    return [Asked([Hit(*hit) for hit in hits], refused) for hits, refused in told["asked"]]


def _texts(asked: Asked) -> list[str]:
    return [hit.text for hit in asked.hits]
