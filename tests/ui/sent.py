"""Files that a page has sent, for the tests of what becomes of them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from kotae_ui.incoming import Incoming


def send(incoming: Incoming, name: str, content: bytes) -> str:
    """Send a file and return its token."""

    async def whole() -> AsyncIterator[bytes]:
        yield content

    return asyncio.run(incoming.receive(name, whole()))


def waiting(incoming: Incoming) -> list[Path]:
    """Return the files that still wait to be taken up."""
    return [path for path in incoming._folder.rglob("*") if path.is_file() and path.name != ".lock"]
