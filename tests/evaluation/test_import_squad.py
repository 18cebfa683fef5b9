"""SQuAD-style sets become a corpus of their paragraphs and a question set that names them."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import said_in_japanese

from kotae.corpus.manifest import Manifest
from kotae.corpus.scan import scan
from kotae.documents.file_kinds import SUFFIXES
from kotae.documents.open import open_document
from kotae.errors import QuestionSetError
from kotae.evaluation.sets.imports import Imported, import_set
from kotae.evaluation.sets.read import read_set

LAMP = "The lamp reaches 28 kilometres. It was lit in 1902."
JAPANESE = "みさき灯台 [SEP] 灯台の明かりは28キロメートル先まで届く。"


def asked(name: str, question: str, *answers: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "question": question, "answers": [{"text": one, "answer_start": 0} for one in answers], **more}


def article(title: str, *paragraphs: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "paragraphs": list(paragraphs)}


SET = {
    "version": "2.0",
    "data": [
        article(
            "Misaki_lighthouse",
            {
                "context": LAMP,
                "qas": [
                    asked(
                        "1", "How far does the lamp reach?", "28 kilometres", "28 kilometres", "28", is_impossible=False
                    ),
                    asked("2", "Who built it?", is_impossible=True, plausible_answers=[{"text": "1902"}]),
                ],
            },
            {"context": "- Nobody asks about this paragraph.", "qas": []},
        ),
        article(
            "みさき灯台",
            {"context": JAPANESE, "qas": [asked("3", "明かりはどこまで届きますか。", "28キロメートル")]},
            {"context": LAMP, "qas": [asked("4", "When was it lit?", "1902")]},
        ),
    ],
}


def source(tmp_path: Path, content: Any, name: str = "dev.json") -> Path:
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def refused(tmp_path: Path, content: Any, name: str = "dev.json") -> str:
    with pytest.raises(QuestionSetError) as caught:
        import_set(source(tmp_path, content, name), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == [name]  # nothing half-written
    assert all(map(said_in_japanese, caught.value.problems)), caught.value.problems
    return str(caught.value)


def test_paragraphs_become_documents_and_questions_name_them(tmp_path: Path) -> None:
    out = tmp_path / "made" / "here"
    imported = import_set(source(tmp_path, SET), out)
    assert imported == Imported("SQuAD", 4, 3, out / "corpus", out / "questions.jsonl")
    assert {path.name: path.read_text(encoding="utf-8") for path in (out / "corpus").iterdir()} == {
        "0001.md": f"# Misaki lighthouse\n\n{LAMP}\n",
        "0002.md": "# Misaki lighthouse\n\n\\- Nobody asks about this paragraph.\n",
        "0003.md": "# みさき灯台\n\n灯台の明かりは28キロメートル先まで届く。\n",
    }
    first, second, third, fourth = read_set(imported.questions_file)
    assert (first.answers, first.documents, first.language) == (("28 kilometres", "28"), {"0001.md": 1}, "en")
    assert (second.answerable, second.answers, second.documents, second.extra) == (False, (), {}, {"about": "0001.md"})
    assert (third.answers, third.documents, third.language) == (("28キロメートル",), {"0003.md": 1}, "ja")
    assert fourth.documents == {"0001.md": 1}
    assert sorted(path.name for path in out.parent.iterdir()) == ["here"]


def test_the_documents_that_questions_name_are_those_of_the_corpus(tmp_path: Path) -> None:
    imported = import_set(source(tmp_path, SET), tmp_path / "out")
    assert imported.corpus is not None
    files, problems = scan(imported.corpus, Manifest(), SUFFIXES)
    named = {name for question in read_set(imported.questions_file) for name in question.documents}
    assert named <= {file.id for file in files}
    assert not problems
    assert [open_document(file.path).title for file in files] == ["Misaki lighthouse"] * 2 + ["みさき灯台"]


FLAT = [
    {
        "id": "1",
        "title": "T",
        "context": LAMP,
        "question": "How far?",
        "answers": {"text": ["28", "28"], "answer_start": [1]},
    },
    {"id": "2", "title": "T", "context": LAMP, "question": "Who?", "answers": {"text": [], "answer_start": []}},
    {"id": 3, "title": "U", "context": "Other.", "question": "What?", "answers": ["Other"]},
]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("flat.json", json.dumps({"data": FLAT})),
        ("flat.json", json.dumps(FLAT)),
        ("flat.jsonl", "\n".join(json.dumps(one) for one in FLAT)),
        ("flat.json", "\n\n".join(json.dumps(one) for one in FLAT) + "\n"),
    ],
)
def test_questions_may_carry_their_paragraphs(tmp_path: Path, name: str, content: str) -> None:
    imported = import_set(source(tmp_path, content, name), tmp_path / "out")
    assert (imported.questions, imported.documents) == (3, 2)
    first, second, third = read_set(imported.questions_file)
    assert (first.answers, first.documents) == (("28",), {"0001.md": 1})
    assert (second.answerable, second.extra) == (False, {"about": "0001.md"})
    assert (third.id, third.documents) == ("3", {"0002.md": 1})
    assert (tmp_path / "out/corpus/0001.md").read_text() == f"# T\n\n{LAMP}\n"


def nested(**question: Any) -> dict[str, Any]:
    return {"data": [article("T", {"context": "C", "qas": [asked("0", "q", "x"), asked("1", "q", "x") | question]})]}


AT = "dev.json, record 1 of data, paragraph 1, question 2"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("{", "dev.json, line 1: not valid JSON (Expecting property name enclosed in double quotes); download it anew"),
        ("[" * 100_000, "dev.json: not valid JSON (RecursionError); download it anew"),
        ('{"data": 5}', 'dev.json: not a SQuAD-style set (no list under "data"); name another file'),
        ("{}", 'dev.json: not a SQuAD-style set (no list under "data"); name another file'),
        ("[1]", "dev.json, record 1 of data: is not an object; mend the record"),
        ('{"data": [{}]}', 'dev.json, record 1 of data: has no text under "context"; mend the record'),
        (
            {"data": [{"paragraphs": [{"context": "C"}]}]},
            'dev.json, record 1 of data, paragraph 1: has no list under "qas"; mend the record',
        ),
        (
            {"data": [article("T", {"qas": []})]},
            'dev.json, record 1 of data, paragraph 1: has no text under "context"; mend the record',
        ),
        (nested(id=None), f'{AT}: has no text under "id"; mend the record'),
        (nested(question=" "), f"{AT}, question: is missing; give each question an id and the question itself"),
        (nested(question="q" * 3000), f"{AT}, question: The question has 3,000 characters; ask in at most 2,000."),
        (nested(answers="x"), f'{AT}: "answers" is not a list; mend the record'),
        (nested(answers=[{"text": ""}]), f"{AT}: one of the answers has no text; mend the record"),
        (nested(is_impossible="no"), f'{AT}: "is_impossible" is neither true nor false; mend the record'),
        (
            nested(id="0"),
            f'{AT}, id: "0" is the id of dev.json, record 1 of data, paragraph 1, question 1 too; '
            "give each question its own",
        ),
    ],
)
def test_a_malformed_set_is_refused_with_its_record(tmp_path: Path, content: Any, line: str) -> None:
    assert refused(tmp_path, content) == line


def test_a_malformed_line_is_refused_with_its_number(tmp_path: Path) -> None:
    lines = json.dumps(FLAT[0]) + "\n{]\n"
    assert refused(tmp_path, lines, "flat.jsonl").startswith("flat.jsonl, line 2, character 2: not valid JSON")


def test_a_set_without_questions_is_refused(tmp_path: Path) -> None:
    assert "has no questions" in refused(tmp_path, {"data": []})


def test_what_is_no_published_set_is_refused(tmp_path: Path) -> None:
    assert "neither SQuAD-style JSON nor TREC judgements" in refused(tmp_path, "id,question\n1,q\n", "q.csv")
    with pytest.raises(QuestionSetError, match="there is no such file or folder; check the path"):
        import_set(tmp_path / "none.json", tmp_path / "out")


def test_a_folder_that_is_not_empty_is_left_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    import_set(source(tmp_path, SET), out)  # an empty one may be there
    before = sorted(out.rglob("*"))
    with pytest.raises(QuestionSetError, match=r"out: exists already and is not an empty folder; name another folder"):
        import_set(source(tmp_path, SET), out)
    assert sorted(out.rglob("*")) == before
    with pytest.raises(QuestionSetError, match="not an empty folder"):
        import_set(source(tmp_path, SET), tmp_path / "dev.json")
    with pytest.raises(QuestionSetError, match=r"cannot be written"):
        import_set(source(tmp_path, SET), tmp_path / "dev.json" / "out")
