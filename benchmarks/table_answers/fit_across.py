"""Learn what weighs otherwise where a table is in the other language than the question, beside the weights of fit.py.

Run: python benchmarks/table_answers/fit_across.py --wikitables FOLDER --securities FOLDER [--keep FOLDER] [--write]

The questions are our own (across/*.tsv), the tables those of the folders that fit.py takes. The weights of every table stay
as the package has them, so that what is asked in a table's own language is answered as before. Figures are cross-validated
by table, with the weights of certainty that the package has; --write adds the weights and figures to the package's.
"""

import argparse
from functools import partial
from pathlib import Path

import across_languages
import numpy as np
from beside import add_to_package, certainties, cross_validated, given_certainty
from fit import TARGET, add_tables, folds_of, kept, report, stored, sure_of, told
from learning import Data, choose, fit, fit_certainty, packed

from kotae.answers.formulas.features import ACROSS

_LANGUAGES = {"en": "English over Japanese tables", "ja": "Japanese over English tables"}


def gathered(wikitables: Path, securities: Path) -> Data:
    """Return the formulas of all questions, each over its own table where that is found."""
    data = Data()
    for question, tables in across_languages.asked(wikitables, securities):
        add_tables(data, tables, partial(across_languages.is_right, question), f"across {question.table}")
    return data


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
    after = cross_validated(data, given, folds, ACROSS)
    signals = told(after, learned)
    runs = (
        ("without", before, [sure_of(found, given_certainty(ACROSS)) for found in told(before, learned)]),
        ("cross-validated", after, certainties(signals, after, folds, ACROSS)),
    )
    for language, name in _LANGUAGES.items():
        places = [place for place, question in enumerate(questions) if question.id.startswith(language)]
        for when, chosen, sure in runs:
            title = f"{name}, {when}"
            figures[title] = report(title, [chosen[place] for place in places], [sure[place] for place in places])
    if options.write:
        answered = [place for place, found in enumerate(signals) if found]
        certainty = fit_certainty(
            [signals[place] for place in answered], [after[place].right for place in answered], given_certainty(ACROSS)
        )
        command = "python benchmarks/table_answers/fit_across.py --wikitables FOLDER --securities FOLDER --keep FOLDER --write"
        source = {"questions across languages": across_languages.LICENCE}
        card: dict[str, object] = {"by": command, "from": source, "figures": figures}
        add_to_package(data.names, fit(data, given=given), given_certainty(ACROSS) | certainty, ACROSS, card)


if __name__ == "__main__":
    main()
