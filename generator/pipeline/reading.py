"""From the content folder to what the public may see of it: home by home in workers, then joined."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from generator.catalogue import addresses
from generator.catalogue.assessment import Assessment, assessment, judge, publishable
from generator.content import intake
from generator.content.intake import Snapshot
from generator.diagnostics import Finding, Place, Severity
from generator.model.load import Content, Folder, Home, joined, load_federation, load_home
from generator.model.withdrawals import Remembered
from generator.model.withheld import FILE, RULE
from generator.pipeline import changes
from generator.pipeline.failures import Excuses, failure, one_by_one, raise_for
from generator.pipeline.good import Keeper, LastGood
from generator.pipeline.known import HomeRead, Reading, Whole, outlined
from generator.pipeline.order import Order, Step, told
from generator.pipeline.reuse import Reuse
from generator.public import city, consent
from generator.public.packed import pack
from generator.search import fulltext
from generator.standard import house
from generator.standard.recognition import formerly
from generator.workers import Lost, Workers


def assess(order: Order, step: Step = lambda home: None) -> Assessment:
    """Content to judgement: what `homes check` and `homes report` need. Raises `CityUnreadable`, `BuildFailed`."""
    return read(order, step).assessment


def read(order: Order, step: Step = lambda home: None, remembered: Remembered = Remembered()) -> Reading:
    """Content, judged and made public, whole and without last good versions. Raises `CityUnreadable`, `BuildFailed`.

    Whatever of it is for the public takes what is `remembered` of the site.
    """
    snapshot, good = intake.take_city(order.content, order.only), LastGood()
    with told(), Workers(order.workers) as workers:
        attempt = partial(read_once, order, snapshot, good, workers=workers, step=step, remembered=remembered)
        return one_by_one(attempt, good, len(snapshot.homes))


def read_once(
    order: Order,
    snapshot: Snapshot,
    good: LastGood,
    excuses: Excuses,
    workers: Workers,
    step: Step = lambda home: None,
    keeper: Keeper | None = None,
    reuse: Reuse | None = None,
    whole: bool = True,
    remembered: Remembered = Remembered(),
) -> Reading:
    """One try at it; a `keeper` takes last good versions. Raises `CityUnreadable`, `HomesFailed`.

    A reading that is not `whole` has of each home only what others need: enough for a build, and a city of any size fits into
    memory. Only such a one may `reuse` what an earlier one left.
    """
    with _uncollected():
        federation = load_federation(snapshot, good.of(None), remembered)
        pages, told = house.without_private(snapshot.pages, federation, order.moment.date())
        federation = dataclasses.replace(federation, findings=(*federation.findings, *told))

        def read_homes(identities: Iterable[str]) -> dict[str, HomeRead]:
            if reuse:
                reuse.judged_by(federation)
            every = dataclasses.replace(federation, left_out=tuple(snapshot.homes))
            return _each(Reader(order, snapshot, good, excuses, every, keeper, reuse, whole), identities, workers, step)

        homes = read_homes(snapshot.homes)
        content = joined(federation, (home.folder for home in homes.values()))
        if not order.only and (meant := house.homes_meant(content, order.moment.date())):  # by withdrawals that name no home there is
            federation = dataclasses.replace(federation, withdrawals=federation.withdrawals.counting(meant))
            homes |= read_homes(sorted(set(meant.values())))
            content = joined(federation, (home.folder for home in homes.values()))
        if renamed := sorted(set(formerly(content).values())):  # what was said of them under their old names counts too
            homes |= _each(Reader(order, snapshot, good, excuses, content, keeper, whole=whole), renamed, workers)
            content = joined(federation, (home.folder for home in homes.values()))
        used = {one: home for one, home in sorted(homes.items()) if home.folder.home}
        judged = assessment(content, {one: home.judgement for one, home in used.items()}, order.moment)
        joints = city.joints(judged, [home.view for home in used.values()])
        views = [joints[one].joined(home.view) for one, home in used.items()]
        site = city.site(judged, views, {old for home in used.values() for old in home.formerly})
    return Reading(order, dataclasses.replace(snapshot, pages=pages), judged, site, homes, joints, reuse.whole if reuse else nowhere)


def nowhere(identity: str) -> Whole:
    """Where all that was read is in memory."""
    raise LookupError(identity)


class Reader:
    """What is done with one home by itself, in a worker: from its files to its view. Of other homes `content` says which there are."""

    def __init__(
        self,
        order: Order,
        snapshot: Snapshot,
        good: LastGood,
        excuses: Excuses,
        content: Content,
        keeper: Keeper | None = None,
        reuse: Reuse | None = None,
        whole: bool = True,
    ):
        self._city, self._good, self._excuses, self._content = snapshot, good, excuses, content
        self._keeper, self._reuse, self._whole = keeper, reuse, whole
        self.excused, self._today = excuses.findings, order.moment.date()
        self._hidden = content.withheld.on(self._today)
        self._viewer = city.Viewer(publishable(content, self._today), self._today)

    def __call__(self, identity: str) -> HomeRead | None:
        """None for a home that even its last good versions do not help."""
        own = intake.take_home(self._city, identity)
        reuse = None if identity in self.excused else self._reuse
        if reuse and (read := reuse.unworked(identity, own)):
            return read
        read = self._worked(identity, own)
        return reuse.keep(identity, own, read) if reuse and read else read

    def unread(self, identity: str) -> HomeRead | None:
        """What can be told of a home without a look at its files."""
        return self._reuse.unread(identity) if self._reuse and identity not in self.excused else None

    def _worked(self, identity: str, own: Snapshot) -> HomeRead | None:
        folder = self._folder(identity, own)
        if folder.home is None and identity in self._excuses.distrusted:
            return None
        if folder.home and (strays := house.strays(identity, own.of_home(identity))):
            folder = dataclasses.replace(folder, home=None, findings=(*folder.findings, *strays))
        if folder.home and self._hidden.hides(addresses.home(identity), folder.home.folder):
            told = Finding(Severity.NOTICE, "这一家撤下了，不公开", "", Place(FILE), rule=RULE, home=identity)
            folder = dataclasses.replace(folder, home=None, findings=(*folder.findings, told))
        return self._read(folder.home, folder, own) if folder.home else HomeRead(folder)

    def _folder(self, identity: str, own: Snapshot) -> Folder:
        said = (self.excused[identity],) if identity in self.excused else ()
        if identity in self._excuses.out:
            return Folder(identity, None, (*said, *own.findings))
        distrusted = identity in self._excuses.distrusted
        folder = load_home(own, identity, self._content, self._good.of(identity), distrusted)
        return dataclasses.replace(folder, findings=(*said, *own.findings, *folder.findings))

    def _read(self, home: Home, folder: Folder, own: Snapshot) -> HomeRead:
        judgement = judge(home, self._content, self._today)
        redacted = house.redact(home, judgement.withheld)
        view = self._viewer.view(redacted, judgement.standing)
        whole, leave = Whole(pack(view), fulltext.said(view)), dict(consent.in_force(home, self._today))
        read = HomeRead(folder, judgement, view, whole.digest, redacted.profile.formerly, leave, whole=whole)
        read = dataclasses.replace(read, change=changes.of_home(home, judgement.standing, self._content))
        if self._keeper:
            stamp = self._keeper.take(home.identity, own, folder.sources, home.marks, judgement.withheld, self._today)
            read = dataclasses.replace(read, stamp=stamp, kept=bool(folder.sources.stood_in))
        return read if self._whole else outlined(_slim(read))


def _outline(home: Home) -> Home:
    """A home without what nobody but itself looks at."""
    profile = dataclasses.replace(
        home.profile, summary=None, organisation=None, office=None, services=(), staff=None, venue=None, facilities=None, funding=None, photos=()
    )
    return dataclasses.replace(
        home,
        profile=profile,
        ledger=None,
        intro=None,
        brand=home.brand and dataclasses.replace(home.brand, body=""),
        families=(),
        activities=(),
        regulations=(),
        regulation_texts={},
        marks={path: marks for path, marks in home.marks.items() if path.endswith("/home.yml")} if home.profile.formerly else {},
    )


def _slim(read: HomeRead) -> HomeRead:
    """What others need of a home that was read. The verdicts go too: the findings tell them."""
    standing = dataclasses.replace(read.judgement.standing, verdicts={}, findings=())
    folder = Folder(read.folder.identity, _outline(read.folder.home), read.folder.findings)
    judgement = dataclasses.replace(read.judgement, standing=standing)
    return dataclasses.replace(read, folder=folder, judgement=judgement, view=city.without_prose(read.view))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector: millions of records come in and all of them stay, so it would walk them over and over."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _each(reader: Reader, identities: Iterable[str], workers: Workers, step: Step = lambda home: None) -> dict[str, HomeRead]:
    """What comes of each home, by identity. Raises `HomesFailed`."""
    read = {identity: reader.unread(identity) for identity in identities}
    lost, others = {}, [identity for identity, home in read.items() if home is None]
    for identity, home in zip(others, workers.each(reader, others), strict=True):
        step(identity)
        if isinstance(home, Lost):
            lost[identity] = failure(home, identity, "读它、检查它的内容")
        elif home is None:
            lost[identity] = reader.excused[identity]
        else:
            read[identity] = home
    raise_for(lost)
    return read
