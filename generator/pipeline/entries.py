"""What is kept of a home between builds: as much as tells whether anything is to be made anew, and what is made of all
homes together.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from generator.catalogue import addresses
from generator.catalogue.assessment import Judgement
from generator.content.intake import PhotoFile
from generator.diagnostics import Finding, Severity
from generator.model.documents import Brand
from generator.model.home import Closing, Profile
from generator.model.honours import Consent
from generator.model.load import Home, LoadedHome
from generator.model.reader import Positions
from generator.public.views import HomeView
from generator.standard.rounds import PastStanding
from generator.store import content_digest


class Report(NamedTuple):
    """Findings as lines for people, and how many there are of each severity."""

    lines: list[str]
    counts: dict[Severity, int]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        found = list(findings)
        return cls(list(map(str, found)), Counter(finding.severity for finding in found))


class FamilyRank(NamedTuple):
    """A family's place on the city's roll: sorted, the foremost of the newest year come first.

    `told`: it has a motto and a story.
    """

    order: tuple[int, int, str, str]
    year: int
    told: bool


class UpcomingActivity(NamedTuple):
    """An activity that is coming, in the order of all lists."""

    order: tuple[dt.date, int, int, str, str]
    cancelled: bool


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """One home as its folder was read and judged.

    `content` is a digest of its files, empty where they have to be read again whatever happens; `context_digest` of all
    else that it was judged by, which holds from the day `since` to the one before `until`; `digests` by facet; `change`
    is the next day on which something else is said of it in public;
    `last_good_digest` of its last good version, `kept` where an older version stands in for some file. `roll`, `upcoming`,
    `functions`, `services`, `weekend` and `pictured_brand` tell which homes a page that shows few of them chooses from.
    `names` are its former identities, `formerly` those of them that may be seen; what follows is what the federation's
    rules ask for. A home that can't be used has no digests.
    """

    identity: str
    content: bytes
    context_digest: bytes
    since: dt.date
    until: dt.date
    report: Report
    digests: dict[str, bytes] = field(default_factory=dict)
    last_good_digest: str = ""
    kept: bool = False
    name: str = ""
    street: str = ""
    closed: bool = False
    point: tuple[float, float] | None = None
    successor: str = ""
    formerly: tuple[str, ...] = ()
    consents: dict[str, str] = field(default_factory=dict)
    roll: tuple[FamilyRank, ...] = ()
    upcoming: tuple[UpcomingActivity, ...] = ()
    functions: tuple[str, ...] = ()
    services: int = 0
    weekend: bool = False
    pictured_brand: bool = False
    photos: dict[str, PhotoFile] = field(default_factory=dict)
    mobiles: tuple[str, ...] = ()
    meets_standard: bool = False
    change: str = ""
    newest: dt.date | None = None
    civic_name: str = ""
    names: tuple[str, ...] = ()
    closure: Closing | None = None
    answered: bool = False
    given: tuple[Consent, ...] | None = ()
    brand: bool = False
    photo_names: tuple[str, ...] = ()
    positions: dict[str, Positions] = field(default_factory=dict)
    stood: dict[dt.date, PastStanding] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        return bool(self.digests)

    @property
    def district(self) -> str:
        return self.identity.partition("/")[0]

    def as_home(self) -> Home:
        """As much of the home as the federation's rules ask for."""
        profile = Profile(name=self.civic_name, street=self.street, formerly=self.names, closed=self.closure)
        photos = dict.fromkeys(self.photo_names)
        return Home(
            self.identity,
            profile,
            self.given,
            brand=_BRAND if self.brand else None,
            photo_files=photos,
            positions=self.positions,
        )


_BRAND = Brand()


class PackedHome(NamedTuple):
    """What comes out of a worker for a home that was read: its entry, its facets and its findings, packed."""

    entry: bytes
    facets: dict[str, bytes]
    findings: bytes


@dataclass(frozen=True)
class FullHome:
    """The same, whole, for whoever looks at everything.

    `view`, without what other homes add, is None where the home can't be used.
    """

    folder: LoadedHome
    judgement: Judgement | None = None
    view: HomeView | None = None
    formerly: tuple[str, ...] = ()

    def __reduce__(self) -> tuple:
        """It comes out of a worker in a third of the time that pickle takes."""
        return _full, (encode(self),)


def unusable_entry(
    identity: str, content: bytes, context_digest: bytes, on: dt.date, findings: Iterable[Finding]
) -> CacheEntry:
    """What can't be used is what it is on any day."""
    return CacheEntry(identity, content, context_digest, on, dt.date.max, Report.of(findings))


def entry(
    home: Home,
    redacted: Home,
    judgement: Judgement,
    view: HomeView,
    facets: Mapping[str, bytes],
    photos: dict[str, PhotoFile],
    consents: Mapping[str, str],
    findings: Iterable[Finding],
    **known: Any,
) -> CacheEntry:
    """`redacted`: the home as it may be seen; `known` are the fields that tell where it comes from."""
    office, profile = view.office, home.profile
    return CacheEntry(
        home.identity,
        report=Report.of(findings),
        digests={name: content_digest(data) for name, data in facets.items()},
        name=view.name,
        street=profile.street,
        closed=view.closed_on is not None,
        point=(office.point.longitude, office.point.latitude) if office.point else None,
        successor=addresses.identity(view.successor.address) if view.successor else "",
        formerly=redacted.profile.formerly,
        consents=dict(consents),
        roll=tuple(
            FamilyRank(family.order, family.year, bool(family.motto and family.story)) for family in view.families
        ),
        upcoming=tuple(sorted(UpcomingActivity(a.order, a.cancelled) for a in view.activities if not a.past)),
        functions=view.functions,
        services=len(view.services),
        weekend=any(day > 4 for line in office.hours for day in line.days.days),
        pictured_brand=bool(view.brand and view.brand.photos),
        photos=photos,
        newest=view.newest,
        mobiles=tuple(map(str, office.mobiles)),
        meets_standard=judgement.standing.meets_standard,
        civic_name=profile.name,
        names=profile.formerly,
        closure=profile.closed,
        answered=bool(office.calls),
        given=home.consents,
        brand=home.brand is not None,
        photo_names=tuple(home.photo_files),
        positions={path: positions for path, positions in home.positions.items() if path.endswith("/home.yml")}
        if profile.formerly
        else {},
        stood=dict(judgement.past_standings),
        **known,
    )


def encode(value: Any) -> bytes:
    """Bytes that are the same for the same value, typed and without anything that could run.

    Raises TypeError for what is no data.
    """
    return _ENCODER.encode(value)


def _plain(value: Any) -> Any:
    """A path as the system has it, which need not be text."""
    if isinstance(value, Path):
        return os.fsencode(value)
    raise TypeError(type(value))


def _typed(kind: type, value: Any) -> Any:
    return Path(os.fsdecode(value)) if kind is Path else kind(value)


def _full(data: bytes) -> FullHome:
    return _FULL.decode(data)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)
_FULL = msgspec.msgpack.Decoder(FullHome, dec_hook=_typed)
decode_entry = msgspec.msgpack.Decoder(CacheEntry, dec_hook=_typed).decode
decode_findings = msgspec.msgpack.Decoder(list[Finding]).decode
