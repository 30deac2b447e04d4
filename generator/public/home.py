"""A home's public view: each field is let out by name, what is withheld or not consented to stays behind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.catalogue import addresses
from generator.catalogue.assessment import Judged
from generator.catalogue.places import to_wgs84
from generator.model import vocabulary as words
from generator.model.home import Photo
from generator.model.load import Content, Home
from generator.public import consent
from generator.public.views import (
    ActivityView, BadgeView, BrandView, ClosureView, FamilyView, HaveView, HomeView, HoursLine, Link, MentionView, OfficeView,
    PhotoView, Point, RegulationView, ServiceView, StaffView, TeamView, VenueView,
)  # fmt: skip
from generator.standard.frame import Outcome

FRESH = dt.timedelta(days=366)  # how long checked facts count as fresh


@dataclass(frozen=True)
class HomeViewer:
    """Makes the views of one home as of the day `today`."""

    content: Content
    judged: Judged
    today: dt.date

    @property
    def home(self) -> Home:
        return self.judged.home

    def hidden(self, file: str, at: str = "") -> bool:
        """Whether a house rule withholds this value or anything it is part of."""
        withheld = self.judged.withheld
        if f"{file}:" in withheld or file in withheld:
            return True
        while at:
            if f"{file}:{at}" in withheld:
                return True
            at = at[: max(at.rfind("."), at.rfind("["), 0)]
        return False

    def shown(self, value, file: str, at: str):
        """The value, or nothing of its kind (empty text, empty list, None) where it is withheld."""
        if value is None:
            return ""
        return type(value)() if self.hidden(file, at) else value

    @property
    def link(self) -> Link:
        return Link(self.home.profile.name, addresses.home(self.home.identity))

    @property
    def street(self) -> Link:
        slug = self.home.profile.street
        street = self.content.districts[self.home.district].street(slug)
        return Link(street.name, addresses.street(self.home.district, slug))

    @property
    def district(self) -> Link:
        return Link(self.content.districts[self.home.district].name, addresses.district(self.home.district))

    def view(self) -> HomeView:
        profile = self.home.profile
        closed = profile.closed
        organisation = profile.organisation
        return HomeView(
            identity=self.home.identity,
            address=self.link.address,
            name=profile.name,
            kind=profile.kind,
            kind_label=words.HOME_KINDS[profile.kind],
            street=self.street,
            district=self.district,
            also_known_as=profile.also_known_as,
            founded=profile.founded or "",
            summary=self.shown(profile.summary, "home.yml", "summary"),
            closed_on=closed.on if closed and closed.on <= self.today else None,
            closed_reason=(closed.reason or "") if closed else "",
            successor=self._successor(),
            federation=(organisation.federation or "") if organisation else "",
            party=(organisation.party or "") if organisation else "",
            office=self._office(),
            services=self._services(),
            staff=self._staff(),
            venue=self._venue(),
            introduction=self._introduction(),
            photos=tuple(self.photos().values()),
            brand=self._brand(),
            families=self._families(),
            activities=self._activities(),
            regulations=self._regulations(),
            badges=self._badges(),
            haves=self._haves(),
        )

    def _successor(self) -> Link | None:
        closed = self.home.profile.closed
        if not closed or self.hidden("home.yml", "closed.successor"):
            return None
        successor = self.content.homes.get(closed.successor)
        return Link(successor.profile.name, addresses.home(successor.identity)) if successor else None

    def _office(self) -> OfficeView:
        office = self.home.profile.office
        if office is None:
            return OfficeView()
        point = None
        if office.location and not self.hidden("home.yml", "office.location"):
            place = office.location
            datum = place.datum or self.content.city.coordinates or "wgs84"
            point = Point(*to_wgs84(place.longitude, place.latitude, datum))
        notice = office.notice if office.notice and not self.hidden("home.yml", "office.notice") else None
        lasting = notice and (notice.until is None or notice.until >= self.today)
        hidden_hours = self.hidden("home.yml", "office.hours")
        return OfficeView(
            address=self.shown(office.address, "home.yml", "office.address"),
            point=point,
            transit=self.shown(office.transit, "home.yml", "office.transit"),
            phone=self.shown(office.phone, "home.yml", "office.phone"),
            mobile="" if self.hidden("home.yml", "office.mobile") else consent.mobile(self.home, self.today),
            hours=() if hidden_hours else tuple(HoursLine(line.days, line.open) for line in office.hours),
            closures=tuple(
                ClosureView(c.from_, c.to or c.from_, c.reason or "") for c in office.closed if (c.to or c.from_) >= self.today
            ),
            notice=notice.text if lasting else "",
            notice_until=notice.until if lasting else None,
            accessibility=tuple(words.ACCESSIBILITY[code] for code in office.accessibility),
            checked_on=office.checked_on,
            stale=bool(office.checked_on and self.today - office.checked_on > FRESH),
        )

    def _services(self) -> tuple[ServiceView, ...]:
        shown = []
        for number, service in enumerate(self.home.profile.services):
            at = f"services[{number}]"
            if self.hidden("home.yml", at):
                continue
            function = words.function_of(service.item)
            shown.append(
                ServiceView(
                    service.item,
                    words.ITEMS[service.item],
                    function,
                    words.FUNCTIONS[function],
                    self.shown(service.title, "home.yml", f"{at}.title") or words.ITEMS[service.item],
                    self.shown(service.description, "home.yml", f"{at}.description"),
                    audience_labels(service.audience),
                    None if self.hidden("home.yml", f"{at}.schedule") else service.schedule,
                    self.shown(service.booking, "home.yml", f"{at}.booking"),
                    self.shown(service.fee, "home.yml", f"{at}.fee"),
                )
            )
        return tuple(shown)

    def _staff(self) -> StaffView:
        staff = self.home.profile.staff
        if staff is None:
            return StaffView()
        director = staff.director if not self.hidden("home.yml", "staff.director") else None
        teams = (
            TeamView(t.name, words.VOLUNTEER_FIELDS.get(t.field, ""), consent.people(t.members))
            for number, t in enumerate(staff.volunteer_teams)
            if not self.hidden("home.yml", f"staff.volunteer_teams[{number}]")
        )
        return StaffView(
            director=(director and director.name) or "",
            director_title=(director and director.title) or "",
            deputies=tuple(d.title for d in staff.deputies if d.title),
            full_time=consent.people(staff.full_time),
            part_time=consent.people(staff.part_time),
            teams=tuple(teams),
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
        return self.home.intro.body if self.home.intro and not self.hidden("intro.md", "body") else ""

    def photos(self) -> dict[str, PhotoView]:
        """File name → view of every listed photo that may be shown."""
        shown = {}
        for number, photo in enumerate(self.home.profile.photos):
            if consent.photo(self.home, photo, self.today) and not self.hidden("home.yml", f"photos[{number}]"):
                view = self._photo(photo)
                if view:
                    shown[photo.file] = view
        return shown

    def _photo(self, photo: Photo) -> PhotoView | None:
        file = self.home.photo_files.get(photo.file)
        if file is None or file.format is None or not photo.alt:
            return None
        key = f"{self.home.folder}/photos/{photo.file}"
        return PhotoView(key, photo.alt, photo.caption or "", photo.credit or "", photo.taken, photo.use == "press")

    def _named_photos(self, names: tuple[str, ...]) -> tuple[PhotoView, ...]:
        shown = self.photos()
        return tuple(shown[name] for name in names if name in shown)

    def _brand(self) -> BrandView | None:
        brand = self.home.brand
        if brand is None or self.hidden("brand.md"):
            return None
        address = addresses.brand(self.home.identity)
        story = "" if self.hidden("brand.md", "body") else brand.body
        return brand_view(brand, "home", address, self.link, self.district, self._named_photos(brand.photos), story)

    def _families(self) -> tuple[FamilyView, ...]:
        listed = {
            (honour.family, year): honour.level
            for year, honour in self.content.family_honours
            if honour.home == self.home.identity
        }
        shown = []
        for number, entry in enumerate(self.home.families):
            covered = consent.family(self.home, entry, self.today)
            revoked = entry.revoked and entry.revoked <= self.today
            if covered.anything and not revoked and not self.hidden("families.yml", f"[{number}]"):
                level = listed.get((entry.id, entry.year), "home")
                shown.append(self._family(entry, number, covered, level))
        order = list(words.FAMILY_LEVELS)
        return tuple(sorted(shown, key=lambda f: (-f.year, -order.index(f.level), f.id)))

    def _family(self, entry, number: int, covered: consent.Covered, level: str) -> FamilyView:
        at = f"[{number}]"
        photo = None
        if covered.photo and entry.photo and not self.hidden("families.yml", f"{at}.photo"):
            photo = self._photo(entry.photo)
        named = covered.name and not self.hidden("families.yml", f"{at}.family")
        return FamilyView(
            id=entry.id,
            address=addresses.family(self.home.identity, entry.id),
            name=entry.family if named else consent.UNNAMED,
            year=entry.year,
            level=level,
            level_label=words.FAMILY_LEVELS[level],
            titles=entry.titles,
            home=self.link,
            district=self.district,
            street=self.street,
            motto=self.shown(entry.motto, "families.yml", f"{at}.motto"),
            story=self.shown(entry.story, "families.yml", f"{at}.story") if covered.story else "",
            photo=photo,
        )

    def _activities(self) -> tuple[ActivityView, ...]:
        shown = []
        for activity in self.home.activities:
            file = f"activities/{activity.date:%Y-%m-%d}-{activity.slug}.md"
            if not self.hidden(file):
                shown.append(self._activity(activity, file))
        return tuple(shown)

    def _activity(self, activity, file: str) -> ActivityView:
        body = "" if self.hidden(file, "body") else activity.body
        signup = self.shown(activity.signup, file, "signup")
        past = activity.date < self.today
        has_page = bool(body) or (bool(signup) and not past)
        function = words.function_of(activity.item) if activity.item else ""
        return ActivityView(
            slug=activity.slug,
            address=addresses.activity(self.home.identity, activity.date, activity.slug) if has_page else "",
            title=activity.title,
            date=activity.date,
            home=self.link,
            district=self.district,
            street=self.street,
            past=past,
            span=activity.time,
            place=self.shown(activity.place, file, "place"),
            item=activity.item or "",
            item_label=words.ITEMS.get(activity.item, ""),
            function=function,
            audience=audience_labels(activity.audience),
            participants=consent.people(activity.participants),
            signup=signup,
            kind_label=words.ACTIVITY_KINDS.get(activity.kind, ""),
            summary=self.shown(activity.summary, file, "summary"),
            body=body,
            photos=self._named_photos(activity.photos),
            cancelled=bool(activity.cancelled),
        )

    def _regulations(self) -> tuple[RegulationView, ...]:
        shown = []
        for number, entry in enumerate(self.home.regulations):
            stem = (entry.file or "").removesuffix(".md")
            own = self.home.regulation_texts.get(stem)
            hidden = self.hidden("regulations.yml", f"[{number}]") or self.hidden(f"regulations/{stem}.md", "body")
            text = "\n\n".join(part for part in (entry.additions, own.body if own else "") if part)
            title = words.REGULATIONS.get(entry.regulation) or entry.title or (own and own.title)
            if not title or hidden:
                continue
            name = entry.regulation or stem
            address = addresses.regulation(self.home.identity, name) if text else ""
            if not address and entry.regulation:
                address = addresses.standard_regulation(entry.regulation)
            shown.append(RegulationView(title, address, entry.regulation or "", entry.adopted, bool(entry.on_wall), text))
        return tuple(shown)

    def _badges(self) -> tuple[BadgeView, ...]:
        held = [r for r in self.judged.recognitions.values() if r.status == "held"]
        return tuple(
            BadgeView(
                r.level, words.RECOGNITION_LEVELS[r.level] + "示范", r.year, r.years, r.held_to, r.document or "",
                addresses.badge(self.home.identity, r.level),
            )
            for r in sorted(held, key=lambda r: r.level)
        )  # fmt: skip

    def _haves(self) -> tuple[HaveView, ...]:
        policy = (self.content.city.publish and self.content.city.publish.standing) or "met-only"
        if policy == "none":
            return ()
        met = {have: self.judged.standing.haves[have] is Outcome.MET for have in words.HAVES}
        return tuple(HaveView(have, label, met[have] or (False if policy == "full" else None)) for have, label in words.HAVES.items())


def audience_labels(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, words.AUDIENCES[code]) for code in codes)


def brand_view(brand, level: str, address: str, owner: Link, district: Link, photos: tuple[PhotoView, ...], story: str) -> BrandView:
    """The view of a brand of any level."""
    return BrandView(
        title=brand.title,
        level=level,
        level_label=words.BRAND_LEVELS[level],
        address=address,
        owner=owner,
        district=district,
        functions=tuple((code, words.FUNCTIONS[code]) for code in brand.functions),
        since=brand.since,
        summary=brand.summary or "",
        results=tuple((r.label, r.value) for r in brand.results),
        contact=brand.contact or "",
        photos=photos,
        mentions=tuple(MentionView(m.title, m.outlet or "", m.date, m.url or "") for m in brand.featured_in),
        story=story,
    )
