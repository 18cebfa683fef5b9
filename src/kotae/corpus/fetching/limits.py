"""What fetching may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What fetching a source may take, and who asks.

    `megabytes` (10⁶ bytes) for one file, `seconds` for one source with all its tries, `private` the endpoints that are
    reached though they are not public, `contact` what a site is told of the user.
    """

    megabytes: float
    seconds: float
    private: tuple[str, ...] = ()
    contact: str = ""
