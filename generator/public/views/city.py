"""Streets, districts and the city, and the whole site."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.content.pinyin import Readings
from generator.model.city import default_standard
from generator.model.city_lists import HolidayYear
from generator.model.federation import PlaqueLevel, Terms
from generator.model.phones import Phone
from generator.model.standard import CityStandard
from generator.public.views.common import Link
from generator.public.views.home import HomeView
from generator.public.views.stories import ActivityView, BrandView, FamilyView, FeatureView


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
    """A district's name and address, without its homes; `prefecture`: the heading that lists have above it, if any."""

    slug: str
    name: str
    address: str
    prefecture: str = ""


@dataclass(frozen=True, slots=True)
class DistrictView:
    """`asks_more`: what it asks beyond the city's standard, as sentences; `at`: row and column of its tile."""

    slug: str
    name: str
    address: str
    streets: tuple[StreetView, ...] = ()
    homes: tuple[HomeView, ...] = ()
    brand: BrandView | None = None
    asks_more: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    prefecture: str = ""
    at: tuple[int, int] | None = None
    postal_code: str = ""

    @property
    def head(self) -> DistrictHead:
        return DistrictHead(self.slug, self.name, self.address, self.prefecture)


@dataclass(frozen=True, slots=True)
class HotlineView:
    """`use`: danger, advice or general."""

    name: str
    phone: Phone
    use: str

    @property
    def link(self) -> str:
        """A `tel:` link; `sms:` for 12110, which takes text messages only."""
        return "sms:12110" if self.phone.number == "12110" else self.phone.link


@dataclass(frozen=True, slots=True)
class QuietView:
    """Residents' words for violence, which may stand in no URL or storage, and the items of services that help then:
    mediation is not one of them.
    """

    words: tuple[str, ...] = ()
    items: tuple[str, ...] = ("rights.reception", "rights.safety")

    @property
    def encoded_words(self) -> str:
        """The words as code points in hex, so that a page that passes them to quiet.js does not show them."""
        return " ".join("-".join(f"{ord(letter):x}" for letter in word) for word in self.words)


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level of plaques.

    `short`: as a badge says it (level and kind); `long` and `full`: level and plaque, in full with quotation marks;
    `tone`: the colours, those of the highest or of all others; `filter`: its name in the address of a search;
    `years`, `review`: how long it is held and when it is decided about anew, as the city's honours say.
    """

    id: str
    label: str
    plaque: str
    short: str
    long: str
    full: str
    tone: str
    filter: str
    giver: str = ""
    quota: int | None = None
    per_district: int | None = None
    years: int | None = None
    review: str = ""


def level_view(level: PlaqueLevel, highest: bool, home: str) -> LevelView:
    """`home`: what the city calls a home."""
    label, plaque = level.label or level.id, level.plaque or home
    said = plaque.removesuffix(home)
    short = said if said.startswith(label) else label + said
    full = f"“{plaque}”" if plaque.startswith(label) else f"{label}“{plaque}”"
    return LevelView(
        level.id,
        label,
        plaque,
        short,
        re.sub("[“”]", "", full),
        full,
        "city" if highest else "district",
        level.id if level.id == "city" else f"{level.id}-badge",
        level.giver or "",
        level.quota,
        level.per_district,
        level.years,
        level.review or "",
    )


@dataclass(frozen=True, slots=True)
class LicenceView:
    """Of the open data. `citation`: how its source is named; `locations`: whether it tells where homes lie."""

    name: str
    url: str
    citation: str
    locations: bool


@dataclass(frozen=True, slots=True)
class CityView:
    """What every page's header and footer say.

    `hotlines`: those of danger first, then of advice, then the others; `regulation_texts`: code → Markdown.
    """

    name: str
    federation: str
    host: str
    contact: str = ""
    policy: str = ""
    standard: CityStandard = field(default_factory=default_standard)
    regulation_texts: dict[str, str] = field(default_factory=dict)
    hotlines: tuple[HotlineView, ...] = ()
    quiet: QuietView = QuietView()
    pinyin: Readings = ()
    sample: bool = False
    url: str = ""
    icp: str = ""
    police: str = ""
    identifier: str = ""
    licence: LicenceView | None = None

    @property
    def terms(self) -> Terms:
        """What the city calls things."""
        return self.standard.terms

    @property
    def site_name(self) -> str:
        """What the whole site is called: the city and what it calls a home."""
        return f"{self.name}{self.terms.home}"

    @property
    def levels(self) -> tuple[LevelView, ...]:
        """The levels of plaques, highest first."""
        home = self.terms.home or ""
        return tuple(level_view(level, number == 0, home) for number, level in enumerate(self.standard.honours.homes))

    @property
    def help_lines(self) -> tuple[HotlineView, ...]:
        """Numbers to call in case of violence: without 12345, which opens a case that others can see."""
        return tuple(line for line in self.hotlines if line.use != "general")

    @property
    def domain(self) -> str:
        """The host of the site's own address."""
        return urlsplit(self.url).netloc

    @property
    def police_number(self) -> str:
        """The digits of 京公网安备 …号, the key of the public register."""
        return re.sub(r"\D", "", self.police)


@dataclass(frozen=True, slots=True)
class DistrictTile:
    """A district as its tile shows it; `homes`: the number of open homes; `at`: row and column, if it has a place."""

    slug: str
    name: str
    homes: int
    prefecture: str = ""
    at: tuple[int, int] | None = None


class ExportedFile(NamedTuple):
    """A file of the open data: its bytes, its SHA-256 in hex, and how many rows or records are in it."""

    size: int
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Site:
    """The whole city as the public sees it at `as_of` (Beijing).

    `redirects`: old address → new address; `years`: those of the honour roll, newest first; `plaques`: how many open
    homes hold; `figures`, `function_counts`: of open homes, open at weekends, with plaques, serving each function;
    `packs`: path of what may be taken away of features → bytes; `exports`: path → file of the open data.
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
    holidays: tuple[HolidayYear, ...] = ()
    synonyms: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    redirects: dict[str, str] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    plaques: int = 0
    figures: dict[str, int] = field(default_factory=dict)
    newest: dt.date | None = None
    function_counts: dict[str, int] = field(default_factory=dict)
    packs: dict[str, int] = field(default_factory=dict)
    exports: dict[str, ExportedFile] = field(default_factory=dict)

    @property
    def today(self) -> dt.date:
        return self.as_of.date()
