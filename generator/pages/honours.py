"""Brands of the three levels, and the current roster of demonstration homes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.catalogue import addresses
from generator.pages.areas import MAX_PLAQUES, roster, whole_roster
from generator.pages.page import Page
from generator.public.views import BrandView, DistrictView, Link, Site
from generator.standard.wording import Wording

_MAX_STREETS = 18  # cards of streets' brands on one page


def brands(site: Site) -> Page:
    """一区一品, 一镇一品, 一家一品."""
    word = Wording(site.city.standard)
    of_streets = [s.brand for d in site.districts for s in d.streets if s.brand]
    homes = [(district, tuple(home.brand for home in district.homes if home.brand)) for district in site.districts]
    return Page(
        "brands/",
        word("一{district}一品、一镇一品、一家一品"),
        word("各{district}、各{street}、各妇女之家的特色活动和品牌。"),
        "brands.html",
        {
            "chosen": tuple(sorted((b for b in site.brands if b.chosen), key=lambda b: -b.chosen[0][0])),
            "district_brands": tuple(d.brand for d in site.districts if d.brand),
            "street_brands": _one_of_each(of_streets, _MAX_STREETS),
            "streets": len(of_streets),
            "home_brands": tuple((d.head, found) for d, found in homes if found),
        },
    )


def demonstration(site: Site) -> Iterator[Page]:
    """The current roster of both levels, by district; nobody who left is named.

    A page for each district where one has no room.
    """
    yield _roster(site, None, site.districts, MAX_PLAQUES)
    if not whole_roster(site):
        yield from (_roster(site, district, (district,), None) for district in site.districts)


def _roster(site: Site, district: DistrictView | None, districts: Sequence[DistrictView], most: int | None) -> Page:
    """`most`: plaques that there is room for, spread over the districts and levels."""
    rosters = [(d, roster(site, d.homes)) for d in districts]
    sizes = [len(rows) for _, found in rosters for rows in found.values()]
    each = most and max((n for n in range(1, most + 1) if sum(min(n, size) for size in sizes) <= most), default=1)
    held = [badge for d in districts for home in d.homes for badge in home.badges]
    newest = max((badge.years[-1] for badge in held), default=None)
    levels = "、".join(level.label for level in site.city.levels)
    name = f"{district.name}示范妇女之家" if district else "示范妇女之家"
    return Page(
        addresses.demonstration(district.slug if district else ""),
        f"{name}名单",
        f"在册的{levels}“{name}”，共 {len(held)} 块牌子。",
        "demonstration.html",
        {
            "district": district and district.head,
            "rosters": tuple(
                (d.head, {level: (len(rows), rows[:each]) for level, rows in found.items()}) for d, found in rosters
            ),
            "counts": {
                level: sum(badge.level == level for badge in held) for level in site.city.standard.honours.home_labels
            },
            "newest": newest,
            "new": sum(badge.year == newest for badge in held),
            "renewed": sum(badge.years[-1] == newest and badge.year != newest for badge in held),
        },
        (Link("示范名单", addresses.demonstration()),) if district else (),
    )


def _one_of_each(brands: Sequence[BrandView], most: int) -> tuple[BrandView, ...]:
    """`most` of them in their order: the first of each district, then the second of each."""
    turn: Counter[str] = Counter()
    turns = []
    for place, brand in enumerate(brands):
        turn[brand.district.address] += 1
        turns.append((turn[brand.district.address], place))
    return tuple(brands[place] for place in sorted(place for _, place in sorted(turns)[:most]))
