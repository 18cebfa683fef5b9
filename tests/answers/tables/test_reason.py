"""Questions over tables, end to end: the operation, the exact result, its words, and the cells that it stands on."""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from drawn import DOCUMENTS
from support import settings_for

from kotae import Kotae
from kotae.answers.model import Answer, Computed, Result
from kotae.answers.tables.plan import Operation
from kotae.index.build import build


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    """Return a real index over the documents of tables, opened."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "corpus").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    settings = settings_for(folder / "corpus", folder / "index", cache)
    build(settings.recipe, settings.index)
    return Kotae.open(settings=settings)


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the answer's text (but for a note on missing cells), and what was computed of which cells."""

    question: str
    operation: Operation
    text: str
    numbers: tuple[float, ...] = ()
    unit: str = ""
    labels: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    missing: int = 0


CASES = (
    # lookup
    Case("霧浜港の水揚は何トンですか", "lookup", "霧浜港: 水揚(トン): 1,200", (1200,), "トン", ("霧浜港",), ("1,200",)),
    Case("椿浦港の開港日はいつですか", "lookup", "椿浦港: 開港日: 1987年9月20日", (), "", ("椿浦港",), ("1987年9月20日",)),
    Case("2020年度の来館者は何人ですか", "lookup", "2020年度: 来館者(人): 18,900", (18900,), "人", ("2020年度",), ("18,900",)),
    Case("What is the capacity of Dunholt?", "lookup", "Dunholt: Capacity (Ml): 6,750", (6750,), "Ml", ("Dunholt",), ("6,750",)),
    Case("When was Ashmere completed?", "lookup", "Ashmere: Completed: 14 May 1962", (), "", ("Ashmere",), ("14 May 1962",)),
    Case("How many visitors did the Clock Museum have in 2022?", "lookup", "Clock Museum: 2022: 52.5 (thousand)",
         (52.5,), "thousand", ("Clock Museum",), ("52.5",)),
    Case("What is the capacity and the depth of Dunholt?", "lookup", "Dunholt: Capacity (Ml): 6,750, Depth (m): 44",
         (6750, 44), "Ml", ("Dunholt",), ("6,750", "44")),
    # filter
    Case("漁船が20隻以上の漁港は?", "filter", "霧浜港、椿浦港", (), "", ("霧浜港", "椿浦港"), ("霧浜港", "椿浦港")),
    Case("水揚が500トン未満の漁港は?", "filter", "灯里港、波越港", (), "", ("灯里港", "波越港"), ("灯里港", "波越港")),
    Case("漁船が18隻の漁港は?", "filter", "鷲津港、灯里港", (), "", ("鷲津港", "灯里港"), ("鷲津港", "灯里港")),
    Case("Reservoirs with a depth of at least 25 m", "filter", "Ashmere, Dunholt, Farrowby", (), "",
         ("Ashmere", "Dunholt", "Farrowby"), ("Ashmere", "Dunholt", "Farrowby")),
    # list
    Case("北部の漁港をすべて挙げて", "list", "霧浜港、鷲津港、砂崎港", (), "", ("霧浜港", "鷲津港", "砂崎港"),
         ("霧浜港", "鷲津港", "砂崎港")),
    Case("2000年以降に開港した漁港はどれですか", "list", "鷲津港、砂崎港、灯里港", (), "", ("鷲津港", "砂崎港", "灯里港"),
         ("鷲津港", "砂崎港", "灯里港")),
    Case("List all reservoirs in the Upper valley", "list", "Ashmere, Bellwater, Crannock", (), "",
         ("Ashmere", "Bellwater", "Crannock"), ("Ashmere", "Bellwater", "Crannock")),
    Case("Which reservoirs were completed between 1950 and 1980?", "list", "Ashmere, Crannock, Elverton", (), "",
         ("Ashmere", "Crannock", "Elverton"), ("Ashmere", "Crannock", "Elverton")),
    # superlative
    Case("瑠璃島で水揚が最も多い漁港は?", "superlative", "椿浦港: 水揚(トン): 2,150 トン (5件中の最大)", (2150,), "トン",
         ("椿浦港",), ("2,150",), missing=1),
    Case("最も古い漁港は?", "superlative", "椿浦港: 開港日: 1987年9月20日 (6件中で最も早い)", (), "", ("椿浦港",),
         ("1987年9月20日",)),
    Case("貸出が最も多かったのは何年度ですか", "superlative", "2019年度: 貸出(冊): 52,000 冊 (4件中の最大)", (52000,), "冊",
         ("2019年度",), ("52,000",)),
    Case("Which reservoir has the greatest depth?", "superlative", "Dunholt: Depth (m): 44 m (greatest of 7)", (44,), "m",
         ("Dunholt",), ("44",)),
    Case("Which is the newest reservoir?", "superlative", "Gillbeck: Completed: 17 April 2006 (latest of 7)", (), "",
         ("Gillbeck",), ("17 April 2006",)),
    Case("In which year did the Clock Museum have the most visitors?", "superlative",
         "Clock Museum: 2023: 61.0 thousand (greatest of 4)", (61,), "thousand", ("2023",), ("61.0",)),
    # nth
    Case("水揚が2番目に多い漁港は?", "nth", "霧浜港: 水揚(トン): 1,200 トン (5件中の2位)", (1200,), "トン", ("霧浜港",),
         ("1,200",), missing=1),
    Case("霧浜港の次に水揚が多い漁港は?", "nth", "鷲津港: 水揚(トン): 640 トン (霧浜港 →)", (640,), "トン", ("鷲津港",),
         ("640",), missing=1),
    Case("Which museum had the second most visitors in 2022?", "nth", "Clock Museum: 2022: 52.5 thousand (number 2 of 5)",
         (52.5,), "thousand", ("Clock Museum",), ("52.5",)),
    # top
    Case("水揚の上位3港は?", "top", "1. 椿浦港: 水揚(トン): 2,150、2. 霧浜港: 1,200、3. 鷲津港: 640", (2150, 1200, 640),
         "トン", ("椿浦港", "霧浜港", "鷲津港"), ("2,150", "1,200", "640"), missing=1),
    Case("漁船の少ない漁港を2つ挙げて", "top", "1. 波越港: 漁船(隻): 9、2. 砂崎港: 12", (9, 12), "隻", ("波越港", "砂崎港"),
         ("9", "12")),
    Case("What are the top 3 reservoirs by capacity?", "top",
         "1. Dunholt: Capacity (Ml): 6,750 Ml, 2. Ashmere: 4,200 Ml, 3. Farrowby: 2,300 Ml", (6750, 4200, 2300), "Ml",
         ("Dunholt", "Ashmere", "Farrowby"), ("6,750", "4,200", "2,300"), missing=1),
    # count
    Case("漁船が18隻以上の漁港はいくつありますか", "count", "4件: 霧浜港、鷲津港、椿浦港、灯里港", (4,), "",
         ("霧浜港", "鷲津港", "椿浦港", "灯里港"), ("霧浜港", "鷲津港", "椿浦港", "灯里港")),
    Case("漁港はいくつありますか", "count", "6件: 霧浜港、鷲津港、砂崎港、椿浦港、灯里港、波越港", (6,), "",
         ("霧浜港", "鷲津港", "砂崎港", "椿浦港", "灯里港", "波越港"),
         ("霧浜港", "鷲津港", "砂崎港", "椿浦港", "灯里港", "波越港")),
    Case("How many reservoirs were completed before 1980?", "count", "4: Ashmere, Bellwater, Crannock, Elverton", (4,), "",
         ("Ashmere", "Bellwater", "Crannock", "Elverton"), ("Ashmere", "Bellwater", "Crannock", "Elverton")),
    # sum
    Case("瑠璃島の漁港の漁船の合計は何隻ですか", "sum", "45 + 18 + 12 + 60 + 18 + 9 = 162 隻", (162,), "隻",
         ("霧浜港", "鷲津港", "砂崎港", "椿浦港", "灯里港", "波越港"), ("45", "18", "12", "60", "18", "9")),
    Case("北部の漁港の水揚の合計は?", "sum", "1,200 + 640 = 1,840 トン", (1840,), "トン", ("霧浜港", "鷲津港", "砂崎港"),
         ("1,200", "640"), missing=1),
    Case("What is the total capacity of the reservoirs in the Upper valley?", "sum", "4,200 + 980 = 5,180 Ml", (5180,), "Ml",
         ("Ashmere", "Bellwater", "Crannock"), ("4,200", "980"), missing=1),
    Case("What were the total visitors of all museums in 2021?", "sum", "38.0 + 60.0 + 24.0 + 11.0 = 133.0 thousand", (133,),
         "thousand", ("Clock Museum", "Herring Museum", "Glass Museum", "Puppet Museum", "Compass Museum"),
         ("38.0", "60.0", "24.0", "11.0"), missing=1),
    # mean
    Case("水揚の平均は?", "mean", "(1,200 + 640 + 2,150 + 0 + 310) ÷ 5 = 860 トン", (860,), "トン",
         ("霧浜港", "鷲津港", "砂崎港", "椿浦港", "灯里港", "波越港"), ("1,200", "640", "2,150", "0", "310"), missing=1),
    Case("What was the average number of visitors to the museums in 2023?", "mean",
         "(61.0 + 14.0 + 70.2 + 13.8) ÷ 4 = 39.75 thousand", (39.75,), "thousand",
         ("Clock Museum", "Herring Museum", "Glass Museum", "Puppet Museum", "Compass Museum"),
         ("61.0", "14.0", "70.2", "13.8"), missing=1),
    # difference
    Case("霧浜港と鷲津港の水揚の差は?", "difference", "霧浜港 − 鷲津港: 1,200 − 640 = 560 トン", (560,), "トン",
         ("霧浜港", "鷲津港"), ("1,200", "640")),
    Case("What is the difference in capacity between Ashmere and Farrowby?", "difference",
         "Ashmere − Farrowby: 4,200 − 2,300 = 1,900 Ml", (1900,), "Ml", ("Ashmere", "Farrowby"), ("4,200", "2,300")),
    # ratio
    Case("椿浦港の漁船は波越港の何倍ですか", "ratio", "椿浦港 ÷ 波越港: 60 ÷ 9 = 6.67", (60 / 9,), "", ("椿浦港", "波越港"),
         ("60", "9")),
    Case("What is the ratio of the capacity of Dunholt to that of Elverton?", "ratio",
         "Dunholt ÷ Elverton: 6,750 ÷ 1,500 = 4.5", (4.5,), "", ("Dunholt", "Elverton"), ("6,750", "1,500")),
    # trend
    Case("楓町図書館の貸出は2019年度から2022年度までどう変わりましたか", "trend",
         "2019年度 52,000 → 2020年度 38,500 → 2021年度 41,000 → 2022年度 47,500 冊: 減少 -4,500 冊 (-8.7%)", (-4500,), "冊",
         ("down",), ("52,000", "38,500", "41,000", "47,500")),
    Case("How did the visitors to the Compass Museum change?", "trend",
         "Compass Museum: 2020 9.0 → 2021 11.0 → 2022 12.5 → 2023 13.8 thousand: increase +4.8 thousand (+53.3%)", (4.8,),
         "thousand", ("up",), ("9.0", "11.0", "12.5", "13.8")),
)  # fmt: skip

# A question, the text of its answer, its numbers and the row or column that it names; not every cell stands in the hit.
PARTLY_CITED: tuple[tuple[str, Operation, str, tuple[float, ...], str], ...] = (
    ("霧浜港と椿浦港ではどちらの水揚が多い?", "comparison", "椿浦港 2,150 > 霧浜港 1,200 トン", (2150, 1200), "椿浦港"),
    ("Which was completed earlier, Ashmere or Elverton?", "comparison", "Elverton 21 August 1954 < Ashmere 14 May 1962", (),
     "Elverton"),
    ("水揚全体に占める椿浦港の割合は?", "share", "椿浦港: 2,150 ÷ 4,300 = 50.0%", (50,), "椿浦港"),
    ("What share of the total capacity does Ashmere have?", "share", "Ashmere: 4,200 ÷ 17,230 = 24.4%", (100 * 4200 / 17230,),
     "Ashmere"),
)  # fmt: skip


def computed(result: Result) -> tuple[Answer, Computed]:
    assert result.answer is not None
    assert result.answer.computed is not None, result.answer.text
    return result.answer, result.answer.computed


def test_every_operation_is_asked_in_both_languages() -> None:
    questions = [(case.operation, case.question) for case in CASES]
    questions += [(operation, question) for question, operation, *_ in PARTLY_CITED]
    for operation in get_args(Operation):
        assert {question.isascii() for name, question in questions if name == operation} == {True, False}, operation


@pytest.mark.parametrize("case", CASES, ids=[case.question for case in CASES])
def test_a_question_is_answered_from_the_cells(asked: Kotae, case: Case) -> None:
    answer, found = computed(asked.ask(case.question))
    assert answer.text == case.text if not case.missing else answer.text.startswith(f"{case.text} (")
    assert found.operation == case.operation
    assert found.numbers == pytest.approx(case.numbers)
    assert (found.unit, found.labels, found.missing) == (case.unit, case.labels, case.missing)


@pytest.mark.parametrize("case", CASES, ids=[case.question for case in CASES])
def test_every_cell_used_is_cited_once_at_its_characters(asked: Kotae, case: Case) -> None:
    result = asked.ask(case.question)
    answer, _ = computed(result)
    assert answer.citations == (answer.evidence[0].citation,)
    text = result.hits[answer.citations[0] - 1].unit.text
    assert tuple(text[part.start : part.end] for part in answer.evidence) == case.cells
    assert len({(part.start, part.end) for part in answer.evidence}) == len(case.cells)


@pytest.mark.parametrize("case", CASES, ids=[case.question for case in CASES])
def test_the_result_is_marked_in_the_text(asked: Kotae, case: Case) -> None:
    answer, found = computed(asked.ask(case.question))
    marked = [answer.text[start:end] for start, end in answer.marks]
    assert all(0 <= start < end <= len(answer.text) for start, end in answer.marks)
    if found.operation in ("filter", "list", "superlative", "nth", "top"):
        assert tuple(marked) == case.labels
    elif found.operation == "lookup":
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
    assert found.numbers == pytest.approx(numbers)
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
    for question in ("Which museum had the most visitors in 2023?", "瑠璃島で水揚が最も多い漁港は?", "漁港はいくつありますか"):
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
        (part,) = one.evidence
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
        "What is the capacity of Dunholt\"); SELECT 1; --",
        "COPY body TO '/tmp/body.csv'",
    ],
)
def test_sql_and_formulas_in_a_question_do_nothing(asked: Kotae, question: str) -> None:
    answer = asked.ask(question).answer
    assert answer is None or answer.computed is None or answer.computed.operation == "lookup"
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
    ("レアアースの生産量が最も多い国は?", "superlative", (270_000,), ("270,000",)),
    ("Which country produces the most rare earths?", "superlative", (270_000,), ("270,000",)),
    ("中国の次にレアアースの推定埋蔵量が多い国は?", "nth", (21_000_000,), ("21,000,000",)),
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
    assert tuple(hit.unit.text[part.start : part.end] for part in answer.evidence) == cells
    boxes = [box for part in answer.evidence for box in part.boxes]
    assert len(boxes) == len(set(boxes)) == len(cells)
    assert {box.page for box in boxes} == {hit.unit.page}
