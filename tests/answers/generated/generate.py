"""Documents with tables and questions about them, the same for the same seed."""

import math
import random
from collections import Counter
from collections.abc import Callable

from generated import operations, single
from generated.conditions import Asker
from generated.draw import frames
from generated.english_dev import ENGLISH_DEV
from generated.english_heldout import ENGLISH_HELDOUT
from generated.japanese_dev import JAPANESE_DEV
from generated.japanese_heldout import JAPANESE_HELDOUT
from generated.model import Domain, Expected, Frame, GeneratedDocument, GeneratedQuestion, Language, Split
from generated.operations import Drawn
from generated.phrases_en import ENGLISH
from generated.phrases_ja import JAPANESE
from generated.render import document

Operation = Callable[[Asker, Frame], Drawn]

DOMAINS: dict[Split, tuple[Domain, ...]] = {
    "dev": JAPANESE_DEV + ENGLISH_DEV,
    "heldout": JAPANESE_HELDOUT + ENGLISH_HELDOUT,
}

# What is drawn, under which name, and with which phrasings.
_OPERATIONS: tuple[tuple[str, str, Operation], ...] = (
    ("lookup", "lookup", single.lookup),
    ("lookup_two", "lookup_two", single.lookup_two),
    ("lookup_text", "lookup_text", single.lookup_text),
    ("lookup_date", "lookup_date", single.lookup_date),
    ("lookup_year", "lookup_year", single.lookup_year),
    ("reverse", "reverse", single.reverse),
    ("filter_number", "filter", operations.filtered("number")),
    ("filter_text", "filter", operations.filtered("text")),
    ("filter_date", "filter", operations.filtered("date")),
    ("group", "filter", operations.filtered("group")),
    ("filter_flag", "filter", operations.filtered("flag")),
    ("polar", "polar", operations.polar),
    ("count", "count", operations.count),
    ("count_all", "count_all", operations.count_all),
    ("superlative", "superlative", operations.superlative),
    ("superlative_group", "superlative_group", operations.superlative_group),
    ("superlative_year", "superlative_year", single.superlative_year),
    ("nth", "nth", operations.nth),
    ("top", "top", operations.top),
    ("sum", "sum", operations.over_rows(mean=False, group=False)),
    ("sum_group", "sum_group", operations.over_rows(mean=False, group=True)),
    ("sum_years", "sum_years", single.over_years(mean=False)),
    ("sum_named", "sum_named", operations.sum_named),
    ("mean", "mean", operations.over_rows(mean=True, group=False)),
    ("mean_group", "mean_group", operations.over_rows(mean=True, group=True)),
    ("mean_years", "mean_years", single.over_years(mean=True)),
    ("difference", "difference", operations.pair("difference")),
    ("difference_years", "difference_years", single.change("difference")),
    ("ratio", "ratio", operations.pair("ratio")),
    ("share", "share", operations.share),
    ("trend", "trend", single.change("trend")),
    ("comparison", "comparison", operations.pair("comparison")),
    ("next", "next", operations.following),
    ("change", "change", single.change("change")),
    ("distinct", "distinct", operations.distinct),
    ("most_frequent", "most_frequent", operations.most_frequent),
    ("negated", "negated", operations.negated),
    ("refuse_row", "lookup", single.refuse_row),
    ("refuse_column", "lookup_text", single.refuse_column),
    ("refuse_year", "lookup_year", single.refuse_year),
    ("refuse_superlative", "superlative", single.refuse_superlative),
)
_REFUSALS = 0.1
_CARELESS = 0.06
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_LANGUAGES: tuple[Language, ...] = ("ja", "en")


def phrasings(phrases: str, language: Language, split: Split) -> list[str]:
    """Return the phrasings of an operation that belong to a split: every other one."""
    lines = (JAPANESE if language == "ja" else ENGLISH)[phrases].strip().split("\n")
    return lines[0 if split == "dev" else 1 :: 2]


def generate(seed: int, split: Split, size: int = 300) -> tuple[list[GeneratedDocument], list[GeneratedQuestion]]:
    """Make the documents of a split and questions about them.

    Operations, languages of the question and of the table, domains and phrasings come up as evenly as what a domain
    holds allows.

    Args:
        seed: the same seed gives the same documents and questions.
        split: domains and phrasings of the two splits are disjoint.
        size: about how many questions; a tenth cannot be answered.
    """
    rng = random.Random(f"{seed} {split}")
    drawn = [frames(rng, domain, number) for number, domain in enumerate(DOMAINS[split])]
    documents = [document(tables[0].domain, tables) for tables in drawn]
    everything = [frame for tables in drawn for frame in tables]
    answerable = sum(not name.startswith("refuse") for name, _, _ in _OPERATIONS)
    used: Counter[tuple[str, ...]] = Counter()
    questions: list[GeneratedQuestion] = []
    for place, (name, phrases, operation) in enumerate(_OPERATIONS):
        refusal = name.startswith("refuse")
        part, kinds = (_REFUSALS, len(_OPERATIONS) - answerable) if refusal else (1 - _REFUSALS, answerable)
        many = math.ceil(size * part / kinds / len(_LANGUAGES))
        for language in _LANGUAGES:
            asker = Asker(rng, language, split)
            mine = phrasings(phrases, language, split)
            first = rng.randrange(len(mine))
            for index in range(many):
                phrase = mine[(first + index) % len(mine)]
                table_language = _LANGUAGES[(index + place) % 2]
                made = _question(asker, everything, used, name, table_language, operation, phrase)
                if made and made[0] not in {question.question for question in questions}:
                    questions.append(_numbered(len(questions), split, asker, name, made))
    return documents, questions


Made = tuple[str, Frame, Expected]


def _question(
    asker: Asker,
    everything: list[Frame],
    used: Counter[tuple[str, ...]],
    name: str,
    language: Language,
    operation: Operation,
    phrase: str,
) -> Made | None:
    """Ask the table of a language that was asked least so far, of those that the operation can be asked of."""
    order = [frame for frame in everything if frame.domain.language == language]
    asker.rng.shuffle(order)
    order.sort(key=lambda frame: (used[name, frame.domain.id], used[frame.domain.id,]))
    for frame in [*order, *order]:
        drawn = operation(asker, frame)
        if drawn is None or (drawn[1].kind == "refuse" and operation not in _UNANSWERABLE):
            continue
        used[name, frame.domain.id] += 1
        used[frame.domain.id,] += 1
        slots = _common(frame, asker.language) | drawn[0]
        return _typed(asker, phrase.format(**slots)), frame, drawn[1]
    return None


def _typed(asker: Asker, text: str) -> str:
    """Write a question as people type it: now and then with wide digits, or all in small letters."""
    careless = asker.rng.random() < _CARELESS
    if asker.language == "ja":
        text = text.replace("ののは", "のは")
        return text.translate(_WIDE) if careless else text
    text = text.replace("s's ", "s' ")
    return text.lower() if careless else text[:1].upper() + text[1:]


_UNANSWERABLE: tuple[Operation, ...] = (
    single.refuse_row,
    single.refuse_column,
    single.refuse_year,
    single.refuse_superlative,
)


def _common(frame: Frame, language: Language) -> dict[str, str]:
    domain = frame.domain
    return {
        "scope": domain.scope[language], "noun": domain.noun[language], "nouns": domain.nouns,
        "which": domain.which, "how": domain.how_many,
    }  # fmt: skip


def _numbered(number: int, split: Split, asker: Asker, name: str, made: Made) -> GeneratedQuestion:
    text, frame, expected = made
    return GeneratedQuestion(
        id=f"{split}-{number:03d}",
        question=text,
        language=asker.language,
        table_language=frame.domain.language,
        operation=name,
        expected=expected,
        document=frame.document,
    )
