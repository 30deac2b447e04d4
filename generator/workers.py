"""One executor for the work that goes home by home: forked, limited, killable processes on this machine.

Small and single-threaded on purpose: the parent forks, hands out chunks over pipes and knows from shared memory which
item each worker is at. So a worker that dies or hangs is replaced at once, and costs the one item that killed it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import resource
import signal
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from mmap import mmap
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
Load = Callable[[object], object]

ITEM_SECONDS = 60  # for one item, by the clock as by the processor
MEMORY = 1536 * 2**20  # bytes of addresses that a worker may take beyond what it inherits
MAX_FILE_SIZE = 256 * 2**20  # bytes of a file that it writes
_CHUNK = 64  # items handed out at once, at most
_AT = struct.Struct("qd")  # the item that a worker is at, and since when
_NONE = -1  # it is at no item: waiting, or sending results home

_context = multiprocessing.get_context("fork")


class FailureKind(Enum):
    """What became of work that gave no result."""

    ERROR = "error"  # an exception
    CRASH = "crash"  # the process died
    HANG = "hang"  # out of time
    MEMORY = "memory"  # out of memory


@dataclass(frozen=True)
class Failure:
    """Stands where the result of an item would. `error` is the exception, where there was one."""

    kind: FailureKind
    error: Exception | None = None


class WorkerFailed(RuntimeError):
    """Work that nobody may do without died with its process."""

    def __init__(self, kind: FailureKind):
        super().__init__(kind)
        self.kind = kind


class Workers:
    """`map` and `each` over `count` processes (default: one a processor).

    Each call forks anew, so functions (closures too) and items are inherited as they are at that moment and only
    results are pickled. What a function changes in memory stays in its worker.
    """

    def __init__(self, count: int | None = None):
        self.count = count or os.cpu_count() or 1
        self._crews: list[_Pool] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for crew in self._crews:
            crew.dismiss()
        self._crews.clear()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of the items; in this process when one is enough. Work starts at once.

        Exceptions reach the caller. Raises `WorkerFailed` where a process died or hung.
        """
        items = list(items)
        return map(function, items) if self.count == 1 or len(items) < 2 else map(whole, self.each(function, items))

    def each(self, function: Callable[[T], R], items: Iterable, load: Load | None = None) -> Iterator[R | Failure]:
        """As `map`, but every item stands for itself: never in this process, and a `Failure` where one came to nothing.

        `load`: item → what the function gets of it, pickled. It runs in this process when a worker is about to begin,
        so that what many items need is never in memory all at once.
        """
        crew = _Pool(function, list(items), self.count, load)
        self._crews.append(crew)
        return self._drain(crew)

    def _drain(self, crew: _Pool) -> Iterator:
        yield from crew.results()
        crew.dismiss()  # now, not at the end: idle workers hold memory
        self._crews.remove(crew)


def whole(result: R | Failure) -> R:
    """The result that nobody may do without. Raises its error, `WorkerFailed`."""
    if isinstance(result, Failure):
        raise result.error or WorkerFailed(result.kind)
    return result


class _Pool:
    """The workers of one call. `waiting` are chunks to hand out; `doubted` items whose worker died once."""

    def __init__(self, function: Callable, items: Sequence, count: int, load: Load | None = None):
        self.function, self.items, self.load = function, items, load
        size = max(1, min(_CHUNK, len(items) // (count * 8)))
        self.waiting = deque(range(start, min(start + size, len(items))) for start in range(0, len(items), size))
        self.doubted: set[int] = set()
        self.done: dict[int, object] = {}
        self.members: list[_Worker] = []
        for _ in range(min(count, len(self.waiting))):
            self._hire()

    def results(self) -> Iterator:
        """In the order of the items."""
        for index in range(len(self.items)):
            while index not in self.done:
                self._attend()
            yield self.done.pop(index)

    def dismiss(self) -> None:
        """Ends all workers, whatever they are at."""
        for member in self.members:
            member.end()
        self.members.clear()

    def _hire(self) -> None:
        member = _Worker(self.function, self.items)
        self.members.append(member)
        self._give(member)

    def _give(self, member: _Worker) -> None:
        """Hands out the next chunk, if there is any."""
        chunk = self.waiting.popleft() if self.waiting else range(0)
        member.give(chunk, [self.load(self.items[index]) for index in chunk] if self.load else None)

    def _attend(self) -> None:
        """Waits until a worker has something, died, or has been at one item for too long."""
        ready = wait([member.pipe for member in self.members], min(member.left for member in self.members))
        for member in [member for member in self.members if member.pipe in ready]:
            try:
                results = pickle.loads(member.pipe.recv_bytes())
            except (EOFError, OSError):
                self._replace(member, member.fate())
                continue
            self.done.update(zip(member.chunk, results, strict=True))
            self._give(member)
        for member in [member for member in self.members if member.left <= 0]:
            self._replace(member, FailureKind.HANG)

    def _replace(self, member: _Worker, kind: FailureKind) -> None:
        """Takes a dead or hanging worker's chunk apart: its culprit is done with, the others are worked on again.

        Who is short of memory kills anybody: an item whose worker died has a second chance, alone.
        """
        at, chunk = member.at, member.chunk
        member.end()
        self.members.remove(member)
        if at == _NONE and len(chunk) > 1:  # died with all results in hand: nobody can tell which was too much
            middle = len(chunk) // 2
            parts = [chunk[:middle], chunk[middle:]]
        else:
            culprit = chunk[0] if at == _NONE else at
            again = kind is not FailureKind.HANG and culprit not in self.doubted
            self.doubted.add(culprit)
            if not again:
                self.done[culprit] = Failure(kind)
            own = range(culprit, culprit + 1) if again else range(0)
            parts = [range(chunk.start, culprit), own, range(culprit + 1, chunk.stop)]
        self.waiting.extendleft(reversed([part for part in parts if part]))
        if self.waiting:
            self._hire()


class _Worker:
    """One worker, seen from the parent: its process, its pipe, its chunk, and where in it it is."""

    def __init__(self, function: Callable, items: Sequence):
        self.chunk = range(0)
        self._progress = mmap(-1, _AT.size)
        self._tell(_NONE)
        self.pipe, far = _context.Pipe()
        self.process = _context.Process(target=self._work, args=(function, items, far), daemon=True)
        gc.freeze()  # the child's collector would touch, and so copy, every page of ours
        try:
            self.process.start()
        finally:
            gc.unfreeze()
        far.close()

    @property
    def at(self) -> int:
        return _AT.unpack(self._progress[:])[0]

    @property
    def left(self) -> float:
        """Seconds that its item has left."""
        at, since = _AT.unpack(self._progress[:])
        return float(ITEM_SECONDS) if at == _NONE else since + ITEM_SECONDS - time.monotonic()

    def give(self, chunk: range, loaded: list | None = None) -> None:
        """`loaded`: what the worker gets in the place of the items."""
        self.chunk = chunk
        if chunk:
            with suppress(OSError):  # dead: the next look at its pipe says so
                self.pipe.send((chunk.start, chunk.stop, loaded))

    def fate(self) -> FailureKind:
        """How a worker that hung up came to its end."""
        self.process.join(ITEM_SECONDS)
        ends = {-signal.SIGXCPU: FailureKind.HANG, -signal.SIGKILL: FailureKind.MEMORY}
        return ends.get(self.process.exitcode, FailureKind.CRASH)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def _tell(self, at: int) -> None:
        self._progress[:] = _AT.pack(at, time.monotonic())

    def _work(self, function: Callable, items: Sequence, pipe: Connection) -> None:
        """In the worker: chunk by chunk, until the parent ends it."""
        _watch_parent()
        _limit()
        while True:
            results = []
            start, stop, loaded = pipe.recv()
            for index, item in enumerate(items[start:stop] if loaded is None else loaded, start):
                self._tell(index)
                _limit_time()
                results.append(_result(function, item))
            self._tell(_NONE)
            pipe.send_bytes(_packed(results))


def _result(function: Callable, item: object) -> object:
    try:
        return function(item)
    except MemoryError:
        return Failure(FailureKind.MEMORY)
    except Exception as error:
        return Failure(FailureKind.ERROR, _portable(error))


def _portable(error: Exception) -> Exception:
    """The exception, or what stands for one that does not come whole out of a pipe."""
    try:
        return pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")


def _packed(results: list) -> bytes:
    try:
        return pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
    except Exception:
        return pickle.dumps([_sendable(result) for result in results], pickle.HIGHEST_PROTOCOL)


def _sendable(result: object) -> object:
    try:
        pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return Failure(FailureKind.MEMORY)
    except Exception as error:
        return Failure(FailureKind.ERROR, _portable(error))
    return result


def _limit() -> None:
    """What no home's work may take. Files of memory dumps would hold what is private."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        _lower(resource.RLIMIT_AS, int(statm.read_text().split()[0]) * resource.getpagesize() + MEMORY)
    _lower(resource.RLIMIT_FSIZE, MAX_FILE_SIZE)
    _lower(resource.RLIMIT_CORE, 0)


def _limit_time() -> None:
    """The kernel ends a worker that computes for too long, even where the parent is gone."""
    _lower(resource.RLIMIT_CPU, int(time.process_time()) + ITEM_SECONDS + 1)


def _lower(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _watch_parent() -> None:
    """A worker dies with its parent, however that died: an orphan would hold the lock and write on.

    Ctrl+C is the parent's to answer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def follow() -> None:
        wait([multiprocessing.parent_process().sentinel])
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
