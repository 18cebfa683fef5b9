"""Each operation: of a question's formulas one comes to the right result, over the right rows, and is said in its language."""

import pytest
from asking import asked, said, table

from kotae.documents.model import Table

PORTS = table(
    """
    Port | Coast | Opened | Landings (t) | Boats
    Aldra | North | 1998 | 1,200 | 45
    Brask | North | 2004 | 640 | 18
    Corvo | South | 2011 | - | 12
    Dunel | South | 1987 | 2,150 | 60
    Estri | South | 2015 | 310 | 18
    Total | | | 4,300 | 153
    """
)
漁港 = table(
    """
    漁港 | 地区 | 水揚(トン) | 漁船(隻) | 開港日
    霧浜港 | 北部 | 1,200 | 45 | 1998年5月3日
    鷲津港 | 北部 | 640 | 18 | 2004年6月12日
    砂崎港 | 南部 | - | 12 | 2011年4月1日
    椿浦港 | 南部 | 2,150 | 60 | 1987年9月20日
    合計 | | 3,990 | 135 |
    """
)
VISITORS = table(
    """
    Museum | 2021 | 2020
    Clock Museum | 38.0 | 40.0
    Glass Museum | 60.0 | 81.0
    """,
    unit="thousand",
)
MEDALS = table(
    """
    Country | Gold | Medals
    Peru | 2 | 5
    Bolivia | 0 | 1
    Chile | 0 | 3
    """
)
CREWS = table(
    """
    Boat | Crew | Class
    Tern | Ana Ruiz / Bo Lind | A
    Gull | Bo Lind / Cy Orr | B
    Skua | Dag Moe | A
    """
)

DISTRICTS = table(
    """
    Harbour | Boats
    Aldra | 45
    Brask | 18
    Corvo | 12
    Dunel | 60
    """,
    groups=("North shore", "North shore", "South shore", "South shore"),
)
POSTAGE = table(
    """
    Weight | Postage ($) | Days
    under 2 kg | 6.40 | 2
    2-5 kg | 9.20 | 3
    5-10 kg | 14.00 | 4
    """
)
料金 = table(
    """
    年齢 | 料金(円)
    18歳未満 | 300
    18歳以上65歳未満 | 800
    65歳以上 | 500
    """
)
地区別 = table(
    """
    漁港 | 漁船(隻)
    霧浜港 | 45
    鷲津港 | 18
    砂崎港 | 12
    椿浦港 | 60
    """,
    groups=("北部", "北部", "南部", "南部"),
)


@pytest.mark.parametrize(
    ("question", "of", "operation", "values"),
    [
        ("How many boats does Dunel have?", PORTS, "look_up", ("60",)),
        ("椿浦港の水揚は何トンですか", 漁港, "look_up", ("2,150",)),
        ("Which port opened in 2004?", PORTS, "look_up", ("Brask",)),
        ("What are the landings and the boats of Brask?", PORTS, "look_up", ("640", "18")),
        ("What are the total landings?", PORTS, "look_up", ("4,300",)),
        ("砂崎港の水揚は?", 漁港, "look_up", ("-",)),
        ("Which boat has Bo Lind in its crew?", CREWS, "look_up", ("Tern", "Gull")),
        ("Which ports are on the south coast?", PORTS, "look_up", ("Corvo", "Dunel", "Estri")),
        ("Which ports have more than 20 boats?", PORTS, "look_up", ("Aldra", "Dunel")),
        ("Which ports are not on the south coast?", PORTS, "look_up", ("Aldra", "Brask")),
        ("Which country won only three medals?", MEDALS, "look_up", ("Chile",)),
        ("Which countries did not win any gold?", MEDALS, "look_up", ("Bolivia", "Chile")),
        ("Which country comes after Peru when ranked by most medals?", MEDALS, "next", ("Chile",)),
        ("What is the postage of a parcel of 7 kg?", POSTAGE, "look_up", ("14.00",)),
        ("17歳の料金はいくらですか", 料金, "look_up", ("300",)),
        ("65歳の料金はいくらですか", 料金, "look_up", ("500",)),
        ("List all harbours of the south shore", DISTRICTS, "look_up", ("Corvo", "Dunel")),
        ("北部の漁港をすべて挙げて", 地区別, "look_up", ("霧浜港", "鷲津港")),
        ("What is the first port on the list?", PORTS, "first", ("Aldra",)),
        ("What is the last port on the list?", PORTS, "last", ("Estri",)),
        ("Which port comes right after Brask?", PORTS, "next", ("Corvo",)),
        ("Which port is listed just before Brask?", PORTS, "previous", ("Aldra",)),
        ("Which other port has the same number of boats as Brask?", PORTS, "same", ("Estri",)),
        ("Which port has the most boats?", PORTS, "greatest", ("Dunel",)),
        ("水揚が最も少ない漁港は?", 漁港, "least", ("鷲津港",)),
        ("Which port opened earliest?", PORTS, "least", ("Dunel",)),
        ("Which is the port with the second largest landings?", PORTS, "nth", ("Aldra",)),
        ("What are the top 2 ports by landings?", PORTS, "top", ("Dunel", "Aldra")),
        ("In which year did the Glass Museum have the most visitors?", VISITORS, "which_column", ("2020",)),
        ("How many ports are there?", PORTS, "count", ("5",)),
        ("How many ports are on the south coast?", PORTS, "count", ("3",)),
        ("北部の漁港はいくつありますか", 漁港, "count", ("2",)),
        ("How many different coasts are there?", PORTS, "distinct", ("2",)),
        ("Which coast has the most ports?", PORTS, "most_frequent", ("South",)),
        ("What is the sum of the landings on the north coast?", PORTS, "sum", ("1840",)),
        ("水揚の平均は?", 漁港, "mean", ("1330",)),
        ("What is the difference in boats between Aldra and Brask?", PORTS, "difference", ("27",)),
        ("How many times as many boats does Dunel have as Corvo?", PORTS, "ratio", ("5",)),
        ("What share of the boats does Aldra have?", PORTS, "share", ("29.4117647059",)),
        ("By what percentage did the visitors to the Clock Museum fall from 2020 to 2021?", VISITORS, "change", ("-5",)),
        ("How did the visitors to the Clock Museum change from 2020 to 2021?", VISITORS, "trend", ("-2",)),
        ("Which has more boats, Aldra or Brask?", PORTS, "compare", ("Aldra",)),
        ("How many years are between the openings of Aldra and Brask?", PORTS, "years_between", ("6",)),
        ("Is Brask on the north coast?", PORTS, "yes_no", ("yes",)),
        ("Is Brask on the south coast?", PORTS, "yes_no", ("no",)),
    ],
)  # fmt: skip
def test_one_formula_of_the_operation_comes_to_the_result(
    question: str, of: Table, operation: str, values: tuple[str, ...]
) -> None:
    _, formulas, _ = asked(question, of)
    results = {formula.values for formula in formulas if formula.operation == operation}
    assert values in results, (operation, results)


def test_totals_are_not_counted_added_or_ranked() -> None:
    _, formulas, seen = asked("What is the sum of all boats, how many ports, and which has the most?", PORTS)
    total = len(PORTS.rows) - 1
    computed = [formula for formula in formulas if formula.operation != "look_up"]
    assert computed
    assert not any(row == total for formula in computed for row, _ in formula.cells)
    assert seen.body == tuple(range(total))


def test_what_only_orders_or_dates_is_neither_added_nor_averaged() -> None:
    ranked = table("Rank | Team | Founded | Wins\n1 | Ayr | 1910 | 9\n2 | Bute | 1911 | 7\n3 | Coll | 1950 | 7")
    _, formulas, _ = asked("What is the total of all of it, and the average?", ranked)
    added = {formula.measured for formula in formulas if formula.operation in ("sum", "mean")}
    assert added == {3}


def test_a_missing_amount_is_no_zero() -> None:
    _, formulas, _ = asked("What is the mean of the landings on the south coast, and which port has the least?", PORTS)
    means = [formula for formula in formulas if formula.operation == "mean" and formula.measured == 3]
    assert (1230.0, 1) in {(formula.number, formula.missing) for formula in means}
    least = {formula.values for formula in formulas if formula.operation == "least" and formula.measured == 3}
    assert ("Corvo",) not in least
    _, formulas, _ = asked("What is the difference in landings between Aldra and Corvo?", PORTS)
    assert not any(formula.operation == "difference" and formula.measured == 3 for formula in formulas)


def test_amounts_of_different_units_are_not_added_or_compared() -> None:
    mixed = table("Item | Amount | Unit\nOre | 5 | t\nGold | 7 | kg\nTin | 9 | t")
    _, formulas, _ = asked("What is the sum of the amounts, and the difference between Ore and Gold?", mixed)
    added = {formula.cells for formula in formulas if formula.operation in ("sum", "difference")}
    assert not any({(0, 1), (1, 1)} <= set(cells) for cells in added)


@pytest.mark.parametrize(
    ("question", "of", "operation", "values", "text"),
    [
        ("How many boats does Dunel have?", PORTS, "look_up", ("60",), "Dunel: Boats: 60"),
        ("椿浦港の水揚は何トンですか", 漁港, "look_up", ("2,150",), "椿浦港: 水揚(トン): 2,150"),
        ("Which port has the most boats?", PORTS, "greatest", ("Dunel",), "Dunel: Boats: 60 (greatest of 5)"),
        ("水揚が最も少ない漁港は?", 漁港, "least", ("鷲津港",),
         "鷲津港: 水揚(トン): 640 (3件中の最小) (値のないセル 1 個を除く)"),
        ("北部の漁港はいくつありますか", 漁港, "count", ("2",), "2件: 霧浜港、鷲津港"),
        ("What is the sum of the landings on the north coast?", PORTS, "sum", ("1840",), "1,200 + 640 = 1,840 t"),
        ("水揚の平均は?", 漁港, "mean", ("1330",), "(1,200 + 640 + 2,150) ÷ 3 = 1,330 トン (値のないセル 1 個を除く)"),
        ("How many times as many boats does Dunel have as Corvo?", PORTS, "ratio", ("5",), "Dunel ÷ Corvo: 60 ÷ 12 = 5"),
        ("What share of the boats does Aldra have?", PORTS, "share", ("29.4117647059",), "Aldra: 45 ÷ 153 = 29.4%"),
        ("How did the visitors to the Clock Museum change from 2020 to 2021?", VISITORS, "trend", ("-2",),
         "Clock Museum: 2020 40.0 → 2021 38.0 thousand: decrease -2.0 thousand (-5.0%)"),
        ("Which has more boats, Aldra or Brask?", PORTS, "compare", ("Aldra",), "Aldra 45 > Brask 18"),
        ("How many years are between the openings of Aldra and Brask?", PORTS, "years_between", ("6",),
         "Aldra → Brask: 2004 − 1998 = 6 years"),
    ],
)  # fmt: skip
def test_an_answer_is_said_with_its_arithmetic(
    question: str, of: Table, operation: str, values: tuple[str, ...], text: str
) -> None:
    _, formulas, seen = asked(question, of)
    texts = {
        said(formula, seen, question)
        for formula in formulas
        if formula.operation == operation and formula.values == values
    }
    assert text in texts


def test_a_sum_of_full_width_numbers_has_their_decimals() -> None:
    hours = table("月 | 時間\n一月 | １９４．８\n二月 | １８８．５")
    question = "時間の合計は?"
    _, formulas, seen = asked(question, hours)
    sums = {said(formula, seen, question) for formula in formulas if formula.operation == "sum"}
    assert any(text.startswith("194.8 + 188.5 = 383.3") for text in sums), sums


ACCOUNTS = table(
    """
    Item | Budget
    Membership fees | 8,125
    Projects | 4,099
    Total income | 12,224
    Salaries | 9,078
    Offices | 1,750
    Total expenses | 10,828
    """
)
ORES = table(
    """
    Country | Output (t)
    China | 270,000
    Burma | 31,000
    Brazil | 92,950
    World total (rounded) | 390,000
    """
)


@pytest.mark.parametrize(
    ("question", "of", "text"),
    [
        (
            "What share of the total income are the membership fees?",
            ACCOUNTS,
            "Membership fees: 8,125 ÷ 12,224 = 66.5%",
        ),
        ("What share of the output does China have?", ORES, "China: 270,000 ÷ 390,000 = 69.2%"),
    ],
)
def test_a_share_is_of_the_total_that_is_named_or_that_the_table_states(question: str, of: Table, text: str) -> None:
    _, formulas, seen = asked(question, of)
    shares = [formula for formula in formulas if formula.operation == "share"]
    assert text in {said(formula, seen, question) for formula in shares}


def test_a_sign_is_meant_of_the_column_that_is_named_however_wide_the_table_is() -> None:
    others = " | ".join(f"Votes {year}" for year in range(1980, 2010))
    wide = table(f"""
    County | {others} | Margin
    Elm | {" | ".join(["5"] * 30)} | -2
    Oak | {" | ".join(["-5"] * 30)} | 3
    Ash | {" | ".join(["-5"] * 30)} | 4
    """)
    _, formulas, _ = asked("In how many counties was the margin positive?", wide)
    counted = [f for f in formulas if f.operation == "count" and f.conditions and f.conditions[0].column == 31]
    assert [formula.values for formula in counted] == [("2",)]


def test_rows_of_a_wide_table_are_restricted_as_those_of_others_are() -> None:
    lines = ["Month | " + " | ".join(f"Port {name}" for name in (f"{a}{b}" for a in "ABCDE" for b in "ABCDEFGH"))]
    lines += [f"{year}-{month:02}-01 | " + " | ".join([str(100 * (2023 - year) + month)] * 40)
              for year in (2021, 2022) for month in range(1, 13)]  # fmt: skip
    question = "In which month of 2022 was Port CC's amount the greatest?"
    _, formulas, _ = asked(question, table("\n".join(lines)))
    greatest = {formula.values for formula in formulas if formula.operation == "greatest" and formula.conditions}
    assert ("2022-12-01",) in greatest


@pytest.mark.parametrize(
    "question", ["How much was landed in Aldra?", "What percentage did Aldra land?", "霧浜港の水揚はいくらですか？"]
)
def test_what_asks_how_much_is_answered_by_no_count_and_no_words(question: str) -> None:
    _, formulas, _ = asked(question, PORTS if question.isascii() else 漁港)
    assert any(formula.values == ("1,200",) for formula in formulas)
    assert not {"count", "distinct"} & {formula.operation for formula in formulas}
    assert all(any(map(str.isdigit, value)) or value == "-" for formula in formulas for value in formula.values)


def test_what_asks_how_many_is_counted() -> None:
    _, formulas, _ = asked("How many ports are on the north coast?", PORTS)
    assert any(formula.operation == "count" and formula.number == 2 for formula in formulas)


@pytest.mark.parametrize("row", ["Fees", "Total"])
def test_a_total_is_compared_over_columns_as_other_rows_are(row: str) -> None:
    accounts = table("Item | Budget | Settled\nFees | 810 | 797\nSales | 397 | 252\nTotal | 1,207 | 1,049")
    _, formulas, _ = asked(f"What is the difference between the budget and what was settled in {row}?", accounts)
    wanted = {"Fees": 13, "Total": 158}[row]
    assert any(formula.operation == "difference" and formula.number == wanted for formula in formulas)


def test_a_total_is_followed_through_time() -> None:
    accounts = table("Item | 2023 | 2024\nFees | 810 | 797\nSales | 397 | 252\nTotal | 1,207 | 1,049")
    _, formulas, _ = asked("How did the total change from 2023 to 2024?", accounts)
    assert any(formula.operation == "trend" and formula.number == -158 for formula in formulas)


def test_a_month_that_a_table_has_is_no_other_time_of_its_year() -> None:
    catch = table("月 | さば | あじ\n令和3年 | 30 | 9\n令和3年1月 | 12 | 3\n令和3年2月 | 18 | 6\n令和4年2月 | 14 | 5")
    matched, formulas, seen = asked("令和3年2月のさばはいくらですか", catch)
    assert {condition.rows for condition in matched.conditions if condition.column == 0} == {frozenset({2})}
    assert any(said(formula, seen, "さば").endswith("18") for formula in formulas)
    by_year, _, _ = asked("令和3年のさばはいくらですか", catch)
    assert any(0 in condition.rows for condition in by_year.conditions)


FISCAL = table(
    """
    年月 | 乗客数 | 貨物量
    平成12年11月 | 11 | 101
    平成12年12月 | 12 | 102
    平成13年1月 | 13 | 103
    平成12年度計 | 36 | 306
    平成13年4月 | 16 | 106
    平成13年度計 | 16 | 106
    """
)


@pytest.mark.parametrize(
    ("question", "rows"),
    [("平成12年度の乗客数は？", {0, 1, 2, 3}), ("平成12年の乗客数は？", {0, 1}), ("平成13年の乗客数は？", {2, 4})],
)
def test_a_fiscal_year_of_a_question_has_the_days_that_the_table_gives_it(question: str, rows: set[int]) -> None:
    matched, _, _ = asked(question, FISCAL)
    assert {frozenset(rows)} == {condition.rows for condition in matched.conditions if condition.sort == "period"}
