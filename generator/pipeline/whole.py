"""A whole build: take a snapshot, load, judge, let out what may be seen, write it, look at it, switch."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import filterfalse
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator import private
from generator.content import intake
from generator.content.intake import Snapshot
from generator.diagnostics import Finding, Place
from generator.feeds import sitemap
from generator.model.withheld import address_of
from generator.pages.assets import Assets
from generator.pages.page import Shell
from generator.pages.render import redirect
from generator.pipeline import basis, changes, data_pages, index, report, rest, unchanged, withdrawn
from generator.pipeline.data_pages import Frame, Listed, Notes
from generator.pipeline.drawings import Cards, cards_of, unaddressed
from generator.pipeline.failures import FAILED, Excuses, one_by_one, raise_for
from generator.pipeline.good import Keeper, LastGood
from generator.pipeline.known import Reading
from generator.pipeline.order import BuildFailed, HomesFailed, Order, Outcome, Step, Told, crew
from generator.pipeline.photos import Media, cache_key, media_of
from generator.pipeline.reading import read_once
from generator.pipeline.report import Report
from generator.pipeline.reuse import Reuse
from generator.pipeline.unchanged import Built, Look
from generator.publish import checks, headers, links, release
from generator.search import fulltext
from generator.standard import house
from generator.store import Cache, Entry, State, Stats, Tree
from generator.workers import Workers

Engine = Callable[[Reading, str, Media, Path], tuple[Shell, Assets, dict[str, bytes]]]
"""MkDocs, held by the plugin, told the address of the card that hand-written pages share, their pictures, and the folder of mkdocs.yml:
the shell, the theme's own files, and those pages by path."""


def build(
    order: Order, theme: Path, engine: Engine, state: State, looked: Look, step: Step, stood_in: Snapshot | None = None
) -> Outcome:
    """The site from all that there is, or with what `stood_in` for all but the homes. The state must be locked.

    Raises `CityUnreadable`, `BuildFailed`.
    """
    with crew(order, state, theme) as workers:
        snapshot, good = stood_in or intake.take_city(order.content, order.only), LastGood(None if order.fresh else state.records)
        keeper, inputs = Keeper(state.records, order.fresh), looked.inputs
        remembered = withdrawn.learned(snapshot, order, state)
        notes = basis.notes(state) if looked.intact else {}  # what is not as it was made is not kept
        reuse = Reuse(state.shelf, inputs.program, inputs.signs, snapshot, keeper, order.moment.date())

        def attempt(excuses: Excuses) -> tuple[Reading, Release]:
            reading = read_once(order, snapshot, good, excuses, workers, step, keeper, reuse, False, remembered)
            withdrawn.learn(state, reading.assessment.content.withdrawals, reading.consents, order.moment.date())
            return reading, _write(reading, theme, engine, inputs.asked, state, looked, workers, notes)

        reading, release = one_by_one(attempt, good, len(snapshot.homes))
        for name, text in headers.files():
            state.put(name, text)
        state.switch(release.tree, reading.leave, reading.hidden.entries)
        state.seed(workers.map)
        _prune(state.cache, release.frame.media, release.frame.drawn)
        if order.only is None:
            _keep(reading, keeper)
            reuse.prune(reading.homes)
        if order.only is None and not stood_in:
            pages = {path: data for path, data in reading.snapshot.pages.items() if not reading.hidden.hides(address_of(f"pages/{path}"))}
            with suppress(OSError):  # the release is out
                rest.keep(state, snapshot, theme, pages)
    told, findings = _told(reading, release), (*release.problems, *reading.assessment.findings)
    said = Report.of(reading, release.problems)
    basis.remember(basis.of(reading, release.frame, release.notes), state)
    report.remember(said, state)
    unchanged.remember_wishes(order, state)
    if not (stood_in or release.frame.drawn.problems or _failed(reading)):  # a font, or memory, may be there the next time
        unchanged.remember(Built(inputs, order.moment.isoformat(), _until(reading), told), state)
    written = len(release.stats.changed) + len(release.stats.gone)
    return Outcome(told, state.folder, written, findings=findings, report=said.text)


_FAMILY = re.compile(r"homes/[^/]+/[^/]+/families/[^/]+/")


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
    problems = (*release.problems, *_failed(reading), *unaddressed(reading))
    return Told(pages, len(reading.homes), reading.kept, reading.left_out, tuple(map(str, problems)), changes.soonest(reading.changes))


def _failed(reading: Reading) -> list[Finding]:
    """What is said of homes whose work came to nothing."""
    return [finding for finding in reading.assessment.findings if finding.rule == FAILED]


def _until(reading: Reading) -> str:
    """The next moment at which an embargo ends."""
    moment = reading.order.moment
    return min((f.embargo.isoformat() for f in reading.assessment.content.features if f.embargo and f.embargo > moment), default="9999")


def _keep(reading: Reading, keeper: Keeper) -> None:
    """What the release just published rests on is what counts from now on."""
    city, today = reading.assessment.content, reading.site.today
    federation = keeper.take(None, reading.snapshot, city.sources, city.marks, reading.assessment.withheld, today)
    keeper.keep({None: federation} | {one: reading.homes[one].stamp for one in reading.used})


def _write(
    reading: Reading, theme: Path, engine: Engine, asked: str, state: State, looked: Look, workers: Workers, before: Notes
) -> Release:
    """The finished tree, looked at. Raises `HomesFailed` for homes whose own pages can't be written, or should not go out."""
    frame, written = frame_of(reading, theme, engine, asked, state.cache, workers)
    media, drawn = frame.media, frame.drawn
    with state.staging(looked.other) as tree:
        for path, source in (media.files | drawn.files).items():
            tree.link(path, source)
        # What a home's words do to a page they would do to the search index too: its pages come first.
        data = data_pages.write(reading, frame, tree, workers, before, *look_for(reading))
        for path, text in _others(reading, frame.assets, written, data.listed, tree.entries, state.cache, workers):
            tree.write(path, text)
        tree.write(release.CHECKSUMS, release.checksums(tree.entries))
        stats = tree.finish()
    # Pages that did not change are read again only if some went.
    suspects = {*filterfalse(checks.is_picture, tree.entries), *stats.changed} if stats.gone else data.unseen(stats.changed, tree.entries)
    look(reading, tree.root, suspects, tree.entries, workers)
    return Release(tree, stats, frame, data.notes)


def frame_of(reading: Reading, theme: Path, engine: Engine, asked: str, cache: Cache, workers: Workers) -> tuple[Frame, dict[str, bytes]]:
    """What the pages are put into, and MkDocs's own pages by path."""
    media = media_of(reading, cache, workers)
    drawn = cards_of(reading, theme, media, cache, workers)
    shell, assets, written = engine(reading, drawn.shared, media, theme.parent)
    return Frame(asked, theme, shell, assets, media, drawn), written


def look_for(reading: Reading) -> tuple[str, set[str]]:
    """The site's path on its server, and the digits of numbers that were let out: what `checks` asks for."""
    site = reading.site
    shown = (*(phone for home in site.homes for phone in home.office.mobiles), *(line.phone for line in site.city.hotlines))
    let_out = {number for phone in shown for number in house.numbers_in(str(phone))} | house.cleared_numbers(reading.assessment.content, site.today)
    return unquote(urlsplit(site.city.url).path) or "/", let_out


def look(reading: Reading, root: Path, suspects: Iterable[str], published: Collection[str], workers: Workers) -> None:
    """Stops the release where a written file should not go out. Raises `HomesFailed` where only pages of homes are concerned."""
    base, allowed = look_for(reading)
    problems = checks.look(root, suspects, published, base, workers.map, allowed)
    if any(finding.home not in reading.assessment.content.homes for finding in problems):
        told = "\n".join(map(str, problems[:20]))
        raise BuildFailed(f"生成的网站有 {len(problems)} 处问题，没有发布，旧网站原样不动：\n{told}")
    raise_for({finding.home: _unfit(finding) for finding in reversed(problems)})


def _unfit(problem: Finding) -> Finding:
    """What is said of a home one of whose pages should not go out."""
    message = f"它的页面 /{problem.place.path.removesuffix('index.html')} 不能发布：{problem.message}"
    return dataclasses.replace(problem, message=message, place=Place(f"homes/{problem.home}"), rule=FAILED)


def photos_beside(reading: Reading, state: Path) -> Media:
    """For a plain `mkdocs build`: the pictures of all pages, kept in its folder `state`."""
    with Workers() as workers:
        return media_of(reading, Cache(state), workers)


def write_beside(reading: Reading, media: Media, shell: Shell, theme: Path, assets: Assets, folder: Path, state: Path) -> None:
    """For a plain `mkdocs build`: everything but the hand-written pages, into a folder of MkDocs's own. Raises `BuildFailed`."""
    private.make_folder(state)
    cache, into = Cache(state), PlainFolder(folder)
    with Workers() as workers, _whole():
        drawn = cards_of(reading, theme, media, cache, workers)
        _prune(cache, media, drawn)
        frame = Frame("", theme, shell, assets, media, drawn)
        made = data_pages.write(reading, frame, into, workers, {}, *look_for(reading))
        for path, source in (media.files | drawn.files).items():
            into.write(path, source.read_bytes())
        for path, data in _others(reading, assets, {}, made.listed, {}, cache, workers):
            into.write(path, data)
        written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        look(reading, folder, made.unseen(written, written), written, workers)


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
    reading: Reading, assets: Assets, written: dict[str, bytes], listed: Listed, taken: Collection[str], cache: Cache, workers: Workers
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file but the data pages and the pictures. `written` are MkDocs's pages; what is `taken` goes first."""
    site = reading.site
    yield from assets.files.items()
    own = dict(_hand_written(reading, {path: data for path, data in written.items() if path not in taken}))
    yield from own.items()
    yield from ((f"{old}index.html", redirect(old, new)) for old, new in site.redirects.items() if not reading.hidden.hides(old))
    digests = {one: home.digest for one, home in reading.homes.items()}
    yield from index.whole(reading.streets, digests, reading.said, fulltext.said_of_city(site), cache, workers)
    if site.city.url:
        hand_written = {path.removesuffix("index.html"): "" for path in own if path.endswith("index.html")}
        yield from sitemap.sitemap(site.city.url, hand_written | listed)


def _hand_written(reading: Reading, pages: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Without what is withheld, and without links to it or to a family that is shown no more."""
    hidden, families = reading.hidden, {family.address for family in reading.site.families}

    def gone(address: str) -> bool:
        return hidden.hides(address) or (_FAMILY.fullmatch(address) is not None and address not in families)

    for path, data in pages.items():
        if not gone(path.removesuffix("index.html")):
            yield path, links.without(path, data, gone, look_for(reading)[0]) if path.endswith(".html") else data


def _prune(cache: Cache, media: Media, drawn: Cards) -> None:
    """A photo that is shown no more leaves the cache with its release, and so does a card."""
    cache.prune("card", drawn.keys)
    cache.prune("photo", [cache_key(path.removeprefix("media/")) for path in media.files])
    cache.prune("picture", media.digests)
