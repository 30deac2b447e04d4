"""Brands of the three levels, and today's roster of demonstration homes."""

from __future__ import annotations

from generator.model import vocabulary as words
from generator.pages.areas import roster
from generator.pages.page import Page
from generator.public.views import Link, Site


def brands(site: Site) -> Page:
    """一区一品, 一镇一品, 一家一品."""
    homes = [(district, tuple(home.brand for home in district.homes if home.brand)) for district in site.districts]
    return Page(
        "brands/",
        "一区一品、一镇一品、一家一品",
        "各区、各街道乡镇、各妇女之家的特色活动和品牌。",
        "brands.html",
        {
            "district_brands": tuple(d.brand for d in site.districts if d.brand),
            "street_brands": tuple(s.brand for d in site.districts for s in d.streets if s.brand),
            "home_brands": tuple((Link(d.name, d.address), found) for d, found in homes if found),
        },
    )


def demonstration(site: Site) -> Page:
    """Today's roster of both levels, by district; nobody who left is named."""
    by_district = tuple((Link(d.name, d.address), roster(d.homes)) for d in site.districts)
    held = [badge for d in site.districts for home in d.homes for badge in home.badges]
    newest = max((badge.years[-1] for badge in held), default=None)
    return Page(
        "demonstration/",
        "示范妇女之家名单",
        f"今天在册的市级、区级“示范妇女之家”，共 {len(held)} 块牌子。",
        "demonstration.html",
        {
            "rosters": by_district,
            "counts": {level: sum(badge.level == level for badge in held) for level in words.RECOGNITION_LEVELS},
            "newest": newest,
            "new": sum(badge.year == newest for badge in held),
            "renewed": sum(badge.years[-1] == newest and badge.year != newest for badge in held),
        },
    )
