"""A question that only names a thing finds the row that is headed by it, however often other texts name it."""

from pathlib import Path

import pytest
from support import indexed

from kotae.retrieval.search import row_names, search

TEXT = """# クラウドの手引き

| 用語 | 意味 |
|---|---|
| IaaS（Infrastructure as a Service） | 計算機とネットワークの資源が提供されるもの。 |
| PaaS（Platform as a Service） | IaaSに加えて、IaaSの上の基本的な機能が提供されるもの。 |

IaaSの利用では、IaaSの費用を確かめる。
"""


@pytest.mark.parametrize("asked", ["IaaSとは何か?", "What is IaaS?"])
def test_the_row_headed_by_a_thing_is_found_first(asked: str, tmp_path: Path, cache: Path) -> None:
    kotae = indexed({"a.md": TEXT}, tmp_path, cache)
    assert "計算機とネットワーク" in search(kotae.understand(asked).questions[0], kotae.index, 3)[0].unit.text


def test_a_row_is_called_by_its_first_cell_with_and_without_a_bracket() -> None:
    assert row_names("表1\n用語: IaaS（Infrastructure as a Service）、意味: 計算機") == (
        "iaas",
        "infrastructure as a service",
    )
    assert row_names("港湾、船の泊まる所") == ("港湾", "")
