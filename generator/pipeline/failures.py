"""One home fails alone: who was at work when something broke, and what the next try does without."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from typing import TypeVar

from generator.diagnostics import Finding, Place, Severity
from generator.pipeline.last_good import LastGood
from generator.pipeline.options import BuildFailed, HomesFailed
from generator.store import StoreError
from generator.workers import ITEM_SECONDS, Failure, FailureKind

T = TypeVar("T")

FAILED = "house.work"
MAX_FAILED_HOMES = (
    5  # homes that may fail at once; more, and more than one in twenty, is the fault of the program or the theme
)
_SHARE = 20
_TRIES = 6
_TOLD = {
    FailureKind.HANG: f"超过 {ITEM_SECONDS} 秒还没有完",
    FailureKind.MEMORY: "内存不够用",
    FailureKind.CRASH: "处理它的进程突然没了",
}
_REMEDY = "看看最近改了哪个文件，特别长、特别大或有怪字符的先改回去；改好了还这样，请把这一条告诉维护网站的人"


class FailedHomes:
    """Homes that failed so far: some are tried again with their last good files (`use_last_good`), others are
    `excluded`.
    """

    def __init__(self) -> None:
        self.use_last_good: set[str] = set()
        self.excluded: set[str] = set()
        self._findings: dict[str, Finding] = {}

    def add(self, failed: HomesFailed, last_good: LastGood) -> None:
        for identity, finding in failed.lost.items():
            self._findings.setdefault(identity, finding)
            if identity in self.use_last_good or not last_good.has(identity):
                self.use_last_good.discard(identity)
                self.excluded.add(identity)
            else:
                self.use_last_good.add(identity)

    @property
    def findings(self) -> dict[str, Finding]:
        """What is said of each, by identity."""
        return {one: _ending(finding, one in self.excluded) for one, finding in self._findings.items()}


def _ending(finding: Finding, excluded: bool) -> Finding:
    told = f"{finding.message}。别家不受影响，这一家{'先不公开' if excluded else '先用旧版'}"
    return Finding(finding.severity, told, finding.remedy, finding.place, rule=finding.rule, home=finding.home)


def without_failing(attempt: Callable[[FailedHomes], T], last_good: LastGood, homes: int) -> T:
    """What `attempt` makes, without the homes that break it.

    `homes`: how many there are. Raises `BuildFailed` where it is not they.
    """
    failed_homes = FailedHomes()
    for _ in range(_TRIES):
        try:
            return attempt(failed_homes)
        except HomesFailed as failed:
            failed_homes.add(failed, last_good)
            count = len(failed_homes.findings)
            if count > max(MAX_FAILED_HOMES, homes // _SHARE) or count == homes > 1:
                said = "\n".join(str(finding) for finding in list(failed.lost.values())[:MAX_FAILED_HOMES])
                raise BuildFailed(
                    f"一下子有 {count} 家出错，多半不是内容的毛病，没有发布，旧网站原样不动：\n{said}"
                ) from failed
    raise BuildFailed(
        "总有妇女之家出错，没有发布，旧网站原样不动：\n" + "\n".join(map(str, failed_homes.findings.values()))
    )


def failure(lost: Failure, identity: str, doing: str) -> Finding:
    """What is said of a home whose work came to nothing. Raises the error where it is the machine's."""
    return Finding(
        Severity.ERROR, f"{doing}时{why(lost)}", _REMEDY, Place(f"homes/{identity}"), rule=FAILED, home=identity
    )


def why(lost: Failure) -> str:
    """What went wrong, in Chinese. Raises the error where it is the machine's: a full disk is no home's fault."""
    if isinstance(lost.error, StoreError) or (
        isinstance(lost.error, OSError) and lost.error.errno not in (errno.EFBIG, errno.ENOMEM)
    ):
        raise lost.error
    return _TOLD.get(lost.kind) or f"出了错（{type(lost.error).__name__}：{lost.error}）"


def raise_if_failed(lost: Mapping[str, Finding]) -> None:
    """Raises `HomesFailed` where there are any."""
    if lost:
        raise HomesFailed(lost)
