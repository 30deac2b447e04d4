"""What can stop a release, told in Chinese with its remedy."""

from __future__ import annotations

from generator.diagnostics import BuildStopped


class StoreError(BuildStopped):
    """Stops a build. `message` says what is in the way, `remedy` what to do about it."""

    def __init__(self, message: str, remedy: str = ""):
        super().__init__(f"{message}　→ {remedy}" if remedy else message)
        self.message = message
        self.remedy = remedy


class AnotherBuild(StoreError):
    """The lock is held: exit status 75."""

    def __init__(self, holder: str = ""):
        who = f"（进程 {holder}）" if holder else ""
        super().__init__(f"另一个构建正在进行{who}。", "等它结束后再运行。")


class SiteOccupied(StoreError):
    """The site's place holds something that we did not make."""


class NoRelease(StoreError):
    """There is no earlier release that may be switched back to."""


class BadPath(StoreError, ValueError):
    """A path that can't be published: unsafe, or taken by another file."""
