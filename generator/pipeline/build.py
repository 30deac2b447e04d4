"""The whole build: take a snapshot, load, judge, let out what may be seen, write it, look at it, switch."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.content import intake
from generator.diagnostics import Finding, Place
from generator.feeds import activities, calendar, holidays, sitemap
from generator.media import badges
from generator.pages import city_pages, homes
from generator.pages.assets import Assets
from generator.pages.page import Page, Shell
from generator.pages.render import PageFailed, Renderer, redirect
from generator.pipeline.drawings import Cards, cards_of
from generator.pipeline.failures import FAILED, Excuses, failure, one_by_one, raise_for, why
from generator.pipeline.good import Keeper, LastGood
from generator.pipeline.order import BuildFailed, Engine, HomesFailed, Order, Outcome, Reading, Step, Told, told
from generator.pipeline.photos import Media, cache_key, media_of
from generator.pipeline.reading import read_once
from generator.pipeline.unchanged import as_before, forget, inputs_of, remember
from generator.publish import checks, headers, release
from generator.search import fulltext, names, nearby
from generator.standard import house
from generator.store import Cache, Entry, State, Stats, Tree
from generator.workers import Lost, Workers


class Written(NamedTuple):
    """What was written for a home, or one page: entries of the tree, and addresses that search engines may list."""

    entries: list[Entry]
    listed: list[str]


def build(order: Order, theme: Path, engine: Engine, step: Step = lambda home: None) -> Outcome:
    """A whole new site at `order.site`, or the old one. Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`."""
    started = time.monotonic()
    state = State.beside(order.site)
    with told(), state.lock(), Workers(order.workers) as workers:
        inputs, intact = inputs_of(order, theme, state, workers)
        if order.fresh:
            state.forget()
        elif intact and (before := as_before(order, inputs, state)):
            return Outcome(before, state.folder, 0, time.monotonic() - started)
        snapshot, good = intake.take(order.content, order.only), LastGood(None if order.fresh else state.records)
        keeper = Keeper(state.records, order.fresh)

        def attempt(excuses: Excuses) -> tuple[Reading, Media, Cards, Tree, Stats]:
            reading = read_once(order, snapshot, good, excuses, workers, step, keeper)
            return reading, *_write(reading, theme, engine, state, workers)

        reading, media, drawn, tree, stats = one_by_one(attempt, good, len(snapshot.homes))
        for name, text in headers.files():
            state.put(name, text)
        forget(state)
        state.switch(tree, reading.leave)
        state.seed(workers.map)
        _prune(state.cache, media, drawn)
        if order.only is None:
            _keep(reading, keeper)
        problems = media.problems + drawn.problems
        before = _told(reading, tree, problems)
        remember(reading, inputs, before, state)
    written = len(stats.changed) + len(stats.gone)
    return Outcome(before, state.folder, written, time.monotonic() - started, reading.assessment, (*problems, *reading.assessment.findings))


def _told(reading: Reading, tree: Tree, problems: tuple[Finding, ...]) -> Told:
    pages = sum(path.endswith(".html") for path in tree.entries)
    failed = (finding for finding in reading.assessment.findings if finding.rule == FAILED)
    return Told(pages, len(reading.homes), reading.kept, reading.left_out, tuple(map(str, (*problems, *failed))))


def _keep(reading: Reading, keeper: Keeper) -> None:
    """What the release just published rests on is what counts from now on."""
    city, today = reading.assessment.content, reading.site.today
    federation = keeper.take(None, reading.snapshot, city.sources, city.marks, reading.assessment.withheld, today)
    keeper.keep({None: federation} | {one: reading.homes[one].stamp for one in reading.used})


def _write(reading: Reading, theme: Path, engine: Engine, state: State, workers: Workers) -> tuple[Media, Cards, Tree, Stats]:
    """The finished tree, looked at. Raises `HomesFailed` for homes whose own pages can't be written, or should not go out."""
    media = media_of(reading, state.cache, workers)
    drawn = cards_of(reading, theme, media, state.cache, workers)
    shell, assets, written = engine(reading, drawn.shared)
    with state.staging() as tree:
        for path, source in (media.files | drawn.files).items():
            tree.link(path, source)
        render = Renderer(theme, shell, assets, reading.site, media.pictures, drawn.of)
        # What a home's words do to a page they would do to the search index too: its pages come first.
        listed = _data_pages(reading, render, tree, workers)
        for path, data in _others(reading, assets, written, listed, tree.entries, state.cache):
            tree.write(path, data)
        tree.write(release.CHECKSUMS, release.checksums(tree.entries))
        stats = tree.finish()
    # Pages that did not change are read again only if some went.
    _look(reading, tree.root, tree.entries if stats.gone else stats.changed, tree.entries, workers)
    return media, drawn, tree, stats


def _data_pages(reading: Reading, render: Renderer, tree: Tree | Folder, workers: Workers) -> list[str]:
    """Writes all data pages and what goes with them; returns the addresses that search engines may list.

    Raises `HomesFailed` at the end, `BuildFailed` at once for a page of no home.
    """
    site, best, pages = reading.site, homes.foremost(reading.site), list(city_pages(reading.site))

    def write_home(identity: str) -> Written:
        home, listed, entries = reading.view(identity), [], []
        for page in homes.pages(home, site.city, best):
            entries.append(tree.write(page.file, render.html(page)))
            listed += [page.address] if page.listed else []
        others = (*calendar.home_calendars(home, site.city, site.today), *badges.files(home, site.city))
        entries += [tree.write(path, data) for path, data in others]
        return Written(entries, listed)

    def write_page(page: Page) -> Written:
        return Written([tree.write(page.file, render.html(page))], [page.address] if page.listed else [])

    listed, lost = [], {}
    for identity, made in zip(reading.used, workers.each(write_home, reading.used), strict=True):
        if isinstance(made, Lost):
            lost[identity] = failure(made, identity, f"生成页面 /homes/{identity}/ ")
            continue
        tree.record(made.entries)
        listed += made.listed
    for page, made in zip(pages, workers.each(write_page, pages), strict=True):
        if isinstance(made, Lost):
            raise BuildFailed(str(made.error) if isinstance(made.error, PageFailed) else f"生成页面 /{page.address} 时{why(made)}")
        tree.record(made.entries)
        listed += made.listed
    raise_for(lost)
    return listed


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
    cache, into = Cache(state), Folder(folder)
    with Workers() as workers, _whole():
        media = media_of(reading, cache, workers)
        drawn = cards_of(reading, theme, media, cache, workers)
        _prune(cache, media, drawn)
        render = Renderer(theme, shell, assets, reading.site, media.pictures, drawn.of)
        listed = _data_pages(reading, render, into, workers)
        for path, source in (media.files | drawn.files).items():
            into.write(path, source.read_bytes())
        for path, data in _others(reading, assets, {}, listed, {}, cache):
            into.write(path, data)
        written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        _look(reading, folder, written, written, workers)


@dataclass(frozen=True)
class Folder:
    """Takes files as a tree does, into a folder that is nobody's release."""

    root: Path

    def write(self, path: str, data: bytes) -> Entry:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return Entry(path, "", len(data))

    def record(self, entries: Iterable[Entry]) -> None:
        """Nothing is kept of them."""


@contextmanager
def _whole() -> Iterator[None]:
    """MkDocs's own build is one try: no home can be taken out of it any more."""
    try:
        yield
    except HomesFailed as failed:
        raise BuildFailed("\n".join(map(str, failed.lost.values()))) from failed


def _others(
    reading: Reading, assets: Assets, written: dict[str, bytes], listed: list[str], taken: Collection[str], cache: Cache
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
    yield from fulltext.index([reading.homes[home.identity].said for home in names.listed(site)], partial(_kept_index, cache))
    if site.city.url:
        hand_written = [path.removesuffix("index.html") for path in own if path.endswith("index.html")]
        yield "sitemap.xml", sitemap.sitemap(site.city.url, sorted({*listed, *hand_written}))


def _kept_index(cache: Cache, key: str, make: Callable[[], bytes]) -> bytes:
    """The full-text index of the same words, kept; else a new one, and the old one goes."""
    file = cache.get("index", key) or cache.put("index", key, make())
    cache.prune("index", [key])
    return file.read_bytes()


def _prune(cache: Cache, media: Media, drawn: Cards) -> None:
    """A photo that is shown no more leaves the cache with its release, and so does a card."""
    cache.prune("card", drawn.keys)
    cache.prune("photo", [cache_key(path.removeprefix("media/")) for path in media.files])
    cache.prune("picture", media.digests)
