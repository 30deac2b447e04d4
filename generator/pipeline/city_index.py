"""All homes and the federation seen together: what tasks are made from, with a digest of each part of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from generator.catalogue.assessment import CityJudgement
from generator.model import vocabulary as words
from generator.pages.activities import WEEK
from generator.pages.homes import MAX_TOP_FAMILIES
from generator.pipeline.entries import CacheEntry, FamilyRank, encode
from generator.pipeline.federation import Federation
from generator.public import city, facets
from generator.public.city import NearestHomes, Relations
from generator.public.home import badges
from generator.public.kinds import BADGES
from generator.public.views import BadgeView, FamilyView, HomeView, Picture
from generator.store import content_digest

Load = Callable[[str, Iterable[str]], dict[str, bytes]]
"""A home and some facets → those, packed."""
_SPECIMENS = 6
_HIGHLIGHTS = 256  # activities to choose from: those of this week may be among them


class City:
    """`entries` of all homes by identity, sorted; `judged` with the federation's files; `pictures` by home and key."""

    def __init__(
        self,
        federation: Federation,
        judged: CityJudgement,
        entries: Mapping[str, CacheEntry],
        as_of: dt.datetime,
        near: NearestHomes,
        pictures: Mapping[str, Mapping[str, Picture]],
        load: Load,
    ):
        self.as_of, self.judged, self.pictures = as_of, judged, pictures
        self.homes = {one: entry for one, entry in entries.items() if entry.usable}
        self.view = city.city_view(judged.publishable)
        self.areas = city.district_views(judged.publishable, judged.stricter_requirements)
        self._near, self.load = near, load
        self._names = {one: entry.name for one, entry in self.homes.items()}
        self._folds: dict[tuple, bytes] = {}

    # ---- homes

    @cached_property
    def badges(self) -> dict[str, tuple[BadgeView, ...]]:
        """The plaques of those homes that hold any."""
        held = {one: badges(one, plaques.values()) for one, plaques in self.judged.plaques.items() if one in self.homes}
        return {one: shown for one, shown in held.items() if shown}

    def relations(self, identity: str) -> Relations:
        entry = self.homes[identity]
        return city.relations(identity, self.badges.get(identity, ()), self._near, entry.successor, self._names)

    def shown(self, identity: str, names: Sequence[str]) -> HomeView:
        """A home as far as the facets tell, with its pictures."""
        view = facets.unpack(self.load(identity, [name for name in names if name != BADGES]))
        if BADGES in names:
            facets.with_field(view, BADGES, self.badges.get(identity, ()))
        return facets.with_pictures(view, self.pictures.get(identity, {}))

    @cached_property
    def open(self) -> list[CacheEntry]:
        return [entry for entry in self.homes.values() if not entry.closed]

    @cached_property
    def in_district(self) -> dict[str, list[str]]:
        """Slug → its homes, closed ones too: their families stay on the roll."""
        found = defaultdict(list)
        for one, entry in self.homes.items():
            found[entry.district].append(one)
        return found

    @cached_property
    def in_street(self) -> dict[tuple[str, str], list[str]]:
        """District and street → its open homes."""
        found = defaultdict(list)
        for entry in self.open:
            found[entry.district, entry.street].append(entry.identity)
        return found

    @cached_property
    def top_families(self) -> dict[int, tuple[FamilyView, ...]]:
        """Year → its most honoured families."""
        roll = sorted((honoured, one) for one, entry in self.homes.items() for honoured in entry.roll)
        by_year: dict[int, list[tuple[FamilyRank, str]]] = defaultdict(list)
        for honoured, one in roll:
            if len(by_year[honoured.year]) < MAX_TOP_FAMILIES:
                by_year[honoured.year].append((honoured, one))
        return {year: tuple(self._family(one, honoured) for honoured, one in best) for year, best in by_year.items()}

    def _family(self, identity: str, honoured: FamilyRank) -> FamilyView:
        families = self.shown(identity, ("families",)).families
        return next(family for family in families if family.order == honoured.order)

    @cached_property
    def top_family_digests(self) -> dict[int, bytes]:
        return {year: content_digest(encode(families)) for year, families in self.top_families.items()}

    @cached_property
    def highlights(self) -> list[str]:
        """The homes that the front page chooses from: in each district the first story and the first brand with a
        photo, who has something on this week, and whose activities come first.
        """
        stories: dict[str, tuple[FamilyRank, str]] = {}
        brands: dict[str, str] = {}
        for one, entry in self.homes.items():
            told = min(((honoured, one) for honoured in entry.roll if honoured.told), default=None)
            if told and (entry.district not in stories or told < stories[entry.district]):
                stories[entry.district] = told
            if entry.pictured_brand and not entry.closed:
                brands.setdefault(entry.district, one)
        week = self.as_of.date() + WEEK
        soon = {entry.identity for entry in self.open if any(activity.order[0] < week for activity in entry.upcoming)}
        next_on = self._first_on(_HIGHLIGHTS, cancelled=False)
        return sorted({*(one for _, one in stories.values()), *brands.values(), *soon, *next_on})

    @cached_property
    def specimens(self) -> list[str]:
        """The homes that the page of parts chooses from: the richest, the foremost families', whose activities and
        brands come first.
        """
        richest = sorted(
            self.homes, key=lambda one: (-self.homes[one].services - len(self.badges.get(one, ())), f"homes/{one}/")
        )
        roll = sorted((honoured, one) for one, entry in self.homes.items() for honoured in entry.roll)
        brands = [entry.identity for entry in self.open if entry.brand]
        families = (one for _, one in roll[:_SPECIMENS])
        return sorted(
            {*richest[:_SPECIMENS], *families, *self._first_on(_SPECIMENS, cancelled=True), *brands[:_SPECIMENS]}
        )

    def _first_on(self, most: int, cancelled: bool) -> Iterator[str]:
        """Homes of so many of the city's first coming activities, `cancelled` ones too or not, and some more."""
        shown = {
            entry.identity: [a.order for a in entry.upcoming if cancelled or not a.cancelled][:most]
            for entry in self.open
        }
        return (
            one for _, one in islice(sorted((order, one) for one, orders in shown.items() for order in orders), most)
        )

    # ---- parts and their digests

    @cached_property
    def parts(self) -> dict[str, object]:
        """What a `Site` has beside homes and districts, by the names that kinds of tasks declare."""
        content = self.judged.publishable
        years = {honoured.year for entry in self.homes.values() for honoured in entry.roll}
        former = {f"homes/{old}/" for entry in self.homes.values() for old in entry.formerly}
        open_in = Counter(entry.district for entry in self.open)
        return {
            "today": self.as_of.replace(hour=0, minute=0),
            "tiles": city.district_tiles(self.areas, open_in),
            "features": city.feature_views(content, self._named_in_features(), self.as_of),
            "brands": tuple(city.area_brands(content).values()),
            "holidays": content.holidays,
            "synonyms": city.item_synonyms(content),
            "redirects": {
                old: new for old, new in self.judged.redirects.items() if old in former
            },  # a withheld name would be an address
            "years": tuple(sorted(years, reverse=True)),
            "plaques": sum(len(self.badges.get(entry.identity, ())) for entry in self.open),
            "figures": self._figures(),
        }

    def _figures(self) -> tuple[dict[str, int], dict[str, int], dt.date | None]:
        levels = [{badge.level for badge in self.badges.get(entry.identity, ())} for entry in self.open]
        figures = {"homes": len(self.open), "weekend": sum(entry.weekend for entry in self.open)}
        figures |= {level: sum(level in held for held in levels) for level in words.RECOGNITION_LEVELS}
        functions = Counter(function for entry in self.open for function in entry.functions)
        newest = max((entry.newest for entry in self.open if entry.newest), default=None)
        return figures, {function: functions[function] for function in words.FUNCTIONS}, newest

    def _named_in_features(self) -> list[HomeView]:
        named: set[str] = set()
        for feature in self.judged.publishable.features:
            named |= {*feature.homes, feature.brand, *(photo.rpartition("/")[0] for photo in feature.photos)}
        return [self.shown(one, ("name", "brand", "photos")) for one in sorted(named & self.homes.keys())]

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """Of each part."""
        return {name: content_digest(encode(part)) for name, part in self.parts.items()} | {
            "city": content_digest(encode(self.view))
        }

    def fold(self, scope: object, homes: Sequence[str], facet: str) -> bytes:
        """A digest of what the facet says of all these homes. `scope` names them."""
        key = scope, facet
        if key not in self._folds:
            if facet == BADGES:
                told = encode([(one, self.badges[one]) for one in homes if one in self.badges])
            elif facet == "pictures":
                told = encode([(one, self.pictures[one]) for one in homes if one in self.pictures])
            else:
                told = b"".join(one.encode() + self.homes[one].digests[facet] for one in homes)
            self._folds[key] = content_digest(told)
        return self._folds[key]
