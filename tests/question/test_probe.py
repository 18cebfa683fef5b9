"""Questions of many kinds as they are understood: the sort of answer, its noun, the cues, the limits."""

import pytest

from kotae import Kotae

# Question | sort | noun | cues with their numbers | limits
JAPANESE = """
2023年度の売上高はいくらですか | amount | 売上高 |  |
売上高が最も大きかったのは何年度ですか | when | 年度 | greatest |
2022年3月期と2023年3月期の営業利益の差額を教えてください | amount | 差額 | difference |
従業員数は前年度に比べて何人増えましたか | amount | 人 | standard compare count change |
役員のうち女性は何名ですか | amount | 名 | count |
取締役の中で一番年上なのは誰ですか | who |  | earliest |
自己資本比率が50%を超えているのはどの年ですか | when | 年 | share | >50
配当金は3年間で合計いくら支払われましたか | amount | 合計 | sum |
当期純利益が赤字だったのは何回ありますか | amount | 回 | count | <0
上から3番目に人口が多い市はどこですか | where | 市 | nth:3 |
最後に優勝したチームはどこですか | where | チーム | last |
1995年の次に大会が開かれたのは何年ですか | when | 年 | next |
神戸より標高が高い駅はいくつありますか | amount | 駅 | standard more count |
料金が500円以下の施設を全部挙げて | head | 施設 | all | <=500
土曜日に開いていない図書館はどれですか | which | 図書館 | not all |
5月に開催されたイベントは何件ですか | amount | 件 | count |
A社とB社の両方に勤めた人は誰ですか | who | 人 | and |
最も多く登場する会場はどこですか | where | 会場 | most_frequent |
売上高営業利益率は前期から何ポイント改善しましたか | amount | ポイント | change |
人口密度が二番目に低い県を教えて | where | 県 | nth:2 |
平均年齢は何歳ですか | amount | 歳 | mean |
全体に占める海外売上の割合は何%か | amount | % | share |
北港で獲れた魚の量は南港の何倍ですか | amount | 倍 | standard ratio |
駐車場がある公園は何か所? | amount | か所 | count |
開館は何時ですか | when | 開館 |  |
3kgの荷物の送料はいくらになる? | amount | 送料 |  |
有効期限は何日間ですか | amount | 日間 |  |
2010年代に建てられた橋を全て教えて | head | 橋 | all |
設備投資額が増加した事業はどれですか | which | 事業 | change all |
前年比で最も減少した品目は? | head | 品目 | change |
65歳以上の入館料は? | amount | 入館料 |  | >=65
少なくとも3回優勝した国はどこですか | where | 国 |  | >=3
田中さんの前の社長は誰ですか | who | 社長 | previous |
会議室を除いた部屋の数は? | amount | 数 | except count |
研究開発費の年平均はいくら? | amount | 年平均 | mean |
どの国が金メダルだけを獲得しましたか | where | 国 | only |
売上が最大の月と最小の月の差は? | amount | 差 | greatest least difference |
2020年度と2021年度ではどちらの年度の売上が多いですか | when | 年度 | compare more |
クレーンはありますか | yes_no | クレーン |  |
上位3社の売上の合計はいくらですか | amount | 合計 | greatest:3 sum |
"""
ENGLISH = """
What were net sales in fiscal 2023? | amount | net sales |  |
In which year were net sales the highest? | when | year | greatest |
By how much did operating income change from 2022 to 2023? | amount |  | difference change |
How many employees does the Lisbon office have? | amount | employees | count |
Which ferries do not run on Sundays? | which | ferries | not |
What is the postage for a 3 kg parcel? | what | postage |  |
Who was director right before Ana Costa? | who | director right | previous |
How many of the directors are women? | amount |  | count |
What did adults pay in 1998? | what |  |  |
Which two stations are the closest to the coast? | which | two stations | least:2 |
Name all the countries that joined after 2004. | where | countries | all |
What percentage of sales came from abroad? | amount | percentage | share |
Which city has the second highest rainfall? | where | city | nth:2 |
How much does it cost to rent a boat for two hours? | amount |  |  |
What is the average depth of the four lakes? | amount | average depth | mean |
Which team won more than three titles but never a cup? | which | team | not | >3
What was the combined output of mines A and B in May? | amount | output | sum and |
How many times larger is the Dutch fleet than the Belgian one? | amount | times | ratio standard |
List the vessels built between 1990 and 1999. | head | vessels | all |
Which rooms have neither a projector nor a screen? | which | rooms | all not |
What was revenue in 2021 and 2022, respectively? | amount | revenue | and each |
Which is cheaper, the day pass or the single ticket? | which | cheaper | less or |
How many different countries did the winners come from? | amount | different countries | count distinct |
Who scored at least 10 goals in both seasons? | who |  | all and | >=10
Which month saw the largest drop in visitors? | when | month | greatest change |
What is the ratio of boats to crew in Aldra? | amount | ratio | ratio |
How long did it take to build the dam? | amount |  |  |
What is the last stop before the terminal? | what | last stop | last before |
Which model is the lightest of those under $500? | which | model | least | <500
When was the first bridge opened? | when | first bridge | first |
Are there any islands without a school? | yes_no | islands | all not except |
What rank did Peru have in 2010? | what | rank | rank |
Which species appears most often in the survey? | which | species | most_frequent |
How old was she when she was elected? | amount |  |  |
What's the difference between the tallest and the shortest tower? | amount | difference | difference greatest and least |
Is the north pier longer than the south pier? | yes_no | north pier | more standard |
Do all ports have a crane? | yes_no | ports | all |
Which product's sales grew fastest between 2020 and 2022? | amount | product's sales | change greatest |
What is the total number of seats excluding the balcony? | amount | total number | sum count except |
How many people aged 65 and over live in Brask? | amount | people | count | >=65
"""


def lines(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.splitlines() if line]


@pytest.mark.parametrize(("text", "sort", "noun", "cues", "limits"), lines(JAPANESE + ENGLISH))
def test_a_question_is_understood(kotae: Kotae, text: str, sort: str, noun: str, cues: str, limits: str) -> None:
    (question,) = kotae.understand(text, split=False).questions
    target = question.target
    assert (target.sort, question.text[target.head_start : target.head_end]) == (sort, noun)
    kinds = dict.fromkeys(f"{cue.kind}:{cue.number}" if cue.number else cue.kind for cue in question.cues)
    assert list(kinds) == cues.split()
    assert [f"{one.comparison}{one.value:g}" for one in question.amounts if one.stated] == limits.split()
