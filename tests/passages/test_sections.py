"""A document without pages in sections: everything is in one of them, once, in order, and every unit leads to its own."""

from hypothesis import given
from hypothesis import strategies as st

from kotae import Kotae
from kotae.passages.sections import Section, section_of, sections
from kotae.passages.units import Unit, UnitKind


def unit(kind: UnitKind, *headings: str, table: int | None = None, row: int | None = None) -> Unit:
    return Unit(kind, 1, headings, "text", table=table, row=row)


def table(*headings: str, rows: int = 2) -> list[Unit]:
    """Return the units of a table: the whole, then its rows."""
    return [unit("table", *headings, table=0), *(unit("row", *headings, table=0, row=row) for row in range(rows))]


UNITS = [
    unit("passage"),
    unit("passage", "A"),
    *table("A"),
    unit("passage", "A", "B"),
    *table("C"),
    unit("passage", "A"),
]


def test_a_section_is_what_stands_together_under_one_heading_path() -> None:
    assert sections(UNITS) == (
        Section((), (0,)),
        Section(("A",), (1, 2)),
        Section(("A", "B"), (5,)),
        Section(("C",), (6,)),
        Section(("A",), (9,)),
    )


def test_a_row_leads_to_the_section_of_its_table() -> None:
    found = sections(UNITS)
    assert [section_of(found, UNITS, place) for place in range(len(UNITS))] == [0, 1, 1, 1, 1, 2, 3, 3, 3, 4]


def test_a_document_without_text_has_no_sections() -> None:
    assert sections([]) == ()


def test_a_long_section_is_shown_in_parts() -> None:
    units = [unit("passage", "A")] * 85
    assert [len(section.units) for section in sections(units)] == [40, 40, 5]
    assert {section.headings for section in sections(units)} == {("A",)}
    assert section_of(sections(units), units, 79) == 1


groups = st.tuples(st.sampled_from([(), ("A",), ("A", "B"), ("C",)]), st.integers(0, 50), st.integers(-1, 50))


@given(st.lists(groups, max_size=6))
def test_everything_is_in_one_section_in_order(drawn: list[tuple[tuple[str, ...], int, int]]) -> None:
    units: list[Unit] = []
    for headings, passages, rows in drawn:
        units += [unit("passage", *headings)] * passages
        units += table(*headings, rows=rows) if rows >= 0 else []
    found = sections(units)
    assert [place for section in found for place in section.units] == [
        place for place, one in enumerate(units) if one.kind != "row"
    ]
    assert all(1 <= len(section.units) <= 40 for section in found)
    for place, one in enumerate(units):
        section = found[section_of(found, units, place)]
        assert section.headings == one.headings
        assert one.kind == "row" or place in section.units


def test_real_documents_have_their_headings_as_sections(kotae: Kotae) -> None:
    found = sections(kotae.units("fuji.md"))
    assert [section.headings for section in found] == [
        ("富士山", "高さ"),
        ("富士山", "噴火"),
        ("富士山", "登山者数"),
    ]
    assert [section.headings[-1] for section in sections(kotae.units("lighthouse.html"))] == [
        "Construction",
        "The storm of 1911",
        "Cats",
    ]
