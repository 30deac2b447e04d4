"""What is to be built, what came of it, and what can go wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import BuildStopped, Finding, explain_os_error
from generator.store import AnotherBuild, State
from generator.workers import WorkerFailed, Workers

if TYPE_CHECKING:
    from generator.cluster import Cluster

Progress = Callable[[str, int, int], None]
"""Told the stage, how many things are done, and how many there are."""


def no_progress(stage: str, done: int, total: int) -> None:
    """A `Progress` that nobody sees."""


@dataclass(frozen=True)
class BuildOptions:
    """What is to be built: the content folder, the moment (aware, Beijing), where to, with how many processes, or on
    which cluster (the address of its scheduler).

    `cards`: with a share card of its own for every home, family, brand and feature.
    """

    content: Path
    as_of: dt.datetime
    site: Path = Path("site")
    workers: int | None = None
    photos: bool = True
    fresh: bool = False
    only: str | None = None
    cards: bool = False
    cluster: str | None = None

    @property
    def today(self) -> dt.date:
        return self.as_of.date()


@dataclass(frozen=True)
class Summary:
    """What is said of a release in numbers and names.

    `problems`: what whoever builds should hear at once, line by line; `next_change`: the day or time at which it would
    come out differently by itself, "" where there is none.
    """

    pages: int
    homes: int
    kept: tuple[str, ...]
    left_out: tuple[str, ...]
    problems: tuple[str, ...]
    next_change: str = ""


@dataclass(frozen=True)
class BuildResult:
    """What a build did.

    `written`: files that are not those of the release before; `findings`: those of the homes that were read, in order;
    `report`: all there are, as lines for people, or None where it is the same as before. `state`: the folder of what is
    kept between builds.
    """

    summary: Summary
    state: Path
    written: int = 0
    seconds: float = 0
    findings: tuple[Finding, ...] = ()
    report: str | None = None


class BuildFailed(Exception):
    """Nothing was published; the message says in Chinese why, and the site is the one before."""


class PagesBroken(BuildFailed):
    """MkDocs refused the hand-written pages or the theme."""


class HomesFailed(Exception):
    """Work on some homes came to nothing: identity → what is said of it. Everything else stands."""

    def __init__(self, lost: Mapping[str, Finding]):
        super().__init__(", ".join(lost))
        self.lost = lost


def make_executor(options: BuildOptions, state: State, theme: Path) -> Workers | Cluster:
    """Who does the work that goes home by home and task by task. The state must be locked. Raises `ClusterFailed`."""
    if options.cluster is None:
        return Workers(options.workers)
    from generator.cluster import Cluster  # nobody else has to wait for it

    return Cluster(options.cluster, state.scratch, state.lease, theme, options.content)


@contextmanager
def as_build_failed() -> Iterator[None]:
    """Whatever can go wrong on the machine, as `BuildFailed`."""
    try:
        yield
    except AnotherBuild:
        raise
    except BuildStopped as error:
        raise BuildFailed(str(error)) from error
    except WorkerFailed as error:
        raise BuildFailed(
            "一个工作进程突然没了，多半是内存不够。关掉别的程序，或加上 --workers 1 再运行一次"
        ) from error
    except OSError as error:
        refused = explain_os_error(error)
        raise BuildFailed(f"生成停下了：{refused.message}。{refused.remedy}，再运行一次") from error
