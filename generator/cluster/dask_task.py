"""Runs inside Dask's workers: passes each task to a `JobServer` process, one for each thread of the worker."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from generator.cluster.job import ClusterJob

_thread = threading.local()
_servers: set[_ServerProcess] = set()


class _ServerProcess:
    """A `JobServer` process and the pipe to it."""

    def __init__(self) -> None:
        self._pipe, far = multiprocessing.Pipe()
        root = str(Path(__file__).resolve().parent.parent.parent)
        command = [sys.executable, "-P", "-m", "generator.cluster.job_server", str(far.fileno())]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
        self.process = subprocess.Popen(command, pass_fds=[far.fileno()], env=environment, stdin=subprocess.DEVNULL)
        far.close()
        _servers.add(self)

    def request(self, data: bytes) -> bytes:
        """Pickled results. Raises EOFError or OSError where the process died."""
        self._pipe.send_bytes(data)
        return self._pipe.recv_bytes()

    def kill(self) -> None:
        """A thread that waits for an answer gets EOFError."""
        _servers.discard(self)
        self.process.kill()
        self.process.wait()


def run_chunk(job: ClusterJob, start: int, stop: int) -> bytes:
    """The pickled results of these items; empty where the process that ran them died. Raises OSError."""
    server: _ServerProcess | None = getattr(_thread, "server", None)
    if server is None or server not in _servers or server.process.poll() is not None:
        server = _thread.server = _ServerProcess()
    try:
        return server.request(pickle.dumps((job, start, stop)))
    except (EOFError, ConnectionError):  # it died, or had just exited
        server.kill()
        return b""


def stop_servers() -> None:
    """Kills all servers of this Dask worker."""
    for server in _servers.copy():
        server.kill()
