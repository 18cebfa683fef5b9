"""The words by which a question asks for an operation, in both languages."""

import re

import pytest

from kotae.answers.tables.conditions import amounts
from kotae.answers.tables.cues import cues

# A question, and the operation words in it, in order: the kind, and the number where there is one.
JAPANESE = """
水揚が最大の港は? -> greatest
水揚が最も多い港は? -> greatest
もっとも人口の多い町は? -> greatest
一番長い橋は? -> greatest
水揚高1位の港は? -> greatest place:1
他のどの国よりも漁獲が少ない港は? -> least
水揚が最小の港は? -> least
最も面積の狭い区は? -> least
いちばん安い品は? -> least
最新の施設は? -> latest
最も新しい橋はどれですか -> latest list
最古の寺は? -> earliest
一番早く開いた港は? -> earliest
2番目に大きい湖は? -> greatest place:2
三番目に長い川は? -> greatest place:3
水揚が第4位の港は? -> place:4
次に多い港は? -> greatest place
中国の次に多い国は? -> after greatest
中国に次いで多い国は? -> after greatest place
チリに続く国は? -> after
上位3港は? -> top:3
多い順に3つ挙げて -> greatest top:3 list
トップ5の国は? -> top:5
ベスト十を教えて -> top:10
下位2つは? -> bottom:2
ワースト3は? -> bottom:3
少ない順に4つ -> least bottom:4
合計はいくら? -> sum
全部で何トン? -> sum
北港と南港を合わせた水揚は? -> sum
累計の額は? -> sum
平均はいくら? -> mean
ならすと何トン? -> mean
何カ国ありますか -> count
港の数は? -> count
いくつの施設がある? -> count
全体に占める割合は? -> share
何割に当たる? -> share
北港のシェアは? -> share
北港と南港の差は? -> difference
どれだけ多い? -> difference
違いはいくら? -> difference
何トン多いか -> difference
北港は南港の何倍か -> ratio
推移は? -> trend
2020年からどう変わったか -> trend
どのくらい増えたか -> trend
北港と南港ではどちらが多い? -> compare
全て挙げて -> list
一覧を見せて -> list
北港を除く港は? -> except
北港以外で最大の港は? -> except greatest
水揚が最大だったのは何年? -> greatest which_year
いつ開いた? -> which_year
何位ですか -> rank
"""
ENGLISH = """
Which port has the largest catch? -> greatest
What were the highest landings? -> greatest
What is the longest bridge? -> greatest
Which model is the most expensive? -> greatest
Which year did it peak? -> which_year greatest
Which port has the smallest catch? -> least
the fewest visitors -> least
the cheapest ticket -> least
What is the newest bridge? -> latest
the most recent opening -> latest
Which is the oldest temple? -> earliest
the second largest lake -> place:2 greatest
the 3rd highest peak -> place:3 greatest
Which port ranks fourth? -> place:4
the runner-up in landings -> place
the next largest port -> place greatest
Which country comes right after Chile? -> after
the top 3 ports -> top:3 greatest
the three largest ports -> top:3 greatest
the two ports with the highest catch -> top:2 greatest
the five smallest islands -> bottom:5 least
the bottom 4 ports -> bottom:4
What is the total catch? -> sum
How much altogether? -> sum
the combined catch of both -> sum
What do they add up to? -> sum
the average price -> mean
the mean depth -> mean
How many ports are there? -> count
the number of islands -> count
What share of the catch? -> share
What percentage does Aldra account for? -> share
the proportion of the whole -> share
the difference in price -> difference
How much more did Aldra land? -> difference
By how much do they differ? -> difference
the gap in depth -> difference
How many times as large is it? -> ratio
the ratio of the two -> ratio
How has the catch changed? -> trend
What was the trend? -> trend
Did it rise? -> trend
Which is larger, Aldra or Brask? -> compare
Is Aldra deeper than Brask? -> compare
List all ports -> list
Name every island -> list
the catch of all ports except Aldra -> list except
ports other than Aldra -> except
In which year did it open? -> which_year
When was it founded? -> which_year
"""


def lines(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("->")) for line in text.splitlines() if line]


def found(question: str) -> str:
    return " ".join(dict.fromkeys(f"{cue.kind}:{cue.number}" if cue.number else cue.kind for cue in cues(question)))


@pytest.mark.parametrize(("question", "wanted"), lines(JAPANESE + ENGLISH))
def test_operation_words_are_found(question: str, wanted: str) -> None:
    assert set(found(question).split()) == set(wanted.split())


@pytest.mark.parametrize(
    "question",
    [
        "港はどこにありますか",
        "The almost finished harbour",
        "What is the depth of Aldra?",
        "アルドの水揚は?",
        "They hammered the manifold",
        "北港の水揚を教えて",
    ],
)
def test_other_questions_have_no_operation_words(question: str) -> None:
    assert cues(question) == []


@pytest.mark.parametrize(
    "question",
    [
        "Which ports landed at least 500 t?",
        "ports with at most 30 boats",
        "ports with more than 30 boats",
        "最大でも30隻の港",
        "最低でも30隻の港",
        "水揚が500トンより多い港",
    ],
)
def test_words_of_an_amount_give_no_order(question: str) -> None:
    """An order is only asked for by words outside the amounts: "at least 500" asks for no least."""
    (amount,) = amounts(question, [])
    outside = [cue for cue in cues(question) if cue.end <= amount.start or amount.end <= cue.start]
    assert not {cue.kind for cue in outside} & {"greatest", "least", "top", "bottom", "compare"}


def test_a_cue_tells_where_it_stands() -> None:
    question = "水揚が2番目に多い港と合計は?"
    assert {question[cue.start : cue.end] for cue in cues(question)} >= {"2番目", "2番目に多い", "合計"}


@pytest.mark.parametrize(
    ("question", "header"),
    [
        ("一番長い橋は?", "全長(m)"),
        ("the longest bridge", "Length (m)"),
        ("最も広い区は?", "面積(km2)"),
        ("the heaviest model", "Weight (kg)"),
        ("いちばん安い品は?", "価格(円)"),
        ("the cheapest ticket", "Price"),
    ],
)
def test_an_adjective_tells_what_it_orders_by(question: str, header: str) -> None:
    scales = [cue.scale for cue in cues(question) if cue.scale]
    assert scales
    assert all(re.search(scale, header, re.IGNORECASE) for scale in scales)
    assert not any(re.search(scale, "人口(人)", re.IGNORECASE) for scale in scales)
