"""`python -m generator.cluster.job_server`: does jobs on a cluster's machine, by the same executor as at home.

A process of its own with one thread, for it forks: a crash, a hang or an eaten memory costs an item there as it does
here, and leaves Dask's worker standing.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from multiprocessing.connection import Connection

from generator.cluster.job import Environment, Job
from generator.lease import LeaseExpired
from generator.workers import Workers

_HERE = os.uname().nodename
IDLE = 60  # seconds after which it goes, with all that it has in memory


class JobServer:
    """One after the other: (job, start, stop) comes in, pickled; the packed results of these items go out, or a text
    that says what is wrong.
    """

    def __init__(self, pipe: Connection):
        self._pipe = pipe
        self._fit: Environment | None = None
        self._job: Job | None = None
        self._function, self._items = None, ()

    def serve(self) -> None:
        while self._pipe.poll(IDLE):
            try:
                job, start, stop = pickle.loads(self._pipe.recv_bytes())
            except EOFError:
                return
            self._pipe.send_bytes(pickle.dumps(self._answer(job, start, stop), pickle.HIGHEST_PROTOCOL))

    def _answer(self, job: Job, start: int, stop: int) -> list | str:
        try:
            os.chdir(job.folder)
            with job.lease.hold(job.token):
                _leave_with(job)
                if job != self._job and (told := self._take(job)):
                    return told
                with Workers(1) as workers:
                    return list(workers.each(self._function, self._items[start:stop]))
        except (OSError, EOFError) as error:
            return f"{_HERE} 看不到这里的文件（{error}）。把内容、网站和程序所在的文件夹共享到那台机器的同一个路径下"
        except LeaseExpired:
            return f"{_HERE} 要做的事已经过期了"  # nobody waits for it
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _take(self, job: Job) -> str:
        self._job, self._function, self._items = None, None, ()  # before the next: both at once may be too much
        if job.surroundings != self._fit and (told := job.surroundings.differs()):
            return f"{_HERE} {told}"
        self._fit = job.surroundings
        os.umask(job.umask)
        self._function, self._items = job.load()
        self._job = job
        return ""


def _leave_with(job: Job) -> None:
    """From now on ends this process, and so its workers, within a second or two after its work is wanted no more."""
    parent = os.getppid()

    def look(*_: object) -> None:
        if os.getppid() != parent or not job.lease.is_current(job.token):
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def main() -> None:
    gc.set_threshold(100_000, 50, 50)  # as the command does
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the worker's to answer
    JobServer(Connection(int(sys.argv[1]))).serve()


if __name__ == "__main__":
    main()
