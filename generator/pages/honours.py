"""The current roster of demonstration homes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.catalogue import addresses
from generator.pages.areas import MAX_PLAQUES, roster, whole_roster
from generator.pages.page import Page
from generator.public.views import DistrictView, Link, Site


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
    name = f"{district.name if district else ''}示范{site.city.terms.home}"
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
