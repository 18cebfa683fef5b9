"""What stands over several columns and again in each of theirs is said once."""

import pytest

from kotae.text.labels_said_once import once


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("年度 20年度", "20年度"),
        ("Sales Sales 2024", "Sales 2024"),
        ("A Average", "A Average"),
        ("生産量 トン", "生産量 トン"),
        ("年度", "年度"),
        ("", ""),
    ],
)
def test_a_label_over_columns_that_their_own_repeats_is_said_once(label: str, said: str) -> None:
    assert once(label) == said
