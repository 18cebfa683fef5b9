"""Which formula is chosen and how sure: by weights alone, the formulas of several tables together."""

from asking import asked, table

from kotae.answers.formulas.features import features
from kotae.answers.formulas.reading import reading
from kotae.answers.formulas.score import Weights, scored, signals

PORTS = table("Port | Boats\nAldra | 45\nBrask | 18\nCorvo | 12")
FERRIES = table("Ferry | Boats\nTern | 3\nGull | 5")
QUESTION = "Which port has the most boats?"


def test_the_formulas_that_weights_favour_come_first_and_chances_add_up() -> None:
    matched, formulas, _ = asked(QUESTION, PORTS)
    results = scored(
        [(reading(matched), formulas)], Weights({"greatest*": 5.0, "told the label for which False": 3.0}, {}), 10_000
    )
    assert results[0].formula.operation == "greatest"
    assert results[0].formula.values == ("Aldra",)
    assert abs(sum(result.probability for result in results) - 1) < 1e-9
    assert [r.probability for r in results] == sorted((r.probability for r in results), reverse=True)
    assert len({(result.table, frozenset(result.formula.values)) for result in results}) == len(results)


def test_which_table_is_meant_is_part_of_the_score() -> None:
    readings = []
    for nearness, of in ((0.5, FERRIES), (1.0, PORTS)):
        matched, formulas, _ = asked(QUESTION, of)
        readings.append((reading(matched, frozenset(), nearness), formulas))
    of, formulas = readings[1]
    near = next(name for name in features(formulas, of)[0] if name.startswith("table near"))
    results = scored(readings, Weights({near: 4.0}, {}), 3)
    assert results[0].table == 1


def test_no_formulas_give_no_result() -> None:
    assert scored([], Weights({}, {}), 3) == []


def test_a_result_is_surer_the_more_of_the_question_it_accounts_for() -> None:
    weights = Weights({}, {"one * words open": -3.0, "chance * one": 1.0})
    open_words = []
    for question in ("How many boats does Brask have?", "How many boats does Brask of the emerald archipelago have?"):
        matched, formulas, _ = asked(question, PORTS)
        formula = next(f for f in formulas if f.values == ("18",))
        open_words.append(signals(0.9, 0.05, formula, reading(matched))["words open"])
        assert 0 < scored([(reading(matched), formulas)], weights, 3)[0].certainty < 1
    assert open_words[0] == 0 < open_words[1]


def test_no_feature_holds_a_word_of_the_question_or_of_the_table() -> None:
    matched, formulas, _ = asked("Which port has the most boats, Aldra or Brask?", PORTS)
    of = reading(matched)
    names = {name for names in features(formulas, of) for name in names}
    assert names
    assert not any(word in name.lower() for name in names for word in ("aldra", "brask", "port ", "boats"))
