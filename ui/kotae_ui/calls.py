"""What a call from outside must be: its body, its arguments; and what is said of one that is not."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any, NoReturn, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, create_model
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from kotae.errors import KotaeError

MOST_BYTES = 4 << 20
"""How long a call may be: a question has 2,000 characters, a choice of documents some 100,000 ids."""

_MOST_DEEP = 20  # the page itself sends what is three deep; far deeper, what works recursively gives up
_LARGE = 1e15  # numbers from here on are not worth writing out
_NAMED = 40  # characters of a name that a client made up, where it is told of


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a call: which argument or part of it (or none), and what it must be."""

    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}" if self.field else self.reason


class CallError(KotaeError):
    """A call is not what it must be; `status` is HTTP's word for it."""

    def __init__(self, *problems: Problem, status: int = 422) -> None:
        super().__init__(*problems)
        self.problems = problems
        self.status = status

    def __str__(self) -> str:
        """Return what is wrong, on one line."""
        return "; ".join(map(str, self.problems))


class Arguments:
    """What a function takes, read from its signature; types in a signature alone are not enforced."""

    def __init__(self, function: Callable[..., object], *, without: tuple[object, ...] = ()) -> None:
        """Read a signature.

        Args:
            function: every parameter has a type.
            without: parameters of these types are not given by a client.
        """
        hints = get_type_hints(function, include_extras=True)
        taken = {
            name: parameter for name, parameter in signature(function).parameters.items() if hints[name] not in without
        }
        fields: dict[str, Any] = {
            name: (hints[name], ... if parameter.default is Parameter.empty else parameter.default)
            for name, parameter in taken.items()
        }
        self.names = tuple(taken)
        self._called = function.__name__
        self._model: type[BaseModel] = create_model(
            f"{self._called}_arguments",
            __config__=ConfigDict(strict=True, extra="forbid", allow_inf_nan=False),
            **fields,
        )

    def schema(self) -> dict[str, Any]:
        """Return a JSON schema of the arguments as one object."""
        return TypeAdapter(self._model).json_schema()

    def named(self, given: Mapping[str, object]) -> dict[str, Any]:
        """Return arguments that are given by name, with the defaults of those that are not.

        Raises:
            CallError: one is missing, unknown, or not what it must be.
        """
        try:
            checked = self._model.model_validate(dict(given))
        except ValidationError as error:
            raise CallError(*problems(error.errors(), self._told)) from error
        return {name: getattr(checked, name) for name in self.names}

    def listed(self, given: Sequence[object]) -> dict[str, Any]:
        """Return arguments that are given in order, all of them.

        Raises:
            CallError: there are too few or too many, or one is not what it must be.
        """
        if len(given) != len(self.names):
            wanted = f"{len(self.names)} values ({', '.join(self.names)})" if self.names else "no values"
            raise CallError(Problem("data", f"must hold {wanted}, not {len(given)}"))
        return self.named(dict(zip(self.names, given, strict=True)))

    def _told(self, name: str) -> str:
        """Return what an argument must be, in the words beside its type."""
        field = self._model.model_fields.get(name)
        if field is None:
            return f"no argument of {self._called}, which takes {', '.join(self.names) or 'none'}"
        return field.description or ""


def problems(errors: Sequence[Any], words: Callable[[str], str] = lambda name: "") -> tuple[Problem, ...]:
    """Return what pydantic found wrong, each on one line.

    Args:
        errors: as `ValidationError.errors` gives them.
        words: says what a field must be, or nothing where pydantic's own words do.
    """
    told = []
    for error in errors:
        place = ".".join(_shown(part) if isinstance(part, str) else str(part) for part in error["loc"])
        wanted = words(error["loc"][0]) if len(error["loc"]) == 1 else ""
        match error["type"]:
            case "missing":
                reason = f"is missing; must be {wanted}" if wanted else "is missing"
            case "extra_forbidden":
                reason = f"is {wanted or 'not taken here'}"
            case _:
                reason = f"must be {wanted}" if wanted else error["msg"].replace("Input should", "must")
                reason = f"{reason.replace('String should', 'must')}, not {_kind(error['input'])}"
        told.append(Problem(place, reason))
    return tuple(told)


def read_json(body: bytes) -> Any:
    """Read a body as JSON.

    Raises:
        CallError: it is none; NaN and Infinity are not JSON either.
    """
    try:
        read = json.loads(body.decode(), parse_constant=_no_constant)
        # Half a surrogate pair can be written in JSON, but is no text: it is replaced, as it is in questions.
        whole = json.dumps(read, ensure_ascii=False).encode("utf-8", "replace")
    except (ValueError, RecursionError) as error:
        raise CallError(Problem("body", "must be JSON in UTF-8"), status=400) from error
    if _deeper(read, _MOST_DEEP):
        raise CallError(Problem("body", f"must be nested at most {_MOST_DEEP} deep"), status=400)
    return json.loads(whole)


async def read_object(request: Request) -> dict[str, Any]:
    """Read a request's body, a JSON object.

    Raises:
        CallError: it is too long, or not one.
    """
    read = read_json(await read_body(request))
    if not isinstance(read, dict):
        raise CallError(Problem("body", f"must be a JSON object, not {_kind(read)}"), status=400)
    return read


async def read_body(request: Request) -> bytes:
    """Read a request's body.

    Raises:
        CallError: it is too long, or the client went away.
    """
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise CallError(Problem("body", f"must have at most {MOST_BYTES:,} bytes"), status=413)
    except ClientDisconnect as error:
        raise CallError(Problem("body", "ended before it was whole"), status=400) from error
    return bytes(body)


def refusal(error: CallError) -> JSONResponse:
    """Return the answer to a wrong call: what is wrong on one line, and as Gradio's own clients read it."""
    detail = [
        {"__type__": "validate", "is_valid": False, "parameter_name": problem.field, "message": problem.reason}
        for problem in error.problems
    ]
    return JSONResponse({"error": str(error), "detail": detail}, error.status)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _deeper(value: object, levels: int) -> bool:
    """Tell whether lists and objects are nested deeper than so many levels."""
    if not isinstance(value, list | dict):
        return False
    parts = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(part, levels - 1) for part in parts)


def _shown(name: str) -> str:
    """Return a name as it stands on one line: clients make up names, and what they hold is not always text."""
    short = name if len(name) <= _NAMED else f"{name[:_NAMED]}…"
    return short if short.isprintable() else ascii(short)


def _kind(value: object) -> str:
    """Say what a value from JSON is, in JSON's words."""
    match value:
        case None | bool():
            return json.dumps(value)
        case str():
            return repr(value) if len(value) <= _NAMED and value.isprintable() else "this text"
        case list() | tuple():
            return "a list"
        case dict():
            return "an object"
        case int() | float():
            return json.dumps(value) if abs(value) < _LARGE else "so large a number"
        case _:
            return "this"
