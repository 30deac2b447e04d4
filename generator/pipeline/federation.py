"""The federation's own files, and as much of them as each home is judged by: a comment, a telephone number or another
home's honour is no reason to read a home again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from generator.catalogue.assessment import publishable
from generator.content.intake import Snapshot
from generator.model.federation import City, District
from generator.model.home import Profile
from generator.model.load import Content, Home, load_federation
from generator.model.withdrawals import ConsentHistory
from generator.pipeline.entries import encode
from generator.pipeline.last_good import LastGood
from generator.pipeline.validity import dates_passed
from generator.public.city import HomeViewFactory
from generator.standard import house
from generator.standard.recognition_rules import decision_days
from generator.store import content_digest

Renamed = Mapping[str, str]
"""Old identity → the home that has it no more, as `recognition.formerly` tells."""


def read_federation(
    snapshot: Snapshot, last_good: LastGood, remembered: ConsentHistory, program: bytes, on: dt.date
) -> Federation:
    """What lies outside the homes; hand-written pages without private numbers. Raises `CityUnreadable`."""
    content = load_federation(snapshot, last_good.of(None), remembered)
    pages, findings = house.redact_pages(snapshot.pages, content, on)
    content = dataclasses.replace(content, findings=(*content.findings, *findings))
    return Federation(dataclasses.replace(snapshot, pages=pages), content, program, on)


class Federation:
    """`content`: what was read of a `snapshot` outside the homes, judged on the day `on`, on which some is `hidden`.

    `program`: a digest of what homes are read by.
    """

    def __init__(
        self, snapshot: Snapshot, content: Content, program: bytes, on: dt.date, renamed: Renamed | None = None
    ):
        self.content, self.on, self.hidden = content, on, content.withheld.on(on)
        self.snapshot, self._program, self._renamed = snapshot, program, renamed or {}
        self._homes = frozenset(snapshot.homes)
        self._contexts: dict[str, Content] = {}
        self._viewers: dict[str, HomeViewFactory] = {}
        self._digests: dict[str, bytes] = {}

    def with_renames(self, renamed: Renamed, meant: Mapping[int, str]) -> Federation:
        """The same, where it is known which homes were renamed, and whom withdrawals count for that name no home there
        is.
        """
        counting = self.content.withdrawals.with_homes(meant)
        if (renamed, counting) == (self._renamed, self.content.withdrawals):
            return self
        return Federation(
            self.snapshot, dataclasses.replace(self.content, withdrawals=counting), self._program, self.on, renamed
        )

    def context(self, district: str) -> Content:
        """What a home of the district is read and judged by."""
        if district not in self._contexts:
            self._contexts[district] = self._context(district)
        return self._contexts[district]

    def viewer(self, district: str) -> HomeViewFactory:
        """Makes views of the district's homes."""
        if district not in self._viewers:
            context = self.context(district)
            districts = {slug: one for slug, one in self._publishable.districts.items() if slug == district}
            city = self._publishable.city  # with whoever answers for homes that have no number
            self._viewers[district] = HomeViewFactory(
                dataclasses.replace(context, city=city, homes={}, districts=districts), self.on
            )
        return self._viewers[district]

    def context_digest(
        self, identity: str, names: tuple[str, ...] = (), successor: str = "", asking: str | None = None
    ) -> bytes:
        """A digest of all that a home is judged by beside its folder and the day.

        `names` are its former identities, `successor` whom it names as such, `asking` the street that answers for a
        home without a number.
        """
        all_names, district = (identity, *names), identity.partition("/")[0]
        known = [self._named.get(name) for name in all_names]
        told = (
            self.content.withdrawals.state_of(all_names),
            self.hidden.around(f"homes/{identity}"),
            self._answering(district, asking),
        )
        own = (known, self._formerly.get(identity), successor in self._homes, told)
        return content_digest(self._digest(district), encode((own, dates_passed(own, self.on))))

    def _answering(self, slug: str, street: str | None) -> object:
        """Who answers for a home in the street."""
        district = self._publishable.districts.get(slug)
        if street is None or district is None:
            return None
        found = district.street(street)
        return (found and found.phone), district.phone, self._publishable.city.host, self._publishable.city.federation

    def _context(self, slug: str) -> Content:
        content, district = self.content, self.content.districts.get(slug)
        path = f"districts/{slug}/district.yml"
        old: dict[str, list[str]] = defaultdict(list)
        for name, home in self._renamed.items():
            if home.startswith(f"{slug}/"):
                old[home].append(name)
        return Content(
            City(coordinates=content.city.coordinates, publish=content.city.publish),
            {slug: _without_phones(district)} if district else {},
            {home: Home(home, Profile(formerly=tuple(names))) for home, names in old.items()},
            left_out=tuple(self.snapshot.homes),
            rounds=content.rounds,
            family_honours=tuple(row for row in content.family_honours if row[1].home.startswith(f"{slug}/")),
            chosen_brands=tuple(row for row in content.chosen_brands if row[1].brand.startswith(f"{slug}/")),
            reviews=tuple(review for review in content.reviews if review.home.startswith(f"{slug}/")),
            withdrawals=content.withdrawals,
            withheld=content.withheld,
            broken=content.broken & {path},
        )

    @cached_property
    def _publishable(self) -> Content:
        return publishable(dataclasses.replace(self.content, left_out=tuple(self.snapshot.homes)), self.on)

    def _digest(self, slug: str) -> bytes:
        if slug not in self._digests:
            context = self.context(slug)
            shown = {one: _without_phones(district) for one, district in self.viewer(slug).content.districts.items()}
            told = (
                context.city,
                context.districts,
                shown,
                sorted(context.broken),
                self.snapshot.root.resolve(),
            )
            self._digests[slug] = content_digest(self._program, encode((told, dates_passed(told, self.on))))
        return self._digests[slug]

    @cached_property
    def _named(self) -> dict[str, list]:
        """Identity as it is written → what the federation's files say of it."""
        found = defaultdict(list)
        content = self.content
        for review in content.reviews:
            found[review.home].append(review)
        for year, honour in content.family_honours:
            found[honour.home].append((year, honour))
        for year, chosen in content.chosen_brands:
            found[chosen.brand].append((year, chosen))
        for name, days in decision_days(content.rounds, self.on).items():
            found[name].append(sorted(days))
        return found

    @cached_property
    def _formerly(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for old, home in sorted(self._renamed.items()):
            found[home].append(old)
        return found


def _without_phones(district: District) -> District:
    return dataclasses.replace(
        district, phone=(), streets=tuple(dataclasses.replace(street, phone=()) for street in district.streets)
    )
