"""Among very many units the likely ones are compared, with what words say of them whole, and those of whom that is most."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kotae import Kotae
from kotae.index import compared as comparing
from kotae.index import counting, vectors
from kotae.index.compared import compared
from kotae.index.engine import Among
from kotae.index.records import DocumentRecord, DocumentUnits, Placed, Records
from kotae.index.segmented import SegmentedVectors
from kotae.index.vectors import StoredVectors
from kotae.index.words import WordIndex
from kotae.index.writing import write
from kotae.passages.units import Unit
from kotae.question.model import Question

UNITS, WIDTH = 3_000, 8
# Nearly every text has one of the first of these, so that they are looked up and not gone through.
JAPANESE = "値段 価格 学校 林檎 灯台 鉱山 埋蔵量 協定 橋 電池 病院 医者 海 河 山 森 茶 汚染 大統領 輸出".split()
ENGLISH = (
    "price school apple lighthouse mine reserve agreement bridge battery hospital doctor sea river forest tea".split()
)
QUESTIONS = (
    "値段の価格?",  # of common words alone
    "灯台のある学校の林檎の値段は?",
    "鉱山の埋蔵量と価格は?",
    "What is the price of an apple at the school near the lighthouse?",
)


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Records, SegmentedVectors, WordIndex]:
    """Open what counts as very many units, half of them English."""
    for name, value in (
        ("near.EXACT", 500),
        ("near._LISTS", 16),
        ("segmented.EXACT", 500),
        ("compared.LIKELY", 30),
        ("compared.SAID", 60),
        ("compared._FIRST", 400),
        ("compared._BEST", 20),
        ("compared.FAR", 10),
        ("compared.EVEN", 50),
    ):
        monkeypatch.setattr(f"kotae.index.{name}", value)
    chance = random.Random(3)
    texts = [text(chance, English) for English in (False, True) for _ in range(UNITS // 2)]
    units = tuple(Unit("passage", 1, (), each) for each in texts)
    record = DocumentRecord("a.md", "a.md", "a", "", "", "markdown", "ja", 1)
    languages = ("ja",) * (UNITS // 2) + ("en",) * (UNITS // 2)
    write(tmp_path / "records.sqlite", [DocumentUnits(record, units, languages, ())])
    records = Records([Placed(record, 0, 0, 0, UNITS)], [tmp_path / "records.sqlite"])
    counting.write(tmp_path / "words", texts)
    drawn = np.random.default_rng(1).normal(size=(UNITS, WIDTH)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    nothing = np.empty((0, WIDTH), np.int8), np.empty(0, np.int32)
    vectors.write(tmp_path / "vectors", [StoredVectors(vector, *nothing) for vector in drawn])
    places = records.places
    return records, SegmentedVectors.load([tmp_path / "vectors"], places), WordIndex.load([tmp_path / "words"], places)


def text(chance: random.Random, english: bool) -> str:
    listed, joint = (ENGLISH, " ") if english else (JAPANESE, "の")
    common = chance.choices(listed[:3], k=chance.randint(0, 2))
    return joint.join([*common, *chance.choices(listed[3:], k=chance.randint(1, 6))])


def asked(kotae: Kotae, question: str) -> Question:
    vector = np.random.default_rng(len(question)).normal(size=WIDTH).astype(np.float32)
    return replace(kotae.understand(question).questions[0], vector=vector / np.linalg.norm(vector))


@pytest.mark.parametrize("among", [Among(), Among(language="ja")], ids=["of all", "of one language"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_likely_ones_are_compared_as_if_all_were(
    kotae: Kotae,
    many: tuple[Records, SegmentedVectors, WordIndex],
    question: str,
    among: Among,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = asked(kotae, question)
    found = compared(wanted, *many, among)
    monkeypatch.setattr("kotae.index.segmented.EXACT", UNITS)
    everything = compared(wanted, *many, among)
    assert found is not None
    assert everything is not None
    assert len(found.numbers) < len(everything.numbers) / 2
    places = np.searchsorted(everything.numbers, found.numbers)
    assert (everything.numbers[places] == found.numbers).all()
    for name in ("dense", "words", "pairs", "translated"):
        assert getattr(found, name) == pytest.approx(getattr(everything, name)[places], abs=1e-4), name
    for language in {"ja", "en"} if among.language is None else {among.language}:
        said = [
            np.sort((each.words + each.pairs + each.translated)[many[0].unit_languages[each.numbers].among({language})])
            for each in (found, everything)
        ]
        best = min(comparing._BEST, int((said[1] > 0).sum()))
        assert said[0][::-1][:best] == pytest.approx(said[1][::-1][:best], abs=1e-4), "of whom words say most"
    assert len(found.numbers[found.even]) == comparing.EVEN


def test_a_question_of_words_that_none_has_is_compared_with_the_nearest(
    kotae: Kotae, many: tuple[Records, SegmentedVectors, WordIndex]
) -> None:
    wanted = asked(kotae, "Zyzzyva?")
    found = compared(wanted, *many, Among())
    assert found is not None
    assert set(np.argsort(-many[1].scores(wanted.vector, np.arange(UNITS)))[:3].tolist()) <= set(found.numbers.tolist())
