"""Questions over tables, end to end: the operation, the exact result, its words, and the cells that it stands on."""

from dataclasses import replace
from pathlib import Path

import pytest
from cases import CASES, PARTLY_CITED, Case
from drawn import DOCUMENTS
from support import indexed

from kotae import Kotae
from kotae.answers.formulas.answering import agreed, reason
from kotae.answers.formulas.model import Operation
from kotae.answers.model import Answer, Computed, Result


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    """Return a real index over the documents of tables, opened."""
    return indexed(DOCUMENTS, tmp_path_factory.mktemp("tables"), cache)


@pytest.fixture(scope="module")
def right(asked: Kotae) -> dict[str, Result]:
    """Return the results of the cases that are answered by their operation over the right rows."""
    results = {case.question: asked.ask(case.question) for case in CASES}
    return {case.question: results[case.question] for case in CASES if _meets(results[case.question], case)}


def _meets(result: Result, case: Case) -> bool:
    found = result.answer.computed if result.answer else None
    return found is not None and (found.operation, found.labels) == (case.operation, case.labels)


def answered(right: dict[str, Result]) -> list[tuple[Case, Result]]:
    """Return the cases that are answered, with their results."""
    return [(case, right[case.question]) for case in CASES if case.question in right]


def computed(result: Result) -> tuple[Answer, Computed]:
    assert result.answer is not None
    assert result.answer.computed is not None, result.answer.text
    return result.answer, result.answer.computed


def test_every_operation_of_the_cases_is_asked_in_both_languages() -> None:
    questions = [(case.operation, case.question) for case in CASES]
    questions += [(operation, question) for question, operation, *_ in PARTLY_CITED]
    for operation in {operation for operation, _ in questions} - {"least", "next", "which_column"}:
        assert {question.isascii() for name, question in questions if name == operation} == {True, False}, operation


def test_most_questions_are_answered_from_the_cells(right: dict[str, Result]) -> None:
    """Which formula is meant is learned, and not every question is understood: the floor lies below what was measured."""
    wrong = [case.question for case in CASES if case.question not in right]
    assert len(right) >= 0.8 * len(CASES), wrong


def test_what_is_answered_is_exact(right: dict[str, Result]) -> None:
    for case, result in answered(right):
        answer, found = computed(result)
        assert answer.text == case.text if not case.missing else answer.text.startswith(f"{case.text} (")
        assert found.numbers == pytest.approx(case.numbers)
        assert (found.unit, found.missing) == (case.unit, case.missing)


def test_every_cell_used_is_cited_once_at_its_characters(right: dict[str, Result]) -> None:
    for case, result in answered(right):
        answer, found = computed(result)
        assert answer.citations == (answer.evidence[0].citation,)
        text = result.hits[answer.citations[0] - 1].unit.text
        cited = [text[part.start : part.end] for part in answer.evidence]
        assert len({(part.start, part.end) for part in answer.evidence}) == len(cited)
        assert set(cited) >= set(case.cells), case.question
        assert set(cited) <= {*case.cells, *found.labels}, case.question  # beside the amounts, what they put in order


def test_the_result_is_marked_in_the_text(right: dict[str, Result]) -> None:
    for case, result in answered(right):
        answer, found = computed(result)
        marked = [answer.text[start:end] for start, end in answer.marks]
        assert all(0 <= start < end <= len(answer.text) for start, end in answer.marks)
        if found.operation in ("greatest", "least", "which_column", "nth", "next", "top"):
            assert tuple(marked) == case.labels
        elif found.operation == "look_up":
            assert tuple(marked) == case.cells
        else:
            assert len(marked) == 1
            assert any(character.isdigit() for character in marked[0])


@pytest.mark.parametrize(("question", "operation", "text", "numbers", "label"), PARTLY_CITED)
def test_a_comparison_or_share_is_told_with_both_numbers(
    asked: Kotae, question: str, operation: str, text: str, numbers: tuple[float, ...], label: str
) -> None:
    result = asked.ask(question)
    answer, found = computed(result)
    assert (answer.text, found.operation, found.labels) == (text, operation, (label,))
    assert found.numbers == pytest.approx(numbers[:1])  # the other number is told in the text
    first = answer.evidence[0]
    assert result.hits[first.citation - 1].unit.text[first.start : first.end] in text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("北部の漁港の水揚の合計は?", "値のないセル 1 個"),
        ("楓町図書館の来館者の合計は?", "値のないセル 1 個"),
        ("What is the total capacity of the reservoirs?", "without a value"),
    ],
)
def test_a_sum_over_missing_cells_says_how_many(asked: Kotae, question: str, words: str) -> None:
    answer, found = computed(asked.ask(question))
    assert found.missing == 1
    assert words in answer.text.rpartition("(")[2]


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("砂崎港の水揚は何トンですか", "-"),
        ("How many visitors did the Herring Museum have in 2021?", "-"),
        ("What is the capacity of Crannock?", "n.a."),
    ],
)
def test_a_cell_without_a_value_is_shown_as_it_stands_and_is_no_zero(asked: Kotae, question: str, cell: str) -> None:
    _, found = computed(asked.ask(question))
    assert found.text_values == (cell,)
    assert found.numbers == ()


@pytest.mark.parametrize(
    ("question", "label", "number"),
    [
        ("瑠璃島で水揚が最も少ない漁港は?", "灯里港", 0),
        ("Which reservoir has the smallest capacity?", "Bellwater", 980),
    ],
)
def test_the_least_is_a_value_and_not_a_dash(asked: Kotae, question: str, label: str, number: float) -> None:
    _, found = computed(asked.ask(question))
    assert (found.labels, found.numbers, found.missing) == ((label,), (number,), 1)


@pytest.mark.parametrize("question", ["砂崎港と霧浜港の水揚の差は?", "砂崎港の水揚は霧浜港の何倍?"])
def test_a_difference_or_ratio_with_a_missing_cell_is_not_computed(asked: Kotae, question: str) -> None:
    answer = asked.ask(question).answer
    assert answer is None or answer.computed is None


def test_a_printed_total_is_not_added_again_nor_ranked(asked: Kotae) -> None:
    for question, number in (("瑠璃島の漁港の水揚の合計は?", 4300), ("漁船の平均は?", 27)):
        assert computed(asked.ask(question))[1].numbers == (number,)
    for question in (
        "Which museum had the most visitors in 2023?",
        "瑠璃島で水揚が最も多い漁港は?",
        "漁港はいくつありますか",
    ):
        assert not {"Total", "合計"} & set(computed(asked.ask(question))[1].labels)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("オスレン谷で最も深い貯水池は?", "Dunholt"),
        ("Which harbour on Ruri island has the largest landings?", "椿浦港"),
    ],
)
def test_a_table_in_the_other_language_answers_in_its_own_names(asked: Kotae, question: str, label: str) -> None:
    answer, found = computed(asked.ask(question))
    assert found.labels == (label,)
    assert label in answer.text


def test_two_tables_that_answer_equally_are_both_shown(asked: Kotae) -> None:
    result = asked.ask("Which flower had the most blooms at Larkfield?")
    answer, found = computed(result)
    (other,) = result.others
    assert other.computed is not None
    assert {(found.labels, found.numbers), (other.computed.labels, other.computed.numbers)} == {
        (("Harebell",), (240.0,)),
        (("Cowslip",), (310.0,)),
    }
    documents = {result.hits[one.citations[0] - 1].document.name for one in (answer, other)}
    assert documents == {"meadow-east.md", "meadow-west.md"}
    for one in (answer, other):
        part = one.evidence[-1]  # behind the name that it puts first
        text = result.hits[part.citation - 1].unit.text
        assert text[part.start : part.end] == f"{one.computed.numbers[0]:.0f}" if one.computed else False


def test_a_question_that_one_table_answers_shows_no_other(asked: Kotae) -> None:
    assert asked.ask("Which reservoir has the greatest depth?").others == ()


@pytest.mark.parametrize(
    ("question", "numbers", "texts"),
    [
        ("What is the formula of the sheet Alpha?", (), ("=1+1",)),
        ("What are the rows of all sheets in total?", (100,), ()),
        ("What is the sum of the rows of the sheets Alpha and Gamma?", (75,), ()),
    ],
)
def test_formulas_and_sql_in_cells_are_text(
    asked: Kotae, question: str, numbers: tuple[float, ...], texts: tuple[str, ...]
) -> None:
    _, found = computed(asked.ask(question))
    assert (found.numbers, found.text_values) == (numbers, texts)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM cells; DROP TABLE body",
        "=SUM(A1:A9)",
        "'; DROP TABLE cells; --",
        'What is the capacity of Dunholt"); SELECT 1; --',
        "COPY body TO '/tmp/body.csv'",
    ],
)
def test_sql_and_formulas_in_a_question_do_nothing(asked: Kotae, question: str) -> None:
    answer = asked.ask(question).answer
    assert answer is None or answer.computed is None or answer.computed.operation == "look_up"
    assert computed(asked.ask("What is the capacity of Dunholt?"))[1].numbers == (6750,)


@pytest.mark.parametrize(
    "question",
    [
        "月見港の水揚は?",
        "月見港と霧浜港の水揚の差は?",
        "What is the capacity of Wexmoor?",
        "How many visitors did the Wexmoor Museum have in 2022?",
        "Which is deeper, Dunholt or Wexmoor?",
        "What is the total catch of Wexmoor harbour?",
    ],
)
def test_a_row_that_no_table_has_gives_no_computed_answer(asked: Kotae, question: str) -> None:
    answer = asked.ask(question).answer
    assert answer is None or answer.computed is None


@pytest.mark.parametrize(
    "question",
    ["How many visitors did the Herring Museum have in 2018?", "2015年度の来館者は何人ですか"],
)
def test_a_year_that_no_table_has_gives_no_answer(asked: Kotae, question: str) -> None:
    assert asked.ask(question).answer is None


BRIEF: tuple[tuple[str, Operation, tuple[float, ...], tuple[str, ...]], ...] = (
    ("レアアースの生産量が最も多い国は?", "greatest", (270_000,), ("270,000",)),
    ("中国の次にレアアースの推定埋蔵量が多い国は?", "next", (21_000_000,), ("21,000,000",)),
    ("先端半導体の国内生産拠点の確保の予算は21年度から24年度までの合計でいくら?", "sum", (21_706,),
     ("6,170", "4,500", "6,322", "4,714")),
)  # fmt: skip


@pytest.mark.parametrize(("question", "operation", "numbers", "cells"), BRIEF)
def test_cells_of_a_pdf_are_cited_with_their_boxes(
    brief: Kotae, question: str, operation: str, numbers: tuple[float, ...], cells: tuple[str, ...]
) -> None:
    result = brief.ask(question)
    answer, found = computed(result)
    assert (found.operation, found.numbers) == (operation, numbers)
    hit = result.hits[answer.citations[0] - 1]
    cited = [hit.unit.text[part.start : part.end] for part in answer.evidence]
    assert set(cited) - set(found.labels) == set(cells)
    boxes = [box for part in answer.evidence for box in part.boxes]
    assert len(boxes) == len(set(boxes)) == len(cited)
    assert {box.page for box in boxes} == {hit.unit.page}


def test_what_is_said_again_makes_an_answer_surer(asked: Kotae, right: dict[str, Result]) -> None:
    question = next(iter(right))
    (understood,) = asked.understand(question, split=False).questions
    first, *rest = reason(understood, asked.search(question), asked.index, None)
    again = replace(first, certainty=0.1)
    assert agreed([replace(first, certainty=0.5), *rest, again])[0].certainty == pytest.approx(0.6)
    assert agreed([first, *rest, again])[1:] == rest


def test_a_field_is_known_though_the_question_says_more_between_its_words(tmp_path: Path, cache: Path) -> None:
    text = """# Cobalt

| Attribute | Data |
|---|---|
| Known reserves | 11 million tonnes |
| Port import reliance | 76% net import reliance |
| Leading producer | Kalemia |
"""
    kotae = indexed({"cobalt.md": text}, tmp_path, cache)
    answer = kotae.ask("What is the port's net import reliance for cobalt?").answer
    assert answer is not None
    assert "76%" in answer.text


def test_a_name_is_no_answer_to_when_or_how_many(tmp_path: Path, cache: Path) -> None:
    text = """# 港務システムのロードマップ

| 移行の段階 | 移行状況 | 担当 |
|---|---|---|
| 試行 | 済み | 港務課 |
| 移行 | 未定 | 船舶課 |
| 点検 | 未定 | 灯台課 |
"""
    kotae = indexed({"a.md": text}, tmp_path, cache)
    assert kotae.ask("点検の担当はどこですか?").status == "answered"
    for question in ("点検の担当は何年に決まりましたか?", "試行の担当は何人ですか?"):
        assert kotae.ask(question).status != "answered", question


LEASES = """<h1>Port of Lorne</h1><p>Supplemental information on leases is as follows:</p><table>
<tr><th></th><th>Amount</th><th>Where it stands</th></tr>
<tr><td colspan="3">Berths:</td></tr>
<tr><td>Right-of-use assets of berths</td><td>$1,167,903</td><td></td></tr>
<tr><td>Current lease liabilities</td><td>222,806</td><td>Current part of lease liabilities</td></tr>
<tr><td>Long-term lease liabilities</td><td>1,019,029</td><td>Long-term lease liabilities</td></tr>
<tr><td>Total lease liabilities</td><td>$1,241,835</td><td></td></tr>
<tr><td colspan="3">Weighted-average remaining lease term:</td></tr>
<tr><td>Operating leases</td><td>4.5 years</td><td></td></tr>
<tr><td colspan="3">Weighted-average discount rate:</td></tr>
<tr><td>Operating leases</td><td>4.2%</td><td></td></tr></table>"""


def test_a_row_is_meant_by_the_label_that_stands_over_it(tmp_path: Path, cache: Path) -> None:
    kotae = indexed({"a.html": f"<html><body>{LEASES}</body></html>"}, tmp_path, cache)
    for question, value in (
        ("What was the weighted-average discount rate?", "4.2%"),
        ("What is the weighted average remaining lease term?", "4.5 years"),
        ("加重平均割引率は何%ですか?", "4.2%"),
    ):
        answer = kotae.ask(question).answer
        assert answer is not None, question
        assert value in answer.text
        label = "discount rate" if value == "4.2%" else "remaining lease term"
        assert f"Weighted-average {label} > Operating leases" in answer.text


def test_what_several_things_are_at_one_time_is_no_change(tmp_path: Path, cache: Path) -> None:
    text = """# Zones

| Zone | 2022 Sales | 2022 Profit | 2022 Depreciation |
|---|---|---|---|
| North | 12,138 | 2,284 | 348 |
| South | 9,283 | 1,606 | 411 |
"""
    kotae = indexed({"a.md": text}, tmp_path, cache)
    result = kotae.ask("By how much did the sales of North grow from 2022 to 2023?")
    tried = [candidate.text for candidate in result.tried]
    assert tried
    assert not any("→" in line or " − " in line for line in tried), tried


def test_where_a_picture_stands_is_no_length(tmp_path: Path, cache: Path) -> None:
    text = """# Winter in Lorne

The ice run is over 1300 yards in length and is opened in January.

| Picture | Place |
|---|---|
| The ice run | At the end of chapter four, between pages 128 and 129 |
| The harbour | At the end of chapter two, between pages 40 and 41 |
"""
    kotae = indexed({"a.md": text}, tmp_path, cache)
    answer = kotae.ask("How long is the ice run?").answer
    assert answer is not None
    assert "1300 yards" in answer.text
