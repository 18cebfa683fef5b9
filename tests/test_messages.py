"""Errors are said in both languages: every message has a code, both have the same ones, and what differs is filled in."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from support import ROOT

from kotae.bounded import Limits, NotDoneError
from kotae.documents.drawing import _WHY
from kotae.documents.file_kinds import check
from kotae.documents.reading import refusal
from kotae.errors import DocumentError, EngineError, KotaeError
from kotae.messages import explained, messages, recognised, terminal_language
from kotae.question.understand import tidy

SOURCE = ROOT / "src" / "kotae"
# Where what the web interface shows is raised; a message put together elsewhere is tested below, as it comes.
ROOMS = ("app.py", "corpus", "documents", "evaluation", "index", "question", "settings.py")
ERRORS = {error.__name__ for error in (KotaeError, *KotaeError.__subclasses__(), EngineError)}
# Messages with a part that is one of several: each as it comes.
PUT_TOGETHER = {
    "{}: no document in this folder{}. Add {} files.": (
        "corpus: no document in this folder. Add .pdf, .txt files.",
        "corpus: no document in this folder (a.pdf: the file is empty; save or download it anew). Add .pdf, .txt files.",
    ),
    "{}: holds {}; name another folder (--out DIR), so that nothing is lost.": tuple(
        f"runs/a: holds {held}; name another folder (--out DIR), so that nothing is lost."
        for held in ("a finished run", "other files")
    ),
    "no template of this kind; name a file that ends in one of {}": (
        "q.txt: no template of this kind; name a file that ends in one of .csv, .xlsx",
    ),
    "{}: page {} {}": tuple(f"a.pdf: page 3 {why}" for why in _WHY.values()),
    "{}: {}. Name the folder that holds the documents (--corpus DIR).": tuple(
        f"corpus: {what}. Name the folder that holds the documents (--corpus DIR)."
        for what in ("is not a folder", "does not exist")
    ),
}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def raised() -> Iterator[str]:
    """Yield the messages that are written where they are raised, what differs in them as "{}"."""
    files = [
        path for room in ROOMS for path in ([SOURCE / room] if room.endswith(".py") else (SOURCE / room).rglob("*.py"))
    ]
    for path in files:
        constants = dict(_constants(path))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS
            if (
                called
                and isinstance(node, ast.Call)
                and node.args
                and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
            ):
                text = _text(node.args[0], constants)
                if re.sub(r"\{\}", "", text).strip(" :."):
                    yield text


def _constants(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts that a module names, and those that it has from another module of Kotae."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kotae."):
            values = vars(import_module(str(node.module)))
            names = [alias.name for alias in node.names]
            yield from ((name, values[name]) for name in names if isinstance(values.get(name), str))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield ast.unparse(node.targets[0]), node.value.value


def _text(node: ast.Constant | ast.JoinedStr, constants: dict[str, str]) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(
        str(part.value)
        if isinstance(part, ast.Constant)
        else constants.get(ast.unparse(getattr(part, "value", part)), "{}")
        for part in node.values
    )


def names(text: str) -> set[str]:
    return {name for _, name, *_ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_codes_and_fill_in_the_same() -> None:
    english, japanese = messages("en"), messages("ja")
    assert english.keys() == japanese.keys()
    assert len(english) > 60
    for code, text in english.items():
        assert names(text) == names(japanese[code]), code
        assert JAPANESE.search(japanese[code]) or code.startswith("word."), code


def test_every_message_that_can_reach_a_reader_has_a_code() -> None:
    texts = set(raised())
    assert len(texts) > 100, "they are found where they are raised"
    for line in (line for text in texts for line in PUT_TOGETHER.get(text, (text.replace("{}", "5"),))):
        assert recognised(line) is not None, line
        assert JAPANESE.search(explained(line, "ja")), line
        assert explained(line, "en") == line


def test_a_message_is_not_taken_for_another() -> None:
    for code, text in messages("en").items():
        line = text.format(**{name: f"<{name}>" for name in names(text)})
        message = recognised(line)
        assert message is not None
        assert message.code == code
        assert message.values == {name: f"<{name}>" for name in names(text)}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("report.pdf", b"PK\x03\x04", "report.pdf: 名前はPDFですが、中身が違います(中身はZIPかOfficeのファイルです)"),
        ("photo.txt", b"\x89PNG", "photo.txt: 名前の示すテキストではなく、画像です。拡張子を.pngに"),
        ("a.exe", b"MZ", "a.exe: この種類のファイルは読めません。次のどれかに変換してください: .pdf"),
        ("none.md", b"", "none.md: ファイルが空です"),
    ],
)
def test_a_refused_file_is_said_in_japanese(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        check(tmp_path / name, name)
    assert explained(caught.value, "ja").startswith(said)
    assert explained(caught.value, "en") == str(caught.value)


def test_what_goes_over_a_limit_is_said_in_japanese() -> None:
    for reason in ("time", "memory", "crash"):
        for work in ("reading it", "opening it", "putting its pages together"):
            line = refusal("a.pdf", work, NotDoneError(reason), Limits(30, 2000))  # type: ignore[arg-type]
            assert JAPANESE.search(explained(line, "ja")), line


def test_a_message_within_a_message_is_said_in_japanese_too() -> None:
    line = "corpus: none of its documents can be read. a.pdf: the PDF has no pages; download or save it anew"
    assert explained(line, "ja") == (
        "corpus: 読める文書が一つもありません。a.pdf: PDFにページがありません。ダウンロードか保存をやり直してください"
    )


def test_what_has_no_code_stays_as_it_is() -> None:
    assert explained("No space left on device", "ja") == "No space left on device"
    assert recognised("") is None


def test_a_question_is_refused_in_japanese() -> None:
    with pytest.raises(KotaeError) as caught:
        tidy("x" * 2001)
    assert explained(caught.value, "ja") == "質問が2,001文字あります。2,000文字以内で質問してください。"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_GB.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_a_terminal_s_language_is_the_environment_s(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal_language() == language
