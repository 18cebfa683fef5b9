"""What reads as a unit: symbols, scales, currencies, counters and measure words, and how they are put together."""

import re
import unicodedata

# Closed classes and the ways to combine them, so that a unit need not be listed whole. Left out is what stands as often
# for something else: (a) and (b) are panels, (Mg) and (Pt) metals, (GB) and (TW) countries, (株) a company, (年間) a period.
_SYMBOL = (
    r"(?:[kcmdμn]?m|[kmμnTG]?g|[kMG]?t|[cmdhkMG]l|[cmdhkMG]?L|[mkMG]?W|[kMGTP]?Wh|[kMGTPE]J|[mkM]V|[mk]A|[kM]?VA|[kMG]?Hz|"
    r"[hkMG]Pa|kN|[mμn]s|[kM]?ha|[mμ]?Sv|[kMGTP]?Bq|[kM]?cal|[kM]?toe|[kM]?tce|[kM]?boe|[kM]?bbl|[kKM]B|[kMG]?bps|"
    r"[kK][gG]|[kK][mMlL]|(?i:[kmg]wh?|twh|ha)|MMBtu|[bm]cm|lx|dB|rpm|hp|mmHg|pp[mbt]|TEU|FTEs?|dwt|DWT|cgt|mol|°(?:\s?[CF])?|"
    r"℃|℉|‰|%|bps?|pp|p\.p\.|hrs?|yrs?|(?:sq|cu)\.?\s?(?:km|mi|m|ft)|ft|oz|lbs?|[kMm]?b(?=/d))"
    r"(?:\^?[23]|[²³])?(?:[-\s]?CO2)?(?:[-\s]?(?:e|eq\.?|equivalent))?"
)
_CODE = (
    r"(?:USD|EUR|JPY|GBP|CNY|RMB|KRW|INR|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|RUB|UAH|CAD|AUD|NZD|HKD|TWD|SGD|THB|IDR|MYR|"
    r"PHP|VND|BRL|MXN|ARS|CLP|COP|ZAR|EGP|NGN|KES|ILS|AED|SAR|QAR)"
)
_SIGN = r"(?:(?:US|U\.S\.|AU?|CA?|HK|NT|NZ|S|R)?\s?\$|[€£¥₩₹₽฿])"
_SHORT = r"(?:mn|mln|bn|tn|[kmMB]|'000s?|000s?)"
_SCALE = (
    r"(?i:thousands?|millions?|billions?|trillions?|(?:hundreds?|tens)(?:\sof)?\s(?:thousands?|millions?|billions?))"
)
_MONEY = (
    rf"(?:(?i:current|constant|nominal|real)\s)?(?:\d{{4}}\s)?(?:(?:{_SIGN}|{_CODE})(?:\s?(?:{_SHORT}|{_SCALE}))?|"
    rf"[A-Z]{{3}}\s(?:bn|mn|mln|m|{_SCALE})|(?:{_SHORT}|{_SCALE})\s?(?:{_SIGN}|{_CODE}))"
)
_PHYSICAL_EN = (
    r"(?:(?:square|cubic|sq\.?|metric|short|long|troy|gross|net|deadweight|nautical|imperial)\s)*"
    r"(?:(?:kilo|mega|giga|tera|milli|micro|nano|centi|hecto)?(?:met(?:re|er)|lit(?:re|er)|gram(?:me)?|watt|watt[- ]hour|joule|"
    r"calorie|hertz|volt|ampere|byte|bit|tonne|ton|pascal)|hectare|acre|foot|feet|inch(?:es)?|mile|yard|gallon|bushel|barrel|"
    r"ounce|carat|knot|kilo|degree|basis\spoint|percentage\spoint)s?(?:\s(?:celsius|fahrenheit))?"
)
_MONEY_EN = (
    r"dollars|euros?|yen|pounds|francs|yuan|renminbi|won|rupees|crowns|kron(?:or|er|a|e)|pesos|reais|rou?bles|lira|zloty|forints?|"
    r"baht|ringgit|rupiah|dong|dirhams|riyals|rand|shekels|cents|pence"
)
_TIME_EN = r"seconds|minutes|hours|days|weeks|months|years|nights|times|points"
_COUNTED_EN = (
    r"people|persons|individuals|inhabitants|households|families|head|employees|workers|jobs|staff|students|pupils|teachers|"
    r"patients|beds|visitors|guests|passengers|participants|members|births|deaths|vehicles|cars|ships|vessels|boats|aircraft|"
    r"trains|units|items|cases|pieces|copies|books|volumes|pages|homes|dwellings|houses|buildings|rooms|sites|plants|farms|"
    r"companies|firms|enterprises|establishments|schools|shops|stores|trips|journeys|flights|visits|events|votes|seats|tickets|"
    r"containers|bottles|boxes|bags|pairs|trees|animals|birds|wells|accidents|patents|applications|licen[cs]es|permits|calls|"
    r"words|characters|games|matches|full-time\sequivalents"
)
_PERCENT_EN = r"(?:%|per\s?cent|percentages?)(?:\s(?:of|per|change|share|p\.a\.|y/y|yoy)(?:\s[\w&'-]+){0,5})?"
_ENGLISH = (
    rf"(?i:{_PERCENT_EN}|(?:\w+-)?(?:{_PHYSICAL_EN}|{_MONEY_EN}|{_TIME_EN}|{_COUNTED_EN})(?:\sof(?:\s[A-Za-z][\w&'-]*){{1,3}})?"
    r"(?:\sequivalents?)?)"
)
_NOT_COUNTED = r"(?!(?:per|by|in|and|or|except|unless|for|as|at|from|of)\b)"
_SCALED_EN = (
    rf"(?:(?:10{{0,2}}\s)?{_SCALE}|['’]000s?|000s)(?:\s(?:of\s)?(?:{_MONEY}|{_SYMBOL}|{_ENGLISH}|{_NOT_COUNTED}[A-Za-z$'-]+(?:\s{_NOT_COUNTED}[\w&'-]+){{0,2}}))?|"
    r"bn|mn"
)
_SCALE_JA = r"(?:十万|百万|千万|十億|百億|千億|百|千|万|億|兆)"
_COUNTER_JA = (
    r"延べ人|人[日月年泊時回]|人|名|世帯|戸|棟|軒|室|席|床|校|園|社|店|店舗|館|[かカヵケヶ箇個]所|[かカヵケヶ箇]国|件|点|冊|部|巻|編|曲|枚|本|通|台|両|"
    r"隻|艘|艇|機|基|門|個|箱|袋|缶|俵|束|玉|杯|膳|食|着|足|匹|頭|羽|尾|口|票|議席|問|語|字|文字|頁|回|倍|割|泊|組|便|区画|筆|坪|畳|"
    r"試合|種|条|項|章|首|句|話|段|輪|鉢|瓶|樽|粒|反|面|体|局|歩|周|戦|斤|貫|指数|円|銭|元|人民元|(?:米|豪|香港|台湾)ドル|総トン|重量トン"
)
_TIME_JA = r"分|秒|時間|日|日間|週|[かカヵケヶ箇]月|年|歳|才|度"
_KATAKANA = (
    r"(?:平方|立方)?(?:キロ|ミリ|センチ|メガ|ギガ|テラ|ペタ|ヘクト|デシ|マイクロ|ナノ)?(?:グラム|メートル|リットル|ワット時?|ジュール|ヘルツ|"
    r"パスカル|カロリー|ボルト|バイト|ビット|トン|ベクレル|シーベルト)|(?:平方|立方|人|トン|台)?キロ|ヘクタール|アール|エーカー|フィート|インチ|"
    r"マイル|ヤード|ポンド|オンス|ガロン|バレル|ブッシェル|カラット|ノット|ページ|パーセント|(?:%|パーセント)?ポイント|セット|ケース|パック|"
    r"ダース|ユニット|チーム|ドル|ユーロ|フラン|ウォン|ルピー|ルーブル|ペソ|バーツ|リンギット|ルピア|ドン|クローネ|クローナ|レアル|リラ"
)
_JAPANESE = rf"{_SCALE_JA}?(?:{_COUNTER_JA}|{_KATAKANA}|{_SYMBOL})|{_TIME_JA}|(?:十|百|千)?(?:億|兆)|百万|%点"
_MEASURE = re.compile(
    rf"(?:{_JAPANESE}|{_MONEY}|{_ENGLISH}|{_SCALED_EN})"
    r"(?:\s?/\s?(?:\d+\s?)?[^\s/()]{1,8}(?:/[^\s/()]{1,4})?|\sper\s[\w,.'-]+(?:\s[\w'-]+){0,3})?|"
    r"(?:[A-Za-z'-]+\s)?per\s\d[\d,]*\s[A-Za-z'-]+(?:\s[A-Za-z'-]+){0,2}"
)
_COUNTABLE = re.compile(_COUNTED_EN, re.IGNORECASE)
_PERCENTAGE = re.compile(r"[^\d()%]{1,12}%")
_LEAD = re.compile(
    r"^(?:(?:(?:figures|amounts|values|numbers)\s)?(?:expressed\s|measured\s)?in\s|(?:number|no\.)\sof\s(?=[a-z]))",
    re.IGNORECASE,
)
_KEPT = re.compile(r"[^²³℃℉]+")


def folded(text: str) -> str:
    """Return a text in its compatibility form, except that "km²" and "℃" stay what they are."""
    return _KEPT.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text).strip()


def measure_in(text: str) -> str:
    """Return the unit that a text is, without what leads to it ("in kt CO2", "number of beds"), or nothing.

    Args:
        text: what stands between brackets, or one of its parts, folded.
    """
    plain = _LEAD.sub("", text.strip())
    if _MEASURE.fullmatch(plain):
        return plain
    return "%" if _PERCENTAGE.fullmatch(plain) else ""


def is_countable(unit: str) -> bool:
    """Tell whether a unit is a word for things that are counted in whole numbers ("households")."""
    return bool(_COUNTABLE.fullmatch(unit))
