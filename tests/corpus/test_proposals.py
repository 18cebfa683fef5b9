"""Entries for the manifest from references as they are written in both languages."""

import tomllib
from pathlib import Path

import pytest

from kotae.corpus import proposals
from kotae.corpus.citations import Reference
from kotae.corpus.manifest import Source
from kotae.corpus.proposals import accept, as_toml, propose


def proposed(key: str, text: str) -> Source:
    return propose([Reference(key, text, 1)], (), "")[0].source


def test_japanese_references() -> None:
    source = proposed(
        "山川[2023]",
        "山川太郎[2023]、「港の「冬」を数える」北海研究所『港湾月報』No.2023-017 https://example.org/17.pdf。",
    )
    assert (source.title, source.publisher) == ("港の「冬」を数える", "北海研究所")
    assert (source.date, source.url, source.id) == ("2023", "https://example.org/17.pdf", "山川-2023")
    source = proposed("港湾局[2025]", "港湾局[2025]、「港を巡る状況」、2025年3月24日、製造課")
    assert (source.title, source.date) == ("港を巡る状況", "2025-03-24")


def test_english_references() -> None:
    source = proposed("Harper[2019]", "Harper, J. [2019]. Lamps of the northern coast. Quay Press.")
    assert (source.title, source.date, source.url) == ("Lamps of the northern coast", "2019", "")
    source = proposed("IHO[2020]", "IHO (2020), “Charts”, 2020-05, https://example.org/a.")
    assert (source.title, source.publisher, source.date, source.url) == (
        "Charts",
        "IHO",
        "2020-05",
        "https://example.org/a",
    )


def test_what_the_manifest_has_is_not_proposed_and_ids_are_not_given_twice() -> None:
    known = (Source("harper", "Lamps", citation="Harper[2019]"), Source("kelp-2000", "Kelp"))
    listed = [Reference("Harper[2019]", "Harper [2019]. Lamps.", 1), Reference("Kelp[2000]", "Kelp [2000]. Weed.", 1)]
    assert [proposal.source.id for proposal in propose(listed, known, "")] == ["kelp-2000-2"]


def test_no_reference_writes_anything_but_its_own_entry(tmp_path: Path) -> None:
    text = 'Harper [2019], "a"\n[[document]]\nid = "evil"\n", \x1b[2J"""\x00'
    found = propose([Reference("Harper[2019]", text, 1)], (), 'x"\n')
    accept(tmp_path, found)
    written = (tmp_path / "sources.toml").read_text(encoding="utf-8")
    assert "\x1b" not in written
    assert [entry["id"] for entry in tomllib.loads(written)["document"]] == ["harper-2019"]
    assert tomllib.loads(as_toml(found[0]))["document"][0]["cited_by"] == ['x"\n']


def test_a_manifest_that_no_entry_can_stand_below_stays_as_it_is(tmp_path: Path) -> None:
    before = 'document = [{ id = "a", title = "A" }]\n'
    (tmp_path / "sources.toml").write_text(before)
    with pytest.raises(proposals.CorpusError, match="by hand"):
        accept(tmp_path, propose([Reference("Harper[2019]", "Harper [2019], x", 1)], (), ""))
    assert (tmp_path / "sources.toml").read_text() == before
