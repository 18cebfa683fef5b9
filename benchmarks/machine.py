"""The line that every benchmark prints first: when, and on what size of machine."""

import datetime
import platform

from kotae.evaluation.described import memory_gib
from kotae.processes import cores


def stamp() -> str:
    """Return today's date and the machine's size."""
    machine = f"{cores()} cores, {memory_gib()} GiB, {platform.machine()}, Python {platform.python_version()}"
    return f"{datetime.date.today()}, {machine}"
