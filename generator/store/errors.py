"""Errors of the store that stop a build; their messages are in Chinese and include the remedy."""

from __future__ import annotations

from generator.diagnostics import BuildStopped


class StoreError(BuildStopped):
    """`message`: what is wrong, `remedy`: what to do about it."""

    def __init__(self, message: str, remedy: str = ""):
        super().__init__(f"{message}　→ {remedy}" if remedy else message)
        self.message = message
        self.remedy = remedy


class AnotherBuild(StoreError):
    """Another process holds the lock: exit status 75."""

    def __init__(self, holder: str = ""):
        who = f"（进程 {holder}）" if holder else ""
        super().__init__(f"另一个构建正在进行{who}。", "等它结束后再运行。")


class SiteOccupied(StoreError):
    """At the site's path lies something that this program did not create."""


class NoRelease(StoreError):
    """There is no earlier release that may be rolled back to."""


class BadPath(StoreError, ValueError):
    """A path that can't be published: unsafe, or in use by another file."""
