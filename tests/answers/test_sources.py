"""An answer whose own sentence cites a source says so, and what that source says itself once it is here."""

from pathlib import Path

import pytest
from support import made_index, opened, settings_for

from kotae import Kotae
from kotae.answers.model import Sourced
from kotae.retrieval.search import Among

REPORT = """# 港の年報

ローン港には2021年に4120隻の船が入港した(Harper[2022])。

セルム港には2021年に950隻の船が入港した(Kelp[2022])。

ブラノック港には2021年に310隻の船が入港した(Reed[2022])。

トルヴ港には2021年に77隻の船が入港した。

アルド港の新しい埠頭は令和3年4月12日に開業した(Marsh[2022])。

ヴェスト港の新しい埠頭は令和3年6月に開業した(Vane[2022])。
"""
MARSH = "# Aldo\n\nThe new pier of the harbour of Aldo opened on April 12, 2021.\n"
VANE = "# ヴェスト\n\nヴェスト港の新しい埠頭は2021年8月3日に開業した。\n"
HARPER = "# Lorne\n\nThe harbour of Lorne is old. In 2021, 4,120 ships entered the harbour of Lorne.\n"
KELP = "# Selm\n\nIn 2021, 880 ships entered the harbour of Selm.\n"
ENTRY = '[[document]]\nid = "{id}"\ntitle = "{id}"\ncitation = "{name}[2022]"\n{file}\n'
REPORT_ONLY = Among(documents=frozenset(["report.md"]))


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    folder = tmp_path_factory.mktemp("harbours")
    corpus = folder / "corpus"
    corpus.mkdir()
    files = {"report.md": REPORT, "harper.md": HARPER, "kelp.md": KELP, "marsh.md": MARSH, "vane.md": VANE}
    for name, text in files.items():
        (corpus / name).write_text(text, encoding="utf-8")
    entries = (("Harper", 'file = "harper.md"'), ("Kelp", 'file = "kelp.md"'), ("Reed", ""))
    entries += (("Marsh", 'file = "marsh.md"'), ("Vane", 'file = "vane.md"'))
    manifest = "\n".join(ENTRY.format(id=name.lower(), name=name, file=file) for name, file in entries)
    (corpus / "sources.toml").write_text(manifest, encoding="utf-8")
    settings = settings_for(corpus, folder / "index", cache)
    made_index(settings)
    return opened(settings)


def sources(kotae: Kotae, harbour: str) -> tuple[Sourced, ...]:
    result = kotae.ask(f"2021年に{harbour}港に入港した船は何隻ですか?", among=REPORT_ONLY)
    assert result.answer is not None
    return result.answer.sources


def test_a_source_that_is_here_is_asked_itself(harbours: Kotae) -> None:
    (same,) = sources(harbours, "ローン")
    assert (same.key, same.document, same.says) == ("Harper[2022]", "harper", "same")
    assert same.passage is not None
    assert "4,120 ships" in same.passage.unit.text
    (other,) = sources(harbours, "セルム")
    assert (other.document, other.says) == ("kelp", "differs")
    assert "880" in other.text


def test_a_source_that_is_not_here_is_named_and_a_claim_without_one_has_none(harbours: Kotae) -> None:
    (missing,) = sources(harbours, "ブラノック")
    assert (missing.key, missing.document, missing.says, missing.passage) == ("Reed[2022]", "reed", None, None)
    assert sources(harbours, "トルヴ") == ()


def test_a_source_answers_for_itself_without_naming_another(harbours: Kotae) -> None:
    answer = harbours.ask(
        "How many ships entered the harbour of Lorne in 2021?", among=Among(documents=frozenset(["harper"]))
    )
    assert answer.answer is not None
    assert answer.answer.sources == ()


def test_dates_are_compared_however_they_are_written(harbours: Kotae) -> None:
    for harbour, says in (("アルド", "same"), ("ヴェスト", "differs")):
        result = harbours.ask(f"{harbour}港の新しい埠頭はいつ開業しましたか?", among=REPORT_ONLY)
        assert result.answer is not None
        assert [source.says for source in result.answer.sources] == [says]
