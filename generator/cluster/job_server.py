"""`python -m generator.cluster.job_server`: runs jobs on a machine of the cluster, with the executor of a local build.

It is a single-threaded process of its own because `Workers` forks; Dask's worker outlives whatever an item does.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from generator.cluster.job import ClusterJob, Environment
from generator.lease import LeaseExpired
from generator.workers import Workers

_HERE = os.uname().nodename
IDLE = 60  # seconds without a request after which the server exits and frees its memory


class JobServer:
    """Reads pickled (job, start, stop) from a pipe and answers with the pickled results of these items.

    An answer that is a text says in Chinese what is wrong with this machine.
    """

    def __init__(self, pipe: Connection):
        self._pipe = pipe
        self._checked: Environment | None = None
        self._job: ClusterJob | None = None
        self._work: tuple[Callable[[Any], object], Sequence[Any]] | None = None

    def serve(self) -> None:
        while self._pipe.poll(IDLE):
            try:
                job, start, stop = pickle.loads(self._pipe.recv_bytes())
            except EOFError:
                return
            self._pipe.send_bytes(pickle.dumps(self._answer(job, start, stop), pickle.HIGHEST_PROTOCOL))

    def _answer(self, job: ClusterJob, start: int, stop: int) -> list[object] | str:
        try:
            os.chdir(job.folder)
            with job.lease.hold(job.token):
                _exit_without_lease(job)
                if job != self._job or self._work is None:
                    self._job = self._work = None  # free the old job first: both may not fit into memory
                    if job.environment != self._checked and (problem := job.environment.mismatch()):
                        return f"{_HERE} {problem}"
                    self._checked = job.environment
                    os.umask(job.umask)
                    self._job, self._work = job, job.load()
                function, items = self._work
                with Workers(1) as workers:
                    return list(workers.each(function, items[start:stop]))
        except (OSError, EOFError) as error:
            return f"{_HERE} 看不到这里的文件（{error}）。把内容、网站和程序所在的文件夹共享到那台机器的同一个路径下"
        except LeaseExpired:
            return f"{_HERE} 要做的事已经过期了"  # nobody waits for the results
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _exit_without_lease(job: ClusterJob) -> None:
    """Ends this process, and with it its workers, within two seconds of the lease's end or its parent's."""
    parent = os.getppid()

    def check(*_: object) -> None:
        if os.getppid() != parent or not job.lease.is_current(job.token):
            os._exit(1)

    signal.signal(signal.SIGALRM, check)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def main() -> None:
    gc.set_threshold(100_000, 50, 50)  # as `start.main` does
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Dask's worker answers it
    JobServer(Connection(int(sys.argv[1]))).serve()


if __name__ == "__main__":
    main()
