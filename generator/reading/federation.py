"""The federation's files, and the part of them that each home is judged by.

A home is read again only when its own part changes: not for a comment, a telephone number or another home's honour.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from generator.catalogue.assessment import publishable
from generator.content.intake import Snapshot
from generator.diagnostics import CityUnreadable
from generator.model import approvals
from generator.model.federation import City, District
from generator.model.home import Profile
from generator.model.load import Content, Home, load_federation
from generator.model.withdrawals import ConsentHistory
from generator.public.city import HomeViewFactory
from generator.reading.approved import ApprovedVersions
from generator.reading.last_good import LastGood
from generator.reading.validity import dates_passed
from generator.standard import house
from generator.standard.recognition_rules import decision_days
from generator.store import content_digest, encode

Renamed = Mapping[str, str]
"""Former identity → present one, from `formerly` in home.yml files."""


def read_federation(
    snapshot: Snapshot, last_good: LastGood, history: ConsentHistory, program: bytes, on: dt.date
) -> Federation:
    """Reads all files outside homes/, and removes private numbers from hand-written pages and from the standard.

    Raises `CityUnreadable`, for such a number in a code, too.
    """
    content = load_federation(snapshot, last_good.loader(None), history)
    if numbered := house.numbered_codes(content, on):
        raise CityUnreadable(numbered, snapshot.homes)
    content = house.without_private_words(content, on)
    pages, findings = house.redact_pages(snapshot.pages, content, on)
    record = approvals.load(snapshot.texts)
    told = (*content.findings, *findings, *record.unreadable, *record.broken)
    content = dataclasses.replace(content, findings=told)
    must_be_approved = content.city.publish is not None and content.city.publish.approval == "required"
    versions = ApprovedVersions(snapshot, record.approved) if must_be_approved else None
    return Federation(dataclasses.replace(snapshot, pages=pages), content, program, on, versions=versions)


class Federation:
    """`content`: the federation's files of a `snapshot`; `hidden`: what is withheld on the day `on`; `program`: a
    digest of the program that reads homes; `versions`: in a city where homes must be approved.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        content: Content,
        program: bytes,
        on: dt.date,
        renamed: Renamed | None = None,
        versions: ApprovedVersions | None = None,
    ):
        self.content, self.on, self.hidden, self.versions = content, on, content.withheld.on(on), versions
        self.snapshot, self._program, self._renamed = snapshot, program, renamed or {}
        self._homes = frozenset(snapshot.homes)
        self._contents: dict[str, Content] = {}
        self._view_factories: dict[str, HomeViewFactory] = {}
        self._district_digests: dict[str, bytes] = {}
        self._home_digests: dict[tuple[str, bytes], bytes] = {}

    def with_renames(self, renamed: Renamed, withdrawal_homes: Mapping[int, str]) -> Federation:
        """The same with renamed homes, and with the home that a withdrawal counts for (by its index in
        withdrawals.yml) where it names one that doesn't exist.
        """
        withdrawals = self.content.withdrawals.with_homes(withdrawal_homes)
        if (renamed, withdrawals) == (self._renamed, self.content.withdrawals):
            return self
        withheld = self.content.withheld.with_renames(renamed)
        content = dataclasses.replace(self.content, withdrawals=withdrawals, withheld=withheld)
        return Federation(self.snapshot, content, self._program, self.on, renamed, self.versions)

    def district_content(self, district: str) -> Content:
        """What homes of a district are read and judged by."""
        if district not in self._contents:
            self._contents[district] = self._district_content(district)
        return self._contents[district]

    def view_factory(self, district: str) -> HomeViewFactory:
        """Makes views of a district's homes."""
        if district not in self._view_factories:
            districts = {slug: one for slug, one in self._publishable.districts.items() if slug == district}
            city = self._publishable.city  # with the telephone of homes that have none
            content = dataclasses.replace(self.district_content(district), city=city, homes={}, districts=districts)
            self._view_factories[district] = HomeViewFactory(content, self.on)
        return self._view_factories[district]

    def home_digest(
        self, identity: str, former_names: tuple[str, ...] = (), successor: str = "", street: str | None = None
    ) -> bytes:
        """A digest of everything that a home is judged by except its own files and the day.

        `successor`: the identity in its closure; `street`: of a home without a telephone, whose calls it answers.
        """
        all_names, district = (identity, *former_names), identity.partition("/")[0]
        own = (
            [self._mentions.get(name) for name in all_names],
            self._former_names.get(identity),
            (present := self._present(successor)) in self._homes and present,
            (
                self.content.withdrawals.state_of(all_names),
                self.hidden.around(f"homes/{identity}"),
                self._answering_phones(district, street),
            ),
            self.versions and self.versions.key(identity),
        )
        key = district, encode(own)
        if key not in self._home_digests:  # most homes of a street share one: 0.2 of 0.4 s for 7,000 homes
            self._home_digests[key] = self._digest(self._district_digest(district), key[1])
        return self._home_digests[key]

    def _digest(self, before: bytes, encoded: bytes) -> bytes:
        """Of a value, and of how it counts on the day."""
        return content_digest(before, encoded, encode(dates_passed(encoded, self.on)))

    def _answering_phones(self, slug: str, street: str | None) -> object:
        """Who answers for a home in the street, as far as it affects its view."""
        district = self._publishable.districts.get(slug)
        if street is None or district is None:
            return None
        found, city = district.street(street), self._publishable.city
        return (found and found.phone), district.phone, city.host, city.federation

    def _district_content(self, slug: str) -> Content:
        content, district = self.content, self.content.districts.get(slug)
        path = f"districts/{slug}/district.yml"
        return Content(
            City(
                content.city.name,
                coordinates=content.city.coordinates,
                publish=content.city.publish,
                bounds=content.city.bounds,
            ),
            {slug: _without_phones(district)} if district else {},
            {home: Home(home, Profile(formerly=tuple(names))) for home, names in self._former_names.items()},
            content.standard,
            left_out=tuple(self.snapshot.homes),
            rounds=content.rounds,
            family_honours=tuple(
                (year, dataclasses.replace(honour, home=home))
                for year, honour in content.family_honours
                if (home := self._present(honour.home)).startswith(f"{slug}/")
            ),
            chosen_brands=tuple(
                (year, dataclasses.replace(chosen, brand=brand))
                for year, chosen in self._publishable.chosen_brands
                if (brand := self._present(chosen.brand)).startswith(f"{slug}/")
            ),
            reviews=tuple(review for review in content.reviews if review.home.startswith(f"{slug}/")),
            withdrawals=content.withdrawals,
            withheld=content.withheld,
            broken=content.broken & {path},
        )

    def _present(self, identity: str) -> str:
        """Today's identity of a home that a file of the federation names."""
        return self._renamed.get(identity, identity)

    @cached_property
    def _publishable(self) -> Content:
        return publishable(dataclasses.replace(self.content, left_out=tuple(self.snapshot.homes)), self.on)

    def _district_digest(self, slug: str) -> bytes:
        if slug not in self._district_digests:
            content = self.district_content(slug)
            shown = {
                one: _without_phones(district) for one, district in self.view_factory(slug).content.districts.items()
            }
            root = self.snapshot.root.resolve()
            parts = (content.city, content.standard, content.districts, shown, sorted(content.broken), root)
            self._district_digests[slug] = self._digest(self._program, encode(parts))
        return self._district_digests[slug]

    @cached_property
    def _mentions(self) -> dict[str, list[object]]:
        """Identity as written → what the federation's files say of it."""
        found: dict[str, list[object]] = defaultdict(list)
        content = self.content
        for review in content.reviews:
            found[review.home].append(review)
        for year, honour in content.family_honours:
            found[honour.home].append((year, dataclasses.replace(honour, number=0)))  # wherever in the list it stands
        for year, chosen in self._publishable.chosen_brands:
            found[chosen.brand].append((year, chosen))
        for name, days in decision_days(content.rounds, self.on).items():
            found[name].append(sorted(days))
        return found

    @cached_property
    def _former_names(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for former, home in sorted(self._renamed.items()):
            found[home].append(former)
        return found


def _without_phones(district: District) -> District:
    return dataclasses.replace(
        district, phone=(), streets=tuple(dataclasses.replace(street, phone=()) for street in district.streets)
    )
