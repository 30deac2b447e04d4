"""An executor of forked processes with limits on time, memory and file size.

The parent is single-threaded: it forks the workers, sends them chunks of items over pipes, and reads from shared memory
which item each worker is processing. A worker that dies or hangs is replaced at once and costs only that item.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from mmap import mmap
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
L = TypeVar("L")

ITEM_SECONDS = 60  # limit for one item, of wall-clock time and of CPU time
MEMORY_LIMIT = 1536 * 2**20  # bytes of address space a worker may add to what it inherits
MAX_FILE_SIZE = 256 * 2**20  # bytes
_MAX_CHUNK = 64  # items
_PROGRESS = struct.Struct("qd")  # index of the item being processed, and the monotonic time at which it began
CAN_FORK = hasattr(os, "fork")
"""Whether there can be workers: on Windows items are processed here, one after the other."""
_IDLE = -1  # index while a worker waits or sends results


class FailureKind(Enum):
    """Why an item has no result."""

    ERROR = "error"  # it raised an exception
    CRASH = "crash"  # its process died
    HANG = "hang"  # out of time
    MEMORY = "memory"  # out of memory


@dataclass(frozen=True)
class Failure:
    """Takes the place of an item's result; `error` is the exception, for `FailureKind.ERROR`."""

    kind: FailureKind
    error: Exception | None = None


class WorkerFailed(RuntimeError):
    """The process of an item that the caller can't do without died or hung."""

    def __init__(self, kind: FailureKind):
        super().__init__(kind)
        self.kind = kind


class Executor(Protocol):
    """Runs a function over items in other processes: `Workers` on this machine, `cluster.Cluster` on several."""

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Results in the order of the items. Raises the exception of an item, or `WorkerFailed`."""

    def each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Failure]:
        """Results in the order of the items, with a `Failure` for each item that has none."""

    def each_loaded(
        self, function: Callable[[L], R], items: Iterable[T], load: Callable[[T], L], large: int = 0
    ) -> Iterator[R | Failure]:
        """As `each`, but the function gets `load(item)`.

        `load` runs in this process shortly before a worker needs its result, so that the inputs of all items are
        never in memory at once. Of the `large` items, which come last, no two are in work at the same time while
        others wait.
        """


class Workers:
    """An `Executor` of `count` processes (default: one for each processor).

    Each call forks, so functions (closures too) and items are inherited as they are at that moment, and only results
    are pickled. Changes that a function makes in memory stay in its worker.
    """

    def __init__(self, count: int | None = None):
        self.count = count or os.cpu_count() or 1
        self._pools: list[_Pool] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in self._pools:
            pool.terminate()
        self._pools.clear()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """As `Executor.map`; runs in this process for one worker or one item."""
        items = list(items)
        return map(function, items) if self.count == 1 or len(items) < 2 else map(unwrap, self.each(function, items))

    def each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Failure]:
        """As `Executor.each`. The workers start at once."""
        if not CAN_FORK:
            return (_result(function, item) for item in items)
        return self._results(_Pool(function, list(items), self.count))

    def each_loaded(
        self, function: Callable[[L], R], items: Iterable[T], load: Callable[[T], L], large: int = 0
    ) -> Iterator[R | Failure]:
        """As `Executor.each_loaded`. The workers start at once."""
        if not CAN_FORK:
            return (_result(function, load(item)) for item in items)
        return self._results(_Pool(function, list(items), self.count, load, large))

    def _results(self, pool: _Pool) -> Iterator[Any]:
        self._pools.append(pool)

        def results() -> Iterator[Any]:
            yield from pool.results()
            pool.terminate()  # now rather than on exit: idle workers hold memory
            self._pools.remove(pool)

        return results()


def unwrap(result: R | Failure) -> R:
    """The result. Raises the error of a `Failure`, or `WorkerFailed`."""
    if isinstance(result, Failure):
        raise result.error or WorkerFailed(result.kind)
    return result


class _Pool:
    """The workers of one call.

    `waiting`: chunks (ranges of item indices) to be sent; `retried`: items whose worker died once. Each of the `large`
    items, the last ones, is a chunk. After its first chunk the first worker takes chunks from the end, the others go on
    from the front: 7,000 homes took 1.5 GB where two tasks had the whole city in memory at once, 1.0 GB since.
    """

    def __init__(
        self,
        function: Callable[[Any], object],
        items: Sequence[Any],
        count: int,
        load: Callable[[Any], object] | None = None,
        large: int = 0,
    ):
        self.function, self.items, self.load, self.small = function, items, load, len(items) - large
        size = max(1, min(_MAX_CHUNK, self.small // (count * 8)))
        starts = [*range(0, self.small, size), *range(self.small, len(items))]
        self.waiting = deque(range(*span) for span in pairwise((*starts, len(items))))
        self.retried: set[int] = set()
        self.done: dict[int, object] = {}
        self.workers: list[_Worker] = []
        try:
            for place in range(min(count, len(self.waiting))):
                self._start_worker(place)
        except BaseException:  # what `load` raises
            self.terminate()
            raise

    def results(self) -> Iterator[object]:
        """In the order of the items."""
        for index in range(len(self.items)):
            while index not in self.done:
                self._wait()
            yield self.done.pop(index)

    def terminate(self) -> None:
        """Kills all workers."""
        for worker in self.workers:
            worker.kill()
        self.workers.clear()

    def _start_worker(self, place: int) -> None:
        worker = _Worker(self.function, self.items)
        self.workers.insert(place, worker)
        self._send_chunk(worker)

    def _send_chunk(self, worker: _Worker) -> None:
        from_end = self.small < len(self.items) and len(self.workers) > 1 and worker is self.workers[0]
        chunk = (self.waiting.pop() if from_end else self.waiting.popleft()) if self.waiting else range(0)
        worker.send(chunk, [self.load(self.items[index]) for index in chunk] if self.load else None)

    def _wait(self) -> None:
        """Waits until a worker has results, has died, or has exceeded the time for an item."""
        ready = wait([worker.pipe for worker in self.workers], min(worker.time_left for worker in self.workers))
        for worker in [worker for worker in self.workers if worker.pipe in ready]:
            try:
                results = pickle.loads(worker.pipe.recv_bytes())
            except (EOFError, OSError):
                self._replace(worker, worker.exit_reason())
                continue
            self.done.update(zip(worker.chunk, results, strict=True))
            self._send_chunk(worker)
        for worker in [worker for worker in self.workers if worker.time_left <= 0]:
            self._replace(worker, FailureKind.HANG)

    def _replace(self, worker: _Worker, kind: FailureKind) -> None:
        """Replaces a dead or hanging worker and splits its chunk: the item it was at fails, the others run again.

        The kernel kills any process when memory is short, so an item whose worker died is tried once more, alone.
        """
        current, chunk, place = worker.current_item, worker.chunk, self.workers.index(worker)
        worker.kill()
        self.workers.remove(worker)
        if current == _IDLE and len(chunk) > 1:  # died while sending results: any of them may have been too large
            middle = len(chunk) // 2
            parts = [chunk[:middle], chunk[middle:]]
        else:
            culprit = chunk[0] if current == _IDLE else current
            retry = kind is not FailureKind.HANG and culprit not in self.retried
            self.retried.add(culprit)
            if not retry:
                self.done[culprit] = Failure(kind)
            own = range(culprit, culprit + 1) if retry else range(0)
            parts = [range(chunk.start, culprit), own, range(culprit + 1, chunk.stop)]
        again = [part for part in parts if part]
        if chunk.start >= self.small:
            self.waiting.extend(again)
        else:
            self.waiting.extendleft(reversed(again))
        if self.waiting:
            self._start_worker(place)


class _Worker:
    """One worker process, its pipe, and the chunk it was sent."""

    def __init__(self, function: Callable[[Any], object], items: Sequence[Any]):
        self.chunk = range(0)
        self._progress = mmap(-1, _PROGRESS.size)
        self._set_progress(_IDLE)
        context = multiprocessing.get_context("fork")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=self._run, args=(function, items, far), daemon=True)
        gc.freeze()  # the child's collector would write to, and so copy, every inherited page
        try:
            self.process.start()
        finally:
            gc.unfreeze()
        far.close()

    @property
    def current_item(self) -> int:
        index: int = _PROGRESS.unpack(self._progress[:])[0]
        return index

    @property
    def time_left(self) -> float:
        """Seconds until the current item exceeds its limit."""
        index, since = _PROGRESS.unpack(self._progress[:])
        return float(ITEM_SECONDS) if index == _IDLE else since + ITEM_SECONDS - time.monotonic()

    def send(self, chunk: range, loaded: list[object] | None) -> None:
        """Sends a chunk; `loaded` are the function's arguments where they are not the items themselves."""
        self.chunk = chunk
        if chunk:
            with suppress(OSError):  # it died: the next read from its pipe notices
                self.pipe.send((chunk.start, chunk.stop, loaded))

    def exit_reason(self) -> FailureKind:
        """Why a worker that closed its pipe ended."""
        self.process.join(ITEM_SECONDS)
        reasons = {-signal.SIGXCPU: FailureKind.HANG, -signal.SIGKILL: FailureKind.MEMORY}
        return reasons.get(self.process.exitcode or 0, FailureKind.CRASH)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def _set_progress(self, index: int) -> None:
        self._progress[:] = _PROGRESS.pack(index, time.monotonic())

    def _run(self, function: Callable[[Any], object], items: Sequence[Any], pipe: Connection) -> None:
        """In the worker process: chunk after chunk, until the parent kills it."""
        _exit_with_parent()
        _limit_resources()
        while True:
            results = []
            start, stop, loaded = pipe.recv()
            for index, item in enumerate(items[start:stop] if loaded is None else loaded, start):
                self._set_progress(index)
                _limit_cpu_time()
                results.append(_result(function, item))
            self._set_progress(_IDLE)
            pipe.send_bytes(_pickled(results))


def _result(function: Callable[[L], R], item: L) -> R | Failure:
    try:
        return function(item)
    except MemoryError:
        return Failure(FailureKind.MEMORY)
    except Exception as error:
        return Failure(FailureKind.ERROR, _picklable(error))


def _picklable(error: Exception) -> Exception:
    """The exception, or a RuntimeError with its text where pickle can't restore it."""
    try:
        restored: Exception = pickle.loads(pickle.dumps(error))
        return restored
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")


def _pickled(results: list[object]) -> bytes:
    try:
        return pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
    except Exception:
        return pickle.dumps([_picklable_result(result) for result in results], pickle.HIGHEST_PROTOCOL)


def _picklable_result(result: object) -> object:
    try:
        pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return Failure(FailureKind.MEMORY)
    except Exception as error:
        return Failure(FailureKind.ERROR, _picklable(error))
    return result


def _limit_resources() -> None:
    """Sets the limits of a worker. No core dumps: they would hold private data."""
    import resource  # not on Windows

    statm = Path("/proc/self/statm")
    if statm.exists():
        _set_limit(resource.RLIMIT_AS, int(statm.read_text().split()[0]) * resource.getpagesize() + MEMORY_LIMIT)
    _set_limit(resource.RLIMIT_FSIZE, MAX_FILE_SIZE)
    _set_limit(resource.RLIMIT_CORE, 0)


def _limit_cpu_time() -> None:
    """Lets the kernel end a worker whose item computes too long, even after the parent is gone."""
    import resource

    _set_limit(resource.RLIMIT_CPU, int(time.process_time()) + ITEM_SECONDS + 1)


def _set_limit(kind: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _exit_with_parent() -> None:
    """Ends this worker when its parent ends: an orphan would hold the lock and go on writing.

    Only the parent answers Ctrl+C.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None  # this is a child process

    def wait_for_exit() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait_for_exit, daemon=True).start()
