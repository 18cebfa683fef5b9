"""Of tables that say the same of different times the one of the time that is asked for answers."""

from pathlib import Path

import pytest
from support import indexed

from kotae import Kotae

JAPANESE = """# 東港海運 決算短信

## セグメント情報

前連結会計年度（2020年4月1日～2021年3月31日）

| 項目 | 旅客 | 貨物 |
|---|---:|---:|
| セグメント資産 | 1,035 | 2,210 |
| 減価償却費 | 61 | 148 |

当連結会計年度（2021年4月1日～2022年3月31日）

| 項目 | 旅客 | 貨物 |
|---|---:|---:|
| セグメント資産 | 955 | 2,377 |
| 減価償却費 | 58 | 151 |
"""

ENGLISH = """# Harlow Ferries, results

## Segments

Year ended 31 December 2022

| Item | Passengers | Freight |
|---|---:|---:|
| Segment assets | 411 | 730 |

Year ended 31 December 2023

| Item | Passengers | Freight |
|---|---:|---:|
| Segment assets | 398 | 765 |
"""


@pytest.fixture(scope="module")
def kotae(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    return indexed({"東港海運.md": JAPANESE, "harlow.md": ENGLISH}, tmp_path_factory.mktemp("twins"), cache)


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("東港海運の2020年度の旅客のセグメント資産はいくらですか", "1,035"),
        ("東港海運の2021年度の旅客のセグメント資産はいくらですか", "955"),
        ("東港海運の2021年3月期の旅客のセグメント資産はいくらですか", "1,035"),
        ("東港海運の2022年3月期の旅客のセグメント資産はいくらですか", "955"),
        ("What were the segment assets for freight at Harlow Ferries in 2022?", "730"),
        ("What were the segment assets for freight at Harlow Ferries in 2023?", "765"),
    ],
)
def test_the_table_of_the_time_asked_for_answers(kotae: Kotae, question: str, cell: str) -> None:
    told = kotae.ask(question).answer
    assert told is not None
    assert cell in told.text
