"""Question sets are read from every format that people keep them in, with what each format does to values."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from kotae.evaluation.model import Question
from kotae.evaluation.sets.read import read_set, read_sets

QUESTIONS = Path(__file__).parents[1] / "questions"

FULL = Question(
    "a1",
    "貯水池は何メートルの深さですか。",
    "ja",
    "number",
    ("12.5メートル", "12.5m"),
    documents={"dam.pdf": 2, "river.md": 1},
    page=4,
    evidence=(("深さ", "12.5メートル"), ("最大水深",)),
    note="checked",
    extra={"level": "hard"},
    place="",
)
NONE = Question("a2", "Who painted the dam?", "en", answerable=False)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def without_places(questions: tuple[Question, ...]) -> list[Question]:
    return [replace(question, place="") for question in questions]


HEADER = "id,question,language,kind,answers,answerable,document,page,evidence,note,level"
CSV = HEADER + (
    "\na1,貯水池は何メートルの深さですか。,JA,number,12.5メートル | 12.5m,はい,dam.pdf=2|river.md,4,"
    '"[[""深さ"", ""12.5メートル""], ""最大水深""]",checked,hard\n'
    "a2,Who painted the dam?,,,,no,,,,,\n"
)
JSONL = (
    '{"id": "a1", "question": "貯水池は何メートルの深さですか。", "kind": "number", "answers": ["12.5メートル", "12.5m"], '
    '"document": {"dam.pdf": 2, "river.md": 1}, "page": 4, "evidence": [["深さ", "12.5メートル"], "最大水深"], '
    '"note": "checked", "level": "hard"}\n'
    '{"id": "a2", "question": "Who painted the dam?", "answerable": false, "language": null, "answers": []}\n'
)
YAML = """\
- id: a1
  question: 貯水池は何メートルの深さですか。
  kind: number
  answers: [12.5メートル, 12.5m]
  document: {dam.pdf: 2, river.md: 1}
  page: 4
  evidence:
    - [深さ, 12.5メートル]
    - 最大水深
  note: checked
  level: hard
- id: a2
  question: Who painted the dam?
  answerable: no
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.csv", CSV),
        ("q.csv", CSV.replace("\n", "\r\n")),
        ("q.CSV", CSV),
        ("q.jsonl", JSONL),
        ("q.jsonl", JSONL.replace("\n", "\r\n").removesuffix("\r\n")),
        ("q.yaml", YAML),
        ("q.yml", YAML),
    ],
)
def test_each_format_gives_the_same_questions(tmp_path: Path, name: str, text: str) -> None:
    assert without_places(read_set(written(tmp_path / name, text))) == [FULL, NONE]


def test_tabs_and_semicolons_part_values_too(tmp_path: Path) -> None:
    lines = ("id{0}question{0}answers", 'a{0}What is it?{0}"one, two; three|four"')
    tsv = written(tmp_path / "q.tsv", "\n".join(lines).format("\t"))
    csv = written(tmp_path / "q.csv", "\n".join(lines).format(";"))
    for path in (tsv, csv):
        assert read_set(path)[0].answers == ("one, two; three", "four")


def test_the_projects_own_questions_are_read() -> None:
    questions = read_sets([QUESTIONS / "critical-minerals.jsonl", QUESTIONS / "traps.jsonl"])
    first = questions[0]
    assert len(questions) == 363
    assert (first.evidence, first.answers, first.place) == (
        (("145%", "関税"),),
        ("145%",),
        "critical-minerals.jsonl, line 1",
    )
    assert questions[-1].extra == {"corpus": "tests/questions/documents"}
    assert {question.language for question in questions} == {"ja", "en"}


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["q.csv", "q.jsonl", "q.yaml"])
def test_japanese_encodings_are_recognised(tmp_path: Path, name: str, encoding: str) -> None:
    text = {"q.csv": CSV, "q.jsonl": JSONL, "q.yaml": YAML}[name]
    assert without_places(read_set(written(tmp_path / name, text, encoding))) == [FULL, NONE]


def test_a_place_is_the_line_on_which_a_row_begins(tmp_path: Path) -> None:
    csv = 'id,question,answers\na,"over\ntwo lines",x\n\n# not this one\nb,next,y\n'
    assert [question.place for question in read_set(written(tmp_path / "q.csv", csv))] == [
        "q.csv, line 2",
        "q.csv, line 6",
    ]
    yaml = "# a comment\n\n-\n  id: a\n  question: q\n  answers: x\n- {id: b, question: q, answers: y}\n"
    assert [question.place for question in read_set(written(tmp_path / "q.yaml", yaml))] == [
        "q.yaml, line 4",
        "q.yaml, line 7",
    ]


def test_comments_stand_above_the_header_even_with_quotes_in_them(tmp_path: Path) -> None:
    csv = '# the "first"\n#,"never closed\n\n"# as Excel, saves it"\nid,question,answers\na,q,x\n'
    (question,) = read_set(written(tmp_path / "q.csv", csv))
    assert (question.id, question.place) == ("a", "q.csv, line 6")


def test_comments_in_json_lines_are_passed_over(tmp_path: Path) -> None:
    text = '# one\n\n  # two\n{"id": 1, "question": "q", "answers": "x"}\n'
    (question,) = read_set(written(tmp_path / "q.jsonl", text))
    assert (question.id, question.place) == ("1", "q.jsonl, line 4")


def test_headers_may_be_spelt_otherwise_and_unknown_ones_stay_as_they_are(tmp_path: Path) -> None:
    csv = " ID ,ＱＵＥＳＴＩＯＮ,Answers, My Column \na,q,x, kept \n"
    (question,) = read_set(written(tmp_path / "q.csv", csv))
    assert (question.id, question.answers, question.extra) == ("a", ("x",), {"My Column": " kept "})


def test_unknown_values_keep_their_types(tmp_path: Path) -> None:
    extra = {"n": 1, "f": 0.5, "t": True, "none": None, "list": [{"a": "1"}]}
    jsonl = json.dumps({"id": "a", "question": "q", "answers": "x"} | extra)
    yaml = "- {id: a, question: q, answers: x, n: 1, f: 0.5, t: true, none: ~, list: [{a: '1'}]}"
    assert read_set(written(tmp_path / "q.jsonl", jsonl))[0].extra == extra
    assert read_set(written(tmp_path / "q.yaml", yaml))[0].extra == extra


def test_bars_part_values_and_escaped_ones_do_not(tmp_path: Path) -> None:
    csv = 'id,question,answers,evidence,document\na,q,x\\|y | z,"[""p|q"", [""r"", ""s""]]","[""a=1.md""]"\n'
    (question,) = read_set(written(tmp_path / "q.csv", csv))
    assert question.answers == ("x|y", "z")
    assert question.evidence == (("p|q",), ("r", "s"))
    assert question.documents == {"a=1.md": 1}


def test_bars_in_json_and_yaml_are_text(tmp_path: Path) -> None:
    jsonl = '{"id": "a", "question": "q", "answers": "x|y", "document": "a|b.md=2", "evidence": "[1]"}'
    (question,) = read_set(written(tmp_path / "q.jsonl", jsonl))
    assert (question.answers, question.documents, question.evidence) == (("x|y",), {"a|b.md=2": 1}, (("[1]",),))


def test_numbers_count_as_texts(tmp_path: Path) -> None:
    columns = {"id": 7, "question": 1984, "answers": [145, 1.5, 2.0], "evidence": 145, "page": "３", "document": 5}
    jsonl = json.dumps(columns | {"note": 1, "kind": 2})
    (question,) = read_set(written(tmp_path / "q.jsonl", jsonl))
    assert (question.id, question.question, question.answers) == ("7", "1984", ("145", "1.5", "2"))
    assert (question.evidence, question.page, question.note, question.kind) == ((("145",),), 3, "1", "2")


def test_yaml_values_are_texts_as_they_are_written(tmp_path: Path) -> None:
    yaml = "- {id: 007, question: q, answers: [3.10, no, 12:30, 2025-04-02, 1_000, null and void], document: {2: 3}}"
    (question,) = read_set(written(tmp_path / "q.yaml", yaml))
    assert question.id == "007"
    assert question.answers == ("3.10", "no", "12:30", "2025-04-02", "1_000", "null and void")
    assert question.documents == {"2": 3}


def test_yaml_aliases_repeat_what_they_name(tmp_path: Path) -> None:
    yaml = "- {id: a, question: q, document: &d dam.pdf, page: 1}\n- {id: b, question: r, document: *d}\n"
    assert read_set(written(tmp_path / "q.yaml", yaml))[1].documents == {"dam.pdf": 1}


@pytest.mark.parametrize("value", ["false", "FALSE", "No", "0", "いいえ"])
def test_answerable_may_be_said_in_several_ways(tmp_path: Path, value: str) -> None:
    csv = f"id,question,answerable\na,q,{value}\n"
    assert read_set(written(tmp_path / "q.csv", csv))[0].answerable is False


def test_the_language_is_detected_where_it_is_not_given(tmp_path: Path) -> None:
    csv = "id,question,answers,language\na,何ですか,x,\nb,What is it?,x,\nc,GraphNet?,x,ja\n"
    assert [question.language for question in read_set(written(tmp_path / "q.csv", csv))] == ["ja", "en", "ja"]


def test_questions_are_put_on_one_line(tmp_path: Path) -> None:
    text = '{"id": "a", "question": "what\\n is\\u0000 \\t it?", "answers": "x"}'
    assert read_set(written(tmp_path / "q.jsonl", text))[0].question == "what is it?"


def test_ids_of_any_script_are_kept(tmp_path: Path) -> None:
    ids = ["👨‍👩‍👧", "שאלה-1", "問 一"]
    text = "\n".join(json.dumps({"id": name, "question": "q", "answers": "x"}) for name in ids)
    assert [question.id for question in read_set(written(tmp_path / "q.jsonl", text))] == ids


def test_workbooks_give_what_excel_shows(tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    book = Workbook()
    sheet = book.active
    sheet.append(["ID", "question ", "answers", "answerable", "page", "when", "count", "document"])
    sheet.append([1.0, "何％ですか", 1.455, None, 4.0, datetime.datetime(2025, 4, 2), 3, "d.pdf"])
    sheet["C2"].number_format = "0.0%"
    sheet.append([2, "いくつですか", 0.1 + 0.2, True, None, None, None])
    sheet.append([None, " "])
    sheet.append(["x3", "猫は？", None, False])
    sheet.cell(4000, 3).number_format = "0.00"
    book.create_sheet("other").append(["nothing", "of this"])
    book.save(path)
    first, second, third = read_set(path)
    assert (first.id, first.answers, first.page, first.place) == ("1", ("145.5%",), 4, "q.xlsx, row 2")
    assert first.extra == {"when": "2025-04-02 00:00:00", "count": 3}
    assert (second.answers, second.answerable, second.extra) == (("0.3",), True, {})
    assert (third.id, third.answerable, third.place) == ("x3", False, "q.xlsx, row 5")


def test_workbooks_may_begin_below_empty_rows_and_hold_lists(tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    book = Workbook()
    for column, value in enumerate(["id", "question", "answers", "evidence"], 1):
        book.active.cell(3, column).value = value
    for column, value in enumerate(["a", "q", "x|y", '[["p", "q"]]'], 1):
        book.active.cell(5, column).value = value
    book.save(path)
    (question,) = read_set(path)
    assert (question.answers, question.evidence, question.place) == (("x", "y"), (("p", "q"),), "q.xlsx, row 5")


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    paths = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        paths.append(written(tmp_path / folder / "q.csv", f"id,question,answers\n{folder},q,x\n"))
    assert [question.place for question in read_sets(paths)] == [f"{path}, line 2" for path in paths]
