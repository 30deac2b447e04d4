"""What is to be built, what came of it, and what can go wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.catalogue.assessment import Assessment
from generator.content.intake import Snapshot
from generator.diagnostics import Finding, of_machine
from generator.model.files import Sources
from generator.pages.assets import Assets
from generator.pages.page import Shell
from generator.pages.render import PageFailed
from generator.public.views import Site
from generator.store import AnotherBuild, Trouble
from generator.workers import WorkerLost

Step = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is to be built: the content folder, the moment (aware, Beijing), where to, with how many processes.

    `cards`: with a share card of its own for every home, family, brand and feature.
    """

    content: Path
    moment: dt.datetime
    site: Path = Path("site")
    workers: int | None = None
    photos: bool = True
    fresh: bool = False
    only: str | None = None
    cards: bool = False


@dataclass(frozen=True)
class Reading:
    """The content, judged, and what the public may see of it. `sources`: what each home (None: the federation) was read from."""

    order: Order
    snapshot: Snapshot
    assessment: Assessment
    site: Site
    sources: Mapping[str | None, Sources]

    @property
    def kept(self) -> tuple[str, ...]:
        """Homes that are shown with an older version of some file, sorted."""
        return tuple(sorted(one for one in self.assessment.content.homes if self.sources[one].stood_in))

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(sorted(self.assessment.content.left_out))


Engine = Callable[[Reading, str], tuple[Shell, Assets, dict[str, bytes]]]
"""MkDocs, held by the plugin, told the address of the card that hand-written pages share: the shell, the theme's own files, and
those pages by path."""


@dataclass(frozen=True)
class Outcome:
    """What a build did. `problems`: photos that could not be used, characters that could not be drawn.

    `state`: the folder of what is kept between builds.
    """

    reading: Reading
    state: Path
    pages: int
    written: int
    seconds: float
    problems: tuple[Finding, ...]


class BuildFailed(Exception):
    """Nothing was published; the message says in Chinese why, and the site is the one before."""


class PagesBroken(BuildFailed):
    """MkDocs refused the hand-written pages or the theme."""


class HomesFailed(Exception):
    """Work on some homes came to nothing: identity → what is said of it. Everything else stands."""

    def __init__(self, lost: Mapping[str, Finding]):
        super().__init__(", ".join(lost))
        self.lost = lost


@contextmanager
def told() -> Iterator[None]:
    """Whatever can go wrong on the machine, as `BuildFailed`."""
    try:
        yield
    except AnotherBuild:
        raise
    except (Trouble, PageFailed) as error:
        raise BuildFailed(str(error)) from error
    except WorkerLost as error:
        raise BuildFailed("一个工作进程突然没了，多半是内存不够。关掉别的程序，或加上 --workers 1 再运行一次") from error
    except OSError as error:
        refused = of_machine(error)
        raise BuildFailed(f"生成停下了：{refused.message}。{refused.remedy}，再运行一次") from error
