"""What runs in Dask's own workers: hands each task on to a foreman, one for each thread."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from generator.cluster.job import Job

_own = threading.local()
_all: set[_ServerProcess] = set()


class _ServerProcess:
    """A foreman's process and the pipe to it."""

    def __init__(self) -> None:
        self._pipe, far = multiprocessing.Pipe()
        root = str(Path(__file__).resolve().parent.parent.parent)
        command = [sys.executable, "-P", "-m", "generator.cluster.job_server", str(far.fileno())]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
        self.process = subprocess.Popen(command, pass_fds=[far.fileno()], env=environment, stdin=subprocess.DEVNULL)
        far.close()
        _all.add(self)

    def answer(self, order: bytes) -> bytes:
        """Packed results. Raises EOFError, OSError where it died."""
        self._pipe.send_bytes(order)
        return self._pipe.recv_bytes()

    def end(self) -> None:
        """Whoever waits for its answer is told by the end of the pipe."""
        _all.discard(self)
        self.process.kill()
        self.process.wait()


def run_chunk(job: Job, start: int, stop: int) -> bytes:
    """The packed results of these items; nothing where who was at it died. Raises OSError."""
    foreman: _ServerProcess | None = getattr(_own, "foreman", None)
    if foreman not in _all or foreman.process.poll() is not None:
        foreman = _own.foreman = _ServerProcess()
    try:
        return foreman.answer(pickle.dumps((job, start, stop)))
    except (EOFError, ConnectionError):  # it died, or had just gone
        foreman.end()
        return b""


def dismiss() -> None:
    """Ends all foremen of this worker."""
    for foreman in _all.copy():
        foreman.end()
