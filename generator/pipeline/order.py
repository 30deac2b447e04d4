"""What is to be built, what came of it, and what can go wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.catalogue.assessment import Assessment, Judgement
from generator.cluster import Cluster, ClusterFailed
from generator.content.intake import Snapshot
from generator.diagnostics import Finding, of_machine
from generator.model.load import Folder
from generator.pages.assets import Assets
from generator.pages.page import Shell
from generator.pages.render import PageFailed
from generator.public.city import Joint
from generator.public.packed import unpack
from generator.public.views import HomeView, Site
from generator.store import AnotherBuild, State, Trouble
from generator.workers import WorkerLost, Workers

Step = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is to be built: the content folder, the moment (aware, Beijing), where to, with how many processes, or on
    which cluster (the address of its scheduler).

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
    cluster: str | None = None


@dataclass(frozen=True)
class HomeRead:
    """One home as it comes out of a worker: read, judged, and as the public may see it.

    `folder.home` is None where it can't be used, and there is no more of it then. `packed`: the whole view, while `view` has what
    others see of it; `said`: what is asked in full text; `digest` of both, which are left on the shelf where that has them.
    `formerly`: identities of before that may be seen; `leave`: its consents in force, with their last day; `stamp` of what was
    kept of it; `kept`: some file of it is an older version.
    """

    folder: Folder
    judgement: Judgement | None = None
    view: HomeView | None = None
    packed: bytes = b""
    said: str = ""
    digest: str = ""
    formerly: tuple[str, ...] = ()
    leave: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""
    kept: bool = False


@dataclass(frozen=True)
class Reading:
    """The content, judged, and what the public may see of it. `homes`: all of them, by identity, and `joints` what joins
    them; `shelved` gives what is not in memory."""

    order: Order
    snapshot: Snapshot
    assessment: Assessment
    site: Site
    homes: Mapping[str, HomeRead]
    joints: Mapping[str, Joint]
    shelved: Callable[[str], HomeRead]

    def view(self, identity: str) -> HomeView:
        """The whole of what may be seen of a home."""
        return self.joints[identity].joined(unpack(self._whole(identity).packed))

    def said(self, identity: str) -> str:
        """What is asked of a home in full text."""
        return self._whole(identity).said

    def _whole(self, identity: str) -> HomeRead:
        read = self.homes[identity]
        return read if read.packed else self.shelved(identity)

    @property
    def used(self) -> tuple[str, ...]:
        """Homes that are published, sorted."""
        return tuple(self.joints)

    @property
    def leave(self) -> dict[str, str]:
        """Every consent in force that the site rests on, as `State.switch` asks."""
        return {told: until for one in self.used for told, until in self.homes[one].leave.items()}

    @property
    def kept(self) -> tuple[str, ...]:
        """Homes that are shown with an older version of some file, sorted."""
        return tuple(one for one in self.used if self.homes[one].kept)

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(sorted(self.assessment.content.left_out))


Engine = Callable[[Reading, str], tuple[Shell, Assets, dict[str, bytes]]]
"""MkDocs, held by the plugin, told the address of the card that hand-written pages share: the shell, the theme's own files, and
those pages by path."""


@dataclass(frozen=True)
class Told:
    """What is said of a release in numbers and names. `problems`: what whoever builds should hear at once, line by line."""

    pages: int
    homes: int
    kept: tuple[str, ...]
    left_out: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What a build did. `written`: files that are not those of the release before; `findings`: all of them, in order; None where
    nothing had changed and so nothing was read. `state`: the folder of what is kept between builds.
    """

    told: Told
    state: Path
    written: int
    seconds: float
    assessment: Assessment | None = None
    findings: tuple[Finding, ...] = ()


class BuildFailed(Exception):
    """Nothing was published; the message says in Chinese why, and the site is the one before."""


class PagesBroken(BuildFailed):
    """MkDocs refused the hand-written pages or the theme."""


class HomesFailed(Exception):
    """Work on some homes came to nothing: identity → what is said of it. Everything else stands."""

    def __init__(self, lost: Mapping[str, Finding]):
        super().__init__(", ".join(lost))
        self.lost = lost


def crew(order: Order, state: State, theme: Path) -> Workers | Cluster:
    """Who does the work that goes home by home. The state must be locked. Raises `ClusterFailed`."""
    if order.cluster is None:
        return Workers(order.workers)
    return Cluster(order.cluster, state.scratch, state.fence, theme, order.content)


@contextmanager
def told() -> Iterator[None]:
    """Whatever can go wrong on the machine, as `BuildFailed`."""
    try:
        yield
    except AnotherBuild:
        raise
    except (Trouble, PageFailed, ClusterFailed) as error:
        raise BuildFailed(str(error)) from error
    except WorkerLost as error:
        raise BuildFailed("一个工作进程突然没了，多半是内存不够。关掉别的程序，或加上 --workers 1 再运行一次") from error
    except OSError as error:
        refused = of_machine(error)
        raise BuildFailed(f"生成停下了：{refused.message}。{refused.remedy}，再运行一次") from error
