"""Partial views: a task gets the fields that it declared, and reading any other raises AttributeError.

All input is public already: no records of homes or of the federation are used here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TypedDict, TypeVar

from generator.public.views import ActivityView, BrandView, DistrictView, FamilyView, HomeView, Site, StreetView

V = TypeVar("V", DistrictView, StreetView)


class DerivedFields(TypedDict, total=False):
    homes: tuple[HomeView, ...]
    districts: tuple[DistrictView, ...]
    families: tuple[FamilyView, ...]
    brands: tuple[BrandView, ...]
    activities: tuple[ActivityView, ...]


def _with_homes(district: DistrictView, by_street: Mapping[str, list[HomeView]]) -> DistrictView:
    streets = tuple(_replace(street, homes=tuple(by_street.get(street.address, ()))) for street in district.streets)
    return _replace(district, streets=streets, homes=tuple(home for street in streets for home in street.homes))


def _replace(view: V, **values: object) -> V:
    """As `dataclasses.replace`, for a partial view."""
    made = object.__new__(type(view))
    for name in (field.name for field in fields(view)):
        if name in values or hasattr(view, name):
            object.__setattr__(made, name, values[name] if name in values else getattr(view, name))
    return made


def names_only(district: DistrictView) -> DistrictView:
    """The district and its streets with their names alone."""
    names = ("slug", "name", "address", "kind", "kind_label", "district", "prefecture")
    streets = tuple(_subset(street, names) for street in district.streets)
    return _replace(_subset(district, names), streets=streets)


def with_streets(district: DistrictView, streets: Iterable[StreetView]) -> DistrictView:
    """The district with these streets only."""
    return _replace(district, streets=tuple(streets))


def _subset(view: V, names: Sequence[str]) -> V:
    made = object.__new__(type(view))
    for name in names:
        if hasattr(view, name):
            object.__setattr__(made, name, getattr(view, name))
    return made


def partial_site(
    homes: Sequence[HomeView],
    districts: Iterable[DistrictView],
    *,
    brands: Iterable[BrandView] | None = None,
    **known: object,
) -> Site:
    """A partial site.

    `homes`: sorted by identity, possibly partial; `districts`: without homes, which they get here; `brands`: those of
    districts and streets; `known`: other fields of a `Site`.
    """
    site = object.__new__(Site)
    if brands is not None:
        known["brands"] = brands
    values: dict[str, object] = {**known, **derived_fields(homes, districts, brands or ())}
    for name, value in values.items():
        object.__setattr__(site, name, value)
    return site


def derived_fields(
    homes: Sequence[HomeView], districts: Iterable[DistrictView], brands: Iterable[BrandView]
) -> DerivedFields:
    """The fields of a `Site` that follow from its homes, as far as the homes have the fields that they need.

    `brands`: those of districts and streets.
    """
    shown = [home for home in homes if home.closed_on is None]
    by_street: dict[str, list[HomeView]] = defaultdict(list)
    for home in shown:
        by_street[home.street.address].append(home)
    made: DerivedFields = {
        "homes": tuple(homes),
        "districts": tuple(_with_homes(district, by_street) for district in districts),
    }
    if _have(homes, "families"):
        made["families"] = tuple(sorted((f for h in homes for f in h.families), key=attrgetter("order")))
    if _have(homes, "brand"):
        made["brands"] = (*brands, *(h.brand for h in shown if h.brand))
    if _have(homes, "activities"):
        made["activities"] = tuple(sorted((a for h in shown for a in h.activities), key=attrgetter("order")))
    return made


def _have(homes: Sequence[HomeView], field: str) -> bool:
    return not homes or hasattr(homes[0], field)
