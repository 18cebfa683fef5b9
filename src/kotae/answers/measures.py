"""Which measure a question asks for ("how tall", 何トン), and whether a text states anything in such a unit."""

import re

# For every measure: the words that ask for it, and the units and words that state it.
_MEASURES = (
    (
        r"何(?:%|％|パーセント|割)|割合は|\bwhat (?:percentage|percent|share|proportion)\b",
        r"[%％‰]|パーセント|割|分の|半分|per ?cent|\b(?:half|third|quarter|fifth)s?\b|\bin (?:two|three|four|five|ten)\b",
    ),
    (
        r"何(?:メートル|キロメートル|センチ|ミリ|km|m|cm|mm)|標高|高さは|深さは|身長|\bhow (?:tall|deep|wide|high|far)\b",
        r"メートル|キロ|センチ|ミリ|\b(?:km|m|cm|mm|ft)\b|met(?:er|re)s?\b|\bfeet\b|\bmiles?\b|\binch",
    ),
    (
        r"何(?:平方|ヘクタール|アール|坪)|面積は|\bhow many (?:hectares|acres|square)\b",
        r"平方|ヘクタール|アール|坪|㎡|\b(?:km|m)[2²]|\bhectares?\b|\bacres?\b|\bsquare\b|\bha\b",
    ),
    (
        r"何(?:トン|キログラム|グラム|kg|g)|重さは|体重|\bhow heavy\b|\bweigh|\bhow many (?:tonnes?|tons?|kilogram|gram)",
        r"トン|キロ|グラム|\b(?:kg|g|t|mg)\b|\btonn?es?\b|\btons?\b|gram|\bpounds?\b",
    ),
    (
        r"何(?:度|℃)|温度は|気温は|融点|沸点|\b(?:melting|boiling|freezing) point\b|\btemperature\b",
        r"度|[℃°]|degrees?",
    ),
    (
        r"何(?:ノット|キロ毎時)|時速|速度は|\bhow fast\b|\bspeed\b",
        r"ノット|時速|秒速|knots?\b|km/h|an hour|mph|m/s",
    ),
    (
        r"何(?:時間|分間|秒|日間|週間|[カかヶケ箇]月|年間)|期間|\bhow many (?:hours|minutes|seconds|days|weeks|months)\b"
        r"|\bhow long\b",
        r"時間|分|秒|日|週|月|年|\b(?:hour|minute|second|day|week|month|year|night)s?\b|metres?|\(m\)",
    ),
)
_PATTERNS = tuple((re.compile(ask, re.IGNORECASE), re.compile(unit, re.IGNORECASE)) for ask, unit in _MEASURES)


def lacks_measure(question: str, text: str) -> bool:
    """Tell whether a question asks for a measure in whose units a text states nothing."""
    units = [unit for ask, unit in _PATTERNS if ask.search(question)]
    return bool(units) and not any(unit.search(text) for unit in units)
