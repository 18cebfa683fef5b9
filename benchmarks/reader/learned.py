"""What the reader is learned from, with shares and licences, and what is left out to measure it on."""

from pathlib import Path

from examples import Source
from glosses import Glosses
from sets import Article, cmrc, covid, crossed, drcd, jaquad, qamr, qed, squad_file, xquad
from table_rows import securities_rows, wikipedia_rows

from kotae.embedding.convert import cache_folder

SEED = 20261126
_COUNTED = 4  # words are counted in one of so many paragraphs
_OTHERS = ("de", "es", "ru", "vi")
LICENCES = {
    "JaQuAD, train (SkelterLabsInc/JaQuAD)": "CC BY-SA 3.0",
    "XQuAD, first 18 articles, six languages (google-deepmind/xquad)": "CC BY-SA 4.0",
    "QED, dev (google-research-datasets/QED)": "CC BY-SA 3.0",
    "QAMR, dev and test (uwnlp/qamr)": "MIT",
    "COVID-QA (deepset-ai/COVID-QA)": "Apache-2.0",
    "CMRC 2018, dev and trial (ymcui/cmrc2018)": "CC BY-SA 4.0",
    "DRCD, dev and test (DRCKnowledgeTeam/DRCD)": "CC BY-SA 3.0",
    "WikiTableQuestions, random-split-1-train, tables to learn from (ppasupat/WikiTableQuestions)": "CC BY-SA 4.0",
    "UFO-2024 Table QA, train, reports behind the first 60 (nlp-for-japanese-securities-reports/ufo-2024)":
        "EDINET's terms of use (public data licence 1.0)",
    "JMdict and JMnedict, for questions in English words": "CC BY-SA 4.0",
    "multilingual-e5-small, below and before training": "MIT",
}  # fmt: skip


def sources(data: Path) -> list[Source]:
    """Return what is learned from, with its shares of the questions."""
    japanese = jaquad(data / "jaquad", left_out=False)
    english, chinese = (xquad(data / "xquad", language, left_out=False) for language in ("en", "zh"))
    others = [xquad(data / "xquad", language, left_out=False) for language in _OTHERS]
    glosses = Glosses(cache_folder(), (one.text for article in japanese for one in article.paragraphs[::_COUNTED]))
    return [
        Source("JaQuAD", 0.33, japanese),
        Source("JaQuAD, its questions in other words", 0.12, japanese, glosses.reworded),
        Source("JaQuAD, its questions in English words", 0.14, japanese, glosses.question),
        Source("XQuAD en", 0.015, english),
        Source("XQuAD zh", 0.005, chinese),
        Source("XQuAD en over zh", 0.02, crossed(english, chinese)),
        Source("XQuAD zh over en", 0.01, crossed(chinese, english)),
        Source("XQuAD en over others", 0.02, [article for other in others for article in crossed(english, other)]),
        Source("QED", 0.04, qed(data / "qed")),
        Source("QAMR", 0.12, qamr(data / "qamr")),
        Source("COVID-QA", 0.03, covid(data / "covid")),
        Source("CMRC 2018", 0.03, cmrc(data / "cmrc")),
        Source("DRCD", 0.04, drcd(data / "drcd")),
        Source("UFO-2024, rows", 0.05, securities_rows(data / "ufo", left_out=False)),
        Source("WikiTableQuestions, rows", 0.03, wikipedia_rows(data / "wtq", left_out=False)),
    ]


def left_out(data: Path, jsquad: Path | None) -> dict[str, list[Article]]:
    """Return what is only measured on; nothing of it was learned from."""
    english, chinese = (xquad(data / "xquad", language, left_out=True) for language in ("en", "zh"))
    measured = {
        "JaQuAD train, articles left out": jaquad(data / "jaquad", left_out=True),
        "XQuAD, articles 19 to 24, en": english,
        "XQuAD, articles 19 to 24, en over zh": crossed(english, chinese),
        "UFO-2024, rows of the first 60 reports": securities_rows(data / "ufo", left_out=True),
        "WikiTableQuestions, rows of tables left out": wikipedia_rows(data / "wtq", left_out=True),
    }
    if jsquad is not None and jsquad.is_file():
        measured["JSQuAD validation"] = squad_file(jsquad)
    return measured
