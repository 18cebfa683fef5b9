"""What a person relies on when the documents do not hold an answer: that a plausible question is told from a good one."""

from pathlib import Path

import pytest
from support import indexed, made_index, opened, settings_for

from kotae import Kotae
from kotae.answers.answer import JUDGED, answer, quoted_or_read, read_first
from kotae.answers.certainty import STRICTNESS
from kotae.answers.fitting import lacks_measure
from kotae.answers.model import Result
from kotae.answers.signals import Signals, signals
from kotae.retrieval.search import search

DOCUMENTS = Path(__file__).resolve().parents[1] / "questions" / "documents"


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    settings = settings_for(DOCUMENTS, tmp_path_factory.mktemp("invented"), cache)
    made_index(settings)
    return opened(settings)


def judged(kotae: Kotae, question: str) -> Result:
    """Return the result of a question, whatever its certainty."""
    (understood,) = kotae.understand(question, split=False).questions
    return answer(understood, search(understood, kotae.index, JUDGED), kotae.index, 0.0, 8, kotae.reader)


def sure(kotae: Kotae, question: str) -> float:
    """Return how sure the answer to a question is."""
    return judged(kotae, question).certainty


def found(kotae: Kotae, question: str) -> Signals:
    """Return the signals of what is quoted or read in answer to a question."""
    (understood,) = kotae.understand(question, split=False).questions
    hits, looked = read_first(understood, search(understood, kotae.index, JUDGED), kotae.index, kotae.reader)
    best = quoted_or_read(understood, hits, kotae.index, looked, kotae.reader)
    return signals(understood, best, hits, kotae.index, looked)


@pytest.mark.parametrize(
    ("listed", "absent"),
    [
        ("カナダのレアアース埋蔵量は何トン?", "ドイツのレアアース埋蔵量は何トン?"),
        ("How large are Canada's rare earth reserves?", "How large are Chile's rare earth reserves?"),
        ("What is the rare earth output of Madagascar?", "What is the rare earth output of Sweden?"),
        ("ロシアのレアアース生産量は何トン?", "フランスのレアアース生産量は何トン?"),
        ("サマリウムの用途は何ですか", "セリウムの用途は何ですか"),
        ("インジウムの用途は何ですか", "インジウムは1キロいくらで取引されていますか"),
    ],
)
def test_a_row_that_no_table_has_is_refused_and_one_that_it_has_is_not(brief: Kotae, listed: str, absent: str) -> None:
    assert sure(brief, absent) < STRICTNESS <= sure(brief, listed)


@pytest.mark.parametrize(
    ("held", "absent"),
    [
        ("若宮分館の2031年度の貸出冊数は", "桜台分館の2031年度の貸出冊数は"),
        ("How many fishery patrol boats were delivered in 2027?", "How many submarines were delivered in 2027?"),
        ("Who chairs the board of trustees?", "Who is the prime minister of Denmark?"),
        ("つららひめの糖度は何度?", "ライオンの体重は何キログラム?"),
    ],
)
def test_the_documents_of_other_domains_are_told_apart_too(invented: Kotae, held: str, absent: str) -> None:
    assert sure(invented, held) > sure(invented, absent)


def test_a_name_that_the_evidence_lacks_counts_as_absent(brief: Kotae) -> None:
    assert found(brief, "ドイツのレアアース埋蔵量は何トン?").name_absent == 1
    assert found(brief, "カナダのレアアース埋蔵量は何トン?").name_absent == 0


def test_a_year_that_a_table_lacks_is_noticed(brief: Kotae) -> None:
    assert found(brief, "クリーンエネルギー自動車の補助金は2019年度にいくらだったか").no_year == 1
    assert found(brief, "クリーンエネルギー自動車の補助金は2022年度にいくらだったか").no_year == 0


def test_a_quote_whose_likely_words_are_no_amount_is_noticed_where_one_is_asked_for(brief: Kotae) -> None:
    assert found(brief, "中国は太陽光パネル企業に年間いくらの補助金を出している？").unmarked == 1
    assert found(brief, "中国からの輸入品への関税は、合計で何％になったか").unmarked == 0


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("融点は何度ですか", "液晶パネルの電極材など", True),
        ("融点は何度ですか", "融点は157度である", False),
        ("How deep is the mine?", "The mine is polluted.", True),
        ("How deep is the mine?", "The mine is 40 metres deep.", False),
        ("Who owns the mine?", "The mine is polluted.", False),
    ],
)
def test_a_measure_is_missed_where_the_answer_has_no_such_unit(
    brief: Kotae, question: str, text: str, lacking: bool
) -> None:
    assert lacks_measure(brief.understand(question).questions[0], text) is lacking


def test_words_that_only_ask_are_not_sought(brief: Kotae) -> None:
    question = "How many farms in Ueda sold tea in FY2022?"
    things = [
        (question[thing.start : thing.end], thing.kind) for thing in brief.understand(question).questions[0].named
    ]
    assert things == [("farms", "thing"), ("Ueda", "name"), ("sold", "thing"), ("tea", "thing"), ("2022", "number")]


GRANTS = """# 通信基盤の整備

| 事業者 | 認定日 | 最大助成額 (億円) |
|---|---|---:|
| 青葉電機 | 4月15日 | 19.3 |
| Norvale | 4月19日 | 102.4 |
| ミナト通信 | 5月10日 | 421.0 |
"""


@pytest.fixture(scope="module")
def grants(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    return indexed({"grants.md": GRANTS}, tmp_path_factory.mktemp("grants"), cache)


@pytest.mark.parametrize(
    ("known", "amount", "unknown"),
    [
        ("ミナト通信の最大助成額は?", "421.0", "関東鉄道の最大助成額は?"),
        ("Norvaleの最大助成額は?", "102.4", "Orlandoの最大助成額は?"),
        ("How much is the maximum subsidy for Norvale?", "102.4", "How much is the maximum subsidy for Orlando?"),
    ],
)
def test_a_table_does_not_answer_for_a_name_that_it_does_not_have(
    grants: Kotae, known: str, amount: str, unknown: str
) -> None:
    right = grants.ask(known)
    assert right.answer is not None
    assert amount in right.answer.text
    other = grants.ask(unknown)
    assert other.answer is None or other.answer.computed is None


BUDGET = """# 収支予算書（令和4年4月1日から令和5年3月31日まで）

| 科目 | 予算額（円） | 前年度決算（円） |
|---|---:|---:|
| 正会員会費収入 | 6,800,000 | 6,500,000 |
| 賛助会員会費収入 | 700,000 | 650,000 |
| 手数料収入 | 3,500,000 | 2,900,000 |
"""


@pytest.fixture(scope="module")
def budget(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    return indexed({"budget.md": BUDGET}, tmp_path_factory.mktemp("budget"), cache)


def test_a_table_of_one_year_does_not_answer_for_another(budget: Kotae) -> None:
    for year in ("令和4年度", "2022年度"):
        right = budget.ask(f"{year}の賛助会員会費収入の予算額はいくらですか。")
        assert right.answer is not None
        assert "700,000" in right.answer.text
    for year in ("令和6年度", "2024年度"):
        assert budget.ask(f"{year}の賛助会員会費収入の予算額はいくらですか。").answer is None


BRIDGES = """# Bridges

| Bridge | Opened | Length (m) |
|---|---|---:|
| North Arch | 1969 | 310 |
| Sable Bridge | 1984 | 205 |
| Harbour Bridge | 2009 | 420 |
"""


def test_a_year_that_is_a_limit_may_be_none_of_a_table(tmp_path: Path, cache: Path) -> None:
    """Told beside a year that is asked for, which must be one of them."""
    kotae = indexed({"bridges.md": BRIDGES}, tmp_path, cache)
    limited = kotae.ask("Which bridges opened after 1975?").answer
    assert limited is not None
    assert "Sable Bridge" in limited.text
    assert "Harbour Bridge" in limited.text
    assert kotae.ask("What was the length of the Sable Bridge in 2015?").status != "answered"
