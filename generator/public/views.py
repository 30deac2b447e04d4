"""What the public may see: one frozen view a kind of thing, each field named here and nothing else let out.

Addresses are relative to the site's root and end in `/` (`homes/chaoyang/zaoying-beili/`); pages turn them into
relative links. Prose fields hold Markdown source; a page renders them. Photos are named by `key`, the path in the
content folder, under which the media room offers a `Picture`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from generator.model import vocabulary as words
from generator.model.federation import Quota
from generator.model.field_types import Span
from generator.model.hours import DaySet, Schedule
from generator.model.phones import Phone
from generator.public import tints

_LEVELS = list(words.FAMILY_LEVELS)
_NO_TIME = Span(24 * 60, 24 * 60 + 1)


@dataclass(frozen=True, slots=True)
class Link:
    """A name and where it leads. `address` is empty where there is no page."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoded size of a picture: its address from the root, width in pixels and media type."""

    address: str
    width: int
    type: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A published photo: `variants` smallest first, `fallback` a JPEG; pixels of the largest; `colour` its mean as
    #rrggbb.
    """

    variants: tuple[Variant, ...]
    fallback: Variant
    width: int
    height: int
    colour: str

    @property
    def tint(self) -> int:
        """The number of the class that stands in for it until it is there."""
        return tints.nearest(self.colour)


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo that may be shown.

    `press`: it may also go into media packs; `card`: onto share cards.

    `picture` is what was made of it: None as long as nothing was, and where the photo was refused or the site is built
    without photos.
    """

    key: str
    alt: str
    caption: str = ""
    credit: str = ""
    taken: dt.date | None = None
    press: bool = False
    card: bool = False
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class BadgeView:
    """A plaque that is held.

    `years` are those in which it was given or renewed, oldest first; `lapses`: its last day, if it has one.
    """

    level: str
    label: str
    year: int
    years: tuple[int, ...]
    document: str = ""
    address: str = ""
    lapses: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HoursLine:
    days: DaySet
    spans: tuple[Span, ...]


OPEN_END = dt.date.max - dt.timedelta(days=1)
"""The end of a closure of which none is known."""


@dataclass(frozen=True, slots=True)
class ClosureView:
    """Days on which a home is closed, both ends included; `for_good`: it closes on `start` and never opens again;
    `open_ended`: nobody knows until when.
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
    """Who answers at these numbers."""

    name: str
    phones: tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class OfficeView:
    """`accessibility` in Chinese; from the day `stale_from` on nobody has checked these facts for a year, `stale` as of
    the build's date.

    `fallback_contact`: who answers for a home that has no number of its own.
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
        """The numbers to call it by."""
        return self.phones or self.mobiles

    @property
    def contact_phones(self) -> tuple[Phone, ...]:
        """The numbers at which somebody answers for it, its own or not."""
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
        """Whether anything is to be paid, as far as its fee says: of 免费，材料费自理 something is.

        None where it says nothing.
        """
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
    """The director by name and post; of the deputies only posts and how many.

    Numbers are words: “少于 5” hides small ones.
    """

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
class FamilyView:
    """A family as far as its consent goes.

    `level` above `home` only as the federation's list says. `card`: it may have a share card.
    """

    id: str
    address: str
    name: str
    year: int
    level: str
    level_label: str
    titles: tuple[str, ...]
    home: Link
    district: Link
    street: Link
    motto: str = ""
    story: str = ""
    photo: PhotoView | None = None
    card: bool = False

    @property
    def order(self) -> tuple[int, int, str, str]:
        """Sorts the honour roll: the newest year first, in it the highest honour."""
        return (-self.year, -_LEVELS.index(self.level), self.home.address, self.id)


@dataclass(frozen=True, slots=True)
class ActivityView:
    """`address` is empty unless the activity has a report or takes sign-ups. `past` as of the build's date.

    `home_address` and `phones` are its home's: the address to walk to, the numbers to call.
    """

    slug: str
    address: str
    title: str
    date: dt.date
    home: Link
    district: Link
    street: Link
    past: bool
    span: Span | None = None
    place: str = ""
    home_address: str = ""
    phones: tuple[Phone, ...] = ()
    item: str = ""
    item_label: str = ""
    function: str = ""
    audience: tuple[tuple[str, str], ...] = ()
    participants: str = ""
    signup: str = ""
    kind_label: str = ""
    summary: str = ""
    body: str = ""
    photos: tuple[PhotoView, ...] = ()
    cancelled: bool = False

    @property
    def order(self) -> tuple[dt.date, int, int, str, str]:
        """Sorts what is on; what has no time comes last in its day."""
        span = self.span or _NO_TIME
        return (self.date, span.start, span.end, self.address, self.title)


@dataclass(frozen=True, slots=True)
class MentionView:
    title: str
    outlet: str = ""
    date: dt.date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class BrandView:
    """`level` is home, street or district; `owner` whose brand it is; `chosen`: year and document, where the federation
    chose it to be spread.
    """

    title: str
    level: str
    level_label: str
    address: str
    owner: Link
    district: Link
    functions: tuple[tuple[str, str], ...] = ()
    since: int | None = None
    summary: str = ""
    results: tuple[tuple[str, str], ...] = ()
    contact: str = ""
    photos: tuple[PhotoView, ...] = ()
    mentions: tuple[MentionView, ...] = ()
    chosen: tuple[tuple[int, str], ...] = ()
    story: str = ""

    @property
    def newest(self) -> dt.date | None:
        """When it was last written about."""
        return max((mention.date for mention in self.mentions if mention.date), default=None)


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
    """A home near by, great-circle metres away."""

    home: Link
    metres: int


@dataclass(frozen=True, slots=True)
class HomeView:
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

    @property
    def located(self) -> bool:
        """Whether it says more of where it is than its street or town."""
        area = ("", self.street.name, self.district.name + self.street.name)
        return bool(self.office.point or self.office.transit or "".join(self.office.address.split()) not in area)

    @property
    def functions(self) -> tuple[str, ...]:
        """Codes of the functions it serves, in the policy's order."""
        served = {service.function for service in self.services}
        return tuple(code for code in ("rights", "work", "family", "care") if code in served)


@dataclass(frozen=True, slots=True)
class StreetView:
    slug: str
    name: str
    address: str
    kind: str
    kind_label: str
    district: Link
    phones: tuple[Phone, ...] = ()
    homes: tuple[HomeView, ...] = ()
    brand: BrandView | None = None


@dataclass(frozen=True, slots=True)
class DistrictHead:
    """A district without all that is in it."""

    slug: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class DistrictView:
    """`asks_more`: what the district asks beyond the city's standard, as sentences."""

    slug: str
    name: str
    address: str
    streets: tuple[StreetView, ...] = ()
    homes: tuple[HomeView, ...] = ()
    brand: BrandView | None = None
    asks_more: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()

    @property
    def head(self) -> DistrictHead:
        return DistrictHead(self.slug, self.name, self.address)


@dataclass(frozen=True, slots=True)
class FeatureView:
    slug: str
    address: str
    title: str
    date: dt.date
    subtitle: str = ""
    summary: str = ""
    author: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    homes: tuple[Link, ...] = ()
    brand: Link | None = None
    photos: tuple[PhotoView, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class HotlineView:
    """`use`: danger, advice or general."""

    name: str
    phone: Phone
    use: str

    @property
    def link(self) -> str:
        """The police answer 12110 by text message alone."""
        return "sms:12110" if self.phone.number == "12110" else self.phone.link


@dataclass(frozen=True, slots=True)
class QuietView:
    """Residents' words for harm, which no address or store may hold, and the items of those who listen: to mediate is
    none.
    """

    words: tuple[str, ...] = ()
    items: tuple[str, ...] = ("rights.reception", "rights.safety")

    @property
    def encoded_words(self) -> str:
        """The words as numbers of their characters: the page that carries them for quiet.js doesn't name the matter."""
        return " ".join("-".join(f"{ord(letter):x}" for letter in word) for word in self.words)


@dataclass(frozen=True, slots=True)
class CityView:
    """What every page's header and footer say. `hotlines`: those of danger first, then of advice, then the others."""

    name: str
    federation: str
    host: str
    contact: str = ""
    policy: str = ""
    quota: Quota = Quota()
    hotlines: tuple[HotlineView, ...] = ()
    quiet: QuietView = QuietView()
    sample: bool = False
    url: str = ""
    icp: str = ""
    police: str = ""
    identifier: str = ""

    @property
    def help_lines(self) -> tuple[HotlineView, ...]:
        """Whom to call where harm is meant: none that opens a case which others get to see."""
        return tuple(line for line in self.hotlines if line.use != "general")

    @property
    def domain(self) -> str:
        """The host of the site's own address."""
        return urlsplit(self.url).netloc

    @property
    def police_number(self) -> str:
        """The digits of 京公网安备 …号, by which the register is asked."""
        return re.sub(r"\D", "", self.police)


@dataclass(frozen=True, slots=True)
class DistrictTile:
    """A district as its tile shows it; `homes` that are open."""

    slug: str
    name: str
    homes: int


@dataclass(frozen=True, slots=True)
class Site:
    """The whole city as the public sees it at `as_of` (Beijing).

    `redirects`: old address → new address; `years`: those of the honour roll, newest first; `plaques`: how many open
    homes hold; `figures`, `function_counts`: of open homes, open at weekends, with plaques, serving each function.
    """

    as_of: dt.datetime
    city: CityView
    homes: tuple[HomeView, ...]
    districts: tuple[DistrictView, ...]
    tiles: tuple[DistrictTile, ...] = ()
    families: tuple[FamilyView, ...] = ()
    brands: tuple[BrandView, ...] = ()
    activities: tuple[ActivityView, ...] = ()
    features: tuple[FeatureView, ...] = ()
    holidays: tuple = ()
    synonyms: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    redirects: dict[str, str] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    plaques: int = 0
    figures: dict[str, int] = field(default_factory=dict)
    newest: dt.date | None = None
    function_counts: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> dt.date:
        return self.as_of.date()
