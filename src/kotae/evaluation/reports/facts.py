"""What a run says of itself, as names and values."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any

from kotae.evaluation.reports.words import Say
from kotae.messages import explained
from kotae.text.language import Language

_LEFT_OUT = ("summary", "problems")


def facts(run: Mapping[str, Any], say: Say) -> list[tuple[str, str]]:
    """Return what a reader asks first: the sets, when, on what, with what. What a run does not say is left out."""
    index, versions, machine = (_mapping(run.get(name)) for name in ("index", "versions", "machine"))
    found = [
        ("Sets", ", ".join(PurePath(name).name for name in sets(run))),
        ("Date", _date(str(run.get("created") or ""))),
        ("Index", _counted(index, say)),
        ("Corpus", str(index.get("corpus") or "")),
        ("Model", str(run.get("model") or "")),
        ("Strictness", _number(strictness(run))),
        ("Kotae", str(versions.get("kotae") or "")),
        ("Machine", _machine(machine, versions, say)),
        ("Time", _time(run, say)),
        ("Baseline", str(run.get("baseline") or "")),
    ]
    return [(say(name), value) for name, value in found if value]


def sets(run: Mapping[str, Any]) -> list[str]:
    """Return the files of a run's question sets."""
    return [str(one.get("file", "")) for one in run.get("sets") or () if isinstance(one, Mapping)]


def strictness(run: Mapping[str, Any]) -> float | None:
    """Return the certainty under which answers were withheld, where a run says it."""
    value = _mapping(run.get("settings")).get("strictness")
    return float(value) if isinstance(value, int | float) else None


def problems(run: Mapping[str, Any], language: Language) -> list[str]:
    """Return what was wrong with the sets, said in a language: gold that the index does not hold."""
    return [explained(str(problem), language) for problem in run.get("problems") or ()]


def settings(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return all that a run says, beside what it measured, under dotted names."""
    return [pair for name, value in run.items() if name not in _LEFT_OUT for pair in _flat(name, value)]


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}", inner)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value, 1):
            yield from _flat(f"{name}.{place}", inner)
    elif value is not None:
        yield name, str(value)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _counted(index: Mapping[str, Any], say: Say) -> str:
    counts = [
        (index.get(name), name if index.get(name) != 1 else name.removesuffix("s")) for name in ("documents", "units")
    ]
    told = (say(f"{{count:,}} {name}", count=count) for count, name in counts if isinstance(count, int))
    return say(", ").join(told)


def _date(created: str) -> str:
    """Return a time in ISO 8601 as it is read; one that is not is left as it is."""
    try:
        return f"{datetime.fromisoformat(created):%Y-%m-%d %H:%M %Z}".strip()
    except ValueError:
        return created


def _number(value: float | None) -> str:
    return f"{value:g}" if value is not None else ""


def _machine(machine: Mapping[str, Any], versions: Mapping[str, Any], say: Say) -> str:
    parts = [
        say("{count} cores", count=machine["cores"]) if machine.get("cores") else "",
        f"{machine['memory_gib']} GiB" if machine.get("memory_gib") else "",
        str(machine.get("processor") or ""),
        f"Python {versions['python']}" if versions.get("python") else "",
    ]
    return ", ".join(part for part in parts if part)


def _time(run: Mapping[str, Any], say: Say) -> str:
    seconds, rate = run.get("seconds"), run.get("questions_per_second")
    if not isinstance(seconds, int | float):
        return ""
    told = [say("{seconds:,.1f} s", seconds=seconds)]
    if isinstance(rate, int | float):
        told.append(say("{rate:,.1f} questions per second", rate=rate))
    return say(", ").join(told)
