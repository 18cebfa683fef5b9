"""robots.txt as RFC 9309 reads it: groups, the longest pattern, stars and ends."""

import pytest

from kotae.corpus.fetching.robots import EVERYTHING, NOTHING, parsed

TEXT = """\ufeff# a comment
User-agent: other
User-agent: Kotae/1.0
Allow: /open
Disallow: /          # all else
Crawl-delay: 3
Disallow: /open/*.pdf$

User-agent: *
Disallow: /private
Disallow:
not a line
"""


@pytest.mark.parametrize(
    ("agent", "target", "allowed"),
    [
        ("kotae", "/open/page", True),
        ("Kotae", "/closed", False),
        ("Kotae", "/open/a.pdf", False),
        ("Kotae", "/open/a.pdf?x=1", True),
        ("Kotae", "/robots.txt", True),
        ("Nobody", "/private/x", False),
        ("Nobody", "/closed", True),
    ],
)
def test_rules(agent: str, target: str, allowed: bool) -> None:
    assert parsed(TEXT, agent).allows(target) is allowed


def test_two_groups_for_one_program_are_one_and_allowing_goes_first() -> None:
    robots = parsed("User-agent: kotae\nDisallow: /a\n\nUser-agent: kotae\nDisallow: /b\nAllow: /b\n", "Kotae")
    assert [robots.allows(target) for target in ("/a", "/b", "/c")] == [False, True, True]


def test_a_group_that_names_the_program_without_a_rule_allows_all() -> None:
    assert parsed("User-agent: *\nDisallow: /\n\nUser-agent: Kotae\nDisallow:\n", "Kotae").allows("/x")


@pytest.mark.parametrize(
    ("pattern", "target", "allowed"),
    [
        ("/a*b", "/axxb", False),
        ("/a*b$", "/axbx", True),
        ("/a*b$", "/axb", False),
        ("*", "/x", False),
        ("/a$", "/ab", True),
    ],
)
def test_stars_and_ends(pattern: str, target: str, allowed: bool) -> None:
    assert parsed(f"User-agent: *\nDisallow: {pattern}\n", "Kotae").allows(target) is allowed


def test_no_file_allows_all_and_a_site_that_cannot_say_nothing() -> None:
    assert EVERYTHING.allows("/x")
    assert not NOTHING.allows("/x")
    assert parsed("<html>no robots here</html>", "Kotae").allows("/x")
