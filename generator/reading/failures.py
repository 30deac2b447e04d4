"""Homes that can't be processed are retried with their last good files, then excluded; all others go on."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from typing import TypeVar

from generator.diagnostics import Finding, Place, Severity
from generator.reading.last_good import LastGood
from generator.reading.options import BuildFailed, HomesFailed
from generator.store import StoreError
from generator.workers import ITEM_SECONDS, Failure, FailureKind

T = TypeVar("T")

FAILED = "house.work"
MAX_FAILED_HOMES = 5  # if more fail, and more than one in 20, the program or the theme is at fault
_SHARE = 20
_ATTEMPTS = 6
_CAUSES = {
    FailureKind.HANG: f"超过 {ITEM_SECONDS} 秒还没有完",
    FailureKind.MEMORY: "内存不够用",
    FailureKind.CRASH: "处理它的进程突然没了",
}
_REMEDY = "看看最近改了哪个文件，特别长、特别大或有怪字符的先改回去；改好了还这样，请把这一条告诉维护网站的人"


class FailedHomes:
    """Homes that failed so far: those to be tried with their last good files, and those that are excluded."""

    def __init__(self) -> None:
        self.use_last_good: set[str] = set()
        self.excluded: set[str] = set()
        self._findings: dict[str, Finding] = {}

    def add(self, failed: HomesFailed, last_good: LastGood) -> None:
        for identity, finding in failed.findings.items():
            self._findings.setdefault(identity, finding)
            if identity in self.use_last_good or not last_good.has(identity):
                self.use_last_good.discard(identity)
                self.excluded.add(identity)
            else:
                self.use_last_good.add(identity)

    @property
    def findings(self) -> dict[str, Finding]:
        """Why each failed and what is published instead, by identity."""
        return {one: _with_outcome(finding, one in self.excluded) for one, finding in self._findings.items()}


def _with_outcome(finding: Finding, excluded: bool) -> Finding:
    message = f"{finding.message}。别家不受影响，这一家{'先不公开' if excluded else '先用旧版'}"
    return Finding(finding.severity, message, finding.remedy, finding.place, rule=finding.rule, home=finding.home)


def without_failing(attempt: Callable[[FailedHomes], T], last_good: LastGood, homes: int) -> T:
    """Repeats `attempt` without the homes for which it raises `HomesFailed`, until it succeeds.

    `homes`: how many there are. Raises `BuildFailed` where too many fail for it to be the homes' own fault.
    """
    failed_homes = FailedHomes()
    for _ in range(_ATTEMPTS):
        try:
            return attempt(failed_homes)
        except HomesFailed as failed:
            failed_homes.add(failed, last_good)
            count = len(failed_homes.findings)
            if count > max(MAX_FAILED_HOMES, homes // _SHARE) or count == homes > 1:
                first = "\n".join(str(finding) for finding in list(failed.findings.values())[:MAX_FAILED_HOMES])
                raise BuildFailed(
                    f"一下子有 {count} 家出错，多半不是内容的毛病，没有发布，旧网站原样不动：\n{first}"
                ) from failed
    raise BuildFailed(
        "总有几家出错，没有发布，旧网站原样不动：\n" + "\n".join(map(str, failed_homes.findings.values()))
    )


def home_failure(failure: Failure, identity: str, activity: str) -> Finding:
    """A finding for a home whose item failed during `activity`. Raises errors of the machine."""
    message = f"{activity}时{failure_text(failure)}"
    return Finding(Severity.ERROR, message, _REMEDY, Place(f"homes/{identity}"), rule=FAILED, home=identity)


def failure_text(failure: Failure) -> str:
    """What went wrong, in Chinese. Raises errors of the machine: a full disk is not a home's fault."""
    error = failure.error
    if isinstance(error, StoreError) or (isinstance(error, OSError) and error.errno not in (errno.EFBIG, errno.ENOMEM)):
        raise error
    return _CAUSES.get(failure.kind) or f"出了错（{type(error).__name__}：{error}）"


def raise_if_failed(findings: Mapping[str, Finding]) -> None:
    """Raises `HomesFailed` for these homes, if any."""
    if findings:
        raise HomesFailed(findings)
