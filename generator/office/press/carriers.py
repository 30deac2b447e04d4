"""What was published of something that had to go: every page, feature, card, poster, pack, feed and review that carried
it, by what the content refers to. Copies elsewhere are for people to delete.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.catalogue import addresses
from generator.documents.handout import PACK as PACK_FILE
from generator.model.documents import Activity, Feature
from generator.model.honours import Consent, Family
from generator.model.load import Content, Home
from generator.model.withheld import address_of
from generator.standard.renames import renamed_homes

PAGE, FEATURE, CARD, POSTER, PACK, PASTED, LIST, DIGEST, FEED = (
    "页面", "稿子", "分享图", "海报", "素材包", "复制的文字", "名单", "年度", "订阅",
)  # fmt: skip
SELF_CORRECTING = (LIST, DIGEST, FEED)
"""Ours alone, right again with the next build; of these only what was printed stays."""
_BELOW_HOME = re.compile(r"homes/([^/]+/[^/]+)/(.*)")
_FEATURE = re.compile(r"press/([^/]+?)(?:\.md|/)?")


@dataclass(frozen=True, slots=True)
class Carrier:
    """`address`: relative to the site's root."""

    kind: str
    name: str
    address: str


@dataclass(frozen=True)
class Removal:
    """Something withdrawn or withheld, and what carried it. `guessed`: the content does not refer to it any more, so
    that everything is listed that may have.
    """

    why: str
    what: str
    district: str
    on: dt.date | None
    carriers: tuple[Carrier, ...]
    guessed: bool = False

    @property
    def spread(self) -> tuple[Carrier, ...]:
        """What others may have, and are asked to delete."""
        return tuple(one for one in self.carriers if one.kind not in SELF_CORRECTING)

    @property
    def reviews(self) -> tuple[str, ...]:
        """Names of the reviews that may have been printed."""
        return tuple(dict.fromkeys(one.name for one in self.carriers if one.kind == DIGEST))


@dataclass
class _Things:
    """What of a home had to go, and the day `until` which something may have carried it. `whole`: all of it."""

    home: Home
    families: list[Family] = field(default_factory=list)
    photos: set[str] = field(default_factory=set)
    activities: list[Activity] = field(default_factory=list)
    brand: bool = False
    mobile: bool = False
    whole: bool = False
    card: bool = True
    press: bool = True
    until: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.families or self.photos or self.activities or self.brand or self.mobile or self.whole)


def removals(content: Content, now: dt.datetime) -> list[Removal]:
    """All that are in force, the newest first."""
    found = [*_withdrawn(content, now), *_withheld(content, now)]
    return sorted(found, key=lambda one: (-(one.on or dt.date.min).toordinal(), one.what))


def _withdrawn(content: Content, now: dt.datetime) -> Iterator[Removal]:
    for _, known in sorted(content.homes.items()):
        for entry in known.consents or ():
            if not entry.stands(now.date()):
                yield _of_consent(content, known, entry, now)
    renamed = renamed_homes(content)
    for one in content.withdrawals.entries:
        number, named = one.withdrawal.consent, one.home or one.withdrawal.home or ""
        identity, day = renamed.get(named, named), one.withdrawal.on
        home = content.homes.get(identity)
        there = home is not None and any(consent.id == number for consent in home.consents or ())
        if number and day and not there and one.withdrawal.restored_on is None:
            yield _of_unknown(content, identity, number, day, now)


def _of_consent(content: Content, home: Home, entry: Consent, now: dt.datetime) -> Removal:
    things = _Things(home, card="card" in entry.scope, press="press" in entry.scope, until=entry.withdrawn)
    things.families = [one for one in home.families if one.consent == entry.id]
    things.photos = {one.file for one in home.profile.photos if one.consent == entry.id}
    things.photos |= {one.photo.file for one in things.families if one.photo}
    office = home.profile.office
    things.mobile = bool(office and office.mobile and office.mobile.consent == entry.id)
    if things.is_empty:
        return _of_unknown(content, home.identity, entry.id, entry.withdrawn, now)
    names = "、".join(one.family for one in things.families)
    what = f"{home.profile.name}，同意书 {entry.id}" + (f"（{names}）" if names else "")
    return Removal("同意书撤回", what, home.district, entry.withdrawn, _carriers(content, things, now))


def _of_unknown(content: Content, identity: str, number: str, on: dt.date | None, now: dt.datetime) -> Removal:
    home = content.homes.get(identity)
    name = home.profile.name if home else identity
    carriers = [Carrier(PAGE, name, addresses.home(identity))]
    carriers.append(Carrier(PAGE, f"{name}的最美家庭", addresses.home_families(identity)))
    carriers += _of_features((one, "写到这一家") for one in _naming(content, identity, _last(on, now)))
    carriers += _taken(name, addresses.home(identity))
    district = identity.partition("/")[0]
    return Removal("同意书撤回", f"{name}，同意书 {number}", district, on, _unique(carriers), guessed=True)


def _withheld(content: Content, now: dt.datetime) -> Iterator[Removal]:
    for entry in content.withheld.entries:
        if entry.until is not None and now.date() > entry.until:
            continue
        written = entry.path or entry.address or ""
        found = _BELOW_HOME.fullmatch(written if written.count("/") > 2 or written.endswith("/") else f"{written}/")
        home = content.homes.get(found[1]) if found else None
        district = found[1].partition("/")[0] if found else ""
        if found and home:
            things = _below(home, found[2].rstrip("/"), entry.on)
            name = f"{home.profile.name}的 {found[2]}" if found[2] else home.profile.name
            carriers = _carriers(content, things, now) if things else ()
            carriers = _unique([*carriers, Carrier(PAGE, written, address_of(written) or written)])
            yield Removal("撤下", name, district, entry.on, carriers)
        elif feature := _feature(content, written):
            yield Removal("撤下", f"稿子《{feature.title}》", "", entry.on, _unique(_of_features([(feature, "")])))
        else:
            carriers = (Carrier(PAGE, written, address_of(written) or written),)
            yield Removal("撤下", written, district, entry.on, carriers)


def _below(home: Home, rest: str, on: dt.date | None) -> _Things | None:
    """What an address or a path below a home's folder names; None for what nothing else carries."""
    things = _Things(home, until=on)
    part, _, name = rest.partition("/")
    if not rest or rest == "home.yml":
        things.whole = True
    elif part == "families" or rest == "families.yml":
        things.families = [one for one in home.families if name in ("", one.id)]
        things.photos = {one.photo.file for one in things.families if one.photo}
    elif part in ("brand", "brand.md"):
        things.brand = True
    elif part == "activities":
        slug = name.removesuffix(".md")
        things.activities = [one for one in home.activities if slug in ("", f"{one.date}-{one.slug}")]
    elif part == "photos":
        things.photos = {name}
    return None if things.is_empty else things


def _feature(content: Content, written: str) -> Feature | None:
    found = _FEATURE.fullmatch(written)
    return next((one for one in content.features if found and found[1] == f"{one.date}-{one.slug}"), None)


def _carriers(content: Content, things: _Things, now: dt.datetime) -> tuple[Carrier, ...]:
    return _unique([*_of_home(content, things), *_of_features(_carrying(content, things, now), things.press)])


def _of_home(content: Content, things: _Things) -> Iterator[Carrier]:
    home = things.home
    identity, name, slug = home.identity, home.profile.name, home.district
    own = addresses.home(identity)
    yield Carrier(PAGE, name, own)
    for family in things.families:
        yield from _of_family(things, family)
    brand = home.brand
    if brand and (things.brand or things.whole or _names(things.photos, brand.photos, brand.body)):
        yield Carrier(PAGE, f"品牌“{brand.title}”", addresses.brand(identity))
        yield Carrier(LIST, "品牌的名单", "brands/")
        yield from _card(things, f"品牌“{brand.title}”", addresses.brand(identity))
        if things.press:
            yield from _taken(f"品牌“{brand.title}”", addresses.brand(identity))
        if brand.published:
            yield from _in_year(brand.published.year, slug)
            yield from _feeds(own, slug)
    for activity in home.activities:
        if activity in things.activities or things.whole or _names(things.photos, activity.photos, activity.body):
            address = addresses.activity(identity, activity.date, activity.slug)
            yield Carrier(PAGE, f"活动“{activity.title}”", address)
            yield from _in_year(activity.date.year, slug)
            yield from _feeds(own, slug)
    if things.whole or things.mobile:
        street = content.districts[slug].street(home.profile.street)
        yield Carrier(LIST, street.name if street else home.profile.street, addresses.street(slug, home.profile.street))
        yield Carrier(POSTER, f"{name}贴着的海报", "")
    if things.whole or things.photos:
        yield from _card(things, name, own)
    if things.press and (things.whole or things.photos or things.families):
        yield from _taken(name, own)


def _of_family(things: _Things, family: Family) -> Iterator[Carrier]:
    identity, slug = things.home.identity, things.home.district
    address = addresses.family(identity, family.id)
    yield Carrier(PAGE, family.family, address)
    yield Carrier(PAGE, f"{things.home.profile.name}的最美家庭", addresses.home_families(identity))
    yield Carrier(LIST, f"{family.year} 年光荣榜", f"families/{family.year}/")
    yield Carrier(LIST, "光荣榜", addresses.families(slug))
    yield from _card(things, family.family, address)
    yield from _in_year(family.year, slug)
    if family.published:
        yield Carrier(FEED, "最美家庭的订阅", addresses.feed("families/"))
        yield from _feeds(addresses.home(identity), slug)


def _card(things: _Things, name: str, address: str) -> Iterator[Carrier]:
    if things.card:
        yield Carrier(CARD, f"{name}的分享图", address)


def _taken(name: str, address: str) -> Iterator[Carrier]:
    """What others may have taken away of a page: its pack, and what they copied of it."""
    yield Carrier(PACK, f"{name}的素材包", address + PACK_FILE)
    yield Carrier(PASTED, f"从{name}的页面复制的文字", address)


def _in_year(year: int, slug: str) -> Iterator[Carrier]:
    yield Carrier(DIGEST, f"{year} 年度", f"digest/{year}/")
    if slug:
        yield Carrier(DIGEST, f"{year} 年度", f"digest/{year}/{slug}/")


def _feeds(own: str, slug: str) -> Iterator[Carrier]:
    for folder in ("", addresses.district(slug), own):
        yield Carrier(FEED, "订阅", addresses.feed(folder))


def _names(photos: Iterable[str], listed: Iterable[str], text: str) -> bool:
    """Whether a document shows one of the photos."""
    listed = set(listed)
    return any(photo in listed or f"({photo})" in text for photo in photos)


def _carrying(content: Content, things: _Things, now: dt.datetime) -> Iterator[tuple[Feature, str]]:
    """Features that went out by then and show one of the photos, or name the home: they may tell of it. With which."""
    identity, last = things.home.identity, _last(things.until, now)
    shown = {f"{identity}/{photo}" for photo in things.photos}
    named = _naming(content, identity, last)
    for one in _out(content, last):
        if not shown.isdisjoint(one.photos):
            yield one, "用了照片"
        elif one in named:
            yield one, "写到这一家"


def _naming(content: Content, identity: str, last: dt.datetime) -> list[Feature]:
    return [one for one in _out(content, last) if identity in one.homes or one.brand == identity]


def _out(content: Content, last: dt.datetime) -> list[Feature]:
    """Features that went out by a moment."""
    features = (one for one in content.features if one.embargo is None or one.embargo <= last)
    return [one for one in features if one.embargo or one.date <= last.date()]


def _last(on: dt.date | None, now: dt.datetime) -> dt.datetime:
    """The end of the day on which something was taken back, or now."""
    end = dt.datetime.combine(on, dt.time.max, now.tzinfo) if on else now
    return min(end, now)


def _of_features(features: Iterable[tuple[Feature, str]], packs: bool = True) -> Iterator[Carrier]:
    """`features`: each with how it carries it."""
    for one, how in features:
        address = addresses.feature(one.date, one.slug)
        yield Carrier(FEATURE, f"《{one.title}》" + (f"（{how}）" if how else ""), address)
        yield Carrier(CARD, f"《{one.title}》的分享图", address)
        if packs:
            yield from _taken(f"《{one.title}》", address)
        yield Carrier(LIST, f"{one.date:%Y-%m} 的好做法", f"press/{one.date:%Y-%m}/")
        yield from _in_year(one.date.year, "")
        yield Carrier(FEED, "好做法的订阅", addresses.feed("press/"))


def _unique(carriers: Iterable[Carrier]) -> tuple[Carrier, ...]:
    """Each once, by kind: what people copied first."""
    order = (FEATURE, PACK, PASTED, CARD, POSTER, PAGE, *SELF_CORRECTING)
    return tuple(sorted(dict.fromkeys(carriers), key=lambda one: order.index(one.kind)))
