"""Upcoming activities as JSON, for boards that are too full for one page: counts by kind for the city, and all of a
district's.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from typing import TypeVar

from generator.catalogue import addresses
from generator.model import phones
from generator.model import vocabulary as words
from generator.public.opening import session_rules
from generator.public.views import ActivityView, DistrictView, HomeView, Site

T = TypeVar("T", bound=Hashable)

OfferKind = tuple[str, tuple[str, ...]]
"""A function or an item of service, and the audiences."""


def of_city(site: Site) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of the counts.

    Days are counted from `from`, the build's day; cancelled activities are not counted.
    """
    coming = defaultdict(list)
    for activity in site.activities:
        if not activity.past:
            coming[activity.district.address].append(activity)
    yield f"{addresses.activities()}counts.json", _json(_counts(site, coming))


def of_district(site: Site, district: DistrictView) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of what is coming there."""
    coming = [a for a in site.activities if not a.past and a.district.address == district.address]
    yield f"{addresses.activities(district.slug)}coming.json", _json(_coming(site, district, coming))


def _counts(site: Site, coming: dict[str, list[ActivityView]]) -> dict[str, object]:
    """`kinds`: [function, audiences]; `districts`: slug → three columns: day, index into `kinds`, how many.

    `several`, if there are any: slug → [index into `kinds`, sessions] of each activity with several sessions, days
    counted alike.
    """
    kinds: dict[OfferKind, int] = {}
    districts = {}
    for district in site.districts:
        held = (a for a in coming[district.address] if not (a.cancelled or a.sessions))
        found = Counter(((a.date - site.today).days, _index_of(kinds, (a.function, _codes(a)))) for a in held)
        rows = [(*key, number) for key, number in sorted(found.items())]
        districts[district.slug] = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    several = {
        district.slug: [
            [_index_of(kinds, (a.function, _codes(a))), session_rules(a.sessions, site.today)]
            for a in coming[district.address]
            if a.sessions and not a.cancelled
        ]
        for district in site.districts
    }
    counts: dict[str, object] = {"from": site.today.isoformat(), "kinds": list(kinds), "districts": districts}
    several = {slug: rows for slug, rows in several.items() if rows}
    return counts | ({"several": several} if several else {})


def _coming(site: Site, district: DistrictView, activities: list[ActivityView]) -> dict[str, object]:
    """`homes`: [slug, name, index into `streets`, address, phones]; `kinds`: [item, audiences].

    Then a column of each fact.

    `slug` is empty where the activity has no page; `home` and `kind` are indexes; `start` and `end` are minutes of the
    day, -1 and 1440 where no hours are given; `off` lists the positions of what is cancelled.
    `sessions`, if there are any: position → [sessions, days counted alike, in words] of what has several.
    """
    today = site.today
    hosts = {home.address: home for home in district.homes}
    homes: dict[str, int] = {}
    kinds: dict[OfferKind, int] = {}
    rows = [
        (
            _index_of(homes, a.home.address),
            a.slug if a.address else "",
            (a.date - today).days,
            a.span.start if a.span else -1,
            a.span.end if a.span else 1440,
            a.title,
            a.place,
            _pieces(a.signup),
            _index_of(kinds, (a.item, _codes(a))),
        )
        for a in activities
    ]
    columns = ("home", "slug", "day", "start", "end", "title", "place", "signup", "kind")
    streets = [street.address for street in district.streets]
    several = {n: [session_rules(a.sessions, today), a.when] for n, a in enumerate(activities) if a.sessions}
    document: dict[str, object] = {
        "from": today.isoformat(),
        "district": district.slug,
        "items": site.city.standard.items,
        "audiences": words.AUDIENCES,
        "streets": [street.name for street in district.streets],
        "homes": [_home(hosts[address], streets) for address in homes],
        "kinds": list(kinds),
        **{name: [row[n] for row in rows] for n, name in enumerate(columns)},
        "off": [n for n, a in enumerate(activities) if a.cancelled],
    }
    return document | ({"sessions": several} if several else {})


def _home(home: HomeView, streets: list[str]) -> list[object]:
    office = home.office
    slug = home.identity.partition("/")[2]
    return [slug, home.name, streets.index(home.street.address), office.address, list(map(str, office.calls))]


def _pieces(text: str) -> str | list[str]:
    """The text, or if it has telephone numbers a list: words, a number, words, a number, words."""
    pieces = list(map(str, phones.split_phones(text)))
    return pieces if len(pieces) > 1 else text


def _codes(activity: ActivityView) -> tuple[str, ...]:
    return tuple(code for code, _ in activity.audience)


def _index_of(table: dict[T, int], value: T) -> int:
    """The value's number in the table, which a new one is appended to."""
    return table.setdefault(value, len(table))


def _json(document: dict[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
