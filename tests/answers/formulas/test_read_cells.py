"""Cells that may be told are read with the question: where two columns may be meant, what is read decides."""

from pathlib import Path

import pytest
from support import indexed

from kotae import Kotae
from kotae.answers.formulas.answering import Reasoned, reason
from kotae.retrieval.search import search

ONIONS = """# 玉ねぎの町別統計

| 町 | 作付けした広さ(ha) | 収穫できた重さ(t) | 出荷された重さ(t) |
|---|---:|---:|---:|
| 霧谷町 | 312 | 14,100 | 12,900 |
| 白沢町 | 95 | 3,870 | 3,410 |
| 松浜町 | 1,220 | 67,700 | 61,300 |
"""

FARES = """# Passenger rail tariffs

| Station | Paid in advance: single | Paid on board: single | Paid in advance: weekly |
|---|---:|---:|---:|
| Corrie | 4.10 | 6.20 | 31.00 |
| Dunlea | 5.35 | 7.90 | 38.50 |
| Marrow | 2.80 | 4.15 | 22.40 |
"""


@pytest.fixture(scope="module")
def kotae(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    return indexed({"onions.md": ONIONS, "fares.md": FARES}, tmp_path_factory.mktemp("read"), cache)


def reasoned(kotae: Kotae, text: str, *, read: bool) -> list[Reasoned]:
    (question,) = kotae.understand(text, split=False).questions
    hits = search(question, kotae.index, 16)
    return reason(question, hits, kotae.index, kotae.reader if read else None)


def test_of_two_columns_of_one_unit_the_one_that_is_read_as_the_answer_is_told(kotae: Kotae) -> None:
    question = "松浜町では玉ねぎが何トンとれましたか"
    assert "61,300" in reasoned(kotae, question, read=False)[0].answer.text
    assert "67,700" in reasoned(kotae, question, read=True)[0].answer.text
    told = kotae.ask(question).answer
    assert told is not None
    assert "67,700" in told.text


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What does a single from Corrie cost if you pay the conductor?", "6.20"),
        ("What does someone who buys beforehand pay for a single to Dunlea?", "5.35"),
    ],
)
def test_what_is_read_as_the_answer_is_likelier_and_the_rest_is_not(kotae: Kotae, question: str, cell: str) -> None:
    before, after = (reasoned(kotae, question, read=read) for read in (False, True))
    assert cell in before[0].answer.text
    assert cell in after[0].answer.text
    assert after[0].probability > before[0].probability
    told = [sum(each.probability for each in listed if each.operation == "look_up") for listed in (before, after)]
    assert told[0] == pytest.approx(told[1], abs=0.02)  # of those that are listed


def test_reading_cells_leaves_what_is_computed_as_likely_as_it_was(kotae: Kotae) -> None:
    question = "霧谷町と白沢町の出荷された重さの合計は何トンですか"
    before, after = (reasoned(kotae, question, read=read)[0] for read in (False, True))
    assert (after.operation, after.answer.text) == ("sum", before.answer.text)
    assert after.probability == before.probability
