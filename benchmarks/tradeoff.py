"""How well a certainty tells the questions that have an answer from those that have none."""

from collections.abc import Sequence

RATES = (0.01, 0.02, 0.05, 0.10)

Judged = tuple[float, bool]


def auroc(judged: Sequence[Judged]) -> float:
    """Return the chance that a question with an answer is surer than one without; ties count half."""
    held = [sure for sure, answerable in judged if answerable]
    others = [sure for sure, answerable in judged if not answerable]
    wins = sum((one > other) + 0.5 * (one == other) for one in held for other in others)
    return wins / (len(held) * len(others))


def threshold(judged: Sequence[Judged], rate: float) -> float:
    """Return the greatest threshold under which at most this share of the questions with an answer falls."""
    held = sorted(sure for sure, answerable in judged if answerable)
    return held[min(int(rate * len(held)), len(held) - 1)]


def refused(judged: Sequence[Judged], under: float, *, answerable: bool) -> float:
    """Return the share of the questions with an answer, or without, that are less sure than a threshold."""
    own = [sure < under for sure, held in judged if held is answerable]
    return sum(own) / len(own)


def row(name: str, judged: Sequence[Judged]) -> str:
    """Render a line of the table for one set of questions; empty where it lacks either kind."""
    counts = [sum(held is kind for _, held in judged) for kind in (True, False)]
    if not all(counts):
        return ""
    shares = [refused(judged, threshold(judged, rate), answerable=False) for rate in RATES]
    cells = [name, str(counts[0]), str(counts[1]), f"{auroc(judged):.3f}", *(f"{share:.2f}" for share in shares)]
    return f"| {' | '.join(cells)} |"


def header() -> str:
    """Render the head of the table."""
    rates = " | ".join(f"refused at {rate:.0%}" for rate in RATES)
    return f"| questions | with answer | without | AUROC | {rates} |\n|---|---:|---:|---:|{'---:|' * len(RATES)}"
