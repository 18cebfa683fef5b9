"""A server's many threads take their memory from few places, or what each frees is lost to the others."""

import os
import platform
import subprocess
import sys

import pytest

_PLACES = """
import ctypes, threading
from kotae.processes import share_memory_of_threads
share_memory_of_threads()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info.argtypes = (ctypes.c_int, ctypes.c_void_p)
all_here = threading.Barrier(16)
def take():
    libc.malloc(1000)
    all_here.wait()
threads = [threading.Thread(target=take) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
out = libc.fdopen(1, b"w")
libc.malloc_info(0, out)
libc.fflush(ctypes.c_void_p(out))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc alone has such places")
@pytest.mark.parametrize(("told", "most"), [(None, 2), ("1", 1)])
def test_threads_share_their_memory(told: str | None, most: int) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"}
    environment = kept | ({"MALLOC_ARENA_MAX": told} if told else {})
    done = subprocess.run([sys.executable, "-c", _PLACES], env=environment, capture_output=True, text=True, check=True)
    assert 1 <= done.stdout.count("<heap nr=") <= most
