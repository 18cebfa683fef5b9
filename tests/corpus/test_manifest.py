"""sources.toml: what it says is taken over, what is wrong with it is said in one line that names it."""

from pathlib import Path

import pytest

from kotae.corpus.manifest import Manifest, Source, read
from kotae.errors import CorpusError

GOOD = '[[document]]\nid = "a"\ntitle = "A"\n'


def test_a_folder_without_a_manifest_has_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path) == Manifest()


def test_entries_are_read_with_dates_as_text(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[corpus]\nignore = ["*.typ"]\nexamples = ["表題は何か?"]\n'
        '[[document]]\nid = "a"\ntitle = "表題"\nfile = "a.md"\ndate = 2025-05-02\n'
        'citation = "IEA[2024]"\ncited_by = ["b"]\n',
        encoding="utf-8",
    )
    source = Source("a", "表題", date="2025-05-02", file="a.md", citation="IEA[2024]", cited_by=("b",))
    assert read(tmp_path) == Manifest((source,), ("*.typ",), ("表題は何か?",))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[document]\n", "not valid TOML"),
        ('[[document]]\nid = "a"\n', "title"),
        ('[[document]]\ntitle = "A"\n', "id"),
        ('[[document]]\nid = 5\ntitle = "A"\n', "id"),
        ('[[document]]\nid = "a"\ntitle = "A"\ncited_by = "b"\n', "cited_by"),
        ('document = "a"\n', "wrong form"),
        ("document = 5\n", "wrong form"),
        ("corpus = 5\n", "wrong form"),
        ("[corpus]\nignore = 5\n", "wrong form"),
        (GOOD + GOOD, "id 'a' is given to more than one"),
        (GOOD + 'file = "x.md"\n[[document]]\nid = "b"\ntitle = "B"\nfile = "x.md"\n', "file 'x.md' is named by more"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=reason) as raised:
        read(tmp_path)
    assert str(tmp_path / "sources.toml") in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_manifest_that_is_not_utf8_is_said_to_be_no_toml(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes('title = "表題"'.encode("cp932"))
    with pytest.raises(CorpusError, match="not valid TOML"):
        read(tmp_path)
