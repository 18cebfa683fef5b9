"""Generated questions over generated documents, asked of a real index: which of the tables found is meant is to be told too.

The generator is the tests' own (tests/answers/generated); only its "dev" split is learned from.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from kotae.answers.formulas.answering import asked_tables, computed
from kotae.answers.formulas.model import Formula
from kotae.answers.formulas.reading import Reading
from kotae.answers.model import Result
from kotae.app import Kotae
from kotae.index.build import build
from kotae.retrieval.search import Among
from kotae.settings import load

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "answers"))

from generated.generate import generate
from generated.judge import judge
from generated.model import Expected, Split

LICENCE = "made by Kotae's own generator"

_EVERYTHING = Among()

Tables = list[tuple[Reading, list[Formula]]]
Asked = tuple[Tables, Expected, str]


def asked(seed: int, split: Split = "dev") -> Iterator[Asked]:
    """Yield, for each question of a seed, what it reads in each table found, with its formulas; what is expected; its kind."""
    documents, questions = generate(seed, split)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for document in documents:
            (corpus / document.name).write_text(document.text, encoding="utf-8")
        kotae = indexed(corpus, Path(folder) / "index")
        for question in questions:
            yield tables_found(kotae, question.question), question.expected, question.operation


def indexed(corpus: Path, index: Path) -> Kotae:
    """Index a corpus, and open it."""
    settings = load(corpus=corpus, index=index)
    build(settings.recipe, settings.index)
    return Kotae.open(settings=settings)


def tables_found(kotae: Kotae, question: str, among: Among = _EVERYTHING) -> Tables:
    """Return what a question reads in each table that it finds, among some documents or all, with its formulas."""
    understood = kotae.understand(question, split=False).questions[0]
    hits = kotae.search(question, among=among)
    tables = asked_tables(understood, hits, kotae.index) if hits else []
    return [(of, formulas) for _, of, formulas in tables]


def is_right(formula: Formula, reading: Reading, expected: Expected) -> bool:
    """Tell whether a formula comes to what is expected."""
    answer = SimpleNamespace(text="", computed=computed(formula, reading.asked.view))
    return judge(cast(Result, SimpleNamespace(answer=answer)), expected) == "exact"
