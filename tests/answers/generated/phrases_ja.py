"""Japanese questions: for each operation phrasings in turn for development and for measuring.

Slots: scope (all rows of the table), noun (one of them), which, how (how many), row, a, b, names, col, adj, cond
("…が5以上の", standing before a noun), n, year, y1, y2, cat.
"""

# fmt: off
JAPANESE = {
    "lookup": """
{row}の{col}はどれくらいですか?
{row}の{col}はいくらですか。
{row}の{col}を教えて
{row}の{col}を教えてください。
{row}は{col}がどのくらいありますか
{row}における{col}の値は?
{row} {col}
{col} {row}
{row}の{col}が知りたい
{row}の{col}っていくつ?
""",
    "lookup_text": """
{row}の{col}は何ですか?
{row}の{col}は?
{row}の{col}を教えて。
{row}の{col}は何になっていますか
{row} {col}
{row}、{col}は何?
{row}の{col}はどれに当たりますか。
{row}について、{col}を教えてください
""",
    "lookup_two": """
{row}の{col}と{other}はそれぞれどれくらいですか?
{row}の{col}と{other}を教えて。
{row}の{col}および{other}は?
{row}の{col}、それから{other}はいくつですか
{row}について、{col}と{other}の両方を教えてください
{row}は{col}がいくつで、{other}がいくつか。
{row} {col} {other}
{row}の{col}と{other}は、それぞれいくら?
""",
    "lookup_date": """
{row}はいつ{verb}のですか?
{row}が{verb}のはいつですか。
{row}の{col}を教えて
{row}の{col}はいつ?
{row}が{verb}のはいつのこと?
いつ{row}は{verb}か
{row} {col}
{row}の{col}はいつになっていますか?
""",
    "lookup_year": """
{year}の{row}の{col}はどれくらいですか?
{row}の{year}の{col}を教えて。
{year}における{row}の{col}は?
{row}の{col}は{year}にはいくらでしたか
{row} {col} {year}
{row}では、{year}の{col}はどのくらいだったのか。
{year}、{row}の{col}はいくつだった?
{row}の{col}({year})を知りたい
""",
    "reverse": """
{scope}のうち、{col}が{value}なのは{which}ですか?
{col}が{value}の{noun}はどれですか。({scope})
{scope}で{col}が{value}なのは?
{scope}の中で、{col}がちょうど{value}の{noun}を教えて
{scope}で、{col}が{value}となっているのはどの{noun}か。
{scope}のうち{col}が{value}であるものは{which}?
{scope}において{col}が{value}の{noun}は{which}でしょうか
{scope}のうち、どの{noun}の{col}が{value}ですか
""",
    "filter": """
{scope}のうち、{cond}{noun}はどれですか?
{scope}のうち{cond}ものを全部教えて
{cond}{noun}を{scope}からすべて挙げてください。
{scope}で、{cond}{noun}をすべて挙げよ。
{scope}の中で{cond}のは{which}ですか
{scope}の中で、{cond}{noun}を一覧にして
{scope}のうち、{cond}{noun}は?
{scope}で{cond}{noun}をリストアップしてください
""",
    "count": """
{scope}のうち、{cond}{noun}は{how}ありますか?
{scope}で{cond}{noun}は{how}?
{scope}の中で、{cond}ものの数を教えて。
{scope}のうち{cond}{noun}の数は?
{scope}のうち、{cond}{noun}はいくつありますか
{scope}の中に{cond}{noun}は全部でいくつある?
{scope}で、{cond}{noun}の件数
{scope}に{cond}{noun}はいくつ含まれていますか。
""",
    "count_all": """
{scope}は全部で{how}ありますか?
{scope}は合わせて{how}ですか。
{scope}の数を教えて
{scope}はいくつ載っていますか
{scope}は{how}挙げられている?
{scope}はいくつありますか?
{scope}の総数は?
{scope}は全部でいくつ?
""",
    "superlative": """
{scope}のうち、{col}が最も{adj}のは{which}ですか?
{scope}の中で{col}が一番{adj}のは{which}?
{scope}で最も{col}が{adj}{noun}を教えて。
{scope}のうち、いちばん{col}が{adj}{noun}は?
{scope}において{col}が最も{adj}{noun}はどれか。
{col}が一番{adj}{noun}は{scope}のうち{which}でしょうか
{scope} {col} 最も{adj}
{scope}のうち{col}がもっとも{adj}ものはどれですか
""",
    "superlative_group": """
{scope}のうち、{cond}{noun}で{col}が最も{adj}のは{which}ですか?
{scope}で、{cond}ものの中で一番{col}が{adj}のは?
{cond}{scope}の中で、{col}が最も{adj}{noun}を教えて。
{scope}の{cond}{noun}のうち、{col}がいちばん{adj}のは{which}?
{scope}のうち{cond}ものに限ると、{col}が最も{adj}のは{which}ですか
{scope}で{cond}{noun}に限れば、{col}が一番{adj}のは?
{scope}のうち、{cond}{noun}の中で{col}がもっとも{adj}ものはどれか。
{scope}の中の{cond}{noun}では、どの{noun}の{col}が最も{adj}ですか
""",
    "superlative_year": """
{row}の{col}が最も{adj}年はいつですか?
{row}の{col}が一番{adj}のは何年ですか。
{row}の{col}が最も{adj}のはいつ?
{row}で{col}がいちばん{adj}のは何年?
{row}の{col}は何年に最も{adj}ですか
どの年に{row}の{col}は最も{adj}のか
{row}の{col}が一番{adj}年を教えて
{row} {col} 最も{adj} 年
""",
    "nth": """
{scope}のうち、{col}が{n}番目に{adj}のは{which}ですか?
{scope}の中で{n}番目に{col}が{adj}{noun}は?
{scope}で{col}が{n}番目に{adj}{noun}を教えて。
{scope}のうち、{n}番目に{col}が{adj}のは{which}?
{scope}を{col}の{adj}順に並べると、{n}番目は{which}ですか
{scope}において、{col}が{n}番目に{adj}ものはどれか。
{scope}で、{col}が{adj}方から{n}番目の{noun}は{which}ですか
{col}が{adj}方から数えて{n}番目なのは、{scope}のうち{which}でしょうか
""",
    "top": """
{scope}のうち、{col}が{adj}{noun}の上位{n}つを教えてください。
{scope}で{col}が{adj}順に{n}つ挙げて
{scope}の{col}の上位{n}つはどれですか?
{scope}の{col}トップ{n}は?
{col}が{adj}{noun}を上から{n}つ、{scope}の中から挙げよ。
{scope}を{col}の{adj}順に並べたときの最初の{n}つは?
{scope} {col} 上位{n}
{scope}の中で、{col}の{adj}方から{n}つはどれ?
""",
    "sum": """
{scope}の{col}の合計はいくらですか?
{scope}の{col}は合わせてどれくらい?
{scope}の{col}を全部足すといくつになりますか
{scope}全体の{col}の合計を教えて。
{scope}の{col}の総計を求めて
{scope}の{col}は全部でどのくらいですか?
{scope} {col} 合計
すべての{scope}の{col}を合計すると?
""",
    "sum_group": """
{scope}のうち、{cond}{noun}の{col}の合計はいくらですか?
{scope}で{cond}{noun}の{col}は合わせてどれくらい?
{scope}の中で{cond}ものの{col}を合計するといくつになりますか
{scope}のうち{cond}ものの{col}の総計を教えて。
{scope}の{cond}{noun}について、{col}の合計を求めて
{scope}で、{cond}{noun}の{col}を全部足すと?
{scope}のうち{cond}{noun}の{col}は全部でどれくらいですか
{cond}{scope}の{col}の合計は?
""",
    "sum_years": """
{row}の{y1}から{y2}までの{col}の合計はいくらですか?
{y1}から{y2}までに{row}の{col}は合わせてどれくらい?
{row}の{col}を{y1}から{y2}まで足すといくつになりますか
{row}の{col}の合計({y1}~{y2})を教えて。
{row}では{y1}から{y2}の間、{col}は合計でどのくらいだった?
{y1}~{y2}の{row}の{col}を合計すると?
{row}の{col}について、{y1}から{y2}までの総計を求めよ。
{row}の{col}は{y1}から{y2}までの合計でいくつですか
""",
    "sum_named": """
{names}の{col}の合計はいくらですか?
{names}の{col}は合わせてどれくらい?
{names}の{col}を足すといくつになりますか
{names}を合わせた{col}を教えて。
{names}の{col}を合計すると?
{names}の{col}の総計は?
{names}の合計の{col}はどのくらいですか。
{names}を合計すると{col}はいくつ?
""",
    "mean": """
{scope}の{col}の平均はいくらですか?
{scope}の平均の{col}は?
{scope}の{col}は平均するとどれくらいですか
{scope}の{col}は平均でどのくらい?
{scope}について、{col}の平均値を求めて
{scope}の{col}の平均を教えて。
{scope} {col} 平均
{scope}一つあたりの{col}は平均いくつですか
""",
    "mean_group": """
{scope}のうち、{cond}{noun}の{col}の平均はいくらですか?
{scope}で{cond}{noun}の平均の{col}は?
{scope}の中で{cond}ものの{col}は平均するとどれくらいですか
{scope}のうち{cond}{noun}の{col}は平均でどのくらい?
{scope}の{cond}{noun}について、{col}の平均値を求めて
{scope}のうち{cond}ものの{col}の平均を教えて。
{scope}で、{cond}{noun}に限った{col}の平均は?
{cond}{scope}の{col}の平均値はいくつですか
""",
    "mean_years": """
{row}の{y1}から{y2}までの{col}の平均はいくらですか?
{y1}から{y2}までの{row}の{col}は平均でどれくらい?
{row}の{col}を{y1}から{y2}まで平均すると?
{row}の{col}の平均値({y1}~{y2})を教えて。
{row}の{col}は{y1}から{y2}の間、平均いくつでしたか
{y1}~{y2}の{row}の平均の{col}は?
{row}について、{y1}から{y2}までの{col}の平均を求めよ。
{row}では{y1}から{y2}まで平均してどのくらいの{col}でしたか
""",
    "difference": """
{a}と{b}の{col}の差はどれくらいですか?
{a}と{b}では{col}にどれだけの差がありますか
{a}の{col}は{b}よりどれだけ{adj}ですか
{a}の{col}は{b}と比べてどのくらい{adj}?
{a}と{b}の{col}の差を求めて
{a}と{b}、{col}の差は?
{a}と{b}の{col}はどれだけ違いますか。
{a}は{b}より{col}がいくつ{adj}ですか?
""",
    "difference_years": """
{row}の{col}は{y1}と{y2}でどれだけ違いますか?
{row}の{y1}と{y2}の{col}の差はどれくらいですか
{row}の{col}の{y1}と{y2}の差を教えて
{row}の{col}について、{y2}と{y1}の差を求めよ。
{y1}と{y2}で、{row}の{col}の差は?
{row}では{y1}と{y2}の{col}にどれだけの差がありますか
{row} {col} {y1} {y2} 差
{row}の{col}は、{y1}と{y2}を比べるとどのくらい違う?
""",
    "ratio": """
{a}の{col}は{b}の何倍ですか?
{a}の{col}は{b}の{col}の何倍になりますか。
{col}でみると、{a}は{b}の何倍?
{a}は{b}に比べて{col}が何倍ですか
{a}の{col}は{b}の何倍に当たるか。
{a}と{b}の{col}を比べると、{a}は{b}の何倍でしょうか
{col}は{a}が{b}の何倍か教えて
{b}に対して{a}の{col}は何倍?
""",
    "share": """
{scope}の{col}の合計に占める{row}の割合は何%ですか?
{row}の{col}は{scope}全体の何パーセントですか。
{scope}全体の{col}のうち、{row}は何%を占める?
{scope}の{col}に占める{row}の割合を教えて
{row}は{scope}の{col}全体の何%に当たりますか
{scope}の{col}の何%が{row}ですか?
{row}の{col}が{scope}の合計に占める比率は?
{scope}の{col}における{row}の構成比は何%か。
""",
    "trend": """
{row}の{col}は{y1}から{y2}にかけて増えましたか、減りましたか?
{y1}から{y2}まで、{row}の{col}はどう変化しましたか
{row}の{col}は{y1}から{y2}にかけてどのように変わった?
{row}の{col}は{y1}から{y2}までにどれだけ増減しましたか
{row}の{y1}から{y2}までの{col}の推移を教えて
{row}の{col}は{y1}に比べて{y2}は増えた?減った?
{y1}と比べて{y2}の{row}の{col}は増加しましたか、減少しましたか。
{row}の{col}の変化({y1}から{y2})は?
""",
    "comparison": """
{a}と{b}では、どちらの{col}が{adj}ですか?
{a}と{b}、{col}が{adj}のはどっち?
{col}が{adj}のは{a}と{b}のどちらですか。
{a}と{b}のうち{col}が{adj}方を教えて
{a}と{b}とでは{col}はどちらの方が{adj}でしょうか
{col}は{a}と{b}のどちらが{adj}?
{a}と{b}を比べて、{col}が{adj}のはどちらか。
{a}と{b}だと{col}が{adj}のはどっちですか
""",
    "next": """
{scope}のうち、{row}の次に{col}が{adj}のは{which}ですか?
{scope}で{row}に次いで{col}が{adj}{noun}は?
{col}が{row}の次に{adj}{noun}を{scope}から教えて。
{scope}の中で、{col}の{adj}順で{row}の次に来るのは{which}?
{scope}で、{row}に続いて{col}が{adj}のは{which}ですか。
{scope}のうち{row}の次に{adj}{col}の{noun}はどれ?
{scope}の中で{col}が{row}に次いで{adj}ものは?
{col}の{adj}順に並べると、{scope}のうち{row}の次はどの{noun}ですか
""",
    "change": """
{row}の{col}は{y1}から{y2}までに何%変化しましたか?
{row}の{col}の{y1}から{y2}への変化率は?
{y1}に比べて{y2}の{row}の{col}は何パーセント増減した?
{row}の{col}は{y1}から{y2}にかけて何パーセント変わりましたか。
{row}の{col}の増減率({y1}から{y2})を教えて
{y1}と比べた{y2}の{row}の{col}の変化率を求めて
{row}の{col}、{y1}から{y2}で何%変わった?
{row}では{y1}から{y2}までに{col}が何%増減しましたか
""",
    "distinct": """
{scope}の{cat}は何種類ありますか?
{scope}には異なる{cat}がいくつありますか
{scope}で、{cat}は全部で何種類?
重複を除くと、{scope}の{cat}はいくつですか。
{scope}の{cat}の種類の数は?
{scope}に出てくる{cat}は何種類か教えて
{scope}には何種類の{cat}がありますか。
{scope}の{cat}を重複なしで数えるといくつ?
""",
    "most_frequent": """
{scope}で最も多い{cat}は何ですか?
{scope}の{cat}で一番多いのは?
{scope}のうち、いちばん多く現れる{cat}は?
{scope}で最もよく出てくる{cat}はどれですか。
{scope}の{cat}のうち、最も{noun}の多いものは?
{scope}では、どの{cat}の{noun}が一番多いですか
{noun}の数が最も多い{cat}は?({scope})
{scope}に一番多く見られる{cat}を教えて
""",
    "negated": """
{scope}のうち、{col}が{v}ではない{noun}はいくつありますか?
{scope}のうち{col}が{v}でないものの数は?
{scope}で{col}が{v}ではないものは{how}ありますか
{scope}の中に、{col}が{v}以外の{noun}は{how}ある?
{scope}で、{col}が{v}でない{noun}はいくつですか。
{col}が{v}ではない{noun}は{scope}に{how}ありますか
{v}以外の{col}の{noun}は、{scope}のうち{how}?
{scope}のうち、{col}が{v}に当たらない{noun}の数を教えて
""",
    "polar": """
{row}に{col}はありますか?
{row}には{col}がありますか。
{row}は{col}がある?
{row}に{col}はあるか
{row}って{col}はありますか
{row}では{col}はあるのか。
{row}には{col}がついていますか?
{col}は{row}にありますか?
""",
}
