"""Glosses: what words mean where they stand, as a reader of the other language would accept it."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kotae.embedding import Encoder
from kotae.lexicon.glosses import Glossary, pairs_in
from kotae.text.language import Language

GROUPS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("glosses.toml").read_text(encoding="utf-8"))[
    "groups"
]
# Measured: 140 of 154 from Japanese, 71 of 80 from English. The last 20 of these were written down after the weights had been
# chosen (18 of them, before that choice 16); the 40 before them before what Kotae says had been seen (38, before 36).
ACCEPTABLE = 0.85


@pytest.fixture(scope="module")
def glossary(cache: Path) -> Glossary:
    encoder = Encoder.load(cache=cache)
    return Glossary(cache, lambda texts: [one.vector for one in encoder.encode_queries(texts)] if texts else [])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_glosses_are_acceptable(glossary: Glossary, language: Language) -> None:
    right, count, wrong = 0, 0, []
    for group in GROUPS:
        if group["language"] != language:
            continue
        words: dict[str, list[str]] = group["words"]
        found = glossary.glosses([(word, group["context"]) for word in words], language)
        for (word, accepted), glosses in zip(words.items(), found, strict=True):
            told = " ".join(gloss.gloss for gloss in glosses)
            count += 1
            if told.casefold() in map(str.casefold, accepted):
                right += 1
            else:
                wrong.append((word, told))
    assert count >= (150 if language == "en" else 80)
    assert right / count >= ACCEPTABLE, (right, count, wrong)


def test_what_the_corpus_itself_says_comes_first_and_glosses_stand_on_their_words(glossary: Glossary) -> None:
    pairs = pairs_in(["国防生産法（DPA）にもとづく。", "a note (not a pair)"])
    assert pairs == {"国防生産法": "DPA", "DPA": "国防生産法"}
    text = "中国は国防生産法で21,706億円を支出した。"
    (found,) = glossary.glosses([(text, "")], "en", pairs)
    assert [text[one.start : one.end] for one in found] == [one.words for one in found]
    glosses = {one.words: one.gloss for one in found}
    assert (glosses["中国"], glosses["国防生産法"], glosses["21,706億円"]) == ("China", "DPA", "¥2.17 trillion")
    assert all(before.end <= after.start for before, after in pairwise(found))
    (names,) = glossary.glosses([("日野自動車の小木曽聡社長と高市早苗首相", "")], "en")
    told = [one.gloss for one in names]
    assert (told[0], told[1:3], told[4:6]) == ("Hino Motors", ["Ogiso", "Satoshi"], ["Takaichi", "Sanae"])
    (units,) = glossary.glosses([("生産量(千トン、億円)", "")], "en")
    assert [one.gloss for one in units] == ["production output", "thousand tonnes", "hundred million yen"]
    assert glossary.glosses([("", ""), ("123 !?", "")], "en") == [[], []]
