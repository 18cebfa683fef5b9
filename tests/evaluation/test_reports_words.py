"""Reports say everything in both languages: each text in code and templates has its Japanese, with the same names in it."""

import re
from importlib import resources
from pathlib import Path
from string import Formatter

from evaluation.outcomes import found, outcome, question
from selectolax.lexbor import LexborHTMLParser

from kotae.evaluation.measures.catalogue import METRICS
from kotae.evaluation.measures.compare import compare
from kotae.evaluation.measures.summarise import summarise
from kotae.evaluation.reports.failures import LABELS
from kotae.evaluation.reports.html import report_html
from kotae.evaluation.reports.markdown import summary_markdown
from kotae.evaluation.reports.pictures import Album
from kotae.text.language import Language
from kotae.text.lists import read_lists

FOLDER = Path(str(resources.files("kotae.evaluation.reports")))
JAPANESE: dict[str, str] = read_lists("kotae.evaluation.reports", "words.ja.toml")
RUN = {"sets": [{"file": "sets/鉱物.jsonl"}], "settings": {"strictness": 0.15}, "index": {"documents": 2, "units": 9}}
# Names, which are the same in both languages, and the documents' own word.
SAME = r"Success|Recall|Precision|MRR|nDCG|AUROC|AURC|J?SQuAD|Kotae|kotae|eval|ID|ms|gold"


def test_every_text_has_its_japanese_with_the_same_names_in_it() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*")) if path.suffix in (".py", ".html")
    )
    said = set(re.findall(r"\bsay\(\s*[\"']([^\"'~]+)[\"']\s*[,)]", code))
    said |= {text for metric in METRICS.values() for text in (metric.label, metric.meaning)} | set(LABELS.values())
    assert len(said) > 100
    assert sorted(said - set(JAPANESE)) == []
    for english, japanese in JAPANESE.items():
        names = [{name for _, name, *_ in Formatter().parse(text) if name} for text in (english, japanese)]
        assert names[0] == names[1], english


def _report(language: Language) -> str:
    outcomes = [
        outcome(question("正しい", evidence=(("gold",),), kind="表"), "gold", 0.9, found("gold")),
        outcome(question("誤り", evidence=(("gold",),), kind="表"), "鉛", 0.8, found("gold と鉛")),
        outcome(question("二番", evidence=(("gold",),)), "gold", 0.8, found("鉛"), found("gold", page=2)),
        outcome(question("なし", answerable=False), "鉛", 0.9, found("鉛")),
        outcome(question("断り", evidence=(("gold",),)), None, 0.1),
    ]
    before = [outcome(one.question, None, 0.1) for one in outcomes]
    changed, summary = compare(before, outcomes, 0), summarise(outcomes, 0)
    tree = LexborHTMLParser(report_html(RUN, summary, outcomes, changed, Album(lambda _: None), language))
    assert tree.css_first("html").attributes["lang"] == language
    for one in tree.css("style, .failure .body ul, .failure h3, .id, bdi"):
        one.decompose()
    return f"{tree.body.text(separator=chr(10))}\n{summary_markdown(RUN, summary, changed, language)}"


def test_a_report_is_whole_in_either_language() -> None:
    english, japanese = _report("en"), _report("ja")
    assert "Wrong answer" in english
    assert "誤った答え" in japanese
    words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"[\w./]+\.(?:jsonl|json|html|md)", "", japanese)))
    assert {word for word in words if not re.fullmatch(SAME, word)} == set()
