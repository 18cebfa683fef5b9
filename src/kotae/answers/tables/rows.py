"""Which rows a question is about: those that it names one by one, and those that meet what it says of them."""

import re

from kotae.answers.tables import columns as choose
from kotae.answers.tables.cues import Cue, meets
from kotae.answers.tables.engine import Condition, DateWithin, InRows, NumberIs
from kotae.answers.tables.matching import Link
from kotae.answers.tables.reading import Reading
from kotae.answers.tables.relation import Column
from kotae.question.model import Amount, Period, Term
from kotae.text import numbers, units
from kotae.text.periods import period

_NUMBER = re.compile(r"[\d.,]+")
_KATAKANA = re.compile(r"[\u30a1-\u30fe]{3,}")
_QUALITY_EN = re.compile(
    r"\b(?:into|belongs? to|belonging to|under|by|made of|from|as|with|is|are|was|were|not) (?:(?:the|a|an) )?$",
    re.IGNORECASE,
)
_QUALITY_JA = re.compile(r"に(?:属|入る|入っ|注ぐ|注い|分類|当たる|該当)|の(?:見出し|欄|区分|部類)|(?:製|産|出身|系)の")
_VERB_FORM = re.compile(r"(?:ed|ing)$", re.IGNORECASE)
# Words that speak of tables, of choosing and of counting, and name nothing in particular.
_GENERAL = frozenset(
    (
        "数 額 金額 量 規模 程度 幾 間 名前 欄 項目 紹介 掲載 区分 見出し 下 上 時 際 記録 限定 場合 条件 計算 対象 順位"
        " 付け ランキング 辺り 当たり 全体 各 一覧 残り 値 数値 合計 結果 資料 among across between each per total head"
        " categori group kind type tabl report list annual overall see know made stand belong take descend ascend order"
        " rank come get reach sort brought ask want fall show"
    ).split()
)
_PREPOSITION = re.compile(
    r"\b(?:in|into|of|under|with|by|from|as|at|on|within|among|for|per|to) (?:(?:the|a|an|all|its|their) )?$",
    re.IGNORECASE,
)


def operands_of(reading: Reading) -> tuple[frozenset[int], ...]:
    """Return the sets of rows that the question names one by one, in its order.

    Values of different columns narrow each other down: "Kanto" and "hospitals" are the hospitals of Kanto.
    """
    by_column: dict[int, list[Link]] = {}
    for link in reading.links.values:
        by_column.setdefault(link.name.column, []).append(link)
    if not by_column:
        return ()
    finest = max(
        by_column, key=lambda column: (len(by_column[column]) > 1, -min(len(link.rows) for link in by_column[column]))
    )
    others = [
        frozenset().union(*(link.rows for link in links)) for column, links in by_column.items() if column != finest
    ]
    found = []
    for link in by_column[finest]:
        rows = link.rows
        for other in others:
            rows = rows & other or rows
        found.append(rows)
    return tuple(dict.fromkeys(found))


def the_row(reading: Reading) -> frozenset[int]:
    operands = operands_of(reading)
    if len(operands) == 1 and len(operands[0]) == 1:
        return operands[0]
    column = reading.relation.columns[reading.relation.label] if reading.relation.columns else None
    if not operands and column and column.kind == "date" and reading.spans:
        rows = dated(reading, column)
        return frozenset(rows) if len(rows) == 1 else frozenset()
    return frozenset()


def the_total(reading: Reading) -> frozenset[int]:
    """Return the row of the total, where there is one; the only row of a table of one."""
    if len(reading.relation.totals) == 1 and not unsaid(reading):
        return reading.relation.totals
    return reading.body if len(reading.body) == 1 else frozenset()


def pool(reading: Reading, measured: Column | None, apart: frozenset[int] = frozenset()) -> tuple[Condition, ...]:
    """Return the conditions on the rows that are counted, listed or put in order."""
    conditions: list[Condition] = []
    parts = reading.relation.parts
    by_column: dict[int, frozenset[int]] = {}
    except_cue = reading.cue("except")
    for link in reading.links.values:
        if link.rows <= apart:
            continue
        if except_cue and _link_near(reading, link, except_cue):
            conditions.append(InRows(link.rows, excluded=True))
            continue
        column = link.name.column
        by_column[column] = by_column.get(column, frozenset()) | link.rows
    chosen = list(by_column.values())
    body = reading.body if not any(rows <= parts for rows in chosen) else reading.body | parts
    return (InRows(body), *(InRows(rows) for rows in chosen), *conditions, *limits_of(reading, measured))


def limits_of(reading: Reading, measured: Column | None) -> list[Condition]:
    """Return the conditions on numbers and dates."""
    limits: list[Condition] = []
    relation = reading.relation
    dates = [column for column in relation.columns if column.kind == "date"]
    if reading.spans and dates and not relation.year_columns():
        column = choose.best(reading, dates) or dates[0]
        limits += [DateWithin(column.position, span.first, span.last) for span in reading.spans[:1]]
        if len(reading.spans) > 1:
            limits = []
    elif reading.spans and not relation.year_columns():
        limits += [InRows(rows) for span in reading.spans[:1] if (rows := _group_within(reading, span))]
    if measured is not None and measured.kind == "number":
        for amount in reading.amounts:
            value = _in_unit(amount, measured, reading)
            if value is not None:
                limits.append(NumberIs(measured.position, amount.comparison, value))
    return limits


def _group_within(reading: Reading, span: Period) -> frozenset[int]:
    """Return the rows of the groups that are headed by a date within a time."""
    found = set()
    for place, row in enumerate(reading.relation.table.rows):
        days = [days for label in row.group for date in numbers.dates(label) if (days := period(date))]
        if any(span.holds(first, last) for first, last in days):
            found.add(place)
    return frozenset(found)


def limited_column(reading: Reading) -> Column | None:
    """Return the column whose numbers the question limits."""
    if not reading.amounts:
        return None
    measured = choose.measure(reading)
    if measured:
        return measured[-1]
    units = {amount.unit.casefold() for amount in reading.amounts if amount.unit}
    fitting = [
        column
        for column in reading.relation.columns
        if column.kind == "number" and any(unit and unit in column.unit.casefold() for unit in units)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _in_unit(amount: Amount, column: Column, reading: Reading) -> float | None:
    """Return an amount in a column's unit; None for a bare number that no cell of the column has."""
    scale = numbers.scale(column.unit)
    value = amount.value
    converted = units.converted(value, amount.unit.strip(), column.unit) if amount.unit and column.unit else None
    if converted is not None and amount.stated:
        return converted
    values = [row.cells[column.position].number for row in reading.relation.table.rows]
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    if scale > 1 and (amount.scaled or (value > largest * 10 and value / scale <= largest * 10)):
        value = value / scale
    if not amount.stated and value not in values:
        return None
    return value


def dated(reading: Reading, column: Column) -> list[int]:
    """Return the rows of the times that the question names, or all dated rows where it names none."""
    found = []
    for place in sorted(reading.body):
        day = reading.relation.days(place, column.position)
        if day and (not reading.spans or any(span.holds(*day) for span in reading.spans)):
            found.append(place)
    return found


def link_before(reading: Reading, cue: Cue) -> Link | None:
    """Return the value that a word such as "after" speaks of: behind it in English, before it in Japanese."""
    japanese = not reading.question[cue.start : cue.end].isascii()
    concepts = reading.links.concepts
    if japanese:
        near = [link for link in reading.named if link.end(concepts) <= cue.start]
        return max(near, key=lambda link: link.end(concepts), default=None)
    near = [link for link in reading.named if link.start(concepts) >= cue.end]
    return min(near, key=lambda link: link.start(concepts), default=None)


def _link_near(reading: Reading, link: Link, cue: Cue) -> bool:
    """Tell whether a value is what "except" leaves out."""
    concepts = reading.links.concepts
    if not reading.question[cue.start : cue.end].isascii():
        return 0 <= cue.start - link.end(concepts) <= 3
    if reading.question[cue.start : cue.end].lower().endswith(("not", "n't")):
        return 0 <= link.start(concepts) - cue.end <= 4
    if reading.question[cue.start : cue.end].lower() == "aside":
        return 0 <= cue.start - link.end(concepts) <= 2
    return 0 <= link.start(concepts) - cue.end <= 12


def unmet(reading: Reading) -> list[Term]:
    """Return the words that surely name something, and that the table does not account for.

    Names, Japanese nouns, English words behind a preposition, and what follows a word of a header ("body height"). About a
    table in the other language only names, foreign words and what is said to be a quality of the rows: of others there
    may be no translation.
    """
    left = [
        concept
        for concept in unsaid(reading)
        if concept.normal not in _GENERAL and not _NUMBER.fullmatch(concept.normal) and not _is_verb(reading, concept)
    ]
    if reading.foreign:
        return [
            concept
            for concept in left
            if concept.proper or _KATAKANA.fullmatch(concept.normal) or _qualifies(reading, concept)
        ]
    return [
        concept for concept in left if concept.proper or not concept.normal.isascii() or _governed(reading, concept)
    ]


def _governed(reading: Reading, concept: Term) -> bool:
    """Tell whether an English word stands behind a preposition, or behind a word of a header as what that speaks of."""
    return bool(_PREPOSITION.search(reading.question[: concept.start])) or _heads(reading, concept)


def _qualifies(reading: Reading, concept: Term) -> bool:
    """Tell whether a word is said to be a quality of rows: "made of steel", "湖に注ぐ"."""
    if concept.normal.isascii():
        return bool(_QUALITY_EN.search(reading.question[: concept.start])) or _heads(reading, concept)
    return bool(_QUALITY_JA.match(reading.question, concept.end))


def _heads(reading: Reading, concept: Term) -> bool:
    """Tell whether a word is what a word of a measure's header only qualifies: "height" in "body height"."""
    links = reading.links
    measures = [link for link in links.headers if reading.relation.columns[link.name.column].kind == "number"]
    ends = {links.concepts[place].end for link in measures for place in link.concepts}
    return concept.start - 1 in ends and reading.question[concept.start - 1] == " "


def _is_verb(reading: Reading, concept: Term) -> bool:
    """Tell whether a word is a verb by its form: an English participle, a Japanese noun with する behind it."""
    if concept.normal.isascii():
        return bool(_VERB_FORM.search(reading.question[concept.start : concept.end]))
    return reading.question[concept.end : concept.end + 1] in ("さ", "し", "す", "で")


def unsaid(reading: Reading) -> list[Term]:
    """Return the words of the question that may name something and that the table does not account for."""
    cues = [(cue.start, cue.end) for cue in reading.cues]
    return [
        concept
        for place, concept in enumerate(reading.links.concepts)
        if concept.noun and place not in reading.links.bound and not meets(concept.start, concept.end, cues)
    ]
