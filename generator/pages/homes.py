"""A home's own pages: its profile, families, activities, brand, regulations, and the pages that verify its badges."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from itertools import islice
from operator import attrgetter

from generator.catalogue import addresses
from generator.content.values.days import WEEKDAYS
from generator.documents import handout
from generator.pages import families, take
from generator.pages.maps import maps
from generator.pages.page import Article, Page
from generator.pages.structured import CONTEXT, of_activity, of_home
from generator.pages.words import long_date
from generator.public import subscriptions
from generator.public.views import (
    ActivityView,
    BrandView,
    CityView,
    FamilyView,
    HomeView,
    Link,
    RegulationView,
)

_MAX_SIBLINGS = 3
_MAX_NEXT = 3  # activities that an activity's page leads on to


TopFamilies = Mapping[int, tuple[FamilyView, ...]]
"""Year → its most honoured families, which a family's page leads to if its home has no others."""


MAX_TOP_FAMILIES = _MAX_SIBLINGS + 1  # of a year: no page needs more


def pages(home: HomeView, city: CityView, best: TopFamilies, packs: Mapping[str, int]) -> Iterator[Page]:
    """Every page that stands below the home's address. `packs`: path of what may be taken away → bytes."""
    feed = subscriptions.of_area(Link(home.name, home.address))
    yield from (dataclasses.replace(page, feed=feed) for page in _pages(home, city, best, packs))


def _pages(home: HomeView, city: CityView, best: TopFamilies, packs: Mapping[str, int]) -> Iterator[Page]:
    yield _profile(city, home, packs)
    yield from families.of_home(home)
    yield from (_family(home, family, best[family.year]) for family in home.families)
    yield from (_activity(city, home, activity) for activity in home.activities if activity.address)
    if home.brand:
        yield _brand(city, home, home.brand, packs)
    yield from (_regulation(home, r) for r in home.regulations if r.text)
    yield from _badges(city, home)


def _trail(home: HomeView) -> tuple[Link, ...]:
    return (home.district, home.street, Link(home.name, home.address))


def _profile(city: CityView, home: HomeView, packs: Mapping[str, int]) -> Page:
    coming = sorted((activity for activity in home.activities if not activity.past), key=attrgetter("day"))
    past = sorted((activity for activity in home.activities if activity.past), key=attrgetter("date"), reverse=True)
    helps = "、".join(dict.fromkeys(service.title for service in home.services))
    parts = (home.summary, helps and f"能帮您：{helps}", home.office.address and f"地址：{home.office.address}")
    return Page(
        home.address,
        home.name,
        "。".join(part.rstrip("。") for part in parts if part)
        or f"{home.district.name}{home.street.name}的{home.name}",
        "home.html",
        {
            "home": home,
            "maps": maps(home),
            "board": _board(home),
            "coming": coming,
            "past": past,
            "take": take.of(handout.of_home(home, city), packs),
        },
        _trail(home)[:2],
        of_home(city, home, coming),
        listed=home.closed_on is None,
        photos=home.photos,
        newest=home.newest,
    )


def _family(home: HomeView, family: FamilyView, best: tuple[FamilyView, ...]) -> Page:
    others = {f.address: f for f in (*home.families, *best) if f.address != family.address}
    kicker = f"{family.year} 年{family.honour}"
    return Page(
        family.address,
        f"{family.name}：{family.motto}" if family.motto else f"{family.name}（{family.year}）",
        f"{home.name}的{kicker}{'，' + '、'.join(family.titles) if family.titles else ''}。{family.motto}",
        "family.html",
        {"family": family, "home": home, "others": tuple(islice(others.values(), _MAX_SIBLINGS))},
        _trail(home),
        article=Article(home.name, keywords=family.titles),
        photos=home.photos,
    )


def _board(home: HomeView) -> str:
    """Where its district's activities are."""
    return addresses.activities(home.identity.partition("/")[0])


def _activity(city: CityView, home: HomeView, activity: ActivityView) -> Page:
    more = (one for one in home.activities if not (one.past or one.cancelled or one.slug == activity.slug))
    day = f"{long_date(activity.date)}周{WEEKDAYS[activity.date.weekday()]}"
    if activity.sessions:
        day = f"{activity.date.year} 年 {activity.when}"
    return Page(
        activity.address,
        activity.title,
        activity.summary or f"{day}，{home.name}：{activity.title}。",
        "activity.html",
        {"activity": activity, "home": home, "board": _board(home), "more": tuple(islice(more, _MAX_NEXT))},
        _trail(home),
        {"@context": CONTEXT, **of_activity(city, home, activity)},
        article=Article(home.name, activity.date, keywords=(activity.item_label,) if activity.item_label else ()),
        photos=home.photos,
        newest=activity.last if activity.past else None,
    )


def _brand(city: CityView, home: HomeView, brand: BrandView, packs: Mapping[str, int]) -> Page:
    return Page(
        brand.address,
        brand.title,
        brand.summary or f"{home.name}的特色活动：{brand.title}",
        "brand.html",
        {
            "brand": brand,
            "home": home,
            "take": None if home.closed_on else take.of(handout.of_brand(brand, city), packs),
        },
        _trail(home),
        article=Article(home.name, keywords=tuple(label for _, label in brand.functions)),
        photos=home.photos,
        newest=brand.newest,
    )


def _regulation(home: HomeView, regulation: RegulationView) -> Page:
    return Page(
        regulation.address,
        f"{regulation.title}（{home.name}）",
        f"{home.name}的{regulation.title}",
        "regulation.html",
        {"home": home, "regulation": regulation},
        _trail(home),
        article=Article(home.name, regulation.adopted),
        photos=home.photos,
        newest=regulation.adopted,
    )


def _badges(city: CityView, home: HomeView) -> Iterator[Page]:
    """Every home has a page for each level, since the address of a badge must keep working after it has lapsed."""
    held = {badge.level: badge for badge in home.badges}
    for level in city.levels:
        yield Page(
            addresses.badge(home.identity, level.id),
            f"{home.name}是不是{level.full}",
            f"查一查{home.name}是否在{level.full}名册上。",
            "badge.html",
            {"home": home, "level": level, "badge": held.get(level.id)},
            _trail(home),
            listed=False,
        )
