"""From the content folder to what the public may see of it: home by home in workers, then joined."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from generator.catalogue.assessment import Assessment, Assessor, Judgement
from generator.content import intake
from generator.content.intake import Snapshot
from generator.model.load import Content, Folder, Home, joined, load_federation, load_home
from generator.pipeline.failures import Excuses, failure, one_by_one, raise_for
from generator.pipeline.good import LastGood
from generator.pipeline.order import Order, Reading, Step, told
from generator.public import city
from generator.public.city import Shown, Viewer
from generator.standard import house
from generator.workers import Lost, Workers


def assess(order: Order, step: Step = lambda home: None) -> Assessment:
    """Reads and judges the content, without last good versions. Raises `CityUnreadable`, `BuildFailed`."""
    snapshot, good = intake.take(order.content, order.only), LastGood()

    def attempt(excuses: Excuses) -> Assessment:
        content, _ = _load(snapshot, good, excuses, workers, step)
        assessor = Assessor(content, house.strays(snapshot), order.moment)
        return assessor.assessment(_each(assessor.content, assessor.judge, workers))

    with told(), _uncollected(), Workers(order.workers) as workers:
        return one_by_one(attempt, good, len(snapshot.homes))


def read(order: Order, step: Step = lambda home: None) -> Reading:
    """Content, judged and made public, without last good versions. Raises `CityUnreadable`, `BuildFailed`."""
    snapshot, good = intake.take(order.content, order.only), LastGood()
    with told(), Workers(order.workers) as workers:
        return one_by_one(lambda excuses: read_once(order, snapshot, good, excuses, workers, step), good, len(snapshot.homes))


def read_once(order: Order, snapshot: Snapshot, good: LastGood, excuses: Excuses, workers: Workers, step: Step = lambda home: None) -> Reading:
    """One try at it. Raises `CityUnreadable`, `HomesFailed`."""
    with _uncollected():
        content, folders = _load(snapshot, good, excuses, workers, step)
        assessor = Assessor(content, house.strays(snapshot), order.moment)
        viewer = Viewer(assessor.publishable, assessor.today)

        def work(home: Home) -> tuple[Judgement, Shown]:
            judgement = assessor.judge(home)
            return judgement, viewer.shown(house.redact(home, judgement.withheld), assessor.known(home, judgement))

        done = _each(assessor.content, work, workers)
        assessment = assessor.assessment({identity: judgement for identity, (judgement, _) in done.items()})
        site = city.site(assessment, (done[one.identity][1] for one in assessment.usable))
    sources = {None: content.sources} | {folder.identity: folder.sources for folder in folders}
    return Reading(order, snapshot, assessment, site, sources)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector: millions of records come in and all of them stay, so it would walk them over and over."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load(snapshot: Snapshot, good: LastGood, excuses: Excuses, workers: Workers, step: Step) -> tuple[Content, list[Folder]]:
    federation, findings = load_federation(snapshot, good.of(None)), excuses.findings

    def load(identity: str) -> Folder:
        said = (findings[identity],) if identity in findings else ()
        if identity in excuses.out:
            return Folder(identity, None, said)
        folder = load_home(snapshot, identity, federation, good.of(identity), identity in excuses.distrusted)
        return Folder(identity, folder.home, (*said, *folder.findings), folder.sources)

    folders, lost = [], {}
    for identity, folder in zip(snapshot.homes, workers.each(load, snapshot.homes), strict=True):
        step(identity)
        if isinstance(folder, Lost):
            lost[identity] = failure(folder, identity, "读它的文件")
        elif folder.home is None and identity in excuses.distrusted:  # its older version is of no use any more
            lost[identity] = findings[identity]
        else:
            folders.append(folder)
    raise_for(lost)
    return joined(federation, folders), folders


def _each(content: Content, work: Callable[[Home], Any], workers: Workers) -> dict[str, Any]:
    """What `work` makes of each home, by identity. Raises `HomesFailed`."""
    done = dict(zip(content.homes, workers.each(work, content.homes.values()), strict=True))
    raise_for({one: failure(result, one, "检查它的内容") for one, result in done.items() if isinstance(result, Lost)})
    return done
