"""The rows of each table, and the values in them that are not simply those of a view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.public import uids
from generator.public.consent import as_number, published_count
from generator.public.open_data.declared import Row, Value
from generator.public.views import CityView, DistrictView, HomeView, HoursLine, Link, ServiceView, Site

COUNTED = {"plaque": "在册的示范牌匾", "family": "登在光荣榜上的家庭"}
"""What honours are counted of."""
_DEGREES = 3  # decimals: about a hundred metres


def service_uids(home: HomeView) -> Iterator[tuple[str, ServiceView]]:
    """The UUID of each of its services, made from what it is about and called."""
    seen: Counter[tuple[str, str]] = Counter()
    for service in home.services:
        named = service.item, service.title
        seen[named] += 1
        again = (str(seen[named]),) if seen[named] > 1 else ()
        yield uids.below(home.uid, "services", *named, *again), service


def homes(site: Site) -> Iterator[Row]:
    yield from (
        Row(site.city, district, home, home, home.uid) for district in site.districts for home in district.homes
    )


def services(site: Site) -> Iterator[Row]:
    for row in homes(site):
        assert row.home
        yield from (Row(row.city, row.district, row.home, one, uid) for uid, one in service_uids(row.home))


def activities(site: Site) -> Iterator[Row]:
    for row in homes(site):
        assert row.home
        for one in row.home.activities:
            uid = uids.below(row.home.uid, "activities", f"{one.date}-{one.slug}")
            yield Row(row.city, row.district, row.home, one, uid)


def recognitions(site: Site) -> Iterator[Row]:
    for row in homes(site):
        assert row.home
        for one in row.home.badges:
            yield Row(
                row.city, row.district, row.home, one, uids.below(row.home.uid, "plaques", one.level, str(one.year))
            )


def brands(site: Site) -> Iterator[Row]:
    for district in site.districts:
        areas = (district.brand, *(street.brand for street in district.streets))
        yield from (Row(site.city, district, None, one, uids.uid(site.city.name, one.address)) for one in areas if one)
        for home in district.homes:
            if home.brand:
                yield Row(site.city, district, home, home.brand, uids.below(home.uid, "brand"))


@dataclass(frozen=True, slots=True)
class Honours:
    """How many homes hold a plaque of a level, or families got an honour of a level, of a year."""

    kind: str
    level: str
    label: str
    year: int
    number: int


def plaque_labels(city: CityView) -> dict[str, str]:
    """Level of plaques → level and plaque."""
    return {level.id: level.long for level in city.levels}


def honours(site: Site) -> Iterator[Row]:
    plaques, families = plaque_labels(site.city), site.city.standard.honours.family_labels
    for district in site.districts:
        held = Counter((one.level, one.year) for home in district.homes for one in home.badges)
        own = (home for home in site.homes if home.district.address == district.address)
        roll = Counter((one.level, one.year) for home in own for one in home.families)
        for code, name in plaques.items():
            yield from _counted(site, district, "plaque", code, name, held)
        for code, name in families.items():
            yield from _counted(site, district, "family", code, name, roll)


def _counted(
    site: Site, district: DistrictView, kind: str, level: str, name: str, counts: Counter[tuple[str, int]]
) -> Iterator[Row]:
    for (of, year), number in sorted(counts.items(), key=lambda row: -row[0][1]):
        if of == level:
            uid = uids.uid(site.city.name, district.address, kind, level, str(year))
            yield Row(site.city, district, None, Honours(kind, level, name, year, number), uid)


# ---- values


def page(city: CityView, address: str) -> str:
    """The address of a page: whole where the city says what the site's own is, else from its root."""
    return f"{city.url.rstrip('/')}/{address}" if city.url else address


def hours(lines: Iterable[HoursLine]) -> str:
    """周一至周五 9:00-11:30、13:30-17:30；6 月 1 日至 9 月 30 日 每天 8:00-20:00."""
    return "；".join(
        " ".join(
            filter(None, (str(line.season or ""), line.days.text, "、".join(span.canonical for span in line.spans)))
        )
        + ("（节假日照常）" if line.holidays else "")
        for line in lines
    )


def degrees(home: HomeView) -> tuple[float, float] | None:
    """Longitude and latitude (WGS-84), to three decimals."""
    point = home.office.point
    return (round(point.longitude, _DEGREES), round(point.latitude, _DEGREES)) if point else None


def home_id(row: Row) -> str:
    return row.home.uid if row.home else ""


def home_name(row: Row) -> str:
    return row.home.name if row.home else ""


def degree(row: Row, number: int) -> Value:
    found = degrees(row.home) if row.home else None
    return found[number] if found else None


def labels(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(name for _, name in pairs)


def codes(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(code for code, _ in pairs)


def slug(place: Link) -> str:
    return place.address.rstrip("/").rpartition("/")[2]


def number(counted: Honours) -> Value:
    return as_number(published_count(counted.number)) if counted.kind == "family" else counted.number
