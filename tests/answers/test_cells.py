"""Which cell of a row answers, where a header or a number is there for another purpose."""

from pathlib import Path

import pytest
from support import indexed

from kotae import Kotae

DOCUMENTS = {
    "deposits.md": """# 瑠璃島の預貯金

表1 2021年3月末の残高（抜粋、億円）

| 2021年3月 | 信用組合 資産 | 信用組合 負債 | 家計 資産 | 家計 負債 |
|---|---|---|---|---|
| 預貯金 | 137 | 1,102 | 718 | - |
| 貸出 | 726 | 244 | - | 352 |
| 国債等 | 160 | - | 11 | - |
""",
    "plan.md": """# 瑠璃島の港の計画

表1 港の安全の計画

| | 項目 | 行動の内容 | 期限 | 担当 |
|---|---|---|---|---|
| (1) | 灯台の刷新 | 灯台の光を強め、霧の日にも見えるようにする。 | 令和3年末 | 港湾局 |
| (2) | 安全会議の設置 | 「瑠璃島港湾安全会議」を設け、事故の対策を決める。 | 令和4年春 | 島庁 |
| (3) | 桟橋の点検 | 桟橋を年に二度点検する。 | 令和5年末 | 漁協 |
""",
    "catch.md": """# Catch of Tarnholm

Table 1. Catch by boat (tons)

| Boat | Region | Catch |
|---|---|---|
| Arno | North | - |
| Bress | South | 300 |
| Cald | North | 900 |
| Dorn | South | 450 |
| Esk | North | - |
| Frome | West | - |
""",
    "results.md": """# Results of Tarnholm Ferries

Table 1. Operating result (million)

| Line | 2022 | 2023 |
|---|---|---|
| North line | (21) | 440 |
| South line | 120 | 150 |
""",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    """Return a real index over the documents, opened."""
    return indexed(DOCUMENTS, tmp_path_factory.mktemp("cells"), cache)


def _text(kotae: Kotae, question: str) -> str:
    answer = kotae.ask(question).answer
    return answer.text if answer else ""


def test_a_date_over_the_names_of_rows_is_no_column_of_that_time(asked: Kotae) -> None:
    assert "718" in _text(asked, "2021年3月末の家計の預貯金はいくらですか?")


def test_the_number_of_an_item_is_no_answer(asked: Kotae) -> None:
    for question in ("安全会議を設けるのは誰ですか?", "Which council will be set up for the safety of the harbour?"):
        assert not _text(asked, question).endswith("(2)"), question


def test_no_change_in_per_cent_is_told_from_a_loss(asked: Kotae) -> None:
    assert "%" not in _text(asked, "By what percentage did the result of the North line change from 2022 to 2023?")
    assert "25" in _text(asked, "By what percentage did the result of the South line change from 2022 to 2023?")


def test_what_is_missing_is_no_part_of_a_sum(asked: Kotae) -> None:
    result = asked.ask("Which region had the most catch in total?")
    assert result.answer is not None
    assert result.answer.computed is not None
    assert (result.answer.computed.operation, result.answer.text.partition(" ")[0]) == ("most_frequent", "North")
    assert "most in all: Catch: 900" in result.answer.text
    assert result.answer.computed.missing == 3
