"""The whole build: take a snapshot, load, judge, let out what may be seen, write it, look at it, switch.

It alone uses workers and the store.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.catalogue.assessment import Assessment, judge
from generator.content import intake
from generator.content.intake import PhotoFile, home_of
from generator.diagnostics import Finding, Misread, Place, Severity
from generator.feeds import activities, calendar, holidays, sitemap
from generator.media import badges, photos
from generator.model.load import load
from generator.pages import every_page
from generator.pages.assets import Assets
from generator.pages.page import Page, Shell
from generator.pages.render import PageFailed, Renderer, redirect
from generator.public import city, consent
from generator.public.views import Picture, Site, Variant
from generator.publish import checks, headers, release
from generator.search import fulltext, names, nearby
from generator.search.fulltext import IndexingFailed
from generator.standard import house
from generator.store import AnotherBuild, Cache, State, Trouble
from generator.workers import Workers

Step = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is to be built: the content folder, the moment (aware, Beijing), where to, with how many processes."""

    content: Path
    moment: dt.datetime
    site: Path = Path("site")
    workers: int | None = None
    photos: bool = True
    fresh: bool = False
    only: str | None = None


@dataclass(frozen=True)
class Reading:
    """The content, judged, and what the public may see of it."""

    order: Order
    assessment: Assessment
    site: Site


Engine = Callable[[Reading], tuple[Shell, Assets, dict[str, bytes]]]
"""MkDocs, held by the plugin: the shell, the theme's own files, and the hand-written pages by path."""


@dataclass(frozen=True)
class Outcome:
    """What a build did. `problems`: photos that could not be used. `state`: the folder of what is kept between builds."""

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


def assess(order: Order, step: Step = lambda home: None) -> Assessment:
    """Reads and judges the content. Raises `CityUnreadable`."""
    snapshot = intake.take(order.content, order.only)
    return judge(load(snapshot, step), house.strays(snapshot), order.moment)


def read(order: Order, step: Step = lambda home: None) -> Reading:
    """Content, judged and made public. Raises `CityUnreadable`."""
    assessment = assess(order, step)
    return Reading(order, assessment, city.site(assessment))


def build(order: Order, theme: Path, engine: Engine, step: Step = lambda home: None) -> Outcome:
    """A whole new site at `order.site`, or the old one. Raises `CityUnreadable`, `AnotherBuild`, `BuildFailed`."""
    started = time.monotonic()
    state = State.beside(order.site)
    try:
        with state.lock(), Workers(order.workers) as workers:
            if order.fresh:
                state.forget()
            reading = read(order, step)
            shell, assets, written = engine(reading)
            pages = list(every_page(reading.site))
            media = _media(reading, state.cache, workers)
            with state.staging() as tree:
                for path, source in media.files.items():
                    tree.link(path, source)
                for path, data in _others(reading.site, assets, written, pages):
                    tree.write(path, data)
                render = Renderer(theme, shell, assets, reading.site, media.pictures).html
                tree.record(workers.map(lambda page: tree.write(page.file, render(page)), pages))
                tree.write(release.CHECKSUMS, release.checksums(tree.entries))
                stats = tree.finish()
            # Pages that did not change are read again only if some went.
            _look(reading, tree.root, tree.entries if stats.gone else stats.changed, tree.entries, workers)
            state.switch(tree, consent.in_force(reading.assessment.content, reading.site.today))
            state.seed(workers.map)
            for name, text in headers.files():
                (state.folder / name).write_text(text, encoding="utf-8")
            _prune(state.cache, media)
    except AnotherBuild:
        raise
    except (Trouble, IndexingFailed, PageFailed) as error:
        raise BuildFailed(str(error)) from error
    except BrokenProcessPool as error:
        raise BuildFailed("一个工作进程突然没了，多半是内存不够。关掉别的程序，或加上 --workers 1 再运行一次") from error
    except OSError as error:
        raise BuildFailed(f"写不下去：{error.filename or error}（{error.strerror}）。检查磁盘空间和文件夹权限，再运行一次") from error
    count = sum(path.endswith(".html") for path in tree.entries)
    return Outcome(reading, state.folder, count, len(stats.changed) + len(stats.gone), time.monotonic() - started, media.problems)


def _look(reading: Reading, root: Path, suspects: Iterable[str], published: Collection[str], workers: Workers) -> None:
    """Stops the release where a written file should not go out."""
    site, base = reading.site, urlsplit(reading.site.city.url).path or "/"
    shown = (*(home.office.mobile for home in site.homes), *(phone for _, phone in site.city.hotlines))
    allowed = {number for text in shown for number in house.numbers_in(text)} | house.cleared_numbers(reading.assessment.content, site.today)
    problems = checks.look(root, suspects, published, base, workers.map, allowed)
    if problems:
        told = "\n".join(map(str, problems[:20]))
        raise BuildFailed(f"生成的网站有 {len(problems)} 处问题，没有发布，旧网站原样不动：\n{told}")


def write_beside(reading: Reading, shell: Shell, theme: Path, assets: Assets, folder: Path, state: Path) -> None:
    """For a plain `mkdocs build`: everything but the hand-written pages, into a folder of MkDocs's own. Raises `BuildFailed`."""
    cache = Cache(state)
    with Workers() as workers:
        media = _media(reading, cache, workers)
    _prune(cache, media)
    render = Renderer(theme, shell, assets, reading.site, media.pictures).html
    pictures = ((path, source.read_bytes()) for path, source in media.files.items())
    pages = list(every_page(reading.site))
    data_pages = ((page.file, render(page)) for page in pages)
    for path, data in (*pictures, *data_pages, *_others(reading.site, assets, {}, pages)):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    with Workers() as workers:
        _look(reading, folder, written, written, workers)


def _others(site: Site, assets: Assets, written: dict[str, bytes], pages: list[Page]) -> Iterator[tuple[str, bytes]]:
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
    yield from fulltext.index(site)
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


@dataclass(frozen=True)
class _Media:
    """Pictures by photo key, the cached files they are made of by address, and photos that could not be used."""

    pictures: dict[str, Picture]
    files: dict[str, Path]
    digests: frozenset[str]
    problems: tuple[Finding, ...]


def _media(reading: Reading, cache: Cache, workers: Workers) -> _Media:
    """Makes every size of every photo that may be shown, each once as long as it is used."""
    known = reading.assessment.content.photo_files
    wanted = {key: known[key] for key in sorted(_shown_photos(reading.site))} if reading.order.photos else {}
    pictures, files, digests, problems = {}, {}, set(), []
    for key, made in zip(wanted, workers.map(lambda file: _made(file, cache), wanted.values()), strict=True):
        if isinstance(made, Misread):
            problems.append(Finding(Severity.ERROR, made.message, made.remedy, Place(key), rule="house.photo", home=home_of(key)))
            continue
        pictures[key], own, digest = made
        files |= own
        digests.add(digest)
    return _Media(pictures, files, frozenset(digests), tuple(problems))


def _prune(cache: Cache, media: _Media) -> None:
    """A photo that is shown no more leaves the cache with its release."""
    cache.prune("photo", [_key(path.removeprefix("media/")) for path in media.files])
    cache.prune("picture", media.digests)


def _shown_photos(site: Site) -> set[str]:
    families = {family.photo.key for family in site.families if family.photo}
    return families | {photo.key for home in site.homes for photo in home.photos}


Made = tuple[Picture, dict[str, Path], str]
"""A photo's picture, its cached files by address, and its own key in the cache."""


def _made(file: PhotoFile, cache: Cache) -> Made | Misread:
    """The picture of one photo, from the cache or new; runs in a worker."""
    try:
        digest = hashlib.sha256(file.path.read_bytes()).hexdigest()
        return _cached(digest, cache) or _encoded(file, digest, cache)
    except Misread as error:
        return error
    except OSError as error:
        return Misread(f"照片读不出来（{error.strerror}）", "检查文件的读取权限，或重新上传")


def _encoded(file: PhotoFile, digest: str, cache: Cache) -> Made:
    encoded = photos.encode(file.path)
    sizes = []
    for width, form, data in encoded.files:
        name = f"{digest[:20]}-{width}.{'jpg' if form == 'image/jpeg' else 'webp'}"
        cache.put("photo", _key(name), data)
        sizes.append([name, width, form])
    facts = {"sizes": sizes, "width": encoded.width, "height": encoded.height, "colour": encoded.colour}
    cache.put("picture", _key(digest), json.dumps(facts, sort_keys=True).encode())
    return _cached(digest, cache)


def _cached(digest: str, cache: Cache) -> Made | None:
    kept = cache.get("picture", _key(digest))
    if kept is None:
        return None
    facts = json.loads(kept.read_bytes())
    sources = {f"media/{name}": cache.get("photo", _key(name)) for name, _, _ in facts["sizes"]}
    if None in sources.values():
        return None
    *variants, fallback = (Variant(f"media/{name}", width, form) for name, width, form in facts["sizes"])
    return Picture(tuple(variants), fallback, facts["width"], facts["height"], facts["colour"]), sources, _key(digest)


def _key(name: str) -> str:
    return f"{name.replace('.', '_')}-{photos.RECIPE}"
