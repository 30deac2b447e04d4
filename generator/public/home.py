"""A home's public view: each field is published by name; what is redacted or lacks consent is not."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.catalogue import addresses
from generator.catalogue.places import to_wgs84
from generator.model import phones
from generator.model import vocabulary as words
from generator.model.documents import Activity
from generator.model.federation import OWN_LEVEL, Street
from generator.model.home import Office, Photo, Service
from generator.model.honours import Family
from generator.model.hours import Hours
from generator.model.load import Content, Home
from generator.model.phones import Phone
from generator.model.standard import CityStandard
from generator.model.vocabulary import DEFAULT_AWARD
from generator.public import consent, uids
from generator.public.brands import ChosenYears, brand_view, come
from generator.public.views import (
    OPEN_END,
    ActivityView,
    BadgeView,
    BrandView,
    ClosureView,
    ContactView,
    FamilyView,
    HaveView,
    HomeView,
    HoursLine,
    LevelView,
    Link,
    OfficeView,
    PhotoView,
    Point,
    RegulationView,
    ServiceView,
    StaffView,
    TeamView,
    VenueView,
)  # fmt: skip
from generator.standard.recognition import Recognition
from generator.standard.rule import Outcome
from generator.standard.standing import Standing

STALE_AFTER = dt.timedelta(days=367)  # after the last check, facts count as unchecked


@dataclass(frozen=True)
class HomeViewBuilder:
    """Builds the view of one redacted home as of the day `today`, without `Relations` to others.

    `content`: the city's own part; `honours`: (home, family) → level and award; `chosen`: brand → when
    it was chosen.
    """

    content: Content
    home: Home
    standing: Standing
    honours: Mapping[tuple[str, str], tuple[str, str]]
    chosen: Mapping[str, ChosenYears]
    today: dt.date

    @cached_property
    def link(self) -> Link:
        return Link(self.home.profile.name, addresses.home(self.home.identity))

    @cached_property
    def _street(self) -> Street:
        street = self.content.districts[self.home.district].street(self.home.profile.street)
        assert street, "a home in an unknown street is not publishable"
        return street

    @cached_property
    def street(self) -> Link:
        return Link(self._street.name, addresses.street(self.home.district, self._street.slug))

    @cached_property
    def district(self) -> Link:
        return Link(self.content.districts[self.home.district].name, addresses.district(self.home.district))

    def view(self) -> HomeView:
        view = self._view()
        return dataclasses.replace(view, newest=_newest(view))

    def _view(self) -> HomeView:
        profile = self.home.profile
        closed = profile.closed
        organisation = profile.organisation
        kinds = self.content.standard.kinds
        return HomeView(
            identity=self.home.identity,
            address=self.link.address,
            name=profile.name,
            kind=kinds.homes.get(profile.kind, profile.kind),
            kind_label=kinds.home_labels[profile.kind],
            street=self.street,
            district=self.district,
            also_known_as=profile.also_known_as,
            founded=profile.founded or "",
            summary=profile.summary or "",
            closed_on=closed.on if closed and closed.on <= self.today else None,
            closed_reason=(closed.reason or "") if closed else "",
            successor=self._successor(),
            federation=(organisation.federation or "") if organisation else "",
            party=(organisation.party or "") if organisation else "",
            office=self._office,
            services=self._services(),
            staff=self._staff(),
            venue=self._venue(),
            introduction=self._introduction(),
            photos=tuple(self.photos.values()),
            brand=self._brand(),
            families=self._families(),
            activities=self._activities(),
            regulations=self._regulations(),
            haves=self._haves(),
            uid=uids.uid(self.content.city.name, "homes", (*profile.formerly, self.home.identity)[0]),
        )

    def _successor(self) -> Link | None:
        """Without a name, and whether it exists or not: `Relations` replace it."""
        closed = self.home.profile.closed
        return Link("", addresses.home(closed.successor)) if closed and closed.successor else None

    @cached_property
    def _office(self) -> OfficeView:
        office = self.home.profile.office or Office()
        point = None
        if office.location:
            place = office.location
            datum = place.datum or self.content.city.coordinates or "wgs84"
            point = Point(*(round(degrees, 7) for degrees in to_wgs84(place.longitude, place.latitude, datum)))
        notice = office.notice
        if notice and notice.until and notice.until < self.today:
            notice = None
        checked = office.checked_on if office.checked_on and office.checked_on <= self.today else None
        return OfficeView(
            address=office.address or "",
            point=point,
            transit=office.transit or "",
            phones=office.phone,
            mobiles=consent.consented_mobiles(self.home, self.today),
            hours=tuple(map(self._hours, office.hours)),
            closures=self._closures(),
            notice=notice.text if notice else "",
            notice_until=notice.until if notice else None,
            accessibility=tuple(words.ACCESSIBILITY[code] for code in office.accessibility),
            checked_on=checked,
            stale_from=checked and checked + STALE_AFTER,
            stale=bool(checked and checked + STALE_AFTER <= self.today),
            fallback_contact=self._fallback_contact(),
        )

    def _hours(self, line: Hours) -> HoursLine:
        period = line.season.occurrence(self.today) if line.season else None
        return HoursLine(line.days, line.open, line.season, period, bool(line.holidays))

    def _closures(self) -> tuple[ClosureView, ...]:
        """Closures that are not over; one without an end lasts until further notice, and at most to the day before the
        home closes for good, which is a closure of its own.
        """
        office, closing = self.home.profile.office or Office(), self.home.profile.closed
        if closing and closing.on <= self.today:
            closing = None
        last = closing.on - dt.timedelta(days=1) if closing else OPEN_END
        shut = [
            ClosureView(c.from_, c.to or last, c.reason or "") for c in office.closed if (c.to or last) >= self.today
        ]
        if closing:
            shut.append(ClosureView(closing.on, dt.date.max, closing.reason or ""))
        return tuple(shut)

    def _fallback_contact(self) -> ContactView | None:
        """The first of its street, its district's federation and the city's host that has a number."""
        city, district = self.content.city, self.content.districts[self.home.district]
        host = city.host
        written = phones.split_phones((host and host.contact) or "")
        offered = (
            (self._street.name, self._street.phone),
            (f"{district.name}妇联", district.phone),
            (host.name if host else city.federation, tuple(phone for phone in written if isinstance(phone, Phone))),
        )
        return next((ContactView(name, numbers) for name, numbers in offered if numbers), None)

    def _services(self) -> tuple[ServiceView, ...]:
        standard = self.content.standard
        return tuple(_service(service, standard) for service in self.home.profile.services)

    def _staff(self) -> StaffView:
        staff = self.home.profile.staff
        if staff is None:
            return StaffView()
        director = staff.director
        return StaffView(
            director=(director and director.name) or "",
            director_title=(director and director.title) or "",
            deputies=tuple(d.title for d in staff.deputies if d.title),
            full_time=consent.published_count(staff.full_time),
            part_time=consent.published_count(staff.part_time),
            teams=tuple(
                TeamView(t.name, words.VOLUNTEER_FIELDS.get(t.field or "", ""), consent.published_count(t.members))
                for t in staff.volunteer_teams
            ),
        )

    def _venue(self) -> VenueView:
        venue, facilities = self.home.profile.venue, self.home.profile.facilities
        return VenueView(
            shared_with=(venue and venue.shared_with) or "",
            area=venue.area if venue else None,
            rooms=venue.rooms if venue else (),
            equipment=facilities.equipment if facilities else (),
        )

    def _introduction(self) -> str:
        return self.home.intro.body if self.home.intro else ""

    @cached_property
    def photos(self) -> dict[str, PhotoView]:
        """File name → view of every listed photo that may be shown."""
        allowed = (photo for photo in self.home.profile.photos if consent.photo_allowed(self.home, photo, self.today))
        return {
            photo.file: view
            for photo in allowed
            if (
                view := self._photo(
                    photo,
                    press=consent.press_allowed(self.home, photo, self.today),
                    card=consent.card_allowed(self.home, photo, self.today),
                )
            )
        }

    def _photo(self, photo: Photo, *, press: bool, card: bool) -> PhotoView | None:
        """A photo that may be shown; `press`, `card`: in media packs and on share cards too."""
        file = self.home.photo_files.get(photo.file)
        if file is None or file.format is None or not photo.alt:
            return None
        key = f"{self.home.folder}/photos/{photo.file}"
        return PhotoView(key, photo.alt, photo.caption or "", photo.credit or "", photo.taken, press, card)

    def _named_photos(self, names: tuple[str, ...]) -> tuple[PhotoView, ...]:
        return tuple(self.photos[name] for name in names if name in self.photos)

    def _brand(self) -> BrandView | None:
        brand = self.home.brand
        if brand is None:
            return None
        address = addresses.brand(self.home.identity)
        return brand_view(
            brand,
            "home",
            address,
            self.link,
            self.district,
            self._named_photos(brand.photos),
            self.chosen.get(self.home.identity, ()),
            self.content.standard,
            self.today,
            [service.item for service in self.home.profile.services],
        )

    def _families(self) -> tuple[FamilyView, ...]:
        shown = []
        for entry in self.home.families:
            covered = consent.family_scopes(self.home, entry, self.today)
            revoked = entry.revoked and entry.revoked <= self.today
            if covered.any_visible and not revoked:
                shown.append(self._family(entry, covered))
        return tuple(sorted(shown, key=lambda f: (-f.year, -f.rank, f.id)))

    def _family(self, entry: Family, covered: consent.FamilyScopes) -> FamilyView:
        level, award = self.honours.get((self.home.identity, entry.id), (OWN_LEVEL, DEFAULT_AWARD))
        labels = self.content.standard.honours.family_labels
        claims = claimed_honours(self.content.standard, self.content.city.name)
        return FamilyView(
            id=entry.id,
            address=addresses.family(self.home.identity, entry.id),
            name=(covered.name and entry.family) or consent.UNNAMED,
            year=entry.year,
            level=level,
            level_label=labels.get(level, ""),
            rank=list(labels).index(level) if level in labels else 0,
            titles=entry.titles if level != OWN_LEVEL else tuple(t for t in entry.titles if not claims.search(t)),
            home=self.link,
            district=self.district,
            street=self.street,
            motto=entry.motto or "",
            story=(covered.story and entry.story) or "",
            photo=self._family_photo(entry.photo, covered) if covered.photo and entry.photo else None,
            card=covered.card,
            press=covered.press,
            published=come(entry.published, self.today),
            award=award,
        )

    def _family_photo(self, photo: Photo, covered: consent.FamilyScopes) -> PhotoView | None:
        return self._photo(photo, press=photo.use == "press" and covered.press, card=covered.card)

    def _activities(self) -> tuple[ActivityView, ...]:
        office = self._office
        return tuple(self._activity(activity, office) for activity in self.home.activities)

    def _activity(self, activity: Activity, office: OfficeView) -> ActivityView:
        signup = activity.signup or ""
        past = activity.last < self.today
        sessions = activity.sessions
        listed = next((one for one in sessions if one.days.last >= self.today), sessions[-1])
        has_page = bool(activity.body or signup)  # once people have been sent there, it stays
        function = words.function_of(activity.item) if activity.item else ""
        return ActivityView(
            slug=activity.slug,
            address=addresses.activity(self.home.identity, activity.date, activity.slug) if has_page else "",
            title=activity.title,
            date=activity.date,
            day=listed.days.first,
            home=self.link,
            district=self.district,
            street=self.street,
            past=past,
            span=listed.span,
            sessions=sessions if len(sessions) > 1 or activity.last > activity.date else (),
            place=activity.place or "",
            home_address=office.address,
            phones=office.calls,
            item=activity.item or "",
            item_label=self.content.standard.items.get(activity.item or "", ""),
            function=function,
            audience=audience_labels(activity.audience),
            participants=consent.published_count(activity.participants),
            signup=signup,
            kind=activity.kind or "",
            kind_label=words.ACTIVITY_KINDS.get(activity.kind or "", ""),
            summary=activity.summary or "",
            body=activity.body,
            has_report=bool(activity.body),
            photos=self._named_photos(activity.photos),
            cancelled=bool(activity.cancelled),
            campaign=activity.campaign if activity.campaign in self.content.standard.campaigns else "",
        )

    def _regulations(self) -> tuple[RegulationView, ...]:
        shown, titles = [], self.content.standard.regulation_titles
        for entry in self.home.regulations:
            stem = (entry.file or "").removesuffix(".md")
            own = self.home.regulation_texts.get(stem)
            text = "\n\n".join(part for part in (entry.additions, own.body if own else "") if part)
            title = titles.get(entry.regulation or "") or entry.title or (own and own.title)
            if not title:
                continue
            name = entry.regulation or stem
            address = addresses.regulation(self.home.identity, name, title) if text else ""
            if not address and entry.regulation:
                address = addresses.standard_regulation(entry.regulation)
            shown.append(
                RegulationView(title, address, entry.regulation or "", entry.adopted, bool(entry.on_wall), text)
            )
        return tuple(shown)

    def _haves(self) -> tuple[HaveView, ...]:
        policy = (self.content.city.publish and self.content.city.publish.standing) or "met-only"
        if policy == "none":
            return ()
        met = {have: outcome is Outcome.MET for have, outcome in self.standing.haves.items()}
        return tuple(
            HaveView(have, label, met[have] or (False if policy == "full" else None))
            for have, label in self.content.standard.have_labels.items()
        )


def _newest(home: HomeView) -> dt.date | None:
    """The day of the newest dated fact on its page: a check, a past activity, an adopted
    regulation, a press mention.
    """
    days = (
        home.office.checked_on,
        *(a.last for a in home.activities if a.past),
        *(r.adopted for r in home.regulations),
        home.brand.newest if home.brand else None,
    )
    return max(filter(None, days), default=None)


@lru_cache(4)
def _claimed_honours(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def claimed_honours(standard: CityStandard, city: str) -> re.Pattern[str]:
    """Words of honours that only the federation's lists can confer."""
    families = [label for level, label in standard.honours.family_labels.items() if level not in (OWN_LEVEL, "street")]
    return _claimed_honours(("全国", "国家", city, *families, *standard.honours.home_labels.values()))


def badges(identity: str, plaques: Iterable[Recognition], levels: Sequence[LevelView]) -> tuple[BadgeView, ...]:
    """The badges that a home holds, the highest of the city's levels first."""
    held = {plaque.level: plaque for plaque in plaques if plaque.holding}
    return tuple(
        BadgeView(
            p.level, level.short, p.year, p.years, p.document or "",
            addresses.badge(identity, p.level), p.lapses, level.tone, p.since,
        )
        for level in levels
        if (p := held.get(level.id))
    )  # fmt: skip


def _service(service: Service, standard: CityStandard) -> ServiceView:
    function, items = words.function_of(service.item), standard.items
    return ServiceView(
        service.item,
        items[service.item],
        function,
        standard.function_labels[function],
        service.title or items[service.item],
        service.description or "",
        audience_labels(service.audience),
        service.schedule,
        service.booking or "",
        service.fee or "",
        service.place or "",
        service.bring or "",
        service.phone,
    )


def audience_labels(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(code, label) of each."""
    return tuple((code, words.AUDIENCES[code]) for code in codes)
