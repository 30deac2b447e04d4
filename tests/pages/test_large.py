"""What a page weighs in a city of any size: lists are cut, and the rest has pages of its own."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from generator.pages import areas, honours
from generator.public.views import BadgeView, BrandView, Link, Site
from tests.search.city import city


def honoured(site: Site, every: int) -> Site:
    """Each `every`th home of a street with a plaque of both levels, every street with a brand."""
    badges = tuple(BadgeView(level, "", 2025, (2025,), dt.date(2026, 12, 31)) for level in ("city", "district"))

    def street(one):
        brand = BrandView("一壶茶", "street", "", f"{one.address}#brand", Link(one.name, one.address), one.district, ())
        homes = (dataclasses.replace(home, badges=() if n % every else badges) for n, home in enumerate(one.homes))
        return dataclasses.replace(one, homes=tuple(homes), brand=brand)

    districts = []
    for district in site.districts:
        streets = tuple(map(street, district.streets))
        homes = tuple(home for one in streets for home in one.homes)
        districts.append(dataclasses.replace(district, streets=streets, homes=homes))
    plaques = sum(len(home.badges) for district in districts for home in district.homes)
    return dataclasses.replace(site, districts=tuple(districts), plaques=plaques)


def shown(page) -> int:
    return sum(len(rows) for _, levels in page.context["rosters"] for _, rows in levels.values())


@pytest.fixture(scope="module")
def large() -> Site:
    return honoured(city(1400), 3)


def test_a_long_roster_is_cut_and_each_district_has_its_own(large):
    first, *rest = honours.demonstration(large)
    assert 0 < shown(first) <= areas.MAX_PLAQUES
    assert [page.address for page in rest] == [f"demonstration/{d.slug}/" for d in large.districts]
    assert all(
        shown(page) == sum(len(home.badges) for home in d.homes) for page, d in zip(rest, large.districts, strict=True)
    )
    page = areas.district(large, large.districts[0])
    assert page.context["whole_roster"] == rest[0].address


def test_a_short_roster_is_whole_on_one_page():
    small = honoured(city(40), 4)
    (page,) = honours.demonstration(small)
    assert shown(page) == sum(len(home.badges) for d in small.districts for home in d.homes)
    assert areas.district(small, small.districts[0]).context["whole_roster"] == page.address
