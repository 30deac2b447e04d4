"""Records of homes between builds: what decides whether anything is made again, and what city-wide pages need."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from generator.catalogue import addresses
from generator.catalogue.assessment import Judgement
from generator.content.intake import PhotoFile
from generator.diagnostics import Finding, Severity
from generator.model.documents import Brand
from generator.model.home import Closing, Office, Profile
from generator.model.honours import Consent
from generator.model.load import Home, LoadedHome
from generator.model.positions import Positions
from generator.public.views import HomeView
from generator.standard.rounds import PastStanding
from generator.store import content_digest, encode

T = TypeVar("T")


class Report(NamedTuple):
    """Findings as lines of text, errors first, and their number by severity."""

    lines: list[str]
    counts: dict[Severity, int]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        found = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
        return cls(list(map(str, found)), Counter(finding.severity for finding in found))

    @property
    def errors(self) -> list[str]:
        return self.lines[: self.counts.get(Severity.ERROR, 0)]

    @property
    def others(self) -> list[str]:
        return self.lines[self.counts.get(Severity.ERROR, 0) :]


class FamilyRank(NamedTuple):
    """A family's rank on the city's honour roll; sorted, the newest year's top family comes first."""

    order: tuple[int, int, str, str]
    year: int
    has_story: bool  # and a motto


class UpcomingActivity(NamedTuple):
    """An activity by its sort key in all lists."""

    order: tuple[dt.date, int, int, str, str]
    cancelled: bool


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """A home as it was read and judged; without `facets`, a home that can't be published.

    - Validity: `content` is a digest of its files, empty where they must be read by every build; `surroundings` of
      everything else that it was judged by (`Federation.home_digest`); from `valid_from` until before `valid_until`.
    - `facets`: facet → digest. `next_change`: the next day (ISO) on which its public view changes by itself, or "".
    - `last_good_digest`: of its last good version; `uses_last_good`: an older version replaces one of its files;
      `unapproved`: what lies in its folder is not what was approved last.
    - `consents_in_force` as `ReleaseBasis.consents`; `public_former_names`: identities whose redirects may be seen.
    - `family_ranks` to `has_brand_photo`: for pages that choose some of the city's homes.
    - `profile_name` to `past_standings`: for rules of the federation.
    """

    identity: str
    content: bytes
    surroundings: bytes
    valid_from: dt.date
    valid_until: dt.date
    report: Report
    facets: dict[str, bytes] = field(default_factory=dict)
    last_good_digest: str = ""
    uses_last_good: bool = False
    unapproved: bool = False
    name: str = ""
    street: str = ""
    closed: bool = False
    point: tuple[float, float] | None = None
    successor: str = ""
    public_former_names: tuple[str, ...] = ()
    consents_in_force: dict[str, str] = field(default_factory=dict)
    next_change: str = ""
    newest: dt.date | None = None
    mobiles: tuple[str, ...] = ()
    photos: dict[str, PhotoFile] = field(default_factory=dict)
    family_ranks: tuple[FamilyRank, ...] = ()
    upcoming: tuple[UpcomingActivity, ...] = ()
    functions: tuple[str, ...] = ()
    services: int = 0
    open_on_weekends: bool = False
    has_brand_photo: bool = False
    profile_name: str = ""
    division: str = ""
    office: Office | None = None
    former_names: tuple[str, ...] = ()
    closure: Closing | None = None
    has_phone: bool = False
    consents: tuple[Consent, ...] | None = ()
    has_brand: bool = False
    photo_names: tuple[str, ...] = ()
    positions: dict[str, Positions] = field(default_factory=dict)
    meets_standard: bool = False
    past_standings: dict[dt.date, PastStanding] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        return bool(self.facets)

    @property
    def district(self) -> str:
        return self.identity.partition("/")[0]

    def as_home(self) -> Home:
        """As much of the home as the federation's rules ask for."""
        profile = Profile(
            name=self.profile_name,
            street=self.street,
            division=self.division or None,
            formerly=self.former_names,
            closed=self.closure,
            office=self.office,
        )
        return Home(
            self.identity,
            profile,
            self.consents,
            brand=_BRAND if self.has_brand else None,
            photo_files=dict.fromkeys(self.photo_names, _NO_FILE),
            positions=self.positions,
        )


_BRAND = Brand()
_NO_FILE = PhotoFile(Path(), 0, None)  # rules of the federation ask only for the names


class PackedHome(NamedTuple):
    """What a worker returns for a home: its entry, facets and findings, packed."""

    entry: bytes
    facets: dict[str, bytes]
    findings: bytes


@dataclass(frozen=True)
class JudgedHome:
    """A home that can be published. `view` lacks what depends on other homes."""

    judgement: Judgement
    view: HomeView
    public_former_names: tuple[str, ...]


@dataclass(frozen=True)
class FullHome:
    """What a worker returns for a home that is needed completely; `judged` is None where it can't be published."""

    loaded: LoadedHome
    judged: JudgedHome | None = None

    def __reduce__(self) -> tuple[Callable[[bytes], FullHome], tuple[bytes]]:
        """Encoded by msgspec, which takes a third of pickle's time."""
        return _decode_full, (encode(self),)


@dataclass(frozen=True)
class EntryOrigin:
    """The fields of `CacheEntry` that say what it was made from."""

    content: bytes
    surroundings: bytes
    valid_from: dt.date
    valid_until: dt.date
    next_change: str
    last_good_digest: str
    uses_last_good: bool
    unapproved: bool


def unusable_entry(
    identity: str, content: bytes, surroundings: bytes, today: dt.date, findings: Iterable[Finding], unapproved: bool
) -> CacheEntry:
    """The entry of a home that can't be published, which no later day changes."""
    report = Report.of(findings)
    return CacheEntry(identity, content, surroundings, today, dt.date.max, report, unapproved=unapproved)


def make_entry(
    home: Home,
    judged: JudgedHome,
    facets: Mapping[str, bytes],
    photos: dict[str, PhotoFile],
    consents_in_force: dict[str, str],
    findings: Iterable[Finding],
    origin: EntryOrigin,
) -> CacheEntry:
    """The entry of a home with its packed facets, and the photos that its view shows."""
    view, profile = judged.view, home.profile
    office = view.office
    return CacheEntry(
        home.identity,
        content=origin.content,
        surroundings=origin.surroundings,
        valid_from=origin.valid_from,
        valid_until=origin.valid_until,
        next_change=origin.next_change,
        last_good_digest=origin.last_good_digest,
        uses_last_good=origin.uses_last_good,
        unapproved=origin.unapproved,
        report=Report.of(findings),
        facets={name: content_digest(data) for name, data in facets.items()},
        name=view.name,
        street=profile.street or "",
        closed=view.closed_on is not None,
        point=(office.point.longitude, office.point.latitude) if office.point else None,
        successor=addresses.identity(view.successor.address) if view.successor else "",
        public_former_names=judged.public_former_names,
        consents_in_force=consents_in_force,
        newest=view.newest,
        mobiles=tuple(map(str, office.mobiles)),
        photos=photos,
        family_ranks=tuple(
            FamilyRank(family.order, family.year, bool(family.motto and family.story)) for family in view.families
        ),
        upcoming=tuple(sorted(UpcomingActivity(a.order, a.cancelled) for a in view.activities if not a.past)),
        functions=view.functions,
        services=len(view.services),
        open_on_weekends=any(day > 4 for line in office.hours for day in line.days.days),
        has_brand_photo=bool(view.brand and view.brand.photos),
        profile_name=profile.name or "",
        division=profile.division or "",
        office=_contact(profile.office),
        former_names=profile.formerly,
        closure=profile.closed,
        has_phone=bool(office.calls),
        consents=home.consents,
        has_brand=home.brand is not None,
        photo_names=tuple(home.photo_files),
        positions={path: positions for path, positions in home.positions.items() if path.endswith("/home.yml")}
        if profile.formerly
        else {},
        meets_standard=judged.judgement.standing.meets_standard,
        past_standings=dict(judged.judgement.past_standings),
    )


def _contact(office: Office | None) -> Office | None:
    """As much of an office as tells two homes apart."""
    return office and Office(address=office.address, location=office.location, phone=office.phone)


def _decode_as(kind: type[T], value: Any) -> Any:
    return Path(os.fsdecode(value)) if kind is Path else kind(value)  # type: ignore[call-arg]  # any type


def _decode_full(data: bytes) -> FullHome:
    return _FULL.decode(data)


_FULL = msgspec.msgpack.Decoder(FullHome, dec_hook=_decode_as)
decode_entry = msgspec.msgpack.Decoder(CacheEntry, dec_hook=_decode_as).decode
decode_findings = msgspec.msgpack.Decoder(list[Finding]).decode
