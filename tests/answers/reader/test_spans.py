"""Candidate answers from what was read: within one sentence, without edges, shares over all windows."""

import numpy as np
import pytest

from kotae.answers.reader.spans import best_span, spans
from kotae.answers.reader.windows import Window, window
from kotae.embedding import Read
from kotae.index.records import DocumentRecord
from kotae.passages.units import Unit
from kotae.retrieval.search import Hit, Signals
from kotae.text import sentences


def hit(text: str, headings: tuple[str, ...] = ()) -> Hit:
    unit = Unit("passage", 1, headings, text, sentences=tuple(sentences.split(text)))
    document = DocumentRecord.__new__(DocumentRecord)
    return Hit(1, 0, unit, document, 1.0, Signals(0.0, 0.0, 0.0, 0.0, 0.0))


def read(text: str, start: str, end: str, height: float = 6.0) -> Read:
    """What a reader would say of a text, a token for every character: it begins with `start` and ends with `end`."""
    places = np.array([(place, place + 1) for place in range(len(text))], np.int32)
    starts, ends = np.zeros(len(text), np.float32), np.zeros(len(text), np.float32)
    starts[text.index(start)] = height
    ends[text.index(end) + len(end) - 1] = height
    return Read(places, starts, ends, 0.0, 0.0)


def whole(text: str) -> Window:
    return window(hit(text), [0.0] * len(sentences.split(text)))


def test_the_likeliest_span_is_the_one_that_the_reader_begins_and_ends() -> None:
    text = "塔は古い。辰野金吾が設計した。"
    found = spans([whole(text)], [read(text, "辰", "吾")])
    best = max(found, key=lambda span: span.probability)
    assert (text[best.start : best.end], best.sentence) == ("辰野金吾", 1)
    assert best_span(text, read(text, "辰", "吾")) == (best.start, best.end)


def test_probabilities_add_up_to_one_over_all_windows() -> None:
    texts = ["港は北にある。", "塔は辰野金吾が設計した。"]
    found = spans([whole(text) for text in texts], [read(texts[0], "北", "北", 1.0), read(texts[1], "辰", "吾")])
    assert sum(span.probability for span in found) == pytest.approx(1.0, abs=0.02)
    assert max(found, key=lambda span: span.probability).window == 1


def test_no_span_crosses_the_end_of_a_sentence() -> None:
    text = "塔は古い。港は北にある。"
    found = spans([whole(text)], [read(text, "古", "北")])
    assert found
    assert all("。" not in text[span.start : span.end] for span in found)


def test_spaces_and_stops_at_the_edges_are_no_part_of_an_answer() -> None:
    text = "The tower is old. Kingo Tatsuno, built it."
    found = spans([whole(text)], [read(text, " Kingo", "Tatsuno,")])
    best = max(found, key=lambda span: span.probability)
    assert text[best.start : best.end] == "Kingo Tatsuno"


def test_a_short_passage_is_read_whole_and_a_long_one_around_its_likeliest_sentence() -> None:
    short = whole("塔は古い。港は北にある。")
    assert short.text == "塔は古い。港は北にある。"
    text = "".join(f"この文は{number}番目の文であり、ほかの文と同じくらい長い。" for number in range(40))
    scores = [1.0 if number == 30 else 0.0 for number in range(40)]
    part = window(hit(text), scores)
    assert "この文は30番目" in part.text
    assert part.text == text[part.start : part.end]
    assert 0 < part.first <= 30 <= part.last < 39


def test_a_sentence_that_is_longer_than_what_is_read_is_read_alone() -> None:
    text = "短い文。" + "とても長い文で、" * 60 + "終わる。" + "短い文。"
    part = window(hit(text), [0.0, 1.0, 0.0])
    assert (part.first, part.last) == (1, 1)


def test_nothing_read_gives_no_spans() -> None:
    assert spans([], []) == []
