"""sources.lock: what was fetched for the manifest's sources, from where, when, and what its bytes were."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kotae.errors import CorpusError, reason
from kotae.staging import write_whole

LOCK = "sources.lock"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched.

    Its path inside the corpus folder, the address that was asked and the one that answered in the end, the day and time
    (UTC, ISO 8601), the media type that the site said, its bytes and their SHA-256.
    """

    file: str
    address: str
    answered: str
    date: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Locked:
    """What was fetched for one source: its document, and the page that led to it where there was one."""

    document: Fetched | None = None
    page: Fetched | None = None


def read(folder: Path) -> dict[str, Locked]:
    """Return, by the sources' ids, what a corpus folder's lock file says; nothing where there is none.

    Raises:
        CorpusError: the file cannot be read or is not a lock file.
    """
    path = folder / LOCK
    try:
        return TypeAdapter(dict[str, Locked]).validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({reason(error)}). Check its permissions.") from error
    except ValidationError as error:
        raise CorpusError(f"{path}: not a lock file of kotae fetch. Remove it and run: kotae fetch") from error


def write(folder: Path, sources: dict[str, Locked]) -> None:
    """Write a corpus folder's lock file.

    Raises:
        OSError: it cannot be written.
    """
    plain = {name: asdict(source) for name, source in sorted(sources.items())}
    write_whole(folder / LOCK, (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode())
