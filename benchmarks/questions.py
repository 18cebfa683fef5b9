"""How well a question set is answered: evidence first and among the first five, answers, refusals, by language and kind.

Where the set has questions without an answer, also how many of them are refused at four rates of false refusals. A question
that names its own corpus (a folder of the project) is asked of that, the others of --corpus.

Run: python benchmarks/questions.py [--corpus FOLDER] [--set FILE] [--failures]
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from machine import stamp
from tradeoff import header, row

from kotae import Kotae
from kotae.answers.model import Result
from kotae.evaluation.measures.answers import contains
from kotae.evaluation.measures.relevance import plain
from kotae.evaluation.model import Question
from kotae.index.build import build
from kotae.settings import load

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "questions" / "critical-minerals.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question: the rank of its evidence (0 where it was not found), whether the answer is right."""

    question: dict[str, object]
    rank: int
    right: bool
    answered: bool
    certainty: float
    shown: str


def evidence_rank(question: dict[str, object], result: Result) -> int:
    """Return the rank of the first hit that holds all strings of one evidence alternative, or 0."""
    return text_rank(question, [hit.unit.text for hit in result.hits])


def text_rank(question: Mapping[str, Any], texts: Iterable[str]) -> int:
    """Return the place, from 1, of the first text that holds all strings of one evidence alternative, or 0."""
    for rank, text in enumerate(map(plain, texts), 1):
        if any(all(plain(part) in text for part in alternative) for alternative in question["evidence"]):
            return rank
    return 0


def outcome(question: dict[str, object], result: Result) -> Outcome:
    """Score one result; a question without an answer is right when it is refused."""
    golds = tuple(map(str, question["answers"]))
    asked = Question(str(question["id"]), str(question["question"]), result.language, answers=golds)
    right = contains(asked, result.answer) if question["answerable"] else result.answer is None
    shown = result.answer.text if result.answer else "-"
    rank = evidence_rank(question, result)
    return Outcome(question, rank, right, result.answer is not None, result.certainty, shown)


def table(outcomes: list[Outcome]) -> str:
    """Render the figures as a Markdown table, a row for every language and kind."""
    groups: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in outcomes:
        language, kind = str(one.question["language"]), str(one.question["kind"])
        groups[language, kind].append(one)
        if one.question["answerable"]:
            groups[language, "all answerable"].append(one)
    lines = [
        "| language | kind | n | evidence first | in five | answer right | refused |",
        "|---|---|---|---|---|---|---|",
    ]
    for (language, kind), members in sorted(groups.items()):
        count = len(members)
        first = sum(one.rank == 1 for one in members) / count
        five = sum(1 <= one.rank <= 5 for one in members) / count
        right = sum(one.right for one in members) / count
        refused = sum(not one.answered for one in members) / count
        if kind == "unanswerable":
            lines.append(f"| {language} | {kind} | {count} | | | | {refused:.3f} |")
        else:
            lines.append(f"| {language} | {kind} | {count} | {first:.3f} | {five:.3f} | {right:.3f} | {refused:.3f} |")
    return "\n".join(lines)


def tradeoff(outcomes: list[Outcome]) -> str:
    """Render what raising the strictness would do: of all questions, of each language's, of those answered rightly."""
    groups = {
        "all": outcomes,
        "ja": [one for one in outcomes if one.question["language"] == "ja"],
        "en": [one for one in outcomes if one.question["language"] == "en"],
        "all but those answered wrongly": [one for one in outcomes if one.right or not one.question["answerable"]],
    }
    lines = (
        row(name, [(one.certainty, bool(one.question["answerable"])) for one in own]) for name, own in groups.items()
    )
    return "\n".join([header(), *filter(None, lines)])


def by_corpus(questions: list[dict[str, object]], corpus: Path) -> dict[Path, list[dict[str, object]]]:
    """Group questions by the corpus that they name, or else by the one given."""
    groups: dict[Path, list[dict[str, object]]] = defaultdict(list)
    for question in questions:
        named = question.get("corpus")
        groups[ROOT / str(named) if named else corpus].append(question)
    return groups


def read_set(path: Path) -> list[dict[str, object]]:
    """Read a question set, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Index the corpus into a temporary folder, ask every question, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--set", type=Path, default=QUESTIONS)
    parser.add_argument("--index", type=Path, help="keep the index here")
    parser.add_argument("--failures", action="store_true", help="print every question that went wrong")
    options = parser.parse_args()
    outcomes = []
    groups = by_corpus(read_set(options.set), options.corpus)
    for corpus, questions in groups.items():
        with tempfile.TemporaryDirectory() as folder:
            index = options.index or Path(folder)
            settings = load(corpus=corpus, index=index / corpus.name if len(groups) > 1 else index)
            build(settings.recipe, settings.index)
            kotae = Kotae.open(settings=settings)
            outcomes += [outcome(question, kotae.ask(str(question["question"]), 10)) for question in questions]
    print(stamp(), f"\n{options.set.name}\n")
    print(table(outcomes))
    print(f"\n{tradeoff(outcomes)}")
    for one in outcomes if options.failures else ():
        if not one.right or (one.question["answerable"] and one.rank != 1):
            print(
                f"\n{one.question['id']} {one.question['kind']} rank {one.rank} sure {one.certainty}: "
                f"{one.question['question']}\n  wanted {one.question['answers']}\n  got {one.shown}"
            )


if __name__ == "__main__":
    main()
