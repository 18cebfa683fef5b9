"""The folder scan: which files are documents, and a line for each that is none."""

import os
from pathlib import Path

import pytest

from kotae.corpus.manifest import Manifest, Source
from kotae.corpus.scan import scan
from kotae.errors import CorpusError

SUFFIXES = (".md", ".pdf")


def found(folder: Path, manifest: Manifest = Manifest()) -> tuple[list[str], list[str]]:  # noqa: B008 (frozen)
    files, problems = scan(folder, manifest, SUFFIXES)
    return [file.id for file in files], problems


def test_documents_are_found_in_subfolders_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.md", "b/a.PDF", "a.md"):
        (tmp_path / name).write_text("x")
    assert found(tmp_path) == (["a.md", "b/a.PDF", "c.md"], [])


def test_hidden_and_ignored_files_and_the_manifest_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".hidden.md", ".git/x.md", "sources.toml", "a.typ", "a.md"):
        (tmp_path / name).write_text("x")
    assert found(tmp_path, Manifest(ignore=("*.typ",))) == (["a.md"], [])


def test_a_file_of_unknown_type_gets_a_line(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_text("x")
    ids, problems = found(tmp_path)
    assert ids == []
    assert problems == ["table.xlsx: unknown type; Kotae reads .md, .pdf."]


def test_the_manifest_names_a_file_and_misses_another(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    ids, problems = found(tmp_path, Manifest((Source("one", "1", file="a.md"), Source("two", "2", file="gone.md"))))
    assert ids == ["one"]
    assert len(problems) == 1
    assert problems[0].startswith("gone.md: named in sources.toml")


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("x")
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.md").write_text("x")
    (folder / "inside.md").symlink_to("a.md")
    (folder / "outside.md").symlink_to(tmp_path / "secret.md")
    (folder / "dangling.md").symlink_to(tmp_path / "nothing.md")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "sub" / "loop").symlink_to(folder)
    ids, problems = found(folder)
    assert ids == ["a.md", "inside.md"]
    assert [line.split(":")[0] for line in problems] == ["outside.md"]


def test_bytes_decide_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.md").write_text("x")
    first, second = scan(tmp_path, Manifest(), SUFFIXES)[0]
    assert first.sha256 == second.sha256
    (tmp_path / "b.md").write_text("y")
    assert scan(tmp_path, Manifest(), SUFFIXES)[0][1].sha256 != first.sha256


def test_two_files_with_one_id_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.md").write_text("y")
    with pytest.raises(CorpusError, match=r"a\.md and b\.md have the same id, 'b\.md'.*sources\.toml"):
        found(tmp_path, Manifest((Source("b.md", "B", file="a.md"),)))


def test_a_name_that_is_not_utf8_gets_a_line(tmp_path: Path) -> None:
    """An archive made on an old Japanese Windows unpacks to such names."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "表.md".encode("cp932"))).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (tmp_path / "a.md").write_text("x")
    ids, problems = found(tmp_path)
    assert ids == ["a.md"]
    assert len(problems) == 1
    assert "not UTF-8" in problems[0]
    problems[0].encode()


@pytest.mark.parametrize(("name", "reason"), [("nowhere", "does not exist"), ("file", "is not a folder")])
def test_a_corpus_that_is_no_folder_is_named(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CorpusError, match=f"{name}: {reason}.*--corpus"):
        found(tmp_path / name)
