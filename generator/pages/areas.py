"""The front page, and a page for each district and street."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from generator.catalogue import addresses
from generator.model.city import usual_codes
from generator.model.national import is_national
from generator.model.standard import CityStandard
from generator.model.wording import Wording
from generator.pages.activities import WEEK, spread_evenly
from generator.pages.page import Page
from generator.public import subscriptions
from generator.public.views import (
    ActivityView,
    BadgeView,
    BrandView,
    DistrictView,
    FamilyView,
    HomeView,
    Link,
    Site,
    StreetView,
)

_MAX_COMING = 6
_MAX_HONOURS = 4
_MAX_HOMES = 12  # on a district's page, all of them where there are no more
_FIRST_HOMES = 6
_KINDS = ("street", "town", "township", "area")
_MAX_FEATURES = 3
_MAX_BRANDS = 3
_ASKED = {
    "法律咨询": ("rights.reception", "rights.law-education"),
    "托管": ("family.services", "family.education"),
    "找工作": ("work.policy", "work.transfer"),
}  # what residents look for most → items that it means
_OFFERED = {
    "rights": "法律咨询、矛盾调解、反映问题",
    "work": "找工作、学技能、问政策",
    "family": "家庭教育、亲子活动、家政服务",
    "care": "生活、看病、单亲，遇到难处",
}  # of the functions of the profile
MAX_PLAQUES = 96  # on a page, so that it stays under 40 kB in a city of any size


T = TypeVar("T", FamilyView, BrandView)


def front(site: Site) -> Page:
    """The city's front page."""
    return Page(
        "",
        f"{site.city.name}{site.city.terms.home}：您想找什么帮助？",
        f"在{site.city.name}找到身边的{site.city.terms.home}：看什么时候开门、能帮什么忙、怎么走、打哪个电话。",
        "front.html",
        {
            "hints": _hints(site),
            "figures": site.figures,
            "coming": _this_week(site),
            "honours": tuple(_one_per_district((f for f in site.families if f.story and f.motto), _MAX_HONOURS)),
            "brands": tuple(_one_per_district((b for b in site.brands if b.photos), _MAX_BRANDS)),
            "functions": site.city.standard.function_labels,
            "offered": _offered(site.city.standard),
            "function_counts": site.function_counts,
            "features": site.features[:_MAX_FEATURES],
            "districts": site.tiles,
        },
        newest=site.newest,
    )


def _hints(site: Site) -> tuple[str, ...]:
    """What to look for: the words of the city's own residents, then the usual ones that lead to its items, then labels
    of these.
    """
    items = site.city.standard.items
    own = [words[0] for words, _ in site.synonyms if not is_national(words)]
    usual = [word for word, meant in _ASKED.items() if any(code in items for code in meant)]
    return tuple(dict.fromkeys((*own, *usual, *items.values())))[: len(_ASKED)]


def _offered(standard: CityStandard) -> dict[str, str]:
    """Function → what it offers, in residents' words; of one that is the city's own its items."""
    usual = usual_codes(standard)
    return {
        code: _OFFERED[code] if code in usual else "、".join(item.label for item in function.items.values())
        for code, function in standard.functions.items()
    }


def _one_per_district(things: Iterable[T], most: int) -> Iterator[T]:
    """The first of each district, so that no district fills the front page."""
    seen: set[str] = set()
    for thing in things:
        if thing.district.address not in seen and len(seen) < most:
            seen.add(thing.district.address)
            yield thing


def _this_week(site: Site) -> tuple[ActivityView, ...]:
    """This week's activities, spread over days and districts; later ones if the week has too few."""
    coming = [a for a in site.activities if not a.past and not a.cancelled]
    end = site.today + WEEK
    week = [a for a in coming if a.day < end]
    return (*spread_evenly(week, _MAX_COMING), *coming[len(week) :])[:_MAX_COMING]


def district(site: Site, district: DistrictView) -> Page:
    """A district's own page."""
    return Page(
        district.address,
        f"{district.name}的{site.city.terms.home}",
        Wording(site.city.standard)(
            f"{district.name}有 {len(district.homes)} 家{{home}}，按{{street}}查找地址、电话、开放时间和服务。"
        ),
        "district.html",
        {
            "district": district.head,
            "districts": site.tiles,
            "kinds": _by_kind(district.streets),
            "homes": district.homes[: _MAX_HOMES if len(district.homes) <= _MAX_HOMES else _FIRST_HOMES],
            "brand": district.brand,
            "phones": district.phones,
            "asks_more": district.asks_more,
            "figures": _figures(site, district.homes),
            "coming": _coming(a for home in district.homes for a in home.activities),
            "board": addresses.activities(district.slug),
            "roster": roster(site, district.homes),
            "whole_roster": addresses.demonstration("" if whole_roster(site) else district.slug),
        },
        newest=_newest(district.homes),
        feed=subscriptions.of_area(Link(district.name, district.address)),
    )


def _by_kind(streets: Iterable[StreetView]) -> tuple[tuple[str, tuple[tuple[Link, int], ...]], ...]:
    """(label of the kind, its streets with the number of their homes)."""
    found: dict[tuple[str, str], list[StreetView]] = defaultdict(list)
    for street in sorted(streets, key=lambda street: _KINDS.index(street.kind)):
        found[street.kind, street.kind_label].append(street)
    return tuple(
        (label, tuple((Link(street.name, street.address), len(street.homes)) for street in same))
        for (_, label), same in found.items()
    )


def street(site: Site, district: DistrictView, street: StreetView) -> Page:
    """The page of a street or town."""
    return Page(
        street.address,
        f"{street.name}的{site.city.terms.home}",
        f"{district.name}{street.name}有 {len(street.homes)} 家{site.city.terms.home}：地址、电话、开放时间和服务。",
        "street.html",
        {
            "street": street,
            "coming": _coming(a for home in street.homes for a in home.activities),
            "board": addresses.activities(district.slug),
        },
        (Link(district.name, district.address),),
        newest=_newest(street.homes),
        feed=subscriptions.of_area(Link(district.name, district.address)),
    )


def _newest(homes: Iterable[HomeView]) -> dt.date | None:
    return max((home.newest for home in homes if home.newest), default=None)


def _figures(site: Site, homes: Sequence[HomeView]) -> dict[str, int]:
    """The numbers that a page shows in its band of figures."""
    return {
        "homes": len(homes),
        "weekend": sum(any(day > 4 for line in home.office.hours for day in line.days.days) for home in homes),
    } | {
        level: sum(any(badge.level == level for badge in home.badges) for home in homes)
        for level in site.city.standard.honours.home_labels
    }


def _coming(activities: Iterable[ActivityView]) -> tuple[ActivityView, ...]:
    coming = [a for a in activities if not a.past and not a.cancelled]
    return tuple(sorted(coming, key=lambda a: (a.day, a.span.start if a.span else 0, a.home.address)))[:_MAX_COMING]


def whole_roster(site: Site) -> bool:
    """Whether one page has room for all badges of the city; else each district gets a page of its own."""
    return site.plaques <= MAX_PLAQUES


def roster(site: Site, homes: tuple[HomeView, ...]) -> dict[str, tuple[tuple[Link, BadgeView, Link], ...]]:
    """Level → who holds a badge of it today: (home, badge, street)."""
    return {
        level: tuple(
            (Link(home.name, home.address), badge, home.street)
            for home in homes
            for badge in home.badges
            if badge.level == level
        )
        for level in site.city.standard.honours.home_labels
    }
