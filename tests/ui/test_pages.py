"""What a person sees of a result and of a document: answer, evidence, labels in the right language, marks in place."""

from dataclasses import replace

import pytest

from kotae import Kotae
from kotae.answers.model import SURE, Doubt
from kotae_ui.asking import Asking, from_link
from kotae_ui.library import Library, Outcome
from kotae_ui.pages import Found, active_html, result_html, section_html
from kotae_ui.viewed import viewed

from .parsed import harmless, text_of, texts_of, wheres

BUILT = "When was the lighthouse built?"


def outcome(kotae: Kotae, question: str) -> Outcome:
    return Outcome(Asking(question), kotae.ask(question), kotae)


def test_an_answer_is_shown_with_its_words_marked_and_its_passage_first(library: Library) -> None:
    shown = library.ask(Asking(BUILT))
    tree = harmless(result_html(shown))
    assert text_of(tree, ".kt-answer-text") == "The lighthouse was built of granite in 1862."
    assert texts_of(tree, ".kt-answer-text mark") == ["1862"]
    assert [node.attributes["data-show"] for node in tree.css(".kt-chip")] == ["1"]
    assert texts_of(tree, ".kt-label") == ["Answer", "Evidence", "Also found"]
    assert texts_of(tree, ".kt-hit.cited .stands") == ["The lighthouse was built of granite in ", "1862", "."]
    assert texts_of(tree, ".kt-hit.cited mark") == ["1862"]
    assert [int(hit.attributes["data-rank"] or "") for hit in tree.css(".kt-hit")] == list(range(1, 9))
    assert text_of(tree, ".kt-meta").strip() == f"Certainty {round(100 * shown.result.certainty)} %"


def test_what_is_copied_is_the_answer_with_its_place(kotae: Kotae, brief: Kotae) -> None:
    copied = harmless(result_html(outcome(kotae, BUILT))).css_first("[data-copy]").attributes["data-copy"] or ""
    assert copied.startswith("The lighthouse was built of granite in 1862.\n")
    assert copied.endswith("The lighthouse at Cape Lorne, Construction")
    ja = harmless(result_html(outcome(brief, "ノースボルトが破産を申請したのはいつ?")))
    assert (ja.css_first("[data-copy]").attributes["data-copy"] or "").endswith("サプライチェーン再編の行方、8ページ")


def test_no_answer_is_said_and_what_comes_closest_is_shown(library: Library) -> None:
    tree = harmless(result_html(library.ask(Asking("Who wrote Hamlet?"))))
    assert text_of(tree, ".kt-none") == "Not in the documents"
    assert texts_of(tree, ".kt-label") == ["Closest passages (not an answer)"]
    assert tree.css(".kt-chip, [data-copy], .kt-hit.cited, .kt-answer-text, mark, .stands") == []
    assert len(tree.css(".kt-hit")) == 8


def test_how_tables_were_read_is_told_only_where_one_was(library: Library) -> None:
    uncertain = Asking("When did the Zanzibar tea company go under?", kinds="passages", strictness=0)
    tree = harmless(result_html(library.ask(uncertain)))
    assert text_of(tree, ".kt-level p").strip() == "Uncertain: check this against the page"
    assert tree.css(".kt-tried") == []


def test_nothing_within_the_filters_is_said(library: Library) -> None:
    tree = harmless(result_html(library.ask(Asking("富士山の標高は?", ("no such document",)))))
    assert "絞り込みに合う箇所が文書にありません。" in text_of(tree, ".kt-answer")
    assert tree.css(".kt-hit, .kt-evidence") == []


def test_each_part_of_a_question_has_its_answer_or_is_named(library: Library) -> None:
    both = harmless(result_html(library.ask(Asking(f"How many metres high is Mount Fuji? {BUILT}"))))
    assert texts_of(both, ".kt-answer-text mark") == ["3776メートル", "1862"]
    assert [node.attributes["data-show"] for node in both.css(".kt-chip")] == ["1", "2"]
    assert texts_of(both, ".kt-hit.cited mark") == ["3776メートル", "1862"]
    half = harmless(result_html(library.ask(Asking(f"{BUILT} Who wrote Hamlet?"))))
    assert text_of(half, ".kt-unanswered") == "Not in the documents: Who wrote Hamlet?"
    assert texts_of(half, ".kt-answer-text mark") == ["1862"]


@pytest.mark.parametrize("results", [1, 2, None])
@pytest.mark.parametrize(
    "question",
    [
        f"How many metres high is Mount Fuji? {BUILT}",
        "登山者が最も多いのは何年?",
        "When was it built and what broke it?",
    ],
)
def test_every_citation_leads_to_a_hit_that_is_there(library: Library, question: str, results: int | None) -> None:
    tree = harmless(result_html(library.ask(Asking(question, results=results))))
    for button in tree.css(".kt-chip"):
        (hit,) = tree.css(f"#kt-hit-{button.attributes['data-show']}")
        assert "cited" in (hit.attributes["class"] or "")


def test_a_table_shows_the_row_that_was_found_and_the_cells_that_answer(library: Library) -> None:
    tree = harmless(result_html(library.ask(Asking("2022年の登山者数は?"))))
    block = "#kt-table-1"
    assert text_of(tree, f"{block} caption") == "表1 富士山の登山者数"
    assert texts_of(tree, f"{block} th") == ["年", "登山者(人)", "救助(件)"]
    assert texts_of(tree, f"{block} tr.matched td") == ["2022", "160,145", "60"]
    assert texts_of(tree, f"{block} td.used") == ["160,145"]
    assert texts_of(tree, f"{block} tbody tr[hidden] td:first-child") == ["2021", "2023"]
    assert text_of(tree, f"{block} .kt-more .more") == "全3行を表示"
    assert tree.css_first(f"{block} .kt-more").attributes["data-more"] == "kt-table-1"


def test_a_label_over_several_columns_is_not_said_twice_in_an_answer(brief: Kotae) -> None:
    tree = harmless(result_html(outcome(brief, "先端半導体の国内生産拠点の確保は2023年度にいくら?")))
    assert text_of(tree, ".kt-answer-text") == "先端半導体の国内生産拠点の確保: 23年度: 6,322 (億円)"


def test_a_computed_answer_outlines_every_cell_that_it_uses(brief: Kotae) -> None:
    tree = harmless(result_html(outcome(brief, "先端半導体の国内生産拠点の確保に2021年度から2024年度まで合計いくら?")))
    assert texts_of(tree, ".kt-hit.cited td.used") == ["6,170", "4,500", "6,322", "4,714"]
    (row,) = {cell.parent.mem_id for cell in tree.css(".kt-hit.cited td.used") if cell.parent}
    assert row == tree.css_first(".kt-hit.cited tr.matched").mem_id
    assert tree.css(".kt-hit.cited tr:not([hidden]) td.used") != []


def test_of_another_table_that_answers_as_well_the_answer_is_shown_too(hostile: Library) -> None:
    shown = hostile.ask(Asking("Which flower had the most blooms at Larkfield?"))
    tree = harmless(result_html(shown))
    assert len(shown.result.others) == 1
    assert "Another table says" in text_of(tree, ".kt-other")
    assert shown.result.others[0].text in text_of(tree, ".kt-other")
    assert {"240", "310"} <= set(texts_of(tree, ".kt-hit.cited td.used"))


def test_on_a_pdf_page_the_boxes_of_the_evidence_are_the_strong_ones(brief: Kotae) -> None:
    shown = outcome(brief, "When did Northvolt go under?")
    where = wheres(harmless(result_html(shown)))[0]
    answer = shown.result.answer
    assert answer is not None
    assert (where["document"], where["format"], where["page"]) == ("critical-minerals-brief", "pdf", 8)
    strong = [(box["page"], box["x0"], box["y0"]) for box in where["boxes"] if box["strong"]]
    assert strong == [(box.page, box.x0, box.y0) for part in answer.evidence for box in part.boxes] != []
    assert len(where["boxes"]) == len(shown.result.hits[0].unit.boxes) > len(strong)


@pytest.mark.parametrize(
    "asking",
    [
        Asking("富士山の標高は? \"x\" & 'y' <z>"),
        Asking("When was it built?", ("fuji.md", "lighthouse.html"), "en", "passages", 3, 0.25),
    ],
)
def test_the_link_asks_the_same_again_and_the_exports_are_of_what_is_shown(library: Library, asking: Asking) -> None:
    tree = harmless(result_html(library.ask(asking)))
    article = tree.css_first("article")
    assert from_link(article.attributes["data-link"] or "") == asking
    assert (
        from_link((tree.css_first("[data-copy-link]").attributes["data-copy-link"] or "").removeprefix("?")) == asking
    )
    exports = [link.attributes["href"] or "" for link in tree.css("a[data-export]")]
    keys = {address.partition("shown=")[2] for address in exports}
    assert [address.partition("&")[0] for address in exports] == [
        f"kotae/export?format={form}" for form in ("md", "csv", "json")
    ]
    shown = library.shown(keys.pop())
    assert shown is not None
    assert shown.asking == asking
    assert keys == set()


@pytest.mark.parametrize(
    ("question", "language", "label"),
    [(BUILT, "en", "Answer"), ("灯台はいつ建てられましたか?", "ja", "答え"), ("灯塔是什么时候建成的?", "en", None)],
)
def test_labels_are_in_the_question_s_language_and_buttons_in_both(
    library: Library, question: str, language: str, label: str | None
) -> None:
    tree = harmless(result_html(library.ask(Asking(question))))
    assert tree.css_first("article").attributes["lang"] == language
    assert label is None or texts_of(tree, ".kt-label")[0] == label
    link = tree.css_first("[data-copy-link]")
    assert [(span.attributes["lang"], span.text()) for span in link.css("span")] == [
        ("ja", "リンクをコピー"),
        ("en", "Copy link"),
    ]


def test_texts_say_which_language_they_are_in(library: Library) -> None:
    tree = harmless(result_html(library.ask(Asking("How many metres high is Mount Fuji?"))))
    assert tree.css_first("article").attributes["lang"] == "en"
    assert tree.css_first(".kt-answer-text").attributes["lang"] == "ja"
    assert tree.css_first(".kt-hit.cited .kt-text").attributes["lang"] == "ja"


@pytest.mark.parametrize("question", [BUILT, "2022年の登山者数は?", "登山者が最も多いのは何年?", "Who wrote Hamlet?"])
def test_a_text_is_opened_at_the_place_of_each_hit(library: Library, question: str) -> None:
    """As the page viewer does it: with the section and the places that a hit names."""
    shown = library.ask(Asking(question))
    for hit, where in zip(shown.result.hits, wheres(harmless(result_html(shown))), strict=True):
        found = Found(where["unit"], tuple(map(tuple, where["stands"])), tuple(map(tuple, where["cells"])))
        section = harmless(section_html(shown.kotae, viewed(shown.kotae, where["document"]), where["page"], found))
        part = text_of(section, ".kt-part.found")
        if hit.unit.table is None:
            assert part.strip() == hit.unit.text
            assert texts_of(section, "mark") == [hit.unit.text[start:end] for start, end in where["stands"]]
        else:
            assert texts_of(section, "tr.matched td") == ([] if hit.unit.row is None else hit_cells(shown, hit.number))
            assert len(section.css("td.used")) == len(where["cells"])
            assert section.css("tr[hidden]") == []
        assert text_of(section, "h3") == " › ".join(hit.unit.headings)


def hit_cells(shown: Outcome, number: int) -> list[str]:
    records = shown.kotae.index.records
    unit = records.unit(number)
    assert unit.table is not None
    assert unit.row is not None
    return [cell.text for cell in records.table(records.unit_documents[number], unit.table).rows[unit.row].cells]


def test_a_section_that_does_not_exist_is_the_nearest_one(kotae: Kotae) -> None:
    first, last = (section_html(kotae, viewed(kotae, "fuji.md"), number, Found()) for number in (1, 3))
    assert "3776" in first
    assert "221,322" in last
    assert section_html(kotae, viewed(kotae, "fuji.md"), -5, Found()) == first
    assert section_html(kotae, viewed(kotae, "fuji.md"), 99, Found()) == last


@pytest.mark.parametrize(
    "found",
    [Found(10**18, ((0, 5),), ((0, 0),)), Found(-1), Found(0, ((9, 3), (-4, 10**18))), Found(3, (), ((99, 99),))],
)
def test_places_that_are_not_there_mark_nothing_that_is(kotae: Kotae, found: Found) -> None:
    plain = harmless(section_html(kotae, viewed(kotae, "fuji.md"), 3, Found()))
    section = harmless(section_html(kotae, viewed(kotae, "fuji.md"), 3, found))
    assert section.css("mark, td.used") == []
    assert section.text() == plain.text()


def test_a_document_without_text_opens_as_an_empty_one(hostile: Library) -> None:
    assert hostile.kotae is not None
    assert hostile.kotae.units("rule.md") == ()
    section = harmless(section_html(hostile.kotae, viewed(hostile.kotae, "rule.md"), 1, Found()))
    assert section.css(".kt-part") == []


def test_an_uncertain_answer_says_so_and_why(library: Library) -> None:
    shown = library.ask(Asking(BUILT))
    assert shown.result.status == "answered"
    doubts = (Doubt("unsaid", "granite"), Doubt("unsaid", "keeper"), Doubt("rival", "1911 <b>"))
    unsure = replace(shown.result, certainty=SURE - 0.01, doubts=doubts)
    tree = harmless(result_html(replace(shown, result=unsure)))
    assert "uncertain" in (tree.css_first("article").attributes["class"] or "")
    assert texts_of(tree, ".kt-level li") == [
        "Read in another way, the table says: 1911 <b>",
        "The evidence does not name “granite” “keeper”.",
    ]
    sure = harmless(result_html(shown))
    assert sure.css(".kt-level") == []
    assert "sure" in (sure.css_first("article").attributes["class"] or "")


def test_filters_that_are_on_can_be_taken_away_one_by_one() -> None:
    asking = Asking("q", ("a.md", "<b>.md"), "en", "tables", 3, 0.25)
    tree = harmless(active_html(asking, {"a.md": "Alpha", "<b>.md": "<i>Beta</i>"}))
    names = [button.attributes["data-unfilter"] or "" for button in tree.css(".kt-filter")]
    assert names == ["document:a.md", "document:<b>.md", "language", "kinds", "strictness"]
    assert "<i>Beta</i>" in text_of(tree, ".kt-active")
    left = asking
    for name in names:
        assert name in left.filters
        left = left.without(name)
        assert name not in left.filters
    assert left == Asking("q", results=3)
    assert asking.without("all") == left
    assert asking.without("documents") == asking.without("") == asking
    assert active_html(left, {}) == ""


def test_where_filters_leave_nothing_the_question_can_be_asked_without(library: Library) -> None:
    nothing = harmless(result_html(library.ask(Asking("富士山の標高は?", ("tea.txt",)))))
    assert [button.attributes["data-unfilter"] for button in nothing.css("[data-unfilter]")] == ["all"]
    assert harmless(result_html(library.ask(Asking("Who wrote Hamlet?")))).css("[data-unfilter]") == []
