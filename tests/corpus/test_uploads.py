"""Files that come in and go out through the web: kept under names of our own, never outside, never lost."""

import hashlib
import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kotae.corpus.manifest import Manifest
from kotae.corpus.scan import scan
from kotae.corpus.uploads import keep, put_back, remove, taken_out
from kotae.documents.file_kinds import SUFFIXES
from kotae.errors import CorpusError, DocumentError, KotaeError

TEXT = b"Coffee grows in the shade.\n"
LONG = "長い名前" * 100
TEXTS = (".html", ".htm", ".md", ".markdown", ".txt", ".csv", ".tsv")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Return a file as it came in."""
    (tmp_path / "sent").write_bytes(TEXT)
    return tmp_path / "sent"


def files(folder: Path) -> dict[str, bytes]:
    """Return what each file in a folder holds, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def name_of(words: str, content: bytes = TEXT, suffix: str = ".txt") -> str:
    return f"uploads/{words}-{hashlib.sha256(content).hexdigest()[:8]}{suffix}"


def test_a_file_is_kept_under_the_words_of_its_name_and_read_as_a_document(corpus: Path, sent: Path) -> None:
    name = keep(corpus, sent, "Coffee (2023) – farm.TXT")
    assert name == name_of("Coffee-2023-farm")
    assert files(corpus) == {name: TEXT}
    assert sent.read_bytes() == TEXT
    found, problems = scan(corpus, Manifest(), SUFFIXES)
    assert [file.name for file in found] == [name]
    assert problems == []


@pytest.mark.parametrize(
    ("given_name", "words"),
    [
        ("../../etc/cron.d/job.txt", "job"),
        ("/etc/passwd.txt", "passwd"),
        ("a/../../b.txt", "b"),
        ("..\\..\\windows\\b.txt", "windows-b"),
        ("C:\\Users\\x\\b.txt", "C-Users-x-b"),
        ("...txt", "document"),
        ("a\x00b\x1b[31m\nc\u202e.txt", "a-b-31m-c"),
        ("\ud800\udfff.txt", "document"),
        ("; rm -rf $HOME `id` && x|y.txt", "rm--rf-HOME-id-x-y"),
        ("--help.txt", "help"),
        ("____.txt", "document"),
        ("sources.toml.txt", "sources-toml"),
        ("CON.txt", "CON"),
        ("経済安全保障\u3000白書(令和6年).txt", "経済安全保障-白書-令和6年"),
        ("か\u3099き\u3099.txt", "がぎ"),
    ],
)
def test_a_name_never_leads_outside_and_its_words_are_kept(
    corpus: Path, sent: Path, given_name: str, words: str
) -> None:
    assert keep(corpus, sent, given_name) == name_of(words)
    assert files(corpus.parent) == {f"corpus/{name_of(words)}": TEXT, "sent": TEXT}


@pytest.mark.parametrize("given_name", [f"{LONG}.txt", "x" * 5000 + ".txt", f"{'é' * 119}ー.txt"])
def test_a_long_name_is_shortened(corpus: Path, sent: Path, given_name: str) -> None:
    kept = keep(corpus, sent, given_name)
    assert files(corpus) == {kept: TEXT}
    assert 100 < len(kept.removeprefix("uploads/").encode()) < 150
    assert given_name.startswith(kept.removeprefix("uploads/")[:20])


@given(st.text(alphabet=st.characters(), max_size=30), st.sampled_from(TEXTS))
@example("..", ".md")
@example("/", ".txt")
@example(".hidden", ".txt")
@example("~", ".txt")
@settings(max_examples=50)
def test_whatever_a_file_is_called_it_is_in_the_folder_for_uploads(
    tmp_path_factory: pytest.TempPathFactory, stem: str, suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("named")
    (folder / "sent").write_bytes(TEXT)
    kept = keep(folder / "corpus", folder / "sent", f"{stem}1{suffix}")
    assert re.fullmatch(r"uploads/[\w-]+-[0-9a-f]{8}\.[a-z]+", kept)
    assert kept.endswith(suffix)
    assert not kept.startswith(("uploads/-", "uploads/_", "uploads/."))
    assert files(folder) == {"sent": TEXT, f"corpus/{kept}": TEXT}
    assert remove(folder / "corpus", kept) == f".removed/{kept}"


@pytest.mark.parametrize(
    ("given_name", "content", "reason"),
    [
        ("report.pdf", b"PK\x03\x04archive", "not the PDF that its name says"),
        ("report.txt", b"%PDF-1.7\n", "give it the suffix .pdf"),
        ("report.md", b"\x00\x01\x02\x03", "the file is binary"),
        ("report.txt", b"", "the file is empty"),
        ("report.html", b" \n\n", "the file is empty"),
        ("report.exe", b"MZ", "cannot read files of this kind"),
        ("report", TEXT, "cannot read files of this kind"),
        (".txt", TEXT, "cannot read files of this kind"),
        ("..", TEXT, "cannot read files of this kind"),
        ("", TEXT, "cannot read files of this kind"),
        ("report.txt/", b"%PDF-1.7\n", "give it the suffix .pdf"),
        ("report.txt.exe", TEXT, "cannot read files of this kind"),
    ],
)
def test_what_is_not_what_its_name_says_is_not_kept(
    corpus: Path, sent: Path, given_name: str, content: bytes, reason: str
) -> None:
    sent.write_bytes(content)
    with pytest.raises(DocumentError, match=re.escape(reason)) as raised:
        keep(corpus, sent, given_name)
    assert "\n" not in str(raised.value)
    assert files(corpus) == {}


def test_a_file_that_is_there_already_is_not_kept_twice(corpus: Path, sent: Path) -> None:
    first = keep(corpus, sent, "coffee.txt")
    assert keep(corpus, sent, "coffee.txt") == first
    assert keep(corpus, sent, "another name.md") == first
    (corpus / "by hand").mkdir()
    (corpus / first).rename(corpus / "by hand" / "c.txt")
    assert keep(corpus, sent, "coffee.txt") == "by hand/c.txt"
    assert files(corpus) == {"by hand/c.txt": TEXT}


def test_files_of_one_name_are_both_kept(corpus: Path, sent: Path) -> None:
    first = keep(corpus, sent, "coffee.txt")
    sent.write_bytes(TEXT * 2)
    second = keep(corpus, sent, "coffee.txt")
    assert files(corpus) == {first: TEXT, second: TEXT * 2}


@pytest.mark.parametrize("copy", [".removed/coffee.txt", "coffee.txt~", "coffee", "coffee.doc"])
def test_a_copy_that_is_no_document_does_not_stand_for_one(corpus: Path, sent: Path, copy: str) -> None:
    (corpus / copy).parent.mkdir(exist_ok=True)
    (corpus / copy).write_bytes(TEXT)
    assert keep(corpus, sent, "coffee.txt") == name_of("coffee")


def test_a_copy_outside_that_is_only_linked_to_does_not_stand_for_one(corpus: Path, sent: Path) -> None:
    (corpus / "link.txt").symlink_to(sent)
    assert keep(corpus, sent, "coffee.txt") == name_of("coffee")


def test_a_folder_for_uploads_that_leads_outside_is_refused(corpus: Path, sent: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (corpus / "uploads").symlink_to(tmp_path / "outside", target_is_directory=True)
    with pytest.raises(CorpusError, match="not in the corpus folder"):
        keep(corpus, sent, "coffee.txt")
    assert files(tmp_path / "outside") == {}
    assert files(corpus) == {}


def test_where_nothing_can_be_written_that_is_said(corpus: Path, sent: Path) -> None:
    (corpus / "uploads").write_text("a file where the folder should be")
    with pytest.raises(CorpusError, match=r"uploads/coffee-[0-9a-f]{8}\.txt cannot be written") as raised:
        keep(corpus, sent, "coffee.txt")
    assert "\n" not in str(raised.value)
    assert list(files(corpus)) == ["uploads"]


def test_what_is_removed_lies_in_the_hidden_folder(corpus: Path, sent: Path) -> None:
    (corpus / "of 2023").mkdir()
    (corpus / "of 2023" / "coffee.txt").write_bytes(TEXT)
    kept = keep(corpus, sent, "tea.txt")
    assert kept == "of 2023/coffee.txt"
    assert remove(corpus, kept) == ".removed/of 2023/coffee.txt"
    assert files(corpus) == {".removed/of 2023/coffee.txt": TEXT}
    with pytest.raises(CorpusError, match="there is no document"):
        remove(corpus, kept)


def test_nothing_that_was_removed_is_lost_to_a_later_file_of_its_name(corpus: Path) -> None:
    contents = [TEXT * count for count in range(1, 5)]
    paths = []
    for content in contents:
        (corpus / "coffee.v2.txt").write_bytes(content)
        paths.append(remove(corpus, "coffee.v2.txt"))
    assert paths[0] == ".removed/coffee.v2.txt"
    assert paths[1:] == [f".removed/coffee.v2 ({number}).txt" for number in (2, 3, 4)]
    assert [files(corpus)[path] for path in paths] == contents


def test_a_problem_file_of_another_kind_can_be_removed_as_well(corpus: Path) -> None:
    (corpus / "note.docx").write_bytes(b"PK\x03\x04")
    assert remove(corpus, "note.docx") == ".removed/note.docx"


NOT_SHOWN = (
    ". .. ../secret.txt docs/../coffee.txt docs/../../secret.txt docs gone.txt .hidden.txt .removed/old.txt "
    "docs/.hidden.txt link.txt folder/secret.txt COFFEE.TXT/x ~ *.txt"
)


@pytest.mark.parametrize("name", ["", *NOT_SHOWN.split()])
def test_only_what_the_corpus_shows_can_be_removed(corpus: Path, tmp_path: Path, name: str) -> None:
    for path in ("secret.txt", "corpus/coffee.txt", "corpus/.hidden.txt", "corpus/.removed/old.txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(TEXT)
    (corpus / "docs").mkdir()
    (corpus / "docs" / ".hidden.txt").write_bytes(TEXT)
    (corpus / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_bytes(TEXT)
    (corpus / "folder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = files(tmp_path)
    with pytest.raises(CorpusError) as raised:
        remove(corpus, name)
    assert "\n" not in str(raised.value)
    assert files(tmp_path) == before


def test_an_absolute_name_is_refused_even_inside(corpus: Path) -> None:
    (corpus / "coffee.txt").write_bytes(TEXT)
    with pytest.raises(CorpusError):
        remove(corpus, str(corpus / "coffee.txt"))
    assert os.listdir(corpus) == ["coffee.txt"]


@pytest.mark.parametrize("name", ["a\x00b.txt", "\ud800.txt", "x" * 300, "\n.txt"])
def test_a_name_that_no_file_can_have_is_refused_as_any_other(corpus: Path, name: str) -> None:
    """A program can send such a name; it gets the same line as for a file that is not there."""
    (corpus / "coffee.txt").write_bytes(TEXT)
    with pytest.raises(KotaeError):
        remove(corpus, name)
    assert os.listdir(corpus) == ["coffee.txt"]


def test_what_was_taken_out_is_put_back_and_nothing_else_is_moved(corpus: Path, sent: Path) -> None:
    name = keep(corpus, sent, "coffee.txt")
    lies = remove(corpus, name)
    assert taken_out(corpus) == [lies]
    (corpus / "secret.txt").write_bytes(b"x")
    for wrong in ("secret.txt", ".removed/../secret.txt", "../x", "/etc/passwd", ".removed/none.txt", ""):
        with pytest.raises(CorpusError):
            put_back(corpus, wrong)
    assert put_back(corpus, lies) == name
    assert files(corpus) == {name: TEXT, "secret.txt": b"x"}
    again = remove(corpus, name)
    (corpus / name).write_bytes(b"another")
    with pytest.raises(CorpusError, match="is there already"):
        put_back(corpus, again)
    assert (corpus / name).read_bytes() == b"another"
    assert (corpus / again).read_bytes() == TEXT
