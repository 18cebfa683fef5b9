"""What a call must be, and what is said of one that is not."""

import json
from typing import Annotated, Any

import pytest
from pydantic import Field

from kotae_ui.calls import Arguments, CallError, Problem, read_json, refusal

Count = Annotated[int, Field(ge=1, le=9, description="a whole number from 1 to 9")]


class Special:
    """What a framework gives a function, not a client."""


def function(name: str, count: Count = 3, others: list[str] | None = None, *, special: Special | None = None) -> None:
    """Do nothing."""


def given(special: Special, name: str) -> None:
    """Do nothing."""


@pytest.mark.parametrize(
    ("arguments", "reasons"),
    [
        ({"name": None}, ["name: must be a valid string, not null"]),
        ({"count": 1}, ["name: is missing"]),
        ({"name": "a", "count": 0}, ["count: must be a whole number from 1 to 9, not 0"]),
        ({"name": "a", "count": 1.0}, ["count: must be a whole number from 1 to 9, not 1.0"]),
        ({"name": "a", "count": False}, ["count: must be a whole number from 1 to 9, not false"]),
        ({"name": "a", "others": ["b", 5]}, ["others.1: must be a valid string, not 5"]),
        (
            {"name": 5, "count": "x" * 99},
            ["name: must be a valid string, not 5", "count: must be a whole number from 1 to 9, not this text"],
        ),
    ],
)
def test_each_argument_that_is_wrong_is_named_with_what_it_must_be(
    arguments: dict[str, Any], reasons: list[str]
) -> None:
    with pytest.raises(CallError) as refused:
        Arguments(function, without=(Special | None,)).named(arguments)  # type: ignore[arg-type]
    assert [str(problem) for problem in refused.value.problems] == reasons
    assert str(refused.value) == "; ".join(reasons)


def test_right_arguments_come_with_the_defaults_of_the_others() -> None:
    taken = Arguments(function, without=(Special | None,))  # type: ignore[arg-type]
    assert taken.named({"name": "a"}) == {"name": "a", "count": 3, "others": None}
    assert taken.listed(["a", 9, ["b"]]) == {"name": "a", "count": 9, "others": ["b"]}
    assert taken.schema()["required"] == ["name"]


def test_what_a_framework_gives_is_not_asked_of_a_client() -> None:
    taken = Arguments(given, without=(Special,))
    assert taken.names == ("name",)
    with pytest.raises(CallError, match="special: is no argument of given, which takes name"):
        taken.named({"name": "a", "special": 1})


def test_names_that_a_client_makes_up_stay_on_one_line() -> None:
    for name in ("a\nb", "\x1b[31m", "\u202e", "x" * 10_000):
        with pytest.raises(CallError) as refused:
            Arguments(given, without=(Special,)).named({"name": "a", name: 1})
        assert str(refused.value).isprintable()
        assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"NaN", b"[-Infinity]", b"\xff", b"[" * 10**6, b"9" * 10**4, "[１]".encode()]
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(CallError, match="body: must be JSON in UTF-8") as refused:
        read_json(body)
    assert refused.value.status == 400


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert read_json(rb'{"a\ud800": ["\udc00", "\ud83d\ude00"]}') == {"a?": ["?", "😀"]}


def test_a_refusal_is_one_line_of_json_that_gradio_s_clients_understand() -> None:
    response = refusal(CallError(Problem("page", "is missing"), Problem("", "nothing is right"), status=404))
    assert response.status_code == 404
    assert b"\n" not in response.body
    told = json.loads(response.body)
    assert told["error"] == "page: is missing; nothing is right"
    assert told["detail"][0] == {
        "__type__": "validate",
        "is_valid": False,
        "parameter_name": "page",
        "message": "is missing",
    }
