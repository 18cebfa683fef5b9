"""Where sentences begin and end."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae.text.sentences import split


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("山は高い。川は長い。", ["山は高い。", "川は長い。"]),
        ("本当?はい!", ["本当?はい!"]),
        ("本当？はい！", ["本当？", "はい！"]),
        ("彼は「行く。」と言った。私も行く。", ["彼は「行く。」と言った。", "私も行く。"]),
        ("注（詳細は別紙。）を見よ。終わり。", ["注（詳細は別紙。）を見よ。", "終わり。"]),
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("See No. 5 and Fig. 3. Then stop.", ["See No. 5 and Fig. 3.", "Then stop."]),
        ("J. Harper wrote it. We read it.", ["J. Harper wrote it.", "We read it."]),
        ("It cost 3.5 million. Was it worth it? Yes!", ["It cost 3.5 million.", "Was it worth it?", "Yes!"]),
        ('He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]),
        ("  前後に空白。  ", ["前後に空白。"]),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_bracket_that_never_closes_hides_no_sentence_end() -> None:
    assert cut("値は(図を参照。次は別。") == ["値は(図を参照。", "次は別。"]


@given(st.text(alphabet="あ山。！？「」（）()a B.!?\"'5 \n", max_size=80))
def test_sentences_cover_all_but_spaces_and_do_not_overlap(text: str) -> None:
    spans = split(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())


def test_a_very_long_paragraph_takes_time_in_proportion() -> None:
    """Sixteen times the text may not take a hundred times as long, as it did when every end looked at the whole text."""
    text = "He wrote to Dr. Smith (see page 4. It was (late. その後「別の。話。"
    started = time.process_time()
    split(text * 100)
    short = time.process_time() - started
    started = time.process_time()
    split(text * 1600)
    assert time.process_time() - started < 100 * max(short, 0.005)
