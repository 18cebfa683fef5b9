"""What a set expects and an index does not hold is named: it is usually a typo."""

from evaluation.outcomes import question
from support import said_in_japanese

from kotae.evaluation.measures.missing import missing_evidence

UNITS = [
    ("doc-1", "report.pdf", 1, "関税は最終的に 145% になった。"),
    ("doc-1", "report.pdf", 2, "The keeper lived\nin a cottage."),
    ("doc-2", "notes.md", 1, "第二の文書。"),
]


def _problems(**fields):
    found = missing_evidence([question("q7", place="questions.csv, line 3", **fields)], UNITS)
    assert all(map(said_in_japanese, found)), found
    return found


def test_evidence_that_occurs_is_not_named():
    assert not _problems(evidence=(("145％", "関税"),))
    assert not _problems(evidence=(("nowhere",), ("KEEPER lived in",)), documents={"report": 1}, page=2)
    assert not _problems(documents={"doc-2": 1, "report.pdf": 2})
    assert not _problems()


def test_evidence_that_occurs_nowhere_is_named_with_its_place():
    assert _problems(evidence=(("146%",),)) == [
        "questions.csv, line 3 (q7): no text of the index holds the evidence “146%”: a typo, or lost in reading; "
        "it counts as not found."
    ]


def test_strings_of_one_alternative_must_stand_in_one_text():
    assert "“関税 + 第二”" in _problems(evidence=(("関税", "第二"),))[0]
    assert _problems(evidence=(("なった。The",),))  # two texts, one after the other


def test_the_first_of_several_texts_need_not_be_the_one():
    assert not _problems(evidence=(("の", "第二"),))
    assert not _problems(evidence=(("。",),), documents={"notes": 1})


def test_evidence_elsewhere_says_where():
    (problem,) = _problems(evidence=(("keeper",),), documents={"report.pdf": 1}, page=1)
    assert "is in report.pdf on page 2, not where the question says" in problem


def test_documents_and_pages_that_the_index_does_not_have():
    assert "the index has no document “gone.pdf”" in _problems(documents={"gone.pdf": 1, "doc-1": 1})[0]
    assert "“a”, “b”, “c” and 2 more" in _problems(documents=dict.fromkeys("abcde", 1))[0]
    assert "the index has no document “gone”" in _problems(documents={"gone": 1}, evidence=(("145%",),))[0]
    assert "the index has no text on page 9 of “report”" in _problems(documents={"report": 1}, page=9)[0]


def test_unanswerable_questions_are_not_looked_at_and_those_without_a_place_go_by_id():
    assert not _problems(answerable=False, evidence=(("146%",),))
    assert missing_evidence([question("q7", evidence=(("146%",),))], UNITS)[0].startswith("q7: no text")


def test_an_index_without_texts_holds_nothing():
    assert len(missing_evidence([question(evidence=(("x",),)), question(documents={"d": 1})], [])) == 2
