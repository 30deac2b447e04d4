"""The whole build: take a snapshot, load, judge, let out what may be seen, write it, look at it, switch.

It alone uses workers and the store.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from generator.catalogue.assessment import Assessment, judge
from generator.content import intake
from generator.content.intake import PhotoFile, home_of
from generator.diagnostics import Finding, Misread, Place, Severity
from generator.feeds import activities, calendar, holidays, sitemap
from generator.media import badges, cards, photos, posters
from generator.media.canvas import Studio
from generator.media.cards import Card
from generator.model.load import load
from generator.pages import every_page
from generator.pages.assets import Assets
from generator.pages.page import Page, Shell
from generator.pages.render import PageFailed, Renderer, redirect
from generator.public import city, consent
from generator.public.views import HomeView, Picture, Site, Variant
from generator.publish import checks, headers, release
from generator.search import fulltext, names, nearby
from generator.search.fulltext import IndexingFailed
from generator.standard import house
from generator.store import AnotherBuild, Cache, State, Trouble
from generator.workers import Workers

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
    """The content, judged, and what the public may see of it."""

    order: Order
    assessment: Assessment
    site: Site


Engine = Callable[[Reading], tuple[Shell, Assets, dict[str, bytes]]]
"""MkDocs, held by the plugin: the shell, the theme's own files, and the hand-written pages by path."""


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
    with _told(), state.lock(), Workers(order.workers) as workers:
        if order.fresh:
            state.forget()
        reading = read(order, step)
        shell, assets, written = engine(reading)
        pages = list(every_page(reading.site))
        media = _media(reading, state.cache, workers)
        drawn = _cards(reading, theme, media, state.cache, workers)
        with state.staging() as tree:
            for path, source in (media.files | drawn.files).items():
                tree.link(path, source)
            for path, data in _others(reading.site, assets, written, pages):
                tree.write(path, data)
            render = Renderer(theme, shell, assets, reading.site, media.pictures, drawn.of(pages)).html
            tree.record(workers.map(lambda page: tree.write(page.file, render(page)), pages))
            tree.write(release.CHECKSUMS, release.checksums(tree.entries))
            stats = tree.finish()
        # Pages that did not change are read again only if some went.
        _look(reading, tree.root, tree.entries if stats.gone else stats.changed, tree.entries, workers)
        state.switch(tree, consent.in_force(reading.assessment.content, reading.site.today))
        state.seed(workers.map)
        for name, text in headers.files():
            (state.folder / name).write_text(text, encoding="utf-8")
        _prune(state.cache, media, drawn)
    count = sum(path.endswith(".html") for path in tree.entries)
    problems = media.problems + drawn.problems
    return Outcome(reading, state.folder, count, len(stats.changed) + len(stats.gone), time.monotonic() - started, problems)


@contextmanager
def _told() -> Iterator[None]:
    """Whatever can go wrong on the machine, as `BuildFailed`."""
    try:
        yield
    except AnotherBuild:
        raise
    except (Trouble, IndexingFailed, PageFailed) as error:
        raise BuildFailed(str(error)) from error
    except BrokenProcessPool as error:
        raise BuildFailed("一个工作进程突然没了，多半是内存不够。关掉别的程序，或加上 --workers 1 再运行一次") from error
    except OSError as error:
        raise BuildFailed(f"写不下去：{error.filename or error}（{error.strerror}）。检查磁盘空间和文件夹权限，再运行一次") from error


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
        drawn = _cards(reading, theme, media, cache, workers)
    _prune(cache, media, drawn)
    pages = list(every_page(reading.site))
    render = Renderer(theme, shell, assets, reading.site, media.pictures, drawn.of(pages)).html
    pictures = ((path, source.read_bytes()) for path, source in (media.files | drawn.files).items())
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
    pictures, files, seen, problems = {}, {}, {}, []
    for key, made in zip(wanted, workers.map(lambda file: _made(file, cache), wanted.values()), strict=True):
        if isinstance(made, Misread):
            problems.append(Finding(Severity.ERROR, made.message, made.remedy, Place(key), rule="house.photo", home=home_of(key)))
            continue
        pictures[key], own, seen[key] = made
        files |= own
    problems += _lookalikes(seen)
    return _Media(pictures, files, frozenset(_key(one.digest) for one in seen.values()), tuple(problems))


def _lookalikes(seen: dict[str, _Seen]) -> Iterator[Finding]:
    """A notice for each photo that looks like another of its home. Files of the same bytes the check has found."""
    for _, group in groupby(seen.items(), lambda item: home_of(item[0])):
        earlier: list[tuple[str, _Seen]] = []
        for key, one in group:
            other = next((k for k, o in earlier if o.digest != one.digest and photos.alike(o.likeness, one.likeness)), None)
            if other:
                told = f"照片 {key.rpartition('/')[2]} 和 {other.rpartition('/')[2]} 看上去是同一张"
                remedy = "留清楚的那一张，另一张从 home.yml 和 photos/ 里去掉"
                yield Finding(Severity.NOTICE, told, remedy, Place(key), rule="house.photo-twice", home=home_of(key))
            earlier.append((key, one))


@dataclass(frozen=True)
class _Cards:
    """Share cards: address by page (or kind of page), the cached files by address, their keys, characters that no font has."""

    addresses: dict[str, str]
    files: dict[str, Path]
    keys: frozenset[str]
    problems: tuple[Finding, ...]

    def of(self, pages: list[Page]) -> dict[str, str]:
        """Page's address → its own card's, else that of its kind. A quiet page has none."""
        shared = [page.address for page in pages if not page.quiet]
        return {one: self.addresses.get(one) or self.addresses[cards.kind_of(one)] for one in shared}


def _cards(reading: Reading, theme: Path, media: _Media, cache: Cache, workers: Workers, step: Step = lambda home: None) -> _Cards:
    """Every card that is asked for: from the cache, or drawn."""
    studio, site = Studio(theme), reading.site
    wanted = [*cards.of_kinds(site.city), *(cards.of_site(site) if reading.order.cards else ())]

    def made(card: Card) -> tuple[str, Path, str, str]:
        """Address, file, key, characters that no font has; runs in a worker."""
        picture = media.pictures.get(card.photo.key) if card.photo else None
        photo = picture.fallback.address if picture else ""
        key = cards.key(card, _key(photo), studio)
        kept = cache.get("card", key)
        if kept is None:
            kept = cache.put("card", key, cards.draw(card, media.files[photo].read_bytes() if photo else None, studio))
        return cards.address(card, key, photo), kept, key, studio.faces.missing(card.words)

    addresses, files, keys, problems = {}, {}, set(), []
    for card, (address, file, key, missing) in zip(wanted, workers.map(made, wanted), strict=True):
        step(card.page)
        addresses[card.page], files[address] = address, file
        keys.add(key)
        if missing:
            problems.append(_undrawn("分享图", missing, card.home, card.title, card.page))
    return _Cards(addresses, files, frozenset(keys), tuple(problems))


def _undrawn(what: str, missing: str, home: str | None, title: str, page: str) -> Finding:
    told = f"“{title}”的{what}里，“{'”“'.join(missing)}”没有字体能画，用“〓”代替了"
    remedy = "改用通行的写法，或在生成网站的电脑上装一套中文字体（如 Noto Sans CJK），再运行一次"
    return Finding(Severity.NOTICE, told, remedy, Place(f"homes/{home}/home.yml" if home else page), rule="house.font", home=home)


def draw_cards(order: Order, theme: Path, step: Step = lambda page: None) -> tuple[int, tuple[Finding, ...]]:
    """Makes every share card ahead of a build, into what is kept beside the site.

    Returns how many there are, and what could not be drawn. Raises as `build` does.
    """
    state = State.beside(order.site)
    with _told(), state.lock(), Workers(order.workers) as workers:
        reading = read(order)
        media = _media(reading, state.cache, workers)
        drawn = _cards(reading, theme, media, state.cache, workers, step)
        state.cache.prune("card", drawn.keys)
    return len(drawn.files), media.problems + drawn.problems


def draw_posters(
    reading: Reading, theme: Path, homes: Sequence[HomeView], out: Path, step: Step = lambda home: None
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Writes `<out>/<district>/<home>.pdf` for each home, drawn or from what is kept beside the site.

    Returns the files, and what could not be drawn. The site must know its own address. Raises as `build` does.
    """
    state, studio = State.beside(reading.order.site), Studio(theme)

    def made(home: HomeView) -> tuple[Path, str, str]:
        poster = posters.of_home(reading.site, home)
        key = studio.key(poster, "", poster.words)
        file = state.cache.get("poster", key) or state.cache.put("poster", key, posters.draw(poster, studio))
        target = out / f"{home.identity}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.is_file() and target.read_bytes() == file.read_bytes()):
            target.write_bytes(file.read_bytes())
        return target, key, studio.faces.missing(poster.words)

    files, keys, problems = [], [], []
    with _told(), state.lock(), Workers(reading.order.workers) as workers:
        for home, (file, key, missing) in zip(homes, workers.map(made, homes), strict=True):
            step(home.name)
            files.append(file)
            keys.append(key)
            if missing:
                problems.append(_undrawn("海报", missing, home.identity, home.name, home.address))
        if reading.order.only is None:
            state.cache.prune("poster", keys)
    return files, tuple(problems)


def _prune(cache: Cache, media: _Media, drawn: _Cards) -> None:
    """A photo that is shown no more leaves the cache with its release, and so does a card."""
    cache.prune("card", drawn.keys)
    cache.prune("photo", [_key(path.removeprefix("media/")) for path in media.files])
    cache.prune("picture", media.digests)


def _shown_photos(site: Site) -> set[str]:
    families = {family.photo.key for family in site.families if family.photo}
    return families | {photo.key for home in site.homes for photo in home.photos}


@dataclass(frozen=True)
class _Seen:
    """A photo by its bytes and by its looks."""

    digest: str
    likeness: str


Made = tuple[Picture, dict[str, Path], _Seen]
"""A photo's picture, its cached files by address, and what it is told from others by."""


def _made(file: PhotoFile, cache: Cache) -> Made | Misread:
    """The picture of one photo, from the cache or new; runs in a worker."""
    try:
        data = photos.read(file)
        digest = hashlib.sha256(data).hexdigest()
        return _cached(digest, cache) or _encoded(data, digest, cache)
    except Misread as error:
        return error
    except OSError as error:
        return Misread(f"照片读不出来（{error.strerror}）", "检查文件的读取权限，或重新上传")


def _encoded(data: bytes, digest: str, cache: Cache) -> Made:
    encoded = photos.encode(data)
    sizes = []
    for width, form, data in encoded.files:
        name = f"{digest[:20]}-{width}.{'jpg' if form == 'image/jpeg' else 'webp'}"
        cache.put("photo", _key(name), data)
        sizes.append([name, width, form])
    facts = {"sizes": sizes, "width": encoded.width, "height": encoded.height, "colour": encoded.colour, "likeness": encoded.likeness}
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
    return Picture(tuple(variants), fallback, facts["width"], facts["height"], facts["colour"]), sources, _Seen(digest, facts["likeness"])


def _key(name: str) -> str:
    return f"{name.replace('.', '_')}-{photos.RECIPE}"
