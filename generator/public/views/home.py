"""A home: its office, services, staff, venue, badges, regulations, and all of it together."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from generator.content.values.days import DaySet, Season
from generator.content.values.occasions import DateRange
from generator.content.values.schedules import Schedule
from generator.content.values.times import Span
from generator.model import vocabulary as words
from generator.model.phones import Phone
from generator.public.views.common import Link, PhotoView
from generator.public.views.stories import ActivityView, BrandView, FamilyView


@dataclass(frozen=True, slots=True)
class BadgeView:
    """A badge that is held.

    `label`: as `LevelView.short` has it; `tone`: its colours. `years`: when it was awarded or renewed, oldest first;
    `lapses`: its last day, if limited; `since`: the day of the decision that gave it.
    """

    level: str
    label: str
    year: int
    years: tuple[int, ...]
    document: str = ""
    address: str = ""
    lapses: dt.date | None = None
    tone: str = "city"
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HoursLine:
    """When the office is open: the whole year or in a `season`; with `holidays` also on public holidays.

    `period`: the season that is on as of the build's date, or else comes next.
    """

    days: DaySet
    spans: tuple[Span, ...]
    season: Season | None = None
    period: DateRange | None = None
    holidays: bool = False


OPEN_END = dt.date.max - dt.timedelta(days=1)
"""The end of a closure until further notice."""


@dataclass(frozen=True, slots=True)
class ClosureView:
    """Days on which a home is closed, both ends included. `for_good`: permanently from `start` on; `open_ended`: until
    further notice.
    """

    start: dt.date
    end: dt.date
    reason: str = ""

    @property
    def for_good(self) -> bool:
        return self.end == dt.date.max

    @property
    def open_ended(self) -> bool:
        return self.end == OPEN_END


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS-84."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class ContactView:
    """Telephone numbers and who answers them."""

    name: str
    phones: tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class OfficeView:
    """`accessibility` in Chinese; `stale_from`: the day on which the last check is a year old, `stale`: whether that
    day has come as of the build; `fallback_contact`: whom to call for a home that has no number of its own.
    """

    address: str = ""
    point: Point | None = None
    transit: str = ""
    phones: tuple[Phone, ...] = ()
    mobiles: tuple[Phone, ...] = ()
    hours: tuple[HoursLine, ...] = ()
    closures: tuple[ClosureView, ...] = ()
    notice: str = ""
    notice_until: dt.date | None = None
    accessibility: tuple[str, ...] = ()
    checked_on: dt.date | None = None
    stale_from: dt.date | None = None
    stale: bool = False
    fallback_contact: ContactView | None = None

    @property
    def calls(self) -> tuple[Phone, ...]:
        """The home's own numbers: phones, or mobiles if it has none."""
        return self.phones or self.mobiles

    @property
    def contact_phones(self) -> tuple[Phone, ...]:
        """Its own numbers, or those of the fallback contact."""
        return self.calls or (self.fallback_contact.phones if self.fallback_contact else ())


@dataclass(frozen=True, slots=True)
class ServiceView:
    """`item` and `function` are codes; the labels are Chinese. `audience` holds (code, label)."""

    item: str
    item_label: str
    function: str
    function_label: str
    title: str
    description: str = ""
    audience: tuple[tuple[str, str], ...] = ()
    schedule: Schedule | None = None
    booking: str = ""
    fee: str = ""
    place: str = ""
    bring: str = ""
    phones: tuple[Phone, ...] = ()

    @property
    def booked_by_phone(self) -> bool:
        return re.search("电话|来电|致电", self.booking) is not None

    @property
    def charges(self) -> bool | None:
        """Whether its fee means that something has to be paid (免费，材料费自理 does); None if it doesn't say."""
        if not self.fee or re.search("面议|咨询|另询|问一", self.fee):
            return None
        paid = re.search(
            r"[1-9]\d*(?:\.\d+)?\s*(?:元|块|角)|[一二三四五六七八九十百]+\s*(?:元|块|角)|自理|自费|自付|AA", self.fee
        )
        return paid is not None or re.search(r"免|(?:不|无需|不用)(?:收|交|要|缴|付)|公益|^[无零没0]", self.fee) is None


@dataclass(frozen=True, slots=True)
class TeamView:
    name: str
    field: str = ""
    members: str = ""


@dataclass(frozen=True, slots=True)
class StaffView:
    """The director by name and post, the deputies by posts. Numbers are texts: “少于 5” hides small ones."""

    director: str = ""
    director_title: str = ""
    deputies: tuple[str, ...] = ()
    full_time: str = ""
    part_time: str = ""
    teams: tuple[TeamView, ...] = ()


@dataclass(frozen=True, slots=True)
class VenueView:
    shared_with: str = ""
    area: float | None = None
    rooms: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HaveView:
    """One of the seven haves. `met` is None where the city publishes only what is met and this is not."""

    have: str
    label: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class RegulationView:
    """One adopted regulation. `standard` is its code among the six, empty for the home's own; `text` is local text."""

    title: str
    address: str
    standard: str = ""
    adopted: dt.date | None = None
    on_wall: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A nearby home and its great-circle distance."""

    home: Link
    metres: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """A home. `uid`: a UUID made from its oldest identity, under which feeds name it whatever it is called."""

    identity: str
    address: str
    name: str
    kind: str
    kind_label: str
    street: Link
    district: Link
    also_known_as: tuple[str, ...] = ()
    founded: str = ""
    summary: str = ""
    closed_on: dt.date | None = None
    closed_reason: str = ""
    successor: Link | None = None
    federation: str = ""
    party: str = ""
    office: OfficeView = OfficeView()
    services: tuple[ServiceView, ...] = ()
    staff: StaffView = StaffView()
    venue: VenueView = VenueView()
    introduction: str = ""
    photos: tuple[PhotoView, ...] = ()
    brand: BrandView | None = None
    families: tuple[FamilyView, ...] = ()
    activities: tuple[ActivityView, ...] = ()
    regulations: tuple[RegulationView, ...] = ()
    badges: tuple[BadgeView, ...] = ()
    haves: tuple[HaveView, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    newest: dt.date | None = None
    uid: str = ""

    @property
    def located(self) -> bool:
        """Whether its location is known more precisely than its street or town."""
        area = ("", self.street.name, self.district.name + self.street.name)
        return bool(self.office.point or self.office.transit or "".join(self.office.address.split()) not in area)

    @property
    def functions(self) -> tuple[str, ...]:
        """Codes of the functions that its services belong to, in the policy's order."""
        served = {service.function for service in self.services}
        order = list(words.FUNCTIONS)
        return tuple(sorted(served, key=lambda code: (order.index(code) if code in order else len(order), code)))
