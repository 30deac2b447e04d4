"""The whole build: take a snapshot, load, judge, let out what may be seen, write it, look at it, switch."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from generator.content import intake
from generator.content.intake import home_of
from generator.diagnostics import Finding, Place
from generator.feeds import activities, calendar, holidays, sitemap
from generator.media import badges
from generator.pages import every_page
from generator.pages.assets import Assets
from generator.pages.page import Page, Shell
from generator.pages.render import PageFailed, Renderer, redirect
from generator.pipeline.drawings import Cards, cards_of
from generator.pipeline.failures import FAILED, Excuses, failure, one_by_one, raise_for, why
from generator.pipeline.good import LastGood, keep
from generator.pipeline.order import BuildFailed, Engine, HomesFailed, Order, Outcome, Reading, Step, told
from generator.pipeline.photos import Media, cache_key, media_of
from generator.pipeline.reading import read_once
from generator.public import consent
from generator.public.views import Site
from generator.publish import checks, headers, release
from generator.search import fulltext, names, nearby
from generator.standard import house
from generator.store import Cache, State, Stats, Tree
from generator.workers import Lost, Workers

T = TypeVar("T")


def build(order: Order, theme: Path, engine: Engine, step: Step = lambda home: None) -> Outcome:
    """A whole new site at `order.site`, or the old one. Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`."""
    started = time.monotonic()
    state = State.beside(order.site)
    with told(), state.lock(), Workers(order.workers) as workers:
        if order.fresh:
            state.forget()
        snapshot, good = intake.take(order.content, order.only), LastGood(None if order.fresh else state.records)

        def attempt(excuses: Excuses) -> tuple[Reading, Media, Cards, Tree, Stats]:
            reading = read_once(order, snapshot, good, excuses, workers, step)
            return reading, *_write(reading, theme, engine, state, workers)

        reading, media, drawn, tree, stats = one_by_one(attempt, good, len(snapshot.homes))
        for name, text in headers.files():
            state.put(name, text)
        state.switch(tree, consent.in_force(reading.assessment.content, reading.site.today))
        state.seed(workers.map)
        _prune(state.cache, media, drawn)
        if order.only is None:
            keep(reading, state.records, workers)
    count = sum(path.endswith(".html") for path in tree.entries)
    problems = media.problems + drawn.problems
    return Outcome(reading, state.folder, count, len(stats.changed) + len(stats.gone), time.monotonic() - started, problems)


def _write(reading: Reading, theme: Path, engine: Engine, state: State, workers: Workers) -> tuple[Media, Cards, Tree, Stats]:
    """The finished tree, looked at. Raises `HomesFailed` for homes whose own pages can't be written, or should not go out."""
    media = media_of(reading, state.cache, workers)
    drawn = cards_of(reading, theme, media, state.cache, workers)
    shell, assets, written = engine(reading, drawn.shared)
    pages = list(every_page(reading.site))
    with state.staging() as tree:
        for path, source in (media.files | drawn.files).items():
            tree.link(path, source)
        render = Renderer(theme, shell, assets, reading.site, media.pictures, drawn.of(pages)).html
        # What a home's words do to a page they would do to the search index too: its pages come first.
        tree.record(_rendered(pages, lambda page: tree.write(page.file, render(page)), workers))
        for path, data in _others(reading.site, assets, written, pages, workers):
            tree.write(path, data)
        tree.write(release.CHECKSUMS, release.checksums(tree.entries))
        stats = tree.finish()
    # Pages that did not change are read again only if some went.
    _look(reading, tree.root, tree.entries if stats.gone else stats.changed, tree.entries, workers)
    return media, drawn, tree, stats


def _rendered(pages: list[Page], write: Callable[[Page], T], workers: Workers) -> Iterator[T]:
    """What `write` makes of each page. Raises `HomesFailed` at the end, `BuildFailed` at once for a page of no home."""
    lost: dict[str, Finding] = {}
    for page, made in zip(pages, workers.each(write, pages), strict=True):
        if not isinstance(made, Lost):
            yield made
        elif identity := home_of(page.file):
            lost.setdefault(identity, failure(made, identity, f"生成页面 /{page.address} "))
        else:
            raise BuildFailed(str(made.error) if isinstance(made.error, PageFailed) else f"生成页面 /{page.address} 时{why(made)}")
    raise_for(lost)


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
    cache = Cache(state)
    with Workers() as workers:
        media = media_of(reading, cache, workers)
        drawn = cards_of(reading, theme, media, cache, workers)
    _prune(cache, media, drawn)
    pages = list(every_page(reading.site))
    render = Renderer(theme, shell, assets, reading.site, media.pictures, drawn.of(pages)).html
    pictures = ((path, source.read_bytes()) for path, source in (media.files | drawn.files).items())
    with Workers() as workers, _whole():
        data_pages = list(_rendered(pages, lambda page: (page.file, render(page)), workers))
    for path, data in (*pictures, *data_pages, *_others(reading.site, assets, {}, pages, Workers(1))):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    with Workers() as workers, _whole():
        _look(reading, folder, written, written, workers)


@contextmanager
def _whole() -> Iterator[None]:
    """MkDocs's own build is one try: no home can be taken out of it any more."""
    try:
        yield
    except HomesFailed as failed:
        raise BuildFailed("\n".join(map(str, failed.lost.values()))) from failed


def _others(site: Site, assets: Assets, written: dict[str, bytes], pages: list[Page], workers: Workers) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file but the data pages and the pictures. `written` are MkDocs's pages; a data page goes first."""
    yield from assets.files.items()
    taken = {page.file for page in pages}
    yield from ((path, data) for path, data in written.items() if path not in taken)
    yield from ((f"{old}index.html", redirect(old, new)) for old, new in site.redirects.items())
    yield from _badge_files(site)
    yield names.ADDRESS, names.names(site)
    yield nearby.ADDRESS, nearby.nearby(site)
    yield holidays.ADDRESS, holidays.table(site)
    yield from activities.files(site)
    yield from calendar.calendars(site)
    yield from fulltext.index(site, workers.map)
    if site.city.url:
        listed = [page.address for page in pages if page.listed]
        listed += [path.removesuffix("index.html") for path in written if path.endswith("index.html")]
        yield "sitemap.xml", sitemap.sitemap(site.city.url, sorted(set(listed)))


def _badge_files(site: Site) -> Iterator[tuple[str, bytes]]:
    for home in site.homes:
        for badge in home.badges:
            address = f"{site.city.url.rstrip('/')}/{badge.address}".lstrip("/")
            drawing = badges.draw(badge.level, badge.label, badge.year, home.name, address)
            yield f"{badge.address}badge.svg", drawing.encode()


def _prune(cache: Cache, media: Media, drawn: Cards) -> None:
    """A photo that is shown no more leaves the cache with its release, and so does a card."""
    cache.prune("card", drawn.keys)
    cache.prune("photo", [cache_key(path.removeprefix("media/")) for path in media.files])
    cache.prune("picture", media.digests)
