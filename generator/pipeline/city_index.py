"""What tasks are made from: all homes together with the federation, and a digest of each part."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from generator.catalogue import addresses
from generator.catalogue.assessment import CityJudgement
from generator.pages.activities import WEEK
from generator.pages.homes import MAX_TOP_FAMILIES
from generator.public import city, facets
from generator.public.city import NearestHomes, Relations
from generator.public.home import badges
from generator.public.kinds import BADGES
from generator.public.views import BadgeView, FamilyView, FeatureView, HomeView, Picture
from generator.reading.entries import CacheEntry, FamilyRank
from generator.store import content_digest, encode

FacetLoader = Callable[[str, Iterable[str]], dict[str, bytes]]
"""(identity, names of facets) → these facets, packed."""
_SPECIMENS = 6
_HIGHLIGHTS = 256  # activities that the front page chooses from


class CityIndex:
    """`entries` by identity, sorted; `judged`: homes and federation; `pictures`: home → path of a photo → picture;
    `embargoed`: with features before their embargo.
    """

    def __init__(
        self,
        judged: CityJudgement,
        entries: Mapping[str, CacheEntry],
        as_of: dt.datetime,
        nearest: NearestHomes,
        pictures: Mapping[str, Mapping[str, Picture]],
        load: FacetLoader,
        embargoed: bool = False,
    ):
        self.as_of, self.judged, self.pictures = as_of, judged, pictures
        self.homes = {one: entry for one, entry in entries.items() if entry.usable}
        self.view = city.city_view(judged.publishable)
        self.areas = city.district_views(judged.publishable, judged.stricter_requirements, as_of.date())
        self._nearest, self.load, self._embargoed = nearest, load, embargoed
        self._names = {one: entry.name for one, entry in self.homes.items()}
        self._digests: dict[tuple[object, str], bytes] = {}

    # ---- homes

    @cached_property
    def badges(self) -> dict[str, tuple[BadgeView, ...]]:
        """The plaques of homes that hold any."""
        levels = self.view.levels
        held = {
            one: badges(one, plaques.values(), levels)
            for one, plaques in self.judged.plaques.items()
            if one in self.homes
        }
        return {one: shown for one, shown in held.items() if shown}

    def relations(self, identity: str) -> Relations:
        """What a home's pages show of the city and of other homes."""
        entry = self.homes[identity]
        successor = self.judged.renamed.get(entry.successor, entry.successor)
        return city.relations(identity, self.badges.get(identity, ()), self._nearest, successor, self._names)

    def partial_view(self, identity: str, names: Sequence[str]) -> HomeView:
        """A home with only these facets, and its pictures."""
        view = facets.unpack(self.load(identity, [name for name in names if name != BADGES]))
        if BADGES in names:
            facets.with_field(view, BADGES, self.badges.get(identity, ()))
        return facets.with_pictures(view, self.pictures.get(identity, {}))

    @cached_property
    def open(self) -> list[CacheEntry]:
        return [entry for entry in self.homes.values() if not entry.closed]

    @cached_property
    def in_district(self) -> dict[str, list[str]]:
        """Slug → its homes, including closed ones, whose families stay on the honour roll."""
        found = defaultdict(list)
        for one, entry in self.homes.items():
            found[entry.district].append(one)
        return found

    @cached_property
    def in_street(self) -> dict[tuple[str, str], list[str]]:
        """Slugs of district and street → its open homes."""
        found = defaultdict(list)
        for entry in self.open:
            found[entry.district, entry.street].append(entry.identity)
        return found

    @cached_property
    def _honour_roll(self) -> list[tuple[FamilyRank, str]]:
        """All families with their homes, best first."""
        return sorted((rank, one) for one, entry in self.homes.items() for rank in entry.family_ranks)

    @cached_property
    def top_families(self) -> dict[int, tuple[FamilyView, ...]]:
        """Year → its most honoured families."""
        by_year: dict[int, list[tuple[FamilyRank, str]]] = defaultdict(list)
        for rank, one in self._honour_roll:
            if len(by_year[rank.year]) < MAX_TOP_FAMILIES:
                by_year[rank.year].append((rank, one))
        return {year: tuple(self._family(one, rank) for rank, one in top) for year, top in by_year.items()}

    def _family(self, identity: str, rank: FamilyRank) -> FamilyView:
        families = self.partial_view(identity, ("families",)).families
        return next(family for family in families if family.order == rank.order)

    @cached_property
    def top_family_digests(self) -> dict[int, bytes]:
        return {year: content_digest(encode(families)) for year, families in self.top_families.items()}

    @cached_property
    def highlights(self) -> list[str]:
        """The homes that the front page chooses from: with the first story of a district, its first brand with a photo,
        an activity this week, or one of the next activities.
        """
        stories: dict[str, str] = {}
        for rank, one in self._honour_roll:
            if rank.has_story:
                stories.setdefault(self.homes[one].district, one)
        brands: dict[str, str] = {}
        for entry in self.open:
            if entry.has_brand_photo:
                brands.setdefault(entry.district, entry.identity)
        week = self.as_of.date() + WEEK
        this_week = {entry.identity for entry in self.open if any(one.order[0] < week for one in entry.upcoming)}
        upcoming = self._homes_of_next_activities(_HIGHLIGHTS, cancelled=False)
        return sorted({*stories.values(), *brands.values(), *this_week, *upcoming})

    @cached_property
    def specimens(self) -> list[str]:
        """The homes that the page of parts chooses from: those with most services and plaques, the top families', and
        those with the next activities and the first brands.
        """
        richest = sorted(
            self.homes, key=lambda one: (-self.homes[one].services - len(self.badges.get(one, ())), f"homes/{one}/")
        )
        families = (one for _, one in self._honour_roll[:_SPECIMENS])
        upcoming = self._homes_of_next_activities(_SPECIMENS, cancelled=True)
        brands = [entry.identity for entry in self.open if entry.has_brand]
        return sorted({*richest[:_SPECIMENS], *families, *upcoming, *brands[:_SPECIMENS]})

    def _homes_of_next_activities(self, count: int, cancelled: bool) -> list[str]:
        """The homes of the city's next activities, with or without cancelled ones."""
        activities = sorted(
            (activity.order, entry.identity)
            for entry in self.open
            for activity in [one for one in entry.upcoming if cancelled or not one.cancelled][:count]
        )
        return [one for _, one in activities[:count]]

    # ---- parts and their digests

    @cached_property
    def parts(self) -> dict[str, Any]:
        """What tasks may show of the city, by the names in `TaskKind.parts`."""
        content = self.judged.publishable
        years = {rank.year for rank, _ in self._honour_roll}
        former = {name for entry in self.homes.values() for name in entry.public_former_names}
        open_in = Counter(entry.district for entry in self.open)
        return {
            "today": self.as_of.replace(hour=0, minute=0),
            "year": self.as_of.replace(month=1, day=1, hour=0, minute=0),
            "tiles": city.district_tiles(self.areas, open_in),
            "features": city.feature_views(content, self._named_in_features(), self.as_of, self._embargoed),
            "brands": tuple(city.area_brands(content, self.as_of.date()).values()),
            "holidays": content.holidays,
            "synonyms": city.item_synonyms(content),
            "redirects": city.redirects(self.judged.redirects, former, self.badges),
            "years": tuple(sorted(years, reverse=True)),
            "plaques": sum(len(self.badges.get(entry.identity, ())) for entry in self.open),
            "figures": self._figures(),
        }

    @cached_property
    def features_of(self) -> dict[str, tuple[FeatureView, ...]]:
        """Home → the features that name it, without their photos."""
        found = defaultdict(list)
        for feature in self.parts["features"]:
            for home in feature.homes:
                found[addresses.identity(home.address)].append(dataclasses.replace(feature, photos=()))
        return {one: tuple(features) for one, features in found.items()}

    def _figures(self) -> tuple[dict[str, int], dict[str, int], dt.date | None]:
        """Numbers of open homes (all, open on weekends, by plaque), by function, and the day of the newest fact."""
        levels = [{badge.level for badge in self.badges.get(entry.identity, ())} for entry in self.open]
        figures = {"homes": len(self.open), "weekend": sum(entry.open_on_weekends for entry in self.open)}
        figures |= {level: sum(level in held for held in levels) for level in self.view.standard.honours.home_labels}
        publish = self.judged.publishable.city.publish
        if publish is None or publish.standing != "none":
            figures["meeting"] = sum(entry.meets_standard for entry in self.open)
        functions = Counter(function for entry in self.open for function in entry.functions)
        newest = max((entry.newest for entry in self.open if entry.newest), default=None)
        return figures, {function: functions[function] for function in self.view.standard.functions}, newest

    def _named_in_features(self) -> list[HomeView]:
        named: set[str | None] = set()
        for feature in self.judged.publishable.features:
            named |= {*feature.homes, feature.brand, *(photo.rpartition("/")[0] for photo in feature.photos)}
        homes = sorted(one for one in self.homes if one in named)
        return [self.partial_view(one, ("name", "brand", "photos", "office")) for one in homes]

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """Of each part, and of the city's view."""
        return {name: content_digest(encode(part)) for name, part in self.parts.items()} | {
            "city": content_digest(encode(self.view))
        }

    def homes_digest(self, scope: object, homes: Sequence[str], facet: str) -> bytes:
        """A digest of one facet of all these homes, remembered under `scope`. Nothing is decoded for it."""
        key = scope, facet
        if key not in self._digests:
            if facet == BADGES:
                data = encode([(one, self.badges[one]) for one in homes if one in self.badges])
            elif facet == "pictures":
                data = encode([(one, self.pictures[one]) for one in homes if one in self.pictures])
            else:
                data = b"".join(one.encode() + self.homes[one].facets[facet] for one in homes)
            self._digests[key] = content_digest(data)
        return self._digests[key]
