"""Conditions on rows: how they are put in words, and which rows fulfil them."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from generated import written
from generated.model import Category, Day, Frame, Language, Number, Split, Value, View, When, Words

# Each entry has a Japanese phrase before a noun, or an English one behind a noun and one as a verb; in turn for the splits.
_NUMBER = {
    "ja": {
        "over": ("{col}が{v}を超える", "{col}が{v}より{high}", "{col}が{v}を上回る", "{col}が{v}超の"),
        "under": ("{col}が{v}未満の", "{col}が{v}を下回る", "{col}が{v}より{low}", "{col}が{v}に満たない"),
        "least": ("{col}が{v}以上の", "{col}が{v}以上である", "{col}が少なくとも{v}の", "{col}が{v}かそれ以上の"),
        "most": ("{col}が{v}以下の", "{col}が{v}以下である", "{col}が最大でも{v}の", "{col}が{v}かそれ以下の"),
    },
    "en": {
        "over": ("whose {col} {be} above {v}|have {col} above {v}", "with {col} of more than {v}|have {col} of more than {v}",
                 "whose {col} {be} over {v}|have {col} over {v}", "with {col} exceeding {v}|have {col} exceeding {v}"),
        "under": ("whose {col} {be} below {v}|have {col} below {v}", "with {col} of less than {v}|have {col} of less than {v}",
                  "whose {col} {be} under {v}|have {col} under {v}", "with {col} lower than {v}|have {col} lower than {v}"),
        "least": ("with {col} of at least {v}|have {col} of at least {v}", "with {col} of {v} or more|have {col} of {v} or more",
                  "whose {col} {be} at least {v}|have at least {v} for {col}",
                  "whose {col} {be} not less than {v}|have {col} of no less than {v}"),
        "most": ("with {col} of at most {v}|have {col} of at most {v}", "with {col} of {v} or less|have {col} of {v} or less",
                 "whose {col} {be} at most {v}|have at most {v} for {col}",
                 "whose {col} {be} not more than {v}|have {col} of no more than {v}"),
    },
}  # fmt: skip
_TEXT = {
    "ja": ("{col}が{v}の", "{col}が{v}である", "{col}が「{v}」の", "{col}が{v}となっている"),
    "en": ("whose {col} is {v}|have {col} {v}", "with {col} {v}|have {v} as {col}",
           "with {v} as {col}|have the {col} {v}", "with the {col} {v}|have {v} for {col}"),
}  # fmt: skip
_FLAG = {
    "ja": {
        "yes": ("{col}がある", "{col}のある", "{col}を備えた", "{col}を持つ"),
        "no": ("{col}がない", "{col}のない", "{col}を備えていない", "{col}を持たない"),
    },
    "en": {
        "yes": ("with {col}|have {col}", "that have {col}|have {col}",
                "having {col}|do have {col}", "that come with {col}|come with {col}"),
        "no": ("without {col}|do not have {col}", "that do not have {col}|have not {col}",
               "that lack {col}|lack {col}", "not having {col}|come without {col}"),
    },
}  # fmt: skip
_GROUP = {
    "ja": ("{v}の", "{v}に入る", "{v}に属する", "{v}に分類される"),
    "en": ("listed under {v}|are listed under {v}", "under {v}|come under {v}",
           "in the group {v}|are in the group {v}", "grouped under {v}|are grouped under {v}"),
}  # fmt: skip
_DATE = {
    "ja": {
        "after": ("{y1}年以降に{verb}", "{y1}年から後に{verb}", "{y1}年より後に{verb}", "{y1}年以後に{verb}"),
        "before": ("{y1}年より前に{verb}", "{y1}年以前に{verb}", "{y1}年までに{verb}", "{y1}年よりも前に{verb}"),
        "between": ("{y1}年から{y2}年までに{verb}", "{y1}年から{y2}年の間に{verb}", "{y1}年以降{y2}年以前に{verb}",
                    "{y1}年~{y2}年に{verb}"),
        "on": ("{v}に{verb}", "{v}に{verb}", "{v}付で{verb}", "{v}に{verb}"),
    },
    "en": {
        "after": ("that {verb} after {y1}|{verb} after {y1}", "that {verb} since {y1}|{verb} since {y1}",
                  "that {verb} later than {y1}|{verb} later than {y1}", "that {verb} in or after {y1}|{verb} in or after {y1}"),
        "before": ("that {verb} before {y1}|{verb} before {y1}", "that {verb} earlier than {y1}|{verb} earlier than {y1}",
                   "that {verb} prior to {y1}|{verb} prior to {y1}", "that {verb} until {y1}|{verb} until {y1}"),
        "between": ("that {verb} between {y1} and {y2}|{verb} between {y1} and {y2}",
                    "that {verb} from {y1} to {y2}|{verb} from {y1} to {y2}",
                    "that {verb} in {y1}-{y2}|{verb} in {y1}-{y2}",
                    "that {verb} from {y1} through {y2}|{verb} from {y1} through {y2}"),
        "on": ("that {verb} on {v}|{verb} on {v}",) * 4,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in words (before or behind a noun, and as a verb) with the rows that fulfil it."""

    cond: str
    does: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the random source, the language of the question, and which half of the phrasings it uses."""

    rng: random.Random
    language: Language
    split: Split

    def mine(self, phrases: tuple[str, ...] | list[str]) -> list[str]:
        """Return the half of the phrasings that belongs to the split."""
        return list(phrases[0 if self.split == "dev" else 1 :: 2])

    def name(self, frame: Frame, view: View) -> str:
        """Name a column in running text; one of a series with its year."""
        if frame.series is None:
            return self.column(view.column)
        year = written.year(view.year or 0, self.language, fiscal=frame.series.fiscal)
        name = self.column(view.column)
        return f"{year}の{name}" if self.language == "ja" else f"{name} in {year}"

    def column(self, column: Category | Number | When) -> str:
        """Name a column; what is counted is the number of it in English."""
        other = column.also if isinstance(column, Number) else None
        chosen = other if other and (self.language == "en" or self.rng.random() < 0.3) else column.name
        return written.lowered(chosen[self.language], self.language)

    def value(self, value: Decimal, column: Number) -> str:
        """Write an amount with its unit, save where the name of the column says what is counted."""
        text = written.amount(value, self.language, separator=self.rng.random() < 0.7, table=False)
        unit = column.unit[self.language]
        if self.language == "en" and column.also and column.also.en.startswith("number of"):
            unit = "thousand" if unit.startswith("thousand") else ""
        return written.with_unit(text, unit, self.language)


def be(name: str) -> str:
    """Return the verb that agrees with an English name."""
    first = name.split(" of ")[0].split(" in ")[0]
    return "are" if first.endswith("s") and not first.endswith(("ss", "us")) else "is"


def by_number(asker: Asker, frame: Frame, view: View) -> Condition | None:
    """Draw a bound that some rows keep and others do not."""
    column = view.column
    assert isinstance(column, Number)
    present = sorted({value for value in view.values if isinstance(value, Decimal)})
    if len(present) < 4 or (asker.language != frame.domain.language and not column.cross):
        return None
    kind = asker.rng.choice(("over", "under", "least", "most"))
    index = asker.rng.randint(1, len(present) - 2)
    bound = _between(present[index - 1], present[index])
    if kind in ("least", "most") and asker.rng.random() < 0.4:
        bound = present[index]
    tests: dict[str, Callable[[Decimal], bool]] = {
        "over": lambda value: value > bound,
        "under": lambda value: value < bound,
        "least": lambda value: value >= bound,
        "most": lambda value: value <= bound,
    }
    rows = tuple(row for row, value in enumerate(view.values) if isinstance(value, Decimal) and tests[kind](value))
    order, name = column.order, asker.name(frame, view)
    slots = {"col": name, "be": be(name), "v": asker.value(bound, column), "high": order.high.ja, "low": order.low.ja}
    return _condition(asker, _NUMBER[asker.language][kind], slots, rows)


def by_text(asker: Asker, frame: Frame, index: int) -> Condition | None:
    """Draw a word of a column or the label of a group."""
    view = frame.views[index]
    column = view.column
    assert isinstance(column, Category)
    chosen = asker.rng.choice(sorted((value for value in view.values if isinstance(value, Words)), key=repr))
    rows = tuple(row for row, value in enumerate(view.values) if value == chosen)
    language = asker.language
    if column.verb:
        slots = {"verb": column.verb[language], "v": chosen[language]}
        return _condition(asker, _DATE[language]["on"], slots, rows)
    grouped = frame.layout.group == "rows" and frame.domain.group == index
    slots = {"col": asker.column(column), "v": chosen[language]}
    return _condition(asker, (_GROUP if grouped else _TEXT)[language], slots, rows)


def by_flag(asker: Asker, view: View) -> Condition | None:
    """Draw whether rows have what a column of yes and no is about."""
    column = view.column
    assert isinstance(column, Category)
    way = asker.rng.choice(("yes", "no"))
    mark = column.values[0 if way == "yes" else 1]
    rows = tuple(row for row, value in enumerate(view.values) if value == mark)
    return _condition(asker, _FLAG[asker.language][way], {"col": column.name[asker.language]}, rows)


def by_date(asker: Asker, view: View) -> Condition | None:
    """Draw a year that no row has, before or after which some rows lie, or two such years."""
    column = view.column
    assert isinstance(column, When)
    years = [value.year for value in view.values if isinstance(value, Day)]
    free = [year for year in range(min(years) + 1, max(years)) if year not in years]
    if len(free) < 2:
        return None
    kind = asker.rng.choice(("after", "before", "between"))
    first, last = sorted(asker.rng.sample(free, 2))

    def fits(value: Value) -> bool:
        assert isinstance(value, Day)
        return {"after": value.year > first, "before": value.year < first, "between": first < value.year < last}[kind]

    rows = tuple(row for row, value in enumerate(view.values) if fits(value))
    slots = {"y1": str(first), "y2": str(last), "verb": column.verb[asker.language]}
    return _condition(asker, _DATE[asker.language][kind], slots, rows)


def _condition(
    asker: Asker, phrases: tuple[str, ...], slots: dict[str, str], rows: tuple[int, ...]
) -> Condition | None:
    if not rows:
        return None
    before, _, verb = asker.rng.choice(asker.mine(phrases)).format(**slots).partition("|")
    return Condition(before, verb, rows)


def _between(low: Decimal, high: Decimal) -> Decimal:
    """Return the roundest number between two."""
    middle = (low + high) / 2
    for digits in range(1, 12):
        scale = middle.adjusted() - digits + 1
        rounded = middle.quantize(Decimal(1).scaleb(scale), rounding=ROUND_HALF_EVEN)
        if low < rounded < high:
            return Decimal(f"{rounded:f}")
    return middle
