"""BEIR folders and TREC judgements become question sets that name the documents and their grades."""

import json
from pathlib import Path

import pytest
from support import said_in_japanese

from kotae.corpus.manifest import Manifest
from kotae.corpus.scan import scan
from kotae.documents.file_kinds import SUFFIXES
from kotae.documents.open import open_document
from kotae.errors import QuestionSetError
from kotae.evaluation.sets.beir import file_name
from kotae.evaluation.sets.imports import Imported, import_set
from kotae.evaluation.sets.read import read_set

CORPUS = [
    {"_id": "d1", "title": "Lamps", "text": "The lamp reaches 28 kilometres."},
    {"_id": "D1", "title": "", "text": "# Another, upper case.", "metadata": {}},
    {"_id": "../x/文書", "title": "灯台", "text": "岬の灯台。"},
    {"_id": "empty", "title": "", "text": ""},
]
QUERIES = [
    {"_id": "q1", "text": "How far does the lamp reach?"},
    {"_id": "q2", "text": "灯台はどこにありますか。"},
    {"_id": "q3", "text": "Of another split?"},
    {"_id": "q4", "text": "Nothing relevant?"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\tD1\t1\nq2\t../x/文書\t1\nq1\tempty\t0\nq4\td1\t0\n"


def beir(folder: Path, corpus: str = "", queries: str = "", **qrels: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    for name, records, text in (("corpus", CORPUS, corpus), ("queries", QUERIES, queries)):
        lines = text or "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    for name, text in (qrels or {"test": QRELS}).items():
        (folder / "qrels" / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


def refused(source: Path, queries: Path | None = None) -> str:
    out = source.parent / "new" / "out"
    with pytest.raises(QuestionSetError) as caught:
        import_set(source, out, queries=queries)
    assert not out.parent.exists() or list(out.parent.iterdir()) == []
    assert all(map(said_in_japanese, caught.value.problems)), caught.value.problems
    return str(caught.value)


def test_a_beir_folder_becomes_a_corpus_and_a_set(tmp_path: Path) -> None:
    imported = import_set(beir(tmp_path / "set"), tmp_path / "out")
    assert imported == Imported("BEIR", 2, 4, tmp_path / "out/corpus", tmp_path / "out/questions.jsonl")
    first, second = read_set(imported.questions_file)
    assert (first.id, first.language, first.documents) == ("q1", "en", {"d1.md": 2, file_name("D1"): 1})
    assert (second.id, second.language, second.documents) == ("q2", "ja", {file_name("../x/文書"): 1})
    assert imported.corpus is not None
    files, problems = scan(imported.corpus, Manifest(), SUFFIXES)
    texts = {file.id: [block.text for block in open_document(file.path).elements] for file in files}
    assert texts == {
        "d1.md": ["Lamps", "The lamp reaches 28 kilometres."],
        file_name("D1"): ["# Another, upper case."],
        file_name("../x/文書"): ["灯台", "岬の灯台。"],
        "empty.md": ["empty"],
    }
    assert not problems


def test_names_of_files_are_safe_and_each_its_own() -> None:
    ids = ["a", "A", "a.b", "a b", "../a", ".a", "a/b", "con", "文書", "🔥", "", "x" * 300, "x" * 301, "a-b"]
    names = [file_name(one) for one in ids]
    assert len({name.lower() for name in names}) == len(ids)
    assert all(len(name.encode()) < 100 and name.isascii() and name[0].isalnum() and "/" not in name for name in names)
    assert file_name("doc_1-a") == "doc_1-a.md"


def test_the_test_split_goes_before_others(tmp_path: Path) -> None:
    other = "query-id\tcorpus-id\tscore\nq3\td1\t1\n"
    for name, splits, expected in (
        ("a", {"dev": other, "test": QRELS}, ["q1", "q2"]),
        ("b", {"train": QRELS, "dev": other}, ["q3"]),
        ("c", {"train": other}, ["q3"]),
        ("d", {"test": "q3\td1\t1\n"}, ["q3"]),
    ):
        imported = import_set(beir(tmp_path / name, **splits), tmp_path / f"{name}-out")
        assert [question.id for question in read_set(imported.questions_file)] == expected


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"corpus": "{]\n"}, "corpus.jsonl, line 1, character 2: not valid JSON"),
        ({"corpus": '{"text": "x"}\n'}, 'corpus.jsonl, line 1: has no text under "_id"; mend the record'),
        ({"corpus": '{"_id": "d1", "text": 1.5}\n'}, "test.tsv, line 3: the document 'D1' is not in corpus.jsonl"),
        (
            {"corpus": '{"_id": "d1", "text": [1]}\n', "test": "q1\td1\t1\n"},
            'corpus.jsonl, line 1: has no text under "text"; mend the record',
        ),
        ({"corpus": '{"_id": "d1"}\n\n{"_id": "d1"}'}, "corpus.jsonl, line 3: the id 'd1' is there twice; give each"),
        (
            {"queries": '{"_id": "q1", "text": "q"}\n' * 2},
            "queries.jsonl, line 2: the id 'q1' is there twice; give each",
        ),
        (
            {"queries": '{"_id": "q1", "text": ""}\n', "test": "q1\td1\t1"},
            "queries.jsonl, line 1, question: is missing",
        ),
        ({"test": "q1\td1\n"}, "test.tsv, line 1: has 2 values, not 3 (query, document, score); mend the line"),
        ({"test": "q1\td1\tgood\n"}, "test.tsv, line 1: 'good' is not a whole number; mend the line"),
        ({"test": "q1\td1\tinf\n"}, "test.tsv, line 1: 'inf' is not a whole number; mend the line"),
        ({"test": "q1\td1\t9999999999\n"}, "queries.jsonl, line 1, document: 9999999999 is not a grade of"),
        (
            {"test": "q9\td1\t1\n"},
            "test.tsv, line 1: the query 'q9' is not in queries.jsonl; add it, or take the line out",
        ),
        ({"test": "q1\td1\t1\nq1\td1\t2\n"}, "test.tsv, line 2: the query 'q1' has this document twice; keep one"),
        ({"test": "q1\td1\t0\n"}, "has no questions with an answer; name another file or folder"),
    ],
)
def test_a_malformed_folder_is_refused_with_its_line(tmp_path: Path, parts: dict[str, str], line: str) -> None:
    assert line in refused(beir(tmp_path / "set", **parts))


def test_a_folder_of_another_kind_is_refused(tmp_path: Path) -> None:
    folder = beir(tmp_path / "set")
    (folder / "queries.jsonl").unlink()
    assert refused(folder).endswith("not a BEIR folder (corpus.jsonl, queries.jsonl, qrels/*.tsv); name one")


def test_a_corpus_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    folder = beir(tmp_path / "set")
    (folder / "corpus.jsonl").write_bytes(b'{"_id": "a"}\n{"_id": "\x82\xa0"}\n')
    assert "corpus.jsonl, after line" in refused(folder)


JUDGED = "1 0 report.pdf 2\n1 0 other.md 0\n\n2 Q0 other.md 1\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("topics.tsv", "1\tHow far?\n2\tどこですか。\n3\tNot judged\n"),
        ("topics.jsonl", '{"_id": 1, "text": "How far?"}\n{"_id": "2", "text": "どこですか。"}\n'),
    ],
)
def test_judgements_become_a_set_over_ones_own_corpus(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "qrels.txt").write_text(JUDGED)
    (tmp_path / name).write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    imported = import_set(tmp_path / "qrels.txt", out, queries=tmp_path / name)
    assert imported == Imported("TREC", 2, 0, None, out / "questions.jsonl")
    assert [path.name for path in out.iterdir()] == ["questions.jsonl"]
    first, second = read_set(imported.questions_file)
    assert (first.question, first.documents) == ("How far?", {"report.pdf": 2})
    assert (second.question, second.language, second.documents) == ("どこですか。", "ja", {"other.md": 1})


@pytest.mark.parametrize(
    ("judged", "topics", "line"),
    [
        (JUDGED + "3 0 x\n", "1\ta\n2\tb\n", "qrels.txt, line 5: has 3 values, not 4 (query, 0, document, grade)"),
        (JUDGED + "3 0 x y\n", "1\ta\n2\tb\n", "qrels.txt, line 5: 'y' is not a whole number; mend the line"),
        (JUDGED, "1\ta\n", "qrels.txt, line 4: the query '2' is not in topics.tsv; add it, or take the line out"),
        (
            JUDGED,
            "1\ta\n2 b\n",
            "topics.tsv, line 2: has no tab between the id and the text of the query; mend the line",
        ),
        (JUDGED, "1\ta\n1\tb\n", "topics.tsv, line 2: the id '1' is there twice; give each query its own"),
        (JUDGED, "1\ta\n2\t \n", "topics.tsv, line 2, question: is missing; give each question an id"),
    ],
)
def test_malformed_judgements_are_refused(tmp_path: Path, judged: str, topics: str, line: str) -> None:
    (tmp_path / "qrels.txt").write_text(judged)
    (tmp_path / "topics.tsv").write_text(topics)
    assert refused(tmp_path / "qrels.txt", tmp_path / "topics.tsv").startswith(line)


def test_judgements_without_queries_are_refused(tmp_path: Path) -> None:
    (tmp_path / "qrels.txt").write_text(JUDGED)
    assert "do not say what was asked; name the file with the queries too (--queries FILE" in refused(
        tmp_path / "qrels.txt"
    )
    assert "cannot be opened (No such file or directory)" in refused(tmp_path / "qrels.txt", tmp_path / "none.tsv")
