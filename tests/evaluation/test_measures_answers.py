"""Answer figures: the evaluators of SQuAD and JSQuAD on worked examples, amounts by number and unit."""

from collections import Counter

import pytest
from evaluation.outcomes import outcome, question
from hypothesis import given
from hypothesis import strategies as st

from kotae.answers.model import Answer, Computed
from kotae.evaluation.measures.amounts import agree, amounts, gold_amount, in_unit
from kotae.evaluation.measures.answers import answer_values, exact_match, f1, normalised, short_answer


def _computed(text, numbers, unit, *marks):
    return Answer(text, (), marks, computed=Computed("sum", text, numbers, unit, (), 0, ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Eiffel Tower.", "eiffel tower"),
        ("  an  apple,\ta pear ", "apple pear"),
        ("Saint-Denis (93)", "saintdenis 93"),  # punctuation leaves nothing behind
        ("theatre and another", "theatre and another"),  # articles are whole words
        ("a.m.", "am"),  # punctuation goes before articles
        ("“quoted”", "“quoted”"),  # only ASCII punctuation
        ("The", ""),
    ],
)
def test_english_is_normalised_as_in_squad(text, expected):
    assert normalised(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京都。", "東京都"),
        ("東京。都。。", "東京。都"),  # at the end only
        ("「東京」、", "「東京」、"),  # no other punctuation
        ("The  NHK 放送", "the nhk 放送"),  # case and spaces, but no articles
        ("１９５１年", "１９５１年"),  # width stays
        ("東京。 ", "東京。"),  # the full stop is looked for before the space goes
    ],
)
def test_japanese_is_normalised_as_in_jsquad(text, expected):
    assert normalised(text, "ja") == expected


def test_f1_counts_words_in_english_and_characters_in_japanese():
    # "the red fox" and "a quick red fox jumps": 2 words of 2 and of 4 are shared.
    assert f1("the red fox", "a quick red fox jumps", "en") == pytest.approx(2 * 1.0 * 0.5 / 1.5)
    assert f1("no no no", "no way", "en") == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))
    # 東京 of 東京都 : precision 1, recall 2/3.
    assert f1("東京", "東京都。", "ja") == pytest.approx(0.8)
    assert f1("大阪", "東京都", "ja") == 0.0


def test_what_is_empty_once_normalised_matches_only_what_is_empty_too():
    assert (f1("the", "a", "en"), f1("the", "cat", "en"), f1("。", "東京", "ja")) == (1.0, 0.0, 0.0)
    assert exact_match("", "。", "ja") == 1.0


@given(st.text("あいう。a the", max_size=8), st.text("あいう。a the", max_size=8), st.sampled_from(["ja", "en"]))
def test_f1_is_the_harmonic_mean_of_precision_and_recall(one, other, language):
    tokens = [normalised(text, language) for text in (one, other)]
    tokens = [list(text) if language == "ja" else text.split() for text in tokens]
    shared = sum(min(count, Counter(tokens[1])[token]) for token, count in Counter(tokens[0]).items())
    if shared:
        precision, recall = shared / len(tokens[0]), shared / len(tokens[1])
        assert f1(one, other, language) == pytest.approx(2 * precision * recall / (precision + recall))
    else:
        assert f1(one, other, language) == float(not tokens[0] and not tokens[1])


def test_the_best_right_answer_counts():
    values = answer_values(outcome(question(answers=("blue", "red fox", "the red fox jumps")), "Red fox!"))
    assert values == {"exact": 1.0, "f1": 1.0, "exact_all": 1.0, "f1_all": 1.0, "contains": 1.0}


def test_a_right_answer_that_normalises_to_nothing_does_not_count_beside_others():
    assert answer_values(outcome(question(answers=("...", "cat")), "the"))["f1"] == 0.0
    assert answer_values(outcome(question(answers=("...",)), "the"))["f1"] == 1.0


def test_a_japanese_answer_to_an_english_question_goes_by_characters():
    values = answer_values(outcome(question(answers=("national security", "国家安全保障")), "国家の安全保障"))
    assert values["f1"] == pytest.approx(12 / 13)


def test_the_short_answer_is_what_is_marked():
    assert short_answer(Answer("The fox is red.", (), ((4, 7),))) == "fox"
    assert short_answer(Answer("Iron, gold and tin.", (), ((0, 4), (6, 10)))) == "Iron, gold"
    assert short_answer(Answer("鉄と金である。", (), ((0, 1), (2, 3)))) == "鉄、金"
    assert short_answer(Answer("Nothing marked.", ())) == "Nothing marked."


@pytest.mark.parametrize(
    ("gold", "told", "right"),
    [
        ("150万トン", "推定埋蔵量(トン): 1,500,000", 1.0),
        ("160145", "160,145", 1.0),
        ("160145", "1,160,145", 0.0),
        ("150万トン", "推定埋蔵量(トン): 1,600,000", 0.0),
    ],
)
def test_an_amount_in_other_figures_is_a_right_answer(gold: str, told: str, right: float):
    assert answer_values(outcome(question(answers=(gold,)), told))["contains"] == right


def test_exact_match_goes_by_the_marks_and_contains_by_the_whole_text():
    answer = Answer("It was built of granite in １８６２.", (), ((16, 23),))
    values = answer_values(outcome(question(answers=("granite",)), answer))
    assert (values["exact"], values["contains"]) == (1.0, 1.0)
    values = answer_values(outcome(question(answers=("in 1862",)), answer))
    assert (values["exact"], values["contains"]) == (0.0, 1.0)


def test_refused_and_failed_answers_are_wrong_and_withheld_ones_not_told():
    asked = question(answers=("5 tonnes",))
    zero = {"exact": 0.0, "f1": 0.0, "exact_all": 0.0, "f1_all": 0.0, "contains": 0.0, "number": 0.0}
    assert answer_values(outcome(asked, None, withheld=Answer("5 tonnes", ()))) == zero
    assert answer_values(outcome(asked, None, status="failed", error="boom")) == zero


def test_an_unanswerable_question_is_right_if_and_only_if_refused():
    asked = question(answerable=False, answers=())
    assert answer_values(outcome(asked)) == {"exact_all": 1.0, "f1_all": 1.0}
    assert answer_values(outcome(asked, "something")) == {"exact_all": 0.0, "f1_all": 0.0}
    assert answer_values(outcome(asked, None, status="failed")) == {"exact_all": 0.0, "f1_all": 0.0}


def test_a_question_without_right_answers_has_no_answer_figures():
    assert answer_values(outcome(question(answers=()), "something")) == {}
    assert answer_values(outcome(question(answers=(" ",)), "something"))["contains"] == 0.0


@pytest.mark.parametrize(
    ("gold", "value"),
    [
        ("1兆670億円", 1.067e12),
        ("10,670億円", 1.067e12),
        ("６億２，０００万円", 6.2e8),
        ("△6億2,000万円", -6.2e8),
        ("$3.2 billion", 3.2e9),
        ("632.2 billion yen", 6.322e11),
        ("約4,400万トン", 4.4e7),
        ("6倍以上", 6.0),
        ("−5％", -5.0),
        ("6割", 60.0),
        ("5つ", 5.0),
        ("2025", 2025.0),
    ],
)
def test_a_right_answer_that_is_an_amount(gold, value):
    assert gold_amount(gold).value == pytest.approx(value)


@pytest.mark.parametrize(
    "gold", ["1950年", "May 2, 2025", "4月30日", "FY2023", "M23", "夕映え3号", "5つの金属", "3 to 5 years", "four", ""]
)
def test_a_date_a_name_or_a_sentence_is_no_amount(gold):
    assert gold_amount(gold) is None


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        ("1兆670億円", "合計は10,670億円である"),
        ("$3.2 billion", "32億ドルに達した"),
        ("4,400万トン", "44,000,000 tonnes"),
        ("44,000,000", "4,400万トン"),
        ("145%", "１４５％の関税"),
        ("60 percent", "6割を超えた"),
        ("2年間", "for 2 years"),
        ("13,000人", "13,000人死亡した"),
        ("25 countries", "25 African countries"),
        ("7 florins", "7 florins a day"),
        ("41億円", "41 億円"),
        ("4,500", "4,500 (億円)"),
        ("6倍", "6"),
    ],
)
def test_amounts_agree_across_scales_units_and_languages(gold, told):
    assert any(agree(gold_amount(gold), amount) for amount in amounts(told))


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        ("41億円", "41億ドル"),
        ("41億円", "41万円"),
        ("13,000人", "13,000ヘクタール"),
        ("7 florins", "7 ducats"),
        ("145%", "145人"),
        ("5%", "-5%"),
        ("12", "2012年4月12日"),
        ("145", "1,450"),
    ],
)
def test_another_number_or_another_unit_does_not_agree(gold, told):
    assert not any(agree(gold_amount(gold), amount) for amount in amounts(told))


def test_a_table_answer_is_right_by_its_number_and_unit():
    asked = question(language="ja", answers=("1兆670億円",))
    answer = _computed("6,170 + 4,500 = 10,670 億円", (10670.0,), "億円", (16, 25))
    assert answer_values(outcome(asked, answer))["number"] == 1.0
    dollars = _computed("6,170 + 4,500 = 10,670 億ドル", (10670.0,), "億ドル", (16, 26))
    assert answer_values(outcome(asked, dollars))["number"] == 0.0


def test_a_number_without_a_unit_leaves_the_unit_to_the_table():
    assert agree(gold_amount("10,670"), in_unit(10670, "億円"))
    assert agree(gold_amount("2,170.6 billion yen"), in_unit(21706, "億円"))
    assert agree(gold_amount("3 million tonnes"), in_unit(3, "Mt"))
    assert not agree(gold_amount("10,670円"), in_unit(10670, "億円"))


def test_a_rounded_result_is_right_as_it_is_told():
    answer = _computed("41 ÷ 131 = 31.3%", (31.297709,), "", (11, 16))
    assert answer_values(outcome(question(answers=("31.3%",)), answer))["number"] == 1.0


def test_a_number_in_words_is_right_where_it_is_the_right_answer_itself():
    assert answer_values(outcome(question(answers=("7", "seven")), "Seven"))["number"] == 1.0
    assert "number" not in answer_values(outcome(question(answers=("seven",)), "Seven"))
