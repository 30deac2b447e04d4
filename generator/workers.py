"""One executor for the work that goes home by home: forked processes on this machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_task: tuple[Callable, Sequence] | None = None  # what the next fork inherits


class Workers:
    """`map` over `count` processes (default: one a processor); in this process when one is enough.

    Each `map` forks anew, so functions (closures too) and items are inherited as they are at that moment and only
    results are pickled. What a function changes in memory stays in its worker. Exceptions reach the caller.
    """

    def __init__(self, count: int | None = None):
        self.count = count or os.cpu_count() or 1
        self._pools: list[ProcessPoolExecutor] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in self._pools:
            pool.shutdown(cancel_futures=True)
        self._pools.clear()

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of the items. Work starts at once."""
        items = list(items)
        if self.count == 1 or len(items) < 2:
            return map(function, items)
        chunk = max(1, min(64, len(items) // (self.count * 8)))
        pool = self._fork(function, items)
        return self._drain(pool, pool.map(_work, range(len(items)), chunksize=chunk))

    def _drain(self, pool: ProcessPoolExecutor, results: Iterator[R]) -> Iterator[R]:
        yield from results
        pool.shutdown()  # now, not at the end: idle workers hold memory
        self._pools.remove(pool)

    def _fork(self, function: Callable, items: Sequence) -> ProcessPoolExecutor:
        global _task
        pool = ProcessPoolExecutor(min(self.count, len(items)), multiprocessing.get_context("fork"), _watch_parent)
        self._pools.append(pool)
        _task = (function, items)
        gc.freeze()  # the children's collector would touch, and so copy, every page of ours
        try:
            pool.submit(os.getpid)  # the first call forks them all
        finally:
            gc.unfreeze()
            _task = None
        return pool


def _work(index: int):
    function, items = _task
    return function(items[index])


def _watch_parent() -> None:
    """A worker dies with its parent, however that died: an orphan would hold the lock and write on. Ctrl+C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def follow() -> None:
        wait([multiprocessing.parent_process().sentinel])
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
