"""What is to be read or built, and how that fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import BuildStopped, CityUnreadable, Finding, explain_crash, explain_os_error
from generator.store import AnotherBuild
from generator.workers import WorkerFailed

Progress = Callable[[str, int, int], None]
"""Called with the stage (in Chinese), how many items are done, and how many there are."""


def no_progress(stage: str, done: int, total: int) -> None:
    """A `Progress` that shows nothing."""


@dataclass(frozen=True)
class BuildOptions:
    """`as_of`: an aware Beijing time. `workers`: processes, one for each processor by default. `fresh`: use nothing of
    earlier builds. `only`: the identity of the one home to build. `cards`: draw a share card for every home, family,
    brand and feature. `packs`: make what the press may take away. `cluster`: the address of a Dask scheduler.
    `unapproved`: show what was not approved, too, as previews do; `embargoed`: features before their embargo,
    marked, for staff alone.
    """

    content: Path
    as_of: dt.datetime
    site: Path = Path("site")
    workers: int | None = None
    photos: bool = True
    fresh: bool = False
    only: str | None = None
    cards: bool = False
    packs: bool = False
    cluster: str | None = None
    unapproved: bool = False
    embargoed: bool = False

    @property
    def today(self) -> dt.date:
        return self.as_of.date()


class BuildFailed(Exception):
    """Nothing was published and the site is unchanged; the message says why, in Chinese."""


class HomesFailed(Exception):
    """Some homes can't be processed: identity → why. The build can go on without them."""

    def __init__(self, findings: Mapping[str, Finding]):
        super().__init__(", ".join(findings))
        self.findings = findings


@contextmanager
def as_build_failed() -> Iterator[None]:
    """Turns all errors into `BuildFailed`, except `AnotherBuild`, `CityUnreadable` and `HomesFailed`.

    Errors of the program, too: what is withdrawn goes out all the same.
    """
    try:
        yield
    except (AnotherBuild, BuildFailed, CityUnreadable, HomesFailed):
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
    except Exception as error:
        raise BuildFailed(explain_crash(error)) from error
