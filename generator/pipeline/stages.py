"""The stages of a build before its tasks: reading homes that changed, and deriving what tasks share."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from generator.catalogue.assessment import judge_city
from generator.content.intake import PAGES, PhotoFile
from generator.diagnostics import Finding
from generator.media import cards as card_kinds
from generator.media import photos as photo_media
from generator.media.cards import Card
from generator.model.load import LoadedHome, with_homes
from generator.model.pages import pictures_beside_pages
from generator.model.withheld import Hidden
from generator.pages import assets
from generator.pages.assets import Assets
from generator.pages.page import Shell
from generator.pipeline.city_index import CityIndex
from generator.pipeline.context import BuildContext, HandWritten
from generator.pipeline.drawings import Cards, make_cards
from generator.pipeline.photos import HomePictures, cached_files, make_pictures
from generator.public import city
from generator.public.kinds import BADGES
from generator.reading.entries import CacheEntry, PackedHome
from generator.reading.failures import FailedHomes
from generator.reading.federation import Federation, read_federation
from generator.reading.homes import HomePacker, HomeReader, read_homes
from generator.standard import house
from generator.standard.renames import renamed_homes
from generator.store import content_digest, encode

log = logging.getLogger(__name__)
_MAX_ROUNDS = 3  # homes found to be renamed are read again, which renames no further ones
_BATCH = 256  # homes held in memory before they are written to the ledger


@dataclass(frozen=True)
class Gathered:
    """Everything that tasks are made from.

    `read`: the homes that were read in this build; `pictures` by home; `files`: address → cached file of each picture.
    """

    federation: Federation
    city: CityIndex
    read: frozenset[str]
    pictures: Mapping[str, HomePictures]
    files: Mapping[str, Path]

    @property
    def problems(self) -> list[Finding]:
        return [problem for one in sorted(self.pictures) for problem in self.pictures[one].problems]


# ---- homes


def read_changed(
    context: BuildContext, failed: FailedHomes, changed: Collection[str]
) -> tuple[Federation, frozenset[str]]:
    """Reads the homes whose files `changed`, or whose surroundings did; returns their identities, too.

    Raises `CityUnreadable`, `HomesFailed`.
    """
    snapshot = context.snapshot
    federation = read_federation(snapshot, context.last_good, context.history, context.program, context.options.today)
    read: set[str] = set()
    for attempt in range(_MAX_ROUNDS):
        federation = federation.with_renames(*_renames(context, federation))
        stale = _stale(context, federation, failed, changed if attempt == 0 else (), read)
        if not stale:
            break
        log.info("读 %d 家：%s", len(stale), "、".join(stale))
        reader = HomeReader(context.options, snapshot, federation, context.last_good, failed)
        packer = HomePacker(reader, stale, context.last_good_writer)
        homes = read_homes(packer, list(stale), failed, context.executor, context.progress)
        while batch := dict(islice(homes, _BATCH)):
            _store(context, batch)
        read |= stale.keys()
    if context.options.only is None and (removed := context.homes.entries.keys() - set(snapshot.homes)):
        context.homes.drop(sorted(removed))
    context.ledger.commit()
    return federation, frozenset(read)


def _store(context: BuildContext, homes: dict[str, PackedHome]) -> None:
    context.homes.put(homes)
    if context.last_good_writer:
        entries = context.homes.entries
        context.last_good_writer.staged.update((one, entries[one].last_good_digest) for one in homes)


def _renames(context: BuildContext, federation: Federation) -> tuple[dict[str, str], dict[int, str]]:
    """As `Federation.with_renames` asks."""
    usable = (one for one, entry in _present_entries(context).items() if entry.usable)
    content = with_homes(federation.content, (LoadedHome(one, context.homes.record(one)) for one in usable))
    left_out = tuple(one for one in context.snapshot.homes if one not in content.homes)
    content = dataclasses.replace(content, left_out=left_out)
    options = context.options
    return renamed_homes(content), {} if options.only else house.withdrawal_homes(content, options.today)


def _present_entries(context: BuildContext) -> dict[str, CacheEntry]:
    """The entries of homes that still exist."""
    entries = context.homes.entries
    return {one: entries[one] for one in context.snapshot.homes if one in entries}


def _stale(
    context: BuildContext, federation: Federation, failed: FailedHomes, changed: Collection[str], read: Collection[str]
) -> dict[str, bytes]:
    """Homes to be read → the digest of their files with which their entry would still be valid, or b"".

    `read`: homes that were read in this build.
    """
    entries, failing, stale = context.homes.entries, failed.findings, {}
    for one in context.snapshot.homes:
        entry = entries.get(one)
        if (
            entry is None
            or not _is_valid(context, federation, entry)
            or (one not in read and (one in failing or not entry.content))
        ):
            stale[one] = b""
        elif one in changed:
            stale[one] = entry.content
    return stale


def _is_valid(context: BuildContext, federation: Federation, entry: CacheEntry) -> bool:
    """Whether a home's entry holds today, if its files have not changed."""
    if not entry.valid_from <= context.options.today < entry.valid_until:
        return False
    writer = context.last_good_writer
    if entry.usable and writer and not writer.has(entry.identity, entry.last_good_digest):
        return False
    former_names = entry.former_names if entry.usable else ()
    successor = (entry.closure and entry.closure.successor) or ""
    street = entry.street if entry.usable and not entry.has_phone else None
    return entry.surroundings == federation.home_digest(entry.identity, former_names, successor, street)


def gather(
    context: BuildContext, failed: FailedHomes, changed: Collection[str], available: Collection[str]
) -> Gathered:
    """Everything that tasks are made from, with the content as it is now.

    `available`: paths of the last release whose files are intact.
    """
    federation, read = read_changed(context, failed, changed)
    entries = _present_entries(context)
    content = with_homes(
        federation.content,
        (LoadedHome(one, context.homes.record(one) if entry.usable else None) for one, entry in entries.items()),
    )
    past = {(one, day): how for one, entry in entries.items() for day, how in entry.past_standings.items()}
    judged = judge_city(content, past, context.options.today)
    consents = ((one, consent) for one, entry in entries.items() for consent in entry.consents or ())
    context.record_consents(federation.content.withdrawals, consents)
    hidden = federation.hidden
    pictures = _pictures(context, entries, available, hidden)
    if hidden:
        pictures = {one: found.without(hidden.hides) for one, found in pictures.items()}
    made = {one: found.made for one, found in pictures.items() if found.made}
    nearest = _nearest_homes(context, entries)
    as_of, embargoed = context.options.as_of, context.options.embargoed
    index = CityIndex(judged, entries, as_of, nearest, made, context.homes.facets_of, embargoed)
    files = cached_files(pictures.values(), context.cache, available) or {}
    return Gathered(federation, index, read, pictures, files)


def _nearest_homes(context: BuildContext, entries: Mapping[str, CacheEntry]) -> city.NearestHomes:
    points = {one: entry.point for one, entry in entries.items() if entry.usable and entry.point and not entry.closed}
    inputs = {"program": context.program, "points": content_digest(encode(points))}
    return context.ledger.derive("near", inputs, _NEAREST.decode, lambda: city.nearest_homes(points))


# ---- pictures, cards, shell, index


def _pictures(
    context: BuildContext, entries: Mapping[str, CacheEntry], available: Collection[str], hidden: Hidden
) -> dict[str, HomePictures]:
    """The pictures of every home with photos that may be shown, and (`PAGES`) those beside hand-written pages."""
    photos: dict[str, Mapping[str, PhotoFile]] = {}
    if context.options.photos:
        photos = {one: entry.photos for one, entry in entries.items() if entry.usable and entry.photos}
    if beside_pages := {
        path: file
        for path, file in sorted(context.snapshot.photos.items())
        if path.startswith(PAGES) and not hidden.hides("", path)
    }:
        photos[PAGES] = beside_pages
    inputs = {
        one: {"recipe": photo_media.RECIPE.encode(), "photos": content_digest(encode(files))}
        for one, files in photos.items()
    }
    found: dict[str, HomePictures] = {}
    for one in photos:
        stored = context.ledger.derived("pictures", one, inputs[one], _PICTURES.decode)
        published = () if context.options.cards or one == PAGES else available  # cards and MkDocs need the files
        if stored is not None and cached_files([stored], context.cache, published) is not None:
            found[one] = stored
    stale = {one: files for one, files in photos.items() if one not in found}
    for one, pictures in make_pictures(stale, context.cache, context.executor, context.progress).items():
        found[one] = pictures
        if len(pictures.made) == len(photos[one]):  # a photo that failed is tried again by the next build
            context.ledger.put_derived("pictures", one, inputs[one], encode(pictures))
    return found


def draw_shared_cards(context: BuildContext, gathered: Gathered) -> Cards:
    """One card for each kind of page, for pages without a card of their own."""
    cards = list(card_kinds.of_kinds(gathered.city.view))
    return _draw(context, {"": (content_digest(encode(cards)), lambda: cards)})[""]


def draw_own_cards(context: BuildContext, gathered: Gathered) -> dict[str, Cards]:
    """All other cards: by home, and those of features under "press"."""
    index = gathered.city
    names = ("name", "words", "office", "photos", "brand", "families", BADGES)

    def of_home(one: str) -> list[Card]:
        return list(card_kinds.of_home(index.view, index.partial_view(one, names)))

    sources: dict[str, CardSource] = {}
    for one, entry in index.homes.items():
        shown = [entry.facets[name] for name in names if name != BADGES]
        data = encode((index.view, shown, index.badges.get(one), index.pictures.get(one)))
        sources[one] = (content_digest(data), partial(of_home, one))
    features = list(card_kinds.of_features(index.view, index.parts["features"]))
    sources["press"] = (content_digest(encode(features)), lambda: features)
    return _draw(context, sources)


CardSource = tuple[bytes, Callable[[], list[Card]]]
"""A digest of what cards are made from, and a function that returns them (not drawn)."""


def _draw(context: BuildContext, sources: Mapping[str, CardSource]) -> dict[str, Cards]:
    drawing = drawings_digest(context)
    inputs = {
        owner: {"program": context.program, "studio": drawing, "cards": digest}
        for owner, (digest, _) in sources.items()
    }
    found: dict[str, Cards] = {}
    for owner in sources:
        stored = context.ledger.derived("cards", owner, inputs[owner], _CARDS.decode)
        if stored is not None and all(context.cache.get("card", key) for key in stored.keys.values()):
            found[owner] = stored
    stale = [(owner, card) for owner, (_, cards) in sources.items() if owner not in found for card in cards()]
    for owner, made in make_cards(stale, context.theme, context.cache, context.executor, context.progress).items():
        found[owner] = made
        if not made.problems:  # a font or memory may be available to the next build
            context.ledger.put_derived("cards", owner, inputs[owner], encode(made))
    return found


def drawings_digest(context: BuildContext) -> bytes:
    """Of what cards are drawn with."""
    return _files_digest(context.theme, ("fonts", "drawings", "styles/10-tokens.css"))


def _hand_written(context: BuildContext, gathered: Gathered) -> HandWritten:
    """A picture that can't be made is included, so that MkDocs finds links to it, but without a file."""
    snapshot, pictures = gathered.federation.snapshot, gathered.pictures.get(PAGES)
    if pictures is None:
        return HandWritten(snapshot.pages, dict.fromkeys(pictures_beside_pages(snapshot)), {})
    named = {name: pictures.made.get(path) for name, path in pictures_beside_pages(snapshot).items()}
    return HandWritten(snapshot.pages, named, cached_files([pictures], context.cache, ()) or {})


def render_shell(context: BuildContext, gathered: Gathered, card: str) -> tuple[Shell, Assets, dict[str, bytes]]:
    """The shell of all pages, the theme's own files, and the hand-written pages by path.

    MkDocs runs only where one of its inputs changed. Raises `PagesBroken`.
    """
    theme_files, index = assets.gather(context.theme), gathered.city
    pages = _hand_written(context, gathered)
    inputs = {
        "program": context.program,
        "frame": _files_digest(context.theme, ("main.html", "404.html", "chrome", "partials")),
        "mkdocs.yml": _files_digest(context.theme.parent, ("mkdocs.yml",)),
        "assets": content_digest(encode(theme_files.addresses)),
        "city": index.digests["city"],
        "pages": content_digest(encode((sorted(pages.texts.items()), sorted(pages.pictures.items())))),
        "card": card.encode(),
    }

    def render() -> tuple[Shell, dict[str, bytes]]:
        log.info("MkDocs 重画每页的外框和 %d 个手写的文件", len(pages.texts))
        return context.render_shell(context.theme.parent, index.view, pages, card)

    shell, written = context.ledger.derive("shell", inputs, _SHELL.decode, render)
    return shell, theme_files, written


def _files_digest(folder: Path, names: Iterable[str]) -> bytes:
    """Of the names and bytes of files, and of all files in folders."""
    digest = hashlib.blake2b(digest_size=16)
    for name in names:
        path = folder / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(folder)}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


_NEAREST = msgspec.msgpack.Decoder(dict[str, list[tuple[str, int]]])
_PICTURES = msgspec.msgpack.Decoder(HomePictures)
_CARDS = msgspec.msgpack.Decoder(Cards)
_SHELL = msgspec.msgpack.Decoder(tuple[Shell, dict[str, bytes]])
