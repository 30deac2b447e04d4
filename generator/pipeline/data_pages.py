"""Every home's own files, every page and feed of the city, written and looked at by workers. What a home's files are made from is
noted with them: where it is the same in the next build they are kept as they are."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.content.intake import home_of
from generator.diagnostics import Finding
from generator.feeds import activities, calendar, holidays, updated, weekly
from generator.media import badges
from generator.model.withheld import Hidden
from generator.pages import city_pages, homes
from generator.pages.assets import Assets
from generator.pages.page import Page, Shell
from generator.pages.render import PageFailed, Renderer
from generator.pipeline.drawings import Cards
from generator.pipeline.failures import failure, raise_for, why
from generator.pipeline.known import Reading
from generator.pipeline.order import BuildFailed
from generator.pipeline.photos import Media
from generator.public.views import Site
from generator.publish import checks, links
from generator.search import fulltext, names, nearby, stories
from generator.store import Entry
from generator.workers import Lost, Workers


class Target(Protocol):
    """Where the files go: the tree of a release, or a plain folder."""

    def write(self, path: str, data: bytes) -> Entry: ...

    def record(self, entries: Iterable[Entry]) -> None: ...

    def keep_all(self, paths: Iterable[str]) -> bool: ...


@dataclass(frozen=True)
class Frame:
    """What all pages are put into and drawn with. `asked`: a digest of the program, the theme, the day and the wishes."""

    asked: str
    theme: Path
    shell: Shell
    assets: Assets
    media: Media
    drawn: Cards

    def renderer(self, site: Site) -> Renderer:
        return Renderer(self.theme, self.shell, self.assets, site, self.media.pictures, self.drawn.of)


Listed = dict[str, str]
"""The addresses that search engines may list → the day of the newest dated fact there (ISO), or nothing."""


class Note(NamedTuple):
    """Of one home: a digest of all that its files are made from, their paths, and what search engines may list of them."""

    key: str
    paths: list[str]
    listed: Listed


Notes = Mapping[str, Note]
Render = Callable[[Page], bytes]
Feed = Callable[[Site], Iterable[tuple[str, bytes]]]
"""Path and bytes of files that are no pages."""


class _Files(NamedTuple):
    """What was written of one home, or for the city: `wrong` where one of the files should not go out, else `targets` of their links."""

    entries: list[Entry]
    listed: Listed
    wrong: bool
    targets: set[str]


@dataclass
class Written:
    """`listed`: what search engines may list; `notes` for the next build. Of the files that were `seen`, some are `wrong`,
    or they lead to the `targets`.
    """

    listed: Listed = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    wrong: bool = False
    targets: set[str] = field(default_factory=set)

    def take(self, files: _Files) -> None:
        self.listed |= files.listed
        self.seen.update(entry.path for entry in files.entries)
        self.wrong = self.wrong or files.wrong
        self.targets |= files.targets

    def unseen(self, files: Iterable[str], published: Collection[str]) -> set[str]:
        """Those of `files` that are still to be looked at: all, where a file that was seen is unfit, since somebody has to say which."""
        fit = not self.wrong and self.targets.issubset(published)
        return set(files).difference(self.seen if fit else ())


def listed_of(page: Page | None) -> Listed:
    """What search engines may list of a file."""
    return {page.address: page.newest.isoformat() if page.newest else ""} if page and page.listed else {}


class _Writing:
    """Writes files and looks at each, while it is at hand, as `checks` asks."""

    def __init__(self, into: Target, base: str, let_out: Collection[str]):
        self._into, self._base, self._let_out = into, base, let_out

    def files(self, files: Iterable[tuple[str, bytes, Page | None]]) -> _Files:
        """In a worker."""
        entries, listed, wrong, targets = [], {}, False, set()
        for path, data, page in files:
            entries.append(self._into.write(path, data))
            listed |= listed_of(page)
            problems, led = checks.examined(path, data, self._base, self._let_out)
            wrong = wrong or bool(problems)
            targets |= led
        return _Files(entries, listed, wrong, targets.difference(entry.path for entry in entries))


def write(reading: Reading, frame: Frame, into: Target, workers: Workers, before: Notes, base: str, let_out: Collection[str]) -> Written:
    """Writes all of it. `before`: the notes of the live release; `base` and `let_out` as for `checks.look`.

    Raises `HomesFailed` at the end, `BuildFailed` at once for a page of no home.
    """
    render, writing, written = frame.renderer(reading.site).html, _Writing(into, base, let_out), Written()
    lost = _write_homes(reading, frame, render, writing, into, workers, before, written)
    _write_city(reading, render, writing, into, workers, written)
    raise_for(lost)
    return written


def _write_homes(
    reading: Reading, frame: Frame, render: Render, writing: _Writing, into: Target, workers: Workers, before: Notes, written: Written
) -> dict[str, Finding]:
    """Returns what is said of homes whose pages could not be made."""
    best = homes.foremost(reading.site)
    keys = keys_of(reading, frame, best)

    def made(identity: str) -> _Files:
        return writing.files(files_of(reading, identity, best, render))

    same = {one: before[one] for one in reading.used if one in before and before[one].key == keys[one]}
    notes = {one: note for one, note in same.items() if into.keep_all(note.paths)}
    changed, lost = [one for one in reading.used if one not in notes], {}
    for identity, result in zip(changed, workers.each(made, changed), strict=True):
        if isinstance(result, Lost):
            lost[identity] = failure(result, identity, f"生成页面 /homes/{identity}/ ")
            continue
        into.record(result.entries)
        notes[identity] = Note(keys[identity], [entry.path for entry in result.entries], result.listed)
        written.take(result)
    written.notes = notes
    written.listed = {address: day for note in notes.values() for address, day in note.listed.items()}
    return lost


File = tuple[str, bytes, "Page | None"]
"""Path and bytes of a file, and the page where it is one."""


def files_of(reading: Reading, identity: str, best: homes.Foremost, render: Render) -> Iterator[File]:
    """Everything that a home publishes by itself."""
    return seen(_files_of(reading, identity, best, render), reading.hidden)


def seen(files: Iterable[File], hidden: Hidden) -> Iterator[File]:
    """Without what is withheld, and without links to it."""
    for path, data, page in files:
        if not hidden:
            yield path, data, page
        elif not hidden.hides(path.removesuffix("index.html")):
            yield path, links.without(path, data, hidden.hides) if page else data, page


def _files_of(reading: Reading, identity: str, best: homes.Foremost, render: Render) -> Iterator[File]:
    home, city = reading.view(identity), reading.site.city
    for page in homes.pages(home, city, best):
        yield page.file, render(page), page
    for path, data in (*calendar.home_calendars(home, city, reading.site.today), *badges.files(home, city)):
        yield path, data, None
    if home.closed_on is None:
        yield f"{home.address}{fulltext.SAID}", reading.said(identity).encode(), None


def _lists(site: Site) -> Iterator[tuple[str, bytes]]:
    """What scripts search in and reckon with."""
    yield names.ADDRESS, names.names(site)
    yield nearby.ADDRESS, nearby.nearby(site)
    yield stories.ADDRESS, stories.stories(site)
    yield from ((f"{folder}{fulltext.SAID}", told.encode()) for folder, told in fulltext.of_city(site))
    yield holidays.ADDRESS, holidays.table(site)
    yield updated.ADDRESS, updated.day(site)


_FEEDS: tuple[Feed, ...] = (_lists, activities.files, weekly.files, calendar.calendars)


def _write_city(reading: Reading, render: Render, writing: _Writing, into: Target, workers: Workers, written: Written) -> None:
    site = reading.site

    def made(what: Page | Feed) -> _Files:
        files = [(what.file, render(what), what)] if isinstance(what, Page) else ((path, data, None) for path, data in what(site))
        return writing.files(seen(files, reading.hidden))

    wanted: list[Page | Feed] = [*_FEEDS, *city_pages(site)]  # the longest first
    for what, result in zip(wanted, workers.each(made, wanted), strict=True):
        if isinstance(result, Lost):
            raise BuildFailed(_said(what, result))
        into.record(result.entries)
        written.take(result)


def _said(what: Page | Feed, lost: Lost) -> str:
    """Raises what is the machine's fault: a page of no home has no other."""
    if isinstance(lost.error, OSError):
        raise lost.error
    if isinstance(lost.error, PageFailed):
        return str(lost.error)
    return f"生成{f'页面 /{what.address} ' if isinstance(what, Page) else '给手机和别的程序用的数据'}时{why(lost)}"


def keys_of(reading: Reading, frame: Frame, best: homes.Foremost) -> dict[str, str]:
    """Identity → a digest of all that a home's files are made from."""
    places = [(district.slug, district.name) for district in reading.site.districts]
    shared = (frame.asked, frame.shell.pieces, frame.assets.addresses, reading.site.city, places, frame.drawn.of_kinds, reading.hidden)
    common = hashlib.sha256(repr(shared).encode())
    pictures, cards = _by_home(frame.media.pictures), _by_home(frame.drawn.addresses)
    read_next = {year: repr(families).encode() for year, families in best.items()}
    keys = {}
    for home in reading.site.homes:
        one, told = home.identity, common.copy()
        told.update(reading.homes[one].digest.encode())
        told.update(repr((reading.joints[one], pictures.get(one), cards.get(one))).encode())
        for year in sorted({family.year for family in home.families}):
            told.update(read_next[year])
        keys[one] = told.hexdigest()
    return keys


def _by_home(found: Mapping[str, object]) -> dict[str | None, list[tuple[str, object]]]:
    """What is kept by a path or an address, sorted out by the home that it lies in."""
    of = defaultdict(list)
    for path, value in sorted(found.items()):
        of[home_of(path)].append((path, value))
    return of
