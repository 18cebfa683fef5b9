"""Question sets that are written read as they were; the template reads as it is and replaces nothing."""

import string
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kotae.errors import QuestionSetError
from kotae.evaluation.model import Question
from kotae.evaluation.sets.read import SUFFIXES, read_set
from kotae.evaluation.sets.rows import COLUMNS, column_name
from kotae.evaluation.sets.template import write_template
from kotae.evaluation.sets.write import write_jsonl
from kotae.question.understand import tidy

_CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.text(_CHARACTERS, min_size=1, max_size=30).filter(lambda text: text == text.strip() != "")
IDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() != ""
)
ASKED = st.text("とは何か?aZ \u05d0😀|\\\"'#", min_size=1).filter(lambda text: bool(text.strip())).map(tidy)
COUNT = st.integers(1, 1_000_000)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(_CHARACTERS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(_CHARACTERS), inner, max_size=3),
    max_leaves=5,
)
EXTRA = st.dictionaries(
    st.text(string.ascii_letters + "質問 ", min_size=1).map(str.strip).filter(lambda name: name and column_name(name) == name),
    JSON,
    max_size=3,
).filter(lambda extra: not set(extra) & set(COLUMNS))  # fmt: skip


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Draw a question whose columns do not contradict each other."""
    common = {
        "id": draw(IDS),
        "question": draw(ASKED),
        "language": draw(st.sampled_from(["ja", "en"])),
        "kind": draw(st.just("") | TEXT),
        "note": draw(st.just("") | TEXT),
        "extra": draw(EXTRA),
    }
    if draw(st.booleans()):
        return Question(**common, answerable=False)
    documents = draw(st.dictionaries(TEXT, COUNT, max_size=3))
    return Question(
        **common,
        documents=documents,
        page=draw(st.none() | COUNT) if documents else None,
        answers=tuple(draw(st.lists(TEXT, min_size=1, max_size=3))),
        evidence=tuple(draw(st.lists(st.lists(TEXT, min_size=1, max_size=3).map(tuple), max_size=3))),
    )


@settings(deadline=None)
@given(st.lists(questions(), min_size=1, max_size=5, unique_by=lambda question: question.id))
def test_what_is_written_reads_as_it_was(written: list[Question]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "q.jsonl"
        write_jsonl(written, path)
        read = read_set(path)
        assert [replace(question, place="") for question in read] == written
        assert [question.place for question in read] == [f"q.jsonl, line {n + 1}" for n in range(len(written))]


def test_a_set_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    write_jsonl([Question("a", "q", "en", answers=("x",))], path)
    before = path.read_bytes()

    def broken() -> Any:
        yield Question("b", "q", "en", answers=("x",))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_jsonl(broken(), path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["q.jsonl"]
    with pytest.raises(QuestionSetError, match=r"none/q.jsonl: cannot be written \(No such file or directory\)"):
        write_jsonl([], tmp_path / "none" / "q.jsonl")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_template_reads_as_it_is(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"questions{suffix}"
    write_template(path)
    first, second, third = read_set(path)
    assert [question.language for question in (first, second, third)] == ["ja", "en", "ja"]
    assert [question.answerable for question in (first, second, third)] == [True, True, False]
    assert len(first.answers) == 2
    assert (dict(first.documents), first.page) == ({"lighthouse.pdf": 1}, 3)
    assert first.evidence
    assert not first.extra


@pytest.mark.parametrize("suffix", [".yaml", ".jsonl", ".csv", ".tsv"])
def test_the_template_explains_every_column(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"questions{suffix}"
    write_template(path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == (suffix in (".csv", ".tsv"))  # Excel takes it for cp932 without
    text = content.decode("utf-8-sig")
    assert all(f"# {column}: " in text for column in COLUMNS)


def test_the_workbook_explains_every_column_in_its_header(tmp_path: Path) -> None:
    write_template(tmp_path / "q.xlsx")
    header = next(load_workbook(tmp_path / "q.xlsx").active.iter_rows(max_row=1))
    assert [cell.value for cell in header] == list(COLUMNS)
    assert all(cell.comment and cell.comment.text for cell in header)


def test_the_template_replaces_no_file(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("mine")
    with pytest.raises(QuestionSetError, match=r"q\.csv: exists already; name another file"):
        write_template(path)
    assert path.read_text() == "mine"


def test_a_template_that_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        QuestionSetError, match=r"q\.txt: no template of this kind; name a file that ends in one of \.jsonl, "
    ):
        write_template(tmp_path / "q.txt")
    with pytest.raises(QuestionSetError, match=r"q\.csv: cannot be written \(No such file or directory\)"):
        write_template(tmp_path / "none" / "q.csv")
    assert list(tmp_path.iterdir()) == []
