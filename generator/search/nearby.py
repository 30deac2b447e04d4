"""Where homes are and when they are open: what the browser needs, beside the name list, to find the nearest one."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.public.views import HomeView, HoursLine, Point, Site

ADDRESS = "search/nearby.json"
_UNITS = 100_000  # in a degree: five decimals, about a metre

Place = tuple[int, int]
"""Longitude and latitude, WGS-84, in hundred-thousandths of a degree."""


def nearby(site: Site) -> bytes:
    """`streets`: the middle of each street's homes, [longitude, latitude] in 10⁻⁵ degree (WGS-84), null where none is known;
    `hours`: each way of being open once, as a page's `data-hours` has it. Then a column of each: `east` and `north`, counted
    from the middle of the home's street, null where its point is unknown; `open`, an index into `hours`. `closures`: home →
    [from, to, reason] of those to come.

    Streets and homes stand in the order of the name list, so that names, services, flags and phones are told there alone.
    """
    homes = [home for home in site.homes if home.closed_on is None]
    middles = _middles(homes)
    away = [_away(home, middles) for home in homes]
    signs = [json.dumps(list(_lines(home.office.hours))) for home in homes]
    hours = {sign: number for number, sign in enumerate(dict.fromkeys(signs))}
    document = {
        "streets": [middles.get(street.address) for district in site.districts for street in district.streets],
        "hours": [json.loads(sign) for sign in hours],
        "east": [east for east, _ in away],
        "north": [north for _, north in away],
        "open": [hours[sign] for sign in signs],
        "closures": {number: closures for number, home in enumerate(homes) if (closures := _closures(home, site.today))},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _middles(homes: Iterable[HomeView]) -> dict[str, Place]:
    """Address of the street → the mean of its homes' places."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for home in homes:
        if home.office.point:
            places[home.street.address].append(_place(home.office.point))
    return {street: tuple(round(sum(axis) / len(axis)) for axis in zip(*known, strict=True)) for street, known in places.items()}


def _away(home: HomeView, middles: dict[str, Place]) -> Place | tuple[None, None]:
    """East and north of the middle of the home's street."""
    if not home.office.point:
        return None, None
    (east, north), (middle_east, middle_north) = _place(home.office.point), middles[home.street.address]
    return east - middle_east, north - middle_north


def _closures(home: HomeView, today: dt.date) -> list[list[str]]:
    return [[one.start.isoformat(), one.end.isoformat(), one.reason] for one in home.office.closures if one.end >= today]


def _place(point: Point) -> Place:
    return round(point.longitude * _UNITS), round(point.latitude * _UNITS)


def _lines(hours: Iterable[HoursLine]) -> Iterator[list]:
    for line in hours:
        yield [list(line.days.days), line.days.working, [[span.start, span.end] for span in line.spans]]
