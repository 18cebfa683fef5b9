"""In-text citations, the entries of reference lists, and which entry a citation names."""

import pytest

from kotae.corpus.citations import Reference, keys, reference_key, references, resolve
from kotae.documents.model import Block, Document, Page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IEA[2024]によれば", ["IEA[2024]"]),
        ("これは野木森[2023]が論じた", ["野木森[2023]"]),
        ("経済産業省[2025]とJETRO[2022]、IEA[2024]、JETRO[2022]", ["経済産業省[2025]", "JETRO[2022]", "IEA[2024]"]),
        ("Smith (2021) says", ["Smith[2021]"]),
        ("as Smith and Jones (2021a) say", ["Smith and Jones[2021a]"]),
        ("it rose (Harper et al., 2019; Nayar, 2021).", ["Harper et al.[2019]", "Nayar[2021]"]),
        ("2024年[1]に", []),
        ("in 2021 (about half)", []),
    ],
)
def test_citations_in_running_text(text: str, found: list[str]) -> None:
    assert keys(text) == found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("IEA[2024] Global Critical Minerals Outlook", "IEA[2024]"),
        ("・Nayar, Jaya [2021], “Not So Green”", "Nayar[2021]"),
        ("野木森稔 [2023]「重要鉱物供給網」", "野木森稔[2023]"),
        ("- 経済産業省（2025）「鉱物資源」", None),
        ("- 経済産業省(2025)「鉱物資源」", "経済産業省[2025]"),
        ("重要鉱物は電池に使われる。", None),
        ("", None),
    ],
)
def test_an_entry_of_a_reference_list_has_a_key(text: str, key: str | None) -> None:
    assert reference_key(text) == key


def test_only_what_stands_under_a_reference_heading_is_an_entry() -> None:
    blocks = (
        Block("heading", "1. 概要", 1, level=1),
        Block("paragraph", "IEA[2021] は古い。", 1),
        Block("heading", "参考文献", 2, level=1),
        Block("list_item", "IEA[2024] Outlook", 2),
        Block("paragraph", "以上。", 2),
        Block("heading", "付録", 3, level=1),
        Block("paragraph", "IEA[2022] 付表", 3),
    )
    document = Document("pdf", "x", (Page(1, 1, 1),), blocks)
    assert references(document) == [Reference("IEA[2024]", "IEA[2024] Outlook", 2)]


@pytest.mark.parametrize(
    ("key", "known", "entry"),
    [
        ("野木森[2023]", ["野木森稔[2023]"], "野木森稔[2023]"),
        ("iea[2024]", ["IEA[2021]", "IEA[2024]"], "IEA[2024]"),
        ("IEA[2024]", ["IEA[2021]"], None),
        ("ＩＥＡ[2024]", ["IEA[2024]"], "IEA[2024]"),
        ("OECD[2024]", ["IEA[2024]"], None),
        ("IEA[2024]", [], None),
    ],
)
def test_a_citation_names_the_entry_of_the_same_author_and_year(key: str, known: list[str], entry: str | None) -> None:
    assert resolve(key, known) == entry
