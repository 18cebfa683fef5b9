"""A document's passages: under one heading, whole sentences, inside the model's window, with their places."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae.documents.model import Block, Box, Document, Page, Span
from kotae.embedding import TokenCounter
from kotae.passages.split import TARGET_TOKENS, split
from kotae.passages.units import Unit
from kotae.text import sentences

WINDOW = 512


def document(*elements: Block) -> Document:
    return Document("pdf", "title", (Page(1, 100, 100), Page(2, 100, 100)), elements)


def paragraph(text: str, page: int = 1) -> Block:
    return Block("paragraph", text, page)


def heading(text: str, level: int = 1) -> Block:
    return Block("heading", text, 1, level=level)


def by_characters(texts: Sequence[str]) -> list[int]:
    """Count as a model would whose tokens are characters, with two special tokens."""
    return [len(text) + 2 for text in texts]


def units_of(counter: TokenCounter, *elements: Block) -> list[Unit]:
    return split(document(*elements), counter.count_tokens, WINDOW)


def test_a_passage_never_crosses_a_heading(counter: TokenCounter) -> None:
    units = units_of(
        counter,
        heading("一章"),
        paragraph("短い。"),
        heading("一節", 2),
        paragraph("これも短い。"),
        heading("二章"),
        paragraph("また短い。"),
    )
    assert [(unit.headings, unit.text) for unit in units] == [
        (("一章",), "短い。"),
        (("一章", "一節"), "これも短い。"),
        (("二章",), "また短い。"),
    ]
    assert units[1].indexed == "一章 > 一節\nこれも短い。"


def test_short_neighbours_are_joined_and_long_ones_are_not(counter: TokenCounter) -> None:
    long = "重要鉱物は電池や半導体に欠かせない材料であり、供給は少数の国に偏っている。" * 4
    units = units_of(counter, paragraph("短い。"), paragraph("次も。"), paragraph(long), paragraph(long))
    assert [unit.text for unit in units] == [f"短い。\n次も。\n{long}", long]


def test_footnotes_captions_and_references_stand_alone(counter: TokenCounter) -> None:
    units = units_of(
        counter, paragraph("本文。"), Block("footnote", "注。", 1), paragraph("IEA[2024] Outlook"), paragraph("続き。")
    )
    assert [unit.text for unit in units] == ["本文。", "注。", "IEA[2024] Outlook", "続き。"]


def test_citations_in_a_passage_are_kept(counter: TokenCounter) -> None:
    (unit,) = units_of(counter, paragraph("鉱物はIEA[2024]に詳しい。"))
    assert unit.cites == ("IEA[2024]",)


@pytest.mark.parametrize(
    "sentence", ["The price of lithium rose by 12.5% in 2021. ", "政府は重要鉱物の輸出を制限し、供給網の再編を進める。"]
)
def test_a_long_paragraph_is_cut_between_sentences_to_fit_the_window(counter: TokenCounter, sentence: str) -> None:
    text = (sentence * 80).strip()
    units = units_of(counter, heading("輸出規制の経緯"), paragraph(text))
    assert len(units) > 1
    assert all(size <= WINDOW for size in counter.count_tokens([unit.indexed for unit in units]))
    assert all(unit.text.replace(sentence.strip(), "").strip() == "" for unit in units)
    assert "".join(unit.text for unit in units).replace(" ", "") == text.replace(" ", "")


def test_a_sentence_longer_than_the_window_is_cut_to_fit(counter: TokenCounter) -> None:
    text = "、".join(f"項目{number}" for number in range(500)) + "。"
    units = units_of(counter, paragraph(text))
    assert all(size <= WINDOW for size in counter.count_tokens([unit.indexed for unit in units]))
    assert "".join(unit.text for unit in units) == text


@pytest.mark.parametrize("times", [1, 4, 8, 40])
def test_a_heading_that_fills_the_window_leaves_room_for_its_text(counter: TokenCounter, times: int) -> None:
    """A whole paragraph marked as a heading once made passages of one character each."""
    headings = [heading("とても長い見出しがここに置かれている、" * times, level) for level in (1, 2, 3)]
    units = units_of(counter, *headings, paragraph("本文は短い。けれども読まれる。"))
    assert [unit.text for unit in units] == ["本文は短い。けれども読まれる。"]
    assert units[0].headings == tuple(block.text for block in headings)
    assert counter.count_tokens([units[0].indexed])[0] <= WINDOW


def test_headings_over_nothing_are_found_by_what_they_say(counter: TokenCounter) -> None:
    units = units_of(
        counter,
        heading("Harbour Trust", 1),
        heading("Registered charity 204477", 2),
        heading("Chair: Jo Marsh", 2),
        heading("Piers", 2),
        paragraph("The trust looks after four piers."),
        heading("History", 2),
        paragraph("They were built in 1822."),
        heading("Ships", 2),
        paragraph("Most of them are small."),
        heading("Contact: Ann Reed", 2),
        paragraph("She answers on weekdays."),
        heading("12 Quay Street", 2),
    )
    assert [(unit.headings, unit.text) for unit in units] == [
        (("Harbour Trust",), "Registered charity 204477\nChair: Jo Marsh"),
        (("Harbour Trust", "Piers"), "The trust looks after four piers."),
        (("Harbour Trust", "History"), "They were built in 1822."),
        (("Harbour Trust", "Ships"), "Most of them are small."),
        (("Harbour Trust",), "Contact: Ann Reed"),
        (("Harbour Trust", "Contact: Ann Reed"), "She answers on weekdays."),
        (("Harbour Trust",), "12 Quay Street"),
    ]


def test_a_field_among_headings_over_nothing_is_no_heading(counter: TokenCounter) -> None:
    units = units_of(
        counter,
        heading("Harbour Trust", 1),
        heading("Registered charity 204477", 2),
        heading("Chair: Jo Marsh", 2),
        paragraph("The trust looks after four piers."),
        heading("Contact: 12 Quay Street", 2),
    )
    said = "Registered charity 204477\nChair: Jo Marsh\nThe trust looks after four piers."
    assert units[0].text.startswith(said)
    assert {unit.headings for unit in units} == {("Harbour Trust",)}


def test_every_line_of_a_passage_has_its_box_at_its_own_characters(counter: TokenCounter) -> None:
    first, second = "最初の行の文字と", "次の行の文字。"
    boxes = [Box(1, 0, 10, 50, 20), Box(2, 0, 20, 50, 30)]
    text = first + second
    spans = (Span(0, len(first), boxes[0]), Span(len(first), len(text), boxes[1]))
    (unit,) = units_of(counter, paragraph("前置き。"), Block("paragraph", text, 1, spans=spans, lines=(3, 4)))
    assert [unit.text[span.start : span.end] for span in unit.spans] == [first, second]
    assert unit.boxes == tuple(boxes)
    assert unit.boxes_of(unit.text.index("次"), len(unit.text)) == (boxes[1],)
    assert unit.boxes_of(0, 4) == ()
    assert unit.lines == (3, 4)


def test_a_passage_stands_on_the_page_where_its_first_line_is() -> None:
    text = "一文目。二文目。"
    spans = (Span(0, 4, Box(1, 0, 0, 9, 9)), Span(4, 8, Box(2, 0, 0, 9, 9)))
    units = split(document(Block("paragraph", text, 1, spans=spans)), lambda texts: [300 for _ in texts], 600)
    assert [(unit.text, unit.page) for unit in units] == [("一文目。", 1), ("二文目。", 2)]


def test_short_paragraphs_of_two_pages_are_not_joined(counter: TokenCounter) -> None:
    foreword, mill = Block("paragraph", "Foreword", 1), Block("paragraph", "The mill was built in 1822.", 3)
    items = [Block("list_item", f"{number} sacks of grain", 3 + number) for number in range(2)]
    units = units_of(counter, foreword, mill, *items)
    assert [(unit.page, unit.text) for unit in units] == [
        (1, "Foreword"),
        (3, "The mill was built in 1822.\n0 sacks of grain\n1 sacks of grain"),
    ]


blocks = st.lists(
    st.one_of(
        st.builds(heading, st.text("見出し ab", min_size=1, max_size=90), st.integers(1, 3)),
        st.builds(paragraph, st.text("文字。！ab. A(「」)", max_size=200)),
    ),
    max_size=8,
)


def heads_something(elements: list[Block], place: int) -> bool:
    """Tell whether a block is a heading over a paragraph or over a heading of its own."""
    if elements[place].kind != "heading" or place + 1 == len(elements):
        return False
    below = elements[place + 1]
    return below.kind != "heading" or below.level > elements[place].level


@given(blocks, st.integers(40, 200))
def test_whatever_the_document_nothing_is_lost_and_everything_fits(elements: list[Block], window: int) -> None:
    units = split(document(*elements), by_characters, window)
    said = "".join(block.text for place, block in enumerate(elements) if not heads_something(elements, place))
    assert "".join("".join(unit.text for unit in units).split()) == "".join(said.split())
    for unit in units:
        assert by_characters([unit.indexed])[0] <= window
        assert all(0 <= start < end <= len(unit.text) for start, end in unit.sentences)
        assert all(first[1] <= second[0] for first, second in pairwise(unit.sentences))


@given(st.lists(st.text("文字ab", min_size=1, max_size=30), min_size=1, max_size=30))
def test_whole_sentences_stay_whole(parts: list[str]) -> None:
    text = "".join(f"{part}。" for part in parts)
    expected = {text[start:end] for start, end in sentences.split(text)}
    for unit in split(document(paragraph(text)), by_characters, 120):
        assert {unit.text[start:end] for start, end in unit.sentences} <= expected
        assert len(unit.text) <= min(TARGET_TOKENS, 120)


def test_who_wrote_a_document_is_found_by_that(counter: TokenCounter) -> None:
    written = Block("paragraph", "研究員 岬 夏子", 1, role="masthead", found_by="著者：書いた人")
    units = units_of(counter, heading("港の一年"), written, paragraph("港は冬に凍り、船は春まで出ない。"))
    assert ("著者" in units[0].indexed, units[0].text) == (True, "研究員 岬 夏子")
    assert not any("著者" in unit.indexed for unit in units[1:])


def test_a_list_stays_with_what_announces_it(counter: TokenCounter) -> None:
    long = (
        "The harbour office keeps a book of every ship that enters, of what it lands and of what it takes aboard. " * 4
    )
    items = [
        f"the {name} of the ship and of all who own a share in her, written in full by the master" for name in "abcd"
    ]
    units = units_of(
        counter,
        paragraph(long.strip()),
        paragraph("Papers that a ship must show include:"),
        *(Block("list_item", item, 1) for item in items),
        paragraph("Other ships are searched."),
    )
    (announcing,) = [unit for unit in units if "must show include:" in unit.text]
    lines = [announcing.text[slice(*announcing.sentences[place])] for place in announcing.items]
    assert lines == items
