"""Views of which not all is known: a task gets what it declared, and to ask for anything else is an error.

What is cut here is public already: nothing of a home's or the federation's own records comes this way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from generator.public.views import BrandView, DistrictView, HomeView, Site, StreetView

T = TypeVar("T")


def _with_homes(district: DistrictView, by_street: Mapping[str, list[HomeView]]) -> DistrictView:
    streets = tuple(_replace(street, homes=tuple(by_street.get(street.address, ()))) for street in district.streets)
    return _replace(district, streets=streets, homes=tuple(home for street in streets for home in street.homes))


def _replace(view: T, **values: object) -> T:
    """As `dataclasses.replace`, of a view of which not all is known."""
    made = object.__new__(type(view))
    for name in type(view).__slots__:
        if name in values or hasattr(view, name):
            object.__setattr__(made, name, values[name] if name in values else getattr(view, name))
    return made


def names_only(district: DistrictView) -> DistrictView:
    """The district and its streets by their names alone: to ask for more is an error."""
    names = ("slug", "name", "address", "kind", "kind_label", "district")
    streets = tuple(_subset(street, names) for street in district.streets)
    return _replace(_subset(district, names), streets=streets)


def with_streets(district: DistrictView, streets: Iterable[StreetView]) -> DistrictView:
    """The district with no other streets."""
    return _replace(district, streets=tuple(streets))


def _subset(view: T, names: Sequence[str]) -> T:
    made = object.__new__(type(view))
    for name in names:
        if hasattr(view, name):
            object.__setattr__(made, name, getattr(view, name))
    return made


def partial_site(homes: Sequence[HomeView], districts: Iterable[DistrictView], **known: object) -> Site:
    """The city as far as it is known: `homes`, sorted by identity, may lack fields, and `known` holds what there is of
    the other fields of a `Site`; the `districts` get their homes here. To ask for anything else is an error.
    """
    site = object.__new__(Site)
    for name, value in (known | derived_fields(homes, districts, known.get("brands", ()))).items():
        object.__setattr__(site, name, value)
    return site


def derived_fields(
    homes: Sequence[HomeView], districts: Iterable[DistrictView], brands: Iterable[BrandView]
) -> dict[str, object]:
    """What follows from the homes: fields of a `Site`. `brands`: those of districts and streets."""
    shown = [home for home in homes if home.closed_on is None]
    by_street: dict[str, list[HomeView]] = defaultdict(list)
    for home in shown:
        by_street[home.street.address].append(home)
    made: dict[str, object] = {
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
