"""An index that grew and shrank in steps answers exactly as one that is made whole from the same documents."""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache as kept
from pathlib import Path

import numpy as np
import pytest
from support import made_index, reading_worker

from kotae import Kotae
from kotae.embedding import Encoded, Encoder
from kotae.index.build import IndexReport, build
from kotae.index.opened import checked, open_index
from kotae.settings import Settings
from kotae.text.tokens import terms

_DOCUMENTS = 60
_JAPANESE = (
    "茶 玉露 埋蔵量 鉱山 レアアース 輸出 制限 協定 署名 灯台 灯火 燈台 破産 倒産 橋 色 汚染 政府 大統領 デンマーク ノースボルト"
    " ゼレンスキー 供給 需要 電池 自動車 子供 会社 企業 値段 価格 住民 市民 病院 医者 学校 生徒 海 河 山 森"
).split()
_ENGLISH = (
    "tea reserve mine export restriction agreement lighthouse Lighthouse beacon bankruptcy bridge colour color pollution"
    " government president Denmark Northvolt Zelensky supply demand battery car child company price resident hospital"
    " doctor school pupil sea river mountain forest rare-earth-element counter-measure decarbonisation"
).split()
_QUESTIONS = (
    "玉露の値段はいくらですか?",
    "倒産した会社はどこですか?",
    "灯台はどの山にありますか?",
    "医師は何人ですか?",
    "レアアースの埋蔵量は?",
    "Which company went bankrupt?",
    "How large are the rare earth reserves?",
    "Who signed the agreement with Denmark?",
    "What is the price of tea?",
    "Where is the lighthouse?",
    "Did Zelenskyy restrict exports?",
    "How many pupils does the school have?",
)


def _write(corpus: Path, name: str, chance: random.Random) -> None:
    lines = []
    for _ in range(chance.randint(1, 3)):
        first, second, third = chance.sample(_JAPANESE, 3)
        lines.append(f"{first}の{second}は{chance.randint(2, 990)}件で、{third}と{first}が多い。")
        first, second, third = chance.sample(_ENGLISH, 3)
        lines.append(f"{first.capitalize()}s of the {second} had {chance.randint(2, 990)} {third}s in {first}.")
    kept = [line for line in lines if chance.random() < 0.6] or lines
    (corpus / name).write_text("\n\n".join([f"# {chance.choice(_JAPANESE + _ENGLISH)}", *kept]) + "\n", "utf-8")


@pytest.fixture(scope="module")
def encoder(small: Settings) -> Encoder:
    """Return the model, loaded once for both indexes."""
    return Encoder.load(cache=small.cache)


@pytest.fixture(scope="module")
def alone(encoder: Encoder) -> Callable[[str], Encoded]:
    """Return a function that embeds a text, once for both: what stands beside it in a batch changes its last digits."""
    return kept(lambda text: encoder.encode_passages([text])[0])


@pytest.mark.parametrize("least", [4, 1_000], ids=["of several segments", "of one"])
def test_an_index_made_in_steps_is_the_one_made_whole(
    small: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    encoder: Encoder,
    alone: Callable[[str], Encoded],
    least: int,
) -> None:
    monkeypatch.setattr("kotae.index.parts.SMALL", least)
    embedded = 0

    def embed(texts: Sequence[str]) -> Iterator[tuple[int, Encoded]]:
        nonlocal embedded
        embedded += len(texts)
        for place, text in enumerate(texts):
            yield place, alone(text)

    chance = random.Random(15)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    stepwise = small.model_copy(update={"corpus": corpus, "index": tmp_path / "stepwise"})

    def step() -> IndexReport:
        return build(stepwise.recipe, stepwise.index, embed=embed, ready=reading_worker())

    names = [f"{chance.randrange(16**6):06x}.md" for _ in range(_DOCUMENTS)]  # so that new ones come between old ones
    for name in names[: _DOCUMENTS // 2]:
        _write(corpus, name, chance)
    step()
    for name in names[_DOCUMENTS // 2 :]:
        _write(corpus, name, chance)
    assert step().read == _DOCUMENTS // 2
    for name in names[::9]:
        (corpus / name).unlink()
    for name in names[4::9]:
        _write(corpus, name, chance)
    (corpus / names[1]).rename(corpus / "zz-moved.md")
    step()
    embedded = 0
    _write(corpus, "aa-first.md", chance)
    assert step().read == 1
    assert 0 < embedded <= 7, "no other document is embedded again"
    (corpus / names[2]).unlink()
    assert step().removed == 1

    whole = stepwise.model_copy(update={"index": tmp_path / "whole"})
    build(whole.recipe, whole.index, embed=embed, ready=reading_worker())
    segments = [len(checked(settings.index)[1].segments) for settings in (stepwise, whole)]
    assert segments[1] == 1
    assert (segments[0] > 1) == (least == 4)
    grown, anew = (open_index(settings.index) for settings in (stepwise, whole))
    assert grown.records.documents == anew.records.documents
    assert grown.records.units() == anew.records.units()
    assert grown.vectors.units == anew.vectors.units
    for number in range(anew.vectors.units):
        before, after = grown.vectors.stored(number), anew.vectors.stored(number)
        assert np.array_equal(before.vector, after.vector)
        assert np.array_equal(before.tokens, after.tokens)
        assert np.array_equal(before.starts, after.starts)
    asked = [*_QUESTIONS, *(f"{word}は?" for word in _JAPANESE), *(f"What is {word}?" for word in _ENGLISH)]
    for question in asked:
        assert np.array_equal(grown.words.scores(terms(question)), anew.words.scores(terms(question)))
        assert np.array_equal(grown.words.pair_scores(question), anew.words.pair_scores(question))
        assert [grown.words.rarity(term) for term in terms(question)] == [
            anew.words.rarity(term) for term in terms(question)
        ]
        assert grown.lexicon.synonyms(question) == anew.lexicon.synonyms(question)
        language = "en" if question.isascii() else "ja"
        assert grown.lexicon.translate(question, language) == anew.lexicon.translate(question, language)
    assert any(grown.lexicon.translate(question, "en") for question in _QUESTIONS if question.isascii())
    first, second = (Kotae.open(settings=settings, encoder=encoder) for settings in (stepwise, whole))
    for question in _QUESTIONS:
        assert first.ask(question).to_dict() == second.ask(question).to_dict()


def test_documents_that_change_places_leave_the_lexicon_as_it_would_be(small: Settings, tmp_path: Path) -> None:
    # How most documents write a word is how the lexicon writes it.
    corpus = Path(shutil.copytree(small.corpus, tmp_path / "corpus"))
    settings = small.model_copy(update={"corpus": corpus, "index": tmp_path / "index"})
    (corpus / "a.md").write_text("The Lighthouse stands.\n", "utf-8")
    (corpus / "z.md").write_text("One lighthouse fell.\n", "utf-8")
    entries = (
        '[[document]]\nid = "one"\ntitle = "1"\nfile = "{}"\n\n[[document]]\nid = "two"\ntitle = "2"\nfile = "{}"\n'
    )
    (corpus / "sources.toml").write_text(entries.format("a.md", "z.md"), "utf-8")
    made_index(settings)
    (corpus / "a.md").rename(corpus / "kept")
    (corpus / "z.md").rename(corpus / "a.md")
    (corpus / "kept").rename(corpus / "z.md")
    (corpus / "sources.toml").write_text(entries.format("z.md", "a.md"), "utf-8")
    assert made_index(settings).read == 0
    moved = open_index(settings.index).lexicon.translate("灯台は?", "ja")
    made_index(settings, rebuild=True)
    assert moved == open_index(settings.index).lexicon.translate("灯台は?", "ja") != []
