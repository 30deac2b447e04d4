"""Where homes are: what the browser needs, beside the list of homes, to find the nearest one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from generator.public.views import HomeView, Point, Site
from generator.search.names import homes_in_order
from generator.search.packing import pack, zigzag

ADDRESS = "search/nearby.json"
_UNITS = 100_000  # in a degree: five decimals, about a metre

Place = tuple[int, int]
"""Longitude and latitude, WGS-84, in hundred-thousandths of a degree."""


def nearby(site: Site) -> bytes:
    """`streets`: the middle of each street's homes, [longitude, latitude] in 10⁻⁵ degree (WGS-84), null where none is
    known. Then two columns as `packing.pack` writes them, `east` and `north`: 1 + the ZigZag-encoded distance from the
    middle of the home's street, 0 where its point is unknown.

    Streets and homes stand in the order of the list of homes, which has everything else about them.
    """
    homes = homes_in_order(site)
    middles = _middles(homes)
    away = [_away(home, middles) for home in homes]
    document = {
        "streets": [middles.get(street.address) for district in site.districts for street in district.streets],
        "east": pack(east for east, _ in away),
        "north": pack(north for _, north in away),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _middles(homes: Iterable[HomeView]) -> dict[str, Place]:
    """Address of the street → the mean of its homes' places."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for home in homes:
        if home.office.point:
            places[home.street.address].append(_place(home.office.point))
    return {
        street: (_mean(east for east, _ in known), _mean(north for _, north in known))
        for street, known in places.items()
    }


def _mean(degrees: Iterable[int]) -> int:
    values = list(degrees)
    return round(sum(values) / len(values))


def _away(home: HomeView, middles: dict[str, Place]) -> Place:
    """East and north of the middle of the home's street, each 1 + ZigZag-encoded; zeros where its point is unknown."""
    if not home.office.point:
        return 0, 0
    here, middle = _place(home.office.point), middles[home.street.address]
    return 1 + zigzag(here[0] - middle[0]), 1 + zigzag(here[1] - middle[1])


def _place(point: Point) -> Place:
    return round(point.longitude * _UNITS), round(point.latitude * _UNITS)
