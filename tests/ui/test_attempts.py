"""How fast passwords can be guessed, and who is kept out meanwhile. Time is made up: nothing here waits."""

import pytest

from kotae_ui.attempts import AT_ONCE, SECONDS, Attempt, Attempts

ACCOUNTS = frozenset({"aki", "yui"})


def looked_at(attempts: Attempts, flood: list[Attempt], seconds: int) -> int:
    """Return how many wrong passwords are looked at where a flood of them comes every tenth of a second."""
    waiting: list[tuple[float, object]] = []
    count = 0
    for tick in range(seconds * 10):
        now = tick / 10
        for due, turn in [one for one in waiting if one[0] <= now]:
            waiting.remove((due, turn))
            attempts.end(turn, right=False)  # type: ignore[arg-type]
            count += 1
        for attempt in flood:
            turn = attempts.begin(attempt, now)
            if turn is not None:
                waiting.append((now + turn.seconds, turn))
    return count


def wait(attempts: Attempts, attempt: Attempt, now: float, *, right: bool) -> float | None:
    """Let one attempt wait its turn and return how long, or None where it may not."""
    turn = attempts.begin(attempt, now)
    if turn is None:
        return None
    attempts.end(turn, right=right)
    return turn.seconds


@pytest.mark.parametrize("account", ["aki", "nobody"])
@pytest.mark.parametrize("addresses", [1, 50])
def test_guesses_are_slow_altogether_over_however_many_connections_and_addresses(account: str, addresses: int) -> None:
    flood = [Attempt(account, f"203.0.113.{number % addresses}") for number in range(50)]
    assert looked_at(Attempts(ACCOUNTS), flood, seconds=60) <= AT_ONCE + 60 / SECONDS


def test_one_address_is_slow_over_all_accounts_too() -> None:
    flood = [Attempt(f"user{number}", "203.0.113.7") for number in range(100)]
    assert looked_at(Attempts(ACCOUNTS), flood, seconds=60) <= 30 + 60 / SECONDS


def test_an_address_of_ipv6_is_a_whole_network() -> None:
    flood = [Attempt(f"user{number}", f"2001:db8::{number:x}") for number in range(100)]
    assert looked_at(Attempts(ACCOUNTS), flood, seconds=60) <= 30 + 60 / SECONDS


def test_a_few_slips_cost_nothing_and_the_right_password_never_does() -> None:
    attempts = Attempts(ACCOUNTS)
    aki = Attempt("aki", "198.51.100.4")
    assert [wait(attempts, aki, 0, right=False) for _ in range(AT_ONCE - 1)] == [0] * (AT_ONCE - 1)
    assert [wait(attempts, aki, 0, right=True) for _ in range(100)] == [0] * 100


def test_who_was_in_before_from_elsewhere_is_not_kept_waiting_by_an_attack() -> None:
    attempts = Attempts(ACCOUNTS)
    home = Attempt("aki", "198.51.100.4")
    assert wait(attempts, home, 0, right=True) == 0
    looked_at(attempts, [Attempt("aki", f"203.0.113.{number}") for number in range(100)], seconds=20)
    assert wait(attempts, home, 20, right=True) == 0


def test_a_marked_browser_is_not_kept_waiting_by_an_attack_from_its_own_address() -> None:
    attempts = Attempts(ACCOUNTS)
    marked = Attempt("aki", "203.0.113.7", attempts.mark("aki"))
    looked_at(attempts, [Attempt("aki", "203.0.113.7")] * 50, seconds=20)
    assert wait(attempts, marked, 20, right=True) == 0


def test_who_comes_from_a_new_address_waits_for_one_turn_of_each_attacker_at_most() -> None:
    attempts = Attempts(ACCOUNTS)
    attackers = 3
    looked_at(attempts, [Attempt("aki", f"203.0.113.{number % attackers}") for number in range(100)], seconds=20)
    seconds = wait(attempts, Attempt("aki", "198.51.100.9"), 20, right=True)
    assert seconds is not None
    assert seconds <= (attackers + 1) * SECONDS


def test_other_accounts_are_not_slowed_even_at_the_attacker_s_own_address() -> None:
    attempts = Attempts(ACCOUNTS)
    looked_at(attempts, [Attempt("aki", "203.0.113.7")] * 50, seconds=20)
    assert wait(attempts, Attempt("yui", "203.0.113.7"), 20, right=True) == 0
    assert wait(attempts, Attempt("yui", "198.51.100.9"), 20, right=True) == 0


def test_a_mark_does_not_make_guessing_faster_and_is_for_its_account_alone() -> None:
    attempts = Attempts(ACCOUNTS)
    mark = attempts.mark("yui")
    assert looked_at(attempts, [Attempt("yui", "203.0.113.7", mark)] * 50, seconds=60) <= AT_ONCE + 60 / SECONDS
    assert not attempts.is_marked(Attempt("aki", "203.0.113.7", mark))
    assert not Attempts(ACCOUNTS).is_marked(Attempt("yui", "203.0.113.7", mark)), "another server's"
    for made_up in ("", ".", "a.b", mark + "0", mark[1:], "é.é"):
        assert not attempts.is_marked(Attempt("yui", "203.0.113.7", made_up))


def test_who_was_in_before_cannot_guess_others_passwords_faster() -> None:
    attempts = Attempts(ACCOUNTS)
    assert wait(attempts, Attempt("yui", "203.0.113.7"), 0, right=True) == 0
    flood = [Attempt("aki", "203.0.113.7", attempts.mark("yui"))] * 50
    assert looked_at(attempts, flood, seconds=60) <= AT_ONCE + 60 / SECONDS


def test_what_is_remembered_is_bounded_and_forgetting_frees_no_account() -> None:
    attempts = Attempts(ACCOUNTS)
    looked_at(attempts, [Attempt("aki", "203.0.113.7")] * 50, seconds=20)
    for number in range(20_000):
        wait(
            attempts, Attempt(f"user{number}", f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"), 20, right=False
        )
    remembered = (len(attempts._by_account), len(attempts._by_address), len(attempts._proven), len(attempts._waiting))
    assert max(remembered) <= 4_096
    seconds = wait(attempts, Attempt("aki", "192.0.2.1"), 20, right=False)
    assert seconds, "the account's own pace is never forgotten"
