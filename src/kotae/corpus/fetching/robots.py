"""robots.txt: what a site asks programs to leave alone (RFC 9309)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"^\s*(?P<field>[A-Za-z-]+)\s*:\s*(?P<value>[^#\r\n]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a group: a path pattern, and whether what matches it may be fetched."""

    pattern: str
    allows: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for one program on one site."""

    rules: tuple[Rule, ...] = ()

    def allows(self, target: str) -> bool:
        """Tell whether a path with its query may be fetched: the longest pattern decides, and allows where two are as long."""
        matching = [(len(rule.pattern), rule.allows) for rule in self.rules if _matches(rule.pattern, target)]
        return max(matching, default=(0, True))[1] or target == "/robots.txt"


EVERYTHING, NOTHING = Robots(), Robots((Rule("/", False),))


def parsed(text: str, agent: str) -> Robots:
    """Return the rules for a program: those of the groups that name it, else those of the groups for all.

    Args:
        text: the file.
        agent: the program's name, without its version.
    """
    named: list[Rule] = []
    general: list[Rule] = []
    is_named = False
    for agents, rule in _lines(text):
        if agent.lower() in agents:
            is_named = True
            named.extend(rule)
        if "*" in agents:
            general.extend(rule)
    return Robots(tuple(named if is_named else general))


def _lines(text: str) -> Iterator[tuple[frozenset[str], list[Rule]]]:
    """Yield each rule with the programs whose group it stands in; for each new program none, so that it is known as named."""
    agents: set[str] = set()
    ruled = False
    for line in text.removeprefix("\ufeff").splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name, value = match["field"].lower(), match["value"].strip()
        if name == "user-agent":
            agents, ruled = (set(), False) if ruled else (agents, ruled)
            agents.add(value.split("/")[0].lower())
            yield frozenset(agents), []
        elif name in ("allow", "disallow"):
            ruled = True
            yield frozenset(agents), [Rule(value, name == "allow")] if value else []


def _matches(pattern: str, target: str) -> bool:
    """Tell whether a path begins as a pattern says: * stands for any characters, $ at its end for the end."""
    body, ends = (pattern[:-1], True) if pattern.endswith("$") else (pattern, False)
    first, *others = body.split("*")
    if not target.startswith(first):
        return False
    place = len(first)
    for number, part in enumerate(others, 1):
        if ends and number == len(others):
            return len(target) - len(part) >= place and target.endswith(part)
        place = target.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return not ends or place == len(target)
