"""Weights that count for some tables beside those of every table: learned with all others as the package has them."""

import json
from collections.abc import Sequence

import numpy as np
from fit import CARD, FOLDS, TARGET, sure_of
from learning import Chosen, Floats, Packed, chosen_by, fit, fit_certainty

from kotae.answers.formulas.score import fitted

Signals = Sequence[dict[str, float]]

_SMALLEST = 0.01  # weights that are kept


def cross_validated(data: Packed, given: Floats, folds: np.ndarray, beside: str) -> list[Chosen]:
    """Return what is chosen for each question by weights that were learned without its table."""
    scores = np.zeros(data.matrix.shape[0])
    for number in range(FOLDS):
        weights = fit(data.of(np.flatnonzero(folds != number)), given=given, beside=beside)
        rows = np.repeat(folds == number, np.diff(data.bounds))
        scores[rows] = (data.matrix @ weights)[rows]
    return chosen_by(data, scores)


def certainties(signals: Signals, chosen: Sequence[Chosen], folds: np.ndarray, beside: str) -> list[float]:
    """Return how sure each result is, by weights of certainty that were learned without its table."""
    given, sure = given_certainty(beside), [0.0] * len(chosen)
    for number in range(FOLDS):
        others = [place for place in np.flatnonzero(folds != number).tolist() if signals[place]]
        weights = fit_certainty(
            [signals[place] for place in others], [chosen[place].right for place in others], given, beside
        )
        for place in np.flatnonzero(folds == number).tolist():
            sure[place] = sure_of(signals[place], given | weights)
    return sure


def given_certainty(beside: str) -> dict[str, float]:
    """Return the package's weights of certainty without those that are learned."""
    return {name: weight for name, weight in fitted().certainty.items() if beside not in name}


def add_to_package(
    names: Sequence[str], weights: Floats, certainty: dict[str, float], beside: str, card: dict[str, object]
) -> None:
    """Put the weights whose names begin with `beside` into the package's in place of those there, and add to their card.

    Args:
        names: of all features.
        weights: of all features.
        certainty: all weights of certainty.
        beside: what the names begin with.
        card: "by", the command; "from", what was learned from with its licence; "figures".
    """
    package = json.loads(TARGET.read_text(encoding="utf-8"))
    features = {name: weight for name, weight in package["features"].items() if not name.startswith(beside)}
    features |= {
        name: round(float(weight), 4)
        for name, weight in zip(names, weights, strict=True)
        if name.startswith(beside) and abs(weight) > _SMALLEST
    }
    stored = {"features": features, "certainty": {name: round(weight, 4) for name, weight in certainty.items()}}
    TARGET.write_text(json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    about = json.loads(CARD.read_text(encoding="utf-8"))
    added = about.get("added by", {})
    about["added by"] = (added if isinstance(added, dict) else {"across": added}) | {beside.strip(): card["by"]}
    about["from"] |= card["from"]
    about["figures"] |= card["figures"]
    CARD.write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
