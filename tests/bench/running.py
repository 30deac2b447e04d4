"""One command measured: wall and CPU seconds, and the most memory that its whole family of processes held at once."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

_BEAT = 0.2  # seconds between two looks at memory
_SHARE = 20  # a look may not take more of the time than this part: it reads all page tables


@dataclass(frozen=True)
class Cost:
    """`wall` and `cpu` (user and system, children too) in seconds, `peak` in bytes: memory that forks share counts
    once.
    """

    wall: float
    cpu: float
    peak: int


class Failed(RuntimeError):
    """The command ended with an error; what it said last."""


def run(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    """Runs `command` in `folder` to its end. Raises `Failed`."""
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watch = _Watch(process.pid)
    watch.start()
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - started
    peak = watch.stop()
    if process.returncode:
        raise Failed(said[-2000:])
    return Cost(wall, used.ru_utime + used.ru_stime, peak)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(median(c.wall for c in costs), median(c.cpu for c in costs), int(median(c.peak for c in costs)))


class _Watch(Thread):
    """Looks at the memory of a process and all below it, again and again."""

    def __init__(self, root: int):
        super().__init__(daemon=True)
        self._root, self._peak, self._done = root, 0, Event()

    def run(self) -> None:
        pause = _BEAT
        while not self._done.wait(pause):
            started = time.monotonic()
            self._peak = max(self._peak, sum(map(_memory, _family(self._root))))
            pause = max(_BEAT, _SHARE * (time.monotonic() - started))

    def stop(self) -> int:
        self._done.set()
        self.join()
        return self._peak


def _family(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        found.append(one := waiting.pop())
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                waiting += map(int, Path(f"/proc/{one}/task/{task}/children").read_text().split())
        except OSError:
            continue  # it has just ended
    return found


def _memory(process: int) -> int:
    """Proportional set size: a page that several processes share is split among them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def conditions(folder: Path) -> str:
    """The machine in a sentence: processor, memory, the file system under `folder`, the load when asked."""
    model = next(
        (
            line.partition(": ")[2]
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    mounts = (line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines())
    above = {str(one) for one in (folder.resolve(), *folder.resolve().parents)}
    system = max(((len(place), kind) for place, kind in mounts if place in above))[1]
    return (
        f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {system}, load {os.getloadavg()[0]:.1f}, Python "
        f"{platform.python_version()}"
    )
