"""A file's digest is that of what it holds now, however often it is asked for."""

import hashlib
import os
from pathlib import Path

import pytest

from kotae.digests import digest


@pytest.mark.parametrize("later", [b"two", b"longer than before", b""])
def test_a_file_that_has_changed_has_another_digest(tmp_path: Path, later: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")
    assert digest(path) == digest(path) == hashlib.sha256(b"one").hexdigest()
    path.write_bytes(later)
    os.utime(path, ns=(1, 1))  # a clock that is too coarse for two writes in a row tells of one
    assert digest(path) == hashlib.sha256(later).hexdigest()


def test_a_file_that_is_gone_has_none(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")
    digest(path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        digest(path)
