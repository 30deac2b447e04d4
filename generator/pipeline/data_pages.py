"""Every home's own files and every page of the city, written by workers. What a home's files are made from is noted with them:
where it is the same in the next build they are kept as they are."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.content.intake import home_of
from generator.diagnostics import Finding
from generator.feeds import calendar
from generator.media import badges
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
from generator.search import fulltext
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


class Note(NamedTuple):
    """Of one home: a digest of all that its files are made from, their paths, and the addresses that search engines may list."""

    key: str
    paths: list[str]
    listed: list[str]


Notes = Mapping[str, Note]
Render = Callable[[Page], bytes]


class _Written(NamedTuple):
    entries: list[Entry]
    listed: list[str]


def write(reading: Reading, frame: Frame, into: Target, workers: Workers, before: Notes) -> tuple[list[str], Notes]:
    """Writes all of it; returns the addresses that search engines may list, and the notes for the next build. `before`: those of the live release.

    Raises `HomesFailed` at the end, `BuildFailed` at once for a page of no home.
    """
    render = frame.renderer(reading.site).html
    notes, lost = _write_homes(reading, frame, render, into, workers, before)
    listed = _write_city(reading, render, into, workers)
    raise_for(lost)
    return [*(address for note in notes.values() for address in note.listed), *listed], notes


def _write_homes(
    reading: Reading, frame: Frame, render: Render, into: Target, workers: Workers, before: Notes
) -> tuple[dict[str, Note], dict[str, Finding]]:
    best = homes.foremost(reading.site)
    keys = keys_of(reading, frame, best)

    def made(identity: str) -> _Written:
        listed, entries = [], []
        for path, data, page in files_of(reading, identity, best, render):
            entries.append(into.write(path, data))
            listed += [page.address] if page and page.listed else []
        return _Written(entries, listed)

    same = {one: before[one] for one in reading.used if one in before and before[one].key == keys[one]}
    notes = {one: note for one, note in same.items() if into.keep_all(note.paths)}
    changed, lost = [one for one in reading.used if one not in notes], {}
    for identity, result in zip(changed, workers.each(made, changed), strict=True):
        if isinstance(result, Lost):
            lost[identity] = failure(result, identity, f"生成页面 /homes/{identity}/ ")
            continue
        into.record(result.entries)
        notes[identity] = Note(keys[identity], [entry.path for entry in result.entries], result.listed)
    return notes, lost


def files_of(reading: Reading, identity: str, best: homes.Foremost, render: Render) -> Iterator[tuple[str, bytes, Page | None]]:
    """Path and bytes of everything that a home publishes by itself, and the page where it is one."""
    home, city = reading.view(identity), reading.site.city
    for page in homes.pages(home, city, best):
        yield page.file, render(page), page
    for path, data in (*calendar.home_calendars(home, city, reading.site.today), *badges.files(home, city)):
        yield path, data, None
    if home.closed_on is None:
        yield f"{home.address}{fulltext.SAID}", reading.said(identity).encode(), None


def _write_city(reading: Reading, render: Render, into: Target, workers: Workers) -> list[str]:
    pages = list(city_pages(reading.site))
    written = workers.each(lambda page: into.write(page.file, render(page)), pages)
    for page, result in zip(pages, written, strict=True):
        if isinstance(result, Lost):
            raise BuildFailed(_said(page, result))
        into.record([result])
    return [page.address for page in pages if page.listed]


def _said(page: Page, lost: Lost) -> str:
    """Raises what is the machine's fault: a page of no home has no other."""
    if isinstance(lost.error, OSError):
        raise lost.error
    return str(lost.error) if isinstance(lost.error, PageFailed) else f"生成页面 /{page.address} 时{why(lost)}"


def keys_of(reading: Reading, frame: Frame, best: homes.Foremost) -> dict[str, str]:
    """Identity → a digest of all that a home's files are made from."""
    places = [(district.slug, district.name) for district in reading.site.districts]
    shared = (frame.asked, frame.shell.pieces, frame.assets.addresses, reading.site.city, places, frame.drawn.of_kinds)
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
