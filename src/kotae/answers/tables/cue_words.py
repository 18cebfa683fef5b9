"""The operation words themselves, Japanese and English: closed classes of the two languages, tied to no document."""

from typing import Literal

CueKind = Literal[
    "greatest", "least", "latest", "earliest", "place", "after", "top", "bottom", "sum", "mean", "count", "share",
    "difference", "ratio", "trend", "compare", "list", "except", "which_year", "rank",
]  # fmt: skip

_N_JA = r"(?P<n>\d{1,2}|[一二三四五六七八九十])"
_N_EN = r"(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_N2_EN = _N_EN.replace("?P<n>", "?P<m>")
_NTH_EN = r"(?P<n>\d{1,2}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_UP_EN = "most|largest|biggest|highest|greatest|longest|heaviest|widest|tallest|deepest|fastest|best|newest|latest"
_DOWN_EN = "least|smallest|lowest|fewest|shortest|lightest|cheapest|narrowest|worst|oldest|earliest"
_MORE_EN = "more|larger|bigger|higher|longer|greater|heavier|wider|taller|deeper|faster"
_LESS_EN = "less|fewer|lower|shorter|smaller|lighter|cheaper|narrower"
_UP_JA = "多い|大きい|大きな|高い|長い|広い|重い|深い|速い"
_DOWN_JA = "少ない|小さい|小さな|低い|短い|狭い|軽い|安い"
_COUNTERS = (
    "カ国|か国|ヶ国|ヵ国|件|社|種類|種|個|校|館|港|本|点|台|名|施設|路線|[カかヵヶ箇]所|事業|項目|行|都市|県|市|町|村|棟|店|団体|機|基|橋"
    "|駅|冊|通り|品目|作品|区|床|人|隻|頭|隊|便|自治体|地区|地域"
)

# The end of a scale; the adjective's beginning in Japanese; in English; what the scale may be called in a header.
ADJECTIVES: tuple[tuple[CueKind, str, str, str], ...] = (
    ("greatest", "多|大き|高|強", "most|largest|biggest|highest|greatest|strongest|maximum|max|leading|best|top", ""),
    ("greatest", "長", "longest", "長|length|延長|duration|期間"),
    ("greatest", "広", "widest|broadest", "面積|広|area|幅|width"),
    ("greatest", "重", "heaviest", "重|weight|mass"),
    ("greatest", "", "tallest", "高|height|標高|elevation"),
    ("greatest", "深", "deepest", "深|depth"),
    ("greatest", "速", "fastest|quickest", "速|speed"),
    ("greatest", "高価|高額", "most expensive|priciest", "価格|値段|料金|代金|費|price|cost|fee|fare|charge"),
    ("least", "少な|小さ|低|弱", "least|smallest|fewest|lowest|minimum|min|weakest|worst", ""),
    ("least", "短", "shortest|briefest", "長|length|延長|duration|期間|height|高"),
    ("least", "狭", "narrowest", "面積|広|area|幅|width"),
    ("least", "軽", "lightest", "重|weight|mass"),
    ("least", "安", "cheapest", "価格|値段|料金|代金|費|price|cost|fee|fare|charge"),
    ("least", "浅", "shallowest", "深|depth"),
    ("latest", "新し|最近|遅", "newest|latest|most recent|most recently|youngest", ""),
    ("earliest", "古|早", "oldest|earliest", ""),
)

PATTERNS: tuple[tuple[CueKind, str], ...] = (
    ("greatest", r"最大|最多|最高|最長|最上位|首位|トップ(?!\d)|(?:第)?(?<!\d)(?:1|一)位"),
    ("least", r"他のどの[^、。]{1,14}よりも?[^、。]{0,14}(?:少な|小さ|低|短|狭|軽|安)"),
    ("least", r"\b(?:less|fewer|lower|smaller) .{0,30}than any other\b"),
    ("greatest", r"他のどの[^、。]{1,14}よりも?[^、。]{0,14}(?:多|大き|高|長|広|重)"),
    ("greatest", r"\b(?:more|higher|larger|bigger) .{0,30}than any other\b"),
    ("greatest", r"\btops?\b(?! \d)|\bpeak(?:ed|s)?\b|\bcomes? out (?:on top|highest|first)\b|\bleads?\b|ピーク"),
    ("least", r"最小|最少|最低|最短|最下位|最安"),
    ("latest", r"最新|直近"),
    ("earliest", r"最古|最初"),
    ("place", rf"第?{_N_JA}(?:番目|番手|位)"),
    ("place", rf"\b{_NTH_EN}(?=[ -](?:{_UP_EN}|{_DOWN_EN}|most|least|\w+est)\b)"),
    ("place", rf"\b(?:ranks?|ranked|ranking|comes?|came|placed?|is|was|in) (?:in )?(?:the )?{_NTH_EN}\b"),
    ("place", r"(?<!の)次(?:に|いで)(?=多|大き|高|長|広|重|少な|小さ|低|短|狭|軽|安)"),
    ("place", r"\brunner-up\b|\bsecond place\b|\bnext[ -](?:most|largest|biggest|highest|longest)\b"),
    ("after", r"の次(?:に|いで|の)?|に次い?で|に続(?:く|いて)"),
    ("after", r"\b(?:right |just |next |immediately |second only )(?:after|behind|below|to)\b"),
    ("top", rf"(?:上位|トップ|ベスト)の?{_N_JA}"),
    ("top", rf"(?:{_UP_JA})(?:もの)?(?:順に|順で|ほうから|方から|の)?(?:上から)?{_N_JA}(?=つ|件|{_COUNTERS}|位まで)"),
    ("top", rf"\btop[ -]{_N_EN}\b|\bfirst {_N2_EN}\b"),
    ("top", rf"\b{_N_EN} (?:[^\W\d]+ ){{1,8}}(?:leads?|tops?|(?:is|are) (?:the )?(?:{_UP_EN}))\b"),
    ("top", rf"(?<!of )\b(?:which|what|the) {_N_EN} (?:[^\W\d]+ ){{1,8}}(?:the )?(?:{_UP_EN})\b"),
    ("bottom", rf"(?<!of )\b(?:which|what|the) {_N_EN} (?:[^\W\d]+ ){{1,8}}(?:the )?(?:{_DOWN_EN})\b"),
    ("top", rf"\b{_N_EN} (?:of the )?(?:[^\W\d]+ ){{1,8}}(?:with|that have|having) the (?:{_UP_EN})\b"),
    ("bottom", rf"\b{_N_EN} (?:of the )?(?:[^\W\d]+ ){{1,8}}(?:with|that have|having) the (?:{_DOWN_EN})\b"),
    ("top", rf"上から(?:順に|数えて)?{_N_JA}(?=つ|件|{_COUNTERS}|位)"),
    ("bottom", rf"下から(?:順に|数えて)?{_N_JA}(?=つ|件|{_COUNTERS}|位)"),
    ("top", rf"\b{_N_EN}[ -](?:{_UP_EN})\b"),
    ("top", rf"\b(?:{_UP_EN}) {_N_EN}\b"),
    ("top", rf"(?:{_UP_JA})[^、。?？\d]{{1,12}}(?:順に|を){_N_JA}(?=つ|件|{_COUNTERS}|位|$)"),
    ("bottom", rf"(?:{_DOWN_JA})[^、。?？\d]{{1,12}}(?:順に|を|から){_N_JA}(?=つ|件|{_COUNTERS}|位|$)"),
    ("bottom", rf"(?:下位|ワースト)の?{_N_JA}"),
    ("bottom", rf"(?:{_DOWN_JA})(?:もの)?(?:順に|順で|ほうから|方から|の)?(?:下から)?{_N_JA}(?=つ|件|{_COUNTERS}|位まで)"),
    ("bottom", rf"\bbottom[ -]{_N_EN}\b"),
    ("bottom", rf"\b{_N_EN}[ -](?:{_DOWN_EN})\b"),
    ("bottom", rf"\b(?:{_DOWN_EN}) {_N_EN}\b"),
    ("sum", r"合計|総計|総額|総数|総量|合わせ(?:て|ると|た)|足し(?:て|合わせ|た)|足す|トータル|全部で|全体で|合算|累計"),
    ("sum", r"総和|通算|足し上げ|\bbetween them\b|\boverall number\b|ひっくるめ"),
    ("sum", r"\bas a whole\b|\bsumm(?:ing|ed)\b|\bgrand total\b|\baccumulate[sd]?\b"),
    ("sum", r"まとめると|\ball told\b|\bplus\b"),
    ("sum", r"計(?=何|いくら|いくつ|で)"),
    ("sum", r"\b(?:in )?total\b|\bsums?\b|\badd(?:ed|ing)?\b(?: \w+)? (?:up|together)\b|\badd up\b|\bcombined\b"),
    ("sum", r"\baltogether\b|\bin all\b|\b(?:taken |put )?together\b|\baggregate\b|\bcumulative\b"),
    ("mean", r"平均|なら(?:す|し)と?|均[すし]|\baverage[sd]?\b|\bmean\b|\btypical(?:ly)?\b"),
    ("count", rf"何(?:{_COUNTERS}|つ)(?!目|番)|(?<![と計])いくつ|の数(?:は|を)|[件本台校館]数(?=は|を|$|[?？])|総数"),
    ("count", r"何(?![年月日時度割倍番位])[一-龠](?=ある|あり|です|か|が|の|、|[?？]|$)"),
    ("count", r"\bhow many\b|\bnumber of\b|\bcount\b"),
    ("share", r"割合|占め|比率|シェア|構成比|何(?:割|%|％|パーセント)"),
    ("share", r"\bshare\b|\bpercent(?:age)?\b|\bproportion\b|\bfraction\b|\bwhat (?:part|portion)\b"),
    ("share", r"\bhow (?:big|large) a (?:part|share)\b|\bhow much of (?:the|all)\b|\bout of the total\b"),
    ("share", r"\b(?:accounts?|accounted) for\b|\bma(?:kes?|de) up\b"),
    ("difference", r"の?差(?=は|が|を|額|って|$|[?？])|開き|隔たり|違(?:い|う)|異な|差額"),
    ("difference", rf"どれ(?:だけ|くらい|ぐらい|ほど)(?:{_UP_JA}|{_DOWN_JA}|上回|下回)"),
    ("difference", rf"(?:いくら|何[^\s、。?？年最一い倍]{{1,3}}?)(?:ほど|くらい|ぐらい)?(?:{_UP_JA}|{_DOWN_JA}|上回|下回)"),
    ("difference", rf"\bdifferences?\b|\bgap\b|\bhow (?:much|many|far)(?: (?!times)\w+){{0,3}} (?:{_MORE_EN}|{_LESS_EN})\b"),
    ("difference", r"何[^\s、。?？年最一い倍]{1,5}(?:高|長|重|深|広|多|少な|低|短|軽|狭)い"),
    ("difference", r"引[くい]|差し引|\bmargin\b|\bminus\b|\bseparates?\b|\blead over\b"),
    ("difference", r"\bby how (?:much|many)\b|\bhow far apart\b|\bdiffer(?:s|ed)?\b|\bapart\b"),
    ("ratio", rf"\bhow many times (?:as )?(?:{_MORE_EN})\b|何倍(?:多い|大きい|高い|長い|広い|重い)"),
    ("ratio", r"\bdivided by\b|対する比")  ,
    ("ratio", r"何倍|倍率|何分の|\bhow many times\b|\btimes (?:as|more|larger|bigger|higher|greater|that|the|longer)\b"),
    ("ratio", r"\bratio\b|\bmultiple of\b|\bby what factor\b"),
    ("trend", r"推移|増え|減っ|減り|減る|増加|減少|増減|伸び|変化|変わっ|変わり|どう(?:なった|なりました|動い)"),
    ("trend", r"\btrends?\b|\bchang(?:e|ed|es|ing)\b|\b(?:in|de)creas(?:e|ed|es|ing)\b|\bgr(?:ow|ew|own|owth)\b"),
    ("trend", r"\b(?:rise|rose|risen|fall|fell|fallen|drop|dropped|declined?|evolved?|shr[aiu]nk)\b"),
    ("trend", r"\bhow (?:has|have|did|do) .{1,60}\b(?:develop(?:ed)?|moved?|evolved?)\b"),
    ("trend", r"\bwhat happened to\b|\brising\b|\bfalling\b"),
    ("trend", r"\b(?:go|gone|went|going) (?:up|down)\b|\bclimb(?:ed)?\b"),
    ("compare", rf"\b(?:{_MORE_EN}|{_LESS_EN}|earlier|later|older|newer)\b"),
    ("compare", r"どちら|どっち|のほうが|の方が|[とに]比べ|\bor\b|\bcompared?\b|\bversus\b|\bvs\b|\bbetween the two\b"),
    ("list", r"すべて|全て|全部|挙げ|列挙|一覧|リスト|どれとどれ|どれ(?=です|か|が|$|[?？])|のは(?:何|どれ)|なにとなに"),
    ("list", r"\ball\b|\blist\b|\bname (?:the|all|every|each)\b|\bevery(?:thing)?\b|\beach\b|\benumerate\b|\bwhat are\b"),
    ("list", r"\bwhich (?:\w+ ){0,3}(?:are|were|have|had)\b|\bwhich (?:of|ones)\b"),
    ("except", r"では?ない|じゃない|\bnot\b|\bisn't\b|\baren't\b|\bwasn't\b"),
    ("except", r"[をは]?除(?:く|いて|いた|き|けば|外)|以外|[をは](?:別|外|抜)(?:に|し|き)"),
    ("except", r"\bexcept(?:ing| for)?\b|\bexclud(?:e|ing|ed)\b|\baside\b|\bapart from\b|\bother than\b|\bwithout\b"),
    ("except", r"\bnot counting\b|\bbesides\b|\bbut not\b"),
    ("which_year", r"何年|いつ|どの年|どの年度|\b(?:which|what) (?:fiscal |financial )?years?\b|\bwhen\b"),
    ("which_year", r"\bthe year\b|何年度"),
    ("which_year", r"\bthe (?:fiscal |financial )?year (?:with|in which|of|when|that)\b"),
    ("which_year", r"(?:のは|た|る|い)(?:どの|何)?年度?(?=は|を|$|[?？])"),
    ("rank", r"何(?:位|番目)|\bwhat (?:rank|place|position)\b|\bwhere (?:does|did) .*\brank\b|\bhow (?:does|did) .*\brank\b"),
)  # fmt: skip
