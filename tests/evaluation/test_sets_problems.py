"""Everything that is wrong with question sets is named in one go, each thing in a line with its place."""

import datetime
import json
import pickle
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import bombs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from support import said_in_japanese

from kotae.documents.reading import ReadingLimits
from kotae.errors import QuestionSetError
from kotae.evaluation.sets.read import SUFFIXES, read_set, read_sets, read_within


def problems(tmp_path: Path, name: str, text: str | bytes) -> tuple[str, ...]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(QuestionSetError) as caught:
        read_set(path)
    for line in caught.value.problems:
        assert said_in_japanese(line), line
    return caught.value.problems


def problem(tmp_path: Path, name: str, text: str | bytes) -> str:
    (found,) = problems(tmp_path, name, text)
    return found


def row(**columns: object) -> str:
    return json.dumps({"id": "a", "question": "q", "answers": "x"} | columns)


@pytest.mark.parametrize(
    ("column", "value", "line"),
    [
        ("page", "two", '"two" is not a page number (1, 2, …)'),
        ("page", 0, "0 is not a page number (1, 2, …)"),
        ("page", -1, "-1 is not a page number (1, 2, …)"),
        ("page", 1.5, "1.5 is not a page number (1, 2, …)"),
        ("page", True, "true is not a page number (1, 2, …)"),
        ("page", [1], "[1] is not a page number (1, 2, …)"),
        ("page", 10**30, f"{10**30} is not a page number (1, 2, …)"),
        ("page", "9" * 100, f'"{"9" * 58}… is not a page number (1, 2, …)'),
        ("language", "fr", '"fr" is not a language that Kotae knows (ja, en); leave it out to have it detected'),
        (
            "answerable",
            "maybe",
            '"maybe" is neither true nor false; write one of true, yes, 1, はい, false, no, 0, いいえ',
        ),
        ("answerable", 2, "2 is neither true nor false; write one of true, yes, 1, はい, false, no, 0, いいえ"),
        ("answers", True, "true is not text; put quotes around it"),
        ("answers", ["x", None], "null is not text; put quotes around it"),
        ("answers", {"text": "x"}, '{"text": "x"} is not text; put quotes around it'),
        ("answers", ["x", " "], "one of the values is empty; fill it in or take it out"),
        ("evidence", [["x"], []], "one of the alternatives has no parts; fill it in or take it out"),
        ("evidence", [[["x"]]], '["x"] is not text; put quotes around it'),
        ("document", {"a.md": 0}, '0 is not a grade of "a.md" (1, 2, …; leave out what is not relevant)'),
        ("document", {"a.md": None}, 'null is not a grade of "a.md" (1, 2, …; leave out what is not relevant)'),
        ("document", ["a.md", "a.md"], '"a.md" is named twice; keep one of them'),
        ("id", ["a"], '["a"] is not text; put quotes around it'),
        ("id", "a\nb", '"a\\nb" has a line end or a control character in it; write a short id on one line'),
        ("id", "a\x00b", '"a\\u0000b" has a line end or a control character in it; write a short id on one line'),
        ("id", "a" * 201, "the id has 201 characters; write at most 200"),
        ("question", {}, "{} is not text; put quotes around it"),
        ("question", "\x00\u200b", "the question is empty; write it out"),
        ("question", "q" * 2001, "The question has 2,001 characters; ask in at most 2,000."),
        ("note", ["x"], '["x"] is not text; put quotes around it'),
        ("mine", "\ud800", '"?" has half a character in it (a lone surrogate); write the text anew'),
        ("answers", ["\udfff"], '"?" has half a character in it (a lone surrogate); write the text anew'),
    ],
)
def test_a_value_that_does_not_fit_is_named(tmp_path: Path, column: str, value: object, line: str) -> None:
    columns = {"document": "a.md"} if column == "page" else {}
    found = problem(tmp_path, "questions.jsonl", "\n\n" + row(**columns, **{column: value}))
    assert found == f"questions.jsonl, line 3, column {column}: {line}"


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ("a,q,x,d.pdf,two", 'column page: "two" is not a page number (1, 2, …)'),
        ("a,q,x,,2", "column page: names a page but no document; fill in document too"),
        ("a,q,x,a.md=0,", 'column document: "0" is not a grade of "a.md" (1, 2, …; leave out what is not relevant)'),
        ("a,q,x||y,,", "column answers: one of the values is empty; fill it in or take it out"),
        (
            'a,q,"[""x""",,',
            'column answers: "[\\"x\\"" begins like a JSON list but is none; part the values with |',
        ),
        (",q,x,,", "column id: is missing; give each question an id and the question itself"),
        ("a,  ,x,,", "column question: is missing; give each question an id and the question itself"),
        (
            "a,q,x,,,more",
            "column 6: a value stands under no header; name the column in the first line, "
            "or put quotes around a value that contains the separator",
        ),
    ],
)
def test_cells_of_a_table_are_named_with_line_and_column(tmp_path: Path, cells: str, line: str) -> None:
    text = f"id,question,answers,document,page\nok,q,x,,\n{cells}\n"
    assert problem(tmp_path, "questions.csv", text) == f"questions.csv, line 3, {line}"


def test_what_contradicts_itself_is_named(tmp_path: Path) -> None:
    text = "\n".join(
        [
            row(id="1", answerable=False, evidence="e"),
            row(id="2", answerable=False, answers=[], document="d"),
            row(id="3", answers=[]),
        ]
    )
    measured = (
        "measures nothing, because answers, evidence, document and wrong are all empty; fill in one of them, "
        "or write false under answerable"
    )
    assert problems(tmp_path, "q.jsonl", text) == (
        "q.jsonl, line 1, column answers: is filled in, but answerable is false; empty one of them",
        "q.jsonl, line 1, column evidence: is filled in, but answerable is false; empty one of them",
        "q.jsonl, line 2, column document: is filled in, but answerable is false; empty one of them",
        f"q.jsonl, line 3: {measured}",
    )


def test_an_id_that_is_there_twice_is_named_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(row(id="é") + "\n" + row(id=5), encoding="utf-8")
    (tmp_path / "two.csv").write_text("id,question,answers\n5,q,x\né,q,x\n", encoding="utf-8")
    with pytest.raises(QuestionSetError) as caught:
        read_sets([tmp_path / "one.jsonl", tmp_path / "two.csv"])
    assert caught.value.problems == (
        'two.csv, line 2, column id: "5" is the id of one.jsonl, line 2 too; give each question its own',
        'two.csv, line 3, column id: "é" is the id of one.jsonl, line 1 too; give each question its own',
    )


def test_an_id_that_is_there_twice_on_one_line_is_named(tmp_path: Path) -> None:
    text = "[{id: a, question: q, answers: x}, {id: a, question: r, answers: x}]"
    assert "is the id of q.yaml, line 1 too" in problem(tmp_path, "q.yaml", text)


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(row(page="x", document="d", language="xx") + "\n{]\n" + row(id="c", page=0))
    (tmp_path / "b.csv").write_text("id,question\n")
    with pytest.raises(QuestionSetError) as caught:
        read_sets([tmp_path / "a.jsonl", tmp_path / "b.csv", tmp_path / "c.csv", tmp_path])
    starts = [line.split(": ")[0] for line in caught.value.problems]
    assert starts == [
        "a.jsonl, line 1, column page",
        "a.jsonl, line 1, column language",
        "a.jsonl, line 2, character 2",
        "a.jsonl, line 3, column page",
        "b.csv",
        "c.csv",
        tmp_path.name,
    ]
    assert str(caught.value) == "\n".join(caught.value.problems)


def test_the_error_can_cross_processes() -> None:
    error = pickle.loads(pickle.dumps(QuestionSetError("one", "two")))
    assert error.problems == ("one", "two")


LIST_FORM = 'write a list of questions: "- id: …" and below it "  question: …"'
COMMENTS = ' (what begins with "#" is a comment)'
EXAMPLE = '"kotae eval init" writes an example'


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("q.csv", b"", f"q.csv: has no questions{COMMENTS}; {EXAMPLE}"),
        ("q.csv", b"id,question\n#1,q\n", f"q.csv: has no questions{COMMENTS}; {EXAMPLE}"),
        ("q.jsonl", b"\n# nothing\n", f"q.jsonl: has no questions{COMMENTS}; {EXAMPLE}"),
        ("q.yaml", b"# nothing\n", f"q.yaml: has no questions{COMMENTS}; {EXAMPLE}"),
        ("q.yaml", b"[]", f"q.yaml: has no questions{COMMENTS}; {EXAMPLE}"),
        ("q.xlsx", b"", f"q.xlsx: has no questions; {EXAMPLE}"),
        (
            "q.xlsx",
            b"id,question\n",
            "q.xlsx: cannot be read as an Excel workbook (BadZipFile); save it in Excel as .xlsx, without a password",
        ),
        (
            "q.csv",
            b"id,question\na\x00b,q",
            "q.csv: the file is binary, not the text that its name says; save it as UTF-8 text",
        ),
        ("q.csv", b"id,question\n\x81\xff\xa0", "q.csv: the text's encoding is not known; save it as UTF-8"),
        ("q.txt", b"x", "q.txt: cannot read question sets of this kind; save it as one of " + ", ".join(SUFFIXES)),
        (
            "q.json",
            b"[]",
            'q.json: question sets are .jsonl, one question a line; "kotae eval import" reads JSON of the SQuAD kind',
        ),
    ],
)
def test_a_file_that_is_no_set_is_named(tmp_path: Path, name: str, content: bytes, line: str) -> None:
    assert problem(tmp_path, name, content) == line


def test_missing_files_folders_and_repeats_are_named(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(row())
    with pytest.raises(QuestionSetError) as caught:
        read_sets([tmp_path / "none.csv", tmp_path, tmp_path / "q.jsonl", tmp_path / "q.jsonl"])
    assert caught.value.problems == (
        "none.csv: there is no such file; check the path",
        f'{tmp_path.name}: is a folder; name a file, or turn a BEIR folder into a set with "kotae eval import"',
        f"{tmp_path / 'q.jsonl'}: the file is named twice; name it once",
    )
    with pytest.raises(QuestionSetError, match="No question set is named"):
        read_sets([])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "a" "question": "q"}', ", character 12: not valid JSON (Expecting ',' delimiter); mend the line"),
        ("{\"id\": 'a'}", ", character 8: not valid JSON (Expecting value); mend the line"),
        ('{"id": NaN}', ": not valid JSON (NaN is not a JSON number); mend the line"),
        ('{"id": 1, "id": 2}', ': not valid JSON ("id" is given twice); mend the line'),
        (
            '{"id": ' + "9" * 5000 + "}",
            ": not valid JSON (Exceeds the limit (4300 digits) for integer string conversion: "
            "value has 5000 digits); "
            "mend the line",
        ),
        ('{"id": ' + "[" * 100_000 + "]" * 100_000 + "}", ": not valid JSON (nested too deep); mend the line"),
        ('{"id": 1, "ID": 2}', ", column id: the column is given twice; keep one of them"),
        ('"a"', ': "a" is not an object; write each question on a line of its own: {"id": …, "question": …}'),
        ("[1]", ': [1] is not an object; write each question on a line of its own: {"id": …, "question": …}'),
    ],
)
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, reason: str) -> None:
    found = problem(tmp_path, "q.jsonl", row(id="ok") + "\n" + line + "\n")
    assert found == f"q.jsonl, line 2{reason}"


@pytest.mark.parametrize("text", ['[{"id": 1},\n{"id": 2}]', '{\n "id": 1,\n "question": "q"\n}', "[\n{}\n]"])
def test_json_that_is_not_one_object_a_line_is_named_once(tmp_path: Path, text: str) -> None:
    assert problem(tmp_path, "q.jsonl", text).startswith("q.jsonl, line 1: begins JSON that goes over several")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("[" * 30 + "]" * 30, "the value is nested too deep; make it simpler"),
        ("1e999", "the number is too large; write it as text"),
    ],
)
def test_what_results_could_not_hold_is_named(tmp_path: Path, value: str, reason: str) -> None:
    text = row()[:-1] + f', "mine": {value}}}'
    assert problem(tmp_path, "q.jsonl", text) == f"q.jsonl, line 1, column mine: {reason}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id,answers\na,x\n", 'q.csv, line 1: there is no column "question"; the first line must name the columns'),
        ("a,What?,x\nb,Who?,y\n", 'q.csv, line 1: there is no column "id"; the first line must name the columns'),
        ("# c\nid,question,ID\na,q,b\n", "q.csv, line 2, column id: the column is there twice; keep one of them"),
        ("id,question,mine,Mine\na,q,b,c\n", "q.csv, line 1, column Mine: the column is there twice; keep one of them"),
        ('id,question,answers\na,q,x\nb,"never\nclosed\n', "q.csv, line 3: the quotation marks of the row are wrong ("),
        ('id,question,answers\na,"q" r,x\n', "q.csv, line 2: the quotation marks of the row are wrong ("),
    ],
)
def test_a_table_without_its_form_is_named(tmp_path: Path, text: str, line: str) -> None:
    assert problems(tmp_path, "q.csv", text)[0].startswith(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "- id: a\n  question: [q\n",
            "q.yaml, line 3, character 1: not valid YAML (did not find expected ',' or ']'); mend the line",
        ),
        (
            "- id: a\n   question: q\n",
            "q.yaml, line 2, character 12: not valid YAML "
            "(mapping values are not allowed in this context); mend the line",
        ),
        ("id: a\nquestion: q\n", "q.yaml, line 1: is not a list; " + LIST_FORM),
        ("just text", "q.yaml, line 1: is not a list; " + LIST_FORM),
        ("- id: a\n  question: q\n  answers: x\n- b\n", "q.yaml, line 4: is not a mapping; " + LIST_FORM),
        (
            "- id: a\n  question: q\n  answers: x\n  id: b\n",
            "q.yaml, line 4, column id: the column is given twice; keep one of them",
        ),
        (
            "- &a {id: a, question: q, answers: x}\n-\n  <<: *a\n",
            "q.yaml, line 3: is not the name of a column; write name: value",
        ),
        (
            "- id: a\n  question: q\n  answers:\n  - x\n  -\n",
            "q.yaml, line 3, column answers: null is not text; put quotes around it",
        ),
        (
            "- id: a\n  question: q\n  answers: &a [*a]\n",
            "q.yaml, line 3, column answers: holds too much, or itself; write the value out without aliases",
        ),
        ("- " + "[" * 100_000, "q.yaml, line 1: nested too deep; " + LIST_FORM),
    ],
)
def test_yaml_that_is_no_list_of_questions_is_named(tmp_path: Path, text: str, line: str) -> None:
    assert problem(tmp_path, "q.yaml", text) == line


def test_half_characters_in_yaml_are_refused(tmp_path: Path) -> None:
    assert problem(tmp_path, "q.yaml", '- {id: a, question: q, answers: "\\ud800"}').startswith("q.yaml")


def test_yaml_never_makes_python_objects(tmp_path: Path) -> None:
    made = tmp_path / "made"
    text = f"- {{id: a, question: q, answers: !!python/object/apply:os.mkdir ['{made}']}}"
    (tmp_path / "q.yaml").write_text(text)
    assert read_set(tmp_path / "q.yaml")[0].answers == (str(made),)
    assert not made.exists()


def test_aliases_that_multiply_are_refused(tmp_path: Path) -> None:
    levels = ["- id: a", "  question: q", "  answers: x", "  l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12)]
    found = problem(tmp_path, "q.yaml", "\n".join(levels))
    assert found == "q.yaml, line 7, column l3: holds too much, or itself; write the value out without aliases"


def test_cells_of_a_workbook_are_named_with_row_and_letter(tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    book = Workbook()
    book.active.append(["id", "question", "language", "kind", "answers", "page", "document"])
    book.active.append(["ok", "q", None, None, "x", 1, "d"])
    book.active.append(["a", "q", None, None, "x", "two", "d"])
    book.active.append(["b", "q", None, None, "=1+1"])
    book.active.append(["c", "q", None, None, "#N/A"])
    book.active["E5"].data_type = "e"
    book.active.append(["d", "q", None, None, "x", None, None, None, "stray"])
    book.active.append(["e", "q", None, None, datetime.date(2025, 4, 2)])
    book.save(path)
    with pytest.raises(QuestionSetError) as caught:
        read_set(path)
    assert caught.value.problems == (
        'q.xlsx, row 3, column F (page): "two" is not a page number (1, 2, …)',
        "q.xlsx, row 4, column E (answers): the formula has no computed value; open the file in Excel and save it",
        "q.xlsx, row 5, column E (answers): #N/A is an error of Excel; mend the formula",
        "q.xlsx, row 6, column I: a value stands under no header; name the column in the first line, "
        "or put quotes around a value that contains the separator",
        'q.xlsx, row 7, column E (answers): "2025-04-02 00:00:00" is a date or time of Excel; '
        "format the cell as text and write it out",
    )


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text("id,question\n\r\t;\"'#-:&*![]{}|<> \x00a1あ\\", max_size=60).map(str.encode))
def test_whatever_a_file_holds_is_a_set_or_a_line(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in SUFFIXES:
            path = Path(folder) / f"q{suffix}"
            path.write_bytes(content)
            with pytest.raises(QuestionSetError) as caught:
                read_set(path)
            assert all(line.startswith(path.name) for line in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cell.xlsx", partial(bombs.workbook_cell, 100_000_000), "of memory (setting read_mb)"),
        ("line.jsonl", partial(bombs.json_line, 8_000_000), "of memory (setting read_mb)"),
        ("field.csv", partial(bombs.csv_field, 20_000_000), "of memory (setting read_mb)"),
        ("field.csv", partial(bombs.csv_field, 1_000_000), "more than 131,072 characters"),
        ("quoted.csv", partial(bombs.quoted_csv_field, 1_000_000), "more than 131,072 characters"),
        ("aliases.yaml", bombs.yaml_aliases, "without aliases"),
    ],
)
def test_a_small_file_that_asks_for_much_is_refused_in_one_line(
    tmp_path: Path, name: str, content: Callable[[], bytes], said: str
) -> None:
    """Each would take far more than is allowed; they are read in a process of their own, and this one stays as it is."""
    path = tmp_path / name
    path.write_bytes(content())
    with pytest.raises(QuestionSetError) as caught:
        read_within([path], ReadingLimits(30, 300, 200))
    (line,) = caught.value.problems
    assert line.startswith(name)
    assert said in line
    assert "\n" not in line


def test_a_value_longer_than_any_is_refused(tmp_path: Path) -> None:
    line = problem(tmp_path, "q.jsonl", row(answers="x" * 200_000))
    assert line == "q.jsonl, line 1, column answers: the value has 200,000 characters; the most is 100,000"


def test_within_limits_a_set_is_what_it_is_without_them(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(row(), encoding="utf-8")
    bad.write_text(f"{row(page=0)}\n{row(page=-1)}\n", encoding="utf-8")
    limits = ReadingLimits(30, 300, 700)
    assert read_within([good], limits) == read_sets([good])
    with pytest.raises(QuestionSetError) as without:
        read_sets([good, bad])
    with pytest.raises(QuestionSetError) as within:
        read_within([good, bad], limits)
    assert within.value.problems == without.value.problems
    with pytest.raises(QuestionSetError, match="no such file"):
        read_within([tmp_path / "none.csv"], limits)
