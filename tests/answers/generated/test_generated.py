"""What a user of the generated tables relies on: the same ones again, read as written, with answers that are theirs."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generated.generate import DOMAINS, generate, phrasings
from generated.judge import judge
from generated.model import Expected, GeneratedDocument, GeneratedQuestion, GeneratedTable, Language, Split
from generated.phrases_en import ENGLISH
from generated.phrases_ja import JAPANESE
from kotae.answers.model import Result
from kotae.documents.model import Table
from kotae.documents.open import open_document
from kotae.documents.tables.numerals import read_amount

SPLITS: tuple[Split, ...] = ("dev", "heldout")


@pytest.mark.parametrize("split", SPLITS)
def test_a_seed_gives_the_same_again_and_another_seed_something_else(split: Split) -> None:
    assert generate(3, split) == generate(3, split)
    assert generate(3, split)[0] != generate(4, split)[0]


@pytest.mark.parametrize("split", SPLITS)
def test_languages_and_operations_come_up_evenly(split: Split) -> None:
    _, questions = generate(1, split)
    assert 280 <= len(questions) <= 340
    pairs = [(question.language, question.table_language) for question in questions]
    assert min(pairs.count(pair) for pair in set(pairs)) >= 60
    refused = sum(question.expected.kind == "refuse" for question in questions)
    assert 0.08 <= refused / len(questions) <= 0.12
    operations = [question.operation for question in questions]
    assert min(operations.count(operation) for operation in set(operations)) >= 6


def test_the_splits_share_no_subject_row_or_phrasing() -> None:
    dev, heldout = (DOMAINS[split] for split in SPLITS)
    assert len(dev) == len(heldout) == 12
    assert not {row for domain in dev for row in domain.rows} & {row for domain in heldout for row in domain.rows}
    assert not {domain.title for domain in dev} & {domain.title for domain in heldout}
    languages: tuple[tuple[Language, dict[str, str]], ...] = (("ja", JAPANESE), ("en", ENGLISH))
    for language, phrases in languages:
        for operation in phrases:
            first, second = (phrasings(operation, language, split) for split in SPLITS)
            assert len(first) >= 4
            assert len(second) >= 4
            assert not set(first) & set(second)


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_table_is_read_as_it_was_written(tmp_path: Path, seed: int, split: Split) -> None:
    for document in generate(seed, split)[0]:
        for wanted, read in zip(document.tables, _tables(tmp_path, document), strict=True):
            _same(wanted, read)


def _tables(folder: Path, document: GeneratedDocument) -> list[Table]:
    path = folder / document.name
    path.write_text(document.text, encoding="utf-8")
    return list(open_document(path).tables())


def _same(wanted: GeneratedTable, read: Table) -> None:
    assert read.header == wanted.header
    assert [tuple(cell.text for cell in row.cells) for row in read.rows] == list(wanted.rows)
    assert read.unit == wanted.unit
    assert wanted.caption in read.caption
    if any(wanted.groups):
        found = ["".join(row.group) for row in read.rows]
        assert [f for f, group in zip(found, wanted.groups, strict=True) if group] == [g for g in wanted.groups if g]


@pytest.mark.parametrize("split", SPLITS)
def test_answers_are_names_and_values_of_the_table_asked(split: Split) -> None:
    documents, questions = generate(1, split)
    texts = {document.name: _texts(document) for document in documents}
    for question in questions:
        expected, known = question.expected, texts[question.document]
        if expected.kind in ("rows", "text"):
            assert expected.labels, question
            assert set(expected.labels) <= (known if question.operation != "polar" else {"yes", "no"}), question
        if question.operation in ("lookup", "lookup_two", "lookup_year"):
            assert set(expected.numbers) <= {_number(text) for text in known}, question


@pytest.mark.parametrize("split", SPLITS)
def test_answers_fit_the_table_when_computed_from_its_texts(split: Split) -> None:
    documents, questions = generate(1, split)
    tables = {document.name: document.tables for document in documents}
    checked = [_from_texts(question, tables[question.document]) for question in questions]
    assert sum(found is not None for found in checked) >= 15
    assert False not in checked


def _number(text: str) -> float | None:
    amount = read_amount(text)
    return amount.number if amount else None


def _from_texts(question: GeneratedQuestion, tables: tuple[GeneratedTable, ...]) -> bool | None:
    """Tell for some operations whether any column, or run of a row or column, of the tables gives the expected number."""
    if question.operation not in ("sum", "mean", "sum_years", "mean_years"):
        return None
    rows = [
        [_number(text) for text in row[1:]] for table in tables for row in table.rows if row[0] not in ("合計", "Total")
    ]
    columns = [
        [_number(row[column]) for row in table.rows if row[0] not in ("合計", "Total")]
        for table in tables
        for column in range(len(table.header))
    ]
    runs = [*rows, *columns]
    if question.operation.endswith("_years"):
        runs = [line[a:b] for line in runs for a in range(len(line)) for b in range(a + 2, len(line) + 1)]
    wanted, mean = question.expected.numbers[0], question.operation.startswith("mean")
    for run in runs:
        values = [value for value in run if value is not None]
        if values and abs(sum(values) / (len(values) if mean else 1) - wanted) < 1e-6 * max(1, abs(wanted)):
            return True
    return False


def _texts(document: GeneratedDocument) -> set[str]:
    """Return all that stands in the tables of a document."""
    return {text for table in document.tables for row in (table.header, *table.rows, table.groups) for text in row}


NUMBER = Expected("number", (1200.0,), "トン", missing=1)
ROWS = Expected("rows", labels=("Kobe", "大阪"))
TREND = Expected("number", (-3.5,), "%", ("down",))


@pytest.mark.parametrize(
    ("computed", "expected", "verdict"),
    [
        ({"numbers": (1200.0,), "unit": "トン", "missing": 1}, NUMBER, "exact"),
        ({"numbers": (1200.0,), "unit": "トン"}, NUMBER, "wrong"),
        ({"numbers": (1200.0,), "unit": "kg", "missing": 1}, NUMBER, "wrong"),
        ({"numbers": (1200.1,), "unit": "トン", "missing": 1}, NUMBER, "wrong"),
        ({"labels": ("大阪", "**KOBE**")}, ROWS, "exact"),
        ({"labels": ("大阪",)}, ROWS, "wrong"),
        ({"labels": ("大阪", "Kobe")}, Expected("rows", labels=("Kobe", "大阪"), ordered=True), "wrong"),
        ({"numbers": (-3.5,), "unit": "ポイント"}, TREND, "exact"),
        ({"numbers": (3.5,), "unit": "%"}, TREND, "wrong"),
        ({"numbers": (33.3,), "unit": "%"}, Expected("number", (33.3333,), "%", approximate=True), "exact"),
        ({"numbers": (2.0, 1.0)}, Expected("cells", (1.0, 2.0)), "exact"),
        ({"numbers": (2.0,)}, Expected("cells", (1.0, 2.0)), "fallback"),
        ({"numbers": (2.0, 3.0)}, Expected("cells", (1.0, 2.0)), "wrong"),
        ({"text_values": ("2020年 4月",)}, Expected("text", labels=("2020年4月",)), "exact"),
        ({"numbers": (5.0,)}, Expected("refuse"), "wrong"),
    ],
)
def test_a_computed_answer_is_exact_or_wrong(computed: dict[str, Any], expected: Expected, verdict: str) -> None:
    empty = {"operation": "sum", "numbers": (), "unit": "", "labels": (), "missing": 0, "text_values": ()}
    answer = SimpleNamespace(text="", computed=SimpleNamespace(**(empty | computed)))
    assert judge(cast(Result, SimpleNamespace(answer=answer)), expected) == verdict


def test_no_computed_answer_falls_back_and_no_answer_refuses() -> None:
    quoted = cast(Result, SimpleNamespace(answer=SimpleNamespace(text="", computed=None)))
    none = cast(Result, SimpleNamespace(answer=None))
    assert judge(quoted, NUMBER) == judge(none, NUMBER) == judge(quoted, Expected("refuse")) == "fallback"
    assert judge(none, Expected("refuse")) == "exact"
