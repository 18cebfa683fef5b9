"""The line that every benchmark prints first: when, and on what size of machine."""

import datetime
import os
import platform


def stamp() -> str:
    """Return today's date and the machine's size."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{datetime.date.today()}, {cores} cores, {memory:.0f} GiB, {platform.machine()}, Python {platform.python_version()}"
