"""Which questions a report lists as failed."""

from evaluation.outcomes import found, outcome, question

from kotae.evaluation.reports.failures import failures

RIGHT, OTHER = found("The gold is here."), found("Nothing of it.")


def kinds(*outcomes: object) -> dict[str, tuple[str, ...]]:
    return {failure.outcome.question.id: failure.kinds for failure in failures(outcomes)}  # type: ignore[arg-type]


def test_what_is_right_does_not_fail() -> None:
    asked = question("right", evidence=(("gold",),))
    refused = question("refused", answers=(), answerable=False)
    assert kinds(outcome(asked, "It is gold.", 0.9, RIGHT, OTHER), outcome(refused, None, 0.1, OTHER)) == {}


def test_each_way_to_fail_is_named() -> None:
    evidence = (("gold",),)
    assert kinds(
        outcome(question("error", evidence=evidence), status="failed", error="KeyError: 1"),
        outcome(question("answered", answers=(), answerable=False), "It is lead.", 0.9, OTHER),
        outcome(question("refused", evidence=evidence), None, 0.1, RIGHT),
        outcome(question("wrong", evidence=evidence), "It is lead.", 0.9, RIGHT),
        outcome(question("not_found", evidence=evidence), "It is gold.", 0.9, OTHER),
        outcome(question("not_first", evidence=evidence), "It is gold.", 0.9, OTHER, RIGHT),
        outcome(question("both", evidence=evidence), None, 0.1, OTHER),
    ) == {
        "error": ("error",),
        "answered": ("answered",),
        "refused": ("refused",),
        "wrong": ("wrong",),
        "not_found": ("not_found",),
        "not_first": ("not_first",),
        "both": ("refused", "not_found"),
    }


def test_a_refused_question_is_not_wrong_as_well() -> None:
    withheld = outcome(question("q", evidence=(("gold",),)), "It is lead.", 0.1, RIGHT).answer
    assert kinds(outcome(question("q", evidence=(("gold",),)), None, 0.1, RIGHT, withheld=withheld)) == {
        "q": ("refused",)
    }


def test_what_a_set_does_not_say_cannot_fail() -> None:
    assert kinds(outcome(question("q", answers=()), "Anything.", 0.9, OTHER)) == {}


def test_the_rank_is_that_of_the_document_where_documents_are_looked_for() -> None:
    asked = question("q", documents={"b": 1})
    hits = (found("x", "a"), found("y", "a"), found("z", "b"))
    (failure,) = failures([outcome(asked, "It is gold.", 0.9, *hits)])
    assert (failure.kinds, failure.rank) == (("not_first",), 2)
