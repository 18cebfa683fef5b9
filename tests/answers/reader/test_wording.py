"""A question is read with a passage in the passage's own dates and amounts."""

import pytest

from kotae.answers.reader.wording import worded

NEWS = "北浜市は令和6年4月に水道料金を改め、月1,320円とした。平成30年度に工事を終え、昭和39年に最初の浄水場ができた。"


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("2024年4月に何があった?", NEWS, "令和6年4月に何があった?"),
        ("What happened in April 2024?", NEWS, "What happened in 令和6年4月?"),
        ("2018年度に終えたのは?", NEWS, "平成30年度に終えたのは?"),
        ("1964年にできたものは?", NEWS, "昭和39年にできたものは?"),
        ("1320円になったのはいつ?", NEWS, "1,320円になったのはいつ?"),
        ("令和6年4月に何があった?", "The rates were revised in April 2024.", "April 2024に何があった?"),
        ("2023年4月に何があった?", NEWS, "2023年4月に何があった?"),
        ("料金を改めたのはどこ?", NEWS, "料金を改めたのはどこ?"),
        ("", NEWS, ""),
    ],
)
def test_dates_and_amounts_are_put_as_the_passage_has_them(question: str, text: str, expected: str) -> None:
    assert worded(question, text) == expected
