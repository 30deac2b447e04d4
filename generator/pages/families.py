"""The honour roll: the city's, each district's and each home's; by year, by level, by title; and the form that
recommends a family.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from generator.catalogue import addresses
from generator.content.pinyin import as_slug
from generator.model.federation import OWN_LEVEL
from generator.pages.page import Page
from generator.public.views import DistrictView, FamilyView, HomeView, Link, Site

PAGE_SIZE = 36  # families; an honour roll of any size stays light
_MAX_NEWEST = 19  # of the newest year, on the roll's front page
_MAX_TITLES = 24
_MIN_SHARED = 3  # families that share a title before it has pages of its own
_TITLE = "“最美家庭”"
_CITY = Link("最美家庭", "families/")


@dataclass(frozen=True)
class Roll:
    """A part of the honour roll on pages of its own.

    `narrower`: (label, address, count) of its parts; `heading`: pieces it may break between.
    """

    address: str
    heading: tuple[str, ...]
    families: tuple[FamilyView, ...]
    crumbs: tuple[Link, ...] = (_CITY,)
    narrower: tuple[tuple[str, str, int], ...] = ()

    @property
    def title(self) -> str:
        return "".join(self.heading)


def front(site: Site) -> Iterator[Page]:
    """The city's roll, and the form."""
    years = tuple(_by_year("families/", "", site.families))
    yield _front(site, years, dict(_titles(site.families)), tuple(_districts(site)))
    yield _recommend(site)


def years(site: Site) -> Iterator[Page]:
    """The roll year by year, and each year's by levels."""
    for year in _by_year("families/", "", site.families):
        levels = tuple(_by_level(year, site.city.standard.honours.family_labels))
        yield from _pages(dataclasses.replace(year, narrower=_parts(levels)))
        yield from (page for level in levels for page in _pages(level))


def titles(site: Site) -> Iterator[Page]:
    """The families that share a title."""
    for _, title in _titles(site.families):
        yield from _pages(title)


def of_district(site: Site, district: DistrictView) -> Iterator[Page]:
    """A district's roll, and it year by year."""
    for roll in _districts(site):
        if roll.address == addresses.families(district.slug):
            yield from _with_years(roll)


def of_home(home: HomeView) -> Iterator[Page]:
    """A home's own roll, once it has families."""
    if home.families:
        crumbs = (home.district, Link(home.name, home.address))
        yield from _pages(
            Roll(addresses.home_families(home.identity), (f"{home.name}的", _TITLE), home.families, crumbs)
        )


def _districts(site: Site) -> Iterator[Roll]:
    of_district = defaultdict(list)
    for family in site.families:
        of_district[family.district.address].append(family)
    for district in site.districts:
        if found := of_district[district.address]:
            yield Roll(addresses.families(district.slug), (f"{district.name}的", _TITLE), tuple(found), (_CITY,))


def _with_years(roll: Roll) -> Iterator[Page]:
    district = roll.families[0].district.name
    years = tuple(_by_year(roll.address, f"{district} ", roll.families, (_CITY, Link(district, roll.address))))
    parts = tuple((f"{year.families[0].year} 年", year.address, len(year.families)) for year in years)
    yield from _pages(dataclasses.replace(roll, narrower=parts if len(parts) > 1 else ()))
    yield from (page for year in years if len(years) > 1 for page in _pages(year))


def _by_year(
    address: str, whose: str, families: Iterable[FamilyView], crumbs: tuple[Link, ...] = (_CITY,)
) -> Iterator[Roll]:
    for year, found in groupby(families, key=lambda family: family.year):
        yield Roll(f"{address}{year}/", (f"{whose}{year} 年", _TITLE), tuple(found), crumbs)


def _by_level(year: Roll, labels: Mapping[str, str]) -> Iterator[Roll]:
    """The levels above the homes' own, highest first."""
    number = year.families[0].year
    for level, label in reversed(list(labels.items())):
        found = tuple(family for family in year.families if family.level == level)
        if found and level != OWN_LEVEL:
            crumbs = (_CITY, Link(f"{number} 年", year.address))
            yield Roll(f"{year.address}{level}/", (f"{number} 年", f"{label}{_TITLE}"), found, crumbs)


def _parts(levels: Iterable[Roll]) -> tuple[tuple[str, str, int], ...]:
    return tuple((level.families[0].level_label, level.address, len(level.families)) for level in levels)


def _titles(families: tuple[FamilyView, ...]) -> Iterator[tuple[str, Roll]]:
    """Slug → roll of the titles that families share most; titles that sound alike share a page."""
    counts = Counter(title for family in families for title in family.titles)
    shared = defaultdict(list)
    for title, count in counts.most_common(_MAX_TITLES):
        if count >= _MIN_SHARED and (slug := as_slug(title)):
            shared[slug].append(title)
    for slug, titles in shared.items():
        others = set(titles).isdisjoint
        found = tuple(family for family in families if not others(family.titles))
        yield slug, Roll(addresses.families(f"titles/{slug}"), (f"{'、'.join(titles)}的", _TITLE), found)


def _front(site: Site, years: tuple[Roll, ...], titled: dict[str, Roll], districts: tuple[Roll, ...]) -> Page:
    newest = years[0].families if years else ()
    return Page(
        "families/",
        "最美家庭光荣榜",
        f"{site.city.name}各{site.city.terms.home}推出的“最美家庭”，共 {len(site.families)} 户。",
        "families.html",
        {
            "years": tuple((roll.families[0].year, roll.address, len(roll.families)) for roll in years),
            "titles": tuple(
                (roll.title.removesuffix("的“最美家庭”"), roll.address, len(roll.families)) for roll in titled.values()
            ),
            "districts": _by_prefecture(site, districts),
            "families": newest[:_MAX_NEWEST],
            "total": len(site.families),
        },
    )


def _by_prefecture(site: Site, rolls: tuple[Roll, ...]) -> tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]:
    """(prefecture, its districts: name, address and number of families)."""
    heads = {district.address: district.head for district in site.districts}
    rows = [(heads[roll.families[0].district.address], roll) for roll in rolls]
    return tuple(
        (prefecture, tuple((head.name, roll.address, len(roll.families)) for head, roll in same))
        for prefecture, same in groupby(rows, lambda row: row[0].prefecture)
    )


def _pages(roll: Roll) -> Iterator[Page]:
    count = -(-len(roll.families) // PAGE_SIZE)
    turns = tuple(roll.address + (f"page-{number}/" if number > 1 else "") for number in range(1, count + 1))
    for number, address in enumerate(turns, 1):
        yield Page(
            address,
            roll.title + (f"（第 {number} 页）" if number > 1 else ""),
            f"{roll.title}，共 {len(roll.families)} 户。",
            "families_roll.html",
            {
                "heading": roll.heading,
                "families": roll.families[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
                "total": len(roll.families),
                "narrower": roll.narrower,
                "number": number,
                "count": count,
                "before": turns[number - 2] if number > 1 else "",
                "after": turns[number] if number < count else "",
            },
            roll.crumbs,
        )


def _recommend(site: Site) -> Page:
    """The recommendation box (附件1 六1) at home: a form to print, words to copy. The site takes nothing in."""
    return Page(
        "families/recommend/",
        "推荐一家“最美家庭”",
        f"推荐表可以打印，也可以复制文字，交给身边的{site.city.terms.home}。本站不收表，也不留下您写的任何字。",
        "families_recommend.html",
        {"titles": [title for title, _ in Counter(t for f in site.families for t in f.titles).most_common(8)]},
        (_CITY,),
    )
