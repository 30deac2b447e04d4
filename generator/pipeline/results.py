"""What a build returns, and the executor that it runs on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Finding
from generator.reading.options import BuildFailed, BuildOptions
from generator.store import State
from generator.workers import CAN_FORK, Workers

if TYPE_CHECKING:
    from generator.cluster import Cluster

CAN_BUILD = CAN_FORK
"""Whether this system can build; any can check."""


@dataclass(frozen=True)
class Summary:
    """A release in numbers and names.

    `using_last_good`, `unpublished`, `unapproved` (their folders are not what was approved last): identities of homes;
    `problems`: lines to be shown after every build; `notices`: lines to be shown once, when they are new;
    `embargoed`: files of features whose embargo has not ended, each with its minute, the next first;
    `next_change`: the day or time (ISO) at which an unchanged content would give another site, "" for never.
    """

    pages: int
    homes: int
    using_last_good: tuple[str, ...]
    unpublished: tuple[str, ...]
    problems: tuple[str, ...]
    next_change: str = ""
    unapproved: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    embargoed: tuple[tuple[str, dt.datetime], ...] = ()


@dataclass(frozen=True)
class BuildResult:
    """`state`: the state folder. `written`: how many files differ from the release before. `findings`: of the homes
    that were read, in order. `report`: all findings as text, or None where nothing was built. `new_notices`: those that
    the release before did not have.
    """

    summary: Summary
    state: Path
    written: int = 0
    seconds: float = 0
    findings: tuple[Finding, ...] = ()
    report: str | None = None
    new_notices: tuple[str, ...] = ()


class PagesBroken(BuildFailed):
    """MkDocs rejected the hand-written pages or the theme."""


def make_executor(options: BuildOptions, state: State, theme: Path) -> Workers | Cluster:
    """The executor for homes and tasks. The state must be locked. Raises `ClusterFailed`."""
    if options.cluster is None:
        return Workers(options.workers)
    from generator.cluster import Cluster  # imports Dask, which takes a second

    return Cluster(options.cluster, state.scratch, state.lease, theme, options.content)
