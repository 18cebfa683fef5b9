"""Questions over the drawn tables with the exact text, numbers, labels and cells of their answers."""

from dataclasses import dataclass

from kotae.answers.formulas.model import Operation


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the answer's text (but for a note on missing cells), and what was computed of which cells."""

    question: str
    operation: Operation
    text: str
    numbers: tuple[float, ...] = ()
    unit: str = ""
    labels: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    missing: int = 0


CASES = (
    # lookup
    Case("霧浜港の水揚は何トンですか", "look_up", "霧浜港: 水揚(トン): 1,200", (1200,), "トン", ("霧浜港",), ("1,200",)),
    Case("椿浦港の開港日はいつですか", "look_up", "椿浦港: 開港日: 1987年9月20日", (), "", ("椿浦港",), ("1987年9月20日",)),
    Case("2020年度の来館者は何人ですか", "look_up", "2020年度: 来館者(人): 18,900", (18900,), "人", ("2020年度",), ("18,900",)),
    Case("What is the capacity of Dunholt?", "look_up", "Dunholt: Capacity (Ml): 6,750", (6750,), "Ml", ("Dunholt",), ("6,750",)),
    Case("When was Ashmere completed?", "look_up", "Ashmere: Completed: 14 May 1962", (), "", ("Ashmere",), ("14 May 1962",)),
    Case("How many visitors did the Clock Museum have in 2022?", "look_up", "Clock Museum: 2022: 52.5 (thousand)",
         (52.5,), "thousand", ("Clock Museum",), ("52.5",)),
    Case("What is the capacity and the depth of Dunholt?", "look_up", "Dunholt: Capacity (Ml): 6,750, Depth (m): 44",
         (6750, 44), "Ml", ("Dunholt",), ("6,750", "44")),
    # filter
    Case("漁船が20隻以上の漁港は?", "look_up", "霧浜港、椿浦港", (), "", ("霧浜港", "椿浦港"), ("霧浜港", "椿浦港")),
    Case("水揚が500トン未満の漁港は?", "look_up", "灯里港、波越港", (), "", ("灯里港", "波越港"), ("灯里港", "波越港")),
    Case("漁船が18隻の漁港は?", "look_up", "鷲津港、灯里港", (), "", ("鷲津港", "灯里港"), ("鷲津港", "灯里港")),
    Case("Reservoirs with a depth of at least 25 m", "look_up", "Ashmere, Dunholt, Farrowby", (), "",
         ("Ashmere", "Dunholt", "Farrowby"), ("Ashmere", "Dunholt", "Farrowby")),
    # list
    Case("北部の漁港をすべて挙げて", "look_up", "霧浜港、鷲津港、砂崎港", (), "", ("霧浜港", "鷲津港", "砂崎港"),
         ("霧浜港", "鷲津港", "砂崎港")),
    Case("2000年以降に開港した漁港はどれですか", "look_up", "鷲津港、砂崎港、灯里港", (), "", ("鷲津港", "砂崎港", "灯里港"),
         ("鷲津港", "砂崎港", "灯里港")),
    Case("List all reservoirs in the Upper valley", "look_up", "Ashmere, Bellwater, Crannock", (), "",
         ("Ashmere", "Bellwater", "Crannock"), ("Ashmere", "Bellwater", "Crannock")),
    Case("Which reservoirs were completed between 1950 and 1980?", "look_up", "Ashmere, Crannock, Elverton", (), "",
         ("Ashmere", "Crannock", "Elverton"), ("Ashmere", "Crannock", "Elverton")),
    # superlative
    Case("瑠璃島で水揚が最も多い漁港は?", "greatest", "椿浦港: 水揚(トン): 2,150 (5件中の最大)", (2150,), "トン",
         ("椿浦港",), ("2,150",), missing=1),
    Case("最も古い漁港は?", "least", "椿浦港: 開港日: 1987年9月20日 (6件中で最も早い)", (), "", ("椿浦港",),
         ("1987年9月20日",)),
    Case("貸出が最も多かったのは何年度ですか", "greatest", "2019年度: 貸出(冊): 52,000 (4件中の最大)", (52000,), "冊",
         ("2019年度",), ("52,000",)),
    Case("Which reservoir has the greatest depth?", "greatest", "Dunholt: Depth (m): 44 (greatest of 7)", (44,), "m",
         ("Dunholt",), ("44",)),
    Case("Which is the newest reservoir?", "greatest", "Gillbeck: Completed: 17 April 2006 (latest of 7)", (), "",
         ("Gillbeck",), ("17 April 2006",)),
    Case("In which year did the Clock Museum have the most visitors?", "which_column",
         "Clock Museum: 2023: 61.0 thousand (greatest of 4)", (61,), "thousand", ("2023",), ("61.0",)),
    # nth
    Case("水揚が2番目に多い漁港は?", "nth", "霧浜港: 水揚(トン): 1,200 (5件中の2位)", (1200,), "トン", ("霧浜港",),
         ("1,200",), missing=1),
    Case("霧浜港の次に水揚が多い漁港は?", "next", "鷲津港: 水揚(トン): 640 (霧浜港 →)", (640,), "トン", ("鷲津港",),
         ("640",), missing=1),
    Case("Which museum had the second most visitors in 2022?", "nth", "Clock Museum: 2022: 52.5 thousand (number 2 of 5)",
         (52.5,), "thousand", ("Clock Museum",), ("52.5",)),
    # top
    Case("水揚の上位3港は?", "top", "1. 椿浦港: 水揚(トン): 2,150、2. 霧浜港: 1,200、3. 鷲津港: 640", (2150, 1200, 640),
         "トン", ("椿浦港", "霧浜港", "鷲津港"), ("2,150", "1,200", "640"), missing=1),
    Case("漁船の少ない漁港を2つ挙げて", "top", "1. 波越港: 漁船(隻): 9、2. 砂崎港: 12", (9, 12), "隻", ("波越港", "砂崎港"),
         ("9", "12")),
    Case("What are the top 3 reservoirs by capacity?", "top",
         "1. Dunholt: Capacity (Ml): 6,750, 2. Ashmere: 4,200, 3. Farrowby: 2,300", (6750, 4200, 2300), "Ml",
         ("Dunholt", "Ashmere", "Farrowby"), ("6,750", "4,200", "2,300"), missing=1),
    # count
    Case("漁船が18隻以上の漁港はいくつありますか", "count", "4件: 霧浜港、鷲津港、椿浦港、灯里港", (4,), "",
         ("霧浜港", "鷲津港", "椿浦港", "灯里港"), ("霧浜港", "鷲津港", "椿浦港", "灯里港")),
    Case("漁港はいくつありますか", "count", "6件: 霧浜港、鷲津港、砂崎港、椿浦港、灯里港、波越港", (6,), "",
         ("霧浜港", "鷲津港", "砂崎港", "椿浦港", "灯里港", "波越港"),
         ("霧浜港", "鷲津港", "砂崎港", "椿浦港", "灯里港", "波越港")),
    Case("How many reservoirs were completed before 1980?", "count", "4: Ashmere, Bellwater, Crannock, Elverton", (4,), "",
         ("Ashmere", "Bellwater", "Crannock", "Elverton"), ("Ashmere", "Bellwater", "Crannock", "Elverton")),
    # sum
    Case("瑠璃島の漁港の漁船の合計は何隻ですか", "sum", "45 + 18 + 12 + 60 + 18 + 9 = 162 隻", (162,), "隻",
         ("霧浜港", "鷲津港", "砂崎港", "椿浦港", "灯里港", "波越港"), ("45", "18", "12", "60", "18", "9")),
    Case("北部の漁港の水揚の合計は?", "sum", "1,200 + 640 = 1,840 トン", (1840,), "トン", ("霧浜港", "鷲津港", "砂崎港"),
         ("1,200", "640"), missing=1),
    Case("What is the total capacity of the reservoirs in the Upper valley?", "sum", "4,200 + 980 = 5,180 Ml", (5180,), "Ml",
         ("Ashmere", "Bellwater", "Crannock"), ("4,200", "980"), missing=1),
    Case("What were the total visitors of all museums in 2021?", "sum", "38.0 + 60.0 + 24.0 + 11.0 = 133.0 thousand", (133,),
         "thousand", ("Clock Museum", "Herring Museum", "Glass Museum", "Puppet Museum", "Compass Museum"),
         ("38.0", "60.0", "24.0", "11.0"), missing=1),
    # mean
    Case("水揚の平均は?", "mean", "(1,200 + 640 + 2,150 + 0 + 310) ÷ 5 = 860 トン", (860,), "トン",
         ("霧浜港", "鷲津港", "砂崎港", "椿浦港", "灯里港", "波越港"), ("1,200", "640", "2,150", "0", "310"), missing=1),
    Case("What was the average number of visitors to the museums in 2023?", "mean",
         "(61.0 + 14.0 + 70.2 + 13.8) ÷ 4 = 39.75 thousand", (39.75,), "thousand",
         ("Clock Museum", "Herring Museum", "Glass Museum", "Puppet Museum", "Compass Museum"),
         ("61.0", "14.0", "70.2", "13.8"), missing=1),
    # difference
    Case("霧浜港と鷲津港の水揚の差は?", "difference", "霧浜港 − 鷲津港: 1,200 − 640 = 560 トン", (560,), "トン",
         ("霧浜港", "鷲津港"), ("1,200", "640")),
    Case("What is the difference in capacity between Ashmere and Farrowby?", "difference",
         "Ashmere − Farrowby: 4,200 − 2,300 = 1,900 Ml", (1900,), "Ml", ("Ashmere", "Farrowby"), ("4,200", "2,300")),
    # ratio
    Case("椿浦港の漁船は波越港の何倍ですか", "ratio", "椿浦港 ÷ 波越港: 60 ÷ 9 = 6.67", (60 / 9,), "", ("椿浦港", "波越港"),
         ("60", "9")),
    Case("What is the ratio of the capacity of Dunholt to that of Elverton?", "ratio",
         "Dunholt ÷ Elverton: 6,750 ÷ 1,500 = 4.5", (4.5,), "", ("Dunholt", "Elverton"), ("6,750", "1,500")),
    # trend
    Case("楓町図書館の貸出は2019年度から2022年度までどう変わりましたか", "trend",
         "2019年度 52,000 → 2020年度 38,500 → 2021年度 41,000 → 2022年度 47,500 冊: 減少 -4,500 冊 (-8.7%)", (-4500,), "冊",
         ("down",), ("52,000", "38,500", "41,000", "47,500")),
    Case("How did the visitors to the Compass Museum change?", "trend",
         "Compass Museum: 2020 9.0 → 2021 11.0 → 2022 12.5 → 2023 13.8 thousand: increase +4.8 thousand (+53.3%)", (4.8,),
         "thousand", ("up",), ("9.0", "11.0", "12.5", "13.8")),
)  # fmt: skip

# A question, the text of its answer, its numbers and the row or column that it names; not every cell stands in the hit.
PARTLY_CITED: tuple[tuple[str, Operation, str, tuple[float, ...], str], ...] = (
    ("霧浜港と椿浦港ではどちらの水揚が多い?", "compare", "椿浦港 2,150 > 霧浜港 1,200 トン", (2150, 1200), "椿浦港"),
    ("Which was completed earlier, Ashmere or Elverton?", "compare", "Elverton 21 August 1954 < Ashmere 14 May 1962", (),
     "Elverton"),
    ("水揚全体に占める椿浦港の割合は?", "share", "椿浦港: 2,150 ÷ 4,300 = 50.0%", (50,), "椿浦港"),
    ("What share of the total capacity does Ashmere have?", "share", "Ashmere: 4,200 ÷ 17,230 = 24.4%", (100 * 4200 / 17230,),
     "Ashmere"),
)  # fmt: skip
