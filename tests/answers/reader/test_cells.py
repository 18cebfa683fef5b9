"""The cell that a formula tells is read in its row: what reading says of it, and which answers are read at all."""

from pathlib import Path

from support import indexed

from kotae.answers.answer import JUDGED
from kotae.answers.formulas.answering import reason
from kotae.answers.reader.cells import ReadCell, read_cells
from kotae.retrieval.search import search

# Words of the headers are none of the questions'.
_LETTERS = """# 郵便料金

| 重さ | 定形 | 定形外 |
| --- | --- | --- |
| 25 gまで | 110円 | 140円 |
| 50 gまで | 110円 | 140円 |
| 100 gまで | 180円 | 220円 |
| 150 gまで | 270円 | 300円 |
"""
_HALLS = """# 会館の利用

| 会館 | 定員 | 開館 |
| --- | --- | --- |
| 北会館 | 120人 | 1987年 |
| 南会館 | 310人 | 2004年 |
| 西会館 | 75人 | 2011年 |
"""


def _read(question: str, texts: dict[str, str], folder: Path, cache: Path) -> list[tuple[str, str, ReadCell | None]]:
    kotae = indexed(texts, folder, cache)
    (understood,) = kotae.understand(question, split=False).questions
    listed = reason(understood, search(understood, kotae.index, JUDGED), kotae.index)
    assert kotae.reader is not None
    cells = read_cells(understood, listed, kotae.index, kotae.reader)
    return [(each.operation, each.answer.text, cell) for each, cell in zip(listed, cells, strict=True)]


def test_the_cell_that_is_asked_for_is_read_in_its_row(tmp_path: Path, cache: Path) -> None:
    listed = _read("南会館は何年に開きましたか", {"halls.md": _HALLS}, tmp_path, cache)
    cells = {text: cell for operation, text, cell in listed if operation == "look_up" and cell}
    asked = next(cell for text, cell in cells.items() if "2004" in text)
    assert asked.share > 0.5
    others = [cell for text, cell in cells.items() if "310" in text]
    assert all(other.share < asked.share for other in others)


def test_what_is_computed_from_several_cells_is_not_read(tmp_path: Path, cache: Path) -> None:
    listed = _read("会館の定員は合わせて何人ですか", {"halls.md": _HALLS, "letters.md": _LETTERS}, tmp_path, cache)
    assert any(operation == "sum" for operation, _, _ in listed)
    assert all(cell is None for operation, _, cell in listed if operation != "look_up")
