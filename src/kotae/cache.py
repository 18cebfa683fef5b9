"""What is made once and kept in the cache folder; where that is not possible, one line says which folder and why."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kotae.errors import ModelError, unwritten
from kotae.staging import staging


@contextmanager
def making(target: Path, what: str, megabytes: int) -> Iterator[Path]:
    """Give an empty folder to make something in that is to be kept in the cache.

    Args:
        target: where it is to be; its folder is made if need be.
        what: what it is called in the error.
        megabytes: the room that it takes.

    Raises:
        ModelError: the file system or SQLite refused to write it.
    """
    try:
        with staging(target.parent) as staged:
            yield staged
    except (OSError, sqlite3.Error) as error:
        raise ModelError(
            f"{target}: the {what} cannot be written ({unwritten(error)}). Make room ({megabytes} MB), check the folder's "
            "rights, or name another: cache in kotae.toml, or KOTAE_CACHE."
        ) from error
