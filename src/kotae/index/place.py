"""Where an index is kept; apart from what is done there, so that settings can be read without that."""

from dataclasses import dataclass
from pathlib import Path

TOKEN = "KOTAE_ENGINE_TOKEN"  # "user:password" or a key; never a setting, for settings are shown
_SUFFIX = ".db"  # by which pymilvus tells Milvus Lite's folder from an address


@dataclass(frozen=True, slots=True)
class Address:
    """Where an index is kept: Milvus's address or Milvus Lite's path, the index's name there, and the seconds for a call."""

    url: str
    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where an index is kept.

    `folder` is the index folder on this machine, `milvus` where it is kept for all machines, None where it is not, and `cache`
    the folder in which what is fetched from there stays.
    """

    folder: Path
    cache: Path
    milvus: Address | None = None

    @property
    def shown(self) -> str:
        """What the place is called."""
        return f"{self.milvus.url} ({self.milvus.name})" if self.milvus else str(self.folder)


def is_path(url: str) -> bool:
    """Tell Milvus Lite's path from an address."""
    return "://" not in url and url.endswith(_SUFFIX)
