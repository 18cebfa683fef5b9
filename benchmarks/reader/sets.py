"""The public sets as articles of paragraphs with questions, each from its own form."""

import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# XQuAD's last 24 articles are kept for the final measure and never opened here; of the first 24 the last six are left out.
XQUAD_OPEN, XQUAD_LEARNED = 24, 18
# One of so many of JaQuAD's articles is left out of training.
LEFT_OUT = 20
_PIECE = 1_500  # characters of a paper that are a paragraph here, nearly
_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:?!%)\]}]|'s|n't|'re|'ve|'ll|'d|'m|''|-RRB-)$")
_TITLE_END = " [SEP] "  # how JSQuAD parts the title from the text
_NO_SPACE_AFTER = frozenset(["(", "[", "{", "``", "-LRB-", "$", "#"])
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a paragraph; its answer is the characters [start, end) of the paragraph's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text and what is asked about it."""

    text: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """Paragraphs under one title; a question about one of them is not answered by the others. `rows` are read whole."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    rows: bool = False


def squad(documents: Iterable[dict[str, list[dict[str, object]]]]) -> list[Article]:
    """Return the articles of a file in SQuAD's form; the first answer of a question counts."""
    return [
        Article(
            str(article.get("title", "")),
            tuple(_paragraph(str(one["context"]), one["qas"]) for one in article["paragraphs"]),  # type: ignore[arg-type]
        )
        for article in documents
    ]


def _paragraph(text: str, questions: Iterable[dict[str, object]]) -> Paragraph:
    asked = []
    title = text.find(_TITLE_END) + len(_TITLE_END) if _TITLE_END in text else 0
    for one in questions:
        answer = one["answers"][0]  # type: ignore[index]
        start = int(answer["answer_start"])
        end = start + len(answer["text"])
        if start >= title and text[start:end] == answer["text"]:
            asked.append(Asked(str(one["question"]), start - title, end - title))
    return Paragraph(text[title:], tuple(asked))


def squad_file(file: Path) -> list[Article]:
    """Return the articles of a file in SQuAD's form, or JSQuAD's, whose texts begin with the title and a mark."""
    return squad(_data(file))


def jaquad(folder: Path, *, left_out: bool) -> list[Article]:
    """Return JaQuAD's training articles, either those left out of training or the others."""
    files = sorted((folder / "data" / "train").glob("*.json"))
    articles = [article for file in files for article in squad(_data(file))]
    return [one for one in articles if (zlib.crc32(one.title.encode()) % LEFT_OUT == 0) is left_out]


def xquad(folder: Path, language: str, *, left_out: bool) -> list[Article]:
    """Return the first articles of XQuAD in a language, either those left out of training or the others."""
    articles = squad(_data(folder / f"xquad.{language}.json")[:XQUAD_OPEN])
    return articles[XQUAD_LEARNED:] if left_out else articles[:XQUAD_LEARNED]


def crossed(questions: Sequence[Article], passages: Sequence[Article]) -> list[Article]:
    """Return the passages of one language with the questions of another; both in the same order."""
    return [
        Article(
            there.title,
            tuple(
                Paragraph(
                    said.text,
                    tuple(
                        Asked(one.text, two.start, two.end)
                        for one, two in zip(ask.questions, said.questions, strict=True)
                    ),
                )
                for ask, said in zip(here.paragraphs, there.paragraphs, strict=True)
            ),
        )
        for here, there in zip(questions, passages, strict=True)
    ]


def cmrc(folder: Path) -> list[Article]:
    """Return CMRC 2018's development and trial paragraphs (Chinese); no two are of one article."""
    files = sorted(folder.glob("cmrc2018_*.json"))
    return [Article("", article.paragraphs) for file in files for article in squad(_data(file))]


def drcd(folder: Path) -> list[Article]:
    """Return the articles of DRCD's development and test parts (Chinese in traditional characters)."""
    return [article for part in ("dev", "test") for article in squad(_data(folder / f"DRCD_{part}.json"))]


def covid(folder: Path) -> list[Article]:
    """Return COVID-QA's papers (English), in pieces that are read like the paragraphs of an article."""
    return [Article("", tuple(_cut(article.paragraphs[0]))) for article in squad(_data(folder / "covidQA.json"))]


def _cut(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a long text at the ends of its lines, with the questions that each piece answers."""
    start = 0
    while start < len(paragraph.text):
        end = paragraph.text.find("\n", start + _PIECE)
        end = len(paragraph.text) if end < 0 else end
        yield Paragraph(
            paragraph.text[start:end],
            tuple(
                Asked(one.text, one.start - start, one.end - start)
                for one in paragraph.questions
                if start <= one.start and one.end <= end
            ),
        )
        start = end + 1


def qed(folder: Path) -> list[Article]:
    """Return QED's development examples (English): questions that were typed into a search engine."""
    found = []
    for line in (folder / "qed-dev.jsonlines").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        answers = [answer for group in one["original_nq_answers"] for answer in group]
        if not answers:
            continue
        text, places = joined(one["paragraph_text"].split(" "))
        shortest = min(answers, key=lambda answer: answer["end"] - answer["start"])
        first = one["paragraph_text"][: shortest["start"]].count(" ")
        last = first + shortest["string"].strip().count(" ")
        asked = Asked(one["question_text"], places[first][0], places[last][1])
        found.append(Article(one["title_text"], (Paragraph(text, (asked,)),)))
    return found


def qamr(folder: Path) -> list[Article]:
    """Return QAMR's sentences (English, development and test), those of one page as the paragraphs of an article.

    A question counts where two of the three people who marked its answer marked the same words in a row.
    """
    lines = (folder / "wiki-sentences.tsv").read_text(encoding="utf-8").splitlines()
    sentences = dict(line.split("\t", 1) for line in lines)
    asked: dict[str, dict[str, str]] = defaultdict(dict)
    for part in ("dev", "test"):
        for line in (folder / f"{part}.tsv").read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            marks = Counter([fields[6], *(field.split(":", 1)[1] for field in fields[7:9])])
            answer, times = marks.most_common(1)[0]
            if times > 1 and len(fields[5].split()) > 3:
                asked[fields[0]].setdefault(fields[5], answer)
    pages: dict[str, list[Paragraph]] = defaultdict(list)
    for identity, sentence in sentences.items():
        text, places = joined(sentence.split(" "))
        pages[":".join(identity.split(":")[:3])].append(Paragraph(text, tuple(_marked(asked[identity], places))))
    return [Article("", tuple(paragraphs)) for paragraphs in pages.values()]


def _marked(asked: dict[str, str], places: Sequence[tuple[int, int]]) -> Iterator[Asked]:
    for question, answer in asked.items():
        words = [int(word) for word in answer.split()]
        if words and words == list(range(words[0], words[-1] + 1)) and words[-1] < len(places):
            yield Asked(question, places[words[0]][0], places[words[-1]][1])


def joined(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of words set apart by spaces as it is written, and where each of them stands in it."""
    text, places, glued = "", [], True
    for word in words:
        if not glued and not _NO_SPACE_BEFORE.match(word):
            text += " "
        start = len(text)
        text += _BRACKETS.get(word, word)
        places.append((start, len(text)))
        glued = word in _NO_SPACE_AFTER
    return text, places


def _data(file: Path) -> list[dict[str, list[dict[str, object]]]]:
    data: list[dict[str, list[dict[str, object]]]] = json.loads(file.read_text(encoding="utf-8"))["data"]
    return data
