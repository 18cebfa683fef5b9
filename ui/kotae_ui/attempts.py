"""How often passwords may be tried: slowly, over however many connections, without keeping out those who know theirs."""

import hashlib
import hmac
import ipaddress
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeVar

SECONDS = 1.0
"""What a wrong password costs, once there have been some: how long until the next is looked at."""

AT_ONCE = 5
"""How many wrong passwords are looked at without delay: slips of the one who types."""

_ADDRESS_AT_ONCE = 30  # of one address over all accounts: an office behind one, and still few against many accounts
_MOST_SECONDS = 30.0  # who would have to wait longer, because so many addresses try the same account, is sent away
_MOST_KEPT = 4_096  # addresses, and pairs of address and account, that are remembered: about 1 MB
_UNKNOWN = 64  # accounts that do not exist are slowed like those that do, in this many heaps

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A name and password that came in: with the address that it came from, and the mark of a browser if it has one."""

    account: str
    address: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """When an attempt may be looked at, in seconds from when it came; where it waits, and the paces it has a place of."""

    attempt: Attempt
    seconds: float
    place: tuple[str, str]
    paces: tuple["Pace", ...]


class Pace:
    """Lets a few through at once and then one in a while (the generic cell rate algorithm, ITU-T I.371)."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._due = float("-inf")  # when what was let through so far would have come at an even pace

    def take(self, now: float) -> float:
        """Take the next place and return how many seconds it is away."""
        self._due = max(self._due, now - self._at_once * SECONDS) + SECONDS
        return max(0.0, self._due - now)

    def give_back(self) -> None:
        """Give a place back: it was not one for a wrong password."""
        self._due -= SECONDS


class Attempts:
    """Decides when a password may be looked at. Time is given, not read: seconds that never run backwards.

    Strangers share one pace for each account and one for each address. Who has shown the password before has a pace of
    his own: a browser by a mark that it was given then (OWASP's device cookies), a program by its address. So nobody
    keeps such a user out by guessing, and guesses by strangers are slow altogether, however many connections they use.
    """

    def __init__(self, accounts: frozenset[str]) -> None:
        self._accounts = accounts
        self._secret = secrets.token_bytes(32)
        self._by_account: dict[str, Pace] = {}
        self._by_address: OrderedDict[str, Pace] = OrderedDict()
        self._proven: OrderedDict[tuple[str, str], Pace] = OrderedDict()
        self._waiting: set[tuple[str, str]] = set()

    def begin(self, attempt: Attempt, now: float) -> Turn | None:
        """Return when an attempt may be looked at, or None where it may not be: its place has one that waits already.

        What is begun must be brought to an `end`.
        """
        place = self._place(attempt)
        if place in self._waiting:
            return None
        paces = self._paces(attempt)
        seconds = max(pace.take(now) for pace in paces)
        if seconds > _MOST_SECONDS:
            for pace in paces:
                pace.give_back()
            return None
        if seconds:
            self._waiting.add(place)
        return Turn(attempt, seconds, place, paces)

    def end(self, turn: Turn, *, right: bool) -> None:
        """Say how an attempt ended, for which its turn was waited."""
        if turn.seconds:
            self._waiting.discard(turn.place)
        if right:
            for pace in turn.paces:
                pace.give_back()
            _kept(self._proven, (turn.attempt.account, _network(turn.attempt.address)), AT_ONCE)

    def mark(self, account: str) -> str:
        """Return a mark for a browser that has shown an account's password."""
        number = secrets.token_hex(8)
        return f"{number}.{self._signed(account, number)}"

    def is_marked(self, attempt: Attempt) -> bool:
        """Tell whether the mark is one that was given for this account, since the server started."""
        number, _, signed = attempt.mark.partition(".")
        return hmac.compare_digest(signed.encode(), self._signed(attempt.account, number).encode())

    def _paces(self, attempt: Attempt) -> tuple[Pace, ...]:
        network = _network(attempt.address)
        if self.is_marked(attempt):
            return (_kept(self._proven, (attempt.account, attempt.mark), AT_ONCE),)
        if (attempt.account, network) in self._proven:
            return (_kept(self._proven, (attempt.account, network), AT_ONCE),)
        account = attempt.account
        if account not in self._accounts:
            account = f"\0{hashlib.blake2b(account.encode()).digest()[0] % _UNKNOWN}"  # no name in the file has a NUL
        return (
            self._by_account.setdefault(account, Pace(AT_ONCE)),
            _kept(self._by_address, network, _ADDRESS_AT_ONCE),
        )

    def _place(self, attempt: Attempt) -> tuple[str, str]:
        """Return where an attempt waits: one place for each address and account, so that addresses take turns."""
        return attempt.account, attempt.mark if self.is_marked(attempt) else _network(attempt.address)

    def _signed(self, account: str, number: str) -> str:
        return hmac.new(self._secret, f"{number}\0{account}".encode(), "sha256").hexdigest()


def _kept(kept: OrderedDict[K, Pace], key: K, at_once: int) -> Pace:
    """Return a pace, new where there is none, and forget the one that was not needed for longest where there are too many."""
    pace = kept.setdefault(key, Pace(at_once))
    kept.move_to_end(key)
    if len(kept) > _MOST_KEPT:
        kept.popitem(last=False)
    return pace


def _network(address: str) -> str:
    """Return what one customer has: an IPv4 address, or a network of 64 bits of IPv6, in which it can take any address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
