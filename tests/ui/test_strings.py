"""The interface says everything in both languages, and has a text for every key that its code and templates name."""

import re
from importlib import resources
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from selectolax.lexbor import LexborHTMLParser
from support import ROOT

from kotae.answers.formulas.model import Operation
from kotae.answers.model import DoubtKind, Says
from kotae.corpus.fetching.outcome import State as Came
from kotae.documents.model import ShortfallKind, ShortfallReason
from kotae.evaluation.measures.catalogue import headline
from kotae.passages.units import UnitKind
from kotae.question.follow_up import Missing
from kotae_ui.asking import KindFilter, LanguageFilter
from kotae_ui.evaluating import State
from kotae_ui.judging import Verdict
from kotae_ui.library import Lack
from kotae_ui.pages import template
from kotae_ui.strings import say, strings

SOURCE = Path(str(resources.files("kotae_ui")))
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(SOURCE.rglob("*"))
    if path.suffix in (".py", ".html", ".js") and path.name != "strings.py"
)
GROUPS = "|".join(sorted({key.split(".")[0] for key in strings("en")}))
NAMED = {
    text
    for text in re.findall(rf"[\"']((?:{GROUPS})(?:[.][a-z_]+)*)[\"']", CODE)
    if not text.endswith((".html", ".js", ".json"))
} & {text for text in re.findall(r"[\"']([a-z_.]+)[\"']", CODE) if "." in text or text in strings("en")}
# Keys that are put together: what they begin with, and how they go on.
STAGES = re.findall(
    r"progress\(\"([a-z ]+)\"",
    "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "kotae" / "index").glob("*.py")),
)
PUT_TOGETHER: dict[str, set[str]] = {
    "answer.": {"no_question", "uncertain", "not_found"},
    "answer.source.": {*get_args(Says), "absent"},
    "documents.state.": {"current", "running", "stale"},
    "documents.": {"name", "format", "language", "pages", "passages", "rows", "actions"},
    "doubt.": set(get_args(DoubtKind)),
    "follow_up.": set(get_args(Missing)),
    "evaluate.state.": set(get_args(State)) - {"idle", "stopped", "failed", "done"},
    "filter.kinds.": set(get_args(KindFilter)),
    "filter.language.": set(get_args(LanguageFilter)),
    "health.": set(get_args(Lack)),
    "judge.": set(get_args(Verdict)),
    "kind.": set(get_args(UnitKind)),
    "metric.": {*headline, *(f"{name}.info" for name in headline)},
    "operation.": set(get_args(Operation)),
    "place.": {"page", "sheet", "slide"},
    "shortfall.": {*get_args(ShortfallKind), *get_args(ShortfallReason)},
    "sources.": {"name", "citation", "state", "actions"},
    "sources.came.": set(get_args(Came)),
    "stage.": {"waiting", *STAGES},
}
JOINED = {beginning + end for beginning, ends in PUT_TOGETHER.items() for end in ends}


def names(text: str) -> set[str]:
    """Return what is filled into a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert strings("ja").keys() == strings("en").keys()


@pytest.mark.parametrize("key", sorted(strings("en")))
def test_both_languages_fill_in_the_same_and_say_something(key: str) -> None:
    ja, en = strings("ja")[key], strings("en")[key]
    assert names(ja) == names(en)
    assert ja.strip() == ja != ""
    assert en.strip() == en != ""


def test_keys_are_put_together_only_where_this_test_knows() -> None:
    beginnings = re.findall(rf"[\"']((?:{GROUPS})(?:[.][a-z_]+)*[.])(?:[\"'] ~|\{{)", CODE)
    assert set(beginnings) == PUT_TOGETHER.keys()
    assert len(STAGES) >= 4


def test_every_key_that_is_named_has_a_text() -> None:
    assert len(NAMED) > 50
    assert strings("en").keys() >= NAMED | JOINED


def test_every_text_is_used() -> None:
    assert strings("en").keys() == NAMED | JOINED


def test_the_page_holds_the_words_that_its_script_says() -> None:
    said = set(re.findall(r"\bsay\(\"([a-z_.]+)\"", CODE))
    words = LexborHTMLParser(template("header.html")).css("#kt-words [data-key]")
    assert {word.attributes["data-key"] for word in words} == said != set()


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert say("en", "answer.unanswered", part="{part} {0.__class__}") == "Not in the documents: {part} {0.__class__}"
