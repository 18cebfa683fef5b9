"""What the word lists of totals say, by the examples that stand beside them, and what the lists must agree on."""

import re

import pytest

from kotae.documents.tables.results import is_result, names_accounts
from kotae.documents.tables.row_roles import group_name, is_part, is_rest, may_be_part, role_of, words
from kotae.text.language import Language

LANGUAGES: tuple[Language, ...] = ("ja", "en")


def examples(summary: str, key: str) -> list[str]:
    return [text for language in LANGUAGES for text in words(language)[summary][key]]


@pytest.mark.parametrize("label", examples("total", "examples"))
def test_a_total_is_known(label: str) -> None:
    role = role_of(label)
    assert role is not None
    assert role.summary == "total"


@pytest.mark.parametrize("label", examples("average", "examples"))
def test_an_average_is_known(label: str) -> None:
    role = role_of(label)
    assert role is not None
    assert role.summary == "average"


@pytest.mark.parametrize("label", [*examples("total", "not_examples"), *examples("average", "not_examples"), "", "-"])
def test_other_labels_are_neither(label: str) -> None:
    assert role_of(label) is None


@pytest.mark.parametrize("label", examples("rounded", "examples"))
def test_a_total_is_known_though_a_bracket_says_that_it_is_rounded(label: str) -> None:
    role = role_of(label)
    assert role is not None
    assert role == role_of(re.split(r"\s*[(（]", label)[0])


@pytest.mark.parametrize("label", examples("rounded", "not_examples"))
def test_what_is_rounded_is_not_for_that_a_total(label: str) -> None:
    assert role_of(label) is None


@pytest.mark.parametrize("label", examples("part", "examples"))
def test_a_part_is_known(label: str) -> None:
    assert is_part(label)


@pytest.mark.parametrize("label", examples("part", "not_examples"))
def test_other_labels_are_no_parts(label: str) -> None:
    assert not is_part(label)


@pytest.mark.parametrize(("label", "may"), [("including ships", True), ("Includings", False), ("Ships", False)])
def test_what_may_be_a_part_is_known(label: str, may: bool) -> None:
    assert may_be_part(label) is may


@pytest.mark.parametrize("label", examples("result", "examples"))
def test_a_result_is_known(label: str) -> None:
    assert is_result(label)


@pytest.mark.parametrize("label", [*examples("result", "not_examples"), ""])
def test_other_labels_are_no_results(label: str) -> None:
    assert not is_result(label)


@pytest.mark.parametrize("label", examples("result", "accounts_examples"))
def test_groups_of_what_comes_in_and_goes_out_are_known(label: str) -> None:
    assert names_accounts(label)


@pytest.mark.parametrize("label", [*examples("result", "accounts_not_examples"), ""])
def test_other_groups_are_not_of_accounts(label: str) -> None:
    assert not names_accounts(label)


@pytest.mark.parametrize(
    ("label", "rest"), [("(その他)", True), ("(Others)", True), ("うちその他", True), ("その他", False)]
)
def test_the_rest_of_parts_stands_in_brackets(label: str, rest: bool) -> None:
    assert is_rest(label) is rest


@pytest.mark.parametrize(
    ("label", "of"),
    [("合計", ""), ("Total (A+B)", ""), ("資産合計", "資産"), ("Total assets", "assets"), ("Assets, total", "assets"),
     ("Total for all regions", "regions"), ("全国", "全国"), ("Total (South)", "south"), ("合計(税込)", "税込")],
)  # fmt: skip
def test_a_total_says_of_what_it_is(label: str, of: str) -> None:
    role = role_of(label)
    assert role is not None
    assert role.of == of


def test_a_short_word_is_a_total_behind_the_name_of_its_group_only() -> None:
    assert role_of("設計", "設") is not None
    assert role_of("設計") is None
    assert role_of("事業費計", "(1)事業費") is not None


@pytest.mark.parametrize("label", ["Ⅱ 資産の部", "第2章 資産", "(2) 資産", "⑵ 資産", "2. 資産", "資産"])
def test_a_group_is_called_by_what_stands_behind_its_number(label: str) -> None:
    assert group_name(label) == "資産"
