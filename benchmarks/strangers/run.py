"""How well questions about documents of others are answered: by kind and language, what is right, refused, and wrong but sure.

Run: python benchmarks/strangers/run.py --documents FOLDER [--index FOLDER] [--look]

FOLDER holds the files that sources.tsv names, under their names there. --look prints what came of each question of the part
that may be looked at; of the other part only the figures are printed.
"""

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from stranger_questions import StrangerQuestion, stranger_questions

from kotae import Kotae
from kotae.answers.model import Result
from kotae.index.build import build
from kotae.settings import load

sys.path.append(str(Path(__file__).resolve().parents[1]))

from machine import stamp

_COLUMNS = ("n", "evidence first", "in five", "right", "right, answered", "wrong, answered", "refused")
_FIVE = 5


def outcomes(question: StrangerQuestion, result: Result) -> list[str]:
    """Return which columns a result counts in."""
    right, sure = question.judge(result), result.status == "answered"
    texts = [f"{hit.unit.context} {hit.unit.text}" for hit in result.hits if hit.document.name == question.document]
    ranks = [hit.rank for hit in result.hits if hit.document.name == question.document]
    best = next((rank for rank, text in zip(ranks, texts, strict=True) if question.is_right(text)), 0)
    counted = {
        "n": True,
        "evidence first": best == 1,
        "in five": 0 < best <= _FIVE,
        "right": right,
        "right, answered": right and sure,
        "wrong, answered": sure and not right,
        "refused": result.status == "not_found",
    }
    return [name for name, told in counted.items() if told]


def main() -> None:
    """Index the documents, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the index here")
    parser.add_argument("--look", action="store_true")
    options = parser.parse_args()
    questions = stranger_questions(options.documents)
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        settings = load(corpus=options.documents, index=options.index or Path(folder))
        build(settings.recipe, settings.index)
        kotae = Kotae.open(settings=settings)
        for question in questions:
            result = kotae.ask(question.text)
            told = outcomes(question, result)
            for part, kind in ((question.part, question.kind), (question.part, "all"), ("both", "all")):
                counts[part, kind, question.language].update(told)
            if options.look and question.part == "look":
                answer = result.answer.text if result.answer else "-"
                print(
                    question.id, "right" if "right" in told else "wrong", result.status, result.certainty, answer[:80]
                )
    print(f"{stamp()}\n\n| part | kind | language | {' | '.join(_COLUMNS)} |\n|---|---|---|{'---:|' * len(_COLUMNS)}")
    for (part, kind, language), counted in sorted(counts.items()):
        print(f"| {part} | {kind} | {language} | {' | '.join(str(counted[column]) for column in _COLUMNS)} |")


if __name__ == "__main__":
    main()
