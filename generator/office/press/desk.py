"""What press staff need to know on a day, gathered from the public views and from what only staff may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.catalogue import addresses
from generator.catalogue.assessment import Assessment
from generator.model.approvals import AGREED, Approval
from generator.model.documents import Brand, Feature
from generator.model.field_types import BEIJING
from generator.model.load import Content, Home
from generator.model.vocabulary import CONSENT_SCOPES
from generator.model.wording import Wording
from generator.office.press import checking
from generator.office.press.carriers import Removal, removals
from generator.office.press.pictures import PRINTED
from generator.public import consent, news
from generator.public.views import BrandView, HomeView, Link, NewsView, Site
from generator.standard.fields import labels, record_of

SINCE = dt.timedelta(days=30)
"""How far back it looks where nobody says since when."""
EXPIRING = 60
"""Days ahead in which a consent that ends is told."""
_CHECKED = "核对过地址、电话、开放时间"


@dataclass(frozen=True, slots=True)
class NewLine:
    day: dt.date
    kind: str
    title: str
    of: Link
    district: str
    address: str
    outside: str = ""


@dataclass(frozen=True, slots=True)
class FeatureLine:
    """`embargo`: the minute from which it may be seen, while it may not; `told`: (severity, message, remedy)."""

    title: str
    date: dt.date
    file: str
    address: str
    embargo: dt.datetime | None
    told: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A photo that the press may use. `size` in pixels, (0, 0) where it could not be read; `until`: the last day of its
    consent; `picture`: a `data:` address, empty where there is no room for all.
    """

    home: Link
    file: str
    caption: str
    credit: str
    taken: dt.date | None
    until: dt.date | None
    size: tuple[int, int] = (0, 0)
    picture: str = ""

    @property
    def code(self) -> str:
        """What a feature names it by: `<district>/<home>/<file>`."""
        return self.file.removeprefix("homes/").replace("/photos/", "/")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """`person`: who is in charge of publicity, which is never published."""

    home: Link
    district: str
    person: str
    phones: str
    brand: str
    checked: dt.date | None


@dataclass(frozen=True, slots=True)
class GapLine:
    what: str
    lacks: str
    where: str


@dataclass(frozen=True, slots=True)
class ConsentLine:
    home: Link
    number: str
    until: dt.date
    days: int
    scopes: str
    carries: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A published feature, the home that it is about, and what became of it since: (day or None, what)."""

    title: str
    date: dt.date
    address: str
    home: str
    changes: tuple[tuple[dt.date | None, str], ...]


@dataclass(frozen=True)
class Desk:
    """`place`: the city, or the district that was asked for."""

    city: str
    place: str
    federation: str
    url: str
    since: dt.date
    now: dt.datetime
    new: Sequence[NewLine]
    features: Sequence[FeatureLine]
    photos: Sequence[PhotoLine]
    contacts: Sequence[ContactLine]
    gaps: Sequence[GapLine]
    consents: Sequence[ConsentLine]
    changed: Sequence[ChangedLine]
    removals: Sequence[Removal]

    def with_photos(self, photos: Sequence[PhotoLine]) -> Desk:
        """With photos whose sizes are known, and what they lack."""
        return replace(self, photos=photos, gaps=(*self.gaps, *_photo_gaps(photos)))


def gather(assessment: Assessment, site: Site, approved: Sequence[Approval], since: dt.date, district: str) -> Desk:
    """`approved`: the record of approvals; `district`: a slug, or empty for the whole city."""
    content, now = assessment.content, assessment.as_of
    homes = [one for one in site.homes if not district or one.identity.startswith(f"{district}/")]
    own = {one.identity: content.homes[one.identity] for one in homes}
    features = [one for one in content.features if not district or _is_of(one, district)]
    new = list(_new(site, homes, features, since, now, district))
    named = {addresses.identity(one.of.address) for one in new} | {name for one in features for name in one.homes}
    return Desk(
        city=site.city.site_name,
        place=content.districts[district].name if district else site.city.name,
        federation=site.city.federation,
        url=site.city.url.rstrip("/"),
        since=since,
        now=now,
        new=new,
        features=_features(content, features, now),
        photos=list(_photos(homes, own, named)),
        contacts=[_contact(one, own[one.identity]) for one in homes if one.identity in named and one.closed_on is None],
        gaps=list(_gaps(homes, [one for one in site.brands if one.level != "home"], district)),
        consents=sorted(_consents(homes, own, now.date()), key=lambda one: (one.until, one.home.address)),
        changed=list(_changed(content, features, approved, now)),
        removals=[one for one in removals(content, now) if one.district in ("", district) or not district],
    )


def _is_of(feature: Feature, district: str) -> bool:
    return any(name.partition("/")[0] == district for name in (*feature.homes, feature.brand or ""))


def _new(
    site: Site, homes: Iterable[HomeView], features: Sequence[Feature], since: dt.date, now: dt.datetime, district: str
) -> Iterator[NewLine]:
    told: list[NewsView] = [one for home in homes for one in news.of_home(home)]
    place = addresses.district(district)
    told += [one for one in news.of_areas(site.city.name, site.brands) if not district or one.district.address == place]
    mine = {addresses.feature(one.date, one.slug) for one in features}
    told += [news.of_feature(one) for one in site.features if one.address in mine]
    for one in news.newest_first(told):
        day = one.published.astimezone(BEIJING).date()
        if since <= day <= now.date():
            kind = news.KINDS[one.kind]
            yield NewLine(day, kind, one.title, one.home, one.district.name, one.address, one.outside)


def _features(content: Content, features: Sequence[Feature], now: dt.datetime) -> list[FeatureLine]:
    """Those before their embargo by its minute, then those that something is wrong with, the newest first."""
    made = []
    for one in features:
        found = checking.of_feature(content, one, now)
        early = one.embargo if one.embargo and one.embargo > now else None
        told = tuple((finding.severity.label, finding.message, finding.remedy) for finding in found)
        file = f"press/{one.date}-{one.slug}.md"
        if early or told:
            made.append(FeatureLine(one.title, one.date, file, addresses.feature(one.date, one.slug), early, told))
    far = dt.datetime.max.replace(tzinfo=BEIJING)
    return sorted(made, key=lambda one: (one.embargo or far, -one.date.toordinal()))


def _photos(homes: Iterable[HomeView], own: dict[str, Home], named: set[str]) -> Iterator[PhotoLine]:
    """Photos that the press may use: first those of homes that are in the news."""
    for view in sorted(homes, key=lambda one: (one.identity not in named, one.identity)):
        if view.closed_on is not None:
            continue
        home = own[view.identity]
        listed = {one.file: one for one in home.profile.photos}
        for photo in view.photos:
            name = photo.key.rpartition("/")[2]
            entry = listed.get(name)
            if photo.press and entry is not None:
                found = home.consent(entry.consent) if entry.people != "none" else None
                link = Link(view.name, view.address)
                until = found.until if found else None
                yield PhotoLine(link, photo.key, photo.caption, photo.credit, photo.taken, until)


def _contact(view: HomeView, home: Home) -> ContactLine:
    staff = home.profile.staff.publicity if home.profile.staff else None
    office = view.office
    phones = office.phones or (office.fallback_contact.phones if office.fallback_contact else ())
    return ContactLine(
        Link(view.name, view.address),
        view.district.name,
        " ".join(filter(None, (staff.name, staff.title))) if staff else "",
        "、".join(map(str, phones)),
        view.brand.contact if view.brand else "",
        office.checked_on,
    )


def _gaps(homes: Iterable[HomeView], areas: Iterable[BrandView], district: str) -> Iterator[GapLine]:
    for view in homes:
        if view.closed_on is None and view.brand:
            yield from _brand_gaps(view.brand, f"homes/{view.identity}/brand.md")
    for brand in areas:
        place = brand.address.removeprefix("districts/").partition("#")[0].rstrip("/")
        if not district or place.partition("/")[0] == district:
            file = f"{place}.md" if "/" in place else f"{place}/brand.md"
            yield from _brand_gaps(brand, f"districts/{file}")


def _brand_gaps(brand: BrandView, file: str) -> Iterator[GapLine]:
    lacks: dict[str, object] = {"数字": brand.results, "联系方式": brand.contact, "摘要": brand.summary}
    if brand.level == "home":  # others have no place for photos
        lacks["照片"] = brand.photos
    if missing := [name for name, value in lacks.items() if not value]:
        yield GapLine(f"品牌“{brand.title}”，{brand.owner.name}", "、".join(missing), file)


def _photo_gaps(photos: Iterable[PhotoLine]) -> Iterator[GapLine]:
    for one in photos:
        side = max(one.size)
        lacks = [name for name, value in (("说明", one.caption), ("摄影", one.credit)) if not value]
        if 0 < side < PRINTED:
            lacks.append(f"像素（长边 {side}，印报纸要 {PRINTED}）")
        if lacks:
            yield GapLine(f"照片，{one.home.name}", "、".join(lacks), one.file)


def _consents(homes: Iterable[HomeView], own: dict[str, Home], today: dt.date) -> Iterator[ConsentLine]:
    for view in homes:
        home = own[view.identity]
        for entry in home.consents or ():
            days = (entry.until - today).days if entry.until else -1
            if entry.until and 0 <= days <= EXPIRING and entry.stands(today):
                scopes = "、".join(CONSENT_SCOPES[scope] for scope in entry.scope)
                link = Link(view.name, view.address)
                yield ConsentLine(link, entry.id, entry.until, days, scopes, _carried(home, entry.id))


def _carried(home: Home, number: str) -> str:
    families = [one.family for one in home.families if one.consent == number]
    photos = [one.file for one in home.profile.photos if one.consent == number]
    return "、".join((*families, *(f"照片 {name}" for name in photos))) or "没有用到"


# ---- homes that were written about


def _changed(
    content: Content, features: Sequence[Feature], approved: Sequence[Approval], now: dt.datetime
) -> Iterator[ChangedLine]:
    word = Wording(content.standard)
    for feature in sorted(features, key=lambda one: (one.date, one.slug), reverse=True):
        if feature.embargo and feature.embargo > now:
            continue
        for identity in feature.homes:
            home = content.homes.get(identity)
            found = tuple(_changes(feature, home, identity, approved, now.date(), word))
            if found:
                name = home.profile.name if home else identity
                address = addresses.feature(feature.date, feature.slug)
                yield ChangedLine(feature.title, feature.date, address, name, found)


def _changes(
    feature: Feature, home: Home | None, identity: str, approved: Iterable[Approval], today: dt.date, word: Wording
) -> Iterator[tuple[dt.date | None, str]]:
    if home is None:
        yield None, "现在没有公开"
        return
    closed, office = home.profile.closed, home.profile.office
    if closed and (closed.on is None or closed.on > feature.date):
        yield closed.on, "撤并了"
    for one in approved:
        day = dt.date.fromisoformat(one.on)
        if one.home == identity and one.decision == AGREED and feature.date < day <= today and one.after:
            yield day, f"改了{_fields(one.fields, word)}"
    if office and office.checked_on and feature.date < office.checked_on <= today:
        yield office.checked_on, _CHECKED
    brand: Brand | None = home.brand
    if feature.brand == identity and brand is None:
        yield None, "写到的品牌没有了"
    listed = {f"{identity}/{one.file}" for one in home.profile.photos if consent.photo_allowed(home, one, today)}
    gone = [one for one in feature.photos if one.startswith(f"{identity}/") and one not in listed]
    if gone:
        yield None, f"照片不能用了：{'、'.join(name.rpartition('/')[2] for name in gone)}"


def _fields(fields: Iterable[str], word: Wording) -> str:
    """The labels of fields that were approved, each once."""
    found = []
    for one in fields:
        file, _, field = one.partition(":")
        named = labels(record_of(file), field)
        found.append(word.filled(named[-1]) if named else file)
    return "、".join(dict.fromkeys(found)) or "内容"
