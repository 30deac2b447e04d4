"""The whole build: take a snapshot, load, judge, let out what may be seen, write it, look at it, switch."""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.content import intake
from generator.diagnostics import Finding, Place
from generator.feeds import activities, calendar, holidays, sitemap
from generator.pages.assets import Assets
from generator.pages.page import Shell
from generator.pages.render import redirect
from generator.pipeline import data_pages, unchanged
from generator.pipeline.data_pages import Frame, Notes
from generator.pipeline.drawings import Cards, cards_of
from generator.pipeline.failures import FAILED, Excuses, one_by_one, raise_for
from generator.pipeline.good import Keeper, LastGood
from generator.pipeline.order import BuildFailed, Engine, HomesFailed, Order, Outcome, Reading, Step, Told, crew, told
from generator.pipeline.photos import Media, cache_key, media_of
from generator.pipeline.reading import read_once
from generator.pipeline.reuse import Reuse
from generator.publish import checks, headers, release
from generator.search import fulltext, names, nearby
from generator.standard import house
from generator.store import Cache, Entry, State, Stats, Tree
from generator.workers import Workers


def build(order: Order, theme: Path, engine: Engine, step: Step = lambda home: None) -> Outcome:
    """A whole new site at `order.site`, or the old one. Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`."""
    started = time.monotonic()
    state = State.beside(order.site)
    with told(), state.lock(), crew(order, state, theme) as workers:
        inputs, intact = unchanged.inputs_of(order, theme, state)
        if order.fresh:
            state.forget()
        elif intact and (before := unchanged.as_before(order, inputs, state)):
            return Outcome(before, state.folder, 0, time.monotonic() - started)
        snapshot, good = intake.take_city(order.content, order.only), LastGood(None if order.fresh else state.records)
        keeper = Keeper(state.records, order.fresh)

        notes = data_pages.recall(state) if intact else {}  # what is not as it was made is not kept
        reuse = Reuse(state.shelf, inputs.asked, inputs.signs, snapshot, keeper)

        def attempt(excuses: Excuses) -> tuple[Reading, Release]:
            reading = read_once(order, snapshot, good, excuses, workers, step, keeper, reuse, whole=False)
            return reading, _write(reading, theme, engine, inputs.asked, state, workers, notes)

        reading, release = one_by_one(attempt, good, len(snapshot.homes))
        for name, text in headers.files():
            state.put(name, text)
        unchanged.forget(state)
        data_pages.forget(state)
        state.switch(release.tree, reading.leave)
        data_pages.remember(release.notes, state)
        state.seed(workers.map)
        _prune(state.cache, release.frame.media, release.frame.drawn)
        if order.only is None:
            _keep(reading, keeper)
            reuse.prune(reading.homes)
        summary = _told(reading, release)
        if not (release.frame.drawn.problems or _failed(reading)):  # a font, or memory, may be there the next time
            unchanged.remember(reading, inputs, summary, state)
    written, findings = len(release.stats.changed) + len(release.stats.gone), (*release.problems, *reading.assessment.findings)
    return Outcome(summary, state.folder, written, time.monotonic() - started, reading.assessment, findings)


@dataclass(frozen=True)
class Release:
    """A finished tree that was looked at, and what it was made with."""

    tree: Tree
    stats: Stats
    frame: Frame
    notes: Notes

    @property
    def problems(self) -> tuple[Finding, ...]:
        return self.frame.media.problems + self.frame.drawn.problems


def _told(reading: Reading, release: Release) -> Told:
    pages = sum(path.endswith(".html") for path in release.tree.entries)
    return Told(pages, len(reading.homes), reading.kept, reading.left_out, tuple(map(str, (*release.problems, *_failed(reading)))))


def _failed(reading: Reading) -> list[Finding]:
    """What is said of homes whose work came to nothing."""
    return [finding for finding in reading.assessment.findings if finding.rule == FAILED]


def _keep(reading: Reading, keeper: Keeper) -> None:
    """What the release just published rests on is what counts from now on."""
    city, today = reading.assessment.content, reading.site.today
    federation = keeper.take(None, reading.snapshot, city.sources, city.marks, reading.assessment.withheld, today)
    keeper.keep({None: federation} | {one: reading.homes[one].stamp for one in reading.used})


def _write(reading: Reading, theme: Path, engine: Engine, asked: str, state: State, workers: Workers, before: Notes) -> Release:
    """The finished tree, looked at. Raises `HomesFailed` for homes whose own pages can't be written, or should not go out."""
    frame, written = frame_of(reading, theme, engine, asked, state.cache, workers)
    media, drawn = frame.media, frame.drawn
    with state.staging() as tree:
        for path, source in (media.files | drawn.files).items():
            tree.link(path, source)
        # What a home's words do to a page they would do to the search index too: its pages come first.
        listed, notes = data_pages.write(reading, frame, tree, workers, before)
        for path, data in _others(reading, frame.assets, written, listed, tree.entries, state.cache, workers):
            tree.write(path, data)
        tree.write(release.CHECKSUMS, release.checksums(tree.entries))
        stats = tree.finish()
    # Pages that did not change are read again only if some went.
    _look(reading, tree.root, tree.entries if stats.gone else stats.changed, tree.entries, workers)
    return Release(tree, stats, frame, notes)


def frame_of(reading: Reading, theme: Path, engine: Engine, asked: str, cache: Cache, workers: Workers) -> tuple[Frame, dict[str, bytes]]:
    """What the pages are put into, and MkDocs's own pages by path."""
    media = media_of(reading, cache, workers)
    drawn = cards_of(reading, theme, media, cache, workers)
    shell, assets, written = engine(reading, drawn.shared)
    return Frame(asked, theme, shell, assets, media, drawn), written


def _look(reading: Reading, root: Path, suspects: Iterable[str], published: Collection[str], workers: Workers) -> None:
    """Stops the release where a written file should not go out. Raises `HomesFailed` where only pages of homes are concerned."""
    site, base = reading.site, urlsplit(reading.site.city.url).path or "/"
    shown = (*(home.office.mobile for home in site.homes), *(phone for _, phone in site.city.hotlines))
    allowed = {number for text in shown for number in house.numbers_in(text)} | house.cleared_numbers(reading.assessment.content, site.today)
    problems = checks.look(root, suspects, published, base, workers.map, allowed)
    if any(finding.home not in reading.assessment.content.homes for finding in problems):
        told = "\n".join(map(str, problems[:20]))
        raise BuildFailed(f"生成的网站有 {len(problems)} 处问题，没有发布，旧网站原样不动：\n{told}")
    raise_for({finding.home: _unfit(finding) for finding in reversed(problems)})


def _unfit(problem: Finding) -> Finding:
    """What is said of a home one of whose pages should not go out."""
    message = f"它的页面 /{problem.place.path.removesuffix('index.html')} 不能发布：{problem.message}"
    return dataclasses.replace(problem, message=message, place=Place(f"homes/{problem.home}"), rule=FAILED)


def write_beside(reading: Reading, shell: Shell, theme: Path, assets: Assets, folder: Path, state: Path) -> None:
    """For a plain `mkdocs build`: everything but the hand-written pages, into a folder of MkDocs's own. Raises `BuildFailed`."""
    cache, into = Cache(state), PlainFolder(folder)
    with Workers() as workers, _whole():
        media = media_of(reading, cache, workers)
        drawn = cards_of(reading, theme, media, cache, workers)
        _prune(cache, media, drawn)
        listed, _ = data_pages.write(reading, Frame("", theme, shell, assets, media, drawn), into, workers, {})
        for path, source in (media.files | drawn.files).items():
            into.write(path, source.read_bytes())
        for path, data in _others(reading, assets, {}, listed, {}, cache, workers):
            into.write(path, data)
        written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        _look(reading, folder, written, written, workers)


@dataclass(frozen=True)
class PlainFolder:
    """Takes files as a tree does, into a folder that is nobody's release."""

    root: Path

    def write(self, path: str, data: bytes) -> Entry:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return Entry(path, "", len(data))

    def record(self, entries: Iterable[Entry]) -> None:
        """Nothing is noted of them."""

    def keep_all(self, paths: Iterable[str]) -> bool:
        """There was nothing before."""
        return False


@contextmanager
def _whole() -> Iterator[None]:
    """MkDocs's own build is one try: no home can be taken out of it any more."""
    try:
        yield
    except HomesFailed as failed:
        raise BuildFailed("\n".join(map(str, failed.lost.values()))) from failed


def _others(
    reading: Reading, assets: Assets, written: dict[str, bytes], listed: list[str], taken: Collection[str], cache: Cache, workers: Workers
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file but the data pages and the pictures. `written` are MkDocs's pages; what is `taken` goes first."""
    site = reading.site
    yield from assets.files.items()
    own = {path: data for path, data in written.items() if path not in taken}
    yield from own.items()
    yield from ((f"{old}index.html", redirect(old, new)) for old, new in site.redirects.items())
    yield names.ADDRESS, names.names(site)
    yield nearby.ADDRESS, nearby.nearby(site)
    yield holidays.ADDRESS, holidays.table(site)
    yield from activities.files(site)
    yield from calendar.calendars(site)
    yield from _fulltext(reading, cache, workers)
    if site.city.url:
        hand_written = [path.removesuffix("index.html") for path in own if path.endswith("index.html")]
        yield "sitemap.xml", sitemap.sitemap(site.city.url, sorted({*listed, *hand_written}))


def _fulltext(reading: Reading, cache: Cache, workers: Workers) -> Iterator[tuple[str, bytes]]:
    """The full-text index; a street that says the same is not gone through again."""
    streets = [[home.identity for home in street.homes] for d in reading.site.districts for street in d.streets]
    shards = fulltext.how_many(sum(map(len, streets)))

    def kept(homes: list[str]) -> tuple[str, Path]:
        told = (fulltext.FORMAT, str(shards), *(reading.homes[one].digest for one in homes))
        key = hashlib.sha256("\0".join(told).encode()).hexdigest()
        return key, cache.get("street", key) or cache.put("street", key, fulltext.street([reading.said(one) for one in homes], shards))

    found = list(workers.map(kept, streets))
    yield from fulltext.joined(file.read_bytes().split(b"\n") for _, file in found)
    cache.prune("street", [key for key, _ in found])


def _prune(cache: Cache, media: Media, drawn: Cards) -> None:
    """A photo that is shown no more leaves the cache with its release, and so does a card."""
    cache.prune("card", drawn.keys)
    cache.prune("photo", [cache_key(path.removeprefix("media/")) for path in media.files])
    cache.prune("picture", media.digests)
