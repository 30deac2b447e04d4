"""Activities of the whole city, press features, search, and the page of parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from generator.pages.page import Article, Page
from generator.public.views import Link, Site

AHEAD = dt.timedelta(days=120)
BEHIND = dt.timedelta(days=90)
MOST_PAST = 40
_PARTS = 6


def activities(site: Site) -> Page:
    """What is coming in the next months and the latest of what was held."""
    coming = [a for a in site.activities if site.today <= a.date <= site.today + AHEAD]
    past = [a for a in reversed(site.activities) if site.today - BEHIND <= a.date < site.today and not a.cancelled]
    months = tuple((month, tuple(group)) for month, group in groupby(coming, key=lambda a: (a.date.year, a.date.month)))
    return Page(
        "activities/",
        "身边的活动",
        f"{site.city.name}各妇女之家近期和以往的活动。",
        "activities.html",
        {"coming": tuple(coming), "months": months, "past": tuple(past[:MOST_PAST])},
    )


def press(site: Site) -> Iterator[Page]:
    """The list of features, and each feature."""
    yield Page("press/", "好做法", "记者和编辑写的妇女之家故事与做法。", "features.html", {"features": site.features})
    for feature in site.features:
        yield Page(
            feature.address,
            feature.title,
            feature.summary or feature.subtitle or feature.title,
            "feature.html",
            {"feature": feature},
            (Link("好做法", "press/"),),
            article=Article(feature.source or site.city.federation, feature.date, feature.author, feature.tags),
        )


def search(site: Site) -> Page:
    return Page("search/", "查找妇女之家", f"按名称、拼音、街道、服务查找{site.city.name}的妇女之家。", "search.html", listed=False)


def parts(site: Site) -> Page:
    """Every part of the look on one page, for whoever carries it on."""
    rich = sorted(site.homes, key=lambda h: (-len(h.services) - len(h.badges), h.address))
    return Page(
        "about/parts/",
        "页面部件",
        "本站用到的各种部件，放在一起看。",
        "parts.html",
        {
            "homes": tuple(rich[:_PARTS]),
            "families": site.families[:_PARTS],
            "activities": tuple(a for a in site.activities if not a.past)[:_PARTS],
            "brands": tuple(b for b in site.brands if b.level == "home")[:_PARTS],
        },
        listed=False,
    )
