"""An executor on a Dask cluster.

The cluster's machines must see the same content, site, state, theme and program under the same paths, so they need a
shared file system. A job (a function and its items) is written there once; only ranges of items and their pickled
results pass through Dask.
"""

from __future__ import annotations

import itertools
import logging
import pickle
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from generator.cluster.dask_task import run_chunk, stop_servers
from generator.cluster.job import ClusterJob, Environment
from generator.diagnostics import BuildStopped
from generator.lease import Lease, LeaseOccupied
from generator.workers import Failure, FailureKind, unwrap

if TYPE_CHECKING:
    from distributed import Client, Future

    Results = Future[bytes]

T = TypeVar("T")
R = TypeVar("R")
L = TypeVar("L")

CONNECTING = 10  # seconds to wait for the scheduler
WAITING = 30  # seconds to wait while there is no worker
_MAX_LOADED = 1_000  # items in a job that carries their loaded inputs
_CHUNKS_PER_PROCESS = 4  # a worker that dies loses one chunk


class ClusterFailed(BuildStopped):
    """The cluster can't do the work; the message says in Chinese why, and what to do."""


class Cluster:
    """A `workers.Executor` over the processes of a cluster; losing a worker costs time only.

    On each machine a `JobServer` isolates items that crash, hang or exhaust memory. Job files lie in `folder`.
    """

    def __init__(self, address: str, folder: Path, lease: Lease, theme: Path, content: Path):
        """Connects to the scheduler at `address` and checks every worker. Raises `ClusterFailed`."""
        self._folder, self._lease = folder, lease
        self._environment = Environment.current(theme, content)
        self._token = self._renew_token()
        self._numbers = itertools.count()
        self._pools: list[_Pool] = []
        self._client = _connect(address)
        try:
            self.count = self._check_workers()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in self._pools:
            pool.cancel()
        self._pools.clear()
        with suppress(Exception):  # idle servers stop by themselves
            self._client.run(stop_servers)
        with suppress(Exception):
            self._client.close()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """As `Executor.map`. Raises `ClusterFailed`, too."""
        return map(unwrap, self.each(function, items))

    def each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Failure]:
        """As `Executor.each`. Raises `ClusterFailed`."""
        items = list(items)
        if not items:
            return iter(())
        pool = _Pool(self._client, self._write_job(function, items), len(items), self.count)
        self._pools.append(pool)
        return self._results(pool)

    def each_loaded(
        self, function: Callable[[L], R], items: Iterable[T], load: Callable[[T], L], large: int = 0
    ) -> Iterator[R | Failure]:
        """As `Executor.each_loaded`, in jobs of 1,000 items, the large ones in jobs of their own: they are as many as
        there are processes, and each has its memory. Raises `ClusterFailed`.
        """
        every = list(items)
        groups = every[: len(every) - large], every[len(every) - large :]
        jobs = (group[start : start + _MAX_LOADED] for group in groups for start in range(0, len(group), _MAX_LOADED))
        return itertools.chain.from_iterable(self.each(function, list(map(load, job))) for job in jobs)

    def _results(self, pool: _Pool) -> Iterator[Any]:
        """Renews the token at the end: a worker that was thought lost, and was not, must not go on writing."""
        try:
            yield from pool.results()
        finally:
            pool.cancel()
            self._pools.remove(pool)
            if not self._pools:
                self._token = self._renew_token()

    def _write_job(self, function: Callable[[Any], object], items: Sequence[Any]) -> ClusterJob:
        file = self._folder / f"job-{next(self._numbers)}"
        try:
            return ClusterJob.write(file, function, items, self._lease, self._token, self._environment)
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
            raise ClusterFailed(
                f"有一步没法交给集群（{error}）。不用 --cluster 再运行一次，并告诉维护网站的人"
            ) from error

    def _renew_token(self) -> str:
        try:
            return self._lease.renew()
        except LeaseOccupied:
            raise ClusterFailed("集群上还有没结束的工作，等不到它停。重新启动那边的 dask worker，再运行一次") from None

    def _check_workers(self) -> int:
        """The number of processes. Each runs an empty job, which checks its environment."""
        threads: dict[str, int] = self._client.nthreads()
        if not threads:
            raise ClusterFailed("集群上一个 worker 也没有。先在各台机器上启动 dask worker，再运行一次")
        job = self._write_job(_no_operation, ())
        tests = [
            self._client.submit(run_chunk, job, 0, 0, workers=[one], key=f"homes-look-{job.token}-{one}")
            for one in threads
        ]
        for future in tests:
            _chunk_results(future, CONNECTING * 3)
        Path(job.file).unlink()
        return sum(threads.values())


class _Pool:
    """The Dask tasks of one call, and the results that were not yet asked for."""

    def __init__(self, client: Client, job: ClusterJob, count: int, processes: int):
        self._client, self._job, self._count = client, job, count
        self._done: dict[int, object] = {}
        self._ready: SimpleQueue[Results] = SimpleQueue()
        self._tasks: dict[str, tuple[Results, range]] = {}
        self._retried: set[int] = set()
        self._numbers = itertools.count()
        size = max(1, count // (processes * _CHUNKS_PER_PROCESS))
        for start in range(0, count, size):
            self._submit(range(start, min(start + size, count)))

    def results(self) -> Iterator[object]:
        """In the order of the items."""
        for index in range(self._count):
            while index not in self._done:
                self._wait()
            yield self._done.pop(index)

    def cancel(self) -> None:
        """Cancels all tasks; those that run already end with the lease."""
        with suppress(Exception):
            self._client.cancel([future for future, _ in self._tasks.values()])
        self._tasks.clear()
        Path(self._job.file).unlink(missing_ok=True)

    def _submit(self, chunk: range) -> None:
        key = f"homes-{Path(self._job.file).name}-{self._job.token}-{next(self._numbers)}"
        future = self._client.submit(
            run_chunk, self._job, chunk.start, chunk.stop, key=key, priority=-chunk.start, retries=2
        )
        self._tasks[key] = (future, chunk)
        future.add_done_callback(self._ready.put)

    def _wait(self) -> None:
        """Waits for a chunk. One whose process died is split; a single item is tried twice."""
        future = self._next_ready()
        _, chunk = self._tasks.pop(str(future.key))
        results = _chunk_results(future)
        if results is not None:
            self._done.update(zip(chunk, results, strict=True))
        elif len(chunk) > 1:
            middle = len(chunk) // 2
            self._submit(chunk[:middle])
            self._submit(chunk[middle:])
        elif chunk.start in self._retried:
            self._done[chunk.start] = Failure(FailureKind.CRASH)
        else:
            self._retried.add(chunk.start)
            self._submit(chunk)

    def _next_ready(self) -> Results:
        deadline = time.monotonic() + WAITING
        while True:
            try:
                return self._ready.get(timeout=2)
            except Empty:
                if self._has_workers():
                    deadline = time.monotonic() + WAITING
                elif time.monotonic() > deadline:
                    raise ClusterFailed(
                        f"集群上的 worker 都不见了，等了 {WAITING} 秒也没有回来。把它们启动起来，再运行一次"
                    ) from None

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except Exception:
            return False


def _connect(address: str) -> Client:
    try:
        import distributed
    except ImportError:
        raise ClusterFailed(
            "没有装集群要用的 distributed。在程序的文件夹里运行 pip install '.[cluster]' 装上，再运行一次"
        ) from None
    for name in [
        one for one in logging.root.manager.loggerDict if one.split(".")[0] in ("distributed", "tornado", "asyncio")
    ]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # `ClusterFailed` reports every error once
    try:
        return distributed.Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterFailed(
            f"连不上集群 {address}（等了 {CONNECTING} 秒）。看看地址对不对、dask scheduler 启动了没有"
        ) from error


def _chunk_results(future: Results, timeout: float | None = None) -> list[object] | None:
    """The results of a chunk; None where the process that ran it died. Raises `ClusterFailed`."""
    from distributed import CancelledError, KilledWorker

    try:
        data = future.result(timeout)
    except KilledWorker:
        return None
    except ImportError as error:
        raise ClusterFailed(
            "有的机器上没有装这个程序。每台都按同一份 requirements.txt 装好，重新启动 dask worker，再运行一次"
        ) from error
    except CancelledError as error:
        raise ClusterFailed("和集群断了联系。看看 dask scheduler 还在不在，再运行一次") from error
    except Exception as error:
        raise ClusterFailed(
            f"集群做不下去（{type(error).__name__}：{error}）。"
            "看看两边的程序是不是同一版、那边的日志里说了什么，再运行一次"
        ) from error
    finally:
        future.release()
    if not data:
        return None
    results: list[object] | str = pickle.loads(data)
    if isinstance(results, str):
        raise ClusterFailed(f"集群里的 {results}，再运行一次")
    return results


def _no_operation(_: object) -> None:
    """The function of a job without items."""
