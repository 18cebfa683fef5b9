"""The report of a run as a browser takes it."""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from evaluation.outcomes import found, outcome, question
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kotae.answers.model import Answer, Evidence
from kotae.documents.model import Box
from kotae.documents.pdf.render import page_png
from kotae.errors import CorpusError
from kotae.evaluation.measures.compare import compare
from kotae.evaluation.measures.summarise import summarise
from kotae.evaluation.model import Found, Outcome
from kotae.evaluation.reports.html import report_html
from kotae.evaluation.reports.pictures import Album

RUN = {"sets": [{"file": "sets/minerals.jsonl"}], "settings": {"strictness": 0.15}, "model": "small"}
HOSTILE = (
    """</style></script><script>alert(1)</script> <img src=x onerror=alert(2)> "onload="alert(3)" '{{7*7}} &lt;b&gt;"""
)
UNSHOWN = "a\x00b\ud800c\x1bd\u202ee"


def no_pictures(_: Found) -> None:
    return None


def report(
    outcomes: Sequence[Outcome],
    pictures: Callable[[Found], bytes | None] = no_pictures,
    baseline: Sequence[Outcome] | None = None,
) -> LexborHTMLParser:
    """Return the report of outcomes, parsed, making sure that it can be written and nothing in it runs or loads."""
    comparison = compare(baseline, outcomes, 0) if baseline is not None else None
    html = report_html(RUN, summarise(outcomes, 0), outcomes, comparison, Album(pictures), "en")
    html.encode("utf-8")
    assert "\x00" not in html
    tree = LexborHTMLParser(html)
    assert tree.css("script, link, iframe, object, embed, img, base, form, foreignObject") == []
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert re.fullmatch(r"(?!on)[A-Za-z-]+", name), node.html
            assert name not in ("src", "href", "action") or re.match(r"#|data:image/", value or ""), node.html
    for style in tree.css("style"):
        assert not re.search(r"@import|url\(|expression", style.text())
    policy = tree.css_first("meta[http-equiv]").attributes["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return tree


def text(node: LexborNode | LexborHTMLParser, selector: str) -> str:
    (one,) = node.css(selector)
    return " ".join(one.text().split())


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a PDF of two pages, 300 by 400 points."""
    path = tmp_path_factory.mktemp("pdf") / "d.pdf"
    document = pymupdf.open()
    for number in (1, 2):
        document.new_page(width=300, height=400).insert_text((40, 60), f"The gold is on page {number}.")
    document.save(path)
    return path


def boxed(words: str, page: int, *corners: tuple[float, float, float, float]) -> Found:
    return replace(found(words, "d", page), boxes=tuple(Box(page, *one) for one in corners))


MIXED = [
    outcome(question("right", evidence=(("gold",),), kind="fact"), "It is gold.", 0.9, found("gold")),
    outcome(question("wrong", evidence=(("gold",),), kind="fact"), "It is lead.", 0.8, found("gold and lead")),
    outcome(
        question(
            "ja", question="金はどこですか。", answers=("箱の中",), evidence=(("箱の中",),), language="ja", kind="表"
        ),
        None,
        0.1,
        replace(found("棚の上"), rank=1),
        replace(found("金は箱の中にある"), rank=2),
        withheld=Answer("棚の上", (1,), ((0, 1),)),
    ),
    outcome(question("none", answers=(), answerable=False, kind="fact"), "It is lead.", 0.7, found("lead")),
    outcome(question("raised", kind="fact"), status="failed", error="KeyError: 'gold'"),
]


def test_every_failure_is_there_with_what_was_expected_and_what_came_back() -> None:
    tree = report(MIXED)
    shown = {text(failure, ".id"): failure for failure in tree.css(".failure")}
    assert list(shown) == ["wrong", "ja", "none", "raised"]
    assert text(shown["wrong"], ".badges") == "wrong answer"
    assert "Answer gold Evidence “gold” Kind fact" in " ".join(
        shown["wrong"].css_first(".body").text(separator=" ").split()
    )
    assert text(shown["wrong"], ".answer") == "It is lead."
    ja = shown["ja"]
    assert text(ja, ".badges") == "refused though answerable evidence at 2"
    assert text(ja, "h3") == "金はどこですか。"
    assert ja.css_first("h3").attributes["lang"] == "ja"
    assert "certainty 0.10, under the strictness of 0.15. It would have said:" in text(ja, ".body")
    assert text(ja, ".answer mark") == "棚"
    assert [hit.css_first(".right") is not None for hit in ja.css(".hits > li")] == [False, True]
    assert text(ja, ".hits .gold") == "箱の中"
    assert "none: the documents do not hold it" in text(shown["none"], ".body")
    assert text(shown["raised"], ".error") == "KeyError: 'gold'"


def test_the_numbers_are_those_of_the_summary() -> None:
    tree, summary = report(MIXED), summarise(MIXED, 0)
    tiles = {text(tile, "h3"): tile for tile in tree.css(".tiles li")}
    figure = summary.overall["Success@1"]
    assert text(tiles["Success@1"], ".value") == f"{figure.value:.3f}"
    assert f"{figure.low:.3f} to {figure.high:.3f} · n={figure.count}" in text(tiles["Success@1"], ".quiet")
    assert f"Japanese {summary.groups['language']['ja']['Success@1'].value:.3f}" in text(
        tiles["Success@1"], ".languages"
    )
    names = [" ".join(row.css_first("th").text().split()) for row in tree.css("section[aria-labelledby=all] tbody tr")]
    assert {"Success@1", "Recall@5", "F1, all", "AUROC", "False refusals (lower is better)"} <= set(names)
    bins = re.findall(r"(\S+): (\d+) questions", text(tree, "#chart-ranks"))
    assert bins == [("1", "2"), ("2", "1"), ("3", "0"), ("4–5", "0"), ("6–10", "0"), ("not", "0")]


def test_hostile_texts_are_only_texts() -> None:
    words = f"{HOSTILE} {UNSHOWN}"
    asked = question(
        HOSTILE, question=words, answers=(words,), evidence=((words,),), kind=words, note=words, documents={words: 1},
        extra={words: words},
    )  # fmt: skip
    answer = Answer(words, (1,), ((0, 5),), (Evidence(1, 3, 20, ()),))
    hit = replace(found(words, words, file=words), rank=1)
    bad = outcome(asked, answer, 0.9, hit)
    raised = outcome(replace(asked, id=f"{HOSTILE}2"), status="failed", error=words)
    baseline = [outcome(replace(one.question, answers=("script",)), "script") for one in (bad, raised)]
    outcomes = [replace(bad, answer=replace(answer, text="no")), raised]
    html = report_html(
        {**RUN, "sets": [{"file": words}], words: {words: words}, "problems": [words]},
        summarise(outcomes, 0), outcomes, compare(baseline, outcomes, 0), Album(no_pictures), "en",
    )  # fmt: skip
    html.encode("utf-8")
    tree = LexborHTMLParser(html)
    assert len(tree.css("script, img, [onload], [onerror]")) == 0
    assert "\x00" not in html
    shown = tree.css(".failure")[0]
    assert text(shown, "h3") == " ".join(f"{HOSTILE} a�b�c�d\u202ee".split())
    assert "49" not in text(shown, "h3")


def test_pages_are_embedded_once_with_their_boxes_on_them(pdf: Path) -> None:
    first = replace(boxed("lead", 1, (40, 50, 200, 62), (-50, 380, 900, 900), (500, 500, 600, 600)), rank=1)
    right = replace(boxed("gold", 2, (40, 50, 120, 62)), rank=2)
    answer = Answer("lead", (1,), (), (Evidence(1, 0, 4, (Box(1, 40, 50, 90, 62),)),))
    outcomes = [outcome(question(name, evidence=(("gold",),)), answer, 0.9, first, right) for name in ("a", "b")]
    tree = report(outcomes, lambda hit: page_png(pdf, hit.page))
    symbols = {symbol.attributes["id"]: symbol for symbol in tree.css("symbol")}
    assert len(symbols) == 2
    for symbol in symbols.values():
        assert symbol.attributes["viewBox"] == "0 0 300.0 400.0"
        kind, data = (symbol.css_first("image").attributes["href"] or "").split(";base64,")
        assert kind == "data:image/jpeg"
        picture = pymupdf.Pixmap(base64.b64decode(data))
        assert picture.width / picture.height == pytest.approx(300 / 400)
    pages = tree.css(".failure")[1].css("figure")
    assert [page.css_first("use").attributes["href"] for page in pages] == [f"#{name}" for name in symbols]
    assert [[rect.attributes["class"] for rect in page.css("rect")] for page in pages] == [
        ["box first", "box first", "box answer"],
        ["box right"],
    ]
    for rect in tree.css("figure rect.box"):
        x, y, width, height = (float(rect.attributes[name] or "") for name in ("x", "y", "width", "height"))
        assert 0 <= x < x + width <= 300
        assert 0 <= y < y + height <= 400


def test_the_page_where_evidence_should_be_is_shown_where_it_was_not_found(pdf: Path) -> None:
    asked = question("q", evidence=(("gold",),), documents={"d.pdf": 1}, page=2)
    seen: list[tuple[str, int]] = []

    def draw(hit: Found) -> bytes:
        seen.append((hit.document, hit.page))
        return page_png(pdf, hit.page)

    tree = report([outcome(asked, None, 0.1, boxed("lead", 1, (40, 50, 90, 62)))], draw)
    assert seen == [("d", 1), ("d", 2)]
    assert ["p. 2" in caption.text() for caption in tree.css("figure figcaption")][-2:] == [False, True]


def test_a_report_does_without_pictures_that_cannot_be_had() -> None:
    def gone(_: Found) -> bytes:
        raise CorpusError("d.pdf: the file is no longer there")

    for draw in (gone, lambda _: b"no picture"):
        assert report(MIXED, draw).css("symbol, figure svg use") == []


def test_a_file_stays_small_and_says_what_it_leaves_out(pdf: Path) -> None:
    long = "棚の上にある。" * 4000
    outcomes = [
        outcome(
            question(f"q{number}", evidence=(("gold",),)), "It is lead.", 0.9,
            *(replace(found(long, f"d{number}", rank), rank=rank) for rank in (1, 2, 3)),
        )
        for number in range(1000)
    ]  # fmt: skip
    png = page_png(pdf, 1)
    html = report_html(RUN, summarise(outcomes, 0), outcomes, None, Album(lambda _: png), "en")
    assert len(html.encode("utf-8")) < 15_000_000
    tree = LexborHTMLParser(html)
    assert len(tree.css(".failure")) == 300
    assert len(tree.css("symbol")) == 60
    assert len(tree.css(".failure-row")) == 700
    lead = text(tree, "section[aria-labelledby=failures] > .lead:first-of-type")
    assert "1,000 questions failed" in lead
    assert "The first 300 are shown whole, the others are listed; questions.jsonl has them all." in lead
    assert "60 have pictures" in lead


def test_failures_can_be_chosen_by_what_failed_and_by_language() -> None:
    tree = report(MIXED)
    kinds, languages = ([" ".join(label.text().split()) for label in one.css("label")] for one in tree.css("fieldset"))
    assert kinds == [
        "All 4", "Raised an error 1", "Answered though unanswerable 1", "Refused though answerable 1", "Wrong answer 1",
        "Evidence not first 1",
    ]  # fmt: skip
    assert languages == ["All 4", "Japanese 1", "English 3"]
    assert "body:has(#kind-wrong:checked) :is(.failure, .failure-row):not(.is-wrong) { display: none; }" in text(
        tree, "style"
    )
    assert [one.attributes["class"] for one in tree.css(".failure")][1] == "failure is-refused is-not_first in-ja"


def test_a_baseline_is_compared_and_its_questions_named() -> None:
    before = [replace(one, answer=None, status="not_found") if one.answer else one for one in MIXED]
    tree = report(MIXED, baseline=before)
    section = tree.css_first("section[aria-labelledby=compared]")
    assert "5 questions that both runs asked in the same words." in text(section, ".lead")
    titles = [" ".join(title.text().split()) for title in section.css("h3")]
    assert titles == [
        "Answer right: 1 won",
        "Answer right: 0 lost",
        "Unanswerable, refused: 0 won",
        "Unanswerable, refused: 1 lost",
    ]
    assert "right What is right?" in " ".join(section.css_first(".moved").text().split())


@pytest.mark.parametrize(
    "outcomes",
    [
        [],
        MIXED[:1],
        MIXED[2:3],
        [MIXED[3]],
        [MIXED[4]],
        [outcome(question("bare", answers=()), "Anything.", 1.0)],
        [outcome(question("quick"), "It is gold.", 0.0, milliseconds=0.0)],
    ],
    ids=["nothing", "no failure", "one language", "only unanswerable", "only failed", "no gold", "no time"],
)
def test_runs_that_lack_something_have_a_report(outcomes: list[Outcome]) -> None:
    tree = report(outcomes, baseline=outcomes)
    assert text(tree, "h1") == "Evaluation of minerals.jsonl"
    assert "nan" not in tree.body.text().lower().split()  # type: ignore[union-attr]


def test_charts_and_tables_can_be_read_aloud() -> None:
    tree = report(MIXED, baseline=MIXED)
    assert tree.css("main > section:not([aria-labelledby]), figure > svg:not([role=img]), th:not([scope])") == []
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    for node in tree.css("[aria-labelledby]"):
        assert node.attributes["aria-labelledby"] in ids
