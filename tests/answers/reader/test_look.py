"""What two scorers of the same words agree on, and what the reader tells of passages that answer and that do not."""

import pytest

from kotae import Kotae
from kotae.answers.answer import JUDGED
from kotae.answers.quote import sentence_scores
from kotae.answers.reader.look import Weights, agreed, look
from kotae.answers.spans.find import Span
from kotae.retrieval.search import search

EVEN = Weights(1.0, 1.0, 1.0, 1.0)


def test_what_both_hold_likely_is_likeliest_and_all_of_it_adds_up_to_one() -> None:
    said = [Span(0, 0, 4, 0.5), Span(0, 6, 9, 0.1), Span(1, 0, 3, 0.4)]
    read = [Span(0, 6, 9, 0.1), Span(1, 0, 3, 0.6), Span(1, 5, 8, 0.3)]
    found = agreed(said, read, 2, EVEN)
    assert sum(span.probability for span in found) == pytest.approx(1)
    likeliest = max(found, key=lambda span: span.probability)
    assert (likeliest.place, likeliest.start, likeliest.end) == (1, 0, 3)


def test_what_one_scorer_did_not_see_is_unlikely_and_not_lost() -> None:
    found = agreed([Span(0, 0, 4, 1.0)], [Span(0, 6, 9, 1.0)], 1, EVEN)
    assert {(span.start, span.end) for span in found} == {(0, 4), (6, 9)}
    assert all(span.probability == pytest.approx(0.5) for span in found)


def test_a_scorer_without_weight_changes_nothing() -> None:
    said = [Span(0, 0, 4, 0.7), Span(1, 2, 5, 0.3)]
    found = agreed(said, [Span(1, 2, 5, 1.0)], 2, Weights(1.0, 0.0, 1.0, 0.0))
    assert max(found, key=lambda span: span.probability).place == 0


def test_a_passage_that_answers_is_read_as_one(brief: Kotae) -> None:
    reader = brief.reader
    assert reader is not None
    logits = []
    for text in ("ノースボルトはいつ破産を申請しましたか", "ノースボルトの社長は誰の弟子でしたか"):
        (question,) = brief.understand(text, split=False).questions
        hits = [hit for hit in search(question, brief.index, JUDGED) if hit.unit.kind == "passage"][:3]
        looked = look(question, hits, sentence_scores(question, hits, question.distinct, brief.index), reader)
        assert looked.answers.keys() == {hit.number for hit in hits}
        for number, span in looked.spans:
            unit = next(hit.unit for hit in hits if hit.number == number)
            start, end = unit.sentences[span.sentence]
            assert start <= span.start < span.end <= end
        logits.append(max(looked.answers.values()))
    assert logits[0] > logits[1]
