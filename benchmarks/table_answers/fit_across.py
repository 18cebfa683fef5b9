"""Learn what weighs otherwise where a table is in the other language than the question, beside the weights of fit.py.

Run: python benchmarks/table_answers/fit_across.py --wikitables FOLDER --securities FOLDER [--keep FOLDER] [--write]

The questions are our own (across/*.tsv), the tables those of the folders that fit.py takes. The weights of every table stay
as the package has them, so that what is asked in a table's own language is answered as before. Figures are cross-validated
by table, with the weights of certainty that the package has; --write adds the weights and figures to the package's.
"""

import argparse
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import across_languages
import numpy as np
from fit import CARD, FOLDS, TARGET, add_tables, folds_of, kept, report, stored, sure_of, told
from learning import Chosen, Data, Floats, Packed, choose, chosen_by, fit, fit_certainty, packed

from kotae.answers.formulas.features import ACROSS
from kotae.answers.formulas.score import fitted

Signals = Sequence[dict[str, float]]

_SMALLEST = 0.01  # weights that are kept
_LANGUAGES = {"en": "English over Japanese tables", "ja": "Japanese over English tables"}


def gathered(wikitables: Path, securities: Path) -> Data:
    """Return the formulas of all questions, each over its own table where that is found."""
    data = Data()
    for question, tables in across_languages.asked(wikitables, securities):
        add_tables(data, tables, partial(across_languages.is_right, question), f"across {question.table}")
    return data


def cross_validated(data: Packed, given: Floats, folds: np.ndarray) -> list[Chosen]:
    """Return what is chosen for each question by weights that were learned without its table."""
    scores = np.zeros(data.matrix.shape[0])
    for number in range(FOLDS):
        weights = fit(data.of(np.flatnonzero(folds != number)), given=given)
        rows = np.repeat(folds == number, np.diff(data.bounds))
        scores[rows] = (data.matrix @ weights)[rows]
    return chosen_by(data, scores)


def _certainties(signals: Signals, chosen: Sequence[Chosen], folds: np.ndarray) -> list[float]:
    """Return how sure each result is, by weights of certainty that were learned without its table."""
    given, sure = _given_certainty(), [0.0] * len(chosen)
    for number in range(FOLDS):
        others = [place for place in np.flatnonzero(folds != number).tolist() if signals[place]]
        weights = fit_certainty([signals[place] for place in others], [chosen[place].right for place in others], given)
        for place in np.flatnonzero(folds == number).tolist():
            sure[place] = sure_of(signals[place], given | weights)
    return sure


def _given_certainty() -> dict[str, float]:
    return {name: weight for name, weight in fitted().certainty.items() if ACROSS not in name}


def main() -> None:
    """Learn, measure, print, and add the weights to the package's where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wikitables", type=Path, required=True, help="a copy of ppasupat/WikiTableQuestions")
    parser.add_argument(
        "--securities", type=Path, required=True, help="a copy of nlp-for-japanese-securities-reports/ufo-2024"
    )
    parser.add_argument(
        "--keep", type=Path, help="a folder to keep formulas in, or to take them from where they are there"
    )
    parser.add_argument("--write", action="store_true", help=f"add to {TARGET.name} and its card")
    options = parser.parse_args()
    learned = kept(options.keep, "across", partial(gathered, options.wikitables, options.securities))
    data = packed(learned)
    given = stored(data.names)
    figures = {}
    questions = across_languages.across_questions()
    folds = folds_of(data, seed=1)
    before = choose(data, np.where([name.startswith(ACROSS) for name in data.names], 0.0, given))
    after = cross_validated(data, given, folds)
    signals = told(after, learned)
    runs = (
        ("without", before, [sure_of(found, _given_certainty()) for found in told(before, learned)]),
        ("cross-validated", after, _certainties(signals, after, folds)),
    )
    for language, name in _LANGUAGES.items():
        places = [place for place, question in enumerate(questions) if question.id.startswith(language)]
        for when, chosen, sure in runs:
            title = f"{name}, {when}"
            figures[title] = report(title, [chosen[place] for place in places], [sure[place] for place in places])
    if options.write:
        answered = [place for place, found in enumerate(signals) if found]
        certainty = fit_certainty(
            [signals[place] for place in answered], [after[place].right for place in answered], _given_certainty()
        )
        _write(data.names, fit(data, given=given), _given_certainty() | certainty, figures)


def _write(
    names: Sequence[str], weights: Floats, certainty: dict[str, float], figures: dict[str, dict[str, float]]
) -> None:
    """Add the weights of tables in the other language to the package's, and their figures to the card."""
    package = json.loads(TARGET.read_text(encoding="utf-8"))
    features = {name: weight for name, weight in package["features"].items() if not name.startswith(ACROSS)}
    features |= {
        name: round(float(weight), 4)
        for name, weight in zip(names, weights, strict=True)
        if name.startswith(ACROSS) and abs(weight) > _SMALLEST
    }
    certainty = {name: round(weight, 4) for name, weight in certainty.items()}
    TARGET.write_text(
        json.dumps({"features": features, "certainty": certainty}, ensure_ascii=False, indent=0, sort_keys=True) + "\n",
        encoding="utf-8",
    )
    card = json.loads(CARD.read_text(encoding="utf-8"))
    card["added by"] = (
        "python benchmarks/table_answers/fit_across.py --wikitables FOLDER --securities FOLDER --keep FOLDER --write"
    )
    card["from"]["questions across languages"] = across_languages.LICENCE
    card["figures"] |= figures
    CARD.write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
