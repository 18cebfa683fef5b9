"""A question set to start from: every column explained, three invented questions."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kotae.errors import QuestionSetError
from kotae.evaluation.model import Question
from kotae.evaluation.sets.read import SUFFIXES
from kotae.evaluation.sets.rows import COLUMNS
from kotae.evaluation.sets.write import line, row

_TITLE = "Questions for kotae eval: replace the three examples. / 評価用の質問集です。三つの例を書き換えてください。"
_EXPLAINED = {
    "id": "a name for the question, used once (required) / 質問の名前。重複不可（必須）",
    "question": "what is asked (required) / 質問文（必須）",
    "language": "ja or en; detected where it is empty / 言語。空なら自動判定",
    "kind": "any word to group results by / 集計のための分類（任意の語）",
    "answers": "texts any of which is right / 正解。どれか一つに合えばよい",
    "answerable": "false where the documents cannot answer / 文書に答えがない質問は false",
    "document": "the file that holds the answer, or several / 答えのある文書のファイル名",
    "page": "the page in it, from 1 / そのページ（1から）",
    "evidence": "text that a right hit contains, as it stands in the document / 根拠となる文書中の文言",
    "wrong": "answers known to be wrong / 誤りとわかっている答え",
    "note": "a remark / 備考",
}
_SEVERAL_IN_CELLS = (
    'Several answers, documents or evidence in one cell are parted by "|". / 複数の値は「|」で区切ります。'
)
_SEVERAL_IN_LISTS = (
    "Answers, document and evidence may be lists; a list inside evidence needs all its texts in one hit. "
    "/ answers・document・evidence はリストで複数書けます。"
)
_EXAMPLES = (
    Question(
        "lamp-1",
        "みさき灯台の明かりは何キロメートル先まで届きますか。",
        "ja",
        "number",
        ("28キロメートル", "28km"),
        documents={"lighthouse.pdf": 1},
        page=3,
        evidence=(("28キロメートル",),),
    ),
    Question(
        "lamp-2",
        "Who looks after the Misaki lighthouse today?",
        "en",
        "fact",
        ("the harbour office",),
        evidence=(("harbour office",),),
        note="the keeper left in 1997",
    ),
    Question("lamp-3", "みさき灯台の設計者が飼っていた猫の名前は？", "ja", "unanswerable", answerable=False),
)


def template(suffix: str) -> bytes:
    """Return a question set to start from, in the format that a suffix names (".yaml"); it can be read as it is.

    Raises:
        QuestionSetError: the suffix is not one of `SUFFIXES`.
    """
    rendered: dict[str, Callable[[], bytes]] = {
        ".yaml": _yaml,
        ".yml": _yaml,
        ".jsonl": _json_lines,
        ".csv": lambda: _separated(","),
        ".tsv": lambda: _separated("\t"),
        ".xlsx": _workbook,
    }
    if suffix not in rendered:
        raise QuestionSetError(f"no template of this kind; name a file that ends in one of {', '.join(SUFFIXES)}")
    return rendered[suffix]()


def write_template(path: Path) -> None:
    """Write a question set to start from, in the format that the path's suffix names.

    Raises:
        QuestionSetError: the suffix is not one of `SUFFIXES`, the file exists already, or it cannot be written.
    """
    try:
        content = template(path.suffix.lower())
    except QuestionSetError as error:
        raise QuestionSetError(f"{path}: {error}") from error
    try:
        file = path.open("xb")
    except FileExistsError as error:
        raise QuestionSetError(f"{path}: exists already; name another file") from error
    except OSError as error:
        raise QuestionSetError(
            f"{path}: cannot be written ({error.strerror}); check the folder and its rights"
        ) from error
    try:
        with file:
            file.write(content)
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise QuestionSetError(f"{path}: cannot be written ({error.strerror}); make room") from error


def _explanations(several: str) -> list[str]:
    return [_TITLE, *(f"{name}: {_EXPLAINED[name]}" for name in COLUMNS), several]


def _yaml() -> bytes:
    import yaml

    comments = "".join(f"# {text}\n" for text in _explanations(_SEVERAL_IN_LISTS))
    parts = (yaml.safe_dump([row(one)], allow_unicode=True, sort_keys=False, width=1000) for one in _EXAMPLES)
    return (comments + "\n" + "\n".join(parts)).encode()


def _json_lines() -> bytes:
    comments = (f"# {text}\n" for text in _explanations(_SEVERAL_IN_LISTS))
    return "".join([*comments, *(f"{line(one)}\n" for one in _EXAMPLES)]).encode()


def _separated(separator: str) -> bytes:
    """Return CSV or TSV with the byte order mark without which Excel takes it for another encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([f"# {one}"] for one in _explanations(_SEVERAL_IN_CELLS))
    writer.writerow(COLUMNS)
    writer.writerows(_cells(one) for one in _EXAMPLES)
    return text.getvalue().encode("utf-8-sig")


def _workbook() -> bytes:
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    for values in (COLUMNS, *(_cells(one) for one in _EXAMPLES)):
        sheet.append(values)
    for index, name in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, index)
        cell.font = Font(bold=True)
        several = f"\n{_SEVERAL_IN_CELLS}" if name in ("answers", "document", "evidence") else ""
        cell.comment = Comment(_EXPLAINED[name] + several, "Kotae", width=320, height=120)
        sheet.column_dimensions[get_column_letter(index)].width = 50 if name == "question" else 20
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cells(question: Question) -> list[str]:
    """Return a question as the cells of a table hold it, in the order of `COLUMNS`."""
    return [_cell(row(question).get(name, "")) for name in COLUMNS]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(value)
    return value if isinstance(value, str) else json.dumps(value)
