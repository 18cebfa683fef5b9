"""What the reader learns from: windows hold the answer, traps ask for what is not there, a stream begins anywhere."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks" / "reader"


@pytest.fixture(scope="module", autouse=True)
def _importable() -> Iterator[None]:
    sys.path.insert(0, str(FOLDER))
    yield
    sys.path.remove(str(FOLDER))
    for name in ("examples", "sets"):
        sys.modules.pop(name, None)


TEXT = "塔は古い。1914年に辰野金吾が設計した。港は北にある。倉庫は焼けた。人々は新しい倉庫を建てた。"


def test_a_window_is_whole_sentences_that_hold_the_answer() -> None:
    from examples import window

    start = TEXT.index("辰野金吾")
    chance = np.random.default_rng(0)
    texts = set()
    for _ in range(50):
        text, begin, end = window(TEXT, start, start + 4, chance)
        assert text[begin:end] == "辰野金吾"
        assert text in TEXT
        assert text.endswith("。")
        texts.add(text)
    assert len(texts) > 1


def test_a_trap_names_what_the_text_does_not() -> None:
    from examples import swapped

    question = "1914年に塔を設計したのは誰か"
    for seed in range(20):
        changed = swapped(question, TEXT, [], np.random.default_rng(seed))
        assert changed != question
        assert "1914" not in changed
        assert changed.endswith("年に塔を設計したのは誰か") or changed == ""
    assert swapped("誰が設計したか", TEXT, [], np.random.default_rng(0)) == ""


def test_words_set_apart_are_joined_as_they_are_written_and_found_again() -> None:
    from sets import joined

    words = "He said `` hello '' -LRB- twice -RRB- , did n't he ?".split()
    text, places = joined(words)
    assert text == 'He said "hello" (twice), didn\'t he?'
    assert [text[start:end] for start, end in places[:2]] == ["He", "said"]


def test_what_is_given_for_a_number_does_not_depend_on_where_it_is_begun() -> None:
    from examples import Source, stream
    from sets import Article, Asked, Paragraph

    asked = (
        Asked("誰が設計したか", TEXT.index("辰野"), TEXT.index("辰野") + 4),
        Asked("港はどこか", TEXT.index("北"), TEXT.index("北") + 1),
    )
    article = Article("塔", (Paragraph(TEXT, asked), Paragraph("別の段落がある。それは短い。", ())))
    sources = [Source("one", 0.7, [article]), Source("two", 0.3, [article])]
    from_start = list(stream(sources, 3, range(12)))
    assert list(stream(sources, 3, range(7, 12))) == from_start[7:]
    assert list(stream(sources, 3, range(0, 12, 2))) == from_start[::2], "workers share the numbers"
    assert all(group.readings[0].answers and not any(one.answers for one in group.readings[1:]) for group in from_start)
    assert list(stream(sources, 4, range(12))) != from_start
