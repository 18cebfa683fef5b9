"""How values are written, in tables and in questions."""

from decimal import Decimal

from generated.model import Column, Day, Language, Number, Value, Words

_MONTHS = "January February March April May June July August September October November December".split()


def amount(value: Decimal, language: Language, *, separator: bool, table: bool = True) -> str:
    """Write a number: △ for a loss in Japanese tables, a hyphen elsewhere."""
    sign = "" if value >= 0 else "△" if language == "ja" and table else "-"
    return sign + (f"{abs(value):,f}" if separator else f"{abs(value):f}")


def with_unit(text: str, unit: str, language: Language) -> str:
    """Put a unit behind a number as the language does."""
    return text + unit if language == "ja" or unit == "%" else f"{text} {unit}".strip()


def day(value: Day, language: Language) -> str:
    """Write a date or the part of it that is known."""
    if language == "ja":
        return f"{value.year}年" + (f"{value.month}月" if value.month else "") + (f"{value.day}日" if value.day else "")
    parts = [str(value.day)] if value.day else []
    return " ".join([*parts, *([_MONTHS[value.month - 1]] if value.month else []), str(value.year)])


def year(value: int, language: Language, *, fiscal: bool) -> str:
    """Write a year as it heads a column, or as a question names it."""
    if language == "ja":
        return f"{value}年度" if fiscal else f"{value}年"
    return f"FY{value}" if fiscal else str(value)


def cell(value: Value, column: Column, language: Language, missing: str, *, separator: bool) -> str:
    """Write one cell of a table."""
    if value is None:
        return missing
    if isinstance(value, Words):
        return value[language]
    if isinstance(value, Day):
        return day(value, language)
    text = amount(value, language, separator=separator)
    return with_unit(text, column.unit[language], language) if isinstance(column, Number) and column.in_cells else text


def lowered(name: str, language: Language) -> str:
    """Write the name of a column in running text."""
    return name if language == "ja" or name[1:2].isupper() else name[:1].lower() + name[1:]


def joined(names: list[str], language: Language) -> str:
    """Write a list of names."""
    return "と".join(names) if language == "ja" else ", ".join(names[:-1]) + " and " + names[-1]
