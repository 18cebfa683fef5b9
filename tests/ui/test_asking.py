"""A link to a question asks the same again, and nonsense in a link asks nothing else."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kotae.retrieval.search import Among
from kotae_ui.asking import Asking, folders, from_link
from kotae_ui.library import Library

texts = st.text(min_size=1)
askings = st.builds(
    Asking,
    question=texts.map(str.strip).filter(bool),
    documents=st.lists(texts, max_size=4).map(tuple),
    language=st.sampled_from(["any", "ja", "en"]),
    kinds=st.sampled_from(["all", "passages", "tables"]),
    results=st.none() | st.integers(1, 100),
    strictness=st.none() | st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
)


@given(askings)
@example(Asking("a&b=c;d+e %41 #f?g", ("x&q=other", "日本/語.pdf", "a b")))
def test_a_link_asks_what_it_was_made_of(asking: Asking) -> None:
    link = asking.link()
    assert from_link(link) == asking
    assert link.isascii()
    assert not set(link) & set(" \"'<>#")


def test_what_is_as_usual_is_not_in_the_link() -> None:
    assert Asking("富士山").link() == "q=%E5%AF%8C%E5%A3%AB%E5%B1%B1"


@pytest.mark.parametrize("link", ["", "q=", "q=%20%0a", "d=fuji.md&l=ja", "question=x", "&&=", "%"])
def test_a_link_without_a_question_asks_nothing(link: str) -> None:
    assert from_link(link) is None


NONSENSE = (
    "l=de l= k=rows n= n=-3 n=eight n=1.5 n=99999 n=%C2%B2 n=%EF%BC%98 "
    "s= s=nan s=2 s=-0.1 s=inf s=high d= x=1 %FF=%FE q"
)


@pytest.mark.parametrize("nonsense", NONSENSE.split())
def test_nonsense_in_a_link_is_passed_over(nonsense: str) -> None:
    assert from_link(f"q=x&{nonsense}") == Asking("x")


def test_a_number_of_results_is_kept_within_bounds() -> None:
    assert from_link("q=x&n=0") == Asking("x", results=1)
    assert from_link("q=x&n=5000") == Asking("x", results=100)


def test_of_values_given_twice_the_last_one_counts() -> None:
    assert from_link("q=x&q=y&l=ja&l=en&n=3&n=4") == Asking("y", language="en", results=4)


@given(st.text(alphabet=st.characters()))  # lone surrogates too
@example("q=%ZZ&d=%F0%28")
@example("q=%ED%A0%80")
@example("&".join(["q=x"] * 2000))
def test_no_link_is_an_error(link: str) -> None:
    asking = from_link(f"q={link}") or Asking("x")
    assert asking.question == asking.question.strip() != ""
    assert asking.results is None or 1 <= asking.results <= 100
    assert asking.strictness is None or 0 <= asking.strictness <= 1


def test_a_question_that_is_not_quite_text_can_be_linked_to() -> None:
    """A lone surrogate can come in JSON; such a question is answered, so its result has a link."""
    linked = from_link(Asking("富士山の標高は?\ud800").link())
    assert linked is not None
    assert linked.question.startswith("富士山の標高は?")


@pytest.mark.parametrize(
    ("asking", "among"),
    [
        (Asking("x"), Among()),
        (Asking("x", ("a", "b", "a")), Among(documents=frozenset({"a", "b"}))),
        (Asking("x", language="ja"), Among(language="ja")),
        (Asking("x", kinds="passages"), Among(kinds=frozenset({"passage", "figure"}))),
        (Asking("x", kinds="tables"), Among(kinds=frozenset({"row", "table"}))),
        (
            Asking("x", ("a",), "en", "tables"),
            Among(frozenset({"a"}), "en", frozenset({"row", "table"})),
        ),
    ],
)
def test_filters_say_what_is_searched(asking: Asking, among: Among) -> None:
    assert asking.among([]) == among


def test_a_folder_stands_for_the_documents_in_it(library: Library) -> None:
    assert library.kotae is not None
    records = [
        replace(record, name=f"{folder}{record.name}")
        for record, folder in zip(
            library.kotae.index.records.documents, ("reports/2025/", "reports/", "reports2/", ""), strict=False
        )
    ]
    assert folders(records) == {"reports/": 2, "reports/2025/": 1, "reports2/": 1}
    ids = Asking("x", ("reports/",)).among(records).documents
    assert ids is not None
    assert {record.id for record in records if record.id in ids} == {record.id for record in records[:2]}
    both = Asking("x", ("reports/2025/", records[2].id)).among(records).documents
    assert both is not None
    assert {record.id for record in records if record.id in both} == {records[0].id, records[2].id}
