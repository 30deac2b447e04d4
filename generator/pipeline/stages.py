"""The stages of a build up to the tasks: homes that changed are read, then what is made of them is worked out, each
thing once.
"""

from __future__ import annotations

import dataclasses
import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
from jinja2 import TemplateError

from generator.catalogue.assessment import judge_city
from generator.content.intake import PAGES
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
from generator.pages.templates import closure_digests
from generator.pipeline.city_index import City
from generator.pipeline.context import BuildContext, HandWritten
from generator.pipeline.drawings import Cards, make_cards
from generator.pipeline.entries import CacheEntry, PackedHome, encode
from generator.pipeline.failures import FailedHomes
from generator.pipeline.federation import Federation, read_federation
from generator.pipeline.options import PagesBroken
from generator.pipeline.photos import HomePictures, addresses_of, cached_files, make_pictures
from generator.pipeline.reading import HomeReader, each
from generator.public import city, facets
from generator.public.kinds import BADGES
from generator.search import fulltext
from generator.standard import house
from generator.standard.recognition import renamed_homes
from generator.store import content_digest
from generator.workers import whole as whole_result

log = logging.getLogger(__name__)
_TRIES = 3  # who was renamed is known once homes were read, and is read again; nobody is renamed by that


@dataclass(frozen=True)
class Gathered:
    """All that tasks are made from.

    `read`: the homes that were read in this build; `pictures` by home; `files`: address → the cached file of each size.
    """

    federation: Federation
    city: City
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
    """Reads homes whose files `changed`, or what they are judged by. Raises `CityUnreadable`, `HomesFailed`."""
    known, snapshot = context.known, context.snapshot
    federation = read_federation(
        snapshot, context.last_good, context.remembered, context.program, context.options.today
    )
    read: set[str] = set()
    for attempt in range(_TRIES):
        federation = federation.with_renames(*_named_otherwise(context, federation))
        stale = _stale(context, federation, failed, changed if attempt == 0 else (), read)
        if not stale:
            break
        log.info("读 %d 家：%s", len(stale), "、".join(stale))
        reader = HomeReader(context.options, snapshot, federation, context.last_good, failed, context.writer)
        _take(context, each(reader, list(stale.items()), context.executor, context.progress), read)
    if context.options.only is None and (gone := known.entries.keys() - set(snapshot.homes)):
        known.drop_homes(sorted(gone))
    known.ledger.commit()
    return federation, frozenset(read)


def _take(context: BuildContext, found: Iterable[tuple[str, PackedHome | bytes]], read: set[str]) -> None:
    """Puts away what was read, some at a time: a city of any size fits into memory."""
    batch: dict[str, PackedHome] = {}
    for identity, home in found:
        read.add(identity)
        if isinstance(home, PackedHome):
            batch[identity] = home
        if len(batch) >= 256:
            _put(context, batch)
            batch.clear()
    _put(context, batch)


def _put(context: BuildContext, homes: dict[str, PackedHome]) -> None:
    context.known.put_homes(homes)
    if context.writer:
        context.writer.staged.update((one, context.known.entries[one].last_good_digest) for one in homes)


def _named_otherwise(context: BuildContext, federation: Federation) -> tuple[dict[str, str], dict[int, str]]:
    """Old identity → present one; and whom withdrawals count for that name no home there is, by their place in the
    list.
    """
    content = with_homes(
        federation.content,
        (LoadedHome(one, entry.as_home()) for one, entry in _present(context).items() if entry.usable),
    )
    content = dataclasses.replace(
        content, left_out=tuple(one for one in context.snapshot.homes if one not in content.homes)
    )
    return renamed_homes(content), {} if context.options.only else house.withdrawal_homes(
        content, context.options.today
    )


def _present(context: BuildContext) -> dict[str, CacheEntry]:
    """What is known of the homes that are there, by identity."""
    entries = context.known.entries
    return {one: entries[one] for one in context.snapshot.homes if one in entries}


def _stale(
    context: BuildContext, federation: Federation, failed: FailedHomes, changed: Collection[str], read: Collection[str]
) -> dict[str, bytes]:
    """Homes to be read → the digest of their files for which what is known of them still holds.

    `read`: those that just were.
    """
    entries, findings, today, stale = context.known.entries, failed.findings, context.options.today, {}
    for one in context.snapshot.homes:
        entry = entries.get(one)
        if entry is None:
            stale[one] = b""
            continue
        successor = (entry.closure and entry.closure.successor) or ""
        asking = entry.street if entry.usable and not entry.answered else None
        holds = entry.since <= today < entry.until and entry.context_digest == federation.context_digest(
            one, entry.names if entry.usable else (), successor, asking
        )
        if entry.usable and context.writer:
            holds = holds and context.writer.has(one, entry.last_good_digest)
        if not holds or (one not in read and (one in findings or not entry.content)):
            stale[one] = b""
        elif one in changed:
            stale[one] = entry.content
    return stale


def gather(context: BuildContext, failed: FailedHomes, changed: Collection[str], there: Collection[str]) -> Gathered:
    """Everything that tasks are made from, as the content is now.

    `there`: paths of the last release that are at hand.
    """
    federation, read = read_changed(context, failed, changed)
    entries = _present(context)
    content = with_homes(
        federation.content,
        (LoadedHome(one, entry.as_home() if entry.usable else None) for one, entry in entries.items()),
    )
    stood = {(one, day): how for one, entry in entries.items() for day, how in entry.stood.items()}
    judged = judge_city(content, stood, context.options.today)
    consents = ((one, consent) for one, entry in entries.items() for consent in entry.given or ())
    context.learn(federation.content.withdrawals, consents)
    pictures = _seen(_pictures(context, entries, there, federation.hidden), federation.hidden)
    made = {one: found.made for one, found in pictures.items() if found.made}
    whole = City(
        federation, judged, entries, context.options.as_of, _near(context, entries), made, context.known.facets_of
    )
    return Gathered(federation, whole, read, pictures, cached_files(pictures.values(), context.cache, there) or {})


def _near(context: BuildContext, entries: Mapping[str, CacheEntry]) -> city.NearestHomes:
    points = {one: entry.point for one, entry in entries.items() if entry.usable and entry.point and not entry.closed}
    inputs = {"program": context.program, "points": content_digest(encode(points))}
    near = context.known.derived("derived", "near", inputs, _NEAR.decode)
    if near is None:
        near = city.nearest_homes(points)
        context.known.put_derived("derived", "near", inputs, encode(near))
    return near


# ---- pictures, cards, shell, index


def _pictures(
    context: BuildContext, entries: Mapping[str, CacheEntry], there: Collection[str], hidden: Hidden
) -> dict[str, HomePictures]:
    """Of every home with photos that may be shown. `there`: as for `gather`."""
    wanted = (
        {one: entry.photos for one, entry in entries.items() if entry.usable and entry.photos}
        if context.options.photos
        else {}
    )
    if beside := {
        path: file
        for path, file in sorted(context.snapshot.photos.items())
        if path.startswith(PAGES) and not hidden.hides("", path)
    }:
        wanted[PAGES] = beside
    inputs = {
        one: {"recipe": photo_media.RECIPE.encode(), "photos": content_digest(encode(photos))}
        for one, photos in wanted.items()
    }
    found: dict[str, HomePictures] = {}
    for one in wanted:
        kept = context.known.derived("pictures", one, inputs[one], _PICTURES.decode)
        at_hand = () if context.options.cards or one == PAGES else there
        if kept is not None and cached_files([kept], context.cache, at_hand) is not None:
            found[one] = kept
    stale = {one: photos for one, photos in wanted.items() if one not in found}
    for one, made in make_pictures(stale, context.cache, context.executor, context.progress).items():
        found[one] = made
        if len(made.made) == len(wanted[one]):  # what went wrong may go right the next time
            context.known.put_derived("pictures", one, inputs[one], encode(made))
    return found


def _seen(pictures: Mapping[str, HomePictures], hidden: Hidden) -> dict[str, HomePictures]:
    """Without pictures that are withheld by their own addresses."""
    if not hidden:
        return dict(pictures)
    return {
        one: found.without(lambda picture: any(map(hidden.hides, addresses_of(picture))))
        for one, found in pictures.items()
    }


def draw_kinds(context: BuildContext, gathered: Gathered) -> Cards:
    """The cards of kinds of pages, which pages share that have none of their own."""
    cards = list(card_kinds.of_kinds(gathered.city.view))
    return _drawn(context, {"": (content_digest(encode(cards)), lambda: cards)})[""]


def draw_own(context: BuildContext, gathered: Gathered) -> dict[str, Cards]:
    """Every other card: by home; of features under "press"."""
    whole = gathered.city
    names = ("name", "words", "office", "photos", "brand", "families", BADGES)

    def of_home(one: str) -> list[Card]:
        return list(card_kinds.of_home(whole.view, whole.shown(one, names)))

    wanted: dict[str, Wanted] = {}
    for one, entry in whole.homes.items():
        shown = [entry.digests[name] for name in names if name != BADGES]
        told = encode((whole.view, shown, whole.badges.get(one), whole.pictures.get(one)))
        wanted[one] = (content_digest(told), partial(of_home, one))
    features = list(card_kinds.of_features(whole.view, whole.parts["features"]))
    wanted["press"] = (content_digest(encode(features)), lambda: features)
    return _drawn(context, wanted)


Wanted = tuple[bytes, Callable[[], list[Card]]]
"""What some cards are made from, and what makes them (not their pictures)."""


def _drawn(context: BuildContext, wanted: Mapping[str, Wanted]) -> dict[str, Cards]:
    studio = _files_digest(context.theme, ("fonts", "drawings", "styles"))
    inputs = {name: {"program": context.program, "studio": studio, "cards": told} for name, (told, _) in wanted.items()}
    found: dict[str, Cards] = {}
    for name in wanted:
        kept = context.known.derived("cards", name, inputs[name], _CARDS.decode)
        if kept is not None and all(context.cache.get("card", key) for key in kept.keys.values()):
            found[name] = kept
    stale = [(name, card) for name, (_, cards) in wanted.items() if name not in found for card in cards()]
    for name, made in make_cards(stale, context.theme, context.cache, context.executor, context.progress).items():
        found[name] = made
        if not made.problems:  # a font, or memory, may be there the next time
            context.known.put_derived("cards", name, inputs[name], encode(made))
    return found


def hand_written(context: BuildContext, gathered: Gathered) -> HandWritten:
    """What MkDocs gets. A picture that can't be made is known, so that links to it are found, and goes nowhere."""
    snapshot, pictures = gathered.federation.snapshot, gathered.pictures.get(PAGES)
    made = pictures.made if pictures else {}
    named = {name: made.get(path) for name, path in pictures_beside_pages(snapshot).items()}
    return HandWritten(snapshot.pages, named, (cached_files([pictures], context.cache, ()) or {}) if pictures else {})


def render_frame(context: BuildContext, gathered: Gathered, card: str) -> tuple[Shell, Assets, dict[str, bytes]]:
    """What is around all pages, the theme's own files, and the hand-written pages by path.

    MkDocs runs only where one of its inputs changed.
    """
    own, whole = assets.gather(context.theme), gathered.city
    pages = hand_written(context, gathered)
    inputs = {
        "program": context.program,
        "frame": _files_digest(context.theme, ("main.html", "404.html", "chrome", "partials")),
        "mkdocs.yml": _files_digest(context.theme.parent, ("mkdocs.yml",)),
        "assets": content_digest(encode(own.addresses)),
        "city": whole.digests["city"],
        "pages": content_digest(encode((sorted(pages.texts.items()), sorted(pages.pictures.items())))),
        "card": card.encode(),
    }
    kept = context.known.derived("derived", "shell", inputs, _SHELL.decode)
    if kept is None:
        log.info("MkDocs 重画每页的外框和 %d 个手写的文件", len(pages.texts))
        kept = context.render_shell(context.theme.parent, whole.view, pages, card)
        context.known.put_derived("derived", "shell", inputs, encode(kept))
    return kept[0], own, kept[1]


def template_closures(context: BuildContext, addresses: Mapping[str, str]) -> dict[str, bytes]:
    inputs = {
        "templates": _files_digest(context.theme, ("templates",)),
        "assets": content_digest(encode(dict(addresses))),
    }
    kept = context.known.derived("derived", "templates", inputs, _CLOSURES.decode)
    if kept is None:
        try:
            kept = closure_digests(context.theme, addresses)
        except TemplateError as error:
            raise PagesBroken(f"theme 里的模板生成不了：{error}") from error
        context.known.put_derived("derived", "templates", inputs, encode(kept))
    return kept


def index_streets(context: BuildContext, gathered: Gathered) -> dict[tuple[str, str], bytes]:
    """District and street → the digest of its lines in the full-text index, which lie in the ledger."""
    whole = gathered.city
    shards = fulltext.shard_count(len(whole.open))
    streets = {(d.slug, s.slug): whole.in_street.get((d.slug, s.slug), []) for d in whole.areas for s in d.streets}
    inputs = {}
    for street, homes in streets.items():
        own = b"".join(whole.homes[one].digests[facets.OWN] for one in homes)
        inputs[street] = {
            "program": context.program,
            "format": f"{fulltext.FORMAT} {shards}".encode(),
            "homes": content_digest(own),
        }
    stale = [
        street for street in streets if context.known.derived("street", "/".join(street), inputs[street], len) is None
    ]

    def load(street: tuple[str, str]) -> list[bytes]:
        return [context.known.facets_of(one, [facets.OWN])[facets.OWN] for one in streets[street]]

    found = context.executor.each(partial(_lines, shards), stale, load)
    for number, (street, lines) in enumerate(zip(stale, found, strict=True), 1):
        context.progress("编全文索引", number, len(stale))
        context.known.put_derived("street", "/".join(street), inputs[street], whole_result(lines))
    return {street: content_digest(encode(inputs[street])) for street in streets}


def street_lines(context: BuildContext, street: tuple[str, str]) -> bytes:
    """What `index_streets` made."""
    return context.known.derived_value("street", "/".join(street))


def _lines(shards: int, homes: list[bytes]) -> bytes:
    return fulltext.street_lines([fulltext.search_text(facets.unpack({facets.OWN: data})) for data in homes], shards)


def _files_digest(folder: Path, names: Iterable[str]) -> bytes:
    """Of files, and of all that lies in folders, by name and content."""
    found = hashlib.blake2b(digest_size=16)
    for name in names:
        path = folder / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                found.update(f"{file.relative_to(folder)}\0".encode())
                found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.digest()


_NEAR = msgspec.msgpack.Decoder(dict[str, list[tuple[str, int]]])
_PICTURES = msgspec.msgpack.Decoder(HomePictures)
_CARDS = msgspec.msgpack.Decoder(Cards)
_SHELL = msgspec.msgpack.Decoder(tuple[Shell, dict[str, bytes]])
_CLOSURES = msgspec.msgpack.Decoder(dict[str, bytes])
