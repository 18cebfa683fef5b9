"""Files of what is an account's own: read and written whole, told of in one line where they cannot be."""

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kotae.errors import KotaeError, reason
from kotae.staging import write_whole


def read_own(path: Path, adapter: TypeAdapter[Any]) -> Any:
    """Return what a file holds; None where it is not there.

    Raises:
        KotaeError: it cannot be read, or holds something else.
    """
    try:
        return adapter.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KotaeError(f"{path}: cannot be read ({reason(error)}). Check its rights.") from error
    except ValueError as error:
        raise KotaeError(f"{path}: damaged. Mend the file, or move it away to begin anew.") from error


def write_own(path: Path, adapter: TypeAdapter[Any], value: object) -> None:
    """Write a file whole or not at all.

    Raises:
        KotaeError: it cannot be written.
    """
    try:
        write_whole(path, adapter.dump_json(value, indent=1))
    except OSError as error:
        raise KotaeError(f"{path}: cannot be written ({reason(error)}). Make room, or check its rights.") from error
