"""The city's honour roll by year, brands of the three levels, and today's roster of demonstration homes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from generator.model import vocabulary as words
from generator.pages.areas import roster
from generator.pages.page import Page
from generator.public.views import Link, Site

ON_A_PAGE = 36  # families; an honour roll of any size stays light


def families(site: Site) -> Iterator[Page]:
    """`families/` and, for each year, pages of `ON_A_PAGE` families."""
    counts = Counter(family.year for family in site.families)
    years = tuple(sorted(counts.items(), reverse=True))
    titles = Counter(title for family in site.families for title in family.titles).most_common(12)
    newest = tuple(f for f in site.families if years and f.year == years[0][0])
    yield Page(
        "families/",
        "最美家庭光荣榜",
        f"{site.city.name}各妇女之家推出的“最美家庭”，共 {len(site.families)} 户。",
        "families.html",
        {"years": years, "titles": tuple(titles), "families": newest[:ON_A_PAGE], "total": len(site.families)},
    )
    for year, group in groupby(site.families, key=lambda family: family.year):
        yield from _year(year, tuple(group))


def _year(year: int, families) -> Iterator[Page]:
    levels = Counter(family.level for family in families)
    count = -(-len(families) // ON_A_PAGE)
    for number in range(1, count + 1):
        address = f"families/{year}/" + (f"{number}/" if number > 1 else "")
        yield Page(
            address,
            f"{year} 年“最美家庭”" + (f"（第 {number} 页）" if number > 1 else ""),
            f"{year} 年登上光荣榜的“最美家庭”，共 {len(families)} 户。",
            "families_year.html",
            {
                "year": year,
                "families": families[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
                "total": len(families),
                "levels": tuple((label, levels[code]) for code, label in words.FAMILY_LEVELS.items() if levels[code]),
                "page_number": number,
                "page_count": count,
                "page_addresses": tuple(f"families/{year}/" + (f"{n}/" if n > 1 else "") for n in range(1, count + 1)),
            },
            (Link("最美家庭", "families/"),),
        )


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
