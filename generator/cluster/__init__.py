"""The work that goes home by home, on the workers of a Dask cluster.

They must see the same content, site, state, theme and program under the same paths: a shared file system. A job
(function and items) lies there in one file; through Dask go ranges of items one way and their results the other.
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
from typing import TYPE_CHECKING, TypeVar

from generator.cluster.dask_task import dismiss, run_chunk
from generator.cluster.job import Environment, Job
from generator.diagnostics import BuildStopped
from generator.lease import Lease, LeaseOccupied
from generator.workers import Failure, FailureKind, Load, whole

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")

CONNECTING = 10  # seconds
WAITING = 30  # seconds without a single worker
_LOADED = 1_000  # items of a job that carries what was loaded for them
_PARTS = 4  # chunks for each process: whoever dies loses one


class ClusterFailed(BuildStopped):
    """The cluster can't do it; the message says in Chinese why, and what to do."""


class Cluster:
    """As `Workers`: `map` and `each`, over the processes of a cluster. A worker that is lost costs time alone.

    Each worker's own executor sees to items that crash, hang or eat memory. `folder`: where jobs lie meanwhile.
    """

    def __init__(self, address: str, folder: Path, lease: Lease, theme: Path, content: Path):
        """Connects, and looks whether all workers are fit. Raises `ClusterFailed`."""
        self._folder, self._lease = folder, lease
        self._surroundings = Environment.here(theme, content)
        self._token = self._moved()
        self._numbers = itertools.count()
        self._crews: list[_Pool] = []
        self._client = _connected(address)
        try:
            self.count = self._fit()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        for crew in self._crews:
            crew.dismiss()
        self._crews.clear()
        with suppress(Exception):  # they go by themselves
            self._client.run(dismiss)
        with suppress(Exception):
            self._client.close()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of the items. Exceptions reach the caller. Raises `WorkerFailed`, `ClusterFailed`."""
        return map(whole, self.each(function, items))

    def each(self, function: Callable[[T], R], items: Iterable, load: Load | None = None) -> Iterator[R | Failure]:
        """As `map`, but every item stands for itself: a `Failure` where one came to nothing. Raises `ClusterFailed`.

        `load`: item → what the function gets of it; loaded for so many at once as fit into one job.
        """
        items = list(items)
        if load:
            jobs = (items[start : start + _LOADED] for start in range(0, len(items), _LOADED))
            return itertools.chain.from_iterable(self.each(function, list(map(load, job))) for job in jobs)
        if not items:
            return iter(())
        crew = _Pool(self._client, self._job(function, items), len(items), self.count)
        self._crews.append(crew)
        return self._drain(crew)

    def _drain(self, crew: _Pool) -> Iterator:
        """Nobody is at it any more when it is done: who was thought lost, and was not, may not write on."""
        try:
            yield from crew.results()
        finally:
            crew.dismiss()
            self._crews.remove(crew)
            if not self._crews:
                self._token = self._moved()

    def _job(self, function: Callable, items: Sequence) -> Job:
        file = self._folder / f"job-{next(self._numbers)}"
        try:
            return Job.write(file, function, items, self._lease, self._token, self._surroundings)
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
            raise ClusterFailed(
                f"有一步没法交给集群（{error}）。不用 --cluster 再运行一次，并告诉维护网站的人"
            ) from error

    def _moved(self) -> str:
        try:
            return self._lease.renew()
        except LeaseOccupied:
            raise ClusterFailed("集群上还有没结束的工作，等不到它停。重新启动那边的 dask worker，再运行一次") from None

    def _fit(self) -> int:
        """How many processes there are; each did a job of nothing, so sees what it must."""
        threads: dict[str, int] = self._client.nthreads()
        if not threads:
            raise ClusterFailed("集群上一个 worker 也没有。先在各台机器上启动 dask worker，再运行一次")
        job = self._job(_nothing, ())
        tests = {
            one: self._client.submit(run_chunk, job, 0, 0, workers=[one], key=f"homes-look-{job.token}-{one}")
            for one in threads
        }
        for one, future in tests.items():
            _unpacked(future, CONNECTING * 3)
        Path(job.file).unlink()
        return sum(threads.values())


class _Pool:
    """The tasks of one call, and the results that are not yet asked for."""

    def __init__(self, client: Client, job: Job, count: int, processes: int):
        self._client, self._job, self._count = client, job, count
        self._done: dict[int, object] = {}
        self._ready: SimpleQueue[Future] = SimpleQueue()
        self._tasks: dict[str, tuple[Future, range]] = {}
        self._doubted: set[int] = set()
        self._numbers = itertools.count()
        size = max(1, count // (processes * _PARTS))
        for start in range(0, count, size):
            self._submit(range(start, min(start + size, count)))

    def results(self) -> Iterator:
        """In the order of the items."""
        for index in range(self._count):
            while index not in self._done:
                self._attend()
            yield self._done.pop(index)

    def dismiss(self) -> None:
        """Forgets what is still under way; the lease ends it."""
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

    def _attend(self) -> None:
        """Waits until a chunk is done, or nobody is left to do it."""
        future = self._next()
        _, chunk = self._tasks.pop(future.key)
        results = _unpacked(future)
        if results is not None:
            self._done.update(zip(chunk, results, strict=True))
        elif len(chunk) > 1:
            middle = len(chunk) // 2
            self._submit(chunk[:middle])
            self._submit(chunk[middle:])
        elif chunk.start in self._doubted:
            self._done[chunk.start] = Failure(FailureKind.CRASH)
        else:
            self._doubted.add(chunk.start)
            self._submit(chunk)

    def _next(self) -> Future:
        last = time.monotonic() + WAITING
        while True:
            try:
                return self._ready.get(timeout=2)
            except Empty:
                if self._anybody():
                    last = time.monotonic() + WAITING
                elif time.monotonic() > last:
                    raise ClusterFailed(
                        f"集群上的 worker 都不见了，等了 {WAITING} 秒也没有回来。把它们启动起来，再运行一次"
                    ) from None

    def _anybody(self) -> bool:
        try:
            return bool(self._client.nthreads())
        except Exception:
            return False


def _connected(address: str) -> Client:
    try:
        import distributed
    except ImportError:
        raise ClusterFailed(
            "没有装集群要用的 distributed。在程序的文件夹里运行 pip install '.[cluster]' 装上，再运行一次"
        ) from None
    for name in [
        one for one in logging.root.manager.loggerDict if one.split(".")[0] in ("distributed", "tornado", "asyncio")
    ]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what goes wrong is told by us, once
    try:
        return distributed.Client(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterFailed(
            f"连不上集群 {address}（等了 {CONNECTING} 秒）。看看地址对不对、dask scheduler 启动了没有"
        ) from error


def _unpacked(future: Future, timeout: float | None = None) -> list | None:
    """The results of a chunk; None where whoever was at it died. Raises `ClusterFailed`."""
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
    results = pickle.loads(data)
    if isinstance(results, str):
        raise ClusterFailed(f"集群里的 {results}，再运行一次")
    return results


def _nothing(_: object) -> None:
    """Done to nothing."""
